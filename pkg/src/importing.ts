import type { EntityId } from "./entity.js";
import { Reading, restoreFrom } from "./loading.js";
import { type Column, PAGE_BITS, Store } from "./store.js";
import { refusal } from "./refusal.js";
import type { Write } from "./writing.js";

/** What becomes of the ids of imported entities. */
export interface ImportOptions {
  /** "keep" them, which must be free in the world, or "remap" them to new ones, in values too. Default "remap". */
  ids?: "keep" | "remap";
}

/** @internal Adds a snapshot's entities to a world; see `World.importEntities`. */
export function importEntities(store: Store, bytes: Uint8Array, { ids = "remap" }: ImportOptions): Map<EntityId, EntityId> {
  const staging = new Store(0, false, store.limits);
  try {
    const reading = new Reading(staging.core, [bytes], store.limits);
    const former = reading.entities();
    const news = ids === "keep" ? former : store.upcoming(former.length);
    const renamed = new Map(former.map((entity, at) => [entity, news[at] as EntityId]));
    restoreFrom(staging, reading, { entity: (entity) => renamed.get(entity) ?? entity });
    const writes = writesOf(staging, store, renamed);
    claim(store, news);
    for (const [entity, write] of writes) store.write(entity, write);
    return renamed;
  } finally {
    staging.dispose();
  }
}

function claim(store: Store, entities: readonly EntityId[]): void {
  const [status = 0, entity] = store.core.call((core) => core.claim(Float64Array.from(entities)));
  if (status < 0) throw refusal(status, entity);
  store.refresh();
}

/** Everything that the entities of one store hold, as writes to another. */
function writesOf(from: Store, to: Store, renamed: ReadonlyMap<EntityId, EntityId>): Array<[EntityId, Write]> {
  const writes: Array<[EntityId, Write]> = [];
  for (const column of from.columns) {
    let into: Column | undefined;
    column.pages.forEach((slots, page) =>
      slots?.forEach((value, slot) => {
        const entity = from.entityAt((page << PAGE_BITS) + slot);
        const renewed = renamed.get(entity);
        if (value === undefined || renewed === undefined) return;
        into ??= to.column(column.type);
        writes.push([renewed, { column: into, value, shared: from.sharing(entity, column) !== 0 }]);
      }),
    );
  }
  return writes;
}
