// Measures the built package beside plain objects and a Map of Maps, in one process, and prints markdown:
//   node --expose-gc tests/bench/run.mjs [--quick] [text that a row's title contains]

import { ACCESS } from "./access.mjs";
import { CHANGES } from "./changes.mjs";
import { FULL, measure, QUICK } from "./harness.mjs";
import { LOOPS } from "./loops.mjs";
import { PEERS } from "./peers.mjs";
import { promises, table } from "./table.mjs";

const given = process.argv.slice(2);
const sizes = given.includes("--quick") ? QUICK : FULL;
const wanted = given.filter((argument) => !argument.startsWith("--"));

const rows = [...LOOPS, ...CHANGES, ...ACCESS, ...PEERS].map((row) => row(sizes));
const chosen = rows.filter(({ title }) => wanted.every((text) => title.includes(text)));
const measured = chosen.map((row) => measure(row, sizes));

console.log(`${sizes.entities.toLocaleString("en")} entities, best of ${sizes.rounds} rounds, Node ${process.version}\n`);
console.log(table(measured));
if (chosen.length === rows.length) console.log(`\n${promises(measured)}`);
