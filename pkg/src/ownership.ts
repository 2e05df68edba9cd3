import type { EntityId } from "./entity.js";
import { ComponentError } from "./errors.js";
import { deepCopy } from "./copy.js";
import type { Column, Store } from "./store.js";
import type { Write } from "./writing.js";

/** From a copy that was read of a shared value to that value, in whichever world. */
const originals = new WeakMap<object, object>();

/** Lets a copy join its original's group when it is wrapped in `Shared`. */
export function rememberOriginal(copy: unknown, original: unknown): void {
  if (isObject(copy) && isObject(original) && copy !== original) originals.set(copy, original);
}

/** The value to share when this one is wrapped: the one whose group it joins, or itself. */
export function sharedIdentity(value: unknown, column: Column): unknown {
  const original = isObject(value) ? originals.get(value) : undefined;
  return original !== undefined && !column.groups.has(value) && column.groups.has(original) ? original : value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

interface Holder {
  readonly entity: EntityId;
  readonly column: Column;
}

/**
 * Knows who holds an object that was set through the storage protocol, so that one plain object set on two
 * entities does not become one object of both.
 */
export class Ownership {
  readonly #store: Store;
  /** The last holder of each object; whether it still is, its page tells. */
  readonly #holders = new WeakMap<object, Holder>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Whether another component holds the very object, for itself or as a shared value. */
  heldByOther(value: unknown, entity: EntityId | undefined, column: Column): boolean {
    if (!isObject(value)) return false;
    if (column.groups.has(value)) return true;
    const holder = this.#holders.get(value);
    if (holder === undefined || (holder.entity === entity && holder.column === column)) return false;
    return this.#store.isAlive(holder.entity) && this.#store.valueAt(holder.entity, holder.column) === value;
  }

  /** The value itself, or a copy of its own where the value is held already. */
  own(value: unknown, entity: EntityId | undefined, column: Column): unknown {
    return this.heldByOther(value, entity, column) ? deepCopy(value) : value;
  }

  /** The same for a value to be shared: it joins the group it stands for, and founds one of a copy where another holds it. */
  ownShared(value: unknown, entity: EntityId | undefined, column: Column): unknown {
    const identity = sharedIdentity(value, column);
    if (column.groups.has(identity)) return identity;
    const own = this.own(identity, entity, column);
    rememberOriginal(value, own);
    return own;
  }

  /** @throws ComponentError "ALREADY_HELD" where an object is held already, or stands twice in the writes. */
  assertFree(writes: readonly Write[], entity: EntityId | undefined): void {
    const taken = new Set<unknown>();
    for (const { value, column, shared } of writes) {
      if (!isObject(value) || (shared && (column.groups.has(value) || taken.has(value)))) continue;
      if (taken.has(value) || this.heldByOther(value, entity, column)) {
        const message = `The ${column.name} is held by another component; set a copy, or shared(value)`;
        throw new ComponentError("ALREADY_HELD", message);
      }
      taken.add(value);
    }
  }

  /** Notes who holds a value now. */
  record(value: unknown, entity: EntityId, column: Column): void {
    if (isObject(value)) this.#holders.set(value, { entity, column });
  }
}
