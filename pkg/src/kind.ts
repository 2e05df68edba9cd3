/** How copies treat the objects of a built-in class; "opaque" ones are kept by reference. */
export type Kind =
  | "Object"
  | "Map"
  | "Set"
  | "Date"
  | "RegExp"
  | "Error"
  | "ArrayBuffer"
  | "TypedArray"
  | "DataView"
  | "Number"
  | "String"
  | "Boolean"
  | "BigInt"
  | "Symbol"
  | "opaque";

/** Typed arrays by class, and the CBOR tag of each (RFC 8746, little-endian). */
export const TYPED_ARRAYS: ReadonlyMap<string, number> = new Map([
  ["Uint8Array", 64],
  ["Uint8ClampedArray", 68],
  ["Uint16Array", 69],
  ["Uint32Array", 70],
  ["BigUint64Array", 71],
  ["Int8Array", 72],
  ["Int16Array", 77],
  ["Int32Array", 78],
  ["BigInt64Array", 79],
  ["Float16Array", 84],
  ["Float32Array", 85],
  ["Float64Array", 86],
]);

const SELVES = "Object Map Set Date RegExp ArrayBuffer DataView Number String Boolean BigInt Symbol".split(" ");
const ERRORS = ["", "Eval", "Range", "Reference", "Syntax", "Type", "URI", "Aggregate"];

/** Built-in classes whose objects can be looked into. Arrays are told by asking `Array.isArray`. */
const KINDS = new Map<string, Kind>([
  ...SELVES.map((name) => [name, name as Kind] as const),
  ...ERRORS.map((name) => [`${name}Error`, "Error"] as const),
  ...Array.from(TYPED_ARRAYS, ([name]) => [name, "TypedArray"] as const),
  ["Array", "opaque"],
]);

const bases = new WeakMap<object, string>([[Object.prototype, "Object"]]);

/** The built-in class that objects with a prototype derive from, by name; "opaque" where it cannot be looked into. */
export function baseOf(prototype: object | null): string {
  if (prototype === null) return "Object";
  const known = bases.get(prototype);
  if (known !== undefined) return known;
  const native = nativeName(prototype);
  const own = native !== undefined && KINDS.has(native);
  const inherited = own ? native : baseOf(Object.getPrototypeOf(prototype) as object | null);
  const base = inherited === "Object" && native !== undefined && !own ? "opaque" : inherited;
  bases.set(prototype, base);
  return base;
}

/** The kind of a prototype: that of the first class in its chain that is copied in its own way. */
export function kindOf(prototype: object | null): Kind {
  return KINDS.get(baseOf(prototype)) ?? "opaque";
}

/** The name of a built-in class by its prototype, of another realm's too. */
export function nativeName(prototype: object): string | undefined {
  const type = constructorOf(prototype);
  const native = typeof type === "function" && Function.prototype.toString.call(type).endsWith("{ [native code] }");
  return native ? type.name : undefined;
}

/** What a prototype itself names as its constructor. */
export function constructorOf(prototype: object): unknown {
  return Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
}

/** Sets a property. An inherited name may be a setter (`__proto__`), or read-only in a frozen prototype. */
export function put(target: object, key: PropertyKey, value: unknown, enumerable = true): void {
  if (enumerable && !(key in target)) (target as Record<PropertyKey, unknown>)[key] = value;
  else Object.defineProperty(target, key, { value, writable: true, enumerable, configurable: true });
}
