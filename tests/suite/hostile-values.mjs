// Values that try to hurt: each a name and a way to make one.

const throwing = () => { throw new Error("boom"); };
const TRAPS = ["get", "set", "has", "deleteProperty", "ownKeys", "getOwnPropertyDescriptor", "defineProperty", "getPrototypeOf",
  "setPrototypeOf", "isExtensible", "preventExtensions", "apply", "construct"];

function deep(levels) {
  let value = {};
  for (let level = 0; level < levels; level += 1) value = { value };
  return value;
}

function detached() {
  const buffer = new ArrayBuffer(8);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
}

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function cycle() {
  const value = { list: [], map: new Map() };
  value.self = value;
  value.list.push(value);
  value.map.set(value, value.map);
  return value;
}

function sparse() {
  const value = [];
  value.length = 2 ** 32 - 2;
  value[5] = "five";
  value[2 ** 32 - 3] = "last";
  return value;
}

class Private {
  #secret = 5;

  get secret() {
    return this.#secret;
  }
}

/** A Proxy whose every trap calls `enter` first and then does what there is to do. */
export function entering(enter, target = { x: 1 }) {
  const traps = TRAPS.map((trap) => [trap, (...args) => {
    enter();
    return Reflect[trap](...args);
  }]);
  return new Proxy(target, Object.fromEntries(traps));
}

/** Kinds whose deep copy is exact, so that a copy that is made must equal the value. */
export const EXACT = {
  null: () => null,
  false: () => false,
  zero: () => 0,
  "minus zero": () => -0,
  NaN: () => NaN,
  infinity: () => -Infinity,
  "the empty string": () => "",
  "a lone surrogate": () => "\ud800",
  "64 kB of text": () => "é".repeat(32_768),
  "a big integer": () => -(2n ** 200n),
  "a symbol": () => Symbol("value"),
  "a well-known symbol": () => Symbol.iterator,
  "a function": () => () => 5,
  "a class": () => class Value {},
  "an arrow function with properties": () => Object.assign(() => 5, { extra: 1 }),
  "a plain object": () => ({ a: 1 }),
  "an object without a prototype": () => Object.assign(Object.create(null), { a: 1 }),
  "an own property called __proto__": () => JSON.parse('{"__proto__": {"polluted": true}, "constructor": 5}'),
  "an own property called constructor": () => Object.assign(Object.create({ x: 1 }), { constructor: class Fake {} }),
  "a constructor that is no class": () => Object.create({ constructor: 5 }),
  "a cycle": cycle,
  "a sparse array of 2^32-2": sparse,
  "an array with holes": () => [1, , undefined, 3],
  "a frozen object": () => Object.freeze({ a: Object.freeze({ b: 1 }) }),
  "a sealed array": () => Object.seal([1, 2]),
  "a Map of odd keys": () => new Map([[NaN, -0], [undefined, null], [{}, Symbol.iterator]]),
  "a Set of odd items": () => new Set([NaN, undefined, "\ud800"]),
  "an invalid Date": () => new Date(NaN),
  "a regular expression": () => /(?<name>x)+/dgimsuy,
  "an error": () => new RangeError("text", { cause: { deep: true } }),
  "an AggregateError": () => new AggregateError([new Error("one")], "all"),
  "a resizable buffer": () => new ArrayBuffer(8, { maxByteLength: 64 }),
  "a typed array at an offset": () => new Float64Array(new ArrayBuffer(32), 8, 2),
  "a DataView": () => new DataView(new ArrayBuffer(8), 2, 4),
  "boxed primitives": () => [Object(-0), Object("text"), Object(1n), Object(Symbol.iterator)],
  "symbol keys": () => ({ [Symbol.toPrimitive]: null, [Symbol.for("key")]: 1 }),
  "a lying toStringTag": () => ({ [Symbol.toStringTag]: "Map", size: 5 }),
  "an object with then": () => ({ then: 5 }),
  "an object with valueOf and toString": () => ({ valueOf: throwing, toString: throwing, toJSON: throwing }),
};

/** Kinds that cannot be looked into, or not exactly; their copy is refused, or is what it is. */
export const OPAQUE = {
  "a throwing getter": () => ({ get a() { return throwing(); } }),
  "a throwing setter": () => ({ get a() { return 1; }, set a(value) { throwing(); } }),
  "a Proxy whose every trap throws": () => new Proxy({}, Object.fromEntries(TRAPS.map((trap) => [trap, throwing]))),
  "a callable Proxy whose every trap throws": () => new Proxy(() => 5, Object.fromEntries(TRAPS.map((trap) => [trap, throwing]))),
  "a Proxy of a Map": () => new Proxy(new Map([[1, 2]]), {}),
  "a Proxy that is its own property": () => new Proxy({}, {
    get: (target, key, proxy) => proxy,
    ownKeys: () => ["next"],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }),
  }),
  "a Proxy with a lying prototype": () => new Proxy({}, { getPrototypeOf: () => Date.prototype }),
  "a revoked Proxy": () => revoked({}),
  "a revoked callable Proxy": () => revoked(() => 5),
  "a detached buffer": detached,
  "a view of a detached buffer": () => {
    const view = new Uint8Array(8);
    structuredClone(view.buffer, { transfer: [view.buffer] });
    return view;
  },
  "a shared buffer": () => new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer,
  "a view of a shared buffer": () => new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer, 0, 4),
  "private fields": () => new Private(),
  "arguments of a function": () => (function all() { return arguments; })(1, 2),
  "a promise": () => Promise.resolve(5),
  "a WeakMap": () => new WeakMap(),
  "a WeakRef": () => new WeakRef({}),
  "a generator": () => (function* count() { yield 1; })(),
  "an iterator": () => [1, 2].values(),
  "a wasm memory": () => new WebAssembly.Memory({ initial: 1 }),
  "an object that pretends to be a Date": () => Object.create(Date.prototype),
  "an object that pretends to be a Map": () => Object.create(Map.prototype),
  "the global object": () => globalThis,
  "10,000 levels": () => deep(10_000),
};
