import { writeBuiltin } from "./builtin.js";
import { ARRAY, ENTITY, exceeds, FALSE, MAP, NULL, OBJECT, type Sink, TAG, TRUE, UNDEFINED } from "./cbor.js";
import type { Entities, Hook, Shape, Shapes } from "./classes.js";
import type { Limits } from "./limits.js";
import { refuse, type Step } from "./path.js";
import { isHandle } from "./table.js";

/** What the passes of one save know in common. */
export interface Save {
  readonly limits: Limits;
  /** Whether the order of keys, entries and members counts. */
  readonly ordered: boolean;
  readonly shapes: Shapes;
  /** What the hooks answered: each is called once for an object. */
  readonly data: Map<object, unknown>;
}

/**
 * Goes through values in the order in which they are written. A pass that only looks has a sink that keeps
 * nothing, so no two passes can go differently.
 */
export abstract class Pass {
  /** The way to where the pass is, for messages. */
  readonly path: Step[] = [];
  #depth = 0;

  constructor(
    readonly save: Save,
    readonly out: Sink,
  ) {}

  /** Whether an object's contents are due here; if not, what stands for it was written. */
  protected abstract enters(object: object, entities: Entities, shape: Shape): boolean;

  /** What was entered last and not left is left. */
  protected leaves(): void {}

  /** Whether nothing refers to a buffer but one view. */
  abstract isAlone(buffer: object): boolean;

  /** @throws what getters, proxies and hooks throw, and refusals. */
  value(value: unknown, entities: Entities): void {
    if (typeof value === "object" && value !== null) this.#object(value, entities);
    else if (typeof value === "function" && this.save.shapes.isClaimed(value)) this.#object(value, entities);
    else writePrimitive(this.out, value, entities);
  }

  /** A value one step further on. */
  step(step: Step, value: unknown, entities?: Entities): void {
    this.path.push(step);
    this.value(value, entities);
    this.path.pop();
  }

  /** The buffer of a view: the two count as one object. */
  buffer(buffer: object): void {
    this.path.push("buffer");
    this.#object(buffer, undefined, 1);
    this.path.pop();
  }

  #object(object: object, entities: Entities, more = 0): void {
    const shape = this.save.shapes.of(object);
    // What a type says of its values counts before what their class says.
    const own = shape.name === null || (this.#depth === 0 && entities !== undefined) ? entities : shape.entities;
    if (this.#depth >= this.save.limits.valueDepthMax + more) refuse(TOO_DEEP, "LIMIT");
    this.#depth++;
    if (this.enters(object, own, shape)) {
      this.#contents(object, shape, own);
      this.leaves();
    }
    this.#depth--;
  }

  /** An object that is written here whatever refers to it. */
  contents(object: object, entities: Entities): void {
    this.#depth = 1;
    this.#contents(object, this.save.shapes.of(object), entities);
    this.#depth = 0;
  }

  #contents(object: object, shape: Shape, entities: Entities): void {
    if (shape.hook !== undefined) this.#encoded(object, shape.hook);
    else if (shape.base === "Object") {
      if (shape.name !== null) this.begin("instance", 2, shape.name);
      this.properties(object, this.keys(object), entities);
    } else if (shape.base === "Record") {
      this.begin("record", 1);
      this.properties(object, this.keys(object), entities);
    } else writeBuiltin(this, object, shape, entities);
  }

  #encoded(object: object, hook: Hook): void {
    this.begin("encoded", 2, hook.name);
    this.path.push(ENCODE);
    if (!this.save.data.has(object)) this.save.data.set(object, hook.encode(object));
    this.value(this.save.data.get(object), hook.entities);
    this.path.pop();
  }

  /** A primitive of a type with a hook, and what the hook answered for it. */
  primitive(hook: Hook, data: unknown): void {
    this.begin("encoded", 2, hook.name);
    this.#depth = 1;
    this.step(ENCODE, data, hook.entities);
    this.#depth = 0;
  }

  /** The head of a form of our own, and the name in it. */
  begin(kind: string, parts: number, name?: string | null): void {
    this.out.head(TAG, OBJECT);
    this.out.head(ARRAY, parts + 1);
    this.out.text(kind);
    if (name === null) this.out.byte(NULL);
    else if (name !== undefined) this.out.text(name);
  }

  /** The names of an object's own enumerable properties. */
  keys(object: object): string[] {
    return this.inOrder(Object.keys(object));
  }

  inOrder(keys: string[]): string[] {
    return this.save.ordered ? keys : keys.sort();
  }

  properties(object: object, keys: readonly string[], entities: Entities): void {
    this.out.head(MAP, keys.length);
    for (const key of keys) {
      this.path.push(key);
      if (exceeds(key, this.save.limits.keyBytesMax)) refuse("has a key longer than limits.keyBytesMax", "LIMIT");
      this.out.text(key);
      const value = (object as Record<string, unknown>)[key];
      this.value(value, entities === true || entities?.includes(key) ? true : undefined);
      this.path.pop();
    }
  }
}

const TOO_DEEP = "is nested deeper than limits.valueDepthMax; refer to entities by their ids, or raise the limit";
const ENCODE: Step = [".encode()"];

/** @throws a refusal for a function or a symbol. */
export function writePrimitive(out: Sink, value: unknown, entities: Entities): void {
  switch (typeof value) {
    case "number":
      if (entities === true && isHandle(value)) out.head(TAG, ENTITY);
      return out.number(value);
    case "string":
      return out.text(value);
    case "boolean":
      return out.byte(value ? TRUE : FALSE);
    case "bigint":
      return out.bigint(value);
    case "undefined":
      return out.byte(UNDEFINED);
    case "object":
      return out.byte(NULL);
    default:
      refuse(`is a ${typeof value}, which cannot be saved; leave it out, or save it through an encode hook`);
  }
}
