// What random worlds that are asked hold: values of every kind, small enough that many are equal.

import { defineComponent, defineTag } from "./package.mjs";

/** One for all: to make an error costs more than all else here. */
const BOOM = new Error("boom");

/** A class whose properties are stored, computed, and such that asking for them fails. */
export class Hull {
  constructor(hp, max) {
    this.hp = hp;
    this.max = max;
  }

  get damage() {
    return typeof this.hp === typeof this.max ? this.max - this.hp : "odd";
  }

  get secret() {
    throw BOOM;
  }
}

const TOKENS = ["Callsign", "Course", "Cargo", "Thing", "dock/Berth", "odd name", "order", "Größe$1", "sum"];

/** The component types by name; the class is known to worlds that have met it, the others to all. */
export const TYPES = new Map([
  ["Hull", Hull],
  ["Adrift", defineTag("Adrift")],
  ...TOKENS.map((name) => [name, defineComponent(name)]),
]);

export const TYPE_NAMES = [...TYPES.keys()];

const NUMBERS = [0, -0, 1, 2, 3, 5, 10, 0.5, -1, 1e21, 2 ** 53, NaN, Infinity, -Infinity];
const BIGINTS = [0n, 1n, 2n, 3n, -1n, 10n, 2n ** 53n + 1n, 10n ** 21n];
/** Half a character; texts of queries have none here, as they come back in the names of columns. */
const LONE = "\ud800";
const STRINGS = ["", "a", "A", "x", "ada", "Ada", "ADA lovelace", "Bob", "10", "length", "İstanbul", "straße", "STRASSE", "ǅ", "é", "e\u0301",
  "😀", "\uffff", "it's \"so\"", "back\\slash\nline\ttab", "`tick`", "\u0000", "__proto__", LONE];
const DAYS = [0, Date.UTC(2026, 10, 25), Date.UTC(2026, 10, 25, 18, 30), 8.64e15];

/** The names that objects here have, and some that none has of its own. */
export const NAMES = ["a", "b", "x", "hp", "items", "tags", "entity", "order", "a b", "größe", "length", "0", "__proto__", "constructor", "toString"];

/** A function that has no properties, not even inherited ones: whether those of a function are missing as it is, is not written. */
const NOTHING = Object.setPrototypeOf(() => 5, null);
for (const name of Reflect.ownKeys(NOTHING)) delete NOTHING[name];

/** Makes values as the dice fall; `ids` are those that references may hold. */
export class Values {
  #random;
  #ids;

  constructor(random, ids) {
    this.#random = random;
    this.#ids = ids;
  }

  number() {
    return this.#random.pick(NUMBERS);
  }

  numeric() {
    return this.#random.once(4) ? this.#random.pick(BIGINTS) : this.number();
  }

  string() {
    return this.#random.pick(STRINGS);
  }

  date() {
    return new Date(this.#random.once(5) ? NaN : this.#random.pick(DAYS));
  }

  /** The id of an entity that may be alive, dead, another world's, the world's own, or none at all. */
  id() {
    if (this.#ids.length === 0 || this.#random.once(12)) return this.#random.pick([2 ** 26 + 1, 2 ** 53, -1, 1.5, 999, 2 ** 36 + 1]);
    return this.#random.pick(this.#ids);
  }

  scalar() {
    switch (this.#random.below(12)) {
      case 0: case 1: case 2: case 3: return this.numeric();
      case 4: case 5: case 6: return this.string();
      case 7: return this.#random.once(2);
      case 8: return null;
      case 9: return this.date();
      case 10: return this.id();
      default: return this.#nothing();
    }
  }

  /** What is missing where it is met. */
  #nothing() {
    return this.#random.pick([undefined, undefined, NOTHING, Symbol.iterator]);
  }

  any(depth = 2) {
    return depth === 0 || this.#random.once(2) ? this.scalar() : this.object(depth - 1);
  }

  #list(depth) {
    return Array.from({ length: this.#random.below(4) }, () => this.any(depth));
  }

  object(depth = 1) {
    switch (this.#random.below(10)) {
      case 0: case 1: return this.#list(depth);
      case 2: return this.#typed();
      case 3: return this.#map(depth);
      case 4: return new Set(this.#list(depth));
      case 5: return this.hull();
      case 6: return Object.assign(Object.create(null), this.#fields(depth));
      default: return this.#fields(depth);
    }
  }

  #typed() {
    const numbers = Array.from({ length: this.#random.below(4) }, () => this.#random.below(4));
    switch (this.#random.below(4)) {
      case 0: return Float64Array.from(numbers, (number) => (number === 3 ? NaN : number / 2));
      case 1: return BigInt64Array.from(numbers, BigInt);
      case 2: return new DataView(new ArrayBuffer(4));
      default: return Uint8Array.from(numbers);
    }
  }

  #map(depth) {
    const keys = this.#random.some([...NAMES.filter((name) => name !== "0"), 2, NaN, null, 2n], 0.25);
    const map = new Map(keys.map((key) => [key, this.any(depth)]));
    if (this.#random.once(4)) map.set(this.#key(), this.scalar());
    if (this.#random.once(4)) map.a = this.numeric();
    return map;
  }

  /** A key that no index names: whether an index finds the entry of a number is not written. */
  #key() {
    const key = this.scalar();
    return key === 0 || key === 1 ? "key" : key;
  }

  #fields(depth) {
    const fields = {};
    for (const name of this.#random.some(NAMES, 0.2)) this.#define(fields, name, this.any(depth));
    return fields;
  }

  #define(object, name, value) {
    const isHidden = this.#random.once(8);
    Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: !isHidden });
  }

  hull() {
    const odd = this.#random.once(5);
    return new Hull(odd ? this.any(1) : this.numeric(), odd ? this.any(1) : this.#random.below(4));
  }

  /** A value that a component of this type is likely to have; never undefined, which none can have. */
  of(type) {
    const value = this.#random.once(10) ? this.any() : this.#usual(type);
    return value === undefined ? null : value;
  }

  #usual(type) {
    switch (type) {
      case "Hull": return this.hull();
      case "Callsign": return this.string();
      case "Course": return this.#random.once(3) ? this.id() : { entity: this.id(), a: this.scalar() };
      case "Cargo": return { items: this.#list(1), tags: this.object(0), a: this.any(1) };
      case "dock/Berth": case "sum": return this.numeric();
      case "Adrift": return true;
      case "order": return this.#random.pick([null, true, false, this.date(), this.string()]);
      case "odd name": case "Größe$1": return this.#fields(2);
      default: return this.any();
    }
  }
}

/** What literals of the language can say, as values. */
export const LITERALS = {
  numbers: NUMBERS.filter((number) => !Object.is(number, -0) && number >= 0 && number < Infinity),
  bigints: BIGINTS.filter((number) => number >= 0n),
  strings: STRINGS.filter((text) => text !== LONE),
  days: DAYS.slice(0, 3),
};
