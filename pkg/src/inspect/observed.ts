import { inside } from "../operand.js";
import { type Place, placesOf, sampled } from "../observation.js";
import type { Column } from "../store.js";
import { Refusal } from "./failure.js";
import { LIMITS } from "./limits.js";
import { integer, type Params } from "./params.js";
import type { Served } from "./served.js";
import type { View } from "./views.js";
import { weigh } from "./weight.js";
import { numberWire, textWire, type Wire, wholeText } from "./wire.js";

/** More types than any world has. */
const TYPES_MAX = 2 ** 26;

/** How a place's values are spread: a bar each for the values, or ranges of values, and the condition that finds them. */
interface Bar {
  readonly label: Wire;
  readonly count: number;
  readonly condition: string;
}

/** Bars of a histogram. */
const BARS_MAX = 12;
/** Numbers of so few values are told apart. */
const DISTINCT_MAX = 8;
/** Texts that are told apart while they are counted; longer texts are not. */
const [TEXTS_MAX, TEXT_UNITS_MAX] = [1_000, 64];

/** What is seen of a type's values: their places, kinds and spread. Getters may run, as they do for a query. @throws Refusal. */
export function oneType({ world, queries }: Served, params: Params): View {
  const number = integer(params, "type", TYPES_MAX);
  const info = world.componentTypes()[number];
  if (info === undefined) throw new Refusal("MISSING", `There is no type ${number}`);
  const column = queries.columns[number] as Column;
  return () => {
    const { entities } = world.componentTypes()[number] as typeof info;
    const values = sampled(column, entities, LIMITS.sampleMax);
    const places = placesOf(info.name, values);
    return {
      type: number,
      entities,
      sampled: values.length,
      bytes: values.length === 0 ? 0 : Math.round((weigh(values) * entities) / values.length),
      fields: places.map((place) => field(place, values, info.name)),
    };
  };
}

function field(place: Place, values: readonly unknown[], type: string): unknown {
  const { path, kinds, missing, range, lengths } = place.field(values.length);
  return {
    name: wholeText(place.steps.at(-1) ?? type),
    depth: place.steps.length,
    kinds: Object.entries(kinds),
    missing,
    range: range === undefined ? null : range.map(numberWire),
    lengths: lengths ?? null,
    bars: bars(path, values.map((value) => inside(value, place.steps))),
  };
}

/** How the values at a place are spread, as far as there is anything to tell. */
function bars(path: string, values: readonly unknown[]): Bar[] {
  const numbers = values.filter((value): value is number => typeof value === "number" && Number.isFinite(value));
  const counts = counted(values);
  const isNumeric = numbers.length * 2 > values.length;
  if (isNumeric && new Set(numbers).size > DISTINCT_MAX) return ranges(path, numbers);
  return counts === undefined ? [] : frequent(path, counts);
}

/** The different values and how often each is there; undefined where there are too many. */
function counted(values: readonly unknown[]): Map<number | string | boolean, number> | undefined {
  const counts = new Map<number | string | boolean, number>();
  for (const value of values) {
    if (typeof value === "string" ? value.length > TEXT_UNITS_MAX : typeof value !== "number" && typeof value !== "boolean") continue;
    if (Number.isNaN(value)) continue;
    const key = value as number | string | boolean;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (counts.size > TEXTS_MAX) return undefined;
  }
  return counts;
}

/** The values that are there most often. All that differ tell nothing. */
function frequent(path: string, counts: ReadonlyMap<number | string | boolean, number>): Bar[] {
  const sorted = [...counts].sort(([, one], [, other]) => other - one).slice(0, DISTINCT_MAX);
  if (counts.size > DISTINCT_MAX && sorted[0]?.[1] === 1) return [];
  return sorted.map(([value, count]) => ({ label: labelOf(value), count, condition: `${path} = ${written(value)}` }));
}

function labelOf(value: number | string | boolean): Wire {
  if (typeof value === "number") return numberWire(value);
  return typeof value === "string" ? textWire(value, 0, TEXT_UNITS_MAX) : value;
}

/** Ranges of equal width, the last one with its end. */
function ranges(path: string, numbers: readonly number[]): Bar[] {
  const least = numbers.reduce((one, other) => Math.min(one, other));
  const most = numbers.reduce((one, other) => Math.max(one, other));
  const edges = Array.from({ length: BARS_MAX + 1 }, (_, at) => least + ((most - least) / BARS_MAX) * at);
  edges[BARS_MAX] = most;
  const counts = new Array<number>(BARS_MAX).fill(0);
  for (const number of numbers) {
    const at = Math.min(Math.trunc(((number - least) / (most - least)) * BARS_MAX), BARS_MAX - 1);
    // The edges are rounded; what counts is on which side of them a number is.
    const place = number < (edges[at] as number) ? at - 1 : at + 1 < BARS_MAX && number >= (edges[at + 1] as number) ? at + 1 : at;
    (counts[place] as number)++;
  }
  return counts.map((count, at) => {
    const [from, to] = [edges[at] as number, edges[at + 1] as number];
    const condition = `${path} >= ${written(from)}, ${path} ${at === BARS_MAX - 1 ? "<=" : "<"} ${written(to)}`;
    return { label: ["list", "", 2, 0, numberWire(from), numberWire(to)], count, condition };
  });
}

/** A value as a query writes it. */
function written(value: number | string | boolean): string {
  if (typeof value !== "string") return String(value);
  const escaped = Array.from({ length: value.length }, (_, at) => escape(value.charAt(at))).join("");
  return `"${escaped}"`;
}

function escape(unit: string): string {
  if (unit === '"' || unit === "\\") return `\\${unit}`;
  const code = unit.charCodeAt(0);
  const isPlain = code >= 0x20 && code < 0x7f;
  return isPlain || (code > 0xa0 && code < 0xd800) ? unit : `\\u${code.toString(16).padStart(4, "0")}`;
}
