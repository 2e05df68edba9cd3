import { EntityId } from "./entity.js";
import { put } from "./kind.js";

/** What a table shows: names of columns, and rows of cells. */
export interface Sheet {
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<readonly unknown[]>;
}

/**
 * A value as JSON can say it: bigints are texts of their digits, maps lists of entries, sets and typed arrays lists,
 * NaN and the infinities texts, what lies on the way to itself null.
 */
export function plain(value: unknown, above: readonly object[] = []): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object" || value === null) return typeof value === "function" || typeof value === "symbol" ? null : value;
  if (above.includes(value)) return null;
  const below = [...above, value];
  const inner = (part: unknown): unknown => plain(part, below);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Map) return Array.from(value, ([key, item]) => [inner(key), inner(item)]);
  if (value instanceof Set || Array.isArray(value)) return Array.from(value, inner);
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
