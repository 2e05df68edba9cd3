import { classOfName } from "../classes.js";
import { type ComponentClass, type ComponentType, definedTypes } from "../component.js";
import { baseOf, put, TYPED_ARRAYS } from "../kind.js";
import { classNameOf, contentsOf, functionNameOf, type Shape } from "./contents.js";
import { Refusal } from "./failure.js";
import { LIMITS } from "./limits.js";

/** Where a value goes: its type, and a value that was there, or one like it. Both tell which classes it may have. */
export interface Place {
  readonly type?: ComponentType | undefined;
  readonly like?: unknown;
}

/**
 * A value as a message carries it, made again. It is made of what the message says alone: no constructor, no setter and
 * no method of a class is run, and a class is that of the type, of the value that was in its place, or one that was
 * registered under its name.
 * @throws Refusal "VALUE" for what is cut, cannot be sent, or is of a class that is not known here.
 */
export function decoded(wire: unknown, place: Place = {}): unknown {
  return new Decoder(place.type).value(wire, place.like, []);
}

/** A string as a message carries it. @throws Refusal "VALUE" for a part of one. */
export function decodedText(wire: unknown): string {
  if (typeof wire === "string") return wire;
  const [kind, part, length, from] = Array.isArray(wire) ? (wire as unknown[]) : [];
  const text = kind === "units" ? textOfUnits(part) : kind === "text" ? part : undefined;
  if (typeof text !== "string") throw refused("a text was expected");
  if (text.length !== length || from !== 0) throw refused("a text is cut: send the whole");
  return text;
}

const NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
  ["-0", -0],
]);

const SHAPES: ReadonlySet<unknown> = new Set<Shape>(["object", "list", "typed", "map", "set"]);
const DIGITS = /^-?\d{1,617}$/;
const ISO_DATE = /^([+-]\d{6}|\d{4})-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/;

class Decoder {
  /** Objects by the path to them, as JSON. */
  readonly #met = new Map<string, object>();
  readonly #type: ComponentType | undefined;

  constructor(type: ComponentType | undefined) {
    this.#type = type;
  }

  value(wire: unknown, like: unknown, path: readonly unknown[]): unknown {
    if (wire === null || typeof wire === "boolean" || typeof wire === "number" || typeof wire === "string") return wire;
    if (!Array.isArray(wire)) throw refused("a value is what JSON has, or a list that begins with a kind");
    const [kind, content] = wire as unknown[];
    switch (kind) {
      case "number":
        return NUMBERS.get(content) ?? refuse("there is no such number");
      case "bigint":
        return typeof content === "string" && DIGITS.test(content) ? BigInt(content) : refuse("a bigint is decimal digits");
      case "text":
      case "units":
        return decodedText(wire);
      case "undefined":
        return undefined;
      case "date":
        return dateOf(content);
      case "regexp":
        return patternOf(content, wire[2]);
      case "entity":
        return Number.isSafeInteger(content) && (content as number) >= 0 ? content : refuse("there is no such entity");
      case "same":
        return this.#met.get(JSON.stringify(content)) ?? refuse("nothing is open at the path of a same");
      default:
        return SHAPES.has(kind) ? this.#record(kind as Shape, wire, like, path) : refuse(`a ${nameOf(kind)} cannot be sent`);
    }
  }

  #record(shape: Shape, wire: readonly unknown[], like: unknown, path: readonly unknown[]): object {
    if (path.length >= LIMITS.depthMax) throw new Refusal("LIMIT", `A value is more than ${LIMITS.depthMax} deep`);
    const [, className, size, from, ...items] = wire;
    const length = shape === "object" || shape === "map" ? items.length / 2 : items.length;
    if (size !== length || from !== 0) throw refused(`a ${shape} is cut: send all that is inside`);
    const object = this.#empty(shape, className === null ? null : decodedText(className), length, like);
    this.#met.set(JSON.stringify(path), object);
    this.#fill(shape, object, items, like, path);
    return object;
  }

  #fill(shape: Shape, object: object, items: readonly unknown[], like: unknown, path: readonly unknown[]): void {
    const before = insideOf(shape, like);
    const inner = (wire: unknown, key: unknown, place: number): unknown =>
      this.value(wire, before(key, place), [...path, shape === "object" ? key : place]);
    if (shape === "object") {
      for (let at = 0; at < items.length; at += 2) {
        const key = decodedText(items[at]);
        put(object, key, inner(items[at + 1], key, at / 2));
      }
    } else if (shape === "map") {
      for (let at = 0; at < items.length; at += 2) {
        const key = this.value(items[at], undefined, [...path, "key", at / 2]);
        Map.prototype.set.call(object, key, inner(items[at + 1], key, at / 2));
      }
    } else {
      items.forEach((item, at) => this.#add(shape, object, item, at, inner));
    }
  }

  #add(
    shape: Shape,
    object: object,
    item: unknown,
    at: number,
    inner: (wire: unknown, key: unknown, place: number) => unknown,
  ): void {
    const isHole = shape === "list" && Array.isArray(item) && item[0] === "absent";
    if (isHole) return;
    const value = inner(item, at, at);
    if (shape === "set") Set.prototype.add.call(object, value);
    else if (shape === "list") put(object, at, value);
    else {
      assertItem(object, value);
      (object as Uint8Array)[at] = value as number;
    }
  }

  /** An object of a class without what is inside. */
  #empty(shape: Shape, className: string | null, length: number, like: unknown): object {
    const empty = emptyOf(shape, className, length);
    const isUsual = className === "" || (shape === "typed" && className !== null && TYPED_ARRAYS.has(className));
    if (isUsual) return empty;
    const prototype = className === null ? null : this.#prototype(className, like);
    if (prototype === null ? shape !== "object" : !isFor(shape, prototype, empty)) {
      throw refused(`a ${className ?? "value without a prototype"} is no ${shape}`);
    }
    return Object.setPrototypeOf(empty, prototype) as object;
  }

  #prototype(className: string, like: unknown): object {
    if (typeof like === "object" && like !== null && classNameOf(like) === className) {
      return Object.getPrototypeOf(like) as object;
    }
    if (isCalled(this.#type, className)) return (this.#type as ComponentClass).prototype as object;
    const known = [...definedTypes().values(), classOfName(className)].filter((type) => isCalled(type, className));
    const [type, other = type] = new Set(known);
    if (type === undefined) throw refused(`no class ${className.slice(0, 64)} is known here`);
    if (other !== type) throw refused(`more than one class is called ${className.slice(0, 64)}`);
    return (type as ComponentClass).prototype as object;
  }
}

function isCalled(type: ComponentType | undefined, className: string): boolean {
  return typeof type === "function" && functionNameOf(type) === className;
}

/** What was inside a value, to be asked for by key or place. */
function insideOf(shape: Shape, like: unknown): (key: unknown, place: number) => unknown {
  if (typeof like !== "object" || like === null) return () => undefined;
  const contents = contentsOf(like);
  if (contents.shape !== shape) return () => undefined;
  if (shape === "map") return (key) => Map.prototype.get.call(like, key) as unknown;
  if (shape === "object") return (key) => Object.getOwnPropertyDescriptor(like, key as string)?.value as unknown;
  // Items of a list are mostly alike: one that is new may be of the class of the first.
  return (_, place) => contents.entries(place < contents.size ? place : 0, 1)[0]?.[1]?.value as unknown;
}

function emptyOf(shape: Shape, className: string | null, length: number): object {
  if (shape === "list") return new Array<unknown>(length);
  if (shape === "map") return new Map();
  if (shape === "set") return new Set();
  if (shape === "object") return {};
  const type = TYPED_ARRAYS.has(className ?? "") ? (globalThis as Record<string, unknown>)[className as string] : undefined;
  if (typeof type === "function") return new (type as typeof Uint8Array)(length);
  throw refused("a typed array is of a built-in class");
}

/** Whether objects of a shape can have a prototype. */
function isFor(shape: Shape, prototype: object, empty: object): boolean {
  if (shape === "list") return Array.prototype.isPrototypeOf.call(Array.prototype, prototype);
  return baseOf(prototype) === baseOf(Object.getPrototypeOf(empty) as object);
}

/** @throws Refusal "VALUE" for what an item of a typed array cannot be, or would not be the same as. */
export function assertItem(list: object, value: unknown): void {
  const kind = (list as Uint8Array)[Symbol.toStringTag] as string;
  const probe = emptyOf("typed", kind, 1) as Uint8Array;
  if (typeof value !== typeof probe[0]) throw refused(`an item of a ${kind} is a ${typeof probe[0]}`);
  probe[0] = value as number;
  if (!kind.startsWith("Float") && probe[0] !== value) throw refused(`a ${kind} cannot hold ${String(value)}`);
}

function dateOf(iso: unknown): Date {
  if (iso === null) return new Date(NaN);
  const date = typeof iso === "string" && ISO_DATE.test(iso) ? new Date(iso) : undefined;
  if (date === undefined || Number.isNaN(date.getTime())) throw refused("a date is written as in 2026-01-31T12:00:00.000Z");
  return date;
}

function patternOf(source: unknown, flags: unknown): RegExp {
  const text = decodedText(source);
  try {
    return new RegExp(text, typeof flags === "string" ? flags : "");
  } catch {
    throw refused("it is no regular expression");
  }
}

function textOfUnits(digits: unknown): string | undefined {
  if (typeof digits !== "string" || !/^([0-9a-f]{4})*$/.test(digits)) return undefined;
  const units = digits.match(/.{4}/g) ?? [];
  return units.map((unit) => String.fromCharCode(parseInt(unit, 16))).join("");
}

function nameOf(kind: unknown): string {
  return typeof kind === "string" ? kind.slice(0, 64) : "value without a kind";
}

/** The refusal of a value that cannot be taken as it is. */
export function refused(reason: string): Refusal {
  return new Refusal("VALUE", `The value cannot be taken: ${reason}`);
}

function refuse(reason: string): never {
  throw refused(reason);
}
