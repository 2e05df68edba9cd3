import { constructorOf, kindOf } from "../kind.js";
import { strangerOf } from "../stranger.js";

/** How an object keeps what is inside it. */
export type Shape = "object" | "list" | "typed" | "map" | "set";

/** What is inside an object, read by the language's own methods: never by those that an object brings along, and no getter is run. */
export interface Contents {
  readonly shape: Shape;
  /** The class of such an object that needs no mention. */
  readonly usual: string;
  readonly size: number;
  /** Pairs of key and value; keys of lists and sets are left out. */
  entries(from: number, count: number): Array<[key: unknown, property: PropertyDescriptor | undefined]>;
}

type Getter = (this: unknown) => number;

const sizeOfMap = getterOf(Map.prototype, "size");
const sizeOfSet = getterOf(Set.prototype, "size");
const lengthOfTyped = getterOf(Object.getPrototypeOf(Uint8Array.prototype) as object, "length");

function getterOf(prototype: object, name: string): Getter {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get as Getter;
}

/** The contents of an object. What only pretends to be of a built-in class is an object like others. @throws what a proxy throws. */
export function contentsOf(object: object): Contents {
  if (Array.isArray(object)) return listOf(object);
  switch (kindOf(Object.getPrototypeOf(object) as object | null)) {
    case "Map":
      return sized(sizeOfMap, object, mapOf) ?? propertiesOf(object);
    case "Set":
      return sized(sizeOfSet, object, setOf) ?? propertiesOf(object);
    case "TypedArray":
      return sized(lengthOfTyped, object, typedOf) ?? propertiesOf(object);
    default:
      return propertiesOf(object);
  }
}

/** The time of a date; undefined for what is none. @throws what a proxy throws. */
export function timeOf(object: object): number | undefined {
  if (kindOf(Object.getPrototypeOf(object) as object | null) !== "Date") return undefined;
  return attempt(() => Date.prototype.getTime.call(object));
}

/** A regular expression's source and flags; undefined for what is none. @throws what a proxy throws. */
export function patternOf(object: object): [source: string, flags: string] | undefined {
  if (kindOf(Object.getPrototypeOf(object) as object | null) !== "RegExp") return undefined;
  return attempt(() => {
    const { source, flags } = new RegExp(object as RegExp);
    return [source, flags];
  });
}

/** The name of an object's class, undefined where it has no prototype. @throws what a proxy throws. */
export function classNameOf(object: object): string | undefined {
  const known = strangerOf(object)?.name;
  if (known !== undefined) return known;
  const prototype = Object.getPrototypeOf(object) as object | null;
  if (prototype === null) return undefined;
  const type = constructorOf(prototype);
  return typeof type === "function" ? functionNameOf(type) : "";
}

/** The name of a function, as far as it has one that is no accessor. */
export function functionNameOf(value: object): string {
  const name: unknown = attempt(() => Object.getOwnPropertyDescriptor(value, "name")?.value as unknown);
  return typeof name === "string" ? name : "";
}

/** What a function answers; undefined where it throws. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function sized(size: Getter, object: object, make: (object: object, size: number) => Contents): Contents | undefined {
  const count = attempt(() => size.call(object));
  return count === undefined ? undefined : make(object, count);
}

function listOf(list: readonly unknown[]): Contents {
  const size = Object.getOwnPropertyDescriptor(list, "length")?.value as number;
  return { shape: "list", usual: "Array", size, entries: (from, count) => itemsOf(list, from, Math.min(count, size - from)) };
}

function typedOf(list: object, size: number): Contents {
  return { shape: "typed", usual: "", size, entries: (from, count) => itemsOf(list, from, Math.min(count, size - from)) };
}

function itemsOf(list: object, from: number, count: number): ReturnType<Contents["entries"]> {
  const items: ReturnType<Contents["entries"]> = [];
  for (let at = from; at < from + count; at++) items.push([at, Object.getOwnPropertyDescriptor(list, at)]);
  return items;
}

function mapOf(map: object, size: number): Contents {
  const iterate = (): Iterator<[unknown, unknown]> => Map.prototype.entries.call(map);
  return { shape: "map", usual: "Map", size, entries: (from, count) => taken(iterate(), from, count) };
}

function setOf(set: object, size: number): Contents {
  const iterate = (): Iterator<[unknown, unknown]> => Set.prototype.entries.call(set);
  return { shape: "set", usual: "Set", size, entries: (from, count) => taken(iterate(), from, count) };
}

function taken(iterator: Iterator<[unknown, unknown]>, from: number, count: number): ReturnType<Contents["entries"]> {
  const entries: ReturnType<Contents["entries"]> = [];
  for (let at = 0; at < from + count; at++) {
    const next = iterator.next();
    if (next.done === true) break;
    if (at >= from) entries.push([next.value[0], { value: next.value[1] }]);
  }
  return entries;
}

function propertiesOf(object: object): Contents {
  const keys = Reflect.ownKeys(object);
  const entries: Contents["entries"] = (from, count) =>
    keys.slice(from, from + count).map((key) => [key, Object.getOwnPropertyDescriptor(object, key)]);
  return { shape: "object", usual: "Object", size: keys.length, entries };
}
