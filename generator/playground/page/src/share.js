// What the address keeps: a small document with its overlay, or the name of an example.
import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";

/** The most characters of a fragment: longer addresses are cut by what they are pasted into. */
const MAX_FRAGMENT = 12_000;
/** The most bytes that a fragment may unfold to. */
const MAX_TEXT = 1_000_000;

/** Returns the fragment of what is shown; undefined if it is too large for an address. */
export function written({ document, documentName, overlay, name }) {
  if (document.length + overlay.length > MAX_TEXT / 4) return undefined;
  const text = JSON.stringify([1, documentName, document, overlay, name]);
  const bytes = deflateSync(strToU8(text), { level: 9 });
  const fragment = btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return fragment.length > MAX_FRAGMENT ? undefined : `#s=${fragment}`;
}

/** Reads a fragment; undefined if there is nothing in it that can be shown. */
export function read(fragment) {
  const example = fragment.match(/^#example=([\w-]{1,40})$/);
  if (example) return { example: example[1] };
  const packed = fragment.match(/^#s=([\w-]{1,20000})$/);
  if (!packed) return undefined;
  try {
    const bytes = Uint8Array.from(atob(packed[1].replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    // Room for what is expected and no more: a small fragment may unfold to gigabytes.
    const text = strFromU8(inflateSync(bytes, { out: new Uint8Array(MAX_TEXT) }));
    const [version, documentName, document, overlay, name] = JSON.parse(text);
    const parts = [documentName, document, overlay, name];
    return version === 1 && parts.every((part) => typeof part === "string") ? { documentName, document, overlay, name } : undefined;
  } catch {
    return undefined;
  }
}
