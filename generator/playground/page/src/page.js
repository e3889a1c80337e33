// Small helpers for the page. Texts of documents only ever become text nodes.

export const byId = (id) => document.getElementById(id);

/** Creates an element: `make("p", { className: "x" }, "text", other)`. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== ""));
  return element;
}

/** Calls a function once nothing has called for a while. */
export function debounce(call) {
  let timer;
  return (wait, ...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...values), wait);
  };
}

export const counted = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;

/** Tabs that arrow keys move between; `onShow` is told which panel is shown. */
export function tabs(list, onShow = () => {}) {
  const all = [...list.querySelectorAll("[role=tab]")];
  const select = (tab, focus = false) => {
    for (const one of all) {
      const isIt = one === tab;
      one.setAttribute("aria-selected", String(isIt));
      one.tabIndex = isIt ? 0 : -1;
    }
    if (focus) tab.focus();
    onShow(tab.getAttribute("aria-controls"), all.map((one) => one.getAttribute("aria-controls")));
  };
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) select(tab);
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = all.indexOf(document.activeElement);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    select(all[(at + step + all.length) % all.length], true);
  });
  select(all[0]);
  return (panel) => select(all.find((one) => one.getAttribute("aria-controls") === panel));
}

/** Offers bytes as a file. */
export function download(name, bytes, type) {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Shows a message above everything, with buttons: `{ Again: () => … }`. */
export function notice(text, actions = {}) {
  byId("notice").hidden = text === "";
  byId("notice").className = "";
  byId("notice-text").textContent = text;
  const buttons = Object.entries(text === "" ? {} : { ...actions, Close: () => {} }).map(([name, act]) => {
    const button = make("button", { type: "button" }, name);
    button.addEventListener("click", () => {
      notice("");
      act();
    });
    return button;
  });
  byId("notice-actions").replaceChildren(...buttons);
}
