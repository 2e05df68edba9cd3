import { QueryError } from "../errors.js";
import type { Selection } from "../selection.js";
import type { Column } from "../store.js";
import type { World } from "../world.js";
import { Refusal } from "./failure.js";
import { Listing } from "./listing.js";
import { sound } from "./wire.js";

/** Queries that are kept. */
const QUERIES_MAX = 8;

/** A query, and how many matches each page had when it was last asked. */
interface Kept {
  readonly selection: Selection;
  readonly lengths: Map<number, number>;
  /** When that was; undefined before. */
  asked: { readonly moment: number; readonly tick: number } | undefined;
}

/** The queries that the clients of a world ask again and again. */
export class Queries {
  readonly #world: World;
  /** By text, the one that was asked last at the end. */
  readonly #kept = new Map<string, Kept>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The columns of the world, by type. */
  get columns(): readonly Column[] {
    return this.select("").question.store.columns;
  }

  /** What a text selects. @throws Refusal "QUERY". */
  select(text: string): Selection {
    return this.#keep(text).selection;
  }

  /** The rows of a query without groups, as they are now. @throws Refusal "QUERY". */
  list(text: string): Listing {
    const kept = this.#keep(text);
    const { question } = kept.selection;
    count(kept);
    return new Listing(question, kept.lengths);
  }

  #keep(text: string): Kept {
    const kept = this.#kept.get(text) ?? { selection: read(this.#world, text), lengths: new Map(), asked: undefined };
    this.#kept.delete(text);
    this.#kept.set(text, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size > QUERIES_MAX) this.#kept.delete(oldest);
    }
    return kept;
  }
}

/** Counts the matches in each page: in all pages, or, where masks alone decide, in those with news. */
function count(kept: Kept): void {
  const { lengths, asked } = kept;
  const { question } = kept.selection;
  const news = asked && question.isStructural ? question.news(asked.moment, asked.tick) : undefined;
  const matches = news === undefined ? question.matches() : question.matchesIn(news);
  if (news === undefined) lengths.clear();
  for (const { page, length } of matches) {
    if (length === 0) lengths.delete(page);
    else lengths.set(page, length);
  }
  kept.asked = { moment: question.store.core.call((core) => core.mark()), tick: question.store.tick };
}

function read(world: World, text: string): Selection {
  try {
    return world.select(text);
  } catch (thrown) {
    if (!(thrown instanceof QueryError)) throw thrown;
    const { code, offset, length, expected, message } = thrown;
    throw new Refusal("QUERY", message, { reason: code, offset, length, expected: expected.map(sound) });
  }
}
