import type { Component, ComponentType } from "./component.js";
import { deepCopy } from "./copy.js";
import type { EntityId } from "./entity.js";
import { TerrariumError } from "./errors.js";
import type { Ownership } from "./ownership.js";
import { Plan, stepError } from "./plan.js";
import type { Store } from "./store.js";
import { type Write, writeOf } from "./writing.js";

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

/** @internal Does a batch whole, or throws and leaves the world as it was. */
export function applyBatch(store: Store, ownership: Ownership, batch: Batch): EntityId[] {
  const adoption = new Adoption(ownership);
  const plan = new Plan(store);
  const read = (entity: EntityId | undefined, component: Component): Write =>
    adoption.adopt(entity, writeOf(store, component));
  const spawned = steps("spawns", batch.spawns ?? [], (components) =>
    components.map((component) => read(undefined, component)),
  );
  for (const writes of spawned) plan.spawn(writes);
  steps("updates", pairs(batch.updates), ([entity, component]) => plan.update(entity, read(entity, component)));
  steps("inserts", pairs(batch.inserts), ([entity, component]) => plan.insert(entity, read(entity, component)));
  steps("removes", pairs(batch.removes), ([entity, type]) => {
    const column = store.known(type);
    if (column === undefined) store.assertAlive(entity);
    else plan.remove(entity, column);
  });
  for (const entity of batch.destroys ?? []) plan.destroy(entity);
  const entities = plan.commit();
  entities.forEach((entity, at) => adoption.settle(entity, spawned[at] as Write[]));
  adoption.record();
  return entities;
}

/** Each entity of a list of steps with each thing that is to be done to it. */
function* pairs<T>(list: Map<EntityId, Iterable<T>> | undefined): Generator<[EntityId, T]> {
  for (const [entity, things] of list ?? []) for (const thing of things) yield [entity, thing];
}

/** Reads a list of steps. @throws BatchError naming the first that cannot be read. */
function steps<T, R>(list: string, things: Iterable<T>, read: (thing: T) => R): R[] {
  const results: R[] = [];
  for (const thing of things) {
    try {
      results.push(read(thing));
    } catch (error) {
      throw error instanceof TerrariumError ? stepError(`${list}[${results.length}]`, error) : error;
    }
  }
  return results;
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
