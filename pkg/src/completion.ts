import { integerBelow } from "./entity.js";
import { keysOf, sampled, spell } from "./observation.js";
import { inside } from "./operand.js";
import { queryUnits } from "./question.js";
import type { Store } from "./store.js";

/** What can be written at a place of a query text. */
export interface Completions {
  /** Where the word that is being written begins: the items stand in place of it. */
  readonly start: number;
  /** Where it ends, which is where the items were asked for. */
  readonly end: number;
  /** Types first, those that most entities have first; then properties that values have, then words and signs. */
  readonly items: ReadonlyArray<{ readonly text: string; readonly kind: "type" | "property" | "word" }>;
}

interface Expected {
  readonly start: number;
  readonly end: number;
  readonly types: boolean;
  readonly words: string[];
  readonly path: [component: number, steps: Array<string | number>] | null;
}

const OFFSET_END = 2 ** 32;
/** Values that are looked at for the properties of a type. */
const SAMPLE = 100;

/** @internal What begins with the word before an offset, case not counting. @throws QueryError, RangeError. */
export function complete(store: Store, text: string, offset: number): Completions {
  const [units, place] = [queryUnits(text), integerBelow(OFFSET_END, offset, "offset")];
  const said = store.core.call((core) => core.complete(units, place));
  const { start, end, types, words, path } = JSON.parse(said) as Expected;
  const begun = bare(text.slice(start, end));
  const items = (texts: string[], kind: "type" | "property" | "word") =>
    texts.filter((text) => bare(text).startsWith(begun)).map((text) => ({ text, kind }));
  return {
    start,
    end,
    items: [
      ...items(types ? typeNames(store) : [], "type"),
      ...items(path === null ? [] : properties(store, ...path), "property"),
      ...items(words, "word"),
    ],
  };
}

/** A name without the backtick it may begin with, in lower case. */
function bare(text: string): string {
  return text.replace(/^`/, "").toLowerCase();
}

function typeNames(store: Store): string[] {
  const counted = store.columns.map(({ id, name }) => ({ name, entities: store.core.call((core) => core.holders(id)) }));
  return counted.sort((one, other) => other.entities - one.entities).map(({ name }) => spell(name, true));
}

function properties(store: Store, component: number, steps: Array<string | number>): string[] {
  const column = store.columns[component];
  if (column === undefined) return [];
  const entities = store.core.call((core) => core.holders(component));
  const values = sampled(column, entities, SAMPLE).map((value) => inside(value, steps));
  return [...new Set(values.flatMap(keysOf))].map((key) => spell(key, false));
}
