import type { EntityId } from "./entity.js";
import { type Group, groupColumns, groupsOf } from "./groups.js";
import { type Operand, operandOf, placeOf } from "./operand.js";
import type { Question } from "./question.js";
import { rankedEntities } from "./ranking.js";
import { entityCell, objects, separated, type Sheet } from "./sheet.js";
import type { Column } from "./store.js";
import type { SelectionChange, Watches } from "./watch.js";

/** A row of a selection: an entity, and the live values of the selection's columns. */
export interface SelectedRow {
  readonly entity: EntityId;
  /** In the order of the columns; undefined for what is missing. */
  readonly values: unknown[];
}

/** How a query was answered. */
export interface Explanation {
  /** What had to hold, in the order in which it was asked. */
  readonly steps: ExplainedStep[];
  /** How many matched, before `limit` and `offset`. */
  readonly matches: number;
  /** How long it took. */
  readonly milliseconds: number;
}

/** One thing that had to hold. */
export interface ExplainedStep {
  readonly text: string;
  /** Whether masks answered it, or values were looked at. */
  readonly by: "mask" | "value";
  /** How many entities were expected to be left after it. */
  readonly estimate: number;
  /** How many were. */
  readonly left: number;
}

/**
 * What a query text selects, found anew each time it is asked for: the world as it is then. It holds nothing of the
 * world.
 *
 * Rows come in the order that the text asks for, else by ascending entity index. In a text with `group by` or a
 * figure (`count`, `sum`, ...) order, limit and offset are those of its groups; its rows are the entities in them.
 *
 * ```js
 * const weak = world.select("Position, Health.hp < $hp order by Health.hp", { hp: 10 });
 * weak.count();
 * for (const { entity, values: [position, health] } of weak) { ... }
 * ```
 */
export class Selection implements Iterable<SelectedRow> {
  static readonly name = "Selection";
  /** What the values of a row are: the types that the text names, or what it selects. */
  readonly columns: string[];
  readonly #question: Question;
  readonly #watches: Watches;

  /** @internal */
  constructor(question: Question, watches: Watches) {
    const { columns, select, grouped } = question.plan;
    this.#question = question;
    this.#watches = watches;
    this.columns = grouped || select.length === 0 ? [...columns] : select.map(([name]) => name);
  }

  /** The text. */
  get text(): string {
    return this.#question.text;
  }

  /** How many rows there are. Costs what finding them costs; nothing is looked at where masks alone decide. */
  count(): number {
    const { limit, offset } = this.#bounds;
    return Math.min(limit, Math.max(0, this.#question.count() - offset));
  }

  /** The entities of all rows. */
  entities(): EntityId[] {
    return this.#list(0, Infinity);
  }

  /** Some rows: the first of them is row `offset`, and there are `limit` of them at most. */
  page(offset: number, limit: number): SelectedRow[] {
    return Array.from(this.#rows(this.#list(offset, limit)));
  }

  /** The rows; entities that die meanwhile are passed over, those that appear meanwhile are not visited. */
  [Symbol.iterator](): Generator<SelectedRow> {
    return this.#rows(this.entities());
  }

  /** The groups that `group by` makes, in the order that the text asks for, else of their keys; one of all without it. */
  groups(): Group[] {
    return groupsOf(this.#question);
  }

  /** What the key and the values of a group are, one after the other. */
  get groupColumns(): string[] {
    return groupColumns(this.#question);
  }

  /** Answers the query, and says how. */
  explain(): Explanation {
    const begun = performance.now();
    const steps = this.#question.steps();
    const tests = this.#question.tests();
    const left = tests.map(() => 0);
    const masked = this.#question.candidateCount();
    for (const { page, slots, length } of this.#question.candidates()) {
      let count = length;
      tests.forEach((test, at) => {
        test.enter(page);
        count = test.keep(slots, count);
        left[at] = (left[at] as number) + count;
      });
    }
    const masks = steps.length - tests.length;
    return {
      steps: steps.map(([text, estimate, counted], at) => {
        return { text, by: at < masks ? "mask" : "value", estimate, left: counted ?? (left[at - masks] as number) };
      }),
      matches: left.at(-1) ?? masked,
      milliseconds: performance.now() - begun,
    };
  }

  /**
   * Calls back when `advance` ends a tick in which the result changed. Answers the way to stop. Costs one question to
   * the core a tick while nothing that the text reads is written; changes in place count when `touch` declares them.
   */
  watch(changed: (change: SelectionChange) => void): () => void {
    const { plan } = this.#question;
    const { limit, offset } = this.#bounds;
    const isWhole = limit === Infinity && offset === 0;
    return this.#watches.add(this.#question, isWhole || plan.grouped, () => this.entities(), changed);
  }

  /** Rows, or groups where the text makes them, as objects by column, with values as JSON can say them. */
  toJSON(): object[] {
    return objects(this.sheet((entity) => entity));
  }

  /** Rows, or groups where the text makes them, as comma-separated values after RFC 4180. */
  toCSV(): string {
    return separated(this.sheet(entityCell));
  }

  /** @internal */
  get question(): Question {
    return this.#question;
  }

  /** @internal The first rows, or groups, as a table. */
  sheet(entityCell: (entity: EntityId) => unknown, most = Infinity): Sheet {
    if (this.#question.plan.grouped) {
      const rows = this.groups().slice(0, most).map(({ key, values, entities }) => [...key, ...values, entities]);
      return { columns: [...this.groupColumns, "entities"], rows };
    }
    const rows = this.page(0, most).map(({ entity, values }) => [entityCell(entity), ...values]);
    return { columns: ["entity", ...this.columns], rows };
  }

  /** Of groups, order and bounds are no matter of their entities. */
  get #bounds(): { limit: number; offset: number } {
    const { plan, limit, offset } = this.#question;
    return plan.grouped ? { limit: Infinity, offset: 0 } : { limit, offset };
  }

  #list(from: number, count: number): EntityId[] {
    const { limit, offset } = this.#bounds;
    const wanted = Math.max(0, Math.min(count, limit - from));
    if (wanted === 0) return [];
    const { plan } = this.#question;
    const [start, end] = [offset + from, offset + from + wanted];
    if (plan.order.length > 0 && !plan.grouped) return rankedEntities(this.#question, end).slice(start);
    return this.#inOrder(start, end);
  }

  /** Matches by ascending index; pages before the first that is wanted are counted only. */
  #inOrder(start: number, end: number): EntityId[] {
    const entities: EntityId[] = [];
    let passed = 0;
    for (const { page, length, slots } of this.#question.matches()) {
      if (passed + length > start) {
        const found = this.#question.store.entitiesOf(page, length, slots);
        for (let row = Math.max(0, start - passed); row < length && passed + row < end; row++) {
          entities.push(found[row] as EntityId);
        }
      }
      passed += length;
      if (passed >= end) break;
    }
    return entities;
  }

  *#rows(entities: readonly EntityId[]): Generator<SelectedRow> {
    const { store } = this.#question;
    const cells = this.#cells();
    for (const entity of entities) {
      if (!store.isAlive(entity)) continue;
      const [page, slot] = placeOf(entity);
      yield { entity, values: cells.map((cell) => cell(page, slot)) };
    }
  }

  /** How to read the values of a row. */
  #cells(): Array<(page: number, slot: number) => unknown> {
    const { plan, store } = this.#question;
    if (plan.grouped || plan.select.length === 0) {
      const columns = plan.components.map((component) => store.columns[component] as Column);
      return columns.map((column) => (page, slot) => column.pages[page]?.[slot]);
    }
    const operands = plan.select.map(([, code]) => operandOf(code as never, this.#question));
    return operands.map((operand: Operand) => (page, slot) => {
      operand.enter(page);
      return operand.at(slot);
    });
  }
}
