import { exceeds, isWellFormed } from "./cbor.js";
import type { Entities, Shape, Shapes } from "./classes.js";
import type { Limits } from "./limits.js";
import { isSilent, placeOf, type Sheet } from "./places.js";
import { metStrangers } from "./stranger.js";

/** One field of many values. */
export type Column =
  | { readonly numbers: Float64Array }
  | { readonly ids: Float64Array }
  | { readonly text: string; readonly lengths: Uint32Array }
  /** 0 or 1 for each row. */
  | { readonly booleans: Uint8Array };

/** Values that are written by field. */
export interface Table {
  readonly form:
    | { readonly scalars: Column }
    | { readonly className: string | null; readonly keys: string[]; readonly columns: Column[] };
  /** Of the rows, if they are objects: one and the same object has one hash. */
  readonly hashes: Int32Array | undefined;
}

/** What a table is made with. */
export interface Making {
  readonly limits: Limits;
  readonly shapes: Shapes;
  /** Room for the numbers of all tables: many small buffers are dear. */
  readonly slab: Slab;
}

type Rows = readonly unknown[];
/** A column while it is filled. */
type Cells = Float64Array | Uint8Array | string[];

const SLAB_BYTES = 2 ** 18;

/** Gives out pieces of a few large buffers. */
export class Slab {
  #buffer = new ArrayBuffer(0);
  #at = 0;

  /** So many bytes, all 0, at a multiple of 8. */
  take(bytes: number): [buffer: ArrayBuffer, offset: number] {
    if (this.#at + bytes > this.#buffer.byteLength) {
      this.#buffer = new ArrayBuffer(Math.max(bytes, SLAB_BYTES));
      this.#at = 0;
    }
    const at = this.#at;
    this.#at += Math.ceil(bytes / 8) * 8;
    return [this.#buffer, at];
  }
}

/** Primitives of one kind as a table; undefined for other values. */
export function scalars(rows: Rows, entities: Entities, { limits, slab }: Making): Table | undefined {
  const cells = cellsFor(rows[0], rows.length, slab);
  const kind = typeof rows[0];
  if (cells === undefined || rows.some((row) => typeof row !== kind)) return undefined;
  rows.forEach((row, at) => (cells[at] = row as never));
  const column = columnOf(cells, entities === true, new Int32Array(rows.length), limits);
  return column && { form: { scalars: column }, hashes: undefined };
}

/** Objects of one shape with primitive fields as a table; undefined for other values. */
export function fields(rows: Rows, entities: Entities, { shapes, limits, slab }: Making): Table | undefined {
  const [first] = rows;
  if (typeof first !== "object" || first === null) return undefined;
  const shape = shapes.of(first);
  const keys = Object.keys(first);
  if (shape.base !== "Object" || shape.hook !== undefined || keys.length === 0) return undefined;
  if (keys.some((key) => exceeds(key, limits.keyBytesMax))) return undefined;
  const values = keys.map((key) => (first as Record<string, unknown>)[key]);
  const cells = values.map((value) => cellsFor(value, rows.length, slab));
  if (!isComplete(cells)) return undefined;
  const sheet = { keys, kinds: values.map((value) => typeof value), cells };
  if (!isFilled(sheet, rows, shape, shapes)) return undefined;
  const declared = entities ?? shape.entities;
  const hashes = new Int32Array(...slab.take(4 * rows.length), rows.length);
  const columns = keys.map((key, at) => {
    const ids = declared === true || declared?.includes(key) === true;
    return columnOf(cells[at] as Cells, ids, hashes, limits);
  });
  return isComplete(columns) ? { form: { className: shape.name, keys, columns }, hashes } : undefined;
}

function isComplete<T>(list: Array<T | undefined>): list is T[] {
  return !list.includes(undefined);
}

function cellsFor(value: unknown, count: number, slab: Slab): Cells | undefined {
  switch (typeof value) {
    case "number":
      return new Float64Array(...slab.take(8 * count), count);
    case "string":
      return new Array<string>(count);
    case "boolean":
      return new Uint8Array(...slab.take(count), count);
    default:
      return undefined;
  }
}

/** Reads rows into columns; false unless they have one shape, the same keys in order, and the same kinds of values. */
function isFilled(sheet: Sheet, rows: Rows, shape: Shape, shapes: Shapes): boolean {
  const prototype = Object.getPrototypeOf(rows[0]) as object;
  const quick = !metStrangers() && isSilent(prototype);
  if (quick && placeOf(prototype, sheet.keys).takes(sheet, rows, prototype)) return true;
  return rows.every((row, at) => isOf(shape, row, shapes) && takes(sheet, row, at));
}

function isOf(shape: Shape, row: unknown, shapes: Shapes): row is object {
  if (typeof row !== "object" || row === null || Array.isArray(row)) return false;
  return isAlike(shapes.of(row), shape);
}

function isAlike(one: Shape, other: Shape): boolean {
  return one.base === other.base && one.name === other.name && one.hook === undefined;
}

function takes({ keys, kinds, cells }: Sheet, row: object, at: number): boolean {
  const own = Object.keys(row);
  return (
    own.length === keys.length &&
    own.every((key, field) => {
      const value = (row as Record<string, unknown>)[key];
      if (key !== keys[field] || typeof value !== kinds[field]) return false;
      (cells[field] as Record<number, unknown>)[at] = value;
      return true;
    })
  );
}

function columnOf(cells: Cells, ids: boolean, hashes: Int32Array, limits: Limits): Column | undefined {
  if (cells instanceof Float64Array) return numbers(cells, ids, hashes);
  if (cells instanceof Uint8Array) {
    for (let row = 0; row < hashes.length; row++) hashes[row] = mix(hashes[row] as number, cells[row] as number);
    return { booleans: cells };
  }
  return texts(cells, hashes, limits.valueBytesMax);
}

function numbers(cells: Float64Array, ids: boolean, hashes: Int32Array): Column {
  const words = new Int32Array(cells.buffer, cells.byteOffset);
  for (let row = 0; row < hashes.length; row++) {
    const high = Math.imul(words[2 * row + 1] as number, 0x85eb_ca6b);
    hashes[row] = mix((hashes[row] as number) ^ high, words[2 * row] as number);
  }
  return ids && cells.every(isHandle) ? { ids: cells } : { numbers: cells };
}

/** Whether a number can be an entity. */
export function isHandle(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0);
}

/** How many units at the end of a text go into its hash. */
const ENDING = 8;

function texts(cells: string[], hashes: Int32Array, bytesMax: number): Column | undefined {
  const lengths = new Uint32Array(cells.length);
  let text = "";
  for (let row = 0; row < cells.length; row++) {
    const value = cells[row] as string;
    const { length } = value;
    // A text that begins with the second half of a pair could pass for the end of the one before.
    if ((value.charCodeAt(0) & 0xfc00) === 0xdc00 || exceeds(value, bytesMax)) return undefined;
    let hash = mix(hashes[row] as number, length);
    for (let unit = Math.max(0, length - ENDING); unit < length; unit += 2) {
      hash = mix(hash, value.charCodeAt(unit) | (value.charCodeAt(unit + 1) << 16));
    }
    hashes[row] = hash;
    lengths[row] = length;
    text += value;
  }
  // Asked for a unit, engines join the pieces, and let go of them.
  const last = text.charCodeAt(text.length - 1);
  return (last & 0xfc00) !== 0xd800 && isWellFormed(text) ? { text, lengths } : undefined;
}

function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e37_79b1);
  return mixed ^ (mixed >>> 15);
}
