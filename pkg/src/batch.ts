import type { Component, ComponentType } from "./component.js";
import { deepCopy } from "./copy.js";
import type { EntityId } from "./entity.js";
import type { Ownership } from "./ownership.js";
import { Plan } from "./plan.js";
import type { Store } from "./store.js";
import { typedWrite, type Write, writeOf } from "./writing.js";

/** Changes that are made together or not at all, in this order. */
export interface Batch {
  /** New entities, one array of component values each; their ids are answered in this order. */
  spawns?: Component[][];
  /** Components that must be there already. */
  updates?: Map<EntityId, Map<ComponentType, unknown>>;
  /** Components that may be there already. */
  inserts?: Map<EntityId, Component[]>;
  /** Components to take away; one that is not there is no error. */
  removes?: Map<EntityId, ComponentType[]>;
  /** Entities to end; each must be alive, and named once. */
  destroys?: EntityId[];
}

/** Does a batch whole, or throws and leaves the world as it was. */
export function applyBatch(store: Store, ownership: Ownership, batch: Batch): EntityId[] {
  const adoption = new Adoption(ownership);
  const plan = new Plan(store);
  const spawned = (batch.spawns ?? []).map((components) =>
    components.map((component) => adoption.adopt(undefined, writeOf(store, component))),
  );
  for (const writes of spawned) plan.spawn(writes);
  for (const [entity, values] of batch.updates ?? []) {
    for (const [type, value] of values) plan.update(entity, adoption.adopt(entity, typedWrite(store, type, value)));
  }
  for (const [entity, components] of batch.inserts ?? []) {
    for (const component of components) plan.insert(entity, adoption.adopt(entity, writeOf(store, component)));
  }
  for (const [entity, types] of batch.removes ?? []) {
    for (const type of types) plan.remove(entity, store.column(type));
  }
  for (const entity of batch.destroys ?? []) plan.destroy(entity);
  const entities = plan.commit();
  entities.forEach((entity, at) => adoption.settle(entity, spawned[at] as Write[]));
  adoption.record();
  return entities;
}

/** Keeps the values of a batch from becoming one object of two components. */
class Adoption {
  readonly #ownership: Ownership;
  /** Objects that a value of this batch is. */
  readonly #taken = new Set<unknown>();
  /** From a value to be shared to what is shared in its place. */
  readonly #shared = new Map<unknown, unknown>();
  readonly #adopted: Array<[EntityId, Write]> = [];

  constructor(ownership: Ownership) {
    this.#ownership = ownership;
  }

  /** The write with a value that nobody else holds, in the world or in this batch. */
  adopt(entity: EntityId | undefined, write: Write): Write {
    const value = write.shared ? this.#sharedValue(entity, write) : this.#ownValue(entity, write);
    this.#taken.add(value);
    const adopted = { ...write, value };
    if (entity !== undefined) this.#adopted.push([entity, adopted]);
    return adopted;
  }

  #ownValue(entity: EntityId | undefined, { value, column }: Write): unknown {
    return this.#taken.has(value) ? deepCopy(value) : this.#ownership.own(value, entity, column);
  }

  #sharedValue(entity: EntityId | undefined, write: Write): unknown {
    if (!this.#shared.has(write.value)) {
      const { value, column } = write;
      const taken = this.#taken.has(value) && !column.groups.has(value);
      this.#shared.set(value, taken ? deepCopy(value) : this.#ownership.ownShared(value, entity, column));
    }
    return this.#shared.get(write.value);
  }

  /** Names the entity of writes that were adopted before there was one. */
  settle(entity: EntityId, writes: Write[]): void {
    for (const write of writes) this.#adopted.push([entity, write]);
  }

  /** Notes who holds what, once all is done. */
  record(): void {
    for (const [entity, { value, column }] of this.#adopted) this.#ownership.record(value, entity, column);
  }
}
