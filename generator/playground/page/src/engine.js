// The page's side of the worker: one job after the other, with a time limit, and a new worker where one failed.

/** A job was stopped before it ended, by somebody or by the time limit. */
export class Stopped extends Error {
  constructor(byLimit) {
    super(byLimit ? "stopped by the time limit" : "cancelled");
    this.byLimit = byLimit;
  }
}

export class Engine {
  /** Seconds that a job may take. */
  limit = 30;
  #worker;
  #start;
  #ready;
  #isStarted = false;
  #job;
  #number = 0;
  #onBusy;

  /** `start` is what a worker is started with; `onBusy` is told of each job as it begins, and of the end. */
  constructor(start, onBusy) {
    this.#start = start;
    this.#onBusy = onBusy;
    this.#restart();
  }

  get isBusy() {
    return this.#job !== undefined;
  }

  /** Ends the worker and what it does. */
  stop(byLimit = false) {
    const job = this.#job;
    this.#restart();
    job?.fail(new Stopped(byLimit));
  }

  /** What a new worker begins with. */
  set start(start) {
    this.#start = start;
    this.stop();
  }

  /** Runs an operation; `what` says it for people. */
  async run(operation, input, what) {
    for (;;) {
      const ready = this.#ready;
      await ready;
      if (ready !== this.#ready) continue;
      if (!this.#job) return this.#send(operation, input, what);
      await this.#job.ended;
    }
  }

  #send(operation, input, what) {
    const id = ++this.#number;
    return new Promise((resolve, reject) => {
      let end;
      const job = { id, ended: new Promise((resolve) => (end = resolve)) };
      const timer = setTimeout(() => this.stop(true), this.limit * 1000);
      const settle = (then) => (value) => {
        if (this.#job !== job) return;
        clearTimeout(timer);
        this.#job = undefined;
        this.#onBusy(undefined);
        end();
        then(value);
      };
      job.done = settle(resolve);
      // A job that is stopped is no longer the worker's, but has to end all the same.
      job.fail = (error) => {
        clearTimeout(timer);
        if (this.#job === job) this.#job = undefined;
        this.#onBusy(undefined);
        end();
        reject(error);
      };
      this.#job = job;
      if (what) this.#onBusy(what);
      this.#worker.postMessage({ id, operation, input });
    });
  }

  #restart() {
    this.#worker?.terminate();
    this.#job = undefined;
    const worker = new Worker(new URL("worker.js", document.baseURI), { type: "module" });
    this.#worker = worker;
    worker.addEventListener("message", ({ data }) => this.#worker === worker && this.#answered(data));
    worker.addEventListener("error", (event) => {
      if (this.#worker !== worker) return;
      event.preventDefault();
      this.#broken(new Error(event.message || "the worker could not be started"));
    });
    const { promise, resolve, reject } = withResolvers();
    this.#ready = promise;
    this.#isStarted = false;
    promise.then(() => (this.#isStarted = true), () => {});
    Promise.resolve(this.#start).then(
      (start) => this.#worker === worker && this.#send("start", start).then(resolve, reject),
      reject,
    );
  }

  #answered({ id, value, took, failed }) {
    if (this.#job?.id !== id) return;
    if (!failed) this.#job.done(value instanceof Uint8Array ? value : { ...value, took });
    else if (failed.fatal) this.#broken(new Error(failed.message));
    else this.#job.fail(new Error(failed.message));
  }

  /** Reports why the worker ended, and starts another one. */
  #broken(error) {
    const job = this.#job;
    error.isCrash = true;
    // One that does not even start would not the next time either.
    if (this.#isStarted) this.#restart();
    job?.fail(error);
  }
}

function withResolvers() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}
