// A server, and the program in src/lib.rs as wasm-bindgen made it. Prints what came, and what the server saw.
const { execFileSync } = require("child_process");
const http = require("http");
const zlib = require("zlib");
const program = require(process.argv[2]);

const seen = [];
const closed = new Set();
let lists = 0;
let zips = 0;

const TAG = `{"id": "6f2a9c4b-2a10-4e7f-9c54-d2a9b1d28b0e", "name": "marketing",
  "created_at": "2026-04-17T10:15:00Z", "updated_at": "2026-04-17T11:02:00Z"}`;
const json = (response, status, text, headers) =>
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);

const ANSWERS = {
  detach: (response) =>
    json(response, 200, zlib.gzipSync(`[${TAG}]`), { "content-encoding": "gzip", "x-text": "gr\u00fcn" }),
  "built-in": (response) => json(response, 200, `{"result": "success"}`),
  runs: (response) => response.writeHead(302, { location: "/elsewhere" }).end(),
  destinations: (response) => {
    lists += 1;
    if (lists === 1) response.writeHead(503, { "retry-after": "1" }).end();
    if (lists === 2) json(response, 200, `{"count": 7, "next": null, "previous": null, "results": []}`);
    // Silent from then on.
  },
  nodes: (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const words = ["one", "two", "three", "four", "five"];
    const timer = setInterval(() => (words.length ? response.write(`data: ${words.shift()}\n\n`) : null), 50);
    response.on("close", () => clearInterval(timer));
  },
  "create-by-file": (response) => json(response, 413, `{"code": "too_large", "message": "No.", "status": 413}`),
  "download-zip": (response) => {
    zips += 1;
    response.writeHead(200, { "content-type": "application/zip", "content-length": 3000000 });
    if (zips === 1) return response.end(Buffer.alloc(3000000));
    response.write(Buffer.alloc(1000));
    setTimeout(() => response.destroy(), 50);
  },
  datasets: (response) => json(response, 409, `{"code": "dataset_in_use", "message": "No.", "status": 409}`),
};

const server = http.createServer((request, response) => {
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", () => {
    const name = Object.keys(ANSWERS).find((name) => request.url.includes(name));
    const { authorization, "x-api-key": key, "x-text": text, "content-length": length } = request.headers;
    const body = Buffer.concat(pieces).toString().replaceAll(/form-[0-9a-f]{32}/g, "[boundary]");
    const about = [authorization ?? key, text && Buffer.from(text, "latin1").toString(), length, JSON.stringify(body)];
    seen.push([request.method, request.url, ...about].join(" "));
    response.on("close", () => response.writableFinished || closed.add(name));
    ANSWERS[name](response);
  });
});

server.listen(0, "127.0.0.1", async () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  console.log(await program.calls(url));
  const [fetched, Asked] = [globalThis.fetch, globalThis.Request];
  globalThis.fetch = async (request) => {
    const answer = await fetched(request);
    return answer.status === 302 ? Object.defineProperty(answer, "type", { value: "opaqueredirect" }) : answer;
  };
  globalThis.Request = class extends Asked {
    constructor(url, options) {
      ["cookie", "content-length"].forEach((name) => options.headers.delete(name));
      super(url, options);
    }
  };
  console.log(await program.hidden(url));
  const page = `console.log(require(${JSON.stringify(process.argv[2])}).chance())`;
  const chances = [1, 2].map(() => execFileSync(process.execPath, ["-e", page]).toString());
  console.log(`chance is another in another page: ${chances[0] !== chances[1] && chances[0].length > 32}`);
  console.log(`${seen.join("\n")}\nclosed by the client or cut: ${[...closed].sort()}`);
  server.close();
  server.closeAllConnections();
});
