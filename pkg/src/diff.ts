import { type Difference, differences } from "./difference.js";
import type { EntityId } from "./entity.js";
import { type Limits, limitsOf } from "./limits.js";
import { type Block, Reading, restoreFrom } from "./loading.js";
import { GROUPS, PAGE_BITS, SLOT_MASK, Store } from "./store.js";

/** One value that differs, inside a component of an entity that lives in both. */
export interface ChangedValue extends Difference {
  readonly entity: EntityId;
  /** The component type's name. */
  readonly type: string;
}

/** What happened between two states of a world. */
export interface WorldDiff {
  /** Living afterwards, and not before, by ascending index. */
  created: EntityId[];
  /** Living before, and not afterwards. */
  destroyed: EntityId[];
  /**
   * Differences in the entities that live in both, the world's own among them; a component that came or went
   * differs as a whole, from or to undefined.
   */
  changed: ChangedValue[];
}

/**
 * What changed from one snapshot to another, by type and then by entity. Blocks that are the same are not looked
 * into. Decode hooks are run for the others.
 * @throws SnapshotError for bytes that are no whole snapshot.
 */
export function diffSnapshots(before: Uint8Array, after: Uint8Array, limits: Limits = limitsOf(undefined)): WorldDiff {
  const steps = comparing(before, after, limits);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** @internal The same in steps, between which others may have their turn. */
export function* comparing(before: Uint8Array, after: Uint8Array, limits: Limits): Generator<void, WorldDiff> {
  const from = new Side(before, limits);
  try {
    yield;
    const to = new Side(after, limits);
    try {
      yield;
      return yield* compare(from, to);
    } finally {
      to.dispose();
    }
  } finally {
    from.dispose();
  }
}

function* compare(from: Side, to: Side): Generator<void, WorldDiff> {
  const pages = new Map([...from.differing(to), ...to.differing(from)]);
  from.fill(pages);
  yield;
  to.fill(pages);
  const sorted = [...pages.values()].sort((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : a.page - b.page));
  const changed: ChangedValue[] = [];
  for (const page of sorted) {
    yield;
    for (const change of changesIn(page, from, to)) changed.push(change);
  }
  return {
    created: to.entities.filter((entity) => !from.store.isAlive(entity)),
    destroyed: from.entities.filter((entity) => !to.store.isAlive(entity)),
    changed,
  };
}

function changesIn({ type, page }: Page, from: Side, to: Side): ChangedValue[] {
  const [before, after] = [from.values(type, page), to.values(type, page)];
  const changes: ChangedValue[] = [];
  for (let slot = 0; slot <= SLOT_MASK; slot++) {
    const entity = to.store.entityAt((page << PAGE_BITS) + slot);
    if (!from.store.isAlive(entity)) continue;
    for (const difference of differences(before[slot], after[slot])) changes.push({ entity, type, ...difference });
  }
  return changes;
}

/** @internal A page of a type. */
export interface Page {
  readonly type: string;
  readonly page: number;
}

/** @internal A snapshot, of which the values of some pages are made. */
export class Side {
  readonly store: Store;
  readonly entities: EntityId[];
  readonly #reading: Reading;
  readonly #blocks = new Map<string, Block>();

  constructor(bytes: Uint8Array, limits: Limits) {
    this.store = new Store(0, false, limits);
    this.#reading = new Reading(this.store.core, [bytes], limits);
    this.entities = this.#reading.entities();
    for (const block of this.#reading.blocks) this.#blocks.set(this.#key(block), block);
  }

  #key({ component, page }: Block): string {
    return keyOf(this.#reading.names[component] as string, page);
  }

  /** Stands for what the values of a page are made of: it is another if they are. */
  contentOf({ type, page }: Page): string {
    const addressOf = (page: number): string => this.#blocks.get(keyOf(type, page))?.address ?? "";
    return `${addressOf(page)} ${addressOf(GROUPS)} ${this.#reading.commonsAddress ?? ""}`;
  }

  /** The pages whose values may be others on the other side: by content, by what is shared, or by what is common. */
  *differing(other: Side): Generator<[string, Page]> {
    const commons = this.#reading.commonsAddress !== other.#reading.commonsAddress;
    for (const block of this.#blocks.values()) {
      const type = this.#reading.names[block.component] as string;
      const page = { type, page: block.page };
      const differs = commons || !this.#same(other, type, block.page) || !this.#same(other, type, GROUPS);
      if (block.page !== GROUPS && differs) yield [keyOf(type, block.page), page];
    }
  }

  #same(other: Side, type: string, page: number): boolean {
    const key = keyOf(type, page);
    return this.#blocks.get(key)?.address === other.#blocks.get(key)?.address;
  }

  /** Makes the values of these pages, and what their entities share. */
  fill(pages: ReadonlyMap<string, Page>): void {
    const needed = this.#reading.blocks.filter((block) => block.page === GROUPS || pages.has(this.#key(block)));
    restoreFrom(this.store, this.#reading, { blocks: needed });
  }

  /** The same for one page. */
  fillPage(page: Page): void {
    this.fill(new Map([[keyOf(page.type, page.page), page]]));
  }

  values(type: string, page: number): unknown[] {
    return this.store.columns.find(({ name }) => name === type)?.pages[page] ?? [];
  }

  /** The value of an entity's component, undefined where it has none. */
  valueOf(entity: EntityId, type: string): unknown {
    const column = this.store.columns.find(({ name }) => name === type);
    return column && this.store.read(entity, column.type);
  }

  dispose(): void {
    this.#reading.loader.free();
    this.store.dispose();
  }
}

function keyOf(type: string, page: number): string {
  return `${page} ${type}`;
}
