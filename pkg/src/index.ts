import { bytesOf } from "./base64.js";
import { initSync } from "./core.js";
import { WASM_BASE64 } from "./inline.js";
import { started } from "./instance.js";

// Ready on import: the wasm is small enough to be part of this module, and to be compiled at once.
initSync({ module: bytesOf(WASM_BASE64) });
started();

export * from "./api.js";
