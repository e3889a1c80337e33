// Text in an editor: a document, an overlay, or code to read. Each lives in a shadow root, so that its style needs no
// inline style in the page.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { rust } from "@codemirror/lang-rust";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorState, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, gutter, GutterMarker, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const languages = { yaml: () => yaml(), json: () => json(), rust: () => rust(), text: () => [] };

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword, tags.modifier, tags.self], color: "var(--word)" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--key)" },
  { tag: [tags.string, tags.special(tags.string), tags.character], color: "var(--string)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--number)" },
  { tag: [tags.comment, tags.lineComment, tags.blockComment, tags.docComment], color: "var(--comment)" },
  { tag: [tags.typeName, tags.className, tags.namespace], color: "var(--type)" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.macroName], color: "var(--key)" },
  { tag: [tags.meta, tags.annotation, tags.attributeName], color: "var(--comment)" },
]);

const theme = EditorView.theme({
  "&": { height: "100%", fontSize: "12.5px", color: "var(--text)", backgroundColor: "var(--paper)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", overflow: "auto" },
  ".cm-content": { caretColor: "var(--text)", padding: "6px 0" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selection)" },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--faint)", border: "none", userSelect: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 6px 0 8px" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--active)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--muted)" },
  ".cm-placeholder": { color: "var(--muted)", whiteSpace: "pre-wrap" },
  ".cm-tooltip": { border: "1px solid var(--line)", borderRadius: "6px", backgroundColor: "var(--raised)", color: "var(--text)", boxShadow: "0 4px 16px var(--shadow)" },
  ".cm-tooltip-lint": { maxWidth: "min(32rem, 80vw)", maxHeight: "16rem", overflow: "auto", padding: "2px 0", font: "13px/1.45 var(--sans)" },
  ".cm-diagnostic": { padding: "5px 10px", borderLeft: "3px solid", whiteSpace: "pre-wrap", overflowWrap: "anywhere" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--major)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--minor)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--link)" },
  ".cm-diagnosticSource": { fontSize: "11px", opacity: "1", color: "var(--muted)" },
  ".cm-gutter-lint": { width: "14px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 2px" },
  ".cm-lint-marker": { width: "8px", height: "8px", marginTop: "6px", borderRadius: "50%", content: "none !important" },
  ".cm-lint-marker-error": { backgroundColor: "var(--major)", borderRadius: "2px" },
  ".cm-lint-marker-warning": { backgroundColor: "var(--minor-fill)" },
  ".cm-lint-marker-info": { border: "2px solid var(--link)" },
  ".cm-lintRange": { backgroundImage: "none !important", paddingBottom: "0", textDecoration: "underline wavy 1px", textUnderlineOffset: "3px", textDecorationSkipInk: "none" },
  ".cm-lintRange-error": { textDecorationColor: "var(--major)" },
  ".cm-lintRange-warning": { textDecorationColor: "var(--minor-fill)" },
  ".cm-lintRange-info": { textDecorationColor: "var(--link)", textDecorationStyle: "dotted" },
  ".cm-lintRange-active": { backgroundColor: "var(--mark)" },
  ".cm-searchMatch": { backgroundColor: "var(--mark)" },
  ".cm-searchMatch-selected": { outline: "1px solid var(--minor)" },
  ".cm-selectionMatch": { backgroundColor: "var(--active)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--active)", outline: "1px solid var(--line)" },
  ".cm-foldGutter .cm-gutterElement": { width: "12px", textAlign: "center", cursor: "pointer" },
  ".cm-foldPlaceholder": { border: "1px solid var(--line)", backgroundColor: "var(--quiet)", color: "var(--muted)" },
  ".cm-panels": { backgroundColor: "var(--quiet)", color: "var(--text)", borderColor: "var(--line) !important", font: "13px var(--sans)" },
  ".cm-panels input, .cm-panels button": { font: "inherit", color: "var(--text)", backgroundColor: "var(--paper)", backgroundImage: "none", border: "1px solid var(--line)", borderRadius: "4px" },
  ".cm-changed": { backgroundColor: "var(--new)" },
  ".cm-changes": { width: "4px" },
  ".cm-changes .cm-gutterElement.changed": { backgroundColor: "var(--new-edge)" },
  ".cm-flash": { backgroundColor: "var(--mark)" },
});

const setChanged = StateEffect.define();
const changedLine = Decoration.line({ class: "cm-changed" });
const changedMarker = new (class extends GutterMarker {
  elementClass = "changed";
})();

/** The lines that a correction changed. */
const changed = StateField.define({
  create: () => ({ lines: Decoration.none, gutter: RangeSet.empty, numbers: [] }),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setChanged)) continue;
      const starts = effect.value.map((number) => transaction.state.doc.line(number).from);
      return {
        lines: Decoration.set(starts.map((from) => changedLine.range(from))),
        gutter: RangeSet.of(starts.map((from) => changedMarker.range(from))),
        numbers: effect.value,
      };
    }
    return value;
  },
  provide: (field) => [
    EditorView.decorations.from(field, (value) => value.lines),
    gutter({ class: "cm-changes", markers: (view) => view.state.field(field).gutter }),
  ],
});

const setFlash = StateEffect.define();

/** The line that somebody was led to. */
const flash = StateField.define({
  create: () => Decoration.none,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setFlash)) return Decoration.set(Decoration.line({ class: "cm-flash" }).range(effect.value));
    }
    return transaction.docChanged || transaction.selection ? Decoration.none : value;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** A change of the text that nobody typed. */
const ours = Annotation.define();

/** Texts larger than this are not coloured: colouring them costs more than it shows. */
const MAX_COLOURED = 20_000_000;

export class Editor {
  #view;
  #language = new Compartment();
  #kind;
  #isCode;

  /** `onChange` is called when somebody changes the text; without it the text is to be read only. */
  constructor(host, { label, onChange, hint, keys = [], isCode = false }) {
    this.#isCode = isCode;
    const root = host.attachShadow({ mode: "open" });
    const reading = [EditorState.readOnly.of(true), EditorView.editable.of(false), EditorView.contentAttributes.of({ tabindex: "0", role: "textbox", "aria-readonly": "true", "aria-multiline": "true" })];
    const writing = [history(), keymap.of(historyKeymap), lintGutter(), EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange?.(update.transactions.every((one) => !one.docChanged || one.annotation(ours)));
    })];
    this.#extensions = [
      ...(isCode ? reading : writing),
      keymap.of([...keys, ...searchKeymap, ...foldKeymap, ...lintKeymap, ...defaultKeymap]),
      lineNumbers(), foldGutter(), highlightSpecialChars(), drawSelection(), bracketMatching(),
      highlightActiveLine(), highlightActiveLineGutter(), highlightSelectionMatches(), search({ top: true }),
      this.#language.of([]), syntaxHighlighting(colours), indentUnit.of("  "), theme, changed, flash,
      EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocorrect: "off", autocapitalize: "off" }),
      ...(hint ? [placeholder(hint)] : []),
    ];
    this.#view = new EditorView({ root, parent: root, state: this.#state("", undefined) });
  }

  #extensions;

  #state(text, language) {
    return EditorState.create({ doc: text, extensions: [this.#extensions, language ? languages[language]() : []] });
  }

  get text() {
    return this.#view.state.doc.toString();
  }

  get length() {
    return this.#view.state.doc.length;
  }

  /** Shows another text, whose history begins here. */
  load(text, kind = kindOf(text)) {
    this.#kind = text.length > MAX_COLOURED ? "text" : kind;
    this.#view.setState(this.#state(text, this.#kind));
    this.#view.scrollDOM.scrollTop = 0;
  }

  /** Changes the text so that it can be undone: only what differs is replaced. */
  replace(text) {
    const old = this.text;
    const least = Math.min(old.length, text.length);
    let start = 0;
    while (start < least && old[start] === text[start]) start++;
    let end = 0;
    while (end < least - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
    this.#view.dispatch({
      changes: { from: start, to: old.length - end, insert: text.slice(start, text.length - end) },
      annotations: ours.of(true),
    });
    if (this.#kind === undefined) this.load(text);
  }

  /** Shows what is said about lines of the text, in the margin. */
  diagnose(list) {
    const { doc } = this.#view.state;
    const severities = { error: "error", warning: "warning", note: "info" };
    const placed = list.filter(({ line }) => line >= 1 && line <= doc.lines).slice(0, MAX_MARKS).map((one) => {
      const line = doc.line(one.line);
      const from = Math.min(line.from + offset(line.text, one.column), line.to);
      const word = line.text.slice(from - line.from, from - line.from + MAX_UNDERLINED).match(/^[^\s:,{}[\]]+/)?.[0].length ?? 0;
      return {
        from, to: Math.min(from + Math.max(word, 1), line.to), severity: severities[one.severity], source: one.code,
        message: one.hint ? `${one.message}\n${one.hint}` : one.message,
      };
    });
    placed.sort((a, b) => a.from - b.from);
    this.#view.dispatch(setDiagnostics(this.#view.state, placed));
  }

  /** Marks the lines with these numbers. */
  mark(numbers) {
    const { lines } = this.#view.state.doc;
    this.#view.dispatch({ effects: setChanged.of(numbers.filter((number) => number <= lines)) });
  }

  /** Leads to the first marked line after the cursor, or the first one of all. */
  nextMarked() {
    const { numbers } = this.#view.state.field(changed);
    const here = this.#view.state.doc.lineAt(this.#view.state.selection.main.head).number;
    const begins = numbers.filter((number, index) => numbers[index - 1] !== number - 1);
    const next = begins.find((number) => number > here);
    if (next === undefined) return false;
    this.reveal(next, 1, false);
    return true;
  }

  /** Leads to a line. */
  reveal(number, column = 1, focus = true) {
    const { doc } = this.#view.state;
    const line = doc.line(Math.min(Math.max(number, 1), doc.lines));
    const at = Math.min(line.from + offset(line.text, column), line.to);
    this.#view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    this.#view.dispatch({ effects: setFlash.of(line.from) });
    if (focus) this.#view.focus();
  }

  focus() {
    this.#view.focus();
  }

  /** The editor's own view, for tests. */
  get view() {
    return this.#view;
  }
}

/** The most characters of a line that are counted one by one. */
const MAX_COUNTED = 10_000;
/** The most marks in a margin. */
const MAX_MARKS = 1000;
/** The most characters that are underlined for a diagnostic. */
const MAX_UNDERLINED = 80;

/** JSON if it begins like JSON, else YAML. */
export function kindOf(text) {
  return /^\s*[{[]/.test(text) ? "json" : "yaml";
}

/** The offset in UTF-16 of a column that counts characters. */
function offset(text, column) {
  // Where a document is one line, nobody looks for the exact place in it.
  if (column > MAX_COUNTED) return column - 1;
  let at = 0;
  for (let left = column - 1; left > 0 && at < text.length; left--) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}
