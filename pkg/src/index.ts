import { initSync } from "./core.js";
import { WASM_BASE64 } from "./inline.js";
import { started } from "./instance.js";

/** Ready on import: the wasm is small enough to be part of this module, and to be compiled at once. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  return Uint8Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

initSync({ module: bytesOf(WASM_BASE64) });
started();

export * from "./api.js";
