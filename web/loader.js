// Starts the page. A file of its own, so that the page needs no inline script.
const { module, wasm } = document.querySelector("#loader").dataset;
const { default: start } = await import(module);
await start({ module_or_path: wasm });
