// Odd names as the names of types and classes, as fields and as keys: just names, everywhere.

import { equal, forEachCase, ok, same, throws } from "./assert.mjs";
import { Position, token } from "./fixtures.mjs";
import { ComponentError, defineComponent, registerComponent, shared, World } from "./package.mjs";
import { LONG, NAMES, TOKENS } from "./odd-names.mjs";
import { test } from "./registry.mjs";

const WIDE = { limits: { nameBytesMax: 70_000 } };

const prototypes = [Object, Array, Function, Map, Set, String, Number, Error, Promise].map((type) => type.prototype);

/** Everything that could have been changed about the built-in prototypes. */
function shapes() {
  return prototypes.map((prototype) => [Object.getPrototypeOf(prototype), Object.getOwnPropertyDescriptors(prototype)]);
}

const before = shapes();

/** An object with one own property of this name, whatever it is. */
function withField(name, value) {
  return Object.defineProperty({}, name, { value, writable: true, enumerable: true, configurable: true });
}

test("odd names: a token of any name is a component type like any other", () => {
  const world = new World(WIDE);
  const entity = world.spawn(...NAMES.map((name, at) => [TOKENS.get(name), { at }]));
  forEachCase(NAMES, (name) => {
    const type = TOKENS.get(name);
    const at = NAMES.indexOf(name);
    equal(type.name, name);
    equal(world.get(entity, type).at, at);
    same([...world.query(type)], [[entity, [{ at }]]]);
    world.set(entity, type, shared({ at }));
    equal(world.sharing(entity, type).holders, 1);
  });
  same(world.componentTypes().map(({ name }) => name), NAMES);
  world.check();
});

test("odd names: a token of any name can be removed, merged and split", () => {
  forEachCase(NAMES, (name) => {
    const type = TOKENS.get(name);
    const world = new World(WIDE);
    const merged = world.merge(world.spawn([type, 1]), world.spawn([type, 2]));
    equal(world.get(merged, type), 2);
    const [left] = world.split(merged);
    equal(world.remove(left, type), true);
    equal(world.removeComponentFromAll(type), 1);
    world.check();
  });
});

test("odd names: none of them is taken for a type, an entity or an option", () => {
  const world = new World(WIDE);
  const entity = world.spawn(new Position());
  forEachCase(NAMES, (name) => {
    throws(() => world.get(entity, name), ComponentError, "NOT_A_TYPE");
    equal(world.isAlive(name), false);
    equal(world.has(entity, TOKENS.get(name)), false);
  });
});

test("odd names: each is given once", () => {
  forEachCase(NAMES, (name) => {
    throws(() => defineComponent(name), ComponentError, "DUPLICATE_NAME");
    throws(() => registerComponent(class Other {}, { name }), ComponentError, "DUPLICATE_NAME");
  });
});

test("odd names: a name of 64 kB is over the limit of a usual world", () => {
  const world = new World();
  throws(() => world.spawn([TOKENS.get(LONG), 1]), ComponentError, "LIMIT");
  equal(world.size, 0);
});

test("odd names: a class may have any of them for its own name, but the empty one", () => {
  forEachCase(NAMES.filter((name) => name !== ""), (name) => {
    const Odd = Object.defineProperty(class {}, "name", { value: name });
    const world = new World(WIDE);
    const entity = world.spawn(new Odd());
    ok(world.get(entity, Odd) instanceof Odd);
    equal(world.componentTypes()[0].name, name);
  });
});

test("odd names: fields of any name survive storing and copying", () => {
  const Odd = token("Odd");
  forEachCase(NAMES, (name) => {
    const world = new World();
    const value = withField(name, withField(name, "inner"));
    const entity = world.spawn([Odd, value]);
    equal(world.get(entity, Odd), value);
    const copy = world.getComponent(entity, Odd);
    same(Object.getOwnPropertyDescriptors(copy), Object.getOwnPropertyDescriptors(withField(name, withField(name, "inner"))));
    const [left] = world.split(entity);
    same(Reflect.ownKeys(world.get(left, Odd)), [name]);
    equal(Object.getPrototypeOf(world.get(left, Odd)), Object.prototype);
  });
});

test("odd names: keys of maps, items of sets and texts survive storing and copying", () => {
  const Odd = token("Odd");
  const world = new World();
  const value = [new Map(NAMES.map((name) => [name, name])), new Set(NAMES), NAMES];
  same(world.getComponent(world.spawn([Odd, value]), Odd), value);
});

test("odd names: options and limits are read as own names only", () => {
  const limits = JSON.parse('{"__proto__": {"entitiesMax": 1}}');
  const world = new World({ limits });
  equal(world.spawnMany([], [], 5).length, 5);
});

test("odd names: no built-in prototype was changed", () => {
  same(shapes().map(([parent]) => parent), before.map(([parent]) => parent));
  shapes().forEach(([, now], at) => {
    const [, then] = before[at];
    same(Reflect.ownKeys(now), Reflect.ownKeys(then));
    for (const key of Reflect.ownKeys(now)) equal(now[key].value, then[key].value, String(key));
  });
  equal({}.polluted, undefined);
});
