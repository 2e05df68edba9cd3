import { LIST_MAX, timeOf } from "./comparison.js";
import { EntityId } from "./entity.js";
import { put } from "./kind.js";

/** What a table shows: names of columns, and rows of cells. */
export interface Sheet {
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<readonly unknown[]>;
}

const DEPTH_MAX = 100;

/**
 * A value as JSON can say it: bigints are texts of their digits, maps lists of entries, sets and typed arrays lists,
 * NaN and the infinities texts. Null is what lies on the way to itself or too deep, and what cannot be read.
 */
export function plain(value: unknown, above: readonly object[] = []): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "function" || typeof value === "symbol") return null;
  if (typeof value !== "object" || value === null) return value;
  if (above.includes(value) || above.length === DEPTH_MAX) return null;
  try {
    return plainObject(value, (part) => plain(part, [...above, value]));
  } catch {
    return null;
  }
}

function plainObject(value: object, inner: (part: unknown) => unknown): unknown {
  const time = timeOf(value);
  if (time !== undefined) return Number.isNaN(time) ? null : new Date(time).toISOString();
  if (value instanceof Map) return Array.from(value, ([key, item]) => [inner(key), inner(item)]);
  if (value instanceof Set) return Array.from(value, inner);
  if (Array.isArray(value) && value.length <= LIST_MAX) return Array.from(value, inner);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Uint8Array, inner);
  const object = {};
  for (const [key, item] of Object.entries(value)) put(object, key, inner(item));
  return object;
}

/** Rows as objects by the names of their columns. */
export function objects({ columns, rows }: Sheet): object[] {
  return rows.map((cells) => {
    const object = {};
    columns.forEach((column, at) => put(object, column, plain(cells[at])));
    return object;
  });
}

/** Comma-separated values after RFC 4180, a line of names first. */
export function separated({ columns, rows }: Sheet): string {
  const line = (cells: readonly unknown[]): string => cells.map(cell).join(",");
  return [columns, ...rows].map((cells) => `${line(cells)}\r\n`).join("");
}

function cell(value: unknown): string {
  const said = plain(value);
  if (said === undefined || said === null) return "";
  const text = typeof said === "string" ? said : JSON.stringify(said);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An entity in a table for people. */
export function entityCell(entity: EntityId): string {
  return EntityId.format(entity);
}
