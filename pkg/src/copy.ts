import { ComponentError } from "./errors.js";
import { kindOf, type Kind, put } from "./kind.js";
import { rememberCopy } from "./stranger.js";

/**
 * A deep copy that keeps prototypes, cycles and links inside the value.
 *
 * Copied are plain objects and instances of classes (their enumerable own properties, read through getters),
 * arrays with their holes, Map, Set, Date, RegExp, Error, ArrayBuffer and its views, and boxed primitives,
 * each with its subclass. Kept by reference are functions, and what shows no contents: promises, weak
 * collections, shared buffers, objects of the host. Private fields are not seen: a class that has them needs
 * `{ copy: false }` reads.
 * @throws ComponentError "UNCOPYABLE" when a getter or a proxy throws, or a buffer is detached.
 */
export function deepCopy<T>(value: T): T {
  return new Copier().copy(value);
}

/** Copies several values so that what they have in common stays in common. */
export class Copier {
  readonly #copies = new Map<object, object>();
  readonly #unfilled: Array<[source: object, copy: object, kind: Kind | "Array"]> = [];

  /** @throws ComponentError "UNCOPYABLE". */
  copy<T>(value: T): T {
    if (typeof value !== "object" || value === null) return value;
    try {
      const copy = this.#copy(value);
      for (let next = this.#unfilled.pop(); next !== undefined; next = this.#unfilled.pop()) this.#fill(...next);
      return copy as T;
    } catch (cause) {
      this.#unfilled.length = 0;
      const message = "Reading the value to copy it failed; read it with { copy: false }";
      throw new ComponentError("UNCOPYABLE", message, { cause });
    }
  }

  /** The copy of a value, whose contents may be still to come: there is no recursion, so depth is no limit. */
  #copy(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    const known = this.#copies.get(value);
    if (known !== undefined) return known;
    const prototype = Object.getPrototypeOf(value) as object | null;
    const kind = Array.isArray(value) ? "Array" : kindOf(prototype);
    if (kind === "opaque") return value;
    const copy = this.#empty(value, kind, prototype);
    rememberCopy(copy, value);
    this.#copies.set(value, copy);
    this.#unfilled.push([value, copy, kind]);
    return copy;
  }

  /** A value of the same kind and prototype, without own properties and members. */
  #empty(source: object, kind: Kind | "Array", prototype: object | null): object {
    if (kind === "Object") return prototype === Object.prototype ? {} : (Object.create(prototype) as object);
    const copy = kind === "Array" ? [] : this.#make(source, kind);
    if (Object.getPrototypeOf(copy) !== prototype) Object.setPrototypeOf(copy, prototype);
    return copy;
  }

  #make(source: object, kind: Exclude<Kind, "Object">): object {
    switch (kind) {
      case "Map":
        return new Map();
      case "Set":
        return new Set();
      case "Date":
        return new Date(Date.prototype.getTime.call(source));
      case "RegExp":
        return new RegExp(source as RegExp);
      case "Error":
        return stackless();
      case "ArrayBuffer":
        return copyBuffer(source as ArrayBuffer);
      case "TypedArray":
      case "DataView":
        return this.#view(source as DataView | Uint8Array);
      default:
        return Object((source as { valueOf(): unknown }).valueOf()) as object;
    }
  }

  /** Views of one buffer stay views of one buffer. */
  #view(source: DataView | Uint8Array): object {
    const buffer = this.#copy(source.buffer) as ArrayBuffer;
    if (!("length" in source)) return new DataView(buffer, source.byteOffset, source.byteLength);
    const type = globalThis[source[Symbol.toStringTag]];
    return new type(buffer, source.byteOffset, source.length);
  }

  #fill(source: object, copy: object, kind: Kind | "Array"): void {
    if (kind === "Map") {
      Map.prototype.forEach.call(source, (value, key) => {
        Map.prototype.set.call(copy, this.#copy(key), this.#copy(value));
      });
    } else if (kind === "Set") {
      Set.prototype.forEach.call(source, (value) => Set.prototype.add.call(copy, this.#copy(value)));
    } else if (kind === "Array") {
      (copy as unknown[]).length = (source as unknown[]).length;
    } else if (kind === "RegExp") {
      (copy as RegExp).lastIndex = (source as RegExp).lastIndex;
    }
    if (kind === "Error") this.#hiddenProperties(source, copy);
    else if (kind !== "TypedArray" && kind !== "String") this.#properties(source, copy);
  }

  #properties(source: object, copy: object): void {
    for (const key of Object.keys(source)) this.#property(source, copy, key);
    for (const key of Object.getOwnPropertySymbols(source)) {
      if (Object.prototype.propertyIsEnumerable.call(source, key)) this.#property(source, copy, key);
    }
  }

  #property(source: object, copy: object, key: PropertyKey): void {
    put(copy, key, this.#copy((source as Record<PropertyKey, unknown>)[key]));
  }

  /** What makes up an error is not enumerable. */
  #hiddenProperties(source: object, copy: object): void {
    for (const key of Reflect.ownKeys(source)) {
      const value = this.#copy((source as Record<PropertyKey, unknown>)[key]);
      const enumerable = Object.prototype.propertyIsEnumerable.call(source, key);
      put(copy, key, value, enumerable);
    }
  }
}

/** An error that does not say where it was made: its own stack, if any, is among the properties to be copied. */
function stackless(): Error {
  const error = new Error();
  Reflect.deleteProperty(error, "stack");
  return error;
}

function copyBuffer(source: ArrayBuffer): ArrayBuffer {
  const { resizable, maxByteLength } = source as ArrayBuffer & { resizable?: boolean; maxByteLength?: number };
  if (resizable !== true) return ArrayBuffer.prototype.slice.call(source, 0);
  const copy = new (ArrayBuffer as new (length: number, options: object) => ArrayBuffer)(source.byteLength, {
    maxByteLength,
  });
  new Uint8Array(copy).set(new Uint8Array(source));
  return copy;
}
