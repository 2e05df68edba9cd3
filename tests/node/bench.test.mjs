// The benchmarks run to their end, prove their work, and print every row. Times are nobody's business here.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { fileURLToPath } from "node:url";

const BENCH = fileURLToPath(new URL("../bench/run.mjs", import.meta.url));
const ROWS = [
  "loop over two components", "loop after random shape changes", "count, a third missing one",
  "add and remove, 3 components, in order", "add and remove, 3 components, shuffled",
  "add and remove, 8 components, in order", "add and remove, 8 components, shuffled",
  "add and remove, 1,000 queries alive, in order", "add and remove, 1,000 queries alive, shuffled",
  "random get", "random set", "create with three components", "destroy with three components",
  "packed_5", "simple_iter", "frag_iter", "entity_cycle", "add_remove",
];
const COMPARED = [
  "Position, Health.hp < 10, over 10 times the entities", "structure alone, over 10 times the entities",
  "a watch over untouched pages", "reading a query of 117 characters",
 "save all", "load all", "size of all", "save after 1 % of pages changed", "size after 1 % of pages changed", "tick of a flock"];
const COMPARED_ROW = /^\| (?<title>[^|]+) \| (?:ms|bytes|ms per tick|ns per (?:entity|count|tick|text)) \| (?:[^;|]+ [\d.]+(?: \([\d.]+x\))?(?:; )?)+ \|$/;
const ROW = /^\| (?<title>[^|]+) \| [^|]+ \| (?<cells>.*objects [\d.]+; Map of Maps [\d.]+ \([\d.]+x\)) \|$/;

test("bench --quick verifies its work and prints a row for every measurement", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", BENCH, "--quick"], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const rows = stdout.split("\n").map((line) => ROW.exec(line)?.groups).filter(Boolean);
  assert.deepEqual(rows.map(({ title }) => title), ROWS);
  const others = stdout.split("\n").filter((line) => !ROW.test(line));
  const compared = others.map((line) => COMPARED_ROW.exec(line)?.groups.title).filter(Boolean);
  assert.deepEqual(compared, COMPARED);
  assert.ok(rows[0].cells.includes("each") && rows[0].cells.includes("chunks") && rows[0].cells.includes("for..of"));
});
