import { classOfName } from "./classes.js";
import { type ComponentType, stranger } from "./component.js";
import type { Core, Loader } from "./core.js";
import { Decoder } from "./decode.js";
import type { Column as FieldColumn, Form } from "./encode.js";
import type { EntityId } from "./entity.js";
import { assertBytes, snapshotFailure, SnapshotError } from "./errors.js";
import { Instance } from "./instance.js";
import { type Limits, snapshotLimits } from "./limits.js";
import { GROUPS, SLOT_MASK, type Store } from "./store.js";

/** Fields of a block: component and page. */
const BLOCK_FIELDS = 2;

/** One block of values in a file. */
export interface Block {
  readonly number: number;
  readonly component: number;
  readonly page: number;
  /** Of the content. */
  readonly address: string;
}

/** Files that were read and checked, but for the values, which are still bytes. */
export class Reading {
  readonly loader: Instance<Loader>;
  /** By component: those of the world it is read for, and then those that the files have besides. */
  readonly names: readonly string[];
  readonly blocks: readonly Block[];

  /** @throws SnapshotError: nothing changes. */
  constructor(core: Instance<Core>, files: readonly Uint8Array[], limits: Limits) {
    files.forEach(assertBytes);
    this.loader = new Instance(() => core.call((core) => core.load(files as Uint8Array[], snapshotLimits(limits))));
    try {
      if (this.loader.call((loader) => loader.failure()) !== undefined) throw this.failure();
      this.names = this.loader.call((loader) => loader.names() as string[]);
      this.blocks = this.#blocks();
    } catch (error) {
      this.loader.free();
      throw error;
    }
  }

  #blocks(): Block[] {
    const numbers = this.loader.call((loader) => loader.blocks());
    const addresses = this.loader.call((loader) => loader.addresses() as string[]);
    return Array.from({ length: numbers.length / BLOCK_FIELDS }, (_, number) => {
      const [component, page] = numbers.subarray(number * BLOCK_FIELDS) as unknown as [number, number];
      return { number, component, page, address: addresses[number] as string };
    });
  }

  /** The address of what blocks have in common; undefined where there is nothing. */
  get commonsAddress(): string | undefined {
    return this.loader.call((loader) => loader.commonsAddress());
  }

  /** The living entities, the world's own not among them. */
  entities(): EntityId[] {
    return Array.from(this.loader.call((loader) => loader.entities())) as EntityId[];
  }

  /** Makes the values of the blocks, and puts them in place. Runs decode hooks. @throws SnapshotError. */
  fill(types: readonly ComponentType[], blocks: readonly Block[], entity: Taking["entity"]): void {
    const commons = this.loader.call((loader) => loader.commons());
    const known = new Map(this.names.map((name, component) => [name, types[component]]));
    const decoder = new Decoder((name) => known.get(name) ?? classOfName(name), commons, entity);
    for (const block of blocks) {
      const [rows, ...form] = this.#read(block);
      const values = decoder.form(formOf(form), rows.length);
      if (values.includes(undefined)) throw noValue(this.names[block.component] as string);
      if (block.page === GROUPS) this.#bind(block, rows, values);
      else this.#keep(block, rows, values);
    }
  }

  #bind({ component }: Block, numbers: Float64Array, values: unknown[]): void {
    numbers.forEach((group, row) => {
      if (!this.loader.call((loader) => loader.bind(component, group, values[row]))) throw this.failure();
    });
  }

  #keep({ component, page }: Block, slots: Float64Array, values: unknown[]): void {
    if (values.length > SLOT_MASK) return this.loader.call((loader) => loader.putPage(component, page, values));
    const into = this.loader.call((loader) => loader.page(component, page)) as unknown[];
    for (let row = 0; row < values.length; row++) into[slots[row] as number] = values[row];
  }

  #read({ number }: Block): [Float64Array, ...unknown[]] {
    const parts = this.loader.call((loader) => loader.read(number));
    if (parts === undefined) throw this.failure();
    return parts as [Float64Array, ...unknown[]];
  }

  /** The error that the core tells of. */
  failure(): SnapshotError {
    const message = this.loader.call((loader) => loader.failure());
    return snapshotFailure(this.loader.call((loader) => loader.kind()), `${message}`);
  }
}

/** A form as the core tells it: its kind, and its parts. */
function formOf([kind, ...parts]: unknown[]): Form {
  if (kind === 0) return { each: parts[0] as Uint8Array };
  if (kind === 1) return { scalars: columnOf(parts[0]) };
  const [className, keys, columns] = parts as [string | null, string[], unknown[]];
  return { className, keys, columns: columns.map(columnOf) };
}

function noValue(name: string): SnapshotError {
  return new SnapshotError("CORRUPT", `A ${name} is undefined, which is no value; let its decode hook answer one`, name);
}

function columnOf(part: unknown): FieldColumn {
  if (part instanceof Float64Array) return { numbers: part };
  if (part instanceof Uint8Array) return { booleans: part };
  const [first, lengths] = part as [string, Uint32Array] | [Float64Array];
  return typeof first === "string" ? { text: first, lengths: lengths as Uint32Array } : { ids: first };
}

/** The types of the columns that reading brings: those of the store, and those known by name. */
export function typesOf(store: Store, names: readonly string[]): ComponentType[] {
  return names.map((name, id) => store.columns[id]?.type ?? classOfName(name) ?? stranger(name));
}

/** What of a reading is taken, and how. */
export interface Taking {
  /** Blocks whose values are made; all of them, if nothing is said. */
  readonly blocks?: readonly Block[];
  /** What an entity id inside a value becomes. */
  readonly entity?: (entity: EntityId) => EntityId;
}

/** Puts the contents of a snapshot, and of deltas made since, in place of a store's own; see `World.restore`. */
export function restore(store: Store, files: readonly Uint8Array[]): void {
  restoreFrom(store, new Reading(store.core, files, store.limits), {});
}

/** The same from files that were read already; the reading is of no further use. */
export function restoreFrom(store: Store, reading: Reading, { blocks = reading.blocks, entity }: Taking): void {
  try {
    const types = typesOf(store, reading.names);
    reading.fill(types, blocks, entity);
    if (!store.core.call((core) => core.restore(reading.loader.object))) throw reading.failure();
    store.restored(types, reading.names);
  } finally {
    reading.loader.free();
  }
}
