import { type EntityId, INDEX_MASK } from "../entity.js";
import type { Question } from "../question.js";
import { rankedEntities } from "../ranking.js";
import { PAGE_BITS } from "../store.js";

/** Where an entity is among rows: its row, or the one that it would be in. */
export interface Located {
  readonly row: number;
  readonly listed: boolean;
}

/**
 * The rows of a query without groups at one moment, which can be gone into anywhere: it knows how many matches each page
 * has, and asks again about the few pages that are wanted. Holds until the next change of the world.
 */
export class Listing {
  /** How many rows there are. */
  readonly total: number;
  readonly #question: Question;
  /** Pages with matches, and how many matches come before each. */
  readonly #pages: readonly number[];
  readonly #before: number[] = [];

  constructor(question: Question, lengths: ReadonlyMap<number, number>) {
    this.#question = question;
    this.#pages = [...lengths.keys()].sort((a, b) => a - b);
    let matches = 0;
    for (const page of this.#pages) {
      this.#before.push(matches);
      matches += lengths.get(page) as number;
    }
    this.total = Math.max(0, Math.min(matches - question.offset, question.limit));
  }

  /** The entities in some rows. */
  entities(first: number, count: number): EntityId[] {
    const start = this.#question.offset + first;
    const end = start + Math.max(0, Math.min(count, this.total - first));
    if (end === start) return [];
    if (this.#isRanked) return rankedEntities(this.#question, end).slice(start);
    const [from, to] = [this.#pageOf(start), this.#pageOf(end - 1)];
    const found = this.#entitiesIn(this.#pages.slice(from, to + 1));
    const skipped = start - (this.#before[from] as number);
    return found.slice(skipped, skipped + end - start);
  }

  /** Where an entity is; undefined where rows are in an order of values, in which nobody knows where it would be. */
  locate(entity: EntityId): Located | undefined {
    if (this.#isRanked) return undefined;
    const page = (entity & INDEX_MASK) >>> PAGE_BITS;
    const at = lastAtMost(this.#pages, page);
    const next = this.#before[at + 1] ?? this.#question.offset + this.total;
    if (this.#pages[at] !== page) return this.#located(next, false);
    const found = this.#entitiesIn([page]);
    const row = found.findIndex((other) => (other & INDEX_MASK) >= (entity & INDEX_MASK));
    return row < 0 ? this.#located(next, false) : this.#located((this.#before[at] as number) + row, found[row] === entity);
  }

  #located(match: number, listed: boolean): Located {
    const row = match - this.#question.offset;
    const isRow = row >= 0 && row < this.total;
    return { row: Math.max(0, Math.min(row, this.total)), listed: listed && isRow };
  }

  get #isRanked(): boolean {
    return this.#question.plan.order.length > 0;
  }

  /** The place of the page that has a match. */
  #pageOf(match: number): number {
    return lastAtMost(this.#before, match);
  }

  #entitiesIn(pages: readonly number[]): EntityId[] {
    const { store } = this.#question;
    const matches = this.#question.matchesIn(Uint32Array.from(pages));
    return matches.flatMap(({ page, length, slots }) => store.entitiesOf(page, length, slots));
  }
}

/** The place of the last of some ascending numbers that is not more than a limit; -1 if there is none. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
