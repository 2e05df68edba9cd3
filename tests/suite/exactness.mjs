// What is restored cannot be told from what was saved, now or later: random worlds, and 200 random things done to both.

import { fail } from "./assert.mjs";
import { exactly, sameBytes, sameWorlds } from "./exact.mjs";
import { World } from "./package.mjs";
import { Random } from "./random.mjs";
import { Doer, worldOf } from "./worlds.mjs";
import { test } from "./registry.mjs";

/** A browser runs every suite twice, in a page and in a worker; the bulk is left to Node. */
const WORLDS = globalThis.process === undefined ? 200 : 2000;
const OPERATIONS = 200;
const FIRST = 10_000;

/** Does the same to both worlds, and compares every answer. */
function liveOn(restored, original, seed) {
  const doers = [restored, original].map((world) => new Doer(world, new Random(seed)));
  for (let at = 0; at < OPERATIONS; at += 1) {
    const [actual, expected] = doers.map((doer) => (at % 4 === 3 ? doer.stepFurther() : doer.step()));
    exactly(actual, expected, `answer ${at}`);
  }
}

function checkSeed(seed) {
  const original = worldOf(seed);
  const bytes = original.snapshot();
  // Half of them are restored over a world that was used for something else.
  const restored = seed % 2 === 0 ? new World() : worldOf(seed + 500_000);
  restored.restore(bytes);
  restored.check();
  sameBytes(original.snapshot(), bytes, "saved twice");
  sameWorlds(restored, original, "restored");
  liveOn(restored, original, seed);
  restored.check();
  sameWorlds(restored, original, `after ${OPERATIONS} operations`);
  original.dispose();
  restored.dispose();
}

test(`exactness: ${WORLDS} random worlds are restored, and do the same ever after`, () => {
  for (let seed = FIRST; seed < FIRST + WORLDS; seed += 1) {
    try {
      checkSeed(seed);
    } catch (error) {
      fail(`the world of seed ${seed}: ${String(error?.stack ?? error)}`);
    }
  }
});

test("exactness: equal states have equal digests, and other states have others", () => {
  const digests = new Map();
  for (let seed = 0; seed < 200; seed += 1) {
    const world = worldOf(seed);
    const restored = new World();
    restored.restore(world.snapshot());
    exactly(restored.digest(), world.digest(), `the digest of seed ${seed}`);
    const other = digests.get(world.digest());
    if (other !== undefined) fail(`seeds ${seed} and ${other} have one digest`);
    digests.set(world.digest(), seed);
  }
});
