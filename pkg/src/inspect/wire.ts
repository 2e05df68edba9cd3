import { isWellFormed } from "../cbor.js";

/**
 * A value as messages carry it, see `PROTOCOL.md`: what JSON has is itself, all else is a list that begins with the name of
 * its kind. Nothing of a value ever becomes the name of a property.
 */
export type Wire = null | boolean | number | string | readonly Wire[];

/** A part of a string: itself where it is the whole, and has no surrogate that stands alone. */
export function textWire(text: string, from: number, units: number): Wire {
  const [begin, end] = [boundary(text, from), boundary(text, from + units)];
  const part = text.slice(begin, end);
  if (!isWellFormed(part)) return ["units", unitsOf(part), text.length, begin];
  return part.length === text.length ? part : ["text", part, text.length, begin];
}

/** A whole string. */
export function wholeText(text: string): Wire {
  return textWire(text, 0, text.length);
}

/** A string as a message carries it that is for people: surrogates that stand alone are replaced. */
export function sound(text: string): string {
  return (text as unknown as { toWellFormed(): string }).toWellFormed();
}

/** A place in a text, not between the halves of a pair. */
function boundary(text: string, at: number): number {
  const inside = at > 0 && at < text.length && text.codePointAt(at - 1)! > 0xffff;
  return Math.min(inside ? at - 1 : at, text.length);
}

function unitsOf(text: string): string {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, "0")).join("");
}

/** A number: itself, unless JSON would make another of it. */
export function numberWire(number: number): Wire {
  const exact = Number.isFinite(number) && !Object.is(number, -0);
  return exact ? number : ["number", Object.is(number, -0) ? "-0" : String(number)];
}

/** Bits of the largest bigint that is written out; writing takes the square of their number. */
const BIGINT_BITS_MAX = 2_048;

/** A bigint in decimal. */
export function bigintWire(value: bigint): Wire {
  if (BigInt.asIntN(BIGINT_BITS_MAX, value) === value) return ["bigint", value.toString()];
  return unreadable(`a bigint of more than ${BIGINT_BITS_MAX} bits`);
}

/** Stands for what could not be read. */
export function unreadable(reason: string): Wire {
  return ["unreadable", textWire(reason, 0, 200)];
}
