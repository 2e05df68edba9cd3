// Measures the built package beside plain objects and a Map of Maps, in one process, and prints markdown:
//   node --expose-gc tests/bench/run.mjs [--quick] [text that a row's title contains]

import { ACCESS } from "./access.mjs";
import { CHANGES } from "./changes.mjs";
import { FLOCK } from "./flock.mjs";
import { FULL, measure, QUICK } from "./harness.mjs";
import { LOOPS } from "./loops.mjs";
import { PEERS } from "./peers.mjs";
import { SELECTIONS } from "./selections.mjs";
import { SNAPSHOTS } from "./snapshots.mjs";
import { promises, table } from "./table.mjs";

const given = process.argv.slice(2);
const sizes = given.includes("--quick") ? QUICK : FULL;
const wanted = given.filter((argument) => !argument.startsWith("--"));

const rows = [...LOOPS, ...CHANGES, ...ACCESS, ...PEERS, ...SELECTIONS, ...SNAPSHOTS, ...FLOCK].map((row) => row(sizes));
const chosen = rows.filter(({ title }) => wanted.every((text) => title.includes(text)));
const measured = chosen.map((row) => measure(row, sizes));

console.log(`${sizes.entities.toLocaleString("en")} entities, best of ${sizes.rounds} rounds, Node ${process.version}\n`);
for (const part of [measured.filter(({ base }) => base === "objects"), measured.filter(({ base }) => base !== "objects")]) {
  if (part.length > 0) console.log(`${table(part)}\n`);
}
if (chosen.length === rows.length) console.log(promises(measured));
