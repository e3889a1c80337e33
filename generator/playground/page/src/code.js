// The emitted crate: a tree of its files, and one of them with its code. Files and lines that a correction changed are marked.
import { Editor } from "./editor.js";
import { byId, counted, make } from "./page.js";

/** What is shown at first: a group of operations, if there is one. */
const first = (paths) =>
  paths.find((path) => /^src\/[^/]+\.rs$/.test(path) && !/\/(lib|client|types|mock)\.rs$/.test(path)) ?? paths.find((path) => path === "src/client.rs") ?? paths[0];

export class Code {
  #read;
  #paths = [];
  #changed = new Set();
  #removed = [];
  #isChosen = false;
  #open = new Set(["", "src", "src/types"]);
  #path;
  #marked = 0;
  #editor;

  /** `read` returns the text of a file and the numbers of its changed lines. */
  constructor(read) {
    this.#read = read;
    this.#editor = new Editor(byId("code-editor"), { label: "Rust code", isCode: true });
    byId("next-change").addEventListener("click", () => this.#next());
  }

  get editor() {
    return this.#editor;
  }

  /** The paths of the files. */
  get paths() {
    return this.#paths;
  }

  /** Shows the files of a crate. */
  async files(paths) {
    this.#paths = paths;
    this.#changed = new Set();
    this.#removed = [];
    if (!paths.includes(this.#path)) {
      this.#path = first(paths);
      this.#isChosen = false;
    }
    this.#tree();
    await this.#show();
  }

  /** Marks what the corrections changed. */
  async changes({ changed, added, removed }) {
    // Until somebody chooses a file, one that shows what the corrections do is shown.
    const telling = first(changed.filter((path) => !added.includes(path)));
    if (!this.#isChosen && /^src\/[^/]+\.rs$/.test(telling ?? "")) this.#path = telling;
    this.#changed = new Set(changed);
    this.#removed = removed;
    for (const path of changed) for (const folder of folders(path)) if (changed.length <= 40) this.#open.add(folder);
    this.#tree();
    await this.#show();
  }

  /** Opens a file. */
  async openFile(path) {
    this.#isChosen = true;
    this.#path = path;
    for (const folder of folders(path)) this.#open.add(folder);
    this.#tree();
    await this.#show();
  }

  async #show() {
    const path = this.#path;
    byId("code-name").textContent = path ?? "";
    byId("next-change").hidden = this.#changed.size === 0;
    if (path === undefined) {
      byId("code-changes").textContent = "";
      return this.#editor.load("", "text");
    }
    const { text, lines } = await this.#read(path);
    if (path !== this.#path || text === undefined) return;
    if (this.#editor.text !== text) this.#editor.load(text, path.endsWith(".rs") ? "rust" : "text");
    this.#marked = lines.length;
    this.#editor.mark(lines);
    const isNew = this.#changed.has(path) && lines.length === 0;
    const word = isNew ? "new by a correction" : lines.length > 0 ? `${counted(lines.length, "line")} changed by corrections` : "";
    byId("code-changes").textContent = word;
  }

  /** Leads to the next place that a correction changed, in this file or the next one that has one. */
  async #next() {
    if (this.#marked > 0 && this.#editor.nextMarked()) return;
    const list = this.#paths.filter((path) => this.#changed.has(path));
    const next = list[(list.indexOf(this.#path) + 1) % list.length];
    await this.openFile(next);
    this.#editor.nextMarked();
  }

  #tree() {
    const root = { folders: new Map(), files: [] };
    for (const path of this.#paths) {
      const parts = path.split("/");
      let here = root;
      for (const part of parts.slice(0, -1)) {
        if (!here.folders.has(part)) here.folders.set(part, { folders: new Map(), files: [] });
        here = here.folders.get(part);
      }
      here.files.push(parts.at(-1));
    }
    const focused = byId("tree").contains(document.activeElement) ? document.activeElement.dataset.path : undefined;
    const removed = this.#removed.length > 0 && make("p", { className: "empty" }, `${counted(this.#removed.length, "file")} removed by corrections`);
    const empty = this.#paths.length === 0 && make("p", { className: "empty" }, "No code: the diagnostics say why.");
    byId("tree").replaceChildren(...[empty, this.#list(root, ""), removed].filter(Boolean));
    if (focused !== undefined) byId("tree").querySelector(`[data-path="${CSS.escape(focused)}"]`)?.focus();
  }

  #list(folder, path) {
    const below = (name) => (path ? `${path}/${name}` : name);
    const folderItems = [...folder.folders].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => {
      const own = below(name);
      const hasChange = [...this.#changed].some((changed) => changed.startsWith(`${own}/`));
      const summary = make("summary", { className: hasChange ? "changed" : "" }, name);
      summary.dataset.path = own;
      const details = make("details", { open: this.#open.has(own) }, summary);
      // What is closed is not built: a crate has a thousand files.
      if (details.open) details.append(this.#list(inner, own));
      details.addEventListener("toggle", () => {
        if (details.open === this.#open.has(own)) return;
        if (details.open) this.#open.add(own);
        else this.#open.delete(own);
        if (details.open && details.children.length === 1) details.append(this.#list(inner, own));
      });
      return make("li", {}, details);
    });
    const fileItems = folder.files.map((name) => {
      const own = below(name);
      const isChanged = this.#changed.has(own);
      const button = make("button", { type: "button", className: isChanged ? "changed" : "" }, name);
      if (isChanged) button.append(make("span", { className: "sr" }, ", changed by a correction"));
      button.dataset.path = own;
      if (own === this.#path) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => this.openFile(own));
      return make("li", {}, button);
    });
    return make("ul", {}, ...folderItems, ...fileItems);
  }
}

/** The folders above a path. */
function folders(path) {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
