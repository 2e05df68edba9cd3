// Values made by dice: the same ones for the same seed as `crates/codec/tests/support/values.rs` makes natively.
// Every choice is asked of the dice in the same order there; a change here is a change there.

import { defineComponent, registerComponent } from "./package.mjs";

/** The component types of random worlds, in the order in which both languages number them. */
export class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}

export class Body {
  constructor(name, hp, awake) {
    this.name = name;
    this.hp = hp;
    this.awake = awake;
  }
}

export class Knot {}

/** A built-in class with a class of its own. */
export class Bag extends Map {}

/** What is saved by hooks. */
export class Vault {
  constructor(secret, level) {
    this.secret = secret;
    this.level = level;
  }
}

registerComponent(Point, { name: "worlds/Point" });
registerComponent(Body, { name: "worlds/Body" });
registerComponent(Knot, { name: "worlds/Knot" });
registerComponent(Bag, { name: "worlds/Bag" });
registerComponent(Vault, {
  name: "worlds/Vault",
  encode: ({ secret, level }) => [secret, level],
  decode: ([secret, level]) => new Vault(secret, level),
});

export const Score = defineComponent("worlds/score");
export const Label = defineComponent("worlds/label");
export const Tag = defineComponent("worlds/tag");
export const Any = defineComponent("worlds/any");
export const Link = defineComponent("worlds/link", { entities: ["target", "others"] });
export const Owner = defineComponent("worlds/owner", { entities: true });
export const Odd = defineComponent("worlds/\ud800");

export const TYPES = [Point, Body, Score, Label, Tag, Any, Link, Owner, Knot, Odd];

const NUMBERS = [-0, NaN, Infinity, -Infinity, 2 ** 53, -(2 ** 53), 2 ** 53 - 1, -(2 ** 53) + 1, 5e-324, Number.MAX_VALUE, 2 ** -126, 65_536.5];
const WORDS = ["ant", "bee", "cat", "dormouse", "Ünicorn", "東京"];
const ODD = ["", "\ud800", "\udc00\ud800", "a\0b", "😀", "\ufeff", "__proto__", "\u2028"];
/** Names that look like indices come first, as they do in every object. */
const KEYS = ["0", "7", "x", "name", "__proto__", "constructor", "toString", "", "\ud800", "é"];
const FIELDS = ["left", "right", "weight", "__proto__"];
const FAR = [8.64e15, -8.64e15, -62_135_596_801_000, -62_135_596_800_000, 253_402_300_799_999, 253_402_300_800_000];
const PATTERNS = [["a+b", "gi"], ["(?<year>\\d{4})\\/", "dmu"], ["(?:)", ""], ["[\\n]", "sy"]];
const ERRORS = [Error, TypeError, RangeError];
const ARRAYS = [Uint8Array, Uint8ClampedArray, Uint16Array, Uint32Array, BigUint64Array, Int8Array, Int16Array, Int32Array, BigInt64Array, Float32Array, Float64Array];
const VIEWS = [...ARRAYS, DataView];
const LEAVES = 11;
const KINDS = 27;

/** Sets an own property of any name, as an assignment would. */
export function define(object, key, value, enumerable = true) {
  return Object.defineProperty(object, key, { value, writable: true, enumerable, configurable: true });
}

/** Makes values; those that are made may refer to each other, and to what is around them. */
export class Values {
  /** Objects that later values may refer to. */
  #pool = [];
  #buffers = [];

  constructor(random) {
    this.random = random;
    this.style = random.below(6);
    this.rich = random.once(2);
  }

  /** A value of a type, by its number in `TYPES`. `entity` answers a handle. */
  of(type, entity) {
    switch (type) {
      case 0: return this.#point();
      case 1: return this.#body();
      case 2: return this.#score();
      case 3: return this.random.once(15) ? this.random.pick(ODD) : this.#word();
      case 4: return true;
      case 5: return this.value(3) ?? null;
      case 6: return this.#link(entity);
      case 7: return this.random.once(20) ? this.#word() : entity();
      case 8: return this.#knot(2);
      default: return this.value(2) ?? null;
    }
  }

  #word() {
    const word = this.random.pick(WORDS);
    return `${word}${this.random.below(100)}`;
  }

  #fraction() {
    return (this.random.below(20_001) - 10_000) / 8;
  }

  #third() {
    return (this.random.below(1_000_000) + 1) / 3;
  }

  #point() {
    const style = this.random.below(3);
    const number = () => [() => this.random.below(100), () => this.#fraction(), () => this.#third()][style]();
    const x = number();
    const y = this.random.once(40) ? this.#word() : number();
    const point = new Point(x, y);
    return this.random.once(30) ? this.#keep(point) : point;
  }

  #body() {
    const name = this.random.once(50) ? this.random.pick(ODD) : `body ${this.random.below(1000)}`;
    const hp = this.random.below(100);
    return new Body(name, hp, this.random.below(2) === 1);
  }

  #score() {
    switch (this.style) {
      case 0: return this.random.below(200);
      case 1: return this.random.below(200) - 100;
      case 2: return this.random.below(60_000);
      case 3: return this.random.below(2_000_000) - 1_000_000;
      case 4: return this.#fraction();
      default: return this.#leaf(3 + this.random.below(5));
    }
  }

  #link(entity) {
    const target = this.random.once(12) ? 0.5 : entity();
    const link = { target, weight: this.random.below(1000) };
    if (!this.rich) return link;
    const shape = this.random.below(4);
    const [first, second] = [entity(), entity()];
    if (shape === 0) link.others = [first, second, [first]];
    else if (shape === 1) link.others = new Map([[first, second]]);
    else if (shape === 2) link.others = new Set([first]);
    else link.others = { first, deep: { second, none: -1 } };
    return link;
  }

  /** Any value, of containers so many levels deep. */
  value(depth) {
    if (this.#pool.length > 0 && this.random.once(6)) return this.random.pick(this.#pool);
    const kind = this.random.below(depth > 0 ? KINDS : LEAVES);
    return kind < LEAVES ? this.#leaf(kind) : this.#object(kind, depth - 1);
  }

  #leaf(kind) {
    switch (kind) {
      case 0: return undefined;
      case 1: return null;
      case 2: return this.random.below(2) === 1;
      case 3: return this.random.below(2000) - 1000;
      case 4: return this.#large();
      case 5: return this.#fraction();
      case 6: return this.#third();
      case 7: return this.random.pick(NUMBERS);
      case 8: return this.#bigint();
      case 9: return this.#word();
      default: return this.random.pick(ODD);
    }
  }

  #large() {
    const high = this.random.below(2 ** 20);
    const large = high * 2 ** 33 + this.random.below(65_536);
    return this.random.once(2) ? 0 - large : large;
  }

  #bigint() {
    const bytes = this.#bytes(this.random.below(12));
    const magnitude = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    return this.random.once(2) ? -1n - magnitude : magnitude;
  }

  #bytes(length) {
    return Array.from({ length }, () => this.random.below(256));
  }

  #object(kind, depth) {
    switch (kind) {
      case 11: return this.#array(this.#keep([]), 5, depth);
      case 12: return this.#sparse(depth);
      case 13: return this.#properties(this.#keep({}), KEYS, 0.3, depth);
      case 14: return this.#properties(this.#keep(Object.create(null)), KEYS, 0.3, depth);
      case 15: return this.#knot(depth);
      case 16: return this.#map(this.#keep(new Map()), depth);
      case 17: return this.#set();
      case 18: return this.#keep(new Date(this.#time()));
      case 19: return this.#buffer();
      case 20: return this.#whole();
      case 21: return this.#view();
      case 22: return this.#regexp();
      case 23: return this.#error(depth);
      case 24: return this.#box();
      case 25: return this.#extended(depth);
      default: return this.#vault();
    }
  }

  #keep(object) {
    this.#pool.push(object);
    return object;
  }

  #array(array, end, depth) {
    const length = this.random.below(end);
    for (let at = 0; at < length; at += 1) {
      if (this.random.once(6)) array.length = at + 1;
      else array[at] = this.value(depth);
    }
    return array;
  }

  #sparse(depth) {
    const array = this.#keep([]);
    array.length = 40 + this.random.below(1000);
    const members = 1 + this.random.below(4);
    let at = -1;
    for (let member = 0; member < members; member += 1) {
      at += 1 + this.random.below(9);
      array[at] = this.value(depth);
    }
    return array;
  }

  #properties(object, names, probability, depth) {
    for (const key of this.random.some(names, probability)) define(object, key, this.value(depth));
    return object;
  }

  #knot(depth) {
    return this.#properties(this.#keep(new Knot()), FIELDS, 0.5, depth);
  }

  /** The key of entry `at` of a map, or a member of a set; no two are equal. */
  #key(at) {
    switch (this.random.below(4)) {
      case 0: return `k${at}`;
      case 1: return at - 1;
      case 2: return this.#keep([at]);
      default: return at === 0 ? NaN : `n${at}`;
    }
  }

  #map(map, depth) {
    const size = this.random.below(4);
    for (let at = 0; at < size; at += 1) {
      const key = this.#key(at);
      map.set(key, this.value(depth));
    }
    return map;
  }

  #set() {
    const set = this.#keep(new Set());
    const size = this.random.below(4);
    for (let at = 0; at < size; at += 1) set.add(this.#key(at));
    return set;
  }

  #time() {
    switch (this.random.below(4)) {
      case 0: return this.random.below(2 ** 20) * 1000;
      case 1: return this.random.below(2 ** 20);
      case 2: return NaN;
      default: return this.random.pick(FAR);
    }
  }

  #buffer() {
    const bytes = this.#bytes(this.random.below(9));
    const maximum = this.random.once(4) ? bytes.length + this.random.below(8) : undefined;
    return this.#bufferOf(bytes, maximum);
  }

  #bufferOf(bytes, maximum) {
    const buffer = maximum === undefined ? new ArrayBuffer(bytes.length) : new ArrayBuffer(bytes.length, { maxByteLength: maximum });
    new Uint8Array(buffer).set(bytes);
    this.#buffers.push(buffer);
    return this.#keep(buffer);
  }

  #whole() {
    const kind = this.random.pick(ARRAYS);
    const length = this.random.below(5);
    const bytes = this.#bytes(length * kind.BYTES_PER_ELEMENT);
    return this.#keep(new kind(new Uint8Array(bytes).buffer));
  }

  #view() {
    const known = this.#buffers.length > 0 && this.random.once(2);
    const buffer = known ? this.random.pick(this.#buffers) : this.#bufferOf(this.#bytes(16), undefined);
    const kind = this.random.pick(VIEWS);
    const size = kind.BYTES_PER_ELEMENT ?? 1;
    const offset = size * this.random.below(Math.floor(buffer.byteLength / size) + 1);
    const rest = buffer.byteLength - offset;
    // Node 20 makes no view that follows a buffer of odd length; and of one that cannot grow nobody can tell.
    const may = buffer.resizable && rest % size === 0 && (rest > 0 || buffer.maxByteLength >= offset + size);
    if (may && this.random.once(2)) return this.#keep(new kind(buffer, offset));
    const length = this.random.below(Math.floor(rest / size) + 1);
    return this.#keep(new kind(buffer, offset, length));
  }

  #regexp() {
    const pattern = new RegExp(...this.random.pick(PATTERNS));
    pattern.lastIndex = this.random.below(3);
    return this.#keep(pattern);
  }

  #error(depth) {
    const error = this.#keep(new (this.random.pick(ERRORS))());
    delete error.stack;
    if (!this.random.once(4)) define(error, "message", this.#word(), false);
    if (this.random.once(2)) define(error, "stack", "at nowhere", false);
    if (this.random.once(2)) define(error, "cause", this.value(depth), false);
    if (this.random.once(3)) define(error, "code", this.value(depth));
    return error;
  }

  #box() {
    const kinds = [() => this.#fraction(), () => this.#word(), () => this.random.below(2) === 1, () => this.#bigint()];
    return this.#keep(Object(this.random.pick(kinds)()));
  }

  #extended(depth) {
    const kind = this.random.below(3);
    const object = this.#keep(kind === 0 ? [] : kind === 1 ? new Map() : new Bag());
    if (kind < 2) define(object, "extra", this.value(depth));
    if (this.random.once(2)) define(object, "more", this.value(depth));
    return kind === 0 ? this.#array(object, 3, depth) : this.#map(object, depth);
  }

  #vault() {
    const secret = this.#leaf(this.random.below(LEAVES));
    return this.#keep(new Vault(secret, this.random.below(10)));
  }
}
