// Limits, each one below, at, and one above.

import { equal, ok, same, throws } from "./assert.mjs";
import { Position, seen, token, unique } from "./fixtures.mjs";
import { BatchError, ComponentError, defineComponent, EntityError, shared, TerrariumError, World } from "./package.mjs";
import { test } from "./registry.mjs";

const ENTITIES_MAX = 4_194_304;
const TYPES_MAX = 4096;

test("entitiesMax holds for every way to make entities", () => {
  const world = new World({ limits: { entitiesMax: 3 } });
  world.spawn();
  world.createEntity();
  world.setSingleton(new Position());
  const third = world.spawn(new Position());
  const before = seen(world);
  throws(() => world.spawn(), EntityError, "LIMIT");
  throws(() => world.spawn(new Position()), EntityError, "LIMIT");
  throws(() => world.createEntity(), EntityError, "LIMIT");
  throws(() => world.spawnMany([], [], 1), EntityError, "LIMIT");
  throws(() => world.applyUpdates({ spawns: [[]] }), BatchError, "LIMIT");
  same(seen(world), before);
  world.destroy(third);
  world.spawn();
  throws(() => world.spawn(), EntityError, "LIMIT");
  world.check();
});

test("spawnMany over the limit makes none at all", () => {
  const world = new World({ limits: { entitiesMax: 10 } });
  world.spawnMany([], [], 4);
  throws(() => world.spawnMany([], [], 7), EntityError, "LIMIT");
  equal(world.size, 4);
  equal(world.spawnMany([], [], 6).length, 6);
  equal(world.size, 10);
});

test("a world holds 4,194,304 entities by default, and not one more", () => {
  const world = new World();
  const entities = world.spawnMany([], [], ENTITIES_MAX - 1);
  equal(entities.length, ENTITIES_MAX - 1);
  const last = world.spawn(new Position(1, 2));
  equal(last, ENTITIES_MAX);
  throws(() => world.spawn(), EntityError, "LIMIT");
  equal(world.size, ENTITIES_MAX);
  equal(world.prepare({ all: [Position] }).first()[0], last);
  equal(world.destroy(last), true);
  ok(world.spawn());
  world.dispose();
});

test("componentTypesMax counts types that entities were given", () => {
  const world = new World({ limits: { componentTypesMax: 2 } });
  const [first, second, third] = [token(), token(), token()];
  const entity = world.spawn([first, 1], [second, 2]);
  const before = seen(world);
  throws(() => world.set(entity, third, 3), ComponentError, "LIMIT");
  throws(() => world.setComponent(entity, third, shared(3)), ComponentError, "LIMIT");
  throws(() => world.spawn([third, 3]), ComponentError, "LIMIT");
  throws(() => world.applyUpdates({ spawns: [[[third, 3]]] }), BatchError, "LIMIT");
  equal(world.get(entity, third), undefined);
  same(seen(world), before);
  world.set(entity, first, 5);
  world.check();
});

test("a world knows 4,096 component types by default, and not one more", () => {
  const world = new World();
  const types = Array.from({ length: TYPES_MAX + 1 }, () => token("many"));
  const entity = world.spawn(...types.slice(0, TYPES_MAX).map((type, at) => [type, at]));
  throws(() => world.set(entity, types[TYPES_MAX], 1), ComponentError, "LIMIT");
  equal(world.getComponentTypes(entity).size, TYPES_MAX);
  equal(world.get(entity, types[TYPES_MAX - 1]), TYPES_MAX - 1);
  world.check();
});

/** A unique name of so many bytes of UTF-8, most of them in characters of two bytes. */
function nameOf(bytes) {
  const start = unique("n");
  const rest = bytes - start.length;
  return start + "é".repeat(Math.floor(rest / 2)) + "x".repeat(rest % 2);
}

test("names have 256 bytes of UTF-8 by default, and not one more", () => {
  const world = new World();
  for (const bytes of [255, 256]) {
    const name = nameOf(bytes);
    equal(new TextEncoder().encode(name).length, bytes);
    world.spawn([defineComponent(name), 1]);
  }
  const Long = defineComponent(nameOf(257));
  throws(() => world.spawn([Long, 1]), ComponentError, "LIMIT");
  const LongClass = class { static name = nameOf(257); };
  throws(() => world.spawn(new LongClass()), ComponentError, "LIMIT");
  equal(world.size, 2);
  same(world.componentTypes().map(({ entities }) => entities), [1, 1]);
});

test("nameBytesMax is a world's own", () => {
  const Long = defineComponent(nameOf(1000));
  throws(() => new World({ limits: { nameBytesMax: 999 } }).spawn([Long, 1]), ComponentError, "LIMIT");
  const world = new World({ limits: { nameBytesMax: 1000 } });
  equal(world.get(world.spawn([Long, 1]), Long), 1);
});

test("limits that are no counts are refused", () => {
  for (const entitiesMax of [-1, 0.5, NaN, "3", null]) {
    const error = throws(() => new World({ limits: { entitiesMax } }), Error);
    ok(error instanceof RangeError || error instanceof TypeError || error instanceof TerrariumError, String(error));
  }
});

test("a limit left out or undefined is the default", () => {
  for (const limits of [undefined, {}, { entitiesMax: undefined }]) {
    const world = new World({ limits });
    equal(world.spawnMany([], [], 100).length, 100);
  }
});
