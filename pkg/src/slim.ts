import load, { initSync } from "./core.js";
import { started } from "./instance.js";

export * from "./api.js";

let loading: Promise<void> | undefined;

/**
 * Loads the wasm, which is at `terrarium-ecs/core.wasm`; to be awaited before the first world is made. Takes
 * its bytes, a compiled Module (which can be posted to a worker), a URL, or a Response. Calling it again
 * answers the same promise, unless the first load failed.
 *
 * ```js
 * await init(new URL("terrarium-ecs/core.wasm", import.meta.url));
 * ```
 */
export function init(
  wasm: BufferSource | WebAssembly.Module | URL | string | Response | Promise<Response>,
): Promise<void> {
  loading ??= instantiate(wasm).catch((cause: unknown) => {
    loading = undefined;
    throw cause;
  });
  return loading;
}

async function instantiate(wasm: Parameters<typeof init>[0]): Promise<void> {
  if (wasm instanceof WebAssembly.Module) initSync({ module: wasm });
  else await load({ module_or_path: wasm });
  started();
}
