// Strict worlds: the everyday verbs look, and refuse an object that is held elsewhere.

import { equal, same, throws } from "./assert.mjs";
import { Note, Position, seen, token } from "./fixtures.mjs";
import { ComponentError, shared, World } from "./package.mjs";
import { test } from "./registry.mjs";

const Other = token("Other");

/** Every way in which an everyday verb could take an object that another entity holds. */
const TAKERS = {
  set: (world, value) => world.set(world.spawn(), value),
  "set with a type": (world, value) => world.set(world.spawn(), Position, value),
  "set under another type": (world, value) => world.set(world.spawn(), Other, value),
  "set shared": (world, value) => world.set(world.spawn(), shared(value)),
  spawn: (world, value) => world.spawn(value),
  "spawn with another": (world, value) => world.spawn(new Note("n"), [Other, value]),
  spawnMany: (world, value) => world.spawnMany([Position], [[new Position(), value]], 2),
  setSingleton: (world, value) => world.setSingleton(value),
};

for (const [name, take] of Object.entries(TAKERS)) {
  test(`strict: ${name} refuses an object that another entity holds`, () => {
    const world = new World({ strict: true });
    const value = new Position(1, 2);
    const owner = world.spawn(value);
    throws(() => take(world, value), ComponentError, "ALREADY_HELD");
    equal(world.get(owner, Position), value);
    equal(world.prepare({ all: [Position] }).count(), 1);
    equal(world.prepare({ all: [Other] }).count(), 0);
    equal(world.getSingleton(Position), undefined);
    world.check();
  });

  test(`not strict: ${name} takes it without looking`, () => {
    const world = new World();
    const value = new Position(1, 2);
    world.spawn(value);
    take(world, value);
    world.check();
  });
}

test("strict: the same object twice in one spawn is refused, and nothing is made", () => {
  const world = new World({ strict: true });
  const value = new Position(1, 2);
  const before = seen(world);
  throws(() => world.spawn(value, [Other, value]), ComponentError, "ALREADY_HELD");
  throws(() => world.spawnMany([Position], [[value, value]], 2), ComponentError, "ALREADY_HELD");
  same(seen(world), before);
});

test("strict: setting an object again where it is held is fine", () => {
  const world = new World({ strict: true });
  const value = new Position(1, 2);
  const entity = world.spawn(value);
  world.set(entity, value);
  equal(world.get(entity, Position), value);
});

test("strict: an object is free once its holder lets go", () => {
  const world = new World({ strict: true });
  const value = new Position(1, 2);
  const first = world.spawn(value);
  world.remove(first, Position);
  const second = world.spawn(value);
  world.destroy(second);
  const third = world.spawn(value);
  world.set(third, new Position(3, 4));
  const fourth = world.spawn(value);
  world.removeComponentFromAll(Position);
  world.spawn(value);
  equal(world.has(fourth, Position), false);
});

test("strict: sharing is no second holding", () => {
  const world = new World({ strict: true });
  const value = new Position(1, 2);
  const [first, second] = [world.spawn(shared(value)), world.spawn(shared(value))];
  equal(world.get(first, Position), world.get(second, Position));
  throws(() => world.spawn(value), ComponentError, "ALREADY_HELD");
});

test("strict: primitives are held by everyone", () => {
  const world = new World({ strict: true });
  for (const value of [null, 0, NaN, "text", true, 1n, Symbol.iterator]) {
    world.spawn([Other, value]);
    world.spawn([Other, value]);
  }
  equal(world.prepare({ all: [Other] }).count(), 14);
});

test("strict: protocol writes still copy instead of refusing", () => {
  const world = new World({ strict: true });
  const value = new Position(1, 2);
  const [first, second] = [world.createEntity(), world.createEntity()];
  world.setComponent(first, value);
  world.setComponent(second, value);
  same(world.get(second, Position), value);
  equal(world.get(first, Position) === world.get(second, Position), false);
});
