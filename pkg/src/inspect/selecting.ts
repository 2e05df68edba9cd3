import type { Chunk } from "../chunk.js";
import type { ComponentType } from "../component.js";
import { EntityId } from "../entity.js";
import type { PreparedQuery } from "../query.js";
import type { World } from "../world.js";
import { Refusal } from "./failure.js";
import type { TypeInfo, Types } from "./types.js";

/** What a query's text asks for: types an entity has, and types that it does not have. */
interface Asked {
  readonly all: readonly TypeInfo[];
  readonly none: readonly TypeInfo[];
}

/** A word of a query, and where it stands. */
interface Word {
  readonly name: string;
  readonly negated: boolean;
  readonly offset: number;
  readonly length: number;
}

/** Bits of an index that are a slot in its page. */
const PAGE_BITS = 10;

const PART = /[^,"]*(?:"(?:[^"\\]|\\.)*"?[^,"]*)*/y;

/** The entities that a query finds, by ascending index, without a list of them: a row is found by its page. */
export class Selected {
  readonly columns: readonly TypeInfo[];
  readonly total: number;
  /** The matches page by page, and the row at which each begins. */
  readonly #pages: ReadonlyArray<{ readonly first: number; readonly chunk: Chunk }>;

  constructor(query: PreparedQuery<ComponentType[]>, columns: readonly TypeInfo[]) {
    this.columns = columns;
    let total = 0;
    this.#pages = Array.from(query.chunks(), (chunk) => {
      total += chunk.length;
      return { first: total - chunk.length, chunk };
    });
    this.total = total;
  }

  /** The entities in some rows. */
  entities(first: number, count: number): EntityId[] {
    const rows = Math.max(0, Math.min(count, this.total - first));
    return Array.from({ length: rows }, (_, at) => this.#entity(first + at));
  }

  #entity(row: number): EntityId {
    const page = this.#pages[last(this.#pages, ({ first }) => first <= row)] as { first: number; chunk: Chunk };
    return page.chunk.entity(row - page.first);
  }

  /** The row of an entity, or where it would be, and whether it is there. */
  locate(entity: EntityId): { row: number; listed: boolean } {
    const index = EntityId.index(entity);
    const page = this.#pages[last(this.#pages, ({ chunk }) => chunk.page <= index >>> PAGE_BITS)];
    if (page === undefined) return { row: 0, listed: false };
    const { first, chunk } = page;
    const rows = Array.from({ length: chunk.length }, (_, row) => chunk.entity(row));
    const row = last(rows, (other) => EntityId.index(other) < index) + 1;
    return { row: first + row, listed: rows[row] === entity };
  }
}

/** The place of the last item that a test holds for; it holds for those before, too. -1 if there is none. */
function last<T>(list: readonly T[], test: (item: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(list[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Answers the queries of one client, which asks for the same again and again. */
export class Selector {
  readonly #world: World;
  #key: string | undefined;
  #query: PreparedQuery<ComponentType[]> | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  /** What a query finds now. @throws Refusal "QUERY". */
  select(text: string, types: Types): Selected {
    const { all, none } = asked(text, types);
    const key = JSON.stringify([all.map(({ number }) => number), none.map(({ number }) => number)]);
    if (this.#query === undefined || key !== this.#key) {
      this.#query = this.#world.prepare({ all: all.map(({ type }) => type), none: none.map(({ type }) => type) });
      this.#key = key;
    }
    const others = types.list.filter((info) => !all.includes(info) && !none.includes(info));
    return new Selected(this.#query, [...all, ...others]);
  }
}

function asked(text: string, types: Types): Asked {
  const words = wordsOf(text).map((word) => ({ word, info: typeOf(word, types) }));
  const those = (negated: boolean): TypeInfo[] =>
    words.filter(({ word }) => word.negated === negated).map(({ info }) => info);
  return { all: [...new Set(those(false))], none: those(true) };
}

function typeOf(word: Word, types: Types): TypeInfo {
  const info = types.list.find(({ name }) => name === word.name);
  if (info !== undefined) return info;
  const message = word.name === "" ? "a component type is missing here" : `unknown type ${word.name}`;
  throw new Refusal("QUERY", message, { offset: word.offset, length: word.length, expected: ["a component type"] });
}

function wordsOf(text: string): Word[] {
  if (text.trim() === "") return [];
  const words: Word[] = [];
  for (let at = 0; at <= text.length; at += 1) {
    PART.lastIndex = at;
    const part = (PART.exec(text) as RegExpExecArray)[0];
    words.push(wordOf(part, at));
    at += part.length;
  }
  return words;
}

function wordOf(part: string, at: number): Word {
  const [, space, not, written] = /^(\s*)(!?\s*)(.*?)\s*$/s.exec(part) as unknown as [string, string, string, string];
  const offset = at + space.length + not.length;
  return { name: unquoted(written), negated: not !== "", offset, length: written.length };
}

function unquoted(written: string): string {
  if (!written.startsWith('"')) return written;
  try {
    return String(JSON.parse(written));
  } catch {
    return written;
  }
}

/** A type's name as a query says it. */
export function nameInQuery(name: string): string {
  return /^[\p{ID_Start}_][\p{ID_Continue}/.-]*$/u.test(name) ? name : JSON.stringify(name);
}

/** What could stand at a place in a query. */
export interface Completion {
  /** The part of the text that an item takes the place of. */
  readonly from: number;
  readonly to: number;
  readonly items: ReadonlyArray<{ text: string; kind: string }>;
}

/** What could stand where the caret is. */
export function complete(text: string, offset: number, types: Types): Completion {
  const begun = /[\p{ID_Start}_][\p{ID_Continue}/.-]*$/u.exec(text.slice(0, offset))?.[0] ?? "";
  const wanted = begun.toLowerCase();
  const fitting = types.list.map(({ name }) => name).filter((name) => name.toLowerCase().includes(wanted));
  const byPlace = fitting.sort((a, b) => a.toLowerCase().indexOf(wanted) - b.toLowerCase().indexOf(wanted));
  return { from: offset - begun.length, to: offset, items: byPlace.map((name) => ({ text: nameInQuery(name), kind: "type" })) };
}
