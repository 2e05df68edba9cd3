// 1,000 worlds made, filled and disposed of: memory, references and heap as they were.

import { holdings } from "./probe.mjs";
import { equal, ok, same } from "./assert.mjs";
import { Note, Position, token, Velocity } from "./fixtures.mjs";
import { diffSnapshots, EntityAllocator, inspectSnapshot, shared, World } from "./package.mjs";
import { test } from "./registry.mjs";

const CYCLES = 1000;
const HEAP_DRIFT_MAX = 5_000_000;
const Tag = token("Tag");

/** A world that uses everything the package has, for a while. */
function live() {
  const world = new World();
  const positions = Array.from({ length: 1500 }, (_, at) => new Position(at, 0));
  const entities = world.spawnMany([Position], [positions], positions.length);
  const note = shared(new Note("shared"));
  entities.forEach((entity, at) => at % 3 === 0 && world.set(entity, note));
  world.updateShared(entities[0], Note, new Note("next"));
  const query = world.prepare({ all: [Position], none: [Tag], optional: [Note] });
  query.each((entity) => entity % 5 === 0 && world.set(entity, Tag, true));
  for (const [entity] of world.query(Position, { copy: false })) if (entity % 7 === 0) world.destroy(entity);
  world.applyUpdates({ spawns: [[new Velocity()], [note]], destroys: [entities[0]] });
  world.split(world.merge(entities[1], entities[2]));
  equal(query.count(), [...query].length);
  world.dispose();
}

function cycle(count) {
  for (let round = 0; round < count; round += 1) live();
}

test("leaks: 1,000 create, fill and dispose cycles leave pages and references as they were after the second", () => {
  cycle(2);
  const before = holdings();
  cycle(CYCLES - 2);
  same(holdings(), before);
});

test("leaks: refused calls hold on to nothing", () => {
  const world = new World();
  const entity = world.spawn(new Position());
  const refuse = (at) => {
    for (const attempt of [
      () => world.set(9999, new Position()),
      () => world.spawn([Tag, undefined]),
      () => world.applyUpdates({ spawns: [[shared(new Note(String(at)))]], destroys: [9999] }),
      () => world.merge(entity, entity),
      () => world.updateShared(entity, Position, new Position()),
    ]) {
      try {
        attempt();
      } catch (error) {
        ok(error.code, String(error));
      }
    }
  };
  refuse(0);
  const before = holdings();
  for (let at = 0; at < 5000; at += 1) refuse(at);
  same(holdings(), before);
});

test("leaks: an error thrown by combine in a batch holds on to nothing", () => {
  const Bad = token("Bad", { combine: () => { throw new Error("boom"); } });
  const world = new World();
  const attempt = () => {
    try {
      world.applyUpdates({ spawns: [[[Bad, {}], [Bad, {}]]] });
    } catch (error) {
      equal(error.cause?.message ?? error.message, "boom");
    }
  };
  attempt();
  const before = holdings();
  for (let at = 0; at < 10_000; at += 1) attempt();
  same(holdings(), before);
});

test("leaks: entities that come and go use no more memory than those that are alive", () => {
  const world = new World();
  const churn = () => {
    const entities = world.spawnMany([Position], [Array.from({ length: 3000 }, () => new Position())], 3000);
    entities.forEach((entity) => world.set(entity, shared(new Note())));
    entities.forEach((entity) => world.destroy(entity));
  };
  churn();
  churn();
  const before = holdings();
  for (let at = 0; at < 50; at += 1) churn();
  same(holdings(), before);
  equal(world.sharedGroups(Note).length, 0);
});

/** Saves, restores, forks and records, with files that are refused among them. */
function goThroughFiles() {
  const world = new World();
  const note = shared(new Note("shared"));
  for (let at = 0; at < 200; at += 1) world.spawn(new Position(at, 0), note);
  const history = world.record({ entries: 3 });
  for (let tick = 0; tick < 5; tick += 1) {
    world.set(1, new Position(tick, tick));
    world.advance();
  }
  history.at(3).dispose();
  history.rewind(2);
  history.diff(2, 4);
  const bytes = world.snapshot();
  world.fork().dispose();
  world.restore(bytes, world.snapshot({ since: bytes }));
  world.importEntities(bytes, { ids: "remap" });
  diffSnapshots(bytes, world.snapshot());
  inspectSnapshot(bytes);
  for (const refused of [bytes.subarray(9), bytes.slice().fill(7, 300, 310)]) {
    try {
      world.restore(refused);
    } catch (error) {
      ok(error.code === "CORRUPT", String(error));
    }
  }
  world.dispose();
}

test("leaks: snapshots, restores, forks, imports and histories hold on to nothing", () => {
  for (let round = 0; round < 5; round += 1) goThroughFiles();
  const before = holdings();
  for (let round = 0; round < 300; round += 1) goThroughFiles();
  same(holdings(), before);
});

/** Bytes of the heap that are in use after a thorough collection. */
function heapUsed() {
  for (let round = 0; round < 5; round += 1) globalThis.gc();
  return globalThis.process.memoryUsage().heapUsed;
}

if (typeof globalThis.gc === "function" && globalThis.process) {
  test("leaks: the heap drifts by less than 5 MB in 1,000 create, fill and dispose cycles", () => {
    cycle(2);
    const before = heapUsed();
    cycle(CYCLES);
    const drift = heapUsed() - before;
    console.log(`# heap drift: ${drift} bytes`);
    ok(drift < HEAP_DRIFT_MAX, `${drift} bytes`);
  });

  test("leaks: dropped allocators are collected or cost little", () => {
    const before = heapUsed();
    for (let round = 0; round < 10_000; round += 1) new EntityAllocator().allocate();
    const drift = heapUsed() - before;
    ok(drift < HEAP_DRIFT_MAX, `${drift} bytes`);
  });
}
