/**
 * The one rule for how values of a query compare. Values of one kind compare by their nature: numbers and bigints
 * by size, texts by their 16-bit units, false before true, dates by their time, null with null. Values of different
 * kinds, objects that are not the same one, NaN and invalid dates compare with nothing. What is missing, a
 * function and a symbol are no values.
 */

/** Outcomes of a comparison; a relation is the sum of those it takes. */
export const LESS = 1;
export const EQUAL = 2;
export const GREATER = 4;
export const UNLIKE = 8;
const MISSING = 0;

/** @internal Longer arrays are mostly holes: only the elements that are there are gone through, or said. */
export const LIST_MAX = 2 ** 20;

/** Whether there is no value. */
export function isMissing(value: unknown): value is undefined {
  return value === undefined || typeof value === "function" || typeof value === "symbol";
}

function isNumeric(value: unknown): value is number {
  return typeof value === "number" || typeof value === "bigint";
}

/** How one value compares with another. */
export function compare(one: unknown, other: unknown): number {
  if (isNumeric(one) && isNumeric(other)) return compareLike(one, other);
  if (isMissing(one) || isMissing(other)) return MISSING;
  if (typeof one === "string" && typeof other === "string") return compareLike(one, other);
  if (typeof one === "boolean" && typeof other === "boolean") return compareLike(Number(one), Number(other));
  const [time, otherTime] = [timeOf(one), timeOf(other)];
  if (time !== undefined && otherTime !== undefined) return compareLike(time, otherTime);
  return one === other ? EQUAL : UNLIKE;
}

function compareLike<T extends number | string>(one: T, other: T): number {
  if (one < other) return LESS;
  if (one > other) return GREATER;
  // A bigint and a number can be equal.
  return one == other ? EQUAL : UNLIKE;
}

/** The milliseconds of a date; undefined for anything else. */
export function timeOf(value: unknown): number | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    return value instanceof Date ? Date.prototype.getTime.call(value) : undefined;
  } catch {
    return undefined;
  }
}

// ---------------------------------------------------------------- order

const KINDS_IN_ORDER = ["null", "boolean", "number", "string", "date", "object", "missing"] as const;
const MISSING_RANK = KINDS_IN_ORDER.indexOf("missing");

function rankOf(value: unknown): number {
  return KINDS_IN_ORDER.indexOf(orderKind(value));
}

function orderKind(value: unknown): (typeof KINDS_IN_ORDER)[number] {
  if (isMissing(value)) return "missing";
  if (value === null) return "null";
  if (isNumeric(value)) return "number";
  if (typeof value !== "object") return typeof value as "boolean" | "string";
  return timeOf(value) === undefined ? "object" : "date";
}

/**
 * Which of two values comes first, as a number below zero, above it, or 0: by kind in the order null, booleans,
 * numbers, texts, dates, other objects, and by size within a kind, NaN and invalid dates last. What is missing
 * comes last in either direction.
 */
export function order(one: unknown, other: unknown, descending: boolean): number {
  if (typeof one === "number" && typeof other === "number") {
    const difference = one - other;
    if (difference === difference) return descending ? -difference : difference;
  }
  const [rank, otherRank] = [rankOf(one), rankOf(other)];
  if (rank === MISSING_RANK || otherRank === MISSING_RANK) return rank - otherRank;
  const ascending = rank === otherRank ? orderLike(one, other) : rank - otherRank;
  return descending ? -ascending : ascending;
}

function orderLike(one: unknown, other: unknown): number {
  const outcome = compare(one, other);
  if (outcome === LESS) return -1;
  if (outcome === GREATER) return 1;
  return Number(isUnordered(one)) - Number(isUnordered(other));
}

function isUnordered(value: unknown): boolean {
  return typeof value === "number" ? Number.isNaN(value) : Number.isNaN(timeOf(value));
}

// ---------------------------------------------------------------- equality of many

/** Gives equal values equal keys for a Map or a Set; objects that are no dates are keys themselves. */
export class Keys {
  readonly #times = new Map<number, object>();

  of(value: unknown): unknown {
    if (typeof value === "bigint") return numberLike(value);
    if (isMissing(value)) return undefined;
    const time = timeOf(value);
    if (time === undefined) return value;
    let key = this.#times.get(time);
    if (key === undefined) this.#times.set(time, (key = {}));
    return key;
  }
}

/** The number that a bigint equals, if there is one. */
function numberLike(value: bigint): bigint | number {
  const number = Number(value);
  return number == (value as unknown) ? number : value;
}
