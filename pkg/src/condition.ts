import { compare, EQUAL, isMissing, Keys, LIST_MAX, timeOf } from "./comparison.js";
import { COPIES } from "./copies.js";
import type { KeepNumbers } from "./numbers.js";
import { Constant, type Context, type Operand, type OperandCode, operandOf, Path, type Reference } from "./operand.js";
import { PAGE_SLOTS } from "./store.js";
import { isHandle } from "./table.js";

/** A condition in a query, as the core hands it over: what it is, then its parts. */
export type ConditionCode =
  | ["all" | "any", ...ConditionCode[]]
  | ["not", ConditionCode]
  | ["mask", number]
  | ["leads", OperandCode]
  | ["compare", outcomes: number, OperandCode, OperandCode]
  | ["in", negated: boolean, OperandCode, OperandCode[]]
  | ["has" | "contains", negated: boolean, OperandCode, OperandCode]
  | ["is", negated: boolean, OperandCode, string];

/**
 * Asked page by page, of many slots at once: `keep` gets ascending slots, moves those for which it holds to the
 * front in their order, and answers how many those are.
 */
export interface Condition {
  enter(page: number): void;
  keep(slots: Uint32Array, count: number): number;
}

/** What conditions are made with: the core's answers about the structure of a page, beside the values. */
export interface Asking extends Context {
  /** Where a question to the masks holds: bit `slot % 8` of byte `slot / 8`. */
  aside(question: number, page: number): Uint8Array;
}

/** @internal The condition of a code. */
export function conditionOf(code: ConditionCode, asking: Asking): Condition {
  switch (code[0]) {
    case "all":
      return new All((code.slice(1) as ConditionCode[]).map((part) => conditionOf(part, asking)));
    case "any":
      return new Any((code.slice(1) as ConditionCode[]).map((part) => conditionOf(part, asking)));
    case "not":
      return new Not(conditionOf(code[1], asking));
    case "mask":
      return new Masked(asking, code[1]);
    default:
      return testOf(code, asking);
  }
}

type TestCode = Exclude<ConditionCode, ["all" | "any", ...ConditionCode[]] | ["not", ConditionCode] | ["mask", number]>;

function testOf(code: TestCode, asking: Asking): Condition {
  switch (code[0]) {
    case "leads":
      return new Leads(operandOf(code[1], asking) as Reference);
    case "compare":
      return comparison(code[1], operandOf(code[2], asking), operandOf(code[3], asking));
    case "in": {
      const items = code[3].map((item) => operandOf(item, asking));
      return membership(code[1], operandOf(code[2], asking), items);
    }
    case "has":
      return new Two(operandOf(code[2], asking), operandOf(code[3], asking), present(code[1], hasMember));
    case "contains":
      return new Two(operandOf(code[2], asking), operandOf(code[3], asking), present(code[1], containsText));
    case "is":
      return new One(operandOf(code[2], asking), kindTest(code[3], code[1], asking));
  }
}

// ---------------------------------------------------------------- joined conditions

class All implements Condition {
  constructor(readonly parts: readonly Condition[]) {}

  enter(page: number): void {
    for (const part of this.parts) part.enter(page);
  }

  keep(slots: Uint32Array, count: number): number {
    return this.parts.reduce((left, part) => (left === 0 ? 0 : part.keep(slots, left)), count);
  }
}

class Any implements Condition {
  constructor(readonly parts: readonly Condition[]) {}

  enter(page: number): void {
    for (const part of this.parts) part.enter(page);
  }

  keep(slots: Uint32Array, count: number): number {
    const kept = new Uint8Array(PAGE_SLOTS);
    let rest = slots.slice(0, count);
    for (const part of this.parts) {
      const tried = rest.slice();
      const found = part.keep(tried, tried.length);
      for (let at = 0; at < found; at++) kept[tried[at] as number] = 1;
      rest = rest.filter((slot) => kept[slot] === 0);
    }
    return keepWhere(slots, count, (slot) => kept[slot] === 1);
  }
}

class Not implements Condition {
  constructor(readonly part: Condition) {}

  enter(page: number): void {
    this.part.enter(page);
  }

  keep(slots: Uint32Array, count: number): number {
    const tried = slots.slice(0, count);
    const found = this.part.keep(tried, count);
    let next = 0;
    return keepWhere(slots, count, (slot) => {
      const holds = next < found && tried[next] === slot;
      if (holds) next++;
      return !holds;
    });
  }
}

function keepWhere(slots: Uint32Array, count: number, holds: (slot: number) => boolean): number {
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const slot = slots[at] as number;
    if (holds(slot)) slots[kept++] = slot;
  }
  return kept;
}

/** A question that masks answer, inside a condition about values. */
class Masked implements Condition {
  #bits = new Uint8Array(0);

  constructor(
    readonly asking: Asking,
    readonly question: number,
  ) {}

  enter(page: number): void {
    this.#bits = this.asking.aside(this.question, page) as Uint8Array<ArrayBuffer>;
  }

  keep(slots: Uint32Array, count: number): number {
    const bits = this.#bits;
    return keepWhere(slots, count, (slot) => (((bits[slot >> 3] as number) >> (slot & 7)) & 1) === 1);
  }
}

// ---------------------------------------------------------------- tests of values

type Test = (value: unknown) => boolean;

/** A reference to an entity that has a component. */
class Leads implements Condition {
  constructor(readonly reference: Reference) {}

  enter(page: number): void {
    this.reference.enter(page);
  }

  keep(slots: Uint32Array, count: number): number {
    return keepWhere(slots, count, (slot) => this.reference.leads(slot));
  }
}

class One implements Condition {
  constructor(
    readonly value: Operand,
    readonly test: Test,
  ) {}

  enter(page: number): void {
    this.value.enter(page);
  }

  keep(slots: Uint32Array, count: number): number {
    return keepWhere(slots, count, (slot) => this.test(this.value.at(slot)));
  }
}

class Two implements Condition {
  constructor(
    readonly one: Operand,
    readonly other: Operand,
    readonly test: (one: unknown, other: unknown) => boolean,
  ) {}

  enter(page: number): void {
    this.one.enter(page);
    this.other.enter(page);
  }

  keep(slots: Uint32Array, count: number): number {
    return keepWhere(slots, count, (slot) => this.test(this.one.at(slot), this.other.at(slot)));
  }
}

/** Holds, or with `negated` does not, for values that are both there. */
function present(negated: boolean, test: (one: unknown, other: unknown) => boolean) {
  return (one: unknown, other: unknown): boolean =>
    !isMissing(one) && !isMissing(other) && attempt(() => test(one, other)) !== negated;
}

/** What cannot be looked into has no members. */
function attempt(test: () => boolean): boolean {
  try {
    return test();
  } catch {
    return false;
  }
}

function comparison(outcomes: number, one: Operand, other: Operand): Condition {
  const [key, ...further] = one instanceof Path ? one.steps : [];
  const isNumeric = other instanceof Constant && typeof other.value === "number";
  if (isNumeric && key !== undefined && key !== "__proto__" && further.length === 0) {
    return new Numeric(one as Path, key, outcomes, other.value as number);
  }
  return new Two(one, other, (one, other) => (compare(one, other) & outcomes) !== 0);
}

/** By the name of a property: its copy of the loop. */
const copies = new Map<string | number, KeepNumbers>();
const COPIES_KNOWN_MAX = 4096;

function copyFor(key: string | number): KeepNumbers {
  let copy = copies.get(key);
  if (copy === undefined) {
    if (copies.size === COPIES_KNOWN_MAX) copies.clear();
    copies.set(key, (copy = COPIES[copies.size % COPIES.length] as KeepNumbers));
  }
  return copy;
}

/** A property compared with a number: what most queries ask. */
class Numeric implements Condition {
  readonly #keep: KeepNumbers;

  constructor(
    readonly path: Path,
    readonly key: string | number,
    readonly outcomes: number,
    readonly number: number,
  ) {
    this.#keep = copyFor(key);
  }

  enter(page: number): void {
    this.path.enter(page);
  }

  keep(slots: Uint32Array, count: number): number {
    const { path, key, outcomes, number } = this;
    const rare = (slot: number): boolean => (compare(path.at(slot), number) & outcomes) !== 0;
    return this.#keep(path.values, key, slots, count, outcomes, number, rare);
  }
}

// ---------------------------------------------------------------- members

function membership(negated: boolean, value: Operand, items: readonly Operand[]): Condition {
  const isConstant = (item: Operand): item is Constant => item instanceof Constant;
  const isGiven = amongConstants(items.filter(isConstant));
  const others = items.filter((item) => !isConstant(item));
  const among = (value: unknown, slot: number): boolean =>
    isGiven(value) || others.some((item) => (compare(value, item.at(slot)) & EQUAL) !== 0);
  return {
    enter(page: number) {
      value.enter(page);
      for (const item of others) item.enter(page);
    },
    keep(slots: Uint32Array, count: number) {
      return keepWhere(slots, count, (slot) => {
        const found = value.at(slot);
        return !isMissing(found) && among(found, slot) !== negated;
      });
    },
  };
}

/** Values that are the same for every entity; an array, a typed array or a set stands for its elements. */
function amongConstants(items: readonly Constant[]): Test {
  const keys = new Keys();
  const given = items.flatMap(({ value }) => membersOf(value) ?? [value]);
  const comparable = given.filter((item) => !isMissing(item) && !isUnlikeItself(item));
  const known = new Set(comparable.map((item) => keys.of(item)));
  return (value) => !isUnlikeItself(value) && known.has(keys.of(value));
}

/** NaN and invalid dates equal nothing. */
function isUnlikeItself(value: unknown): boolean {
  return Number.isNaN(value) || Number.isNaN(timeOf(value));
}

/** The elements of an array or a set; undefined for anything else, and for what cannot be read. */
function membersOf(value: unknown): unknown[] | undefined {
  try {
    return elementsOf(value);
  } catch {
    return undefined;
  }
}

function elementsOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value.length > LIST_MAX ? Object.values(value) : [...(value as unknown[])];
  if (value instanceof Set) return [...value];
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as Uint8Array) : undefined;
}

/** An element of an array or a set, a key of a map, the name of a property of any other object. */
function hasMember(value: unknown, member: unknown): boolean {
  if (value instanceof Map) return [...value.keys()].some((key) => (compare(key, member) & EQUAL) !== 0);
  const members = membersOf(value);
  if (members !== undefined) return members.some((item) => (compare(item, member) & EQUAL) !== 0);
  return typeof value === "object" && typeof member === "string" && Object.hasOwn(value as object, member);
}

function containsText(value: unknown, text: unknown): boolean {
  if (typeof value !== "string" || typeof text !== "string") return false;
  return value.toLowerCase().includes(text.toLowerCase());
}

// ---------------------------------------------------------------- kinds

function kindTest(kind: string, negated: boolean, { store }: Asking): Test {
  const is = kind === "entity" ? (value: unknown) => isEntity(value) && store.isAlive(value) : (value: unknown) => kindOf(value) === kind;
  if (kind === "missing") return (value) => isMissing(value) !== negated;
  if (kind === "number") return (value) => !isMissing(value) && (typeof value === "number") !== negated;
  return (value) => !isMissing(value) && attempt(() => is(value)) !== negated;
}

function isEntity(value: unknown): boolean {
  return typeof value === "number" && isHandle(value);
}

/** What `is` calls a value that is there. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Number.isNaN(value)) return "nan";
  if (typeof value !== "object") return typeof value;
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) return "array";
  if (timeOf(value) !== undefined) return "date";
  if (value instanceof Map) return "map";
  return value instanceof Set ? "set" : "object";
}
