import { ComponentError } from "./errors.js";
import { know } from "./stranger.js";

/** A class whose instances are component values. */
export type ComponentClass<T extends object = object> = new (...args: any[]) => T;

/** For values without a class of their own: plain objects, strings, numbers, tags. */
export interface ComponentToken<T> {
  /** The stable name. */
  readonly name: string;
  /** Carries the type; never set. */
  readonly __value?: T;
}

/** What a component is told apart by: a class, or a token. */
export type ComponentType<T = any> = ComponentToken<T> | (T extends object ? ComponentClass<T> : never);

/** The type of a component type's values. */
// A class has a name too, and so would pass for a token: it is asked first.
export type ValueOf<C> = C extends ComponentClass<infer T> ? T : C extends ComponentToken<infer T> ? T : never;

/** The values of a list of component types, in its order. */
export type Values<C extends readonly ComponentType[]> = { [K in keyof C]: ValueOf<C[K]> };

/** A component value: an instance of a class, a shared one, or a type with a value. */
export type Component = object | Shared<object> | readonly [ComponentType, unknown];

/** How a component type behaves. */
export interface ComponentOptions<T> {
  /** Stable name used in queries and the inspector; a class defaults to its own name. */
  name?: string;
  /** How two values become one (entity merge, two writes in one batch). Default: the later value wins. */
  combine?(first: T, second: T): T;
  /** How one value becomes two (entity split). Default: two independent deep copies. */
  split?(value: T): [T, T];
  /**
   * What is saved in place of a value of this type; for a class, of any instance, wherever it is met. Called
   * once for an object and save. The answer may hold whatever can be saved, but not the value itself.
   */
  encode?(value: T): unknown;
  /** Makes the value again of what `encode` answered. An object that holds the value may be still without contents. */
  decode?(data: any): T;
  /**
   * Where the value holds entities: in these fields, or with `true` anywhere: numbers there, and in arrays, sets,
   * maps and plain objects there, all the way down. Such numbers follow their entities when a snapshot is imported.
   */
  entities?: true | readonly string[];
}

class Token<T> implements ComponentToken<T> {
  static readonly name = "ComponentToken";
  declare readonly __value?: T;

  /** Brands tokens: asking for it runs no code, whatever is asked. */
  readonly #token = true;

  constructor(readonly name: string) {
    Object.freeze(this);
  }

  static is(value: unknown): value is Token<unknown> {
    return typeof value === "object" && value !== null && #token in value && value.#token;
  }
}

const optionsByType = new WeakMap<object, ComponentOptions<unknown>>();
const typesByName = new Map<string, ComponentType>();

function claimName(name: string, type: ComponentType): void {
  const owner = typesByName.get(name);
  if (owner !== undefined && owner !== type) {
    const message = `${JSON.stringify(name)} names another component type; define it once and import it, or rename one`;
    throw new ComponentError("DUPLICATE_NAME", message);
  }
  typesByName.set(name, type);
}

/**
 * A component type for values without a class of their own.
 *
 * ```js
 * const Health = defineComponent("Health", { combine: (a, b) => a + b });
 * world.set(entity, Health, 10);
 * ```
 * @throws ComponentError "DUPLICATE_NAME" when another type was defined or registered under the name.
 */
export function defineComponent<T>(name: string, options: Omit<ComponentOptions<T>, "name"> = {}): ComponentToken<T> {
  if (typeof name !== "string") throw new ComponentError("NO_NAME", "A component type needs a name; pass a string");
  const token = new Token<T>(name);
  claimName(name, token);
  optionsByType.set(token, { ...options, name } as ComponentOptions<unknown>);
  return token;
}

/** A component type without data: an entity has it or not. Its value is `true`. */
export function defineTag(name: string): ComponentToken<true> {
  return defineComponent<true>(name);
}

/**
 * Gives a class its stable name or its options; call it once, where the class is defined. Minifiers change
 * the names of classes, so a class that is saved or shown deserves a name of its own.
 *
 * ```js
 * registerComponent(Wallet, { name: "Wallet", combine: (a, b) => new Wallet(a.coins + b.coins) });
 * ```
 * @throws ComponentError "DUPLICATE_NAME" when another type has the name; "NOT_A_TYPE" for what is no class.
 */
export function registerComponent<T extends object>(type: ComponentClass<T>, options: ComponentOptions<T>): void {
  if (typeof type !== "function") throw notAType(type);
  if (options.name !== undefined) claimName(options.name, type);
  optionsByType.set(type, { ...options } as ComponentOptions<unknown>);
  const name: unknown = options.name ?? Object.getOwnPropertyDescriptor(type, "name")?.value;
  if (typeof name === "string") know(type, name);
}

/** @internal The type that was defined or registered under a name. */
export function typeNamed(name: string): ComponentType | undefined {
  return typesByName.get(name);
}

/** @internal The types that were defined or registered, by name. */
export function definedTypes(): ReadonlyMap<string, ComponentType> {
  return typesByName;
}

/** @internal The options a type was given, empty if none. */
export function optionsOf(type: ComponentType): ComponentOptions<unknown> {
  return optionsByType.get(type) ?? {};
}

/** @internal The name of a type in every world. @throws ComponentError "NO_NAME". */
export function nameOf(type: ComponentType): string {
  let cause: unknown;
  try {
    const name: unknown = optionsOf(type).name ?? type.name;
    if (typeof name === "string" && (name !== "" || Token.is(type))) return name;
  } catch (error) {
    cause = error;
  }
  const message = "The class has no name; give it one with registerComponent(Class, { name })";
  throw new ComponentError("NO_NAME", message, { cause });
}

/** @internal Whether something can be a component type. */
export function isType(value: unknown): value is ComponentType {
  return typeof value === "function" || Token.is(value);
}

/** @internal The error for something that is no component type. */
export function notAType(value: unknown): ComponentError {
  const message = `A component type is a class, or what defineComponent() answers; this is a value (${typeof value})`;
  return new ComponentError("NOT_A_TYPE", message);
}

/** @internal The class of a value that is given without a type. @throws ComponentError "NO_CLASS". */
export function classOf(value: unknown): ComponentClass {
  let cause: unknown;
  try {
    const type: unknown =
      typeof value === "object" && value !== null ? Object.getPrototypeOf(value)?.constructor : undefined;
    if (typeof type === "function" && type !== Object && type !== Array) return type as ComponentClass;
  } catch (error) {
    cause = error;
  }
  const kind = value === null ? "null" : typeof value;
  const message = `A value without a class of its own (${kind}) needs its type beside it`;
  throw new ComponentError("NO_CLASS", message, { cause });
}

/**
 * Marks a value as shared: every entity it is set on holds one and the same instance, counted by reference.
 * The identity of the value decides, not that of the wrapper; a shared value wrapped again is itself, and a
 * copy that was read from a shared component joins the group it was read from, whatever was changed in it
 * (`updateShared` changes the value for all).
 */
export class Shared<T> {
  static readonly name = "Shared";
  readonly #value: T;

  constructor(value: T | Shared<T>) {
    this.#value = unwrapped(value) as T;
  }

  /** Whether something is a `Shared`, from whichever entry of the package. */
  static is(value: unknown): value is Shared<unknown> {
    return typeof value === "object" && value !== null && #value in value;
  }

  /** The value itself. */
  unwrap(): T {
    return this.#value;
  }
}

/** Short for `new Shared(value)`. */
export function shared<T>(value: T | Shared<T>): Shared<T> {
  return new Shared(value);
}

/** @internal The value that `Shared` marks, or the value itself. */
export function unwrapped(value: unknown): unknown {
  return Shared.is(value) ? value.unwrap() : value;
}

const strangers = new WeakSet<object>();

/** @internal A type that a snapshot names and nobody defined yet. */
export function stranger(name: string): ComponentType {
  const token = new Token<unknown>(name);
  strangers.add(token);
  return token;
}

/** @internal Whether a type stands for one that nobody defined yet. */
export function isStranger(type: ComponentType): boolean {
  return strangers.has(type);
}
