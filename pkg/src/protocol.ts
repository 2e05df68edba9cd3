import { applyBatch, type Batch } from "./batch.js";
import { type ComponentType, isType, type Shared, type ValueOf, type Values } from "./component.js";
import { Copier } from "./copy.js";
import { type EntityId, integerBelow, SHARDS } from "./entity.js";
import { type Limits, limitsOf } from "./limits.js";
import { Ownership, rememberOriginal } from "./ownership.js";
import { restore } from "./loading.js";
import { Kept, PreparedQuery } from "./query.js";
import { snapshot, type SnapshotOptions } from "./saving.js";
import { type Column, Store } from "./store.js";
import { adopt, classWrite, typedWrite, type Write } from "./writing.js";

/** How values are read. */
export interface ReadOptions {
  /** A deep copy that keeps prototypes; default true. `false` gives the value itself. */
  copy?: boolean;
}

/** How a world is made. */
export interface WorldOptions {
  /** Carried by every entity of the world, 0..1023; default 0. */
  shard?: number;
  /** Makes `spawn` and `set` refuse an object that another entity holds already; default false. */
  strict?: boolean;
  /** Bounds on what the world may grow to. */
  limits?: Partial<Limits>;
}

/** What every storage does, here or far away: the synchronous half. */
export interface Storage {
  createEntity(): EntityId;
  destroyEntity(entity: EntityId): boolean;
  entityExists(entity: EntityId): boolean;
  allEntities(): IterableIterator<EntityId>;
  getComponent<C extends ComponentType>(entity: EntityId, type: C, options?: ReadOptions): ValueOf<C> | undefined;
  setComponent(entity: EntityId, value: object | Shared<object>): void;
  setComponent<C extends ComponentType>(entity: EntityId, type: C, value: ValueOf<C> | Shared<ValueOf<C>>): void;
  removeComponent(entity: EntityId, type: ComponentType): boolean;
  removeComponentFromAll(type: ComponentType): number;
  hasComponent(entity: EntityId, type: ComponentType): boolean;
  getComponentTypes(entity: EntityId): ReadonlySet<ComponentType>;
  query<C extends ComponentType[]>(...types: C): IterableIterator<[EntityId, Values<C>]>;
  query<C extends ComponentType[]>(...types: [...C, ReadOptions]): IterableIterator<[EntityId, Values<C>]>;
  querySingle<C extends ComponentType>(type: C, options?: ReadOptions): IterableIterator<[EntityId, ValueOf<C>]>;
  applyUpdates(batch: Batch): EntityId[];
  snapshot(options?: SnapshotOptions): Uint8Array;
  restore(base: Uint8Array, ...deltas: Uint8Array[]): void;
}

/** The storage protocol over a world in this process. Reads copy, and writes never let two entities hold one plain object. */
export abstract class Protocol implements Storage {
  /** @internal */
  protected readonly store: Store;
  /** @internal */
  protected readonly ownership: Ownership;
  /** @internal Results that the world's queries keep. */
  protected readonly kept = new Kept();

  constructor(options: WorldOptions = {}) {
    const shard = integerBelow(SHARDS, options.shard ?? 0, "shard");
    this.store = new Store(shard, options.strict === true, limitsOf(options.limits));
    this.ownership = new Ownership(this.store);
  }

  /** A new entity without components. @throws EntityError "LIMIT". */
  createEntity(): EntityId {
    return this.store.spawn([]);
  }

  /**
   * Ends an entity with all its components. True if it was alive; false, and nothing happens, if it was not.
   * @throws EntityError "WRONG_SHARD" | "RESERVED_ENTITY" (the world's own).
   */
  destroyEntity(entity: EntityId): boolean {
    return this.store.destroy(entity);
  }

  /** Whether the handle's entity is alive in this world. */
  entityExists(entity: EntityId): boolean {
    return this.store.isAlive(entity);
  }

  /** The living entities by ascending index, the world's own not among them. */
  *allEntities(): IterableIterator<EntityId> {
    for (const [entity] of this.prepared([])) yield entity;
  }

  /** A deep copy of a component, or the value itself with `{ copy: false }`; undefined where there is none. @throws ComponentError "UNCOPYABLE". */
  getComponent<C extends ComponentType>(entity: EntityId, type: C, options: ReadOptions = {}): ValueOf<C> | undefined {
    const value = this.store.read(entity, type);
    if (value === undefined || options.copy === false) return value as ValueOf<C> | undefined;
    return copied(new Copier(), value, this.store.column(type)) as ValueOf<C>;
  }

  /**
   * Sets a component; the type is the value's class, or given. The value is stored as it is; if another
   * component holds the same object already, a deep copy is stored in its place. Costs more than `set`,
   * which does not look.
   * @throws EntityError "STALE_ENTITY" | "WRONG_SHARD", ComponentError: nothing is stored.
   */
  setComponent(entity: EntityId, value: object | Shared<object>): void;
  setComponent<C extends ComponentType>(entity: EntityId, type: C, value: ValueOf<C> | Shared<ValueOf<C>>): void;
  setComponent(entity: EntityId, ...component: [unknown] | [ComponentType, unknown]): void {
    this.store.assertAlive(entity);
    adopt(this.store, this.ownership, entity, this.write(component));
  }

  /** Takes a component away; false if it was not there. @throws EntityError "STALE_ENTITY" | "WRONG_SHARD". */
  removeComponent(entity: EntityId, type: ComponentType): boolean {
    const column = this.store.known(type);
    if (column !== undefined) return this.store.remove(entity, column);
    this.store.assertAlive(entity);
    return false;
  }

  /** Takes a component from every entity that has it; answers how many lost it. Singletons stay. */
  removeComponentFromAll(type: ComponentType): number {
    const column = this.store.known(type);
    return column === undefined ? 0 : this.store.core.call((core) => core.removeFromAll(column.id));
  }

  /** Whether a living entity has a component. */
  hasComponent(entity: EntityId, type: ComponentType): boolean {
    return this.store.read(entity, type) !== undefined;
  }

  /** The types an entity has, in the order the world came to know them; empty if it is not alive. */
  getComponentTypes(entity: EntityId): ReadonlySet<ComponentType> {
    if (!this.store.isAlive(entity)) return new Set();
    const ids = this.store.core.call((core) => core.componentsOf(entity));
    return new Set(Array.from(ids, (id) => this.columnAt(id).type));
  }

  /**
   * Entities holding all the types, with the values in the order of the types, by ascending index. Values are
   * copied row by row, so what two components of one entity have in common stays in common; a trailing
   * `{ copy: false }` gives the values themselves. Changes while iterating are safe, as with `Query`.
   */
  query<C extends ComponentType[]>(...types: C): IterableIterator<[EntityId, Values<C>]>;
  query<C extends ComponentType[]>(...types: [...C, ReadOptions]): IterableIterator<[EntityId, Values<C>]>;
  query(...request: unknown[]): IterableIterator<[EntityId, never]> {
    const options = isReadOptions(request.at(-1)) ? (request.pop() as ReadOptions) : {};
    return this.rows(request as ComponentType[], options) as IterableIterator<[EntityId, never]>;
  }

  /** The same for one type: `[entity, value]`. */
  *querySingle<C extends ComponentType>(type: C, options: ReadOptions = {}): IterableIterator<[EntityId, ValueOf<C>]> {
    for (const [entity, [value]] of this.rows([type], options)) yield [entity, value as ValueOf<C>];
  }

  /**
   * Does everything in the batch, or nothing: spawns, updates, inserts, removes, destroys, in this order. Two
   * values for one component of one entity become one through the type's `combine`.
   * @throws BatchError naming the first step that cannot be done, ComponentError, and what `combine` throws: nothing changes.
   */
  applyUpdates(batch: Batch): EntityId[] {
    return applyBatch(this.store, this.ownership, batch);
  }

  /**
   * Everything as bytes: entities with their generations, free ids in order, values, sharing, the clock. The same
   * state gives the same bytes, and `restore` makes a world that cannot be told from this one. With options, a
   * part, or a delta to an earlier snapshot. Not part of the state are properties whose key is a symbol, those that
   * are not enumerable, and private fields; a type can say otherwise with `encode` and `decode`.
   * @throws SnapshotError "UNSUPPORTED_VALUE" with the path to what cannot be saved (a function, a promise, ...);
   * "LIMIT".
   */
  snapshot(options: SnapshotOptions = {}): Uint8Array {
    return snapshot(this.store, options);
  }

  /**
   * Puts the state of a snapshot in place of this world's, or of a snapshot and the deltas taken after it, in their
   * order. Prepared queries go on with the new contents; handles of the former ones are stale unless they live
   * there too. Bytes from strangers cannot hurt.
   * @throws SnapshotError "CORRUPT" | "UNSUPPORTED_VERSION" | "LIMIT": the world is as it was.
   */
  restore(base: Uint8Array, ...deltas: Uint8Array[]): void {
    restore(this.store, [base, ...deltas]);
  }

  /** @internal */
  protected *rows(types: ComponentType[], { copy = true }: ReadOptions): Generator<[EntityId, unknown[]]> {
    const columns = types.map((type) => this.store.known(type));
    // Nobody has a type that this world has not met: asking about it is no reason to keep it.
    if (columns.includes(undefined)) return;
    for (const [entity, ...values] of this.prepared(types)) {
      const copier = new Copier();
      yield [entity, copy ? values.map((value, at) => copied(copier, value, columns[at] as Column)) : values];
    }
  }

  /** @internal */
  protected prepared<C extends ComponentType[]>(all: C): PreparedQuery<C> {
    return new PreparedQuery(this.store, this.kept, { all } as unknown as { all: readonly [...C] });
  }

  /** @internal */
  protected write(component: [unknown] | [ComponentType, unknown]): Write {
    return component.length === 1 ? classWrite(this.store, component[0]) : typedWrite(this.store, ...component);
  }

  /** @internal */
  protected columnAt(id: number): Column {
    return this.store.columns[id] as Column;
  }
}

/** A plain object at the end of a query's types. */
function isReadOptions(value: unknown): boolean {
  if (typeof value !== "object" || value === null || isType(value)) return false;
  return Object.getPrototypeOf(value) === Object.prototype;
}

/** A copy that knows the shared value it was read from. */
function copied(copier: Copier, value: unknown, column: Column): unknown {
  const copy = copier.copy(value);
  if (column.groups.size !== 0 && column.groups.has(value)) rememberOriginal(copy, value);
  return copy;
}
