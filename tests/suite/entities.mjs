// Entity handles: their packing, and what a handle may and may not do once it is stale or foreign.

import { equal, notEqual, ok, same, throws } from "./assert.mjs";
import { foreignEntity, Note, ownEntity, Position, seen, Velocity } from "./fixtures.mjs";
import { EntityError, EntityId, Shared, TerrariumError, World } from "./package.mjs";
import { test } from "./registry.mjs";

const LAST = { shard: 1023, index: 2 ** 26 - 1, generation: 2 ** 17 - 1 };

test("every part of a handle survives packing, formatting and parsing", () => {
  for (const shard of [0, 1, 511, LAST.shard]) {
    for (const index of [0, 1, 1023, 1024, LAST.index]) {
      for (const generation of [0, 1, 65_535, LAST.generation]) {
        const entity = EntityId.pack({ shard, index, generation });
        ok(Number.isSafeInteger(entity) && entity >= 0);
        same([EntityId.shard(entity), EntityId.index(entity), EntityId.generation(entity)], [shard, index, generation]);
        equal(EntityId.format(entity), `${shard}:${index}v${generation}`);
        equal(EntityId.parse(EntityId.format(entity)), entity);
      }
    }
  }
});

test("a fresh local id equals its index, and the last id is the last safe integer", () => {
  equal(EntityId.pack({ index: 42 }), 42);
  equal(EntityId.pack(LAST), Number.MAX_SAFE_INTEGER);
  equal(EntityId.format(EntityId.pack({ index: 42, generation: 3 })), "0:42v3");
});

test("packing parts out of range throws RangeError", () => {
  const wrong = [-1, 0.5, NaN, Infinity, "1", null];
  for (const value of [...wrong, LAST.index + 1, undefined]) throws(() => EntityId.pack({ index: value }), RangeError);
  for (const value of [-1, 0.5, NaN, LAST.shard + 1]) throws(() => EntityId.pack({ index: 1, shard: value }), RangeError);
  for (const value of [-1, 0.5, NaN, LAST.generation + 1]) throws(() => EntityId.pack({ index: 1, generation: value }), RangeError);
});

test("a handle has one spelling, and anything else is an ENTITY_SYNTAX error", () => {
  const texts = ["", "1", "0:1", "0:1v", "00:1v0", "0:01v0", "0:1v+0", " 0:1v0", "0:1v0 ", "1024:0v0", "0:67108864v0",
    "0:1v131072", "-1:0v0", "0:1v0x", "0x1:0v0", "0:1v1e1", "0:1v0\n", "٠:1v0", "0:1V0", "0:1v99999999999999999999"];
  for (const text of texts) throws(() => EntityId.parse(text), EntityError, "ENTITY_SYNTAX");
  for (const text of [undefined, null, 5, {}, []]) throws(() => EntityId.parse(text), TerrariumError, "ENTITY_SYNTAX");
});

test("handles work as map keys, in JSON and in typed arrays", () => {
  const world = new World({ shard: 7 });
  const entity = world.spawn();
  world.destroy(entity);
  const next = world.spawn(new Position(1, 2));
  equal(new Map([[next, "found"]]).get(JSON.parse(JSON.stringify(next))), "found");
  const [read] = new Float64Array([next]);
  same(world.get(read, Position), new Position(1, 2));
  equal(EntityId.format(next), "7:1v1");
});

test("the first entity has index 1", () => {
  equal(new World().createEntity(), 1);
  equal(new World().spawn(), 1);
});

const UNKNOWN = [NaN, 0.5, -1, 2 ** 53, Infinity, -Infinity, -0.5, 1.5, "1", "", null, undefined, true, 1n, Symbol("id"), {}, [], () => 1];

/** Handles that mean no living entity of the world, with the code of the error that writing through them gives. */
function deadHandles(world) {
  const dead = world.spawn(new Position(1, 1));
  world.destroy(dead);
  const reused = world.spawn(new Position(2, 2));
  world.destroy(reused);
  world.spawn(new Position(3, 3));
  const stale = [dead, reused, EntityId.pack({ index: 1000 }), EntityId.pack({ index: 1, generation: 9 }), Number.MAX_SAFE_INTEGER - 2 ** 27];
  return [
    ...[...stale.slice(0, 4), ...UNKNOWN].map((entity) => [entity, "STALE_ENTITY"]),
    [foreignEntity(world), "WRONG_SHARD"],
    [stale[4], "WRONG_SHARD"],
  ];
}

const READS = {
  get: (world, entity) => world.get(entity, Position),
  getComponent: (world, entity) => world.getComponent(entity, Position),
  "getComponent without a copy": (world, entity) => world.getComponent(entity, Position, { copy: false }),
  sharing: (world, entity) => world.sharing(entity, Position),
};
const QUESTIONS = {
  has: (world, entity) => world.has(entity, Position),
  hasComponent: (world, entity) => world.hasComponent(entity, Position),
  isAlive: (world, entity) => world.isAlive(entity),
  entityExists: (world, entity) => world.entityExists(entity),
};
const WRITES = {
  set: (world, entity) => world.set(entity, new Position(9, 9)),
  "set with a type": (world, entity) => world.set(entity, Position, new Position(9, 9)),
  "set shared": (world, entity) => world.set(entity, new Shared(new Position(9, 9))),
  setComponent: (world, entity) => world.setComponent(entity, new Position(9, 9)),
  "setComponent with a type": (world, entity) => world.setComponent(entity, Position, new Position(9, 9)),
  remove: (world, entity) => world.remove(entity, Position),
  removeComponent: (world, entity) => world.removeComponent(entity, Position),
  updateShared: (world, entity) => world.updateShared(entity, Position, new Position(9, 9)),
  unshare: (world, entity) => world.unshare(entity, Position),
  "merge as the first": (world, entity) => world.merge(entity, [...world.allEntities()][0]),
  "merge as the second": (world, entity) => world.merge([...world.allEntities()][0], entity),
  split: (world, entity) => world.split(entity),
};

for (const [name, read] of Object.entries(READS)) {
  test(`stale, unknown and foreign handles: ${name} answers undefined`, () => {
    const world = new World();
    for (const [entity] of deadHandles(world)) equal(read(world, entity), undefined, String(entity));
  });
}

for (const [name, ask] of Object.entries(QUESTIONS)) {
  test(`stale, unknown and foreign handles: ${name} answers false`, () => {
    const world = new World();
    for (const [entity] of deadHandles(world)) equal(ask(world, entity), false, String(entity));
  });
}

for (const [name, write] of Object.entries(WRITES)) {
  test(`stale, unknown and foreign handles: ${name} throws and changes nothing`, () => {
    const world = new World();
    const handles = deadHandles(world);
    const before = seen(world);
    for (const [entity, code] of handles) {
      const error = throws(() => write(world, entity), EntityError, code);
      equal(error.entity, entity, "the refused handle");
    }
    same(seen(world), before);
    world.check();
  });
}

test("stale, unknown and foreign handles: getComponentTypes answers an empty set", () => {
  const world = new World();
  for (const [entity] of deadHandles(world)) same(world.getComponentTypes(entity), new Set());
});

test("destroying what is not alive answers false, and what is foreign throws", () => {
  const world = new World();
  for (const [entity, code] of deadHandles(world)) {
    for (const destroy of [(id) => world.destroy(id), (id) => world.destroyEntity(id)]) {
      if (code === "WRONG_SHARD") throws(() => destroy(entity), EntityError, code);
      else equal(destroy(entity), false, String(entity));
    }
  }
  equal(world.size, 1);
});

test("a stale handle stays stale after its index lives again", () => {
  const world = new World();
  const old = world.spawn(new Position(1, 1));
  world.destroy(old);
  const recycled = world.spawn(new Position(2, 2), new Note("new"));
  equal(EntityId.index(recycled), EntityId.index(old));
  notEqual(recycled, old);
  equal(world.get(old, Note), undefined);
  throws(() => world.set(old, new Velocity()), EntityError, "STALE_ENTITY");
  equal(world.destroy(old), false);
  equal(world.has(recycled, Velocity), false);
});

test("worlds of different shards have different ids", () => {
  const worlds = [0, 1, 1023].map((shard) => new World({ shard }));
  same(worlds.map((world) => world.shard), [0, 1, 1023]);
  equal(new Set(worlds.map((world) => world.spawn())).size, 3);
  for (const shard of [-1, 1024, 0.5, NaN]) {
    ok([RangeError, TerrariumError].some((type) => throws(() => new World({ shard }), Error) instanceof type));
  }
});

test("the world's own entity holds components and cannot be destroyed, merged or split", () => {
  const world = new World({ shard: 2 });
  const own = ownEntity(world);
  const other = world.spawn(new Position(1, 1));
  world.set(own, new Note("own"));
  world.setComponent(own, new Shared(new Velocity(1, 1)));
  for (const attempt of [
    () => world.destroy(own),
    () => world.destroyEntity(own),
    () => world.merge(own, other),
    () => world.merge(other, own),
    () => world.split(own),
  ]) equal(throws(attempt, EntityError, "RESERVED_ENTITY").entity, own);
  equal(world.size, 1);
  same(world.getComponentTypes(own), new Set([Note, Velocity]));
  equal(world.sharing(own, Velocity).holders, 1);
  equal(world.remove(own, Note), true);
  equal(world.getSingleton(Note), undefined);
  world.check();
});
