import { Chunk, pageOf } from "./chunk.js";
import type { ComponentType, Values } from "./component.js";
import type { EntityId } from "./entity.js";
import { memory } from "./instance.js";
import type { Column, Store } from "./store.js";

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

/** What a run found. */
interface Result {
  readonly chunks: readonly Chunk[];
  /** The matching entities of all chunks, one after the other; filled in when rows are asked for. */
  entities: Float64Array | undefined;
  readonly matches: number;
}

/** Results are kept until the structure changes, up to this many matches in all queries of a world. */
const MATCHES_KEPT_MAX = 4_194_304;

/** The results that the queries of one world keep. */
export class Kept {
  readonly #queries = new Set<PreparedQuery<never, never>>();
  #matches = 0;

  add(query: PreparedQuery<never, never>, matches: number): void {
    if (this.#matches + matches > MATCHES_KEPT_MAX) this.clear();
    this.#queries.add(query);
    this.#matches += matches;
  }

  subtract(matches: number): void {
    this.#matches -= matches;
  }

  clear(): void {
    for (const query of this.#queries) query.forget();
    this.#queries.clear();
    this.#matches = 0;
  }
}

const PAGE_FIELDS = 3;

/**
 * A prepared query: prepare it once, run it as often as you like. It costs nothing while it rests, and
 * nothing is searched again while no component it asks about comes or goes.
 *
 * Rows come by ascending entity index. Structural changes during `each` and `for of` are safe: an entity is
 * visited if it matched at the start and still matches when its turn comes.
 */
export class PreparedQuery<C extends readonly ComponentType[], O extends readonly ComponentType[] = []>
  implements Iterable<[EntityId, ...Row<C, O>]>
{
  readonly #store: Store;
  readonly #kept: Kept;
  readonly #id: number;
  /** The columns of a row's values. */
  readonly #columns: readonly Column[];
  #result: Result | undefined;
  /** The structure when the result was last known to hold. */
  #structure = -1;
  /** The stamp of the result. */
  #stamp = -1;

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
    return this.#run().chunks;
  }

  /** Calls back with each match: the quickest way that stays safe, without allocation per entity. */
  each(visit: (entity: EntityId, ...values: Row<C, O>) => void): void {
    const call = visit as (entity: EntityId, ...values: unknown[]) => void;
    const store = this.#store;
    const structure = store.structure;
    const { chunks, entities } = this.#rows();
    let start = 0;
    for (const chunk of chunks) {
      const { slots, length, page } = chunk;
      let pages = this.#pages(page);
      let [a, b, c] = pages as [unknown[], unknown[], unknown[]];
      for (let row = 0; row < length; row++) {
        const entity = entities[start + row] as EntityId;
        if (store.structure !== structure) {
          if (!this.#matches(entity)) continue;
          pages = this.#pages(page);
          [a, b, c] = pages as [unknown[], unknown[], unknown[]];
        }
        const slot = slots === undefined ? row : (slots[row] as number);
        switch (pages.length) {
          case 0:
            call(entity);
            break;
          case 1:
            call(entity, a[slot]);
            break;
          case 2:
            call(entity, a[slot], b[slot]);
            break;
          case 3:
            call(entity, a[slot], b[slot], c[slot]);
            break;
          default:
            call(entity, ...pages.map((values) => values[slot]));
        }
      }
      start += length;
    }
  }

  /** Each match as `[entity, ...values]`. */
  *[Symbol.iterator](): Generator<[EntityId, ...Row<C, O>]> {
    const store = this.#store;
    const structure = store.structure;
    const { chunks, entities } = this.#rows();
    let start = 0;
    for (const { slots, length, page } of chunks) {
      for (let row = 0; row < length; row++) {
        const entity = entities[start + row] as EntityId;
        if (store.structure !== structure && !this.#matches(entity)) continue;
        const slot = slots === undefined ? row : (slots[row] as number);
        yield [entity, ...this.#pages(page).map((values) => values[slot])] as unknown as [EntityId, ...Row<C, O>];
      }
      start += length;
    }
  }

  /** The matching entities at this moment. */
  entities(): EntityId[] {
    return Array.from(this.#store.core.call((core) => core.entities(this.#id))) as EntityId[];
  }

  /** @internal Lets go of the result; the next run makes it again. */
  forget(): void {
    this.#result = undefined;
  }

  #matches(entity: EntityId): boolean {
    return this.#store.core.call((core) => core.matches(this.#id, entity));
  }

  #pages(page: number): unknown[][] {
    return this.#columns.map((column) => pageOf(column, page));
  }

  #rows(): Result & { readonly entities: Float64Array } {
    const result = this.#run();
    result.entities ??= this.#store.core.call((core) => core.entities(this.#id));
    return result as Result & { readonly entities: Float64Array };
  }

  /** The result, made again only if it may have changed. */
  #run(): Result {
    const store = this.#store;
    const structure = store.structure;
    if (this.#result !== undefined && this.#structure === structure) return this.#result;
    const stamp = store.core.call((core) => core.stamp(this.#id));
    this.#structure = structure;
    if (this.#result !== undefined && this.#stamp === stamp) return this.#result;
    this.#stamp = stamp;
    if (this.#result !== undefined) this.#kept.subtract(this.#result.matches);
    this.#result = undefined;
    const result = this.#search();
    this.#kept.add(this as unknown as PreparedQuery<never, never>, result.matches);
    return (this.#result = result);
  }

  #search(): Result {
    const core = this.#store.core;
    const pages = core.call((core) => core.run(this.#id));
    const { slotsAddress, slotsLength } = core.call((core) => ({ slotsAddress: core.slotsAddress(), slotsLength: core.slotsLength() }));
    const slots = new Uint32Array((memory as WebAssembly.Memory).buffer, slotsAddress, slotsLength).slice();
    const chunks: Chunk[] = [];
    let listed = 0;
    let matches = 0;
    for (let at = 0; at < pages.length; at += PAGE_FIELDS) {
      const [page, length, run] = pages.subarray(at) as unknown as [number, number, number];
      const list = run === 1 ? undefined : slots.subarray(listed, (listed += length));
      chunks.push(new Chunk(this.#store, page, length, list));
      matches += length;
    }
    return { chunks, entities: undefined, matches };
  }
}
