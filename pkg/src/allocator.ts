import { type EntityId, integerBelow, INDEX_MASK, SHARDS } from "./entity.js";
import { limitsOf } from "./limits.js";
import { Store } from "./store.js";

/**
 * Hands out ids without a world. The first is index 1 (index 0 is kept for a world's own entity);
 * a freed slot is used again last in, first out, with the next generation, and is retired for good after
 * its last one. Every operation takes constant time.
 *
 * ```js
 * const ids = new EntityAllocator();
 * const first = ids.allocate();
 * ids.deallocate(first);
 * ids.allocate() === first; // false: same index, next generation
 * ```
 */
export class EntityAllocator {
  static readonly name = "EntityAllocator";
  readonly #store: Store;

  /** @throws RangeError for a shard outside 0..1023. */
  constructor(options: { shard?: number } = {}) {
    const shard = integerBelow(SHARDS, options.shard ?? 0, "shard");
    this.#store = new Store(shard, false, limitsOf({ entitiesMax: INDEX_MASK, componentTypesMax: 0 }));
  }

  /** An id that was never given out before. @throws EntityError "LIMIT" when all are used up. */
  allocate(): EntityId {
    return this.#store.spawn([]);
  }

  /**
   * Takes an id back.
   * @throws EntityError "WRONG_SHARD" | "STALE_ENTITY" (freed before, or never given out) | "RESERVED_ENTITY": nothing changes.
   */
  deallocate(entity: EntityId): void {
    this.#store.assertAlive(entity);
    this.#store.destroy(entity);
  }

  /** Whether the id was given out and not taken back; false for ids of other shards. */
  isAlive(entity: EntityId): boolean {
    return this.#store.isAlive(entity);
  }
}
