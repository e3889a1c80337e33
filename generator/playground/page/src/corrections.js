// What `lint` proposes, each with its evidence and a button, and the corrections that the overlay has.
import { byId, counted, make } from "./page.js";

/** More than these are counted, not shown: nobody reads them one by one. */
const MAX_SHOWN = 100;

export class Corrections {
  #accept;
  #reveal;
  #own = [];
  #proposals = [];
  #state = "waiting";
  #cards = new Map();
  #number = 0;
  /** Whether somebody opened or closed the list of the overlay's corrections. */
  #isOwnOpen;

  /** `accept` adds a proposal to the overlay; `reveal` leads to a line of the document. */
  constructor(accept, reveal) {
    this.#accept = accept;
    this.#reveal = reveal;
  }

  /** Shows the corrections that the overlay has. */
  own(list) {
    this.#own = byCorrection(list);
    this.#show();
  }

  /** Shows proposals; without a list they are still looked for, or `state` says why there are none. */
  proposals(list, state = list ? "known" : "waiting") {
    this.#state = state;
    if (list) this.#proposals = list;
    else if (state !== "waiting") this.#proposals = [];
    this.#show();
  }

  #show() {
    const list = this.#proposals;
    const waits = this.#state === "waiting";
    byId("proposals-count").textContent = list.length > 0 ? counted(list.length, "proposal") : "";
    byId("corrections-badge").textContent = list.length > 0 ? String(list.length) : "";
    const focused = byId("proposals").contains(document.activeElement) ? document.activeElement : undefined;
    const at = [...byId("proposals").querySelectorAll(".card")].indexOf(focused?.closest(".card"));
    // A card that was there already stays as it is, open or not.
    const kept = this.#cards;
    this.#cards = new Map(list.slice(0, MAX_SHOWN).map((one) => [key(one), kept.get(key(one)) ?? this.#card(one)]));
    const cards = [...this.#cards.values()];
    const more = list.length - cards.length;
    const said = { waiting: "Looking for contradictions…", none: "The document cannot be read yet.", stopped: "The search for contradictions was stopped." };
    const empty = said[this.#state] ?? "No contradictions found. Corrections of your own go into the overlay below.";
    byId("proposals").setAttribute("aria-busy", String(waits));
    byId("proposals").replaceChildren(...[
      this.#own.length > 0 && this.#ownList(),
      cards.length > 0 && make("ul", { className: "cards" }, ...cards),
      more > 0 && make("p", { className: "empty" }, `and ${counted(more, "more proposal")}: accept some of these first`),
      cards.length === 0 && make("p", { className: "empty" }, empty),
    ].filter(Boolean));
    if (!focused) return;
    const card = cards[Math.min(Math.max(at, 0), cards.length - 1)];
    (focused.isConnected ? focused : (card?.querySelector(".primary") ?? byId("proposals"))).focus();
  }

  #ownList() {
    const off = this.#own.filter((one) => one.state !== "holds").length;
    const title = `${counted(this.#own.length, "correction")} in the overlay${off > 0 ? `, ${off} not in force` : ""}`;
    const items = this.#own.map((one) => make("li", {},
      make("code", {}, one.id ?? "–"), make("span", { className: one.state === "holds" ? "state" : "state off" }, one.state),
      make("p", {}, one.description || one.target), one.source ? make("p", { className: "evidence" }, one.source) : ""));
    const isOpen = this.#isOwnOpen ?? (off > 0 || this.#proposals.length === 0);
    const details = make("details", { className: "own", open: isOpen }, make("summary", {}, title), make("ul", {}, ...items));
    details.firstChild.addEventListener("click", () => (this.#isOwnOpen = !details.open));
    return details;
  }

  #card(one) {
    const add = make("button", { type: "button", className: "primary" }, "Add to overlay");
    const id = `proposal-${++this.#number}`;
    add.setAttribute("aria-describedby", id);
    add.addEventListener("click", async () => {
      if (add.hasAttribute("aria-disabled")) return;
      add.setAttribute("aria-disabled", "true");
      if (await this.#accept(one)) {
        this.#proposals = this.#proposals.filter((other) => key(other) !== key(one));
        this.#show();
      } else add.removeAttribute("aria-disabled");
    });
    let place = "";
    if (one.line) {
      place = make("button", { type: "button" }, `Line ${one.line.toLocaleString("en")}`);
      place.addEventListener("click", () => this.#reveal(one.file, one.line, one.column));
    }
    return make("li", { className: "card" },
      make("p", { className: "what", id }, one.description),
      make("p", { className: "evidence" }, make("b", {}, "Evidence "), one.source),
      ...one.targets.map((target) => make("code", { className: "target" }, target)),
      make("details", {}, make("summary", {}, one.actions.length > 1 ? `${one.actions.length} actions` : "Action"), make("pre", {}, one.text)),
      make("div", { className: "row" }, add, place));
  }
}

/** Several actions may be one correction: they say the same under the same id. It holds if each of them does. */
function byCorrection(actions) {
  const all = [];
  for (const action of actions) {
    const known = action.id !== null && all.find((one) => one.id === action.id && one.description === action.description);
    if (!known) all.push({ ...action });
    else if (known.state === "holds") known.state = action.state;
  }
  return all;
}

/** What a proposal is, whatever its number. */
const key = ({ description, source, targets }) => JSON.stringify([description, source, targets]);
