import type { Question as CoreQuestion } from "./core.js";
import { typeNamed } from "./component.js";
import { type Condition, type ConditionCode, conditionOf } from "./condition.js";
import { QueryError } from "./errors.js";
import { Instance } from "./instance.js";
import { pageMatches, type PageMatch } from "./matches.js";
import { type Context, type OperandCode } from "./operand.js";
import { describe, given, type Parameters } from "./parameters.js";
import { PAGE_SLOTS, type Store } from "./store.js";

/** A value with the text that names it; of a figure, what it is a figure of, and its function. */
export type ItemCode = [name: string, of: OperandCode | null, function_?: string];

type CountCode = number | ["parameter", number] | null;

/** What the core says of a query that it has read. */
interface PlanCode {
  readonly columns: string[];
  readonly components: number[];
  readonly tests: ConditionCode[];
  readonly select: ItemCode[];
  readonly group: Array<[name: string, of: OperandCode]>;
  readonly order: Array<[by: ItemCode, descending: boolean]>;
  readonly limit: CountCode;
  readonly offset: CountCode;
  readonly parameters: Array<[name: string, offset: number, length: number]>;
  /** Parameters that ask about the structure of the world, by their place, and whether they are entities. */
  readonly numbers: Array<[place: number, isEntity: boolean]>;
  readonly grouped: boolean;
}

interface ErrorCode {
  readonly code: string;
  readonly error: string;
  readonly offset: number;
  readonly length: number;
  readonly expected: string[];
  /** Of a type that the world does not know. */
  readonly name?: string;
}

const NO_NUMBERS = new Float64Array(0);
const FIRST_SLOTS = Uint32Array.from({ length: PAGE_SLOTS }, (_, slot) => slot);

/** @internal A query that was read, with its parameters: asks the core about structure, and values about the rest. */
export class Question implements Context {
  readonly plan: PlanCode;
  readonly parameters: readonly unknown[];
  readonly limit: number;
  readonly offset: number;
  readonly #core: Instance<CoreQuestion>;
  /** What the parameters are to the core, by their place; empty where it asks for none. */
  readonly #numbers: Float64Array = NO_NUMBERS;

  /** @throws QueryError. */
  constructor(
    readonly store: Store,
    readonly text: string,
    parameters: Parameters,
  ) {
    ({ core: this.#core, plan: this.plan } = readingOf(store, text));
    this.parameters = this.plan.parameters.map(([name, ...place]) => given(name, parameters, place));
    const numbers = this.plan.numbers.map(([place, isEntity]) => [place, isEntity ? this.#entity(place) : this.#count(place)] as const);
    if (numbers.length > 0) this.#numbers = new Float64Array(this.parameters.length).fill(NaN);
    for (const [place, number] of numbers) this.#numbers[place] = number;
    this.limit = this.#number(this.plan.limit, Infinity);
    this.offset = this.#number(this.plan.offset, 0);
  }

  #number(code: CountCode, otherwise: number): number {
    if (code === null) return otherwise;
    return typeof code === "number" ? code : this.#count(code[1]);
  }

  #count(place: number): number {
    const value = this.parameters[place];
    if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
    throw this.#refused(place, "a whole number, 0 or more");
  }

  #entity(place: number): number {
    const value = this.parameters[place];
    if (typeof value === "number") return value;
    throw this.#refused(place, "an entity");
  }

  #refused(place: number, wanted: string): QueryError {
    const [name, offset, length] = this.plan.parameters[place] as [string, number, number];
    return new QueryError("PARAMETER", `$${name} must be ${wanted}; it is ${describe(this.parameters[place])}`, offset, length);
  }

  /** The core's question is that of all selections of the text, each with parameters of its own. */
  #ask<R>(ask: (question: CoreQuestion) => R): R {
    this.store.core.assertUsable();
    return this.#core.call((question) => {
      if (this.#numbers.length > 0) question.bind(this.#numbers);
      return ask(question);
    });
  }

  /** Whether masks alone decide. */
  get isStructural(): boolean {
    return this.plan.tests.length === 0;
  }

  /** How many match. */
  count(): number {
    if (this.isStructural) return this.candidateCount();
    let count = 0;
    for (const { length } of this.matches()) count += length;
    return count;
  }

  /** How many are left after the masks. */
  candidateCount(): number {
    return this.store.core.call((core) => this.#ask((question) => question.count(core)));
  }

  /** The matches, page by page, found while they are asked for; the slots of one hold until the next is asked for. */
  *matches(): Generator<PageMatch> {
    const tests = this.tests();
    const slots = new Uint32Array(PAGE_SLOTS);
    for (const candidates of this.#candidates()) {
      const left = keep(tests, candidates, slots);
      if (left.length > 0) yield left;
    }
  }

  /** What the masks leave, page by page, with its slots. */
  *candidates(): Generator<PageMatch & { readonly slots: Uint32Array }> {
    for (const { page, length, slots } of this.#candidates()) {
      yield { page, length, slots: slots ?? FIRST_SLOTS.slice(0, length) };
    }
  }

  *#candidates(): Generator<PageMatch> {
    const words = this.store.core.call((core) => this.#ask((question) => question.words(core)));
    for (let word = 0; word < words; word++) {
      yield* pageMatches(this.store.core.call((core) => this.#ask((question) => question.candidates(core, word))));
    }
  }

  /** The matches in some pages; those without matches are in the answer too. */
  matchesIn(pages: Uint32Array): PageMatch[] {
    const tests = this.tests();
    const answer = this.store.core.call((core) => this.#ask((question) => question.candidatesIn(core, pages)));
    return Array.from(pageMatches(answer), (candidates) => keep(tests, candidates, new Uint32Array(PAGE_SLOTS)));
  }

  /** What is left to be asked of values, fresh for one run. */
  tests(): Condition[] {
    const aside = (question: number, page: number): Uint8Array =>
      this.store.core.call((core) => this.#ask((core_) => core_.aside(core, question, page)));
    return this.plan.tests.map((test) => conditionOf(test, { store: this.store, parameters: this.parameters, aside }));
  }

  /** The pages that may have other matches than at a moment and a tick; undefined for any page. */
  news(moment: number, tick: number): Uint32Array | undefined {
    return this.store.core.call((core) => this.#ask((question) => question.news(core, moment, tick)));
  }

  /** Where what it reads of an entity was written at a tick or later: bit `slot % 8` of byte `slot / 8`. */
  written(page: number, tick: number): Uint8Array {
    return this.store.core.call((core) => this.#ask((question) => question.written(core, page, tick)));
  }

  /** The steps to the answer: what has to hold, how many were expected to be left, and, for masks, how many are. */
  steps(): Array<[text: string, estimate: number, left: number | null]> {
    return JSON.parse(this.store.core.call((core) => this.#ask((question) => question.explain(core)))) as never;
  }
}

/** A text that was read. */
interface Reading {
  readonly core: Instance<CoreQuestion>;
  readonly plan: PlanCode;
}

const readings = new WeakMap<Store, Map<string, Reading>>();
/** Texts that a world keeps read, the latest; longer ones are read each time. */
const READINGS_MAX = 64;
const READING_UNITS_MAX = 1024;

/** A text, read or kept from before. @throws QueryError. */
function readingOf(store: Store, text: string): Reading {
  store.core.assertUsable();
  let kept = readings.get(store);
  if (kept === undefined) readings.set(store, (kept = new Map()));
  const known = kept.get(text);
  if (known !== undefined) return known;
  const [core, plan] = read(store, text);
  if (text.length > READING_UNITS_MAX) return { core, plan };
  if (kept.size === READINGS_MAX) kept.delete(kept.keys().next().value as string);
  kept.set(text, { core, plan });
  return { core, plan };
}

/** Reads a text; types that were defined, and never used in this world, become known to it. */
function read(store: Store, text: string): [Instance<CoreQuestion>, PlanCode] {
  const units = queryUnits(text);
  for (;;) {
    const core = new Instance(() => store.core.call((core) => core.question(units)));
    const said = JSON.parse(core.call((question) => question.said())) as PlanCode | ErrorCode;
    if (!("error" in said)) return [core, said];
    core.free();
    const { code, error, offset, length, expected, name } = said;
    const type = name === undefined ? undefined : typeNamed(name);
    if (type === undefined) throw new QueryError(code, error, offset, length, expected);
    store.column(type);
  }
}

/** The 16-bit units of a query. @throws QueryError for what is no text. */
export function queryUnits(text: unknown): Uint16Array {
  if (typeof text === "string") return unitsOf(text);
  throw new QueryError("QUERY_SYNTAX", `A query is a text, not ${describe(text)}`, 0, 0);
}

/** The 16-bit units of a text. */
export function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < units.length; at++) units[at] = text.charCodeAt(at);
  return units;
}

/** The candidates of which all tests hold; their slots are written into those that are given. */
function keep(tests: readonly Condition[], candidates: PageMatch, slots: Uint32Array): PageMatch {
  if (tests.length === 0) return candidates;
  const { page } = candidates;
  let count = candidates.length;
  slots.set(candidates.slots ?? (count === PAGE_SLOTS ? FIRST_SLOTS : FIRST_SLOTS.subarray(0, count)));
  for (const test of tests) {
    if (count === 0) break;
    test.enter(page);
    count = test.keep(slots, count);
  }
  return { page, length: count, slots: slots.subarray(0, count) };
}
