/** Built-in classes whose instances are copied, each in its own way. */
const COPIED = [
  "Object",
  "Map",
  "Set",
  "Date",
  "RegExp",
  "Error",
  "ArrayBuffer",
  "TypedArray",
  "DataView",
  "Number",
  "String",
  "Boolean",
  "BigInt",
  "Symbol",
] as const;

/** How a value with a given prototype is copied; "opaque" is kept by reference. */
export type Kind = (typeof COPIED)[number] | "opaque";

const kinds = new WeakMap<object, Kind>([[Object.prototype, "Object"]]);

/** The kind of a prototype: that of the first class in its chain that is copied in its own way. */
export function kindOf(prototype: object | null): Kind {
  if (prototype === null) return "Object";
  const known = kinds.get(prototype);
  if (known !== undefined) return known;
  const native = nativeName(prototype);
  const inherited = kindOf(Object.getPrototypeOf(prototype) as object | null);
  const own = COPIED.find((name) => name === native);
  const kind = own ?? (native !== undefined && inherited === "Object" ? "opaque" : inherited);
  kinds.set(prototype, kind);
  return kind;
}

/** The name of a built-in class by its prototype, of another realm's too. */
function nativeName(prototype: object): string | undefined {
  const type: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  const native = typeof type === "function" && Function.prototype.toString.call(type).endsWith("{ [native code] }");
  return native ? type.name : undefined;
}
