// Calls the generator in the program that serves the page: `truespec playground`.
import { answer } from "./wasm.js";

export class Native {
  #address;
  #token;
  #api;

  constructor({ address, token, api }) {
    this.#address = address;
    this.#token = token;
    this.#api = api;
  }

  async run(request) {
    const response = await fetch(this.#address, {
      method: "POST",
      headers: { "content-type": "application/json", "x-truespec-token": this.#token },
      body: JSON.stringify({ ...request, api: request.api ?? this.#api }),
    }).catch(() => {
      throw new Error("truespec playground does not answer: it has ended, or its address is another one by now");
    });
    const text = await response.text();
    if (!response.ok) throw new Error(text.trim() || `status ${response.status}`);
    return answer(text);
  }
}
