// Deep copies: what protocol reads answer, and what the second holder of an object gets.

import { equal, notEqual, ok, same, throws } from "./assert.mjs";
import { Note, Position, token } from "./fixtures.mjs";
import { ComponentError, Shared, World } from "./package.mjs";
import { test } from "./registry.mjs";

const Any = token("Any");

/** The deep copy that a protocol read makes of a value. */
function copyOf(value) {
  const world = new World();
  return world.getComponent(world.spawn([Any, value]), Any);
}

test("protocol reads copy, the everyday verbs do not", () => {
  const world = new World();
  const value = new Position(1, 2);
  const entity = world.spawn(value);
  const copies = [
    world.getComponent(entity, Position),
    world.getComponent(entity, Position, {}),
    world.getComponent(entity, Position, { copy: true }),
    world.getComponent(entity, Position, { copy: undefined }),
    [...world.query(Position)][0][1][0],
    [...world.query(Position, { copy: true })][0][1][0],
    [...world.querySingle(Position)][0][1],
  ];
  for (const copy of copies) {
    notEqual(copy, value);
    same(copy, value);
  }
  equal(new Set(copies).size, copies.length);
  const live = [
    world.get(entity, Position),
    world.getComponent(entity, Position, { copy: false }),
    [...world.query(Position, { copy: false })][0][1][0],
    [...world.querySingle(Position, { copy: false })][0][1],
    [...world.prepare({ all: [Position] })][0][1],
  ];
  live.forEach((reference) => equal(reference, value));
});

class Base {
  constructor() {
    this.base = [1];
  }
}
class Derived extends Base {
  own = { deep: new Note("n") };

  get size() {
    return this.base.length;
  }
}

const KINDS = {
  "a plain object": () => ({ a: 1, b: { c: [1, 2, { d: null }] } }),
  "an object without a prototype": () => Object.assign(Object.create(null), { a: { b: 1 } }),
  "a class instance with inherited parts": () => new Derived(),
  "a sparse array with more properties": () => Object.assign([1, , 3], { extra: {} }),
  "a subclass of Array": () => (class List extends Array {}).from([{ a: 1 }]),
  "a Map with object keys": () => new Map([[{ key: 1 }, new Set([{ item: 1 }])], ["k", NaN]]),
  "a Set": () => new Set([NaN, -0, { a: 1 }]),
  "a subclass of Map": () => new (class Index extends Map {})([[1, { a: 1 }]]),
  "a Date": () => new Date(1234567890123),
  "an invalid Date": () => new Date(NaN),
  "a RegExp halfway through": () => Object.assign(/a(b)/giu, { lastIndex: 3 }),
  "typed arrays over one buffer": () => {
    const buffer = new ArrayBuffer(16);
    return [new Float32Array(buffer, 4, 2), new Uint8Array(buffer), buffer, new DataView(buffer, 2)];
  },
  "big integer arrays": () => new BigInt64Array([1n, -(2n ** 63n)]),
  "boxed primitives": () => [new Number(-0), new String("text"), new Boolean(false)],
  "an error with a cause": () => Object.assign(new TypeError("broken", { cause: new RangeError("deeper") }), { extra: [1] }),
  "symbol keys": () => ({ [Symbol.for("suite")]: { a: 1 }, [Symbol.toStringTag]: "Odd" }),
  "a frozen object": () => Object.freeze({ a: Object.freeze([1]) }),
  "numbers at their edges": () => [NaN, -0, Infinity, Number.MAX_SAFE_INTEGER, 5e-324, 2n ** 100n],
  "lone surrogates": () => ({ "\ud800": "\udfff", text: "\u0000" }),
};

for (const [kind, make] of Object.entries(KINDS)) {
  test(`a copy of ${kind} is equal and independent`, () => {
    const value = make();
    const copy = copyOf(value);
    notEqual(copy, value);
    same(copy, value);
    equal(sharedPart(copy, value, new Set()), undefined);
  });
}

/** A path to an object that two values have in common. */
function sharedPart(copy, value, done, path = "value") {
  if (typeof value !== "object" || value === null || done.has(value)) return undefined;
  if (copy === value) return path;
  done.add(value);
  for (const key of ArrayBuffer.isView(value) ? ["buffer"] : Reflect.ownKeys(value)) {
    const found = sharedPart(copy[key], value[key], done, `${path}.${String(key)}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

test("a copy keeps the prototype, its methods and its accessors", () => {
  const copy = copyOf(new Derived());
  ok(copy instanceof Derived && copy instanceof Base);
  copy.base.push(2);
  equal(copy.size, 2);
});

test("views that share a buffer share one in the copy", () => {
  const buffer = new ArrayBuffer(8);
  const copy = copyOf({ bytes: new Uint8Array(buffer), words: new Uint32Array(buffer), buffer });
  equal(copy.bytes.buffer, copy.buffer);
  copy.bytes[0] = 7;
  equal(copy.words[0], 7);
  equal(new Uint8Array(buffer)[0], 0);
});

test("loops through arrays, maps and sets are loops in the copy", () => {
  const value = { list: [], map: new Map(), set: new Set() };
  value.list.push(value);
  value.map.set("self", value).set(value.map, value.list);
  value.set.add(value);
  const copy = copyOf(value);
  equal(copy.list[0], copy);
  equal(copy.map.get("self"), copy);
  equal(copy.map.get(copy.map), copy.list);
  ok(copy.set.has(copy) && !copy.set.has(value));
});

test("functions and symbols inside a value stay what they are", () => {
  const value = { run: () => 5, key: Symbol("key") };
  const copy = copyOf(value);
  equal(copy.run, value.run);
  equal(copy.key, value.key);
});

test("a value 10,000 levels deep is copied or refused, and the world goes on", () => {
  let deep = {};
  for (let level = 0; level < 10_000; level += 1) deep = { deep };
  const world = new World();
  const entity = world.spawn([Any, deep], new Position(1, 2));
  let depth = 0;
  try {
    for (let copy = world.getComponent(entity, Any); copy.deep; copy = copy.deep) depth += 1;
    equal(depth, 10_000);
  } catch (error) {
    equal(error.code, "UNCOPYABLE");
  }
  same(world.getComponent(entity, Position), new Position(1, 2));
  world.check();
});

const UNCOPYABLE = {
  "a throwing getter": () => ({ get boom() { throw new Error("boom"); } }),
  "a throwing getter deep inside": () => ({ list: [new Map([["k", { get boom() { throw new Error("boom"); } }]])] }),
  "a Proxy that refuses to list its keys": () => new Proxy({}, { ownKeys() { throw new Error("boom"); } }),
  "a Proxy that hides its prototype": () => new Proxy({}, { getPrototypeOf() { throw new Error("boom"); } }),
};

for (const [kind, make] of Object.entries(UNCOPYABLE)) {
  test(`${kind} is UNCOPYABLE with its cause, in every reader that copies`, () => {
    const world = new World();
    const value = make();
    const entity = world.spawn([Any, value]);
    for (const read of [
      () => world.getComponent(entity, Any),
      () => [...world.query(Any)],
      () => [...world.querySingle(Any)],
    ]) equal(throws(read, ComponentError, "UNCOPYABLE").cause?.message, "boom");
    equal(world.getComponent(entity, Any, { copy: false }), value);
    equal(world.get(entity, Any), value);
    world.check();
  });
}

test("a revoked Proxy is UNCOPYABLE", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  const world = new World();
  const entity = world.spawn([Any, proxy]);
  revoke();
  ok(throws(() => world.getComponent(entity, Any), ComponentError, "UNCOPYABLE").cause instanceof TypeError);
  equal(world.get(entity, Any), proxy);
  equal(world.remove(entity, Any), true);
});

test("the second holder of one plain object gets its own deep copy, through every protocol write", () => {
  const writes = {
    setComponent: (world, value) => {
      const entity = world.createEntity();
      world.setComponent(entity, value);
      return entity;
    },
    "batch spawn": (world, value) => world.applyUpdates({ spawns: [[value]] })[0],
    "batch insert": (world, value) => {
      const entity = world.createEntity();
      world.applyUpdates({ inserts: new Map([[entity, [value]]]) });
      return entity;
    },
    "batch update": (world, value) => {
      const entity = world.spawn(new Position());
      world.applyUpdates({ updates: new Map([[entity, new Map([[Position, value]])]]) });
      return entity;
    },
  };
  for (const first of Object.values(writes)) {
    for (const second of Object.values(writes)) {
      const world = new World();
      const value = new Position(1, 2);
      const [owner, other] = [first(world, value), second(world, value)];
      equal(world.get(owner, Position), value);
      notEqual(world.get(other, Position), value);
      same(world.get(other, Position), value);
    }
  }
});

test("one object under two types of one entity is two objects after protocol writes", () => {
  const [Left, Right] = [token("Left"), token("Right")];
  const world = new World();
  const value = { n: 1 };
  const entity = world.createEntity();
  world.setComponent(entity, Left, value);
  world.setComponent(entity, Right, value);
  notEqual(world.get(entity, Left), world.get(entity, Right));
});

test("setting an object again where it is held keeps it", () => {
  const world = new World();
  const entity = world.createEntity();
  const value = new Position(1, 2);
  world.setComponent(entity, value);
  world.setComponent(entity, value);
  equal(world.get(entity, Position), value);
});

test("an object that was let go can be taken by another entity", () => {
  const world = new World();
  const value = new Position(1, 2);
  const [first, second, third] = [world.createEntity(), world.createEntity(), world.createEntity()];
  world.setComponent(first, value);
  world.removeComponent(first, Position);
  world.setComponent(second, value);
  equal(world.get(second, Position), value);
  world.destroyEntity(second);
  world.setComponent(third, value);
  equal(world.get(third, Position), value);
});

test("when the second holder's copy cannot be made, nothing is stored", () => {
  const world = new World();
  const value = { get boom() { throw new Error("boom"); } };
  const [first, second] = [world.createEntity(), world.createEntity()];
  world.setComponent(first, Any, value);
  throws(() => world.setComponent(second, Any, value), ComponentError, "UNCOPYABLE");
  equal(world.has(second, Any), false);
  equal(world.get(first, Any), value);
  world.setComponent(second, Any, new Shared({ fine: true }));
  world.check();
});
