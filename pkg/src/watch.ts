import type { EntityId } from "./entity.js";
import type { Store } from "./store.js";
import { placeOf } from "./operand.js";
import type { Question } from "./question.js";

/** How the result of a query changed in a tick. */
export interface SelectionChange {
  /** Entities that are in it now, and were not. */
  readonly entered: EntityId[];
  /** Entities that were in it, and are not now. */
  readonly left: EntityId[];
  /** Entities that stayed, and of which something that the query reads was written. */
  readonly updated: EntityId[];
}

/** @internal The result of a query from tick to tick. */
export class Watch {
  readonly #question: Question;
  readonly #list: () => EntityId[];
  readonly #isWhole: boolean;
  /** By page, of a result that is whole. */
  readonly #pages = new Map<number, EntityId[]>();
  /** Of one that is in an order, or cut. */
  #entities: EntityId[] = [];
  #moment: number;
  #tick: number;
  /** The first tick whose writes are news. */
  #since: number;

  constructor(question: Question, isWhole: boolean, list: () => EntityId[], moment: number) {
    this.#question = question;
    this.#isWhole = isWhole;
    this.#list = list;
    this.#moment = moment;
    this.#tick = this.#since = question.store.tick;
    if (!isWhole) this.#entities = list();
    else for (const match of question.matches()) this.#put(match.page, this.#entitiesOf(match));
  }

  /** What changed since the last look, as of the tick that is about to end; undefined if nothing did. */
  look(moment: number): SelectionChange | undefined {
    const news = this.#question.news(this.#moment, this.#tick);
    // The world may have gone back since.
    const since = Math.min(this.#since, this.#question.store.tick);
    this.#moment = moment;
    this.#tick = this.#question.store.tick;
    this.#since = this.#tick + 1;
    if (news?.length === 0) return undefined;
    const change: SelectionChange = { entered: [], left: [], updated: [] };
    const written = this.#writtenSince(since);
    if (this.#isWhole) this.#lookAtPages(news, written, change);
    else this.#entities = compared(this.#entities, this.#list(), written, change);
    return Object.values(change).some(({ length }) => length > 0) ? change : undefined;
  }

  #lookAtPages(news: Uint32Array | undefined, written: (entity: EntityId) => boolean, change: SelectionChange): void {
    const pages = new Set<number>();
    for (const match of news === undefined ? this.#question.matches() : this.#question.matchesIn(news)) {
      const before = this.#pages.get(match.page) ?? [];
      this.#put(match.page, compared(before, this.#entitiesOf(match), written, change));
      pages.add(match.page);
    }
    if (news !== undefined) return;
    for (const [page, entities] of [...this.#pages]) {
      if (!pages.has(page)) this.#put(page, compared(entities, [], written, change));
    }
  }

  #entitiesOf({ page, length, slots }: { page: number; length: number; slots: Uint32Array | undefined }): EntityId[] {
    return this.#question.store.entitiesOf(page, length, slots);
  }

  #put(page: number, entities: EntityId[]): void {
    if (entities.length === 0) this.#pages.delete(page);
    else this.#pages.set(page, entities);
  }

  /** Whether something that the query reads of an entity was written at a tick or later; asks once for a page. */
  #writtenSince(tick: number): (entity: EntityId) => boolean {
    const asked = new Map<number, Uint8Array>();
    return (entity) => {
      const [page, slot] = placeOf(entity);
      let bits = asked.get(page);
      if (bits === undefined) asked.set(page, (bits = this.#question.written(page, tick)));
      return (((bits[slot >> 3] as number) >> (slot & 7)) & 1) === 1;
    };
  }
}

/** Notes what came, went and stayed, and answers the entities that are there now. */
function compared(
  before: readonly EntityId[],
  now: EntityId[],
  written: (entity: EntityId) => boolean,
  change: SelectionChange,
): EntityId[] {
  const former = new Set(before);
  for (const entity of now) {
    if (!former.delete(entity)) change.entered.push(entity);
    else if (written(entity)) change.updated.push(entity);
  }
  change.left.push(...former);
  return now;
}

/** @internal The watches of one world. They cost nothing but a question each while nothing they read is written. */
export class Watches {
  readonly #store: Store;
  readonly #watches = new Map<Watch, (change: SelectionChange) => void>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Begins to watch; answers the way to stop. */
  add(question: Question, isWhole: boolean, list: () => EntityId[], changed: (change: SelectionChange) => void): () => void {
    const watch = new Watch(question, isWhole, list, this.#mark());
    this.#watches.set(watch, changed);
    return () => void this.#watches.delete(watch);
  }

  /** Looks at what the tick that is about to end has changed; answers the calls that are due after it. */
  look(): Array<() => void> {
    if (this.#watches.size === 0) return [];
    const moment = this.#mark();
    const due: Array<() => void> = [];
    for (const [watch, changed] of this.#watches) {
      const change = watch.look(moment);
      if (change !== undefined) due.push(() => this.#watches.has(watch) && changed(change));
    }
    return due;
  }

  clear(): void {
    this.#watches.clear();
  }

  #mark(): number {
    return this.#store.core.call((core) => core.mark());
  }
}

/** @internal Makes all calls, whatever one of them throws; throws the first of those errors in the end. */
export function callAll(calls: ReadonlyArray<() => void>): void {
  const errors: unknown[] = [];
  for (const call of calls) {
    try {
      call();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
