import { AskedWorld } from "./asking.js";
import { classOf, type Component, type ComponentType, Shared, unwrapped, type ValueOf } from "./component.js";
import { EntityId, integerBelow } from "./entity.js";
import { TerrariumError } from "./errors.js";
import { History, type RecordOptions } from "./history.js";
import { importEntities, type ImportOptions } from "./importing.js";
import type { Limits } from "./limits.js";
import { merge, split } from "./lineage.js";
import { Plan } from "./plan.js";
import { save } from "./saving.js";
import { type SharedGroup, sharedGroups, sharingOf, unshare, updateShared } from "./sharing.js";
import type { Store } from "./store.js";
import { callAll } from "./watch.js";
import { repeatsType, take, typedWrite, valuesOf, type Write, writeOf } from "./writing.js";

/** More entities than any world has. */
const COUNT_END = 2 ** 26;

/**
 * A world in memory: entities, and one value for each component that an entity has.
 *
 * The everyday verbs (`spawn`, `set`, `get`) give and take live references without a copy; the storage
 * protocol (`setComponent`, `getComponent`, `query`) copies. Reads and loops touch JavaScript arrays only;
 * wasm is called to change structure. Every method either does all it says or throws and leaves the world as
 * it was; a method on a world that was disposed of throws TerrariumError "DISPOSED".
 *
 * ```js
 * class Position { constructor(x, y) { this.x = x; this.y = y; } }
 * const world = new World();
 * const ant = world.spawn(new Position(1, 2));
 * world.get(ant, Position).x; // 1
 * ```
 */
export class World extends AskedWorld {
  static override readonly name = "World";
  #history: History<World> | undefined;

  /** The shard that every entity of this world carries. */
  get shard(): number {
    return this.store.shard;
  }

  /** @internal */
  get limits(): Limits {
    return this.store.limits;
  }

  /** Living entities, the world's own not counted. */
  get size(): number {
    return this.store.core.call((core) => core.size);
  }

  /** @internal For parts of the package that do what users of a world cannot. */
  get interior(): Store {
    return this.store;
  }

  // ---------------------------------------------------------------- everyday verbs

  /**
   * A new entity with these components: instances of classes, `shared(...)` values, or `[type, value]`. Two
   * values of one type become one through the type's `combine`.
   * @throws EntityError "LIMIT", ComponentError: no entity is made.
   */
  spawn(...components: Component[]): EntityId {
    const writes = components.map((component) => writeOf(this.store, component));
    if (this.store.strict || repeatsType(writes)) return this.#spawnPlanned([writes])[0] as EntityId;
    return this.store.spawn(writes);
  }

  /**
   * `count` entities at once; `columns[k]` holds the values of `types[k]`, one for each entity.
   *
   * ```js
   * world.spawnMany([Position, Health], [positions, healths], positions.length);
   * ```
   * @throws EntityError "LIMIT", ComponentError "MISSING_VALUE", RangeError for a count that is none: no entity is made.
   */
  spawnMany(types: readonly ComponentType[], columns: ReadonlyArray<ArrayLike<unknown>>, count: number): EntityId[] {
    integerBelow(COUNT_END, count, "count");
    const into = types.map((type) => this.store.column(type));
    const values = into.map(({ name }, at) => valuesOf(name, columns[at] ?? [], count));
    if (this.store.strict || new Set(into).size !== into.length) {
      const write = (row: number): Write[] => types.map((type, at) => typedWrite(this.store, type, values[at]?.[row]));
      return this.#spawnPlanned(Array.from({ length: count }, (_, row) => write(row)));
    }
    const shares = values.map((column) => column.some(Shared.is));
    const writes = types.map((type, at) => (shares[at] ? values[at]?.map((value) => typedWrite(this.store, type, value)) : undefined));
    const own = <T>(list: readonly T[]): T[] => list.filter((_, at) => !shares[at]);
    const entities = this.store.spawnMany(own(into), own(values), count);
    entities.forEach((entity, row) => {
      for (const column of writes) if (column !== undefined) this.store.write(entity, column[row] as Write);
    });
    return entities;
  }

  /** Spawns so that repeated types are combined, and a strict world looks at every value. */
  #spawnPlanned(spawns: Write[][]): EntityId[] {
    if (this.store.strict) this.ownership.assertFree(spawns.flat(), undefined);
    const plan = new Plan(this.store);
    for (const writes of spawns) plan.spawn(writes);
    const entities = plan.commit();
    entities.forEach((entity, at) => {
      for (const { value, column } of spawns[at] as Write[]) this.ownership.record(value, entity, column);
    });
    return entities;
  }

  /** The live value of a component; undefined where there is none, and for entities that are not alive. */
  get<C extends ComponentType>(entity: EntityId, type: C): ValueOf<C> | undefined {
    return this.store.read(entity, type) as ValueOf<C> | undefined;
  }

  /**
   * Sets a component to a value, which the world takes over as it is; the type is the value's class, or given.
   * A value in `Shared` is shared; a plain one detaches this entity from a group it was in.
   * @throws EntityError "STALE_ENTITY" | "WRONG_SHARD", ComponentError: nothing is stored.
   */
  set(entity: EntityId, value: object | Shared<object>): void;
  set<C extends ComponentType>(entity: EntityId, type: C, value: ValueOf<C> | Shared<ValueOf<C>>): void;
  set(entity: EntityId, typeOrValue: unknown, value?: unknown): void {
    const given = arguments.length < 3 ? typeOrValue : value;
    const type = arguments.length < 3 ? classOf(unwrapped(given)) : (typeOrValue as ComponentType);
    if (Shared.is(given) || this.store.strict)
      take(this.store, this.ownership, entity, typedWrite(this.store, type, given));
    else this.store.put(entity, this.store.column(type), given);
  }

  /** Whether a living entity has a component. */
  has(entity: EntityId, type: ComponentType): boolean {
    return this.hasComponent(entity, type);
  }

  /** Takes a component away; false if it was not there. @throws EntityError "STALE_ENTITY" | "WRONG_SHARD". */
  remove(entity: EntityId, type: ComponentType): boolean {
    return this.removeComponent(entity, type);
  }

  /** Ends an entity; false if it was not alive. @throws EntityError "WRONG_SHARD" | "RESERVED_ENTITY". */
  destroy(entity: EntityId): boolean {
    return this.store.destroy(entity);
  }

  /** Whether the handle's entity is alive in this world. */
  isAlive(entity: EntityId): boolean {
    return this.store.isAlive(entity);
  }

  // ---------------------------------------------------------------- singletons

  /** The world's own entity: index 0, alive as long as the world, found by no query. It holds the singletons. */
  get entity(): EntityId {
    return EntityId.pack({ shard: this.shard, index: 0 });
  }

  /** Sets a value that belongs to the world itself, one for each type. */
  setSingleton(value: object | Shared<object>): void;
  setSingleton<C extends ComponentType>(type: C, value: ValueOf<C> | Shared<ValueOf<C>>): void;
  setSingleton(...component: [unknown] | [ComponentType, unknown]): void {
    take(this.store, this.ownership, this.entity, this.write(component));
  }

  /** The live value that belongs to the world itself. */
  getSingleton<C extends ComponentType>(type: C): ValueOf<C> | undefined {
    return this.get(this.entity, type);
  }

  // ---------------------------------------------------------------- sharing

  /** The group an entity's component belongs to; undefined where it is its own, or not there. */
  sharing(entity: EntityId, type: ComponentType): SharedGroup | undefined {
    return sharingOf(this.store, entity, type);
  }

  /** The groups of a type, or of all types, in the order of founding. */
  sharedGroups(type?: ComponentType): SharedGroup[] {
    return sharedGroups(this.store, type);
  }

  /**
   * Replaces the value for every holder of an entity's group; a function gets the current value and answers
   * the next. A value that another group shares already brings the two groups together.
   * @throws EntityError, ComponentError "MISSING_COMPONENT" | "NOT_SHARED": nothing changes.
   */
  updateShared<C extends ComponentType>(
    entity: EntityId,
    type: C,
    value: ValueOf<C> | ((current: ValueOf<C>) => ValueOf<C>),
  ): void {
    updateShared(this.store, entity, type, value);
  }

  /** Gives an entity a deep copy of its own. False where the component was not shared. @throws EntityError, ComponentError "UNCOPYABLE". */
  unshare(entity: EntityId, type: ComponentType): boolean {
    return unshare(this.store, entity, type);
  }

  // ---------------------------------------------------------------- lineage

  /**
   * Makes two entities one, and ends both. Components of one are kept; those of both are combined by the
   * type's `combine`, or the second's stays. Sharing survives: two holders of one group bring one value, and
   * a combination with a shared value is shared.
   * @throws EntityError "STALE_ENTITY" | "WRONG_SHARD" | "RESERVED_ENTITY", and what `combine` throws: nothing changes.
   */
  merge(first: EntityId, second: EntityId): EntityId {
    return merge(this.store, first, second);
  }

  /**
   * Makes one entity two, and ends it. Components are divided by the type's `split`, or copied deeply for
   * each, with what they have in common; shared ones are held by both.
   * @throws EntityError "STALE_ENTITY" | "WRONG_SHARD" | "RESERVED_ENTITY", ComponentError, and what `split` throws: nothing changes.
   */
  split(entity: EntityId): [EntityId, EntityId] {
    return split(this.store, entity);
  }

  // ---------------------------------------------------------------- time

  /** The world's clock, from 0: writes are stamped with it. */
  get tick(): number {
    return this.store.tick;
  }

  /**
   * Starts the next tick and answers it; a history that is being recorded keeps the tick that ends, and watches whose result
   * the tick has changed are called.
   * @throws SnapshotError while recording, for a value that cannot be saved: the tick goes on. What a watch throws, when the
   * next tick has begun and all were called.
   */
  advance(): number {
    this.#history?.capture();
    const due = this.watches.look();
    const tick = this.store.core.call((core) => core.advance());
    callAll(due);
    return tick;
  }

  /**
   * Says that the value of an entity's component was changed in place, as of the current tick, for histories and
   * deltas. `Chunk.touch` says it for a whole page. @throws EntityError "STALE_ENTITY" | "WRONG_SHARD".
   */
  touch(entity: EntityId, type: ComponentType): void {
    const column = this.store.known(type);
    this.store.assertAlive(entity);
    if (column !== undefined) this.store.ask(entity, (core, entity) => core.touchEntity(entity, column.id));
  }

  /**
   * Starts keeping history, one entry a tick, bounded by bytes and entries; a history that was being recorded ends.
   *
   * ```js
   * const history = world.record({ entries: 600 });
   * // ... ticks later
   * const then = history.at(history.ticks[0]);
   * ```
   * @throws SnapshotError.
   */
  record(options: RecordOptions = {}): History<World> {
    const world = { renew: () => this.#empty(), restore: (bytes: Uint8Array) => this.restore(bytes) };
    const history = new History(this.store, options, world);
    this.#history?.stop();
    this.#history = history;
    return history;
  }

  /** An independent world with the same contents, ids and future. @throws SnapshotError for values that cannot be saved. */
  fork(): World {
    const fork = this.#empty();
    fork.restore(this.snapshot());
    return fork;
  }

  #empty(): World {
    const { shard, strict, limits } = this.store;
    return new World({ shard, strict, limits });
  }

  // ---------------------------------------------------------------- the world as a whole

  /**
   * Adds the entities of a snapshot to this world, with what they share. Answers the id that each has here by the one it has
   * there. Ids inside values follow, where their type declares them (`entities`). Singletons are not imported.
   * @throws SnapshotError; EntityError "TAKEN" where an id that is to be kept is not free: nothing changes.
   */
  importEntities(bytes: Uint8Array, options: ImportOptions = {}): Map<EntityId, EntityId> {
    return importEntities(this.store, bytes, options);
  }

  /**
   * The same state has the same digest, wherever it is. Other than in a snapshot, the order of an object's keys, of a
   * Map and of a Set does not count, and neither does when a page was last changed. Costs more than a snapshot.
   * @throws SnapshotError for values that cannot be saved.
   */
  digest(): string {
    return save(this.store, { ordered: false }, (saver) => saver.digest());
  }

  /** Verifies every invariant of the world, in time proportional to its size. @throws TerrariumError "BROKEN". */
  check(): void {
    const broken = this.store.core.call((core) => core.check());
    if (broken !== undefined)
      throw new TerrariumError("BROKEN", `The world is inconsistent: ${broken}; please report it`);
  }

  /** Gives the world's memory back. Every later call throws TerrariumError "DISPOSED". */
  dispose(): void {
    this.kept.clear();
    this.watches.clear();
    this.store.dispose();
  }
}
