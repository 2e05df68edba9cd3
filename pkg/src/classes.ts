import {
  type ComponentClass,
  type ComponentOptions,
  type ComponentType,
  nameOf,
  optionsOf,
  typeNamed,
} from "./component.js";
import { SnapshotError } from "./errors.js";
import { baseOf, constructorOf, nativeName } from "./kind.js";
import { exceeds } from "./cbor.js";
import { refuse } from "./path.js";
import { know, knownAs, type Stranger, strangerOf } from "./stranger.js";

/** Which numbers of a value are entities: all, those in some fields, or none. */
export type Entities = ComponentOptions<unknown>["entities"];

/** What is saved in place of a value. */
export interface Hook {
  readonly name: string;
  readonly entities: Entities;
  encode(value: unknown): unknown;
}

/** How the objects with one prototype are saved. */
export interface Shape {
  /** The nearest built-in class, such as "Object", "Array" or "TypeError"; "Record" without a prototype. */
  readonly base: string;
  /** The class that derives from it; null for objects of the built-in class itself. */
  readonly name: string | null;
  readonly entities: Entities;
  readonly hook: Hook | undefined;
}

/** Finds the type or the class of a name. */
export type Classes = (name: string) => ComponentType | undefined;

/** The component type or the class of a name, as far as it is known in this process. */
export function classOfName(name: string): ComponentType | undefined {
  return typeNamed(name) ?? (knownAs(name) as ComponentClass | undefined);
}

/** The class of a name, if a type of that name is none. */
export function instanceClass(name: string, classes: Classes): ComponentClass | undefined {
  const type = classes(name);
  return typeof type === "function" ? type : (knownAs(name) as ComponentClass | undefined);
}

/** The hook of a type that has one. */
export function hookOf(type: ComponentType, name: string): Hook | undefined {
  const options = optionsOf(type);
  if (options.encode === undefined) return undefined;
  return { name, entities: options.entities, encode: (value) => options.encode?.(value) };
}

/**
 * What a value becomes when its type is known: itself, or what the `decode` hook makes of its data.
 * @throws SnapshotError "CORRUPT".
 */
export function adopt(value: unknown, type: ComponentType): unknown {
  if (typeof value !== "object" || value === null) return value;
  const name = nameOf(type);
  know(type, name);
  const stranger = strangerOf(value);
  if (!stranger?.encoded || stranger.name !== name || !decodes(type)) return value;
  return decoded(type, (value as { data: unknown }).data, name);
}

/** Whether a type has a `decode` hook. */
export function decodes(type: ComponentType | undefined): type is ComponentType {
  return type !== undefined && optionsOf(type).decode !== undefined;
}

/** What the hook of a type makes of data. @throws SnapshotError "CORRUPT". */
export function decoded(type: ComponentType, data: unknown, name: string): unknown {
  let cause: unknown;
  try {
    const value = optionsOf(type).decode?.(data);
    if (value !== undefined) return value;
  } catch (error) {
    cause = error;
  }
  throw new SnapshotError("CORRUPT", `The decode hook of ${name} made no value of its data`, name, { cause });
}

/** The shapes met in one save: every class has its name for itself. */
export class Shapes {
  readonly #shapes = new Map<object | null, Shape>([
    [null, { base: "Record", name: null, entities: undefined, hook: undefined }],
  ]);
  readonly #classes = new Map<string, ComponentClass>();
  readonly #claimed = new Map<object, Shape>();

  constructor(readonly nameBytesMax: number) {}

  /** An object is a value of a type with a hook: it is saved as that, wherever it is met. The first claim counts. */
  claim(value: object, hook: Hook): void {
    const encoded = strangerOf(value)?.encoded === true;
    if (!encoded && !this.#claimed.has(value)) this.#claimed.set(value, shapeOf(hook));
  }

  isClaimed(value: object): boolean {
    return this.#claimed.has(value);
  }

  /** @throws a refusal. */
  of(value: object): Shape {
    return this.#claimed.get(value) ?? this.#ofPrototype(value);
  }

  #ofPrototype(value: object): Shape {
    const prototype = Object.getPrototypeOf(value) as object | null;
    let shape = this.#shapes.get(prototype);
    if (shape === undefined) this.#shapes.set(prototype, (shape = this.#describe(prototype as object)));
    if (Array.isArray(value) !== (shape.base === "Array")) refuse("has the prototype of something else");
    const stranger = shape.name === null ? strangerOf(value) : undefined;
    return stranger === undefined ? shape : strange(shape, stranger);
  }

  #describe(prototype: object): Shape {
    const base = baseOf(prototype);
    if (base === "opaque" || base === "Symbol") refuse(`is a ${nativeName(prototype) ?? "host object"}, ${HIDDEN}`);
    if (nativeName(prototype) === base) return { base, name: null, entities: undefined, hook: undefined };
    const type = constructorOf(prototype) as ComponentClass;
    if (typeof type !== "function" || type.prototype !== prototype) refuse("has a prototype that belongs to no class");
    const name = this.#nameOf(type);
    return { base, name, entities: optionsOf(type).entities, hook: hookOf(type, name) };
  }

  #nameOf(type: ComponentClass): string {
    const name = nameOf(type);
    const registered = typeNamed(name);
    const other = this.#classes.get(name) ?? (typeof registered === "function" ? registered : type);
    if (other !== type) refuse(`is of one of two classes called ${name}; name one of them with registerComponent()`);
    if (exceeds(name, this.nameBytesMax)) refuse("has a class whose name is longer than limits.nameBytesMax", "LIMIT");
    this.#classes.set(name, type);
    know(type, name);
    return name;
  }
}

const HIDDEN = "whose contents cannot be seen; leave it out, or save it through an encode hook";

function shapeOf(hook: Hook): Shape {
  return { base: "Object", name: hook.name, entities: hook.entities, hook };
}

function strange(shape: Shape, { name, encoded }: Stranger): Shape {
  const encode = (value: unknown): unknown => (value as { data: unknown }).data;
  return encoded ? shapeOf({ name, entities: undefined, encode }) : { ...shape, name };
}
