import { isMissing } from "./comparison.js";
import { kindOf } from "./condition.js";
import { spelled } from "./core.js";
import { unitsOf } from "./question.js";
import { type Column, PAGE_SLOTS } from "./store.js";

/** What was seen of one place in the values of a component type. */
export interface ObservedField {
  /** As a query names it, such as `Health.hp`; the type's own name stands for the whole value. */
  readonly path: string;
  /** How many of the values that were looked at have each kind there, by the names that `is` has for kinds. */
  readonly kinds: Readonly<Record<string, number>>;
  /** How many have nothing there. */
  readonly missing: number;
  /** Of the finite numbers, if there are any. */
  readonly range?: readonly [min: number, max: number];
  /** Of texts and arrays, if there are any: how long they are. */
  readonly lengths?: readonly [min: number, max: number];
  /** The different numbers, texts and booleans, the most frequent first; undefined where there are more than 16. */
  readonly distinct?: ReadonlyArray<{ readonly value: number | string | boolean; readonly count: number }>;
}

/** Looking at values costs no more than this, whatever they hold. */
const DEPTH_MAX = 4;
const KEYS_MAX = 64;
const FIELDS_MAX = 256;
const DISTINCT_MAX = 16;
/** Longer texts are not told apart. */
const DISTINCT_UNITS_MAX = 64;
const PAGES_MAX = 256;

/** @internal A name as the language spells it. */
export function spell(name: string, isType: boolean): string {
  return spelled(unitsOf(name), isType);
}

/** @internal Some of the values of a column, spread over its pages: at most so many, and all if there are not more. */
export function sampled(column: Column, entities: number, most: number): unknown[] {
  const pages = Object.keys(column.pages).map(Number).filter((page) => column.pages[page] !== undefined);
  const all = entities <= most;
  const step = all ? 1 : Math.ceil(pages.length / Math.min(PAGES_MAX, most));
  const visited = pages.filter((_, at) => at % step === 0);
  const quota = all ? PAGE_SLOTS : Math.ceil(most / visited.length);
  return visited.flatMap((page) => sampledIn(column.pages[page] as unknown[], page, quota)).slice(0, most);
}

/** The first values of a page. The world's own entity does not count. */
function sampledIn(slots: readonly unknown[], page: number, quota: number): unknown[] {
  const values: unknown[] = [];
  for (let slot = page === 0 ? 1 : 0; slot < slots.length && values.length < quota; slot++) {
    if (slots[slot] !== undefined) values.push(slots[slot]);
  }
  return values;
}

/** @internal What can be stepped into by a key: properties, and entries of a map. */
export function keysOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  try {
    if (Array.isArray(value) || ArrayBuffer.isView(value)) return [];
    if (!(value instanceof Map)) return Object.keys(value).slice(0, KEYS_MAX);
    return [...value.keys()].filter((key) => typeof key === "string").slice(0, KEYS_MAX);
  } catch {
    return [];
  }
}

function within(value: unknown, key: string): unknown {
  try {
    return value instanceof Map ? value.get(key) : (value as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** @internal What is seen of one place while values are gone through. */
export class Place {
  readonly kinds = new Map<string, number>();
  readonly inner = new Map<string, Place>();
  #range: [number, number] | undefined;
  #lengths: [number, number] | undefined;
  #distinct: Map<number | string | boolean, number> | undefined = new Map();

  constructor(
    readonly path: string,
    /** From a value to the place. */
    readonly steps: readonly string[],
  ) {}

  see(value: unknown): void {
    const kind = seenKind(value);
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
    if (typeof value === "number" && Number.isFinite(value)) this.#range = widened(this.#range, value);
    if (kind === "string" || kind === "array") this.#lengths = widened(this.#lengths, (value as string).length);
    if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") this.#tell(value);
  }

  #tell(value: number | string | boolean): void {
    if (this.#distinct === undefined) return;
    const isLong = typeof value === "string" && value.length > DISTINCT_UNITS_MAX;
    this.#distinct.set(value, (this.#distinct.get(value) ?? 0) + 1);
    if (isLong || this.#distinct.size > DISTINCT_MAX) this.#distinct = undefined;
  }

  field(sampled: number): ObservedField {
    const seen = [...this.kinds.values()].reduce((sum, count) => sum + count, 0);
    const distinct = [...(this.#distinct ?? [])].sort(([, one], [, other]) => other - one);
    return {
      path: this.path,
      kinds: Object.fromEntries(this.kinds),
      missing: sampled - seen,
      ...(this.#range && { range: this.#range }),
      ...(this.#lengths && { lengths: this.#lengths }),
      ...(distinct.length > 0 && { distinct: distinct.map(([value, count]) => ({ value, count })) }),
    };
  }
}

function seenKind(value: unknown): string {
  try {
    return kindOf(value);
  } catch {
    return "object";
  }
}

function widened(range: [number, number] | undefined, value: number): [number, number] {
  return range === undefined ? [value, value] : [Math.min(range[0], value), Math.max(range[1], value)];
}

/** @internal What values have in common: every place in them, the outer ones first. */
export function observe(name: string, values: readonly unknown[]): ObservedField[] {
  return placesOf(name, values).map((place) => place.field(values.length));
}

/** @internal Every place in some values of a type, the outer ones first. */
export function placesOf(name: string, values: readonly unknown[]): Place[] {
  const root = new Place(spell(name, true), []);
  const places = [root];
  const look = (value: unknown, place: Place, depth: number): void => {
    if (isMissing(value)) return;
    place.see(value);
    if (depth === DEPTH_MAX) return;
    for (const key of keysOf(value)) {
      let inner = place.inner.get(key);
      if (inner === undefined) {
        if (places.length === FIELDS_MAX) return;
        place.inner.set(key, (inner = new Place(`${place.path}.${spell(key, false)}`, [...place.steps, key])));
        places.push(inner);
      }
      look(within(value, key), inner, depth + 1);
    }
  };
  for (const value of values) look(value, root, 0);
  return inOrder(root);
}

function inOrder(place: Place): Place[] {
  return [place, ...[...place.inner.values()].flatMap(inOrder)];
}
