// The generator, off the page's own thread. It keeps the files of the crate; the page asks for those that it shows.
import { diffArrays } from "diff";
import { strToU8, zipSync } from "fflate";
import { Native } from "./native.js";
import { Wasm } from "./wasm.js";

/** Edits beyond these are not looked for line by line: the whole file is marked. */
const MAX_EDITS = 4000;

/** The list of the files, which changes with any of them. */
const LIST = ".truespec-files";

let engine;
let files = new Map();
let name = "client";
/** The crate of the document as published, and what it was made of. */
let baseline = { key: undefined, files: undefined };

const operations = {
  async start({ module, endpoint }) {
    engine = endpoint ? new Native(endpoint) : await Wasm.start(module);
    return {};
  },
  async generate({ version }) {
    const { files: emitted, ...answer } = await engine.run({ do: "generate", ...version });
    files = new Map(Object.entries(emitted ?? {}));
    name = version.name || "client";
    return { ...answer, paths: [...files.keys()] };
  },
  async changes({ version }) {
    const key = `${version.name}\n${version.document.name}\n${version.document.text}`;
    if (baseline.key !== key) {
      const { files: emitted } = await engine.run({ do: "generate", ...version, overlay: null });
      const found = Object.entries(emitted ?? {});
      baseline = { key, files: found.length > 0 ? new Map(found) : undefined };
    }
    if (!baseline.files || files.size === 0) return { known: false, changed: [], added: [], removed: [] };
    return {
      known: true,
      changed: [...files].filter(([path, text]) => path !== LIST && baseline.files.get(path) !== text).map(([path]) => path),
      added: [...files.keys()].filter((path) => !baseline.files.has(path)),
      removed: [...baseline.files.keys()].filter((path) => !files.has(path)),
    };
  },
  forget() {
    baseline = { key: undefined, files: undefined };
    return {};
  },
  file({ path }) {
    const text = files.get(path);
    return text === undefined ? undefined : { text, lines: changedLines(baseline.files?.get(path), text) };
  },
  lint: ({ version }) => engine.run({ do: "lint", ...version }),
  accept: (request) => engine.run({ do: "accept", ...request }),
  compare: ({ old, now }) => engine.run({ do: "compare", old, new: now }),
  ask: ({ request }) => engine.run(request),
  zip() {
    const folder = Object.fromEntries([...files].map(([path, text]) => [path, strToU8(text)]));
    // The same crate is the same archive: the time of its files is the oldest that an archive can say.
    return zipSync({ [name]: folder }, { level: 6, mtime: "1980-01-01T12:00:00" });
  },
};

/** The numbers of the lines that are not in the older text, from 1; a line that something was removed before counts. */
function changedLines(old, text) {
  if (old === undefined || old === text) return [];
  const lines = text.split("\n");
  const parts = diffArrays(old.split("\n"), lines, { maxEditLength: MAX_EDITS });
  if (!parts) return lines.map((_, index) => index + 1);
  const changed = new Set();
  let line = 1;
  for (const part of parts) {
    if (part.removed) changed.add(Math.min(line, lines.length));
    else {
      if (part.added) for (let index = 0; index < part.count; index++) changed.add(line + index);
      line += part.count;
    }
  }
  return [...changed];
}

addEventListener("message", async ({ data: { id, operation, input } }) => {
  const started = performance.now();
  try {
    const value = await operations[operation](input);
    postMessage({ id, value, took: performance.now() - started });
  } catch (error) {
    postMessage({ id, failed: { message: String(error?.message ?? error), fatal: error?.fatal === true } });
  }
});
