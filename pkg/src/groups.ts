import { isMissing, Keys, order } from "./comparison.js";
import { type Operand, operandOf } from "./operand.js";
import type { ItemCode, Question } from "./question.js";

/** Entities that have the values of `group by` in common. */
export interface Group {
  /** The values of `group by`, in its order; undefined for what is missing. */
  readonly key: unknown[];
  /** The figures that `select` asks for, in its order. */
  readonly values: unknown[];
  /** How many entities are in it. */
  readonly entities: number;
}

/** A figure of a group while its members are gone through. */
interface Figure {
  add(value: unknown): void;
  readonly result: unknown;
}

class Count implements Figure {
  result = 0;

  add(value: unknown): void {
    if (!isMissing(value)) this.result += 1;
  }
}

/** Of numbers and bigints; the sum is a bigint if all are. */
class Sum implements Figure {
  #numbers = 0;
  #bigints = 0n;
  #counts = [0, 0];

  add(value: unknown): void {
    if (typeof value === "number") {
      this.#numbers += value;
      this.#counts[0] = (this.#counts[0] as number) + 1;
    } else if (typeof value === "bigint") {
      this.#bigints += value;
      this.#counts[1] = (this.#counts[1] as number) + 1;
    }
  }

  get count(): number {
    return (this.#counts[0] as number) + (this.#counts[1] as number);
  }

  get result(): unknown {
    if (this.#counts[0] === 0 && this.#counts[1] !== 0) return this.#bigints;
    return this.#numbers + Number(this.#bigints);
  }
}

class Average extends Sum {
  override get result(): unknown {
    return this.count === 0 ? undefined : Number(super.result) / this.count;
  }
}

/** The first or the last in the order of `order by`. */
class Extreme implements Figure {
  result: unknown;

  constructor(readonly descending: boolean) {}

  add(value: unknown): void {
    if (isMissing(value)) return;
    if (isMissing(this.result) || order(value, this.result, this.descending) < 0) this.result = value;
  }
}

const FIGURES: Record<string, () => Figure> = {
  count: () => new Count(),
  sum: () => new Sum(),
  avg: () => new Average(),
  min: () => new Extreme(false),
  max: () => new Extreme(true),
};

/** What is asked of groups: a value that all members have in common, or a figure. */
interface Asked {
  readonly name: string;
  /** The place in the key, where it is no figure. */
  readonly key: number;
  readonly operand: Operand | undefined;
  readonly make: (() => Figure) | undefined;
}

interface Gathered {
  readonly key: unknown[];
  readonly figures: Array<Figure | undefined>;
  entities: number;
}

/** @internal The groups of a query, in the order that it asks for, else by their keys. */
export function groupsOf(question: Question): Group[] {
  const { plan, limit, offset } = question;
  const keys = plan.group.map(([, code]) => operandOf(code, question));
  const asked = [...figuresIn(question), ...plan.order.map(([by]) => askedOf(by, question))];
  const gathered = gather(question, keys, asked);
  const shown = figuresIn(question).length;
  const descending = plan.order.map(([, descending]) => descending);
  const rows = gathered.map((group) => {
    const values = asked.map((item, at) => (item.make === undefined ? group.key[item.key] : group.figures[at]?.result));
    return { group: { key: group.key, values: values.slice(0, shown), entities: group.entities }, by: values.slice(shown) };
  });
  rows.sort((one, other) => by(one.by, other.by, descending) || by(one.group.key, other.group.key, []));
  return rows.slice(offset, offset + limit).map(({ group }) => group);
}

/** @internal The names of the parts of a group's key, and of its figures. */
export function groupColumns({ plan }: Question): string[] {
  const figures = plan.select.filter(([, , function_]) => function_ !== undefined);
  return [...plan.group, ...figures].map(([name]) => name);
}

/** What `select` asks for besides the keys. */
function figuresIn(question: Question): Asked[] {
  return question.plan.select.filter(([, , function_]) => function_ !== undefined).map((item) => askedOf(item, question));
}

function askedOf([name, of, function_]: ItemCode, question: Question): Asked {
  const make = function_ === undefined ? undefined : FIGURES[function_];
  const key = question.plan.group.findIndex(([group]) => group === name);
  return { name, key, make, operand: of === null ? undefined : operandOf(of, question) };
}

function by(one: readonly unknown[], other: readonly unknown[], descending: readonly boolean[]): number {
  for (let at = 0; at < one.length; at++) {
    const first = order(one[at], other[at], descending[at] === true);
    if (first !== 0) return first;
  }
  return 0;
}

function gather(question: Question, keys: readonly Operand[], asked: readonly Asked[]): Gathered[] {
  const found: Gathered[] = [];
  const equal = new Keys();
  const root = new Map<unknown, unknown>();
  const begin = (key: unknown[]): Gathered => {
    const group = { key, figures: asked.map(({ make }) => make?.()), entities: 0 };
    found.push(group);
    return group;
  };
  if (keys.length === 0) begin([]);
  for (const { page, length, slots } of question.matches()) {
    for (const operand of [...keys, ...asked.map(({ operand }) => operand)]) operand?.enter(page);
    for (let row = 0; row < length; row++) {
      const slot = slots === undefined ? row : (slots[row] as number);
      const key = keys.map((operand) => operand.at(slot));
      const group = keys.length === 0 ? (found[0] as Gathered) : leaf(root, key, equal, begin);
      group.entities += 1;
      group.figures.forEach((figure, at) => {
        const { operand } = asked[at] as Asked;
        figure?.add(operand === undefined ? true : operand.at(slot));
      });
    }
  }
  return found;
}

/** The group of a key, by way of a map for each part of it. */
function leaf(root: Map<unknown, unknown>, key: unknown[], equal: Keys, begin: (key: unknown[]) => Gathered): Gathered {
  let node = root;
  for (const part of key.slice(0, -1)) {
    const step = equal.of(part);
    let next = node.get(step) as Map<unknown, unknown> | undefined;
    if (next === undefined) node.set(step, (next = new Map()));
    node = next;
  }
  const last = equal.of(key.at(-1));
  let group = node.get(last) as Gathered | undefined;
  if (group === undefined) node.set(last, (group = begin(key)));
  return group;
}
