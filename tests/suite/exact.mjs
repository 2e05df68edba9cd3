// Whether two worlds, or two values, cannot be told apart: contents, prototypes, attributes of properties, and which
// objects are one and the same.

import { fail, show } from "./assert.mjs";
import { ownEntity } from "./fixtures.mjs";

const OWN_SLOTS = [
  [Map, (map) => [...Map.prototype.entries.call(map)].flat()],
  [Set, (set) => [...Set.prototype.values.call(set)]],
  [Date, (date) => [Date.prototype.getTime.call(date)]],
  [RegExp, ({ source, flags }) => [source, flags]],
  [ArrayBuffer, (buffer) => [buffer.resizable ?? false, buffer.maxByteLength ?? buffer.byteLength, ...new Uint8Array(buffer)]],
  [Number, (box) => [Number.prototype.valueOf.call(box)]],
  [String, (box) => [String.prototype.valueOf.call(box)]],
  [Boolean, (box) => [Boolean.prototype.valueOf.call(box)]],
  [BigInt, (box) => [BigInt.prototype.valueOf.call(box)]],
];

/** Pairs what was found with what was expected, one to one. */
class Comparison {
  #expectedOf = new Map();
  #actualOf = new Map();
  #waiting = [];

  compare(actual, expected, path) {
    this.#pair(actual, expected, path);
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) this.#contents(...next);
  }

  #pair(actual, expected, path) {
    if (!isObject(actual) || !isObject(expected)) {
      if (!Object.is(actual, expected)) fail(`${path}: ${show(actual)} is not ${show(expected)}`);
      return;
    }
    if (this.#expectedOf.has(actual) || this.#actualOf.has(expected)) {
      const paired = this.#expectedOf.get(actual) === expected && this.#actualOf.get(expected) === actual;
      if (!paired) fail(`${path}: an object that is one in one of the two is several in the other`);
      return;
    }
    this.#expectedOf.set(actual, expected);
    this.#actualOf.set(expected, actual);
    this.#waiting.push([actual, expected, path]);
  }

  #contents(actual, expected, path) {
    if (Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected)) fail(`${path}: another prototype`);
    this.#lists(slotsOf(actual), slotsOf(expected), `${path} inside`);
    if (ArrayBuffer.isView(expected)) this.#pair(actual.buffer, expected.buffer, `${path}.buffer`);
    const [keys, wanted] = [keysOf(actual), keysOf(expected)];
    this.#lists(keys, wanted, `keys of ${path}`);
    for (const key of wanted) this.#property(actual, expected, key, `${path}.${String(key)}`);
  }

  #lists(actual, expected, path) {
    if (actual.length !== expected.length) fail(`${path}: ${actual.length} instead of ${expected.length}`);
    expected.forEach((item, at) => this.#pair(actual[at], item, `${path} ${at}`));
  }

  #property(actual, expected, key, path) {
    const [found, wanted] = [actual, expected].map((object) => Object.getOwnPropertyDescriptor(object, key));
    // In some engines the stack of an error is read through a getter.
    if (key === "stack" && wanted.get !== undefined) return this.#pair(actual[key], expected[key], path);
    for (const attribute of ["writable", "enumerable", "configurable"]) {
      if (found[attribute] !== wanted[attribute]) fail(`${path}: ${attribute} is ${found[attribute]}`);
    }
    return this.#pair(found.value, wanted.value, path);
  }
}

function isObject(value) {
  return typeof value === "object" && value !== null;
}

function keysOf(value) {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? extraKeys(value) : Reflect.ownKeys(value);
}

function extraKeys(array) {
  return Reflect.ownKeys(array).filter((key) => typeof key === "symbol" || !/^\d+$/.test(key));
}

function slotsOf(value) {
  if (ArrayBuffer.isView(value)) return [value.byteOffset, value.byteLength, follows(value)];
  return OWN_SLOTS.find(([type]) => value instanceof type)?.[1](value) ?? [];
}

/** Whether a view grows with its buffer: asked of a copy of the buffer, so that nothing is changed. */
function follows(view) {
  const { buffer } = view;
  if (!buffer.resizable || buffer.maxByteLength === buffer.byteLength) return "unknown";
  const [before, bytes] = [view.byteLength, buffer.byteLength];
  buffer.resize(buffer.maxByteLength);
  const grew = view.byteLength !== before;
  buffer.resize(bytes);
  return grew;
}

/** Fails unless the two values cannot be told apart. */
export function exactly(actual, expected, path = "value") {
  new Comparison().compare(actual, expected, path);
}

/** Everything a world lets be seen of an entity. */
function heldBy(world, entity) {
  const cells = [...world.getComponentTypes(entity)].map((type) => [type.name, world.get(entity, type), world.sharing(entity, type)?.id]);
  return cells.sort(([first], [second]) => (first < second ? -1 : 1));
}

/** All that a world lets be seen without being changed, but for the order in which it met its types. */
export function contentsOf(world) {
  const groups = world.sharedGroups().map(({ id, type, value, holders }) => [id, type.name, value, holders]);
  return {
    shard: world.shard,
    size: world.size,
    tick: world.tick,
    own: heldBy(world, ownEntity(world)),
    entities: [...world.allEntities()].map((entity) => [entity, heldBy(world, entity)]),
    groups: groups.sort(([first], [second]) => first - second),
  };
}

/** Fails unless the two worlds cannot be told apart by looking, nor by their bytes. */
export function sameWorlds(actual, expected, what = "world") {
  exactly(contentsOf(actual), contentsOf(expected), what);
  sameBytes(actual.snapshot(), expected.snapshot(), what);
}

/** Fails with the place of the first difference. */
export function sameBytes(actual, expected, what = "bytes") {
  const end = Math.min(actual.length, expected.length);
  let at = 0;
  while (at < end && actual[at] === expected[at]) at += 1;
  if (at !== end || actual.length !== expected.length) {
    fail(`${what}: bytes differ at ${at}, of ${actual.length} and ${expected.length}`);
  }
}
