// Random queries: trees that can be written as text, and walked.

import { holds, KIND_NAMES, valueOf } from "./select-naive.mjs";
import { LITERALS, NAMES, TYPE_NAMES } from "./select-values.mjs";

const COMPARISONS = ["=", "!=", "<", "<=", ">", ">="];
const OPERATIONS = ["+", "-", "*", "/", "%"];
const AGGREGATES = ["count", "sum", "avg", "min", "max"];

/** The steps that values of a type are likely to allow. */
const STEPS = {
  Hull: ["hp", "max", "hp", "damage", "secret"],
  Callsign: ["length", "0"],
  Course: ["entity", "entity", "a"],
  Cargo: ["items", "tags", "a"],
};

/** The types whose values are numbers, or have one at the end of a step. */
const NUMERIC = [["Hull", "hp"], ["Hull", "max"], ["Hull", "damage"], ["dock/Berth"], ["sum"], ["Callsign", "length"]];

/** The ways from one entity to another. */
const REFERENCES = [["Course", "entity"], ["Course", "entity"], ["Course"], ["Thing", "entity"], ["Thing"]];

/** Properties that objects inherit, and that are functions. */
const FUNCTIONS = ["constructor", "toString"];

const steps = (names) => names.map((name) => ({ name, isIndex: /^\d+$/.test(name) }));

/** Makes queries about the records of one world; `parameters` are those that the last one needs. */
export class Asker {
  parameters = {};
  #random;
  #recorded;
  #records;

  constructor(random, recorded, records) {
    this.#random = random;
    this.#recorded = recorded;
    this.#records = records;
  }

  #type() {
    return this.#random.pick(TYPE_NAMES);
  }

  #parameter(value) {
    const name = this.#random.pick(["p", "größe", "_", "order", "a$1", "P"]) + Object.keys(this.parameters).length;
    this.parameters[name] = value;
    return { is: "parameter", name, value };
  }

  // ---------------------------------------------------------------- values

  #steps(type) {
    const names = [];
    if (this.#random.below(5) > 0) names.push(this.#random.pick(STEPS[type] ?? NAMES));
    if (names.length > 0 && !FUNCTIONS.includes(names[0]) && this.#random.once(4)) names.push(this.#random.pick([...NAMES, "0", "1", "0"]));
    return type in STEPS || !this.#random.once(3) ? steps(names) : [];
  }

  #reference() {
    const [type, ...names] = this.#random.pick(REFERENCES);
    return { type, steps: steps(names) };
  }

  /** A path whose last hop may stand alone or have steps. */
  #path(last) {
    const hops = [last];
    while (this.#random.once(7) && hops.length < 3) hops.unshift(this.#reference());
    return { is: "path", hops };
  }

  #valuePath() {
    if (this.#random.once(4)) return this.#numericPath();
    const type = this.#type();
    return this.#path({ type, steps: this.#steps(type) });
  }

  #numericPath() {
    const [type, ...names] = this.#random.pick(NUMERIC);
    return this.#path({ type, steps: steps(names) });
  }

  #literal() {
    const { numbers, bigints, strings, days } = LITERALS;
    const make = this.#random.pick([() => this.#random.pick(numbers), () => this.#random.pick(bigints), () => this.#random.pick(strings),
      () => new Date(this.#random.pick(days)), () => this.#random.pick([null, true, false, NaN, Infinity])]);
    return this.#spelled(make());
  }

  /** A literal; numbers can be written in several ways, and keep theirs. */
  #spelled(value) {
    const isWhole = Number.isInteger(value) && value < 1e21;
    return { is: "literal", value, text: isWhole && this.#random.once(6) ? `${value}${this.#random.pick([".0", "e0", "E+0"])}` : undefined };
  }

  #number() {
    const literal = { is: "literal", value: this.#random.pick(this.#random.once(4) ? LITERALS.bigints : LITERALS.numbers) };
    return this.#random.once(5) ? { is: "minus", of: literal } : literal;
  }

  /** A tree that has this value, as a literal where there is one. */
  #treeOf(value) {
    const isId = this.#recorded.handles.includes(value);
    if (this.#random.once(4)) return this.#parameter(value);
    if (isId && this.#random.once(2)) return { is: "id", value };
    if (typeof value === "number" || typeof value === "bigint") return signed(value);
    const isWord = value === null || typeof value === "boolean" || LITERALS.strings.includes(value);
    if (isWord || LITERALS.days.includes(value instanceof Date ? value.getTime() : undefined)) return { is: "literal", value };
    return this.#parameter(value);
  }

  /** A value that some entity has at the end of a tree, and so may be equal. */
  #likely(tree) {
    const value = this.#sampled(tree);
    return value === undefined ? this.#literal() : this.#treeOf(value);
  }

  #sampled(tree) {
    if (this.#records.length === 0) return undefined;
    return valueOf(tree, { recorded: this.#recorded, record: this.#random.pick(this.#records) });
  }

  #value(depth = 2) {
    const kind = this.#random.below(12);
    if (depth > 0 && kind < 3) return this.#arithmetic(depth - 1);
    if (kind === 3) return this.#literal();
    if (kind === 4) return this.#parameter(given(this.#recorded.values.any()));
    return kind === 5 ? { is: "entity" } : this.#valuePath();
  }

  #arithmetic(depth) {
    if (this.#random.once(6)) return { is: "minus", of: this.#operand(depth) };
    return { is: "arithmetic", sign: this.#random.pick(OPERATIONS), left: this.#operand(depth), right: this.#operand(depth) };
  }

  #operand(depth) {
    switch (this.#random.below(8)) {
      case 0: case 1: return this.#number();
      case 2: return this.#value(depth);
      case 3: return depth > 0 ? this.#arithmetic(depth - 1) : { is: "entity" };
      default: return this.#numericPath();
    }
  }

  // ---------------------------------------------------------------- conditions

  #compare() {
    const left = this.#value();
    const right = this.#random.once(4) ? this.#value() : this.#likely(left);
    const [first, second] = this.#random.once(5) ? [right, left] : [left, right];
    return { is: "compare", sign: this.#random.pick(COMPARISONS), left: first, right: second };
  }

  #contains() {
    const left = this.#random.once(4) ? this.#valuePath() : this.#path({ type: "Callsign", steps: [] });
    const whole = this.#likely(left);
    const isText = whole.is === "literal" && typeof whole.value === "string";
    if (!isText) return { is: "contains", not: this.#random.once(3), left, right: whole };
    const start = this.#random.below(whole.value.length + 1);
    const value = [...whole.value].slice(start, start + 1 + this.#random.below(3)).join("");
    const right = { is: "literal", value: this.#random.once(2) ? value.toUpperCase() : value };
    return { is: "contains", not: this.#random.once(3), left, right };
  }

  #has() {
    const type = this.#random.pick(["Cargo", "Cargo", "Thing", "Größe$1", "odd name"]);
    const left = this.#path({ type, steps: type === "Cargo" ? steps([this.#random.pick(["items", "tags"])]) : this.#steps(type) });
    const item = this.#itemOf(this.#sampled(left));
    return { is: "has", not: this.#random.once(3), left, right: item === undefined ? this.#value(1) : this.#treeOf(item) };
  }

  /** One of what a value holds; undefined if there is none, or none that a tree can have. */
  #itemOf(holder) {
    if (typeof holder !== "object" || holder === null || this.#random.once(4)) return undefined;
    const items = Symbol.iterator in holder ? [...(holder instanceof Map ? holder.keys() : holder)] : Reflect.ownKeys(holder);
    const item = items.length === 0 ? undefined : this.#random.pick(items);
    return ["function", "symbol"].includes(typeof item) ? undefined : item;
  }

  #among() {
    const left = this.#value();
    const items = Array.from({ length: this.#random.below(4) }, () => this.#likely(left));
    if (this.#random.once(2)) return { is: "among", not: this.#random.once(3), left, among: items };
    return { is: "among", not: this.#random.once(3), left, among: this.#parameter(this.#collection(left)) };
  }

  #collection(tree) {
    const items = Array.from({ length: this.#random.below(6) }, () => this.#sampled(tree) ?? this.#recorded.values.scalar());
    if (this.#random.once(3)) return new Set(items);
    return this.#random.once(3) ? Float64Array.from(items.filter((item) => typeof item === "number")) : items;
  }

  #kind() {
    const of = this.#value(1);
    const kinds = this.#random.shuffled(KIND_NAMES).map((kind) => ({ is: "kind", of, not: this.#random.once(3), kind }));
    return (this.#random.once(2) ? kinds.find((kind) => !kind.not && this.#isMet(kind)) : undefined) ?? kinds[0];
  }

  #count(end) {
    const value = this.#random.below(end);
    return this.#random.once(4) ? this.#parameter(value) : { value };
  }

  #lately() {
    const count = this.#random.once(3) ? undefined : this.#count(6);
    return { is: this.#random.pick(["changed", "added", "removed"]), type: this.#type(), count };
  }

  #shares() {
    const entity = this.#id();
    return { is: "shares", type: this.#sharedType(entity.value), entity };
  }

  /** A type that an entity shares, where there is one. */
  #sharedType(entity) {
    const cells = [...(this.#recorded.entities.get(entity)?.cells ?? [])].filter(([, { group }]) => group !== undefined);
    return cells.length === 0 ? this.#type() : this.#random.pick(cells)[0];
  }

  #id() {
    const living = this.#records.map(({ entity }) => entity);
    const value = living.length > 0 && !this.#random.once(5) ? this.#random.pick(living) : this.#random.pick(this.#recorded.handles);
    return this.#random.once(3) ? this.#parameter(value) : { is: "id", value };
  }

  #holds() {
    const path = this.#path({ type: this.#type(), steps: [] });
    return { is: "holds", path };
  }

  #self() {
    return { is: "self", entity: { is: "id", value: this.#random.pick(this.#recorded.handles) } };
  }

  #amongIds() {
    const ids = this.#random.some(this.#recorded.handles, 0.4);
    return { is: "among", not: this.#random.once(3), left: { is: "entity" }, among: this.#parameter(this.#random.pick([ids, new Set(ids), Float64Array.from(ids)])) };
  }

  #leaf() {
    switch (this.#random.below(24)) {
      case 0: case 1: case 2: case 3: return this.#holds();
      case 4: case 5: return this.#contains();
      case 6: case 7: return this.#has();
      case 8: case 9: return this.#among();
      case 10: case 11: return this.#kind();
      case 12: case 13: case 14: return this.#lately();
      case 15: return { is: "shared", type: this.#sharedType(this.#random.pick(this.#recorded.handles)) };
      case 16: return this.#shares();
      case 17: return this.#random.once(2) ? this.#self() : this.#amongIds();
      default: return this.#compare();
    }
  }

  #parts(depth) {
    return Array.from({ length: 2 + this.#random.below(2) }, () => this.#condition(depth));
  }

  #condition(depth) {
    const kind = depth === 0 ? 12 : this.#random.below(13);
    switch (kind) {
      case 0: return { is: "and", parts: this.#parts(depth - 1) };
      case 1: return { is: "or", parts: this.#parts(depth - 1) };
      case 2: return { is: "union", parts: this.#parts(depth - 1) };
      case 3: return { is: "comma", parts: this.#parts(depth - 1) };
      case 4: return { is: "not", of: this.#condition(depth - 1) };
      case 5: return { is: "bang", of: this.#condition(depth - 1) };
      case 6: return { is: "bang", of: { is: "holds", path: { is: "path", hops: [{ type: this.#type(), steps: [] }] } } };
      default: return this.#leaf();
    }
  }

  /** A condition that some entity meets, if one is soon found. */
  #likelyCondition() {
    let condition = this.#condition(2);
    for (let tries = 0; tries < 2 && !this.#isMet(condition); tries += 1) condition = this.#condition(2);
    return condition;
  }

  #isMet(condition) {
    return this.#records.slice(0, 8).some((record) => holds(condition, { recorded: this.#recorded, record }));
  }

  #term() {
    return this.#random.once(8) ? { is: "optional", type: this.#type() } : this.#likelyCondition();
  }

  // ---------------------------------------------------------------- clauses

  #aggregate() {
    const name = this.#random.pick(AGGREGATES);
    if (name === "count" && this.#random.once(2)) return { is: "aggregate", name };
    return { is: "aggregate", name, of: this.#value(1) };
  }

  #list(least, most, make) {
    return Array.from({ length: least + this.#random.below(most - least + 1) }, make);
  }

  #order(make) {
    return this.#list(1, 3, () => ({ item: make(), isDescending: this.#random.once(2) }));
  }

  #rowClauses() {
    const query = {};
    if (this.#random.once(2)) query.select = this.#list(1, 3, () => this.#value(2));
    if (this.#random.once(2)) query.orderBy = this.#order(() => this.#value(2));
    return query;
  }

  #groupClauses() {
    const keys = this.#list(0, 2, () => this.#value(1));
    const query = keys.length === 0 ? {} : { groupBy: keys };
    const item = () => (keys.length > 0 && this.#random.once(3) ? this.#random.pick(keys) : this.#aggregate());
    if (keys.length === 0 || !this.#random.once(5)) query.select = [...this.#list(0, 3, item), this.#aggregate()];
    if (this.#random.once(2)) query.orderBy = this.#order(item);
    return query;
  }

  /** A query tree. */
  query() {
    this.parameters = {};
    const query = { terms: this.#list(0, 2, () => this.#term()), ...(this.#random.once(4) ? this.#groupClauses() : this.#rowClauses()) };
    if (this.#random.once(4)) query.limit = this.#count(8);
    if (this.#random.once(5)) query.offset = this.#count(4);
    return query;
  }
}

/** What can be a parameter's value: whether a column shows one that is missing is not written. */
function given(value) {
  return ["undefined", "function", "symbol"].includes(typeof value) ? null : value;
}

/** A number or bigint as a literal, with a minus before it where it is negative. */
function signed(value) {
  const isNegative = value < 0 || Object.is(value, -0);
  return isNegative ? { is: "minus", of: { is: "literal", value: -value } } : { is: "literal", value };
}
