// Component types: what is one, what it is called, and which values are refused.

import { equal, ok, same, show, throws } from "./assert.mjs";
import { Note, Position, seen, token, unique, Velocity } from "./fixtures.mjs";
import { ComponentError, Shared, TerrariumError, World, defineComponent, defineTag, registerComponent, shared } from "./package.mjs";
import { test } from "./registry.mjs";

/** Every verb that sets one value, as `(world, entity, type, value)`. */
const SETTERS = {
  set: (world, entity, type, value) => world.set(entity, type, value),
  setComponent: (world, entity, type, value) => world.setComponent(entity, type, value),
  spawn: (world, entity, type, value) => world.spawn([type, value]),
  spawnMany: (world, entity, type, value) => world.spawnMany([type], [[value]], 1),
  "batch spawn": (world, entity, type, value) => world.applyUpdates({ spawns: [[[type, value]]] }),
  "batch insert": (world, entity, type, value) => world.applyUpdates({ inserts: new Map([[entity, [[type, value]]]]) }),
};

const PAIRED = new Set(["spawn", "batch spawn", "batch insert"]);

/** Every verb that asks about a type, as `(world, entity, type)`. */
const ASKERS = {
  get: (world, entity, type) => world.get(entity, type),
  getComponent: (world, entity, type) => world.getComponent(entity, type),
  has: (world, entity, type) => world.has(entity, type),
  hasComponent: (world, entity, type) => world.hasComponent(entity, type),
  remove: (world, entity, type) => world.remove(entity, type),
  removeComponent: (world, entity, type) => world.removeComponent(entity, type),
  removeComponentFromAll: (world, entity, type) => world.removeComponentFromAll(type),
  getSingleton: (world, entity, type) => world.getSingleton(type),
  sharing: (world, entity, type) => world.sharing(entity, type),
  updateShared: (world, entity, type) => world.updateShared(entity, type, 1),
  unshare: (world, entity, type) => world.unshare(entity, type),
  query: (world, entity, type) => [...world.query(Position, type, Velocity)],
  querySingle: (world, entity, type) => [...world.querySingle(type)],
  "prepare all": (world, entity, type) => world.prepare({ all: [type] }).count(),
  "prepare none": (world, entity, type) => world.prepare({ all: [Position], none: [type] }).count(),
  "prepare any": (world, entity, type) => world.prepare({ all: [Position], any: [type] }).count(),
  "prepare optional": (world, entity, type) => world.prepare({ all: [Position], optional: [type] }).count(),
};

const NO_TYPES = [null, 5, "Position", true, 1n, Symbol("type"), {}, { name: "Look-alike" }, [], new Position(), Object.create(null)];

for (const [name, set] of Object.entries(SETTERS)) {
  test(`${name}: what is no type is refused, and nothing changes`, () => {
    const world = new World();
    const entity = world.spawn(new Position());
    const before = seen(world);
    for (const type of NO_TYPES) {
      const { code } = throws(() => set(world, entity, type, 1), TerrariumError);
      // Where a pair is due, an array whose first element is no type may count as a value without a class.
      ok(code === "NOT_A_TYPE" || (PAIRED.has(name) && code === "NO_CLASS"), code);
    }
    same(seen(world), before);
  });

  test(`${name}: undefined is no value, and nothing changes`, () => {
    const world = new World();
    const Missing = token("Missing");
    const entity = world.spawn(new Position());
    const before = seen(world);
    for (const value of [undefined, new Shared(undefined), new Shared(new Shared(undefined))]) {
      throws(() => set(world, entity, Missing, value), TerrariumError, "MISSING_VALUE");
    }
    same(seen(world), before);
    world.check();
  });
}

test("query: what is neither a type nor options is refused at the end too", () => {
  const world = new World();
  world.spawn(new Position());
  for (const type of [null, 5, "Position", true, 1n, Symbol("type"), [], new Position()]) {
    throws(() => [...world.query(type)], ComponentError, "NOT_A_TYPE");
    throws(() => [...world.query(Position, type)], ComponentError, "NOT_A_TYPE");
  }
});

for (const [name, ask] of Object.entries(ASKERS)) {
  test(`${name}: what is no type is refused with NOT_A_TYPE`, () => {
    const world = new World();
    const entity = world.spawn(new Position(), new Velocity());
    for (const type of NO_TYPES) throws(() => ask(world, entity, type), ComponentError, "NOT_A_TYPE");
    world.check();
  });
}

const CLASSLESS = [null, 5, -0, "text", "", true, 1n, Symbol("v"), {}, { x: 1 }, [], [1, 2], Object.create(null)];

test("a value without a class of its own needs its type", () => {
  const world = new World();
  const entity = world.spawn(new Position());
  const before = seen(world);
  for (const value of CLASSLESS) {
    throws(() => world.set(entity, value), ComponentError, "NO_CLASS");
    throws(() => world.setComponent(entity, value), ComponentError, "NO_CLASS");
    throws(() => world.set(entity, new Shared(value)), ComponentError, "NO_CLASS");
    throws(() => world.setSingleton(value), ComponentError, "NO_CLASS");
    if (!Array.isArray(value)) throws(() => world.spawn(value), ComponentError, "NO_CLASS");
  }
  same(seen(world), before);
});

test("undefined alone is refused wherever a value is due", () => {
  const world = new World();
  const entity = world.spawn(new Position());
  for (const attempt of [
    () => world.set(entity, undefined),
    () => world.setComponent(entity, undefined),
    () => world.spawn(undefined),
    () => world.setSingleton(undefined),
    () => world.set(entity, new Shared(undefined)),
  ]) ok(["MISSING_VALUE", "NO_CLASS"].includes(throws(attempt, ComponentError).code));
  equal(world.size, 1);
});

test("built-in classes are classes", () => {
  const world = new World();
  const values = [new Map([[1, 2]]), new Set([1]), new Date(5), /x/g, new Uint8Array(3)];
  const entity = world.spawn(...values);
  values.forEach((value) => equal(world.get(entity, value.constructor), value));
});

test("a token is not deceived by a class of the same own name in another world", () => {
  const name = unique("Twice");
  const Token = defineComponent(name);
  const Class = class { static name = name; };
  const [first, second] = [new World(), new World()];
  first.spawn([Token, 1]);
  const entity = second.spawn(new Class());
  equal(second.has(entity, Class), true);
  equal(second.has(entity, Token), false);
});

test("two unregistered classes of one name are refused when the second comes into the same world", () => {
  const make = () => class Same {};
  const [First, Second] = [make(), make()];
  const world = new World();
  const entity = world.spawn(new First());
  throws(() => world.set(entity, new Second()), ComponentError, "DUPLICATE_NAME");
  throws(() => world.spawn(new Second()), ComponentError, "DUPLICATE_NAME");
  equal(world.size, 1);
  same(world.getComponentTypes(entity), new Set([First]));
  new World().spawn(new Second());
  world.check();
});

test("an explicit name is given once", () => {
  const name = unique("Explicit");
  const Token = defineComponent(name);
  equal(Token.name, name);
  throws(() => defineComponent(name), ComponentError, "DUPLICATE_NAME");
  throws(() => defineTag(name), ComponentError, "DUPLICATE_NAME");
  throws(() => registerComponent(class Other {}, { name }), ComponentError, "DUPLICATE_NAME");
  const world = new World();
  equal(world.get(world.spawn([Token, "still works"]), Token), "still works");
});

test("registerComponent names a class whose own name would clash", () => {
  const [First, Second] = [class Clash {}, class Clash {}];
  registerComponent(Second, { name: unique("Clash, the other") });
  const world = new World();
  const entity = world.spawn(new First(), new Second());
  equal(world.getComponentTypes(entity).size, 2);
});

test("registerComponent wants a class", () => {
  for (const type of [undefined, null, 5, "Class", {}, token("no class")]) {
    throws(() => registerComponent(type, { name: unique("nobody") }), ComponentError, "NOT_A_TYPE");
  }
});

test("a class without a name is refused until it gets one", () => {
  const Anonymous = (() => class {})();
  const world = new World();
  throws(() => world.spawn(new Anonymous()), ComponentError, "NO_NAME");
  equal(world.size, 0);
  registerComponent(Anonymous, { name: unique("Named at last") });
  const entity = world.spawn(new Anonymous());
  equal(world.has(entity, Anonymous), true);
});

test("a class whose name is no string is refused with NO_NAME", () => {
  const world = new World();
  for (const name of [5, null, undefined, {}, () => "x", Symbol("name")]) {
    const Odd = class { static name = name; };
    throws(() => world.spawn(new Odd()), ComponentError, "NO_NAME");
  }
  equal(world.size, 0);
});

test("defineComponent wants a string", () => {
  for (const name of [undefined, null, 5, {}, [], Symbol("name"), () => "x"]) {
    ok(throws(() => defineComponent(name), ComponentError).code, show(name));
    ok(throws(() => defineTag(name), ComponentError).code, show(name));
  }
});

test("a token shows its name and nothing else, and cannot be changed", () => {
  const name = unique("Frozen");
  const Token = defineComponent(name, { combine: (a) => a });
  try {
    Token.name = "another";
  } catch (error) {
    ok(error instanceof TypeError);
  }
  equal(Token.name, name);
});

test("changing an options object after the fact changes nothing", () => {
  const options = { combine: (a, b) => a + b };
  const Sum = token("Sum", options);
  options.combine = () => -1;
  const world = new World();
  const merged = world.merge(world.spawn([Sum, 1]), world.spawn([Sum, 2]));
  equal(world.get(merged, Sum), 3);
});

test("asking about a type that no entity ever had is answered, in a world full of types too", () => {
  const Never = token("Never");
  const world = new World({ limits: { componentTypesMax: 2 } });
  const entity = world.spawn(new Position(), new Velocity());
  equal(world.get(entity, Never), undefined);
  equal(world.has(entity, Never), false);
  equal(world.remove(entity, Never), false);
  equal(world.removeComponentFromAll(Never), 0);
  same(world.sharedGroups(Never), []);
  equal(world.sharing(entity, Never), undefined);
  same([...world.query(Position, Never)], []);
  same([...world.querySingle(Never)], []);
});

test("Shared unwraps to its value", () => {
  const value = new Note();
  equal(new Shared(value).unwrap(), value);
  equal(shared(value).unwrap(), value);
  ok(shared(value) instanceof Shared);
  equal(shared(5).unwrap(), 5);
});
