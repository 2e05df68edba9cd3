// What AgentECS gets wrong about snapshots, one test a bug, under the bug's number: B1 to B4, and B24.

import { equal, notEqual, ok, same, throws } from "./assert.mjs";
import { sameBytes, sameWorlds } from "./exact.mjs";
import { Note, ownEntity, Position, unique, Velocity } from "./fixtures.mjs";
import { defineComponent, EntityError, EntityId, registerComponent, Shared, SnapshotError, World } from "./package.mjs";
import { test } from "./registry.mjs";

/** A world with entities that were ended, recycled and never used, and one shared value. */
function used(options = undefined) {
  const world = new World(options);
  const note = new Shared(new Note("all"));
  const entities = [1, 2, 3, 4, 5].map((at) => world.spawn(new Position(at, at), note));
  for (const at of [1, 3, 2]) world.destroy(entities[at]);
  world.spawn(new Velocity(1, 1));
  world.setSingleton(new Note("own"));
  return world;
}

function restored(bytes, world = new World()) {
  world.restore(bytes);
  return world;
}

test("B1: a restored world is alive, and everything finds its entities", () => {
  const world = used();
  const copy = restored(world.snapshot());
  equal(copy.size, 3);
  const entities = [...world.allEntities()];
  same([...copy.allEntities()], entities);
  ok(entities.every((entity) => copy.entityExists(entity) && copy.isAlive(entity)));
  same([...copy.query(Position, Note)].map(([entity]) => entity), [...world.query(Position, Note)].map(([entity]) => entity));
  equal(copy.prepare({ all: [Velocity] }).count(), 1);
  equal(copy.getSingleton(Note).text, "own");
  sameWorlds(copy, world);
});

test("B1: generations and the free list are restored, so that the future is the same", () => {
  const world = used();
  const copy = restored(world.snapshot());
  const spawn = (target) => Array.from({ length: 5 }, () => EntityId.format(target.spawn()));
  same(spawn(copy), spawn(world));
  const stale = EntityId.pack({ index: 2 });
  throws(() => copy.set(stale, new Position()), EntityError, "STALE_ENTITY");
  sameBytes(copy.snapshot(), world.snapshot());
});

test("B2: restoring over a used world leaves nothing of it behind", () => {
  const world = used();
  const other = new World();
  const olds = Array.from({ length: 3000 }, (_, at) => other.spawn(new Position(at, at), new Shared(new Velocity(at, 0))));
  olds.forEach((entity, at) => at % 3 === 0 && other.destroy(entity));
  const query = other.prepare({ all: [Position] });
  query.count();
  restored(world.snapshot(), other);
  other.check();
  sameWorlds(other, world);
  equal(query.count(), 2);
  same(Array.from({ length: 5 }, () => other.spawn()), Array.from({ length: 5 }, () => world.spawn()));
  equal(other.isAlive(olds[1500]), false);
  equal(other.get(olds[1500], Position), undefined);
});

test("B2: what was restored and then ended is gone", () => {
  const copy = restored(used().snapshot());
  const [entity] = copy.allEntities();
  equal(copy.destroy(entity), true);
  equal(copy.get(entity, Position), undefined);
  equal(EntityId.generation(copy.spawn()), EntityId.generation(entity) + 1);
});

test("B3: the shard is restored with the ids", () => {
  const world = used({ shard: 3 });
  const copy = restored(world.snapshot());
  equal(copy.shard, 3);
  equal(EntityId.shard(copy.spawn()), 3);
  equal(copy.getSingleton(Note).text, "own");
  equal(copy.entity, ownEntity(world));
  const back = restored(used({ shard: 0 }).snapshot(), copy);
  equal(EntityId.shard(back.spawn()), 0);
});

test("B4: two worlds that were made alike have the same bytes", () => {
  sameBytes(used().snapshot(), used().snapshot());
});

test("B4: after restoring, a new shared value takes over nobody's component", () => {
  const world = new World();
  const keeper = world.spawn(new Shared(new Note("orig")));
  const copy = restored(world.snapshot());
  for (let round = 0; round < 1000; round += 1) {
    const guest = copy.spawn(new Shared(new Note(`guest ${round}`)));
    notEqual(copy.sharing(guest, Note).id, copy.sharing(keeper, Note).id);
    if (round % 2 === 0) copy.destroy(guest);
  }
  equal(copy.get(keeper, Note).text, "orig");
  equal(copy.sharing(keeper, Note).id, world.sharing(keeper, Note).id);
});

test("B24: a snapshot says what it is, and a damaged one is refused", () => {
  const bytes = used().snapshot();
  same([...bytes.subarray(0, 8)], [0x89, 0x54, 0x52, 0x52, 0x4d, 0x0d, 0x0a, 0x1a]);
  equal(new DataView(bytes.buffer, bytes.byteOffset).getUint16(8, true), 2);
  const damaged = bytes.slice();
  damaged[damaged.length >> 1] ^= 4;
  throws(() => restored(damaged), SnapshotError, "CORRUPT");
});

test("B24: opening a file runs nothing: a class that nobody defined is data", () => {
  const name = unique("Renamed");
  const Before = class {};
  registerComponent(Before, { name });
  const world = new World();
  const entity = world.spawn([defineComponent(unique("holder")), Object.assign(new Before(), { x: 1 })]);
  const bytes = world.snapshot();
  const copy = restored(bytes);
  equal([...copy.getComponentTypes(entity)].length, 1);
  sameBytes(copy.snapshot(), bytes);
});

test("B24: a class that was renamed or moved keeps its file by its registered name", () => {
  const name = unique("Stable");
  class Before { x = 5; }
  registerComponent(Before, { name });
  const world = new World();
  const entity = world.spawn(new Before());
  const copy = restored(world.snapshot());
  ok(copy.get(entity, Before) instanceof Before);
  equal(copy.componentTypes()[0].name, name);
});

test("B24: a snapshot can be partial, filtered, or a delta", () => {
  const world = used();
  const base = world.snapshot();
  const partial = restored(world.snapshot({ types: [Note] }));
  equal(partial.prepare({ all: [Position] }).count(), 0);
  equal(partial.prepare({ all: [Note] }).count(), 2);
  const filtered = restored(world.snapshot({ query: world.prepare({ all: [Velocity] }) }));
  equal(filtered.size, 1);
  world.spawn(new Position(9, 9));
  const delta = world.snapshot({ since: base });
  const whole = new World();
  whole.restore(base, delta);
  sameBytes(whole.snapshot(), world.snapshot());
});
