import { HIDDEN } from "./builtin.js";
import {
  AGAIN,
  ARRAY,
  BIGINT,
  BYTES,
  DATE,
  ENTITY,
  ENTRIES,
  FIRST,
  HOLE,
  MAP,
  NEGATIVE,
  NEGATIVE_BIGINT,
  OBJECT,
  SET,
  TAG,
  TEXT,
  UINT,
  WTF8,
} from "./cbor.js";
import { type Classes, classOfName, decoded, decodes, instanceClass } from "./classes.js";
import type { Form } from "./encode.js";
import type { EntityId } from "./entity.js";
import { SnapshotError } from "./errors.js";
import { baseOf, put, TYPED_ARRAYS } from "./kind.js";
import { placeOf, type Values } from "./places.js";
import { Reader } from "./reader.js";
import { remember } from "./stranger.js";
import type { Column } from "./table.js";

/** What an entity in a value becomes. */
export type EntityMap = (entity: EntityId) => EntityId;

/** Objects by number. */
interface Numbered {
  /** Those that were made, or whose making has begun. */
  readonly made: unknown[];
  /** Where the contents of others begin. */
  readonly places: number[];
}

/** Where an object is put as soon as it is there, which is before its contents are. */
type Slot = readonly [made: unknown[], number: number];

/** Stands for an object that is not there yet. */
const UNFINISHED = Symbol();

const TYPED_ARRAY_NAMES = new Map(Array.from(TYPED_ARRAYS, ([name, tag]) => [tag, name]));

/**
 * Makes values of bytes and columns that were checked: no length, number or nesting in them is doubted here.
 * Constructors are not called; `decode` hooks are, and may find objects without contents that hold the value.
 */
export class Decoder {
  readonly #classes: Classes;
  readonly #entityOf: EntityMap | undefined;
  readonly #commons: Numbered = { made: [], places: [] };
  readonly #commonReader: Reader;
  #reader: Reader;
  #objects: Numbered = { made: [], places: [] };
  /** The number of the next object that has one. */
  #next = 0;
  /** Where a view waits for its buffer, whose properties may refer to the view: what is left to do then. */
  #unfinished: Array<() => void> | undefined;

  /** The commons are a CBOR array. */
  constructor(
    classes: Classes = classOfName,
    commons: Uint8Array = Uint8Array.of(ARRAY << 5),
    entityOf?: EntityMap,
  ) {
    this.#classes = classes;
    this.#entityOf = entityOf;
    this.#reader = this.#commonReader = new Reader(commons);
    for (let left = this.#reader.head(); left > 0; left--) {
      this.#commons.places.push(this.#reader.at);
      this.#reader.skip(FIRST, () => {});
    }
  }

  /** The values of a block. @throws SnapshotError "CORRUPT" | "UNSUPPORTED_VALUE" (this engine lacks something). */
  form(form: Form, count: number): unknown[] {
    try {
      if ("each" in form) return this.#each(form.each);
      if ("scalars" in form) return Array.from(this.#column(form.scalars) as Values);
      return this.#rows(form.className, form.keys, form.columns.map((column) => this.#column(column)), count);
    } catch (cause) {
      if (cause instanceof SnapshotError) throw cause;
      throw new SnapshotError("CORRUPT", "A value cannot be made; the snapshot is damaged", undefined, { cause });
    }
  }

  #each(bytes: Uint8Array): unknown[] {
    this.#reader = new Reader(bytes);
    this.#objects = { made: [], places: [] };
    this.#next = 0;
    return this.#elements([], this.#reader.head());
  }

  // ---------------------------------------------------------------- by field

  #column(column: Column): Values {
    if ("numbers" in column) return column.numbers;
    if ("booleans" in column) return Array.from(column.booleans, (value) => value === 1);
    if ("ids" in column) return Array.from(column.ids, (entity) => this.#entity(entity));
    let end = 0;
    return Array.from(column.lengths, (length) => column.text.slice(end, (end += length)));
  }

  #entity(entity: number): number {
    return this.#entityOf === undefined ? entity : this.#entityOf(entity as EntityId);
  }

  #rows(name: string | null, keys: readonly string[], columns: readonly Values[], count: number): object[] {
    const prototype = name === null ? Object.prototype : this.#prototypeOf(name);
    if (prototype !== undefined && !keys.some((key) => key in prototype)) {
      const objects = new Array<Record<string, unknown>>(count);
      const place = placeOf(prototype, keys);
      place.fill(objects, place.Make, keys, columns);
      return objects;
    }
    return Array.from({ length: count }, (_, row) => {
      const object = name === null ? {} : this.#blank(name);
      keys.forEach((key, at) => put(object, key, (columns[at] as Values)[row]));
      return object;
    });
  }

  /** An instance without properties; of a class that is not known, an object that remembers it. */
  #blank(name: string): object {
    const prototype = this.#prototypeOf(name);
    if (prototype !== undefined) return new (placeOf(prototype).Make)();
    const object = {};
    remember(object, { name, encoded: false });
    return object;
  }

  // ---------------------------------------------------------------- one by one

  #item(slot?: Slot): unknown {
    const reader = this.#reader;
    const float = reader.float();
    if (float !== undefined) return float;
    const argument = reader.head();
    switch (reader.major) {
      case UINT:
        return argument;
      case NEGATIVE:
        return -1 - argument;
      case BYTES:
        return keep(slot, reader.bytes(argument).buffer);
      case TEXT:
        return reader.text(argument);
      case ARRAY:
        return this.#elements(keep(slot, []), argument);
      case MAP:
        return this.#properties(keep(slot, {}), argument);
      case TAG:
        return this.#tagged(argument, slot);
      default:
        return SIMPLE[argument - SIMPLE_MIN];
    }
  }

  #elements(array: unknown[], count: number): unknown[] {
    for (let left = count; left > 0; left--) {
      if (this.#reader.skips(HOLE_HEAD, HOLE)) {
        this.#item();
        array.length++;
      } else array.push(this.#item());
    }
    return array;
  }

  #properties<T extends object>(object: T, count: number): T {
    for (let left = count; left > 0; left--) put(object, this.#item() as string, this.#item());
    return object;
  }

  #tagged(tag: number, slot: Slot | undefined): unknown {
    const reader = this.#reader;
    switch (tag) {
      case DATE:
        return keep(slot, new Date(Math.round((this.#item() as number) * 1000)));
      case BIGINT:
        return reader.bigint(reader.head());
      case NEGATIVE_BIGINT:
        return -1n - reader.bigint(reader.head());
      case OBJECT:
        reader.head();
        return this.#object(this.#item() as string, slot);
      case FIRST:
        return this.#first();
      case AGAIN:
        return this.#again(reader.head());
      case ENTITY:
        return this.#entity(reader.head());
      case SET:
        return this.#members(keep(slot, new Set()), reader.head());
      case ENTRIES:
        return this.#entries(keep(slot, new Map()), reader.head());
      case WTF8:
        return reader.wtf8(reader.head());
      default:
        return keep(slot, new (builtin(TYPED_ARRAY_NAMES.get(tag) as string))(reader.bytes(reader.head()).buffer));
    }
  }

  #members(set: Set<unknown>, count: number): Set<unknown> {
    for (let left = count; left > 0; left--) set.add(this.#item());
    return set;
  }

  #entries(map: Map<unknown, unknown>, count: number): Map<unknown, unknown> {
    for (let left = count; left > 0; left--) map.set(this.#item(), this.#item());
    return map;
  }

  /** A form of our own, after its name. */
  #object(kind: string, slot: Slot | undefined): unknown {
    const reader = this.#reader;
    switch (kind) {
      case "record":
        return this.#properties(keep(slot, Object.create(null) as object), reader.head());
      case "instance":
        return this.#properties(keep(slot, this.#blank(this.#item() as string)), reader.head());
      case "encoded":
        return this.#encoded(this.#item() as string);
      case "extended":
        return this.#extended(this.#item() as string | null, slot);
      case "sparse":
        return this.#sparse(keep(slot, []));
      case "date":
        return keep(slot, new Date(this.#item() as number));
      case "buffer":
        return keep(slot, this.#buffer());
      case "view":
        return this.#view(slot);
      case "regexp":
        return keep(slot, this.#regExp());
      case "error":
        return this.#error(keep(slot, blankError(this.#item() as string)));
      case "box":
        return keep(slot, Object(this.#item()) as object);
      default:
        return this.#common(reader.head());
    }
  }

  #prototypeOf(name: string, base = "Object"): object | undefined {
    const prototype = instanceClass(name, this.#classes)?.prototype as object | undefined;
    if (prototype === undefined || baseOf(prototype) === base) return prototype;
    const message = `The class ${name} derives from ${baseOf(prototype)}, and its saved instances from ${base}`;
    throw new SnapshotError("CORRUPT", message, name);
  }

  #encoded(name: string): unknown {
    const data = this.#item();
    const type = this.#classes(name);
    if (decodes(type)) return decoded(type, data, name);
    const object = { data };
    remember(object, { name, encoded: true });
    return object;
  }

  /**
   * The properties come first, but belong to what comes then: they are passed over, and read afterwards. What
   * refers to an object in them meanwhile finds it by its place.
   */
  #extended(name: string | null, slot: Slot | undefined): unknown {
    const reader = this.#reader;
    const [start, first] = [reader.at, this.#next];
    this.#skip();
    const object = this.#item(slot) as object;
    if (name !== null) this.#extend(object, name);
    const finish = (): void => this.#from(reader, start, first, () => this.#properties(object, reader.head()));
    if (this.#unfinished === undefined) finish();
    else this.#unfinished.push(finish);
    return object;
  }

  /** Reads something elsewhere. */
  #from(reader: Reader, at: number, next: number, read: () => unknown): void {
    const [readerHere, nextHere, here] = [this.#reader, this.#next, reader.at];
    [this.#reader, this.#next, reader.at] = [reader, next, at];
    read();
    [this.#reader, this.#next, reader.at] = [readerHere, nextHere, here];
  }

  #extend(object: object, name: string): void {
    const prototype = this.#prototypeOf(name, baseOf(Object.getPrototypeOf(object) as object));
    if (prototype === undefined) remember(object, { name, encoded: false });
    else Object.setPrototypeOf(object, prototype);
  }

  #sparse(array: unknown[]): unknown[] {
    array.length = this.#item() as number;
    for (let left = this.#reader.head(); left > 0; left--) array[this.#item() as number] = this.#item();
    return array;
  }

  #buffer(): object {
    const bytes = new Uint8Array(this.#item() as ArrayBuffer);
    const options = { maxByteLength: this.#item() as number };
    const buffer = new (ArrayBuffer as new (length: number, options: object) => ArrayBuffer)(bytes.length, options);
    new Uint8Array(buffer).set(bytes);
    return buffer;
  }

  #view(slot: Slot | undefined): object {
    const type = builtin(this.#item() as string);
    const unfinished: Array<() => void> = [];
    this.#unfinished = unfinished;
    const buffer = this.#item() as ArrayBuffer;
    this.#unfinished = undefined;
    const view = keep(slot, new type(buffer, this.#item() as number, (this.#item() as number | null) ?? undefined));
    for (const finish of unfinished) finish();
    return view;
  }

  #regExp(): RegExp {
    const object = new RegExp(this.#item() as string, this.#item() as string);
    object.lastIndex = this.#item() as number;
    return object;
  }

  #error(error: object): object {
    for (let left = this.#reader.head(); left > 0; left--) {
      const key = this.#item() as string;
      put(error, key, this.#item(), !HIDDEN.has(key));
    }
    return error;
  }

  // ---------------------------------------------------------------- objects by number

  #skip(): void {
    this.#reader.skip(FIRST, (at) => (this.#objects.places[this.#next++] = at));
  }

  /** An object that is referred to elsewhere; it may have been made already, from there. */
  #first(): unknown {
    const number = this.#next++;
    if (!(number in this.#objects.made)) return this.#make(this.#objects, number);
    this.#skip();
    return this.#objects.made[number];
  }

  #again(number: number): unknown {
    return this.#numbered(this.#objects, number, this.#reader, number + 1);
  }

  #common(number: number): unknown {
    return this.#numbered(this.#commons, number, this.#commonReader, 0);
  }

  #numbered(all: Numbered, number: number, reader: Reader, next: number): unknown {
    if (!(number in all.made)) this.#from(reader, all.places[number] as number, next, () => this.#make(all, number));
    if (all.made[number] !== UNFINISHED) return all.made[number];
    throw new SnapshotError("CORRUPT", "An object is part of what its own decode hook is to be given");
  }

  #make({ made }: Numbered, number: number): unknown {
    made[number] = UNFINISHED;
    return (made[number] = this.#item([made, number]));
  }
}

const HOLE_HEAD = 0xd8;
const SIMPLE_MIN = 20;
const SIMPLE = [false, true, null, undefined];

function keep<T extends object>(slot: Slot | undefined, object: T): T {
  if (slot !== undefined) slot[0][slot[1]] = object;
  return object;
}

/** @throws SnapshotError "UNSUPPORTED_VALUE" where the engine has no such class. */
function builtin(name: string): new (buffer: ArrayBuffer, offset?: number, length?: number) => object {
  const type: unknown = (globalThis as Record<string, unknown>)[name];
  if (typeof type === "function") return type as ReturnType<typeof builtin>;
  throw new SnapshotError("UNSUPPORTED_VALUE", `The snapshot has a ${name}, which this JavaScript engine lacks`);
}

/** An error without own properties. */
function blankError(name: string): object {
  const type = builtin(name) as unknown as new (errors: []) => object;
  const error = new type([]);
  for (const key of Reflect.ownKeys(error)) Reflect.deleteProperty(error, key);
  return error;
}
