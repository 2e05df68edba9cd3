import { Chunk, pageOf } from "./chunk.js";
import type { ComponentType, Values } from "./component.js";
import type { EntityId } from "./entity.js";
import { pageMatches } from "./matches.js";
import { type Column, SLOT_MASK, type Store } from "./store.js";

/** Which entities a query matches, and what its rows hold. */
export interface QuerySpec<C extends readonly ComponentType[], O extends readonly ComponentType[] = []> {
  /** Types a match has; a row holds their values, in this order. */
  all: readonly [...C];
  /** Types a match does not have. */
  none?: readonly ComponentType[];
  /** Types of which a match has one at least. */
  any?: readonly ComponentType[];
  /** Types whose values follow in a row, undefined where a match does not have them. */
  optional?: readonly [...O];
}

/** What a row of a query holds after its entity. */
export type Row<C extends readonly ComponentType[], O extends readonly ComponentType[]> = [
  ...Values<C>,
  ...{ [K in keyof O]: Values<O>[K] | undefined },
];

/** Results are kept until the structure changes, up to this many matches in all queries of a world. */
const MATCHES_KEPT_MAX = 4_194_304;

interface Keeper {
  forget(): void;
}

/** @internal The results that the queries of one world keep: all are let go when they grow too many. */
export class Kept {
  readonly #keepers = new Map<Keeper, number>();
  #matches = 0;

  keep(keeper: Keeper, matches: number): void {
    this.#matches += matches - (this.#keepers.get(keeper) ?? 0);
    if (this.#matches > MATCHES_KEPT_MAX) {
      this.clear();
      this.#matches = matches;
    }
    this.#keepers.set(keeper, matches);
  }

  clear(): void {
    for (const keeper of this.#keepers.keys()) keeper.forget();
    this.#keepers.clear();
    this.#matches = 0;
  }
}

type Visit = (entity: EntityId, ...values: unknown[]) => void;

/**
 * A prepared query: prepare it once, run it as often as you like. It costs nothing while it rests, and
 * nothing is searched again while no component it asks about comes or goes.
 *
 * Rows come by ascending entity index. Structural changes during `each` and `for of` are safe: an entity is
 * visited if it matched at the start and still matches when its turn comes.
 */
export class PreparedQuery<
  C extends readonly ComponentType[],
  O extends readonly ComponentType[] = [],
> implements Iterable<[EntityId, ...Row<C, O>]> {
  static readonly name = "Query";
  readonly #store: Store;
  readonly #kept: Kept;
  readonly #id: number;
  /** The columns of a row's values. */
  readonly #columns: readonly Column[];
  /** What was found; replaced, not changed, so that a loop in progress keeps its own. */
  #chunks: readonly Chunk[] = [];
  /** The structure when the chunks were last known to hold; below zero when there are none. */
  #structure = -1;

  /** @internal */
  constructor(store: Store, kept: Kept, spec: QuerySpec<C, O>) {
    const columns = (types: readonly ComponentType[] = []): Column[] => types.map((type) => store.column(type));
    const ids = (types: readonly ComponentType[] | undefined): Uint32Array =>
      Uint32Array.from(columns(types), ({ id }) => id);
    const { all, none, any, optional } = spec;
    const rows = [...columns(all), ...columns(optional)];
    const [allIds, noneIds, anyIds] = [ids(all), ids(none), ids(any)];
    this.#store = store;
    this.#kept = kept;
    this.#columns = rows;
    this.#id = store.core.call((core) => core.prepare(allIds, noneIds, anyIds));
  }

  /** How many match. Costs a few machine words for each page of the rarest type. */
  count(): number {
    return this.#store.core.call((core) => core.count(this.#id));
  }

  /** The match of the lowest index. */
  first(): [EntityId, ...Row<C, O>] | undefined {
    for (const row of this) return row;
    return undefined;
  }

  /** The matches page by page: the quickest way there is. Valid until the next structural change. */
  chunks(): Iterable<Chunk> {
    return this.#run();
  }

  /** Calls back with each match: the quickest way that stays safe, without allocation per entity. */
  each(visit: (entity: EntityId, ...values: Row<C, O>) => void): void {
    for (const chunk of this.#rows()) this.#visit(chunk, visit as Visit);
  }

  #visit(chunk: Chunk, visit: Visit): void {
    const outdated = this.#isOutdated(chunk);
    const [store, entities, arity] = [this.#store, chunk.entities(), this.#columns.length];
    const structure = store.structure;
    let pages = this.#pages(chunk.page);
    let [a, b, c] = pages as [unknown[], unknown[], unknown[]];
    for (let row = 0; row < entities.length; row++) {
      const entity = entities[row] as EntityId;
      if (outdated || store.structure !== structure) {
        if (!this.#matches(entity)) continue;
        pages = this.#pages(chunk.page);
        [a, b, c] = pages as [unknown[], unknown[], unknown[]];
      }
      const slot = entity & SLOT_MASK;
      switch (arity) {
        case 0:
          visit(entity);
          break;
        case 1:
          visit(entity, a[slot]);
          break;
        case 2:
          visit(entity, a[slot], b[slot]);
          break;
        case 3:
          visit(entity, a[slot], b[slot], c[slot]);
          break;
        default:
          visit(entity, ...pages.map((values) => values[slot]));
      }
    }
  }

  /** Each match as `[entity, ...values]`. */
  *[Symbol.iterator](): Generator<[EntityId, ...Row<C, O>]> {
    const store = this.#store;
    const arity = this.#columns.length;
    for (const chunk of this.#rows()) {
      const outdated = this.#isOutdated(chunk);
      const structure = store.structure;
      let pages = this.#pages(chunk.page);
      for (const entity of chunk.entities()) {
        if (outdated || store.structure !== structure) {
          if (!this.#matches(entity)) continue;
          pages = this.#pages(chunk.page);
        }
        const row: unknown[] = [entity];
        for (let at = 0; at < arity; at++) row.push((pages[at] as unknown[])[entity & SLOT_MASK]);
        yield row as [EntityId, ...Row<C, O>];
      }
    }
  }

  /** @internal Its number in the core of its world. @throws TypeError for another world. */
  idIn(store: Store): number {
    if (store !== this.#store) throw new TypeError("The query was prepared by another world; prepare one here");
    return this.#id;
  }

  /** @internal Lets go of what was found; the next run finds it again. */
  forget(): void {
    for (const chunk of this.#chunks) chunk.outdated = true;
    this.#chunks = [];
    this.#structure = -1;
  }

  /** Whether a page may match otherwise than when its chunk was made. */
  #isOutdated(chunk: Chunk): boolean {
    this.#run();
    return chunk.outdated;
  }

  #matches(entity: EntityId): boolean {
    return this.#store.core.call((core) => core.matches(this.#id, entity));
  }

  #pages(page: number): unknown[][] {
    return this.#columns.map((column) => pageOf(column, page));
  }

  /** The chunks, with the entities of this moment. */
  #rows(): readonly Chunk[] {
    const chunks = this.#run();
    for (const chunk of chunks) chunk.entities();
    return chunks;
  }

  /** The chunks, those made again whose matches may have changed. */
  #run(): readonly Chunk[] {
    const structure = this.#store.structure;
    if (structure === this.#structure) return this.#chunks;
    const found = this.#search(this.#structure);
    this.#structure = structure;
    if (found.size === 0) return this.#chunks;
    for (const chunk of this.#chunks) chunk.outdated = found.has(chunk.page);
    const chunks = [...this.#chunks, ...found.values()].filter(({ outdated, length }) => !outdated && length > 0);
    this.#chunks = chunks.sort((a, b) => a.page - b.page);
    this.#kept.keep(
      this,
      this.#chunks.reduce((matches, { length }) => matches + length, 0),
    );
    return this.#chunks;
  }

  /** The pages that may have changed since a moment, with what they hold now. */
  #search(since: number): Map<number, Chunk> {
    const answer = this.#store.core.call((core) => core.run(this.#id, since));
    const found = new Map<number, Chunk>();
    for (const { page, length, slots } of pageMatches(answer)) {
      found.set(page, new Chunk(this.#store, page, length, slots));
    }
    return found;
  }
}
