// The list of what is said about the document and the overlay, and the same in the margins.
import { byId, counted, make } from "./page.js";

/** More than these are counted, not listed. */
const MAX_LISTED = 300;
const ORDER = { error: 0, warning: 1, note: 2 };

/** Shows diagnostics; `editors` are by the name of the text. */
export function showDiagnostics(list, editors, reveal) {
  const sorted = [...list].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  for (const [name, editor] of Object.entries(editors)) editor.diagnose(list.filter((one) => one.file === name));
  const items = sorted.slice(0, MAX_LISTED).map((one) => item(one, editors, reveal));
  const more = sorted.length - items.length;
  const rest = more > 0 ? make("p", { className: "empty" }, `and ${counted(more, "more diagnostic")}`) : "";
  const body = items.length > 0 ? [make("ul", {}, ...items), rest] : [make("p", { className: "empty" }, "Nothing to report.")];
  byId("diagnostics").replaceChildren(...body.filter(Boolean));
  byId("diagnostics-title").textContent = items.length > 0 ? `Diagnostics: ${summary(list)}` : "Diagnostics";
  byId("document-badge").textContent = list.length > 0 ? String(list.length) : "";
}

/** `1 error, 2 warnings`. */
export function summary(list) {
  const count = (severity) => list.filter((one) => one.severity === severity).length;
  return Object.keys(ORDER).filter(count).map((severity) => counted(count(severity), severity)).join(", ");
}

function item(one, editors, reveal) {
  const editor = editors[one.file];
  let place = "";
  if (one.line && editor) {
    place = make("button", { type: "button", className: "place" }, `${one.file}:${one.line}`);
    place.addEventListener("click", () => reveal(one.file, one.line, one.column));
  } else if (one.line) {
    place = make("span", { className: "place" }, `${one.file}:${one.line}`);
  }
  return make("li", { className: one.severity },
    make("span", { className: "severity" }, one.severity), make("code", { title: one.title }, one.code), place,
    make("p", {}, one.message), one.hint ? make("p", { className: "hint" }, one.hint) : "");
}
