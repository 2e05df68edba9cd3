// Every kind of value through a snapshot, one test for each row of the table in `crates/codec/FORMAT.md`.

import { equal, forEachCase, notEqual, ok, same, throws } from "./assert.mjs";
import { exactly } from "./exact.mjs";
import { token } from "./fixtures.mjs";
import { SnapshotError, World } from "./package.mjs";
import { restored, survives, through } from "./saved.mjs";
import { test } from "./registry.mjs";

/** All of these come back as they were. */
function allSurvive(values) {
  values.forEach((value, at) => {
    try {
      survives(value);
    } catch (error) {
      throw new Error(`value ${at}`, { cause: error });
    }
  });
}

test("kinds: null, false and true, and undefined inside", () => {
  allSurvive([null, false, true, [undefined], { a: undefined, b: null }, new Map([[undefined, undefined]])]);
});

test("kinds: whole numbers up to 2^53 - 1", () => {
  const edges = [0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1];
  allSurvive(edges.flatMap((edge) => [edge, 0 - edge - 1, 1 - edge].filter(Number.isSafeInteger)));
});

test("kinds: every other number: -0, NaN, infinities, fractions, and whole ones beyond 2^53", () => {
  allSurvive([-0, NaN, Infinity, -Infinity, 0.5, 0.1, 1 / 3, 2 ** 53, -(2 ** 53), 2 ** 100, 5e-324, -5e-324, Number.MAX_VALUE, 2 ** -149, 3.4028234663852886e38]);
});

test("kinds: every NaN is one", () => {
  const odd = new Float64Array(new BigUint64Array([0x7ff8_0000_dead_beefn, 0xfff8_0000_0000_0001n]).buffer);
  const bytesOf = (value) => {
    const world = new World();
    world.spawn([Nan, value]);
    return world.snapshot();
  };
  const Nan = token("nan");
  same(bytesOf(odd[0]), bytesOf(NaN));
  same(bytesOf([odd[1]]), bytesOf([NaN]));
});

test("kinds: bigints of any size", () => {
  allSurvive([0n, 1n, -1n, 255n, 256n, -256n, -257n, 2n ** 64n, -(2n ** 64n) - 1n, 2n ** 2000n + 1n, -(2n ** 2000n)]);
});

test("kinds: strings, lone surrogates among them", () => {
  allSurvive(["", "a", "é", "東京", "😀", "\ud800", "\udc00", "\udc00\ud800", "a\ud800b", "\ud83d\ude00\ud83d", "\0", "\ufeff", "x".repeat(70_000)]);
});

test("kinds: arrays, and their holes", () => {
  const long = Array.from({ length: 300 }, (_, at) => at);
  allSurvive([[], [1, "two", [3]], [1, , undefined, 3], [, ,], Array(8), Array(17), long, Object.assign(Array(16), { 15: "end" })]);
});

test("kinds: sparse arrays", () => {
  const widest = [];
  widest.length = 2 ** 32 - 1;
  widest[2 ** 32 - 2] = "last";
  widest[3] = "three";
  allSurvive([Array(9), Array(100), Object.assign(Array(40), { 7: [1], 39: null }), widest]);
});

test("kinds: plain objects, the order of their keys included", () => {
  allSurvive([{}, { b: 1, a: 2 }, { 2: "two", 1: "one", x: 3 }, { "": 0, "\ud800": 1 }, JSON.parse('{"__proto__": {"x": 1}, "constructor": 5}')]);
  const Order = token("order");
  const bytes = [{ a: 1, b: 2 }, { b: 2, a: 1 }].map((value) => {
    const world = new World();
    world.spawn([Order, value]);
    return [world.snapshot(), world.digest()];
  });
  notEqual(String(bytes[0][0]), String(bytes[1][0]));
  equal(bytes[0][1], bytes[1][1], "the order of insertion is no part of the digest:");
});

test("kinds: objects without a prototype", () => {
  const bare = Object.assign(Object.create(null), { a: 1 });
  Object.defineProperty(bare, "__proto__", { value: 5, writable: true, enumerable: true, configurable: true });
  allSurvive([Object.create(null), bare, [bare, bare]]);
});

test("kinds: dates, invalid ones and those beyond four digits of year", () => {
  const times = [0, 1, -1, 1500, 1e12, NaN, 8.64e15, -8.64e15, -62_135_596_800_000, -62_135_596_800_001, 253_402_300_799_999, 253_402_300_800_000];
  allSurvive(times.map((time) => new Date(time)));
});

test("kinds: maps, in the order of their entries", () => {
  const key = { is: "key" };
  allSurvive([new Map(), new Map([["b", 1], ["a", 2]]), new Map([[NaN, 1], [0, 2], ["0", 3], [key, key], [undefined, new Map()]])]);
});

test("kinds: sets, in the order of their members", () => {
  const member = [1];
  allSurvive([new Set(), new Set(["b", "a", NaN, 0, null, undefined, member, 1n])]);
});

test("kinds: buffers, resizable ones with their maximum", () => {
  allSurvive([new ArrayBuffer(0), new Uint8Array([1, 2, 255]).buffer, new ArrayBuffer(5, { maxByteLength: 9 }), new ArrayBuffer(0, { maxByteLength: 0 })]);
});

const ARRAYS = ["Uint8Array", "Uint8ClampedArray", "Uint16Array", "Uint32Array", "BigUint64Array", "Int8Array", "Int16Array", "Int32Array", "BigInt64Array", "Float16Array", "Float32Array", "Float64Array"];

test("kinds: typed arrays over a whole buffer", () => {
  const known = ARRAYS.filter((name) => name in globalThis);
  ok(known.length >= 11);
  forEachCase(known, (name) => {
    const kind = globalThis[name];
    const bytes = Uint8Array.from({ length: kind.BYTES_PER_ELEMENT * 3 }, (_, at) => 0x7c + at);
    allSurvive([new kind(0), new kind(bytes.buffer)]);
  });
});

test("kinds: views of a part, views that share a buffer, and views that follow their buffer", () => {
  const buffer = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]).buffer;
  const growing = new ArrayBuffer(8, { maxByteLength: 32 });
  allSurvive([
    new Uint8Array(buffer, 3, 4), new Float64Array(buffer, 8), new DataView(buffer), new DataView(buffer, 1, 2),
    [new Uint8Array(buffer), new Uint16Array(buffer, 2, 3), buffer], [new Uint8Array(buffer), new Uint8Array(buffer)],
    new Uint8Array(growing), new Uint8Array(growing, 4), new Uint8Array(growing, 4, 2), new DataView(growing, 8), new DataView(growing, 0, 8),
  ]);
  const [whole, part] = through([new Uint8Array(buffer), new Uint16Array(buffer, 2, 3)]);
  whole[2] = 77;
  equal(part[0] & 0xff, 77);
  const follows = through(new Uint8Array(growing, 4));
  follows.buffer.resize(20);
  equal(follows.length, 16);
});

test("kinds: regular expressions, with where they go on", () => {
  const sticky = /(?<year>\d{4})\/[\n]/dgimsuy;
  sticky.lastIndex = 3;
  const odd = /a/g;
  odd.lastIndex = -1;
  allSurvive([/a+b/, sticky, odd, new RegExp(""), /\//]);
});

test("kinds: errors, with their stack and cause", () => {
  const extra = Object.assign(new TypeError("text", { cause: { deep: [1] } }), { code: "E_CODE" });
  const bare = new Error();
  delete bare.stack;
  const looping = new RangeError("loop");
  looping.cause = looping;
  const all = new AggregateError([new Error("one"), 2], "all");
  const kinds = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, Error].map((kind) => new kind("text"));
  for (const error of [extra, bare, looping, all, ...kinds]) {
    const copy = through(error);
    equal(Object.prototype.toString.call(copy), "[object Error]");
    same(Reflect.ownKeys(copy).sort(), Reflect.ownKeys(error).sort());
    equal(copy.stack, error.stack);
    equal(copy.message, error.message);
    equal(Object.getPrototypeOf(copy), Object.getPrototypeOf(error));
  }
  const copy = through(extra);
  same([copy.code, copy.cause], ["E_CODE", { deep: [1] }]);
  equal(Object.getOwnPropertyDescriptor(copy, "cause").enumerable, false);
  equal(Object.getOwnPropertyDescriptor(copy, "message").enumerable, false);
  const loop = through(looping);
  equal(loop.cause, loop);
  same(through(all).errors.map((item) => item.message ?? item), ["one", 2]);
});

test("kinds: the object forms of primitives", () => {
  allSurvive([Object(5), Object(-0), Object(NaN), Object("text"), Object("\ud800"), Object(true), Object(false), Object(2n ** 70n)]);
});

class Stack extends Array {}
class Bag extends Map {}
class Tags extends Set {}
class Day extends Date {}
class Bytes extends Uint8Array {}
class Failure extends Error {}

test("kinds: built-in objects with properties besides, and of classes derived from the built-in ones", () => {
  const list = Object.assign([1, 2], { extra: { a: 1 } });
  const failure = new Failure("text");
  delete failure.stack;
  allSurvive([
    list, Object.assign(new Map([[1, 2]]), { extra: list }), Object.assign(new Date(5), { zone: "UTC" }),
    Object.assign(/a/, { flag: true }), Object.assign(Object("text"), { extra: 1 }),
    Object.assign(new ArrayBuffer(2), { extra: 1 }), Stack.from([1, 2]), new Bag([["a", 1]]), Object.assign(new Tags([1]), { extra: 1 }), new Day(1500), new Bytes(3), failure,
  ]);
});

test("kinds: cycles, and objects reached several times from inside one value", () => {
  const loop = { list: [], map: new Map() };
  loop.self = loop;
  loop.list.push(loop, loop.list);
  loop.map.set(loop, loop.map);
  const twice = { x: 1 };
  allSurvive([loop, [twice, twice, { twice }], new Map([[twice, twice]])]);
});

test("kinds: objects that components of one entity, and of several, have in common", () => {
  const [First, Second] = [token("first"), token("second")];
  const common = { list: [1] };
  common.self = common;
  const world = new World();
  const entities = [
    world.spawn([First, { common }], [Second, common]),
    world.spawn([First, common.list]),
    ...world.spawnMany([Second], [Array.from({ length: 2000 }, (_, at) => (at === 1999 ? { common } : { at }))], 2000),
  ];
  const copy = restored(world.snapshot());
  const [first, second, last] = [entities[0], entities[1], entities.at(-1)];
  equal(copy.get(first, First).common, copy.get(first, Second));
  equal(copy.get(first, Second).self, copy.get(first, Second));
  equal(copy.get(second, First), copy.get(first, Second).list);
  equal(copy.get(last, Second).common, copy.get(first, Second));
  exactly([...copy.query(First, { copy: false })], [...world.query(First, { copy: false })]);
});

test("kinds: one object as the plain value of several entities stays one", () => {
  const Same = token("same");
  const world = new World();
  const value = { x: 1, y: 2 };
  const entities = [world.spawn([Same, value]), world.spawn([Same, { x: 1, y: 2 }]), world.spawn([Same, value])];
  const copy = restored(world.snapshot());
  const [first, second, third] = entities.map((entity) => copy.get(entity, Same));
  equal(first, third);
  notEqual(first, second);
});

test("kinds: what has no contents is refused with the path to it", () => {
  class Agent { constructor(memory) { this.memory = memory; } }
  const refused = { "a function": () => {}, "a symbol": Symbol("s"), "a WeakMap": new WeakMap(), "a WeakRef": new WeakRef({}), "a promise": Promise.resolve() };
  forEachCase(Object.keys(refused), (name) => {
    const world = new World();
    world.spawn(new Agent([0, 1, 2, { callback: refused[name] }]));
    const error = throws(() => world.snapshot(), SnapshotError, "UNSUPPORTED_VALUE");
    equal(error.path, "Agent.memory[3].callback");
    ok(error.message.includes("Agent.memory[3].callback"), error.message);
  });
});
