// The page of the playground: the document, its corrections, and the client that is generated from both.
import { Code } from "./code.js";
import { showChanges, showInstead } from "./compare.js";
import { Corrections } from "./corrections.js";
import { showDiagnostics, summary } from "./diagnostics.js";
import { Editor } from "./editor.js";
import { Engine, Stopped } from "./engine.js";
import { examples } from "./examples.js";
import { byId, counted, debounce, download, notice, tabs } from "./page.js";
import * as share from "./share.js";
import { Workspace } from "./workspace.js";

/** A job that is no longer of use is stopped if it has run for so many milliseconds. */
const PATIENCE = 700;
/** The largest file that is read. */
const MAX_FILE = 64 << 20;

const isServed = document.documentElement.dataset.engine === "server";
const workspace = isServed ? new Workspace() : undefined;
const names = { document: "openapi.yaml", overlay: "overlay.yaml", old: "older version" };

const keys = [
  { key: "Mod-s", run: () => (save(), true), preventDefault: true },
  { key: "Mod-Enter", run: () => (update(), true) },
];
const documentEditor = new Editor(byId("document-editor"), {
  label: "OpenAPI document, YAML or JSON", onChange: edited, keys,
  hint: "Paste an OpenAPI document, or drop a file here:\nOpenAPI 3.0 to 3.2 or Swagger 2.0, YAML or JSON.",
});
const overlayEditor = new Editor(byId("overlay-editor"), {
  label: "Overlay with corrections", onChange: edited, keys,
  hint: "Corrections that you accept come here.\nEdit them, or write your own.",
});
const oldEditor = new Editor(byId("old-editor"), {
  label: "Older version of the document", onChange: () => compareLater(400), hint: "Paste the older version of the document,\nor drop a file here.",
});
const code = new Code((path) => engine.run("file", { path }));
const corrections = new Corrections(accept, reveal);
const engine = new Engine(start(), busy);

let turn = 0;
let began = 0;
let shownExample;
let hasCrate = false;
let fragment = "";

const showPanel = tabs(byId("panel-tabs"), (shown, all) => {
  for (const id of all) byId(id).classList.toggle("shown", id === shown);
});
const showView = tabs(byId("rust-tabs"), (shown, all) => {
  for (const id of all) byId(id).hidden = id !== shown;
  if (shown === "compare-view") compareLater(0);
});

/** What a worker is started with: the compiled generator, or where it answers. */
async function start() {
  if (workspace) return { endpoint: workspace.endpoint };
  const source = fetch("truespec.wasm");
  try {
    return { module: await WebAssembly.compileStreaming(source) };
  } catch (error) {
    // A server that does not know the type of the file.
    const response = await fetch("truespec.wasm");
    if (!response.ok) throw new Error(`truespec.wasm: status ${response.status}`);
    return { module: await WebAssembly.compile(await response.arrayBuffer()) };
  }
}

/** The document and the overlay as they are in the page. */
function version() {
  const name = byId("name").value.trim();
  return {
    document: { name: names.document, text: documentEditor.text },
    overlay: { name: names.overlay, text: overlayEditor.text },
    name: isServed || name === "" ? undefined : name,
  };
}

const updateLater = debounce(update);
const compareLater = debounce(compare);
const keepLater = debounce(keep);

function edited() {
  shownExample = undefined;
  byId("example").value = "";
  markUnsaved();
  updateLater(documentEditor.length > 2_000_000 ? 1200 : 300);
  keepLater(600);
}

/** Generates, marks what the corrections changed, and looks for contradictions; what a later call does counts. */
async function update() {
  const own = ++turn;
  if (engine.isBusy && performance.now() - began > PATIENCE) engine.stop();
  const isOld = () => own !== turn;
  if (documentEditor.length === 0) return empty();
  const now = version();
  try {
    const generated = await engine.run("generate", { version: now }, "Generating");
    if (isOld()) return;
    const found = showGenerated(generated);
    await code.files(generated.paths);
    if (isOld()) return;
    if (generated.corrections.length > 0 && hasCrate) await code.changes(await engine.run("changes", { version: now }, "Comparing with the document as published"));
    if (isOld()) return;
    corrections.proposals(undefined);
    const linted = await engine.run("lint", { version: now }, "Looking for contradictions");
    if (isOld()) return;
    corrections.proposals(linted.proposals, linted.read ? "known" : "none");
    diagnose([...found, ...linted.diagnostics]);
    if (!byId("compare-view").hidden) await compare();
  } catch (error) {
    if (!isOld()) failed(error);
  }
}

function empty() {
  if (engine.isBusy) engine.stop();
  hasCrate = false;
  byId("download").disabled = true;
  byId("status").textContent = "No document yet.";
  corrections.own([]);
  corrections.proposals([], "none");
  diagnose([]);
  code.files([]).catch(failed);
}

function showGenerated(generated) {
  hasCrate = generated.paths.length > 0;
  byId("download").disabled = !hasCrate;
  corrections.own(generated.corrections);
  diagnose(generated.diagnostics);
  const took = generated.took < 995 ? `${Math.max(1, Math.round(generated.took))} ms` : `${(generated.took / 1000).toFixed(1)} s`;
  byId("status").textContent = hasCrate
    ? `${counted(generated.operations, "operation")}, ${counted(generated.types, "type")}, ${counted(generated.paths.length, "file")} in ${took}`
    : `No client: ${summary(generated.diagnostics)}`;
  return generated.diagnostics;
}

function diagnose(list) {
  // The linter and the generator may say the same.
  const seen = new Set();
  const own = list.filter((one) => {
    const key = JSON.stringify([one.code, one.file, one.line, one.column, one.message]);
    return !seen.has(key) && seen.add(key);
  });
  showDiagnostics(own, { [names.document]: documentEditor, [names.overlay]: overlayEditor }, reveal);
}

/** Leads to a line of the document or the overlay. */
function reveal(file, line, column) {
  const isOverlay = file === names.overlay;
  showPanel(isOverlay ? "corrections-panel" : "document-panel");
  (isOverlay ? overlayEditor : documentEditor).reveal(line, column);
}

async function accept(proposal) {
  try {
    const title = `Corrections of ${names.document.split("/").at(-1)}`;
    const { overlay, rewritten } = await engine.run("accept", { overlay: overlayEditor.text, title, actions: proposal.actions });
    if (!overlay) {
      notice("The overlay cannot be read, so that nothing can be added to it: the diagnostics say why.");
      return false;
    }
    overlayEditor.replace(overlay);
    if (rewritten) notice("The overlay was written anew: its comments are gone. Undo brings them back.");
    byId("status").textContent = "The correction was added to the overlay.";
    updateLater(0);
    return true;
  } catch (error) {
    failed(error);
    return false;
  }
}

async function compare() {
  if (byId("compare-view").hidden) return;
  const isOther = byId("compare-with").value === "other";
  const now = version();
  if (documentEditor.length === 0) return showInstead("There is no document yet.");
  if (isOther && oldEditor.length === 0) return showInstead("Paste the older version, or take the document as it is now and then change it.");
  const old = isOther ? { ...now, document: { name: names.old, text: oldEditor.text } } : { ...now, overlay: undefined };
  const own = turn;
  try {
    const changes = await engine.run("compare", { old, now }, "Comparing");
    if (own === turn) showChanges(changes, names.document, reveal);
  } catch (error) {
    if (own === turn) failed(error);
  }
}

let ticks;
function busy(what) {
  clearInterval(ticks);
  byId("busy").hidden = true;
  if (!what) return;
  began = performance.now();
  const tick = () => {
    const seconds = Math.floor((performance.now() - began) / 1000);
    // What is quick shows nothing.
    byId("busy").hidden = performance.now() - began < 250;
    byId("busy-text").textContent = seconds > 0 ? `${what}: ${seconds} s` : `${what}…`;
  };
  ticks = setInterval(tick, 250);
}

function failed(error) {
  if (error instanceof Stopped && !error.byLimit) {
    byId("status").textContent = "Cancelled.";
    corrections.proposals(undefined, "stopped");
    return notice("Cancelled: what is shown may be of an earlier text.", { "Run again": update });
  }
  if (error instanceof Stopped) {
    corrections.proposals(undefined, "stopped");
    const more = engine.limit * 10;
    return notice(`Stopped after ${engine.limit} seconds.`, { [`Run again for ${more / 60} minutes`]: () => ((engine.limit = more), update()) });
  }
  corrections.proposals(undefined, "none");
  byId("status").textContent = "";
  if (error.isCrash) return notice(`The generator ended with an error and was started anew: ${error.message}. Please report it with the document.`, { "Run again": update });
  notice(error.message);
}

/** Shows other texts. */
function load({ document, documentName, overlay = "", overlayName, name = "" }) {
  notice("");
  names.document = documentName || "openapi.yaml";
  names.overlay = overlayName || names.document.replace(/(\.(ya?ml|json|txt))?$/, ".overlay.yaml");
  byId("document-name").textContent = names.document;
  byId("overlay-name").textContent = names.overlay;
  byId("name").value = name;
  documentEditor.load(document);
  overlayEditor.load(overlay);
  updateLater(0);
}

async function loadExample(id) {
  const { document, overlay, name } = examples[id];
  const text = async (file) => {
    const response = await fetch(`examples/${file}`);
    if (!response.ok) throw new Error(`examples/${file}: status ${response.status}`);
    return response.text();
  };
  const [own, corrected] = await Promise.all([text(document), overlay ? text(overlay) : ""]);
  load({ document: own, documentName: document, overlay: corrected, overlayName: overlay, name });
  shownExample = id;
  byId("example").value = id;
  keep();
}

/** Keeps what is shown in the address, if it is small enough. */
function keep() {
  if (isServed) return;
  fragment = shownExample ? `#example=${shownExample}` : (share.written(shared()) ?? "");
  history.replaceState(null, "", fragment || location.pathname + location.search);
}

const shared = () => ({ document: documentEditor.text, documentName: names.document, overlay: overlayEditor.text, name: byId("name").value });

async function fromAddress() {
  const kept = share.read(location.hash);
  if (kept?.example && examples[kept.example]) return loadExample(kept.example);
  if (kept?.document !== undefined) {
    shownExample = undefined;
    byId("example").value = "";
    return load(kept);
  }
  const isUnread = location.hash.length > 1;
  await loadExample("petstore");
  if (isUnread) notice("The address holds no document that can be read: it may have been cut.");
}

/** Takes files: a document, or an overlay, or both. */
async function take(files) {
  const read = [];
  for (const file of files) {
    if (file.size > MAX_FILE) return notice(`${file.name} is larger than ${MAX_FILE >> 20} MiB.`);
    read.push({ name: file.name.slice(0, 100), text: await file.text() });
  }
  const isOverlay = ({ text }) => /^\s*(\{\s*)?"?overlay"?\s*:/m.test(text.slice(0, 2000));
  const overlay = read.find(isOverlay);
  const own = read.find((file) => !isOverlay(file));
  if (own && isServed) {
    documentEditor.replace(own.text);
  } else if (own) {
    load({ document: own.text, documentName: own.name, name: crateName(own.name), overlay: overlay?.text, overlayName: overlay?.name });
  }
  if (overlay && (!own || isServed)) overlayEditor.replace(overlay.text);
  edited();
}

const crateName = (file) => file.replace(/\..*$/, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^[-\d]+|-+$/g, "").slice(0, 40);

function drops(panel, then) {
  panel.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    panel.classList.add("drop");
  });
  panel.addEventListener("dragleave", () => panel.classList.remove("drop"));
  panel.addEventListener("drop", (event) => {
    panel.classList.remove("drop");
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    then([...event.dataTransfer.files]).catch(failed);
  }, true);
}

function picks(button, input, then) {
  byId(button).addEventListener("click", () => byId(input).click());
  byId(input).addEventListener("change", ({ target }) => {
    then([...target.files]).catch(failed);
    target.value = "";
  });
}

function markUnsaved() {
  if (workspace) byId("save").disabled = !workspace.isUnsaved(overlayEditor.text);
}

/** Writes the overlay where it came from, or offers it as a file. */
async function save(expected) {
  const text = overlayEditor.text;
  if (!workspace) return download(names.overlay.split("/").at(-1), text, "text/yaml");
  try {
    const saved = await workspace.save(engine, text, expected);
    if (saved.conflict !== undefined) {
      return notice(`${names.overlay} has changed on disk since it was read.`, {
        "Load it from disk": () => (workspace.took(saved.conflict), overlayEditor.replace(saved.conflict), edited()),
        "Overwrite it": () => save(saved.conflict),
      });
    }
    notice(saved.note ?? "");
    byId("status").textContent = `${names.overlay} is saved.`;
    markUnsaved();
  } catch (error) {
    failed(error);
  }
}

async function copyLink() {
  keep();
  if (!fragment) return notice("This is too large for an address: download the overlay and share it with the document.");
  try {
    await navigator.clipboard.writeText(location.href);
    byId("status").textContent = "The link is copied. It holds the document and the overlay.";
  } catch {
    notice("The address of this page holds the document and the overlay: copy it from there.");
  }
}

async function downloadCrate() {
  try {
    const bytes = await engine.run("zip", {}, "Packing");
    download(`${byId("name").value.trim() || (workspace?.crate ?? "client")}.zip`, bytes, "application/zip");
  } catch (error) {
    failed(error);
  }
}

async function openApi(api) {
  const opened = await workspace.open(engine, api);
  load(opened);
  markUnsaved();
  history.replaceState(null, "", `${location.pathname}${location.search}#api=${encodeURIComponent(api)}`);
}

async function beginServed() {
  for (const id of ["example-field", "name-field", "share"]) byId(id).hidden = true;
  byId("promise").textContent = "Runs on this machine. Saving writes the overlay, and nothing else.";
  byId("save").textContent = "Save";
  byId("api-field").hidden = false;
  const apis = await workspace.apis(engine);
  byId("api").replaceChildren(...apis.map((api) => new Option(api, api)));
  const wanted = decodeURIComponent(location.hash.replace(/^#api=/, ""));
  byId("api").value = apis.includes(wanted) ? wanted : apis[0];
  byId("api").addEventListener("change", () => openApi(byId("api").value).catch(failed));
  addEventListener("beforeunload", (event) => workspace.isUnsaved(overlayEditor.text) && event.preventDefault());
  await openApi(byId("api").value);
}

async function begin() {
  notice("");
  byId("download").disabled = true;
  drops(byId("document-panel"), take);
  drops(byId("corrections-panel"), take);
  drops(byId("old-editor"), takeOld);
  picks("open", "open-file", take);
  picks("old-open", "old-file", takeOld);
  byId("cancel").addEventListener("click", () => engine.stop());
  byId("save").addEventListener("click", () => save());
  byId("share").addEventListener("click", copyLink);
  byId("download").addEventListener("click", downloadCrate);
  byId("name").addEventListener("input", edited);
  byId("pin").addEventListener("click", () => (oldEditor.load(documentEditor.text), compareLater(0)));
  byId("compare-with").addEventListener("change", () => {
    const isOther = byId("compare-with").value === "other";
    byId("compare-tools").hidden = !isOther;
    byId("old-editor").hidden = !isOther;
    compareLater(0);
  });
  if (workspace) return beginServed();
  byId("example").replaceChildren(new Option("your own", ""), ...Object.entries(examples).map(([id, { title }]) => new Option(title, id)));
  byId("example").addEventListener("change", () => {
    const id = byId("example").value;
    (id ? loadExample(id) : Promise.resolve(load({ document: "" }))).catch(failed);
  });
  addEventListener("hashchange", () => location.hash !== fragment && fromAddress().catch(failed));
  await fromAddress();
}

async function takeOld([file]) {
  if (!file) return;
  if (file.size > MAX_FILE) return notice(`${file.name} is larger than ${MAX_FILE >> 20} MiB.`);
  oldEditor.load(await file.text());
  compareLater(0);
}

// For tests, which cannot see into the editors otherwise.
Object.defineProperty(window, "playground", { value: { documentEditor, overlayEditor, oldEditor, code, engine, showView } });

begin().catch(failed);
