// Query trees written as text: in one spelling, or in any that means the same.

import { EntityId } from "./package.mjs";

const RESERVED = new Set("and or not has in is null true false NaN Infinity entity select group order by limit offset".split(" "));
const PART = /^[a-zA-Z_\u0080-\uffff][\w$\u0080-\uffff]*$/;
const ESCAPES = new Map([["\\", "\\\\"], ["\n", "\\n"]]);

/** How strongly the levels of the grammar bind; a part that binds less than its place asks for stands in parentheses. */
const BINDING = { or: 1, and: 2, not: 3, union: 4, test: 5, sum: 6, product: 7, factor: 8 };
const PRODUCTS = ["*", "/", "%"];

/** Conditions that are a `test` of the grammar; a type, a structure, a list and an entity are factors already. */
const TESTS = new Set(["compare", "contains", "has", "among", "kind", "bang"]);

function bindingOf(node) {
  if (node.is === "arithmetic") return PRODUCTS.includes(node.sign) ? BINDING.product : BINDING.sum;
  return BINDING[node.is] ?? (TESTS.has(node.is) ? BINDING.test : BINDING.factor);
}

/** Writes trees as tokens; a token carries the spaces that the one spelling has around it. */
class Writer {
  tokens = [];
  #random;

  /** Without a random generator everything is written in the one spelling. */
  constructor(random) {
    this.#random = random;
  }

  #chance(times) {
    return this.#random !== undefined && this.#random.once(times);
  }

  put(...tokens) {
    this.tokens.push(...tokens);
  }

  // ---------------------------------------------------------------- names and texts

  #quoted(text, quote) {
    const isOdd = this.#chance(10);
    const inside = (unit) => (unit === quote ? `\\${quote}` : (ESCAPES.get(unit) ?? unit));
    const units = isOdd ? text.split("").map(numbered) : Array.from(text, inside);
    this.put(quote + units.join("") + quote);
  }

  text(text) {
    this.#quoted(text, this.#chance(3) ? "'" : '"');
  }

  type(name) {
    const isPlain = name.split("/").every((part) => PART.test(part)) && !RESERVED.has(name);
    if (isPlain && !this.#chance(8)) this.put(name);
    else this.#quoted(name, "`");
  }

  #property(name) {
    this.put(".");
    if (PART.test(name) && !this.#chance(8)) this.put(name);
    else this.#quoted(name, "`");
  }

  #step({ name, isIndex }) {
    if (!isIndex && !this.#chance(6)) return this.#property(name);
    this.put("[");
    if (isIndex) this.put(name);
    else this.text(name);
    return this.put("]");
  }

  path({ hops }) {
    hops.forEach(({ type, steps }, place) => {
      if (place > 0) this.put(" -> ");
      this.type(type);
      steps.forEach((step) => this.#step(step));
    });
  }

  // ---------------------------------------------------------------- parts

  /** Writes each, with a separator between them. */
  #joined(items, separator, write) {
    items.forEach((item, place) => {
      if (place > 0) this.put(separator);
      write(item);
    });
  }

  /** A value or condition, in parentheses where it binds less than `least`, and sometimes elsewhere. */
  part(node, least) {
    const isFree = this.#random === undefined || bindingOf(node) >= least;
    if (isFree && !this.#chance(12)) return this.bare(node);
    this.put("(");
    this.bare(node);
    return this.put(")");
  }

  bare(node) {
    WRITERS[node.is](node, this);
  }

  call(name, ...writes) {
    this.put(name, "(");
    this.#joined(writes, ", ", (write) => write());
    this.put(")");
  }

  /** The one spelling has parentheses around every operation. */
  arithmetic({ sign, left, right }) {
    const level = PRODUCTS.includes(sign) ? BINDING.product : BINDING.sum;
    if (this.#random === undefined) this.put("(");
    this.part(left, level);
    this.put(` ${sign} `);
    this.part(right, level + 1);
    if (this.#random === undefined) this.put(")");
  }

  relation({ not, left, right }, word) {
    this.part(left, BINDING.sum);
    if (not) this.put("not");
    this.put(word);
    this.part(right, BINDING.sum);
  }

  among({ not, left, among }) {
    this.part(left, BINDING.sum);
    this.put(...(not ? ["not", "in"] : ["in"]));
    if (!Array.isArray(among)) return this.bare(among);
    this.put("[");
    this.#joined(among, ",", (node) => this.part(node, BINDING.sum));
    return this.put("]");
  }

  parts({ parts }, sign, least) {
    this.#joined(parts, sign, (node) => this.part(node, least));
  }

  count({ name, value }) {
    this.put(name === undefined ? String(value) : `$${name}`);
  }

  lately({ is, type, count }) {
    const writes = [() => this.type(type), () => this.count(count)];
    this.call(is, ...writes.slice(0, count === undefined ? 1 : 2));
  }

  // ---------------------------------------------------------------- clauses

  item(item) {
    if (item.is !== "aggregate") this.part(item, BINDING.sum);
    else if (item.of === undefined) this.put("count");
    else this.call(item.name, () => this.part(item.of, BINDING.sum));
  }

  #order({ item, isDescending }) {
    this.item(item);
    if (isDescending) this.put("desc");
    else if (this.#chance(2)) this.put("asc");
  }

  #clause(name, query) {
    switch (name) {
      case "select": return this.#listed(["select"], query.select, (item) => this.item(item));
      case "groupBy": return this.#listed(["group", "by"], query.groupBy, (node) => this.part(node, BINDING.sum));
      case "orderBy": return this.#listed(["order", "by"], query.orderBy, (order) => this.#order(order));
      default: return this.#listed([name], [query[name]], (count) => this.count(count));
    }
  }

  #listed(words, items, write) {
    this.put(...words);
    this.#joined(items, ",", write);
  }

  query(query) {
    this.#joined(query.terms, ",", (term) => (term.is === "optional" ? this.bare(term) : this.part(term, BINDING.or)));
    const clauses = ["select", "groupBy", "orderBy", "limit", "offset"].filter((name) => query[name] !== undefined);
    this.#random.shuffled(clauses).forEach((name) => this.#clause(name, query));
  }
}

function numbered(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function day(date) {
  const text = date.toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.replace(".000Z", "Z");
}

function writeLiteral({ value, text }, writer) {
  if (typeof value === "string") writer.text(value);
  else if (value instanceof Date) writer.call("date", () => writer.text(day(value)));
  else writer.put(text ?? (typeof value === "bigint" ? `${value}n` : String(value)));
}

const WRITERS = {
  literal: writeLiteral,
  parameter: ({ name }, writer) => writer.put(`$${name}`),
  entity: (_, writer) => writer.put("entity"),
  path: (node, writer) => writer.path(node),
  minus: ({ of }, writer) => {
    writer.put("-");
    writer.part(of, BINDING.factor);
  },
  arithmetic: (node, writer) => writer.arithmetic(node),
  holds: ({ path }, writer) => writer.path(path),
  compare: (node, writer) => writer.relation(node, node.sign),
  contains: (node, writer) => writer.relation(node, "~"),
  has: (node, writer) => writer.relation(node, "has"),
  among: (node, writer) => writer.among(node),
  kind: ({ of, not, kind }, writer) => {
    writer.part(of, BINDING.sum);
    writer.put(...(not ? ["is", "not"] : ["is"]), kind);
  },
  changed: (node, writer) => writer.lately(node),
  added: (node, writer) => writer.lately(node),
  removed: (node, writer) => writer.lately(node),
  shared: ({ type }, writer) => writer.call("shared", () => writer.type(type)),
  shares: ({ type, entity }, writer) => writer.call("shares", () => writer.type(type), () => writer.bare(entity)),
  self: ({ entity }, writer) => writer.bare(entity),
  id: ({ value }, writer) => writer.put(`#${EntityId.format(value)}`),
  optional: ({ type }, writer) => {
    writer.put("?");
    writer.type(type);
  },
  not: ({ of }, writer) => {
    writer.put("not");
    writer.part(of, BINDING.not);
  },
  bang: ({ of }, writer) => {
    writer.put("!");
    writer.part(of, BINDING.factor);
  },
  and: (node, writer) => writer.parts(node, "and", BINDING.not),
  comma: (node, writer) => {
    writer.put("(");
    writer.parts(node, ",", BINDING.or);
    writer.put(")");
  },
  or: (node, writer) => writer.parts(node, "or", BINDING.and),
  union: (node, writer) => writer.parts(node, "|", BINDING.test),
};

// ---------------------------------------------------------------- white space

const SPACES = [" ", " ", " ", "  ", "\n", "\t", " \r\n "];

function isWordly(text, at) {
  const unit = text.charCodeAt(at);
  const isDigitOrLetter = (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
  return isDigitOrLetter || unit >= 128 || unit === 95 || unit === 36;
}

/** Whether white space must stand between two tokens: words would run together, and a slash would join the name of a type. */
function mustPart(left, right) {
  return left === "/" || right === "/" || (isWordly(left, left.length - 1) && isWordly(right, 0));
}

/** A query tree as text, in a spelling that the dice choose. */
export function textOf(query, random) {
  const writer = new Writer(random);
  writer.query(query);
  let [text, before] = ["", "("];
  for (const token of writer.tokens.map((token) => token.trim())) {
    if (mustPart(before, token) || random.once(2)) text += random.pick(SPACES);
    text += token;
    before = token;
  }
  return text;
}

/** An item of `select` in the spelling of the language, as columns are named. */
export function nameOfItem(item) {
  const writer = new Writer();
  writer.item(item);
  return writer.tokens.join("");
}
