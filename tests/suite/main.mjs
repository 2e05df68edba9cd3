// Runs the suites named on the command line in this very process and prints TAP, for runs under special flags:
//   node --expose-gc tests/suite/main.mjs leaks
//   node tests/suite/main.mjs --frozen names

import { registered, runRegistered } from "./registry.mjs";

const [, , ...suites] = globalThis.process.argv;
if (suites[0] === "--frozen") {
  suites.shift();
  for (const type of [Object, Function, Array, Map, Set, Promise, Error, String, Number]) Object.freeze(type.prototype);
}
for (const suite of suites) await import(`./${suite}.mjs`);

let failed = 0;
await runRegistered(({ name, error }) => {
  failed += error === undefined ? 0 : 1;
  console.log(error === undefined ? `ok - ${name}` : `not ok - ${name}\n${error.replace(/^/gm, "  # ")}`);
});
console.log(`# pass ${registered.length - failed}\n# fail ${failed}`);
if (failed > 0) globalThis.process.exitCode = 1;
