import { isMissing } from "./comparison.js";
import { pageOf } from "./chunk.js";
import { type EntityId, INDEX_MASK } from "./entity.js";
import { type Column, PAGE_BITS, SLOT_MASK, type Store } from "./store.js";

/** A value in a query, as the core hands it over: what it is, then its parts. */
export type OperandCode =
  | ["path", ...HopCode[]]
  | ["word" | "number" | "bigint" | "text" | "date", string]
  | ["parameter", number]
  | ["entity"]
  | ["minus", OperandCode]
  | ["+" | "-" | "*" | "/" | "%", OperandCode, OperandCode];

/** A component and the way inside its value. */
export type HopCode = [component: number, steps: Array<string | number>];

/** Looked at page by page: `enter` says which, `at` answers by slot. What cannot be read is missing. */
export interface Operand {
  enter(page: number): void;
  at(slot: number): unknown;
}

/** What a query is carried out with. */
export interface Context {
  readonly store: Store;
  readonly parameters: readonly unknown[];
}

const WORDS: Record<string, unknown> = { null: null, true: true, false: false, NaN: NaN, Infinity: Infinity };

/** @internal The operand of a code. */
export function operandOf(code: OperandCode, context: Context): Operand {
  switch (code[0]) {
    case "path":
      return pathOf(code.slice(1) as HopCode[], context.store);
    case "word":
      return new Constant(WORDS[code[1]]);
    case "number":
      return new Constant(Number(code[1]));
    case "bigint":
      return new Constant(BigInt(code[1]));
    case "text":
      return new Constant(code[1]);
    case "date":
      return new Constant(new Date(code[1]));
    case "parameter":
      return new Constant(present(context.parameters[code[1]]));
    case "entity":
      return new Own(context.store);
    case "minus":
      return new Arithmetic(negative, operandOf(code[1], context), new Constant(undefined));
    default:
      return new Arithmetic(OPERATORS[code[0]], operandOf(code[1], context), operandOf(code[2], context));
  }
}

function pathOf(hops: readonly HopCode[], store: Store): Operand {
  const [first, ...others] = hops as [HopCode, ...HopCode[]];
  const path = new Path(store.columns[first[0]] as Column, first[1]);
  if (others.length === 0) return path;
  return new Reference(
    store,
    path,
    others.map(([component, steps]) => ({ column: store.columns[component] as Column, steps })),
  );
}

/** The same for every entity. */
export class Constant implements Operand {
  constructor(readonly value: unknown) {}

  enter(): void {}

  at(): unknown {
    return this.value;
  }
}

/** What a component of the entity holds. */
export class Path implements Operand {
  #values: unknown[] = [];

  constructor(
    readonly column: Column,
    readonly steps: ReadonlyArray<string | number>,
  ) {}

  enter(page: number): void {
    this.#values = pageOf(this.column, page);
  }

  /** The values of the page, by slot. */
  get values(): readonly unknown[] {
    return this.#values;
  }

  at(slot: number): unknown {
    return inside(this.#values[slot], this.steps);
  }
}

/** @internal What an entity holds to which a value of the entity refers. */
export class Reference implements Operand {
  constructor(
    readonly store: Store,
    readonly path: Path,
    readonly hops: ReadonlyArray<{ column: Column; steps: ReadonlyArray<string | number> }>,
  ) {}

  enter(page: number): void {
    this.path.enter(page);
  }

  at(slot: number): unknown {
    return inside(this.#last(slot), this.hops.at(-1)?.steps ?? []);
  }

  /** Whether it leads to an entity that has the last component, whatever the value. */
  leads(slot: number): boolean {
    return this.#last(slot) !== undefined;
  }

  /** The last component of the way, whole. */
  #last(slot: number): unknown {
    let value = this.path.at(slot);
    let component: unknown;
    for (const { column, steps } of this.hops) {
      if (!this.store.isAlive(value)) return undefined;
      component = this.store.valueAt(value as EntityId, column);
      value = inside(component, steps);
    }
    return component;
  }
}

/** The entity's own id. */
class Own implements Operand {
  #first = 0;

  constructor(readonly store: Store) {}

  enter(page: number): void {
    this.#first = page << PAGE_BITS;
  }

  at(slot: number): unknown {
    return this.store.entityAt(this.#first + slot);
  }
}

type Operator = (one: unknown, other: unknown) => unknown;

const OPERATORS: Record<"+" | "-" | "*" | "/" | "%", Operator> = {
  "+": (one, other) => both(one, other, (a, b) => a + b),
  "-": (one, other) => both(one, other, (a, b) => a - b),
  "*": (one, other) => both(one, other, (a, b) => a * b),
  "/": (one, other) => both(one, other, (a, b) => a / b),
  "%": (one, other) => both(one, other, (a, b) => a % b),
};

/** Numbers with numbers and bigints with bigints; anything else has no result. */
function both(one: unknown, other: unknown, reckon: (one: number, other: number) => number): unknown {
  const kind = typeof one;
  if ((kind !== "number" && kind !== "bigint") || typeof other !== kind) return undefined;
  try {
    return reckon(one as number, other as number);
  } catch {
    // A bigint divided by nothing.
    return undefined;
  }
}

function negative(value: unknown): unknown {
  return typeof value === "number" || typeof value === "bigint" ? -value : undefined;
}

class Arithmetic implements Operand {
  constructor(
    readonly operator: Operator,
    readonly one: Operand,
    readonly other: Operand,
  ) {}

  enter(page: number): void {
    this.one.enter(page);
    this.other.enter(page);
  }

  at(slot: number): unknown {
    return this.operator(this.one.at(slot), this.other.at(slot));
  }
}

// ---------------------------------------------------------------- inside values

/** The value, or undefined for what is none. */
function present(value: unknown): unknown {
  return isMissing(value) ? undefined : value;
}

/** What is inside a value, step by step. Code of the value's own may run; what it throws makes the value missing. */
export function inside(value: unknown, steps: ReadonlyArray<string | number>): unknown {
  try {
    let found = value;
    for (const step of steps) found = stepInto(found, step);
    return present(found);
  } catch {
    return undefined;
  }
}

/** A property, or the entry of a map; of an object's prototype nothing is seen but what its class computes. */
function stepInto(value: unknown, step: string | number): unknown {
  if (isMissing(value) || value === null) return undefined;
  if (step === "__proto__" && !Object.hasOwn(value as object, step)) return undefined;
  const found = (value as Record<string | number, unknown>)[step];
  return typeof step === "string" && isMissing(found) && value instanceof Map ? value.get(step) : found;
}

/** The slot and the page of an entity. */
export function placeOf(entity: EntityId): [page: number, slot: number] {
  return [(entity & INDEX_MASK) >>> PAGE_BITS, entity & SLOT_MASK];
}
