/** How a value with a given prototype is copied. */
export type Kind =
  | "object"
  | "map"
  | "set"
  | "date"
  | "regexp"
  | "error"
  | "buffer"
  | "typed"
  | "view"
  | "boxed"
  /** Kept by reference: what has no contents to copy, or none that can be seen. */
  | "opaque";

const TYPED = Object.getPrototypeOf(Uint8Array) as { prototype: object };

const BY_NAME: Record<string, Kind> = Object.assign(Object.create(null) as object, {
  Object: "object",
  Map: "map",
  Set: "set",
  Date: "date",
  RegExp: "regexp",
  Error: "error",
  ArrayBuffer: "buffer",
  TypedArray: "typed",
  DataView: "view",
  Number: "boxed",
  String: "boxed",
  Boolean: "boxed",
  BigInt: "boxed",
  Symbol: "boxed",
} satisfies Record<string, Kind>);

const kinds = new WeakMap<object, Kind>();
kinds.set(Object.prototype, "object");
kinds.set(TYPED.prototype, "typed");

/** The kind of a prototype: that of the first built-in class in its chain, "object" if there is none. */
export function kindOf(prototype: object | null): Kind {
  if (prototype === null) return "object";
  const known = kinds.get(prototype);
  if (known !== undefined) return known;
  const kind = ownKind(prototype) ?? kindOf(Object.getPrototypeOf(prototype) as object | null);
  kinds.set(prototype, kind);
  return kind;
}

/** Of another realm's prototypes too: only the name and the nature of the constructor are asked for. */
function ownKind(prototype: object): Kind | undefined {
  const type: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  if (typeof type !== "function" || !isNative(type)) return undefined;
  return BY_NAME[type.name] ?? "opaque";
}

function isNative(type: unknown): boolean {
  return Function.prototype.toString.call(type).endsWith("{ [native code] }");
}
