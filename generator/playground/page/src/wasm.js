// Calls the generator in a WebAssembly module: JSON in its memory, see `../../wasm/src/lib.rs`.

/** The generator stopped working: a new one has to be started. */
class Broken extends Error {
  fatal = true;
}

export class Wasm {
  #exports;

  static async start(module) {
    const wasm = new Wasm();
    const random = (to, length) => {
      crypto.getRandomValues(new Uint8Array(wasm.#exports.memory.buffer, to >>> 0, length));
    };
    wasm.#exports = (await WebAssembly.instantiate(module, { page: { random } })).exports;
    return wasm;
  }

  run(request) {
    const bytes = new TextEncoder().encode(JSON.stringify(request));
    const { memory, allocate, run, release } = this.#exports;
    let text;
    try {
      const at = allocate(bytes.length) >>> 0;
      new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
      const { from, length } = place(run(at, bytes.length));
      text = new TextDecoder().decode(new Uint8Array(memory.buffer, from, length));
      release(from, length);
    } catch (error) {
      throw new Broken(this.#reason(error));
    }
    return answer(text);
  }

  #reason(error) {
    const { from, length } = place(this.#exports.last_panic());
    const said = length > 0 && new TextDecoder().decode(new Uint8Array(this.#exports.memory.buffer, from, length));
    if (said) return said;
    return error instanceof RangeError ? "the document needs more memory or depth than a browser gives" : String(error);
  }
}

/** An answer of the generator, or its reason for having none. */
export function answer(text) {
  const value = JSON.parse(text);
  if (typeof value.error === "string") throw new Error(value.error);
  return value;
}

function place(packed) {
  const both = BigInt.asUintN(64, packed);
  return { from: Number(both >> 32n), length: Number(both & 0xffffffffn) };
}
