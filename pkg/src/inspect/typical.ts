import { deepCopy } from "../copy.js";
import { type ComponentType, isType } from "../component.js";
import { kindOf, put } from "../kind.js";
import { sampled } from "../observation.js";
import type { World } from "../world.js";
import { contentsOf } from "./contents.js";

/** Values that are looked at. */
const SAMPLE = 200;
const DEPTH_MAX = 8;
const KEYS_MAX = 64;

/**
 * A value for a component, such as others have it: of the same form, with the texts and numbers that many have, and none
 * where all differ. Of a type that nobody has, an object of its class, or `true`.
 */
export function typicalValue(world: World, type: ComponentType): unknown {
  const column = world.interior.known(type);
  const values = column === undefined ? [] : sampled(column, world.interior.core.call((core) => core.holders(column.id)), SAMPLE);
  if (values.length > 0) return typical(values, 0);
  return isType(type) && typeof type === "function" ? Object.create(type.prototype as object) : true;
}

/** What most values of a place have in common. */
function typical(values: readonly unknown[], depth: number): unknown {
  const alike = mostFrequent(values, likeness);
  const [first] = alike;
  if (typeof first !== "object" || first === null) return typicalPrimitive(alike);
  const { shape } = contentsOf(first);
  const isPlain = shape === "object" && kindOf(Object.getPrototypeOf(first) as object | null) === "Object";
  if (isPlain) return depth < DEPTH_MAX ? typicalObject(alike as object[], depth) : {};
  const copy = deepCopy(first);
  if (shape === "list") (copy as unknown[]).length = 0;
  else if (shape === "map") Map.prototype.clear.call(copy);
  else if (shape === "set") Set.prototype.clear.call(copy);
  return copy;
}

function typicalPrimitive(values: readonly unknown[]): unknown {
  const frequent = mostFrequent(values, (value) => value);
  const isRepeated = 2 * new Set(values).size <= values.length;
  const [value] = frequent;
  if (isRepeated || values.length === 1) return value;
  if (typeof value === "string") return "";
  if (typeof value === "bigint") return 0n;
  return typeof value === "number" ? nearestToZero(values as number[]) : value;
}

function nearestToZero(numbers: readonly number[]): number {
  const finite = numbers.filter(Number.isFinite);
  return Math.max(Math.min(...finite), Math.min(0, Math.max(...finite)));
}

/** An object with the properties that most have; nothing that is computed when it is read. */
function typicalObject(objects: readonly object[], depth: number): object {
  const inside = new Map<string, unknown[]>();
  for (const object of objects) {
    for (const key of Object.keys(object).slice(0, KEYS_MAX)) {
      const property = Object.getOwnPropertyDescriptor(object, key);
      if (property === undefined || !("value" in property)) continue;
      const values = inside.get(key) ?? [];
      values.push(property.value);
      inside.set(key, values);
    }
  }
  const made = Object.create(Object.getPrototypeOf(objects[0]) as object | null) as object;
  for (const [key, values] of inside) {
    if (2 * values.length >= objects.length) put(made, key, typical(values, depth + 1));
  }
  return made;
}

/** Those of the values that are of the most frequent kind. */
function mostFrequent(values: readonly unknown[], kind: (value: unknown) => unknown): unknown[] {
  const kinds = new Map<unknown, unknown[]>();
  for (const value of values) {
    const own = kind(value);
    const alike = kinds.get(own) ?? [];
    alike.push(value);
    kinds.set(own, alike);
  }
  return [...kinds.values()].reduce((most, alike) => (alike.length > most.length ? alike : most), []);
}

/** Values that are alike are of one type, and of one class. */
function likeness(value: unknown): unknown {
  if (value === null) return null;
  return typeof value === "object" ? Object.getPrototypeOf(value) : typeof value;
}
