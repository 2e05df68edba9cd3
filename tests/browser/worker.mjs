// Starts the suites in a dedicated worker and passes their results on.

const worker = new Worker(new URL("suites.mjs", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => console.log(data);
worker.onerror = (event) => console.error(event.message ?? "the worker did not start");
