import { Core, Refusal } from "./core.js";
import { type ComponentType, isStranger, isType, nameOf, notAType } from "./component.js";
import { adopt } from "./classes.js";
import { know } from "./stranger.js";
import { type EntityId, handle, INDEX_MASK } from "./entity.js";
import { Instance, memory } from "./instance.js";
import type { Limits } from "./limits.js";
import { refusal, typeRefusal } from "./refusal.js";
import { missingValue, type Write } from "./writing.js";

/** Slots of a page are the low 10 bits of an index. */
export const PAGE_BITS = 10;
export const PAGE_SLOTS = 1 << PAGE_BITS;
export const SLOT_MASK = PAGE_SLOTS - 1;
/** Stands for the page where the values of a type's sharing groups are meant. */
export const GROUPS = 0xffff_ffff;

/** Where the values of one component type live in one world. */
export interface Column {
  /** The type's place in the order of registration with this world. */
  readonly id: number;
  /** A stranger, known by name only, until the type is first used. */
  type: ComponentType;
  readonly name: string;
  /** Arrays of 1,024 values by page number; `undefined` in a slot is absence. The core holds the same array. */
  readonly pages: Array<unknown[] | undefined>;
  /** From a shared value to the number of its group; the core holds the same map. */
  readonly groups: ReadonlyMap<unknown, number>;
  /** The map back. */
  readonly values: ReadonlyMap<number, unknown>;
}

const NOTHING = new Float64Array(0);
/** Stands for the entity where a question is about none. */
const NONE = NaN as EntityId;

/**
 * One world: the core, views onto its tables, and the columns of values.
 *
 * Reads compare a handle with the table of living handles and look into a page; nothing crosses into wasm.
 * The views fall apart when the memory grows, when another world makes it grow, and when the instance is
 * stopped: then no handle compares equal, and `#isAlive` looks again.
 */
export class Store {
  /** Of the world, and of the snapshot that was last restored. */
  shard: number;
  readonly strict: boolean;
  readonly limits: Limits;
  readonly core: Instance<Core>;
  /** In the order of registration. */
  readonly columns: Column[] = [];
  readonly #byType = new Map<ComponentType, Column>();
  /** Columns of types that are known by name only, from a snapshot. */
  readonly #strangers = new Map<string, Column>();
  /** By index: the handle that is alive there, or a number below zero. */
  #handles = NOTHING;
  #structure = NOTHING;
  #shape = new Uint32Array(0);

  constructor(shard: number, strict: boolean, limits: Limits) {
    const { entitiesMax, componentTypesMax, nameBytesMax } = limits;
    this.shard = shard;
    this.strict = strict;
    this.limits = limits;
    this.core = new Instance(() => new Core(shard, entitiesMax, componentTypesMax, nameBytesMax));
    this.refresh();
  }

  /** Takes new views. To be called when the table of handles may have moved. */
  refresh(): void {
    const tables = this.core.call((core) => core.tables());
    const [structure, handles, handlesLength, shape, shapeLength] = tables as unknown as [
      number,
      number,
      number,
      number,
      number,
    ];
    const { buffer } = memory as WebAssembly.Memory;
    this.#structure = new Float64Array(buffer, structure, 1);
    this.#handles = new Float64Array(buffer, handles, handlesLength);
    this.#shape = new Uint32Array(buffer, shape, shapeLength);
  }

  #refreshIfDetached(): boolean {
    const detached = this.#structure.length === 0;
    if (detached) this.refresh();
    return detached;
  }

  dispose(): void {
    this.core.free();
    this.#handles = this.#structure = NOTHING;
    this.columns.length = 0;
    this.#byType.clear();
    this.#strangers.clear();
  }

  // ---------------------------------------------------------------- reading

  isAlive(entity: unknown): boolean {
    const alive = typeof entity === "number" && this.#handles[entity & INDEX_MASK] === entity;
    return alive || this.#isAliveAfterAll(entity);
  }

  #isAliveAfterAll(entity: unknown): boolean {
    return this.#refreshIfDetached() && this.isAlive(entity);
  }

  /** The entities that live in a page, in the given slots or in the first ones. */
  entitiesOf(page: number, length: number, slots: Uint32Array | undefined): EntityId[] {
    this.#refreshIfDetached();
    const entities = new Array<EntityId>(length);
    for (let row = 0; row < length; row++) {
      const slot = slots === undefined ? row : (slots[row] as number);
      entities[row] = this.#handles[(page << PAGE_BITS) + slot] as EntityId;
    }
    return entities;
  }

  /** Counts changes of structure; while it stands still, so does every query. */
  get structure(): number {
    const structure = this.#structure[0];
    if (structure !== undefined) return structure;
    this.refresh();
    return this.#structure[0] as number;
  }

  read(entity: EntityId, type: ComponentType): unknown {
    const column = this.#byType.get(type) ?? this.known(type);
    return column !== undefined && this.isAlive(entity) ? this.valueAt(entity, column) : undefined;
  }

  /** The world's clock. */
  get tick(): number {
    return this.core.call((core) => core.tick);
  }

  /** The entity that lives at an index; below zero where none does. */
  entityAt(index: number): EntityId {
    this.#refreshIfDetached();
    return (this.#handles[index] ?? -1) as EntityId;
  }

  /** The ids that will be given out next. @throws EntityError "LIMIT" when there are not so many. */
  upcoming(count: number): EntityId[] {
    const entities = Array.from(this.core.call((core) => core.upcoming(count))) as EntityId[];
    if (entities.length !== count) throw refusal(Refusal.EntitiesMax, NONE);
    return entities;
  }

  /** The group of an entity's component, 0 where there is none. */
  sharing(entity: EntityId, column: Column): number {
    return this.ask(entity, (core, entity) => core.sharing(entity, column.id));
  }

  /** The value of a living entity. */
  valueAt(entity: EntityId, column: Column): unknown {
    return column.pages[(entity & INDEX_MASK) >>> PAGE_BITS]?.[entity & SLOT_MASK];
  }

  // ---------------------------------------------------------------- component types

  /** The column of a type, if the type was used in this world. @throws ComponentError "NOT_A_TYPE". */
  known(type: ComponentType): Column | undefined {
    const column = this.#byType.get(type);
    if (column !== undefined) return column;
    if (!isType(type)) throw notAType(type);
    this.core.assertUsable();
    return this.#introduce(type);
  }

  /** The column of a type, made on first use. @throws ComponentError. */
  column(type: ComponentType): Column {
    return this.#byType.get(type) ?? this.#introduce(type) ?? this.#register(type);
  }

  /** The column of a type that was known by name only: its values become what they were when they were saved. */
  #introduce(type: ComponentType): Column | undefined {
    if (this.#strangers.size === 0 || !isType(type)) return undefined;
    const column = this.#strangers.get(nameOf(type));
    if (column === undefined) return undefined;
    this.#strangers.delete(column.name);
    this.#byType.delete(column.type);
    column.type = type;
    this.#byType.set(type, column);
    this.#adopt(column);
    return column;
  }

  #adopt(column: Column): void {
    const adopted = new Map<unknown, unknown>();
    for (const [group, value] of [...column.values]) {
      adopted.set(value, adopt(value, column.type));
      this.core.call((core) => core.rebind(column.id, group, adopted.get(value)));
    }
    for (const slots of column.pages) {
      slots?.forEach((value, slot) => {
        slots[slot] = adopted.has(value) ? adopted.get(value) : adopt(value, column.type);
      });
    }
  }

  /** Takes up the contents that were restored into the core, whose types these are by number. */
  restored(types: readonly ComponentType[], names: readonly string[]): void {
    for (let id = this.columns.length; id < types.length; id++) this.#add(id, types[id] as ComponentType, names[id] as string);
    this.shard = this.core.call((core) => core.shard);
    this.refresh();
  }

  #register(type: ComponentType): Column {
    if (!isType(type)) throw notAType(type);
    const name = nameOf(type);
    const id = this.core.call((core) => core.register(name));
    if (id < 0) throw typeRefusal(id, name);
    const column = this.#add(id, type, name);
    know(type, name);
    this.refresh();
    return column;
  }

  #add(id: number, type: ComponentType, name: string): Column {
    const parts = this.core.call((core) => core.column(id)) as [Column["pages"], Column["groups"], Column["values"]];
    const [pages, groups, values] = parts;
    const column = { id, type, name, pages, groups, values };
    this.columns.push(column);
    this.#byType.set(type, column);
    if (isStranger(type)) this.#strangers.set(name, column);
    return column;
  }

  // ---------------------------------------------------------------- writing

  /** Makes an entity with these components, which are all of different types. */
  spawn(writes: readonly Write[]): EntityId {
    this.#refreshIfDetached();
    let own = 0;
    for (const { column, shared } of writes) if (!shared) this.#shape[own++] = column.id;
    const entity = this.ask(NONE, (core) => core.spawn(own)) as EntityId;
    if ((entity & INDEX_MASK) >= this.#handles.length) this.refresh();
    for (const write of writes) {
      if (write.shared) this.write(entity, write);
      else this.#keep(entity, write.column, write.value);
    }
    return entity;
  }

  /** Makes `count` entities with values, by column and then by entity, that are all their own; columns differ. */
  spawnMany(columns: readonly Column[], values: ReadonlyArray<readonly unknown[]>, count: number): EntityId[] {
    this.#refreshIfDetached();
    columns.forEach((column, at) => (this.#shape[at] = column.id));
    const entities = Array.from(this.core.call((core) => core.spawnMany(count, columns.length))) as EntityId[];
    if (entities.length !== count) throw refusal(Refusal.EntitiesMax, NONE);
    this.refresh();
    columns.forEach((column, at) => {
      for (let row = 0; row < count; row++) this.#keep(entities[row] as EntityId, column, values[at]?.[row]);
    });
    return entities;
  }

  /** Sets a component, shared or the entity's own. */
  write(entity: EntityId, { column, value, shared }: Write): void {
    if (shared) this.ask(entity, (core, entity) => core.share(entity, column.id, value));
    else this.put(entity, column, value);
  }

  /** Sets a value of the entity's own. */
  put(entity: EntityId, column: Column, value: unknown): void {
    if (value === undefined) throw missingValue(column.name);
    this.#mark(entity, column, true);
    this.#keep(entity, column, value);
  }

  remove(entity: EntityId, column: Column): boolean {
    const present = this.#mark(entity, column, false) === 1;
    if (present) this.#keep(entity, column, undefined);
    return present;
  }

  /** Says that an entity has a component or has it not; the value is set by the caller. */
  #mark(entity: EntityId, column: Column, present: boolean): number {
    const { object } = this.core;
    let status: number;
    try {
      status = present ? object.place(handle(entity), column.id) : object.displace(handle(entity), column.id);
    } catch (cause) {
      throw this.core.failed(cause);
    }
    if (status < 0) throw refusal(status, entity);
    return status;
  }

  #keep(entity: EntityId, column: Column, value: unknown): void {
    (column.pages[(entity & INDEX_MASK) >>> PAGE_BITS] as unknown[])[entity & SLOT_MASK] = value;
  }

  destroy(entity: EntityId): boolean {
    return this.ask(entity, (core, entity) => core.destroy(entity)) === 1;
  }

  /** @throws EntityError "STALE_ENTITY" | "WRONG_SHARD" unless the entity is alive. */
  assertAlive(entity: EntityId): void {
    if (!this.isAlive(entity)) this.ask(entity, (core, entity) => core.live(entity));
  }

  /** Asks the core about an entity. @throws the error that a number below zero stands for. */
  ask(entity: EntityId, question: (core: Core, entity: number) => number): number {
    const answer = this.core.call((core) => question(core, handle(entity)));
    if (answer < 0) throw refusal(answer, entity);
    return answer;
  }
}
