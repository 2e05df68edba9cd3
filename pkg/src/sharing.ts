import type { ComponentType } from "./component.js";
import { deepCopy } from "./copy.js";
import type { EntityId } from "./entity.js";
import { sharedIdentity } from "./ownership.js";
import type { Column, Store } from "./store.js";
import { typedWrite } from "./writing.js";

/** The entities that hold one value of one component type together. */
export interface SharedGroup {
  /** Counted up from 1 in each world; never used again. */
  readonly id: number;
  readonly type: ComponentType;
  /** The value itself. */
  readonly value: unknown;
  /** How many hold it. */
  readonly holders: number;
  /** Who holds it now, ascending by index; empty once the group has ended. */
  entities(): EntityId[];
}

/** @internal The groups of a type, or of all, in the order of founding. */
export function sharedGroups(store: Store, type: ComponentType | undefined): SharedGroup[] {
  store.core.assertUsable();
  if (type === undefined) return store.columns.flatMap((column) => groupsOf(store, column));
  const column = store.known(type);
  return column === undefined ? [] : groupsOf(store, column);
}

function groupsOf(store: Store, column: Column): SharedGroup[] {
  const counts = store.core.call((core) => core.groupCounts(column.id));
  return Array.from({ length: counts.length / 2 }, (_, at) =>
    groupOf(store, column, counts[2 * at] as number, counts[2 * at + 1] as number),
  );
}

function groupOf(store: Store, column: Column, id: number, holders: number): SharedGroup {
  const entities = (): EntityId[] =>
    Array.from(store.core.call((core) => core.groupHolders(column.id, id))) as EntityId[];
  return { id, type: column.type, value: column.values.get(id), holders, entities };
}

/** @internal The group of an entity's component. */
export function sharingOf(store: Store, entity: EntityId, type: ComponentType): SharedGroup | undefined {
  const column = store.known(type);
  if (column === undefined) return undefined;
  const id = store.sharing(entity, column);
  return id === 0
    ? undefined
    : groupOf(
        store,
        column,
        id,
        store.core.call((core) => core.groupSize(column.id, id)),
      );
}

/** @internal Replaces a shared value for every holder. */
export function updateShared(store: Store, entity: EntityId, type: ComponentType, value: unknown): void {
  const column = store.column(type);
  const isUpdate = typeof value === "function";
  if (isUpdate) store.ask(entity, (core, entity) => core.groupForUpdate(entity, column.id));
  const next: unknown = isUpdate ? value(store.valueAt(entity, column)) : value;
  const write = typedWrite(store, type, next);
  store.ask(entity, (core, entity) => core.updateShared(entity, column.id, sharedIdentity(write.value, column)));
}

/** @internal Gives an entity a copy of its own. */
export function unshare(store: Store, entity: EntityId, type: ComponentType): boolean {
  const group = sharingOf(store, entity, type);
  if (group === undefined) {
    store.assertAlive(entity);
    return false;
  }
  const own = deepCopy(group.value);
  store.put(entity, store.column(type), own);
  return true;
}
