import { classOf, type Component, type ComponentType, Shared, unwrapped } from "./component.js";
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
  const typed = typedComponent(component);
  return typed === undefined ? classWrite(store, component) : typedWrite(store, ...typed);
}

/** Reads a value whose type is its class. @throws ComponentError. */
export function classWrite(store: Store, value: unknown): Write {
  return typedWrite(store, classOf(unwrapped(value)), value);
}

/** A component given as `[type, value]`. A proxy that cannot be looked into is left to speak for itself. */
function typedComponent(component: Component): [ComponentType, unknown] | undefined {
  try {
    return Array.isArray(component) && component.length === 2 ? [component[0], component[1]] : undefined;
  } catch {
    return undefined;
  }
}

/** @throws ComponentError. */
export function typedWrite(store: Store, type: ComponentType, value: unknown): Write {
  const shared = Shared.is(value);
  const plain = unwrapped(value);
  const column = store.column(type);
  if (plain === undefined) throw missingValue(column.name);
  return { column, value: shared ? sharedIdentity(plain, column) : plain, shared };
}

/** The first values of a list, read before anything is done with them. @throws ComponentError "MISSING_VALUE". */
export function valuesOf(name: string, list: ArrayLike<unknown>, count: number): unknown[] {
  const values = new Array<unknown>(count);
  for (let at = 0; at < count; at++) {
    values[at] = list[at];
    if (values[at] === undefined) throw missingValue(name);
  }
  return values;
}

/** The error for `undefined` in place of a value. */
export function missingValue(name: string): ComponentError {
  const message = `undefined is no ${name}; pass a value (null is one), or remove the component`;
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
