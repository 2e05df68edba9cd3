import { order } from "./comparison.js";
import type { EntityId } from "./entity.js";
import { operandOf } from "./operand.js";
import type { Question } from "./question.js";

interface Ranked {
  readonly entity: EntityId;
  readonly by: unknown[];
}

/** Fewer rows than this are put in order at once. */
const ROWS_MIN = 1024;

/** The first rows of many in an order; among equals the one that came first. Keeps at most twice as many as are wanted. */
class Ranking {
  #rows: Ranked[] = [];
  /** The last row that is still among the first, once there are enough. */
  #last: Ranked | undefined;

  constructor(
    readonly descending: readonly boolean[],
    readonly wanted: number,
  ) {}

  add(row: Ranked): void {
    if (this.#last !== undefined && this.#compare(row, this.#last) >= 0) return;
    this.#rows.push(row);
    if (this.#rows.length >= Math.max(ROWS_MIN, 2 * this.wanted)) this.#cut();
  }

  rows(): Ranked[] {
    this.#cut();
    return this.#rows;
  }

  #cut(): void {
    // Sorting keeps the order of equals.
    this.#rows.sort((one, other) => this.#compare(one, other));
    if (this.#rows.length < this.wanted) return;
    this.#rows.length = this.wanted;
    this.#last = this.#rows.at(-1);
  }

  #compare(one: Ranked, other: Ranked): number {
    for (let at = 0; at < this.descending.length; at++) {
      const first = order(one.by[at], other.by[at], this.descending[at] === true);
      if (first !== 0) return first;
    }
    return 0;
  }
}

/** The first matches of a query in its order. */
export function rankedEntities(question: Question, wanted: number): EntityId[] {
  const { plan, store } = question;
  const operands = plan.order.map(([[, code]]) => operandOf(code ?? ["entity"], question));
  const ranking = new Ranking(plan.order.map(([, descending]) => descending), wanted);
  for (const { page, length, slots } of question.matches()) {
    const entities = store.entitiesOf(page, length, slots);
    for (const operand of operands) operand.enter(page);
    for (let row = 0; row < length; row++) {
      const slot = slots === undefined ? row : (slots[row] as number);
      ranking.add({ entity: entities[row] as EntityId, by: operands.map((operand) => operand.at(slot)) });
    }
  }
  return ranking.rows().map(({ entity }) => entity);
}
