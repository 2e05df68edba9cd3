import type { ComponentType, ValueOf } from "./component.js";
import type { EntityId } from "./entity.js";
import { type Column, PAGE_BITS, type Store } from "./store.js";

/** Stands for the page of a component that nobody in that page has. */
const NO_VALUES: unknown[] = Object.freeze(new Array<unknown>(1 << PAGE_BITS).fill(undefined)) as unknown[];

/** @internal The values of a column in a page, by slot. */
export function pageOf(column: Column | undefined, page: number): unknown[] {
  return column?.pages[page] ?? NO_VALUES;
}

/**
 * The matches of a query within one page of 1,024 entity indices.
 *
 * ```js
 * for (const chunk of moving.chunks()) {
 *   const [positions, velocities] = [chunk.column(Position), chunk.column(Velocity)];
 *   for (let row = 0; row < chunk.length; row++) {
 *     const slot = chunk.slots ? chunk.slots[row] : row;
 *     positions[slot].x += velocities[slot].x;
 *   }
 *   chunk.touch(Position);
 * }
 * ```
 */
export class Chunk {
  static readonly name = "Chunk";
  /** How many match, 1..1024. */
  readonly length: number;
  /** Slots of the page (0..1023), ascending; undefined where the matches are simply 0..length-1. */
  readonly slots: Uint32Array | undefined;
  /** @internal */
  readonly page: number;
  /** @internal Whether the page may match otherwise by now. */
  outdated = false;
  readonly #store: Store;
  #entities: EntityId[] | undefined;

  /** @internal */
  constructor(store: Store, page: number, length: number, slots: Uint32Array | undefined) {
    this.#store = store;
    this.page = page;
    this.length = length;
    this.slots = slots;
  }

  /** The entity of a row, 0..length-1. */
  entity(row: number): EntityId {
    return this.entities()[row] as EntityId;
  }

  /** @internal The entities by row, as they were when the list was first asked for: before the structure changes. */
  entities(): EntityId[] {
    return (this.#entities ??= this.#store.entitiesOf(this.page, this.length, this.slots));
  }

  /**
   * The values of a type by slot: `column[slots ? slots[row] : row]`. Valid until the next structural change.
   * Change the values as you like, and say so with `touch`; putting other values in their place is `set`'s.
   */
  column<C extends ComponentType>(type: C): ValueOf<C>[] {
    return pageOf(this.#store.known(type), this.page) as ValueOf<C>[];
  }

  /** Says that this page's values of the type were changed in place, as of the current tick. */
  touch(type: ComponentType): void {
    const column = this.#store.known(type);
    if (column?.pages[this.page] !== undefined) this.#store.core.call((core) => core.touch(column.id, this.page));
  }
}
