// Runs every suite where it is loaded, page or worker, and reports one line of JSON for each test.

import "../suite/all.mjs";
import { registered, runRegistered } from "../suite/registry.mjs";

const isPage = typeof document !== "undefined";

function report(result) {
  const line = JSON.stringify(result);
  if (isPage) console.log(line);
  else postMessage(line);
}

report({ tests: registered.length });
await runRegistered(report);
report({ done: true });
