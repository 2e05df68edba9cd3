import { deepCopy } from "../copy.js";
import { contentsOf, type Shape } from "./contents.js";
import { assertItem, refused } from "./decode.js";
import type { Step } from "./openings.js";

/** What stands at one place inside a value: what it is found under, and how it is kept; nothing where an array has a hole. */
export type Entry = readonly [key: unknown, property: PropertyDescriptor | undefined];

/** Some entries at a place of a record are to be others. */
export interface Splice {
  readonly place: number;
  readonly removed: number;
  readonly added: readonly Entry[];
}

/** The record at the end of a path. @throws Refusal "VALUE" where the path leads nowhere. */
export function recordAt(value: unknown, path: readonly Step[]): object {
  let found = value;
  for (const step of path) found = valueAt(recordOf(found), step);
  return recordOf(found);
}

function recordOf(value: unknown): object {
  if (typeof value === "object" && value !== null) return value;
  throw refused("the path leads to nothing that has something inside");
}

function valueAt(record: object, step: Step): unknown {
  return entryAt(record, placeOf(record, step))[1]?.value;
}

/** The place of a step in a record. @throws Refusal "VALUE" where there is nothing. */
export function placeOf(record: object, step: Step): number {
  const { shape, size } = contentsOf(record);
  const place = typeof step === "number" ? step : shape === "object" ? Reflect.ownKeys(record).indexOf(step) : -1;
  if (place < 0 || place >= size) throw refused("the path leads to nothing");
  return place;
}

/** What is at a place of a record. */
export function entryAt(record: object, place: number): Entry {
  const [entry] = contentsOf(record).entries(place, 1);
  if (entry?.[1] !== undefined && !("value" in entry[1])) throw refused("what is computed when it is read cannot be changed");
  return entry as Entry;
}

/**
 * Does a splice to the record at the end of a path: in the value itself, so that whoever holds a part of it sees what
 * becomes of it, or, where it does not let itself be changed, in a deep copy. Answers the value, and the splice that undoes it.
 * @throws Refusal "VALUE", ComponentError "UNCOPYABLE": nothing changes.
 */
export function spliced(root: unknown, path: readonly Step[], splice: Splice): { value: unknown; inverse: Splice } {
  const record = recordAt(root, path);
  const { shape, size } = contentsOf(record);
  if (splice.place + splice.removed > size) throw refused("the path leads to nothing");
  assertFits(shape, record, splice);
  const isOpen = shape === "map" || shape === "set" || shape === "typed" || isChangeable(record);
  const value = isOpen ? root : deepCopy(root);
  const changed = isOpen ? record : recordAt(value, path);
  return { value, inverse: replacedAlone(shape, changed, splice) ?? SPLICERS[shape](changed, splice) };
}

/** Puts another value under a key that stays: engines keep the form of an object from which nothing is taken away. */
function replacedAlone(shape: Shape, record: object, { place, removed, added }: Splice): Splice | undefined {
  const [entry] = added;
  if (removed !== 1 || added.length !== 1 || entry?.[1] === undefined) return undefined;
  const before = entryAt(record, place);
  if (before[1] === undefined || !sameKey(before[0], entry[0])) return undefined;
  const value: unknown = entry[1].value;
  if (shape === "map") Map.prototype.set.call(record, entry[0], value);
  else if (shape === "object" || shape === "list") Object.defineProperty(record, before[0] as PropertyKey, { value });
  else return undefined;
  return { place, removed: 1, added: [before] };
}

/** Whether each property can be taken away, and others can be put there. */
function isChangeable(record: object): boolean {
  const isFree = (key: PropertyKey): boolean => {
    const property = Object.getOwnPropertyDescriptor(record, key);
    return property?.configurable === true && property.writable !== false;
  };
  return Object.isExtensible(record) && (Array.isArray(record) || Reflect.ownKeys(record).every(isFree));
}

/** @throws Refusal "VALUE" for what a record of the shape cannot hold, or holds already. */
function assertFits(shape: Shape, record: object, { place, removed, added }: Splice): void {
  if (shape === "typed") {
    if (added.length !== removed) throw refused("a typed array keeps its length");
    for (const [, property] of added) assertItem(record, property?.value);
  }
  if (shape === "list" || shape === "typed") return;
  const leaving = contentsOf(record).entries(place, removed);
  for (const [key] of added) {
    const isLeaving = leaving.some(([other]) => sameKey(other, key));
    if (!isLeaving && holds(shape, record, key)) throw refused("it is there already");
  }
}

function holds(shape: Shape, record: object, key: unknown): boolean {
  if (shape === "map") return Map.prototype.has.call(record, key);
  if (shape === "set") return Set.prototype.has.call(record, key);
  return Object.hasOwn(record, key as PropertyKey);
}

/** As maps and sets tell keys apart. */
function sameKey(one: unknown, other: unknown): boolean {
  return one === other || (Number.isNaN(one) && Number.isNaN(other));
}

type Splicer = (record: object, splice: Splice) => Splice;

const SPLICERS: Readonly<Record<Shape, Splicer>> = {
  typed: (record, { place, removed, added }) => {
    const before = contentsOf(record).entries(place, removed);
    added.forEach(([, property], at) => {
      (record as Uint8Array)[place + at] = property?.value as number;
    });
    return { place, removed: added.length, added: before };
  },
  list: (record, splice) =>
    replaced(record, splice, (list, place) => {
      (list as unknown[]).length = place;
    }, (list, [, property]) => {
      const { length } = list as unknown[];
      if (property === undefined) (list as unknown[]).length = length + 1;
      else Object.defineProperty(list, length, property);
    }),
  object: (record, splice) => {
    const inverse = replaced(record, splice, (object, place) => {
      for (const key of Reflect.ownKeys(object).slice(place)) Reflect.deleteProperty(object, key);
    }, (object, [key, property]) => Object.defineProperty(object, key as PropertyKey, property as PropertyDescriptor));
    // The language has an order of its own for names that are numbers.
    const [first] = splice.added;
    return first === undefined ? inverse : { ...inverse, place: Reflect.ownKeys(record).indexOf(first[0] as string | symbol) };
  },
  map: (record, splice) =>
    replaced(record, splice, (map, place) => {
      for (const [key] of contentsOf(map).entries(place, Infinity)) Map.prototype.delete.call(map, key);
    }, (map, [key, property]) => Map.prototype.set.call(map, key, property?.value)),
  set: (record, splice) =>
    replaced(record, splice, (set, place) => {
      for (const [key] of contentsOf(set).entries(place, Infinity)) Set.prototype.delete.call(set, key);
    }, (set, [key]) => Set.prototype.add.call(set, key)),
};

/** Takes off all from a place on, and adds what is to be there now. */
function replaced(
  record: object,
  { place, removed, added }: Splice,
  cut: (record: object, place: number) => void,
  add: (record: object, entry: Entry) => void,
): Splice {
  const tail = contentsOf(record).entries(place, Infinity);
  cut(record, place);
  for (const entry of [...added, ...tail.slice(removed)]) add(record, entry);
  return { place, removed: added.length, added: tail.slice(0, removed) };
}

/** How an entry that an inspector adds is kept. */
export function entryOf(key: unknown, value: unknown): Entry {
  return [key, { value, writable: true, enumerable: true, configurable: true }];
}
