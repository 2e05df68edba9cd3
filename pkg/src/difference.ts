import { kindOf } from "./kind.js";

/** One place inside a value where two differ. */
export interface Difference {
  /** Keys and indices from the value inwards; empty where the values differ as a whole. */
  path: Array<string | number>;
  before: unknown;
  after: unknown;
}

/** Where two values differ, the outermost place first; none if they are alike through and through. */
export function differences(before: unknown, after: unknown): Difference[] {
  const found: Difference[] = [];
  walk(before, after, [], new Map(), found);
  return found;
}

type Path = Array<string | number>;

function walk(before: unknown, after: unknown, path: Path, seen: Map<object, object>, found: Difference[]): void {
  if (Object.is(before, after)) return;
  if (!isObject(before) || !isObject(after) || Object.getPrototypeOf(before) !== Object.getPrototypeOf(after)) {
    found.push({ path, before, after });
    return;
  }
  if (seen.get(before) === after) return;
  seen.set(before, after);
  if (atomsOf(before).some((atom, place) => !alike(atom, atomsOf(after)[place]))) {
    found.push({ path, before, after });
    return;
  }
  const [left, right] = [partsOf(before), partsOf(after)];
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    walk(left.get(key), right.get(key), [...path, key], seen, found);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function alike(before: unknown, after: unknown): boolean {
  return differences(before, after).length === 0;
}

/** What of an object has no place of its own, and makes it another as a whole. */
function atomsOf(value: object): unknown[] {
  switch (kindOf(Object.getPrototypeOf(value) as object | null)) {
    case "Set":
      return [(value as Set<unknown>).size, ...(value as Set<unknown>)];
    case "Map":
      return [...(value as Map<unknown, unknown>).keys()].filter(isObject);
    case "Date":
      return [(value as Date).getTime()];
    case "RegExp":
      return [String(value), (value as RegExp).lastIndex];
    case "Error":
      return [(value as Error).message, (value as Error).stack];
    case "ArrayBuffer":
      return bytesOf(new Uint8Array(value as ArrayBuffer));
    case "TypedArray":
    case "DataView": {
      const { buffer, byteOffset, byteLength } = value as DataView;
      return bytesOf(new Uint8Array(buffer, byteOffset, byteLength));
    }
    case "Number":
    case "String":
    case "Boolean":
    case "BigInt":
      return [value.valueOf()];
    default:
      return [];
  }
}

function bytesOf(bytes: Uint8Array): unknown[] {
  return [bytes.length, ...bytes];
}

/** What has a place of its own inside an object. */
function partsOf(value: object): Map<string | number, unknown> {
  const key = (name: string): string | number => (Array.isArray(value) && /^\d+$/.test(name) ? Number(name) : name);
  const kind = kindOf(Object.getPrototypeOf(value) as object | null);
  if (kind === "TypedArray") return new Map();
  const own = Object.keys(value).map((name) => [key(name), (value as Record<string, unknown>)[name]] as const);
  if (kind !== "Map") return new Map(own);
  const entries = [...(value as Map<unknown, unknown>)].map(([key, entry], at) => [isObject(key) ? at : pathOf(key), entry] as const);
  return new Map([...own, ...entries]);
}

function pathOf(key: unknown): string | number {
  return typeof key === "number" ? key : String(key);
}
