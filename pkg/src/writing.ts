import { classOf, type Component, type ComponentType, isType, Shared } from "./component.js";
import type { EntityId } from "./entity.js";
import { ComponentError } from "./errors.js";
import type { Ownership } from "./ownership.js";
import { sharedIdentity } from "./ownership.js";
import type { Column, Store } from "./store.js";

/** A component value on its way into a world. */
export interface Write {
  readonly column: Column;
  readonly value: unknown;
  readonly shared: boolean;
}

/** Reads a component as users write it. @throws ComponentError. */
export function writeOf(store: Store, component: Component): Write {
  const typed = Array.isArray(component) && component.length === 2 && isType(component[0]);
  if (typed) return typedWrite(store, component[0] as ComponentType, component[1]);
  const value = component instanceof Shared ? component.unwrap() : component;
  return typedWrite(store, classOf(value), component);
}

/** @throws ComponentError. */
export function typedWrite(store: Store, type: ComponentType, value: unknown): Write {
  const shared = value instanceof Shared;
  const plain: unknown = shared ? value.unwrap() : value;
  const column = store.column(type);
  if (plain === undefined) throw missingValue(column);
  return { column, value: shared ? sharedIdentity(plain, column) : plain, shared };
}

export function missingValue(column: Column): ComponentError {
  const message = `undefined is no ${column.name}; pass a value (null is one), or remove the component`;
  return new ComponentError("MISSING_VALUE", message);
}

/** Whether two writes are of one type. */
export function repeatsType(writes: readonly Write[]): boolean {
  return writes.some(({ column }, at) => writes.findIndex((other) => other.column === column) !== at);
}

/** Sets a value as it is: the world takes it over. In a strict world it must not be held elsewhere. */
export function take(store: Store, ownership: Ownership, entity: EntityId, write: Write): void {
  if (store.strict) ownership.assertFree([write], entity);
  store.write(entity, write);
  if (store.strict) ownership.record(write.value, entity, write.column);
}

/** Sets a value so that no other component holds the same object: the second holder gets a copy. */
export function adopt(store: Store, ownership: Ownership, entity: EntityId, { column, value, shared }: Write): void {
  store.assertAlive(entity);
  const own = shared ? ownership.ownShared(value, entity, column) : ownership.own(value, entity, column);
  store.write(entity, { column, value: own, shared });
  ownership.record(own, entity, column);
}
