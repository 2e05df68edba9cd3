// The everyday verbs and the synchronous storage protocol, promise by promise.

import { equal, notEqual, ok, same, throws } from "./assert.mjs";
import { Note, Position, seen, token, Velocity } from "./fixtures.mjs";
import { defineTag, Shared, TerrariumError, World } from "./package.mjs";
import { test } from "./registry.mjs";

const Asleep = defineTag("suite: Asleep");

test("spawn takes instances, shared values and pairs of type and value", () => {
  const Name = token("Name");
  const world = new World();
  const [position, note] = [new Position(1, 2), new Note("n")];
  const entity = world.spawn(position, new Shared(note), [Name, "ant"], [Asleep, true]);
  equal(world.get(entity, Position), position);
  equal(world.get(entity, Note), note);
  equal(world.sharing(entity, Note).holders, 1);
  equal(world.get(entity, Name), "ant");
  equal(world.get(entity, Asleep), true);
  equal(world.getComponentTypes(entity).size, 4);
});

test("spawn without components makes a bare entity", () => {
  const world = new World();
  const entity = world.spawn();
  equal(world.getComponentTypes(entity).size, 0);
  ok(world.isAlive(entity));
  equal(world.size, 1);
});

test("a pair sets an instance under a type of choice", () => {
  const Target = token("Target");
  const world = new World();
  const entity = world.spawn([Target, new Position(1, 2)], new Position(3, 4));
  equal(world.get(entity, Target).x, 1);
  equal(world.get(entity, Position).x, 3);
});

test("get and set give and take live references", () => {
  const world = new World();
  const entity = world.spawn();
  const value = new Position(1, 2);
  world.set(entity, value);
  equal(world.get(entity, Position), value);
  const other = new Position(3, 4);
  world.set(entity, Position, other);
  equal(world.get(entity, Position), other);
});

test("the type of a value is its own class; a subclass is another type", () => {
  class Special extends Position {}
  const world = new World();
  const entity = world.spawn(new Special(1, 2));
  equal(world.has(entity, Position), false);
  equal(world.has(entity, Special), true);
});

test("set and setComponent answer nothing", () => {
  const world = new World();
  const entity = world.spawn();
  equal(world.set(entity, new Position()), undefined);
  equal(world.setComponent(entity, new Position()), undefined);
});

test("has, remove and getComponentTypes follow what is set", () => {
  const world = new World();
  const entity = world.spawn(new Position(), new Velocity());
  equal(world.remove(entity, Position), true);
  equal(world.remove(entity, Position), false);
  equal(world.has(entity, Position), false);
  equal(world.get(entity, Position), undefined);
  same(world.getComponentTypes(entity), new Set([Velocity]));
});

test("the set that getComponentTypes answers is the caller's own", () => {
  const world = new World();
  const entity = world.spawn(new Position());
  world.getComponentTypes(entity).clear?.();
  equal(world.has(entity, Position), true);
  equal(world.getComponentTypes(entity).size, 1);
});

test("tags hold true", () => {
  const world = new World();
  const entity = world.spawn([Asleep, true]);
  equal(world.get(entity, Asleep), true);
  equal(world.has(entity, Asleep), true);
  equal(world.remove(entity, Asleep), true);
});

test("destroy answers true once, and takes the components along", () => {
  const world = new World();
  const entity = world.spawn(new Position(), new Note());
  equal(world.destroy(entity), true);
  equal(world.destroy(entity), false);
  equal(world.isAlive(entity), false);
  equal([...world.query(Position)].length, 0);
  const next = world.spawn();
  equal(world.getComponentTypes(next).size, 0);
});

test("size counts living entities", () => {
  const world = new World();
  equal(world.size, 0);
  const entities = world.spawnMany([], [], 10);
  world.setSingleton(new Note("not counted"));
  equal(world.size, 10);
  entities.slice(0, 4).forEach((entity) => world.destroy(entity));
  equal(world.size, 6);
});

test("allEntities lists the living in ascending order, in a fresh iterator each time", () => {
  const world = new World();
  const entities = world.spawnMany([], [], 5);
  world.destroyEntity(entities[2]);
  const iterator = world.allEntities();
  equal(iterator[Symbol.iterator](), iterator);
  const expected = entities.filter((_, at) => at !== 2);
  same([...iterator], expected);
  same([...iterator], []);
  same([...world.allEntities()], expected);
});

test("createEntity and entityExists mirror spawn and isAlive", () => {
  const world = new World();
  const entity = world.createEntity();
  equal(world.entityExists(entity), true);
  equal(world.destroyEntity(entity), true);
  equal(world.entityExists(entity), false);
});

test("spawnMany sets column k as the values of type k", () => {
  const Weight = token("Weight");
  const world = new World();
  const positions = [new Position(1, 1), new Position(2, 2), new Position(3, 3)];
  const entities = world.spawnMany([Position, Weight, Asleep], [positions, new Float64Array([10, 20, 30]), [true, true, true]], 3);
  same(entities, [1, 2, 3]);
  entities.forEach((entity, at) => {
    equal(world.get(entity, Position), positions[at]);
    equal(world.get(entity, Weight), (at + 1) * 10);
    equal(world.get(entity, Asleep), true);
  });
});

test("spawnMany takes shared values and groups them by identity", () => {
  const world = new World();
  const note = new Note("one");
  const [first, second] = world.spawnMany([Note], [[new Shared(note), new Shared(note)]], 2);
  equal(world.get(first, Note), note);
  same(world.sharing(second, Note).entities(), [first, second]);
});

test("spawnMany of none answers none", () => {
  const world = new World();
  same(world.spawnMany([Position], [[]], 0), []);
  equal(world.size, 0);
});

test("spawnMany with a value missing makes nothing", () => {
  const world = new World();
  world.spawn(new Position());
  const before = seen(world);
  const attempts = [
    () => world.spawnMany([Position], [[new Position()]], 2),
    () => world.spawnMany([Position], [[new Position(), undefined]], 2),
    () => world.spawnMany([Position, Velocity], [[new Position()]], 1),
  ];
  for (const attempt of attempts) throws(attempt, TerrariumError, "MISSING_VALUE");
  same(seen(world), before);
  equal(world.spawn(), 2);
});

test("spawnMany refuses a count that is no count", () => {
  const world = new World();
  for (const count of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
    const error = throws(() => world.spawnMany([], [], count), Error);
    ok(error instanceof RangeError || error instanceof TerrariumError, `count ${count}: ${error}`);
  }
  equal(world.size, 0);
});

test("spawnMany crosses pages of 1,024 entities", () => {
  const world = new World();
  const positions = Array.from({ length: 5000 }, (_, at) => new Position(at, 0));
  const entities = world.spawnMany([Position], [positions], 5000);
  ok(entities.every((entity, at) => world.get(entity, Position) === positions[at]));
  equal(world.prepare({ all: [Position] }).count(), 5000);
});

test("singletons are one value per type", () => {
  const world = new World();
  equal(world.getSingleton(Position), undefined);
  const value = new Position(1, 2);
  world.setSingleton(value);
  equal(world.getSingleton(Position), value);
  const other = new Position(3, 4);
  world.setSingleton(other);
  equal(world.getSingleton(Position), other);
});

test("removing a type from all entities leaves the singleton", () => {
  const world = new World();
  world.setSingleton(new Position(1, 2));
  world.spawn(new Position(3, 4));
  equal(world.removeComponentFromAll(Position), 1);
  same(world.getSingleton(Position), new Position(1, 2));
});

test("components beyond thirty-two are as good as the first", () => {
  const world = new World();
  const types = Array.from({ length: 70 }, (_, at) => token(`wide${at}`));
  const entity = world.spawn(...types.map((type, at) => [type, at]));
  types.forEach((type, at) => equal(world.get(entity, type), at));
  equal(world.getComponentTypes(entity).size, 70);
  equal(world.prepare({ all: types }).count(), 1);
});

test("a type that is named twice in one spawn keeps one value, folded as in a batch", () => {
  const Sum = token("Sum", { combine: (a, b) => a + b });
  const world = new World();
  const entity = world.spawn([Sum, 1], [Sum, 2]);
  ok([2, 3].includes(world.get(entity, Sum)));
  equal(world.getComponentTypes(entity).size, 1);
  world.check();
});

test("two worlds do not know each other", () => {
  const [first, second] = [new World(), new World()];
  const entity = first.spawn(new Position(1, 2));
  equal(second.isAlive(entity), false);
  const other = second.spawn(new Position(3, 4));
  equal(entity, other);
  notEqual(first.get(entity, Position), second.get(other, Position));
  first.destroy(entity);
  equal(second.isAlive(other), true);
});
