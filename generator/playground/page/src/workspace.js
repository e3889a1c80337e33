// The files of a workspace, which `truespec playground` serves.
export class Workspace {
  endpoint = { address: new URL("api", document.baseURI).href, token: new URLSearchParams(location.search).get("token") ?? "" };
  /** The name of the crate of the workspace. */
  crate;
  #api;
  #saved = "";

  /** The names of the APIs. */
  async apis(engine) {
    const { apis, crate } = await engine.run("ask", { request: { do: "workspace" } });
    this.crate = crate;
    return apis;
  }

  /** Reads the files of an API, which later requests are about. */
  async open(engine, api) {
    const opened = await engine.run("ask", { request: { do: "open", api } });
    this.#api = api;
    this.#saved = opened.overlay;
    engine.start = { endpoint: { ...this.endpoint, api } };
    return opened;
  }

  isUnsaved(text) {
    return text !== this.#saved;
  }

  /** The text on disk is this one. */
  took(text) {
    this.#saved = text;
  }

  /** Writes the overlay; `conflict` is the text on disk if that is not the one that is expected there. */
  async save(engine, text, expected = this.#saved) {
    const saved = await engine.run("ask", { request: { do: "save", api: this.#api, text, expected } });
    if (saved.conflict === undefined || saved.conflict === null) {
      this.#saved = text;
      return { note: saved.note };
    }
    return { conflict: saved.conflict };
  }
}
