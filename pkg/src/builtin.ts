import { ARRAY, DATE, ENTRIES, HOLE, MAP, NULL, SET, TAG, UNDEFINED, Writer } from "./cbor.js";
import type { Entities, Shape } from "./classes.js";
import { TYPED_ARRAYS } from "./kind.js";
import { type Pass, writePrimitive } from "./pass.js";
import { refuse } from "./path.js";

/** Own properties of an error that a loop over its keys does not show. */
export const HIDDEN: ReadonlySet<string> = new Set(["message", "stack", "cause", "errors"]);

/** Dates of four-digit years are written as what they are elsewhere too. */
const SECONDS_MIN = -62_135_596_800;
const SECONDS_END = 253_402_300_800;
/** Fewer holes are written one by one. */
const HOLES_MAX = 8;
const INDEX_END = 2 ** 32 - 1;

/** Writes an object of a built-in class, or of one that derives from it. */
export function writeBuiltin(pass: Pass, object: object, { base, name }: Shape, entities: Entities): void {
  const inside = entities === true ? true : undefined;
  const keys = ownKeys(object, base, name);
  const elements = base === "Array" ? elementsIn(keys) : 0;
  const own = pass.inOrder(keys.slice(elements));
  if (name !== null || own.length > 0) {
    pass.begin("extended", 3, name);
    pass.properties(object, own, entities);
  }
  if (base === "Array") writeArray(pass, object as unknown[], keys.slice(0, elements), inside);
  else if (base === "Map") writeMap(pass, object, inside);
  else if (base === "Set") writeSet(pass, object, inside);
  else writeLeaf(pass, object, base);
}

/** The own properties that make up an error are part of it, and named ones of a typed array are not looked for. */
function ownKeys(object: object, base: string, name: string | null): string[] {
  if (base.endsWith("Error")) return [];
  if (TYPED_ARRAYS.has(base) && name === null) return [];
  const elements = base === "String" || TYPED_ARRAYS.has(base) ? (object as { length: number }).length : 0;
  return Object.keys(object).slice(elements);
}

/** How many of an array's keys are indices: they come first. */
function elementsIn(keys: readonly string[]): number {
  let end = keys.length;
  while (end > 0 && !isIndex(keys[end - 1] as string)) end--;
  return end;
}

function isIndex(key: string): boolean {
  const index = Number(key) >>> 0;
  return String(index) === key && index < INDEX_END;
}

function writeArray(pass: Pass, array: unknown[], keys: readonly string[], entities: Entities): void {
  const { length } = array;
  const holes = length - keys.length;
  if (length >>> 0 !== length || Number(keys[keys.length - 1]) >= length) refuse("has a length that is not its own");
  const sparse = holes > HOLES_MAX && holes * 2 > length;
  if (sparse) {
    pass.begin("sparse", 2);
    pass.out.number(length);
    pass.out.head(MAP, keys.length);
  } else pass.out.head(ARRAY, length);
  for (let at = 0, next = 0; at < (sparse ? keys.length : length); at++) {
    const index = sparse ? Number(keys[at]) : at;
    if (sparse) pass.out.number(index);
    if (holes === 0 || sparse || keys[next] === String(index)) {
      next++;
      pass.path.push(index);
      pass.value(array[index], entities);
      pass.path.pop();
    } else {
      pass.out.head(TAG, HOLE);
      pass.out.byte(UNDEFINED);
    }
  }
}

function writeMap(pass: Pass, map: object, entities: Entities): void {
  const entries: Array<[unknown, unknown]> = [];
  Map.prototype.forEach.call(map, (value, key) => entries.push([key, value]));
  pass.out.head(TAG, ENTRIES);
  pass.out.head(MAP, entries.length);
  sorted(pass, entries, entities).forEach(([key, value], at) => {
    pass.step([".keys(){", at, "}"], key, entities);
    pass.step([".get(", key, ")"], value, entities);
  });
}

function writeSet(pass: Pass, set: object, entities: Entities): void {
  const members: Array<[unknown]> = [];
  Set.prototype.forEach.call(set, (member) => members.push([member]));
  pass.out.head(TAG, SET);
  pass.out.head(ARRAY, members.length);
  sorted(pass, members, entities).forEach(([member], at) => pass.step(["{", at, "}"], member, entities));
}

/** Where order does not count: primitive keys by their bytes, and then the objects as they come. */
function sorted<T extends readonly [unknown, unknown?]>(pass: Pass, entries: T[], entities: Entities): T[] {
  if (pass.save.ordered) return entries;
  const writer = new Writer(pass.save.limits.valueBytesMax);
  const keyed = entries.map((entry) => ({ entry, bytes: primitiveBytes(writer, entry[0], entities) }));
  return keyed.sort((one, other) => compare(one.bytes, other.bytes)).map(({ entry }) => entry);
}

function primitiveBytes(writer: Writer, key: unknown, entities: Entities): Uint8Array | undefined {
  if ((typeof key === "object" && key !== null) || typeof key === "function") return undefined;
  writePrimitive(writer, key, entities);
  return writer.take();
}

function compare(one: Uint8Array | undefined, other: Uint8Array | undefined): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  const at = one.findIndex((byte, at) => byte !== other[at]);
  return at < 0 ? one.length - other.length : (one[at] as number) - (other[at] ?? -1);
}

/** Objects that hold no others, but for a buffer and what makes up an error. */
function writeLeaf(pass: Pass, object: object, base: string): void {
  if (base === "Date") writeDate(pass, Date.prototype.getTime.call(object));
  else if (base === "RegExp") writeRegExp(pass, object as RegExp);
  else if (base === "ArrayBuffer") writeBuffer(pass, object as ArrayBuffer);
  else if (base === "DataView" || TYPED_ARRAYS.has(base)) writeView(pass, object, base);
  else if (base.endsWith("Error")) writeError(pass, object, base);
  else {
    pass.begin("box", 1);
    const { valueOf } = (globalThis as unknown as Record<string, { prototype: object }>)[base]?.prototype as object;
    writePrimitive(pass.out, valueOf.call(object), undefined);
  }
}

function writeDate(pass: Pass, milliseconds: number): void {
  const seconds = milliseconds / 1000;
  if (seconds >= SECONDS_MIN && seconds < SECONDS_END) {
    pass.out.head(TAG, DATE);
    pass.out.number(seconds);
  } else {
    pass.begin("date", 1);
    pass.out.number(milliseconds);
  }
}

function writeRegExp(pass: Pass, object: RegExp): void {
  const { source, flags } = new RegExp(object);
  const { lastIndex } = object;
  if (typeof lastIndex !== "number") refuse("has a lastIndex that is no number");
  pass.begin("regexp", 3, source);
  pass.out.text(flags);
  pass.out.number(lastIndex);
}

function writeError(pass: Pass, object: object, base: string): void {
  const shows = (key: string): boolean => HIDDEN.has(key) || Object.prototype.propertyIsEnumerable.call(object, key);
  pass.begin("error", 2, base);
  pass.properties(object, pass.inOrder(Object.getOwnPropertyNames(object).filter(shows)), undefined);
}

type Resizable = ArrayBuffer & { resizable?: boolean; maxByteLength: number; resize(length: number): void };

function writeBuffer(pass: Pass, buffer: ArrayBuffer): void {
  const { resizable, maxByteLength } = buffer as Resizable;
  const bytes = new Uint8Array(buffer);
  if (resizable === true) {
    pass.begin("buffer", 2);
    pass.out.reserve(maxByteLength - bytes.length);
  }
  pass.out.bytes(bytes);
  if (resizable === true) pass.out.number(maxByteLength);
}

/** Reads what no subclass can change. */
function getter<T>(prototype: object, key: PropertyKey): (object: object) => T {
  const get = Object.getOwnPropertyDescriptor(prototype, key)?.get as () => T;
  return (object) => get.call(object);
}

interface View {
  buffer(view: object): Resizable;
  offset(view: object): number;
  /** @throws where the view is out of its buffer's bounds. */
  bytes(view: object): number;
}

function viewOf(prototype: object): View {
  return {
    buffer: getter(prototype, "buffer"),
    offset: getter(prototype, "byteOffset"),
    bytes: getter(prototype, "byteLength"),
  };
}

const dataView = viewOf(DataView.prototype);
const typedArrays = Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array;
const classNameOf = getter<string | undefined>(typedArrays, Symbol.toStringTag);
const unchecked = viewOf(typedArrays);
const typedArray: View = {
  ...unchecked,
  bytes(view) {
    typedArrays.keys.call(view);
    return unchecked.bytes(view);
  },
};

function writeView(pass: Pass, view: object, base: string): void {
  const tag = TYPED_ARRAYS.get(base);
  const read = tag === undefined ? dataView : typedArray;
  if (tag !== undefined && classNameOf(view) !== base) refuse("has the prototype of something else");
  const [buffer, offset, bytes] = [read.buffer(view), read.offset(view), read.bytes(view)];
  const whole = buffer.resizable !== true && offset === 0 && bytes === buffer.byteLength;
  if (tag !== undefined && whole && pass.isAlone(buffer) && isPlain(pass, buffer)) {
    pass.out.head(TAG, tag);
    return pass.out.bytes(new Uint8Array(buffer));
  }
  pass.begin("view", 4, base);
  pass.buffer(buffer);
  pass.out.number(offset);
  const size = sizeOf(base);
  if (buffer.resizable === true && follows(view, read, size)) pass.out.byte(NULL);
  else pass.out.number(bytes / size);
}

function isPlain(pass: Pass, buffer: object): boolean {
  return pass.save.shapes.of(buffer).name === null && Object.keys(buffer).length === 0;
}

function sizeOf(base: string): number {
  return (globalThis as unknown as Record<string, { BYTES_PER_ELEMENT?: number }>)[base]?.BYTES_PER_ELEMENT ?? 1;
}

/** Whether a view has no length of its own: one onto a clone of its buffer shows it when that is resized. */
function follows(view: object, read: View, size: number): boolean {
  const clone = structuredClone(view);
  const [buffer, offset, bytes] = [read.buffer(clone), read.offset(clone), read.bytes(clone)];
  const end = offset + bytes;
  if (end + size <= buffer.maxByteLength) {
    buffer.resize(end + size);
    return read.bytes(clone) > bytes;
  }
  // There is no room to grow: a view with a length goes out of bounds when the buffer shrinks.
  if (bytes > 0) buffer.resize(end - 1);
  try {
    return bytes > read.bytes(clone);
  } catch {
    return false;
  }
}
