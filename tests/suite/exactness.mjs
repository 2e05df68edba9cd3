// What is restored cannot be told from what was saved, now or later: random worlds, and 200 random things done to both.

import { equal, fail, ok, same } from "./assert.mjs";
import { exactly, sameBytes, sameWorlds } from "./exact.mjs";
import { Position } from "./fixtures.mjs";
import { EntityId, World } from "./package.mjs";
import { Random } from "./random.mjs";
import { Doer, worldOf } from "./worlds.mjs";
import { test } from "./registry.mjs";

/** All of them in one environment, some in each of the others, so that a run of all tests stays within minutes. */
const WORLDS = globalThis.process === undefined ? 200 : Number(globalThis.process.env.TERRARIUM_WORLDS ?? 2000);
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

test("exactness: slots that were used up stay so", () => {
  const world = new World();
  const [first, second] = [world.spawn(), world.spawn()];
  world.destroy(second);
  world.destroy(first);
  for (let life = 1; life < 2 ** 17; life += 1) world.destroy(world.spawn());
  const restored = new World();
  restored.restore(world.snapshot());
  restored.check();
  const spawned = [restored, world].map((each) => [1, 2, 3].map(() => EntityId.format(each.spawn())));
  same(spawned[0], spawned[1]);
  same(spawned[0], ["0:2v1", "0:3v0", "0:4v0"]);
  sameWorlds(restored, world);
});

test("exactness: a loop that is under way sees the restored world, or ends", () => {
  const source = new World();
  source.spawnMany([Position], [Array.from({ length: 40 }, (_, at) => new Position(at, -1))], 40);
  for (const entity of [3, 20]) source.destroy(entity);
  const bytes = source.snapshot();
  const loops = {
    each: (query, visit) => query.each((entity, position) => visit(entity, position)),
    "for..of": (query, visit) => { for (const [entity, position] of query) visit(entity, position); },
    query: (query, visit, world) => { for (const [entity, [position]] of world.query(Position, { copy: false })) visit(entity, position); },
  };
  for (const [name, loop] of Object.entries(loops)) {
    const world = new World();
    world.spawnMany([Position], [Array.from({ length: 3000 }, (_, at) => new Position(at, 1))], 3000);
    let visited = 0;
    loop(world.prepare({ all: [Position] }), (entity, position) => {
      visited += 1;
      if (visited === 5) world.restore(bytes);
      if (visited < 6) return;
      ok(world.isAlive(entity), `${name}: ${entity} is not alive`);
      equal(position, world.get(entity, Position), name);
      equal(position.y, -1, name);
    }, world);
    ok(visited >= 5 && visited <= 43, `${name}: ${visited} rows`);
    sameBytes(world.snapshot(), bytes, name);
    equal(world.prepare({ all: [Position] }).count(), 38);
  }
});
