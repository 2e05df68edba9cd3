// Which rules of the language random queries use, and whether their conditions both hold and fail.

import { holds, KIND_NAMES } from "./select-naive.mjs";

const COMPARISONS = ["=", "!=", "<", "<=", ">", ">="];
const NEGATED = ["contains", "has", "among", ...KIND_NAMES.map((kind) => `kind ${kind}`)].flatMap((name) => [name, `not ${name}`]);
const OTHERS = ["holds", "holds ->", "changed", "added", "removed", "shared", "shares", "self", "not", "bang", "and", "or", "union", "comma"];

/** Conditions that must have held and must have failed. */
const CONDITIONS = [...COMPARISONS.map((sign) => `compare ${sign}`), ...NEGATED, ...OTHERS];

/** What must have been there. */
const PARTS = ["optional", "path", "arithmetic +", "arithmetic -", "arithmetic *", "arithmetic /", "arithmetic %", "minus", "literal", "id", "parameter", "entity",
  "select", "groupBy", "orderBy", "limit", "offset", "limit $", "offset $", "desc", "count", "count()", "sum()", "avg()", "min()", "max()"];

const isNode = (value) => typeof value === "object" && value !== null && "is" in value;

/** The name by which a tree is counted. */
function nameOf(node) {
  if (node.is === "aggregate") return node.of === undefined ? "count" : `${node.name}()`;
  if (node.is === "holds" && node.path.hops.length > 1) return "holds ->";
  const name = [node.is, node.sign ?? node.kind].filter((part) => part !== undefined).join(" ");
  return node.not === true ? `not ${name}` : name;
}

/** Counts the parts of queries. */
export class Tally {
  #seen = new Set();

  /** Counts the parts of a query to the records of a world. */
  query(query, { recorded, records }) {
    const scopes = records.map((record) => ({ recorded, record }));
    query.terms.forEach((term) => this.#node(term, scopes));
    const items = [...(query.select ?? []), ...(query.groupBy ?? []), ...(query.orderBy ?? []).map(({ item }) => item)];
    items.forEach((item) => this.#node(item, []));
    this.#clauses(query);
  }

  #clauses(query) {
    ["select", "groupBy", "orderBy", "limit", "offset"].filter((name) => query[name] !== undefined).forEach((name) => this.#seen.add(name));
    ["limit", "offset"].filter((name) => query[name]?.name !== undefined).forEach((name) => this.#seen.add(`${name} $`));
    if (query.orderBy?.some(({ isDescending }) => isDescending)) this.#seen.add("desc");
  }

  #node(node, scopes) {
    const name = nameOf(node);
    this.#seen.add(name);
    if (CONDITIONS.includes(name)) scopes.forEach((scope) => this.#seen.add(`${name}: ${holds(node, scope)}`));
    for (const part of Object.values(node).flat()) if (isNode(part)) this.#node(part, scopes);
  }

  /** What was not there, or never held, or always did. */
  missing() {
    return [...PARTS, ...CONDITIONS.flatMap((name) => [`${name}: true`, `${name}: false`])].filter((name) => !this.#seen.has(name));
  }
}
