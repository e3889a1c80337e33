// Two versions of a document in terms of Rust: what users of the crate have to change, and why.
import { byId, counted, make } from "./page.js";

/** More than these are counted, not shown. */
const MAX_SHOWN = 400;
const TITLES = { major: "Major: breaks callers", minor: "Minor: new or slightly different", patch: "Patch: texts only" };

/** Shows an answer of `compare`. */
export function showChanges({ diagnostics, summary, compared }, documentName, reveal) {
  if (!compared) {
    const items = diagnostics.map((one) => make("li", { className: one.severity },
      make("span", { className: "severity" }, one.severity), make("code", {}, one.code),
      one.line ? make("span", { className: "place" }, `${one.file}:${one.line}`) : "", make("p", {}, one.message)));
    return show(make("p", { className: "empty" }, "One of the versions cannot be compared:"), make("ul", { className: "diagnostics" }, ...items));
  }
  const own = compared.changes.filter((change) => !change.within);
  const shown = own.slice(0, MAX_SHOWN);
  const groups = Object.keys(TITLES).map((level) => {
    const list = shown.filter((change) => change.level === level);
    if (list.length === 0) return undefined;
    const title = make("h3", { className: level }, TITLES[level], make("span", { className: "count" }, String(compared.counts[level])));
    return make("section", {}, title, make("ul", { className: "cards" }, ...list.map((change) => card(change, compared.changes, documentName, reveal))));
  });
  const more = own.length - shown.length;
  show(make("p", { className: "empty" }, summary.trim()), ...groups,
    more > 0 ? make("p", { className: "empty" }, `and ${counted(more, "more change")}`) : undefined);
}

/** Shows a sentence instead. */
export function showInstead(text) {
  show(make("p", { className: "empty" }, text));
}

function show(...parts) {
  byId("changes").replaceChildren(...parts.filter(Boolean));
}

function card(change, all, documentName, reveal) {
  const implied = all.filter((other) => other.within === change.path).length;
  const at = change.location;
  let place = change.place ? make("span", { className: "place" }, change.place) : "";
  if (at && at.file === documentName) {
    place = make("button", { type: "button", className: "place" }, change.place ?? `${at.file}:${at.line}`);
    place.addEventListener("click", () => reveal(at.file, at.line, at.column));
  }
  const line = (sign, text) => (text ? make("pre", { className: sign === "-" ? "old" : "new" }, `${sign} ${text}`) : "");
  return make("li", { className: "card" },
    make("p", { className: "what" }, make("code", {}, change.path), ` ${change.kind} ${change.what}`),
    line("-", change.before), line("+", change.after),
    make("p", { className: "evidence" }, change.why, implied > 0 ? ` It implies ${counted(implied, "further change")}.` : ""),
    place ? make("div", { className: "row" }, place) : "");
}
