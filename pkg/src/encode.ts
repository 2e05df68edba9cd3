import { aliased } from "./alias.js";
import type { Writer } from "./cbor.js";
import { type Entities, type Hook, hookOf, Shapes } from "./classes.js";
import { type ComponentType, optionsOf } from "./component.js";
import type { Limits } from "./limits.js";
import { Pass, type Save } from "./pass.js";
import { refusedAt } from "./path.js";
import { Reach, Transcript, type Visited } from "./reach.js";
import { fields, type Making, scalars, Slab, type Table } from "./table.js";

export type { Column } from "./table.js";

/** The values of one block, in the order of its rows. */
export interface Root {
  readonly values: readonly unknown[];
  readonly type: ComponentType;
  /** The type's. */
  readonly name: string;
}

/** How the values of a block are written: one by one, as a CBOR array, or by field. */
export type Form = { readonly each: Uint8Array } | Table["form"];

/** How values are encoded. */
export interface EncodeOptions {
  readonly limits: Limits;
  /** Whether the order of keys, entries and members counts. If not, no objects are written by field. */
  readonly ordered: boolean;
}

/**
 * The values of blocks, which come in the order of the file, and what several of them refer to: a CBOR array,
 * if there is any. An object that is reached more than once is written once. Getters and proxies are read
 * through; not seen are symbol keys, what is not enumerable, named properties of typed arrays that are of no class of
 * their own, and private fields.
 * @throws SnapshotError "UNSUPPORTED_VALUE" | "LIMIT".
 */
export function encodeRoots(
  roots: readonly Root[],
  { limits, ordered }: EncodeOptions,
): { forms: Form[]; commons: Uint8Array | undefined } {
  const shapes = new Shapes(limits.nameBytesMax);
  const save: Save = { limits, ordered, shapes, data: new Map() };
  const blocks = roots.map((root) => new Block(root, save));
  const making = { limits, shapes, slab: new Slab() };
  for (const block of blocks) block.tabulate(making, ordered);
  for (const block of aliased(blocks)) block.table = undefined;
  const transcript = new Transcript(reached(blocks, save));
  const forms = blocks.map((block) => block.table?.form ?? { each: transcript.block(block) });
  return { forms, commons: transcript.commons() };
}

/** Goes through what is written one by one, until nothing that is written by field is found there. */
function reached(blocks: readonly Block[], save: Save): Reach {
  for (;;) {
    const reach = new Reach(save);
    for (const block of blocks) if (block.table === undefined) reach.visit(block);
    const met = blocks.filter(({ table, values }) => table?.hashes !== undefined && reach.hasAny(values));
    if (met.length === 0) return reach;
    for (const block of met) block.table = undefined;
  }
}

class Block implements Visited {
  readonly values: readonly unknown[];
  readonly name: string;
  /** Of values that are to be written by field. */
  table: Table | undefined;
  readonly #entities: Entities;
  readonly #hook: Hook | undefined;
  /** What the hook answered for values that are no objects. */
  readonly #data: unknown[] = [];

  constructor({ values, type, name }: Root, { shapes }: Save) {
    this.values = values;
    this.name = name;
    this.#entities = optionsOf(type).entities;
    const hook = (this.#hook = hookOf(type, name));
    if (hook === undefined) return;
    for (const value of values) if (isObject(value)) shapes.claim(value, hook);
  }

  /** Takes the form by field where it is due. */
  tabulate(making: Making, ordered: boolean): void {
    if (this.#hook !== undefined || this.values.length === 0) return;
    try {
      this.table = scalars(this.values, this.#entities, making);
      if (ordered) this.table ??= fields(this.values, this.#entities, making);
    } catch {
      // What cannot be read is met again on the way through the values, where the path to it is known.
    }
  }

  /** Goes through the values one by one. @throws SnapshotError. */
  visit(pass: Pass, writer?: Writer): void {
    try {
      this.values.forEach((value, row) => {
        writer?.begin();
        if (this.#hook === undefined || isObject(value)) pass.value(value, this.#entities);
        else pass.primitive(this.#hook, this.#encoded(this.#hook, value, row));
        writer?.end();
      });
    } catch (cause) {
      throw refusedAt(this.name, pass.path, cause);
    }
  }

  #encoded(hook: Hook, value: unknown, row: number): unknown {
    if (!(row in this.#data)) this.#data[row] = hook.encode(value);
    return this.#data[row];
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

