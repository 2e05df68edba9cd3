// The same state gives the same bytes: natively, in Node, in a page and in a worker, all against one list.

import { equal, fail } from "./assert.mjs";
import { readFixture } from "./fixture-files.mjs";
import { worldOf, fingerprint } from "./worlds.mjs";
import { test } from "./registry.mjs";

test("seeds: 1,000 random worlds have the bytes that they have everywhere else", async () => {
  const lines = new TextDecoder().decode(await readFixture("seeds.txt")).trimEnd().split("\n");
  equal(lines.length, 1000);
  const others = lines.flatMap((line, seed) => {
    const world = worldOf(seed);
    const found = fingerprint(world.snapshot());
    world.dispose();
    return found === line ? [] : [seed];
  });
  if (others.length > 0) fail(`other bytes for ${others.length} seeds: ${others.slice(0, 20).join(", ")}`);
});
