// What comes back of a query, written down a second time: rows in their order, and groups.

import { areEqual, columnTypes, holds, isUnlike, kindOf, valueOf } from "./select-naive.mjs";

// ---------------------------------------------------------------- order

const RANKS = ["null", "boolean", "number", "string", "date", "object"];

/** Two values that are not missing, in the order of `order by`. */
function ranked(left, right) {
  const [kind, other] = [left, right].map((value) => RANKS.indexOf(kindOf(value)));
  if (kind !== other) return kind - other;
  if (isUnlike(left) || isUnlike(right)) return Number(isUnlike(left)) - Number(isUnlike(right));
  if (areEqual(left, right) || kind === RANKS.length - 1) return 0;
  return left < right ? -1 : 1;
}

/** The same for any values: what is missing comes last, whatever the direction. */
function inOrder(left, right, isDescending) {
  if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
  return isDescending ? -ranked(left, right) : ranked(left, right);
}

/** Whether two values stand at one place in the order. */
export function areLevel(left, right) {
  return inOrder(left, right, false) === 0;
}

/** Sorts by lists of keys, and leaves equals as they are. */
function sortedBy(items, keysOf, descending) {
  const keyed = items.map((item) => ({ item, keys: keysOf(item) }));
  const order = (a, b) => a.keys.reduce((found, key, at) => found || inOrder(key, b.keys[at], descending[at] ?? false), 0);
  return keyed.sort(order).map(({ item }) => item);
}

function cut(items, { offset, limit }) {
  const start = offset?.value ?? 0;
  return items.slice(start, limit === undefined ? undefined : start + limit.value);
}

// ---------------------------------------------------------------- groups

/** The sum of numbers, and apart from it that of bigints, which is exact. */
function sums(values) {
  const numbers = values.filter((value) => typeof value === "number");
  const bigints = values.filter((value) => typeof value === "bigint");
  return { numbers, bigints, sum: numbers.reduce((sum, value) => sum + value, 0), exact: bigints.reduce((sum, value) => sum + value, 0n) };
}

const AGGREGATES = {
  sum: (values) => {
    const { numbers, bigints, sum, exact } = sums(values);
    return numbers.length === 0 && bigints.length > 0 ? exact : sum + Number(exact);
  },
  avg: (values) => {
    const { numbers, bigints, sum, exact } = sums(values);
    const count = numbers.length + bigints.length;
    return count === 0 ? undefined : (sum + Number(exact)) / count;
  },
  min: (values) => values.reduce((least, value) => (least === undefined || ranked(value, least) < 0 ? value : least), undefined),
  max: (values) => values.reduce((most, value) => (most === undefined || ranked(value, most) >= 0 ? value : most), undefined),
  count: (values) => values.length,
};

/** What an item of `select` or `order by` is of a group of records. */
function ofGroup(item, { scopes }) {
  if (item.is !== "aggregate") return valueOf(item, scopes[0]);
  if (item.of === undefined) return scopes.length;
  return AGGREGATES[item.name](scopes.map((scope) => valueOf(item.of, scope)).filter((value) => value !== undefined));
}

/** Keys are equal if they compare as equal; what is missing is one key, NaN one, invalid dates one. */
function areOneKey(left, right) {
  if (left === undefined || right === undefined) return left === right;
  if (isUnlike(left) || isUnlike(right)) return isUnlike(left) && isUnlike(right) && kindOf(left) === kindOf(right);
  return areEqual(left, right);
}

function groupsOf(groupBy, scopes) {
  if (groupBy === undefined) return [{ key: [], scopes }];
  const groups = [];
  for (const scope of scopes) {
    const key = groupBy.map((node) => valueOf(node, scope));
    const group = groups.find((other) => other.key.every((value, at) => areOneKey(value, key[at])));
    if (group === undefined) groups.push({ key, scopes: [scope] });
    else group.scopes.push(scope);
  }
  return groups;
}

function groupsInOrder(query, scopes) {
  const byKey = sortedBy(groupsOf(query.groupBy, scopes), ({ key }) => key, []);
  const orders = query.orderBy ?? [];
  const sorted = sortedBy(byKey, (group) => orders.map(({ item }) => ofGroup(item, group)), orders.map(({ isDescending }) => isDescending));
  return cut(sorted, query).map((group) => ({
    key: group.key,
    values: figuresOf(query).map((item) => ofGroup(item, group)),
    entities: group.scopes.length,
  }));
}

/** The figures that a query selects; its other items are parts of the key. */
export function figuresOf({ select = [] }) {
  return select.filter(({ is }) => is === "aggregate");
}

/** Whether a query is about groups of its matches. */
export function isGrouped({ groupBy, select, orderBy }) {
  const items = [...(select ?? []), ...(orderBy ?? []).map(({ item }) => item)];
  return groupBy !== undefined || items.some(({ is }) => is === "aggregate");
}

// ---------------------------------------------------------------- rows

function rowOf(types, query, scope) {
  const { record } = scope;
  const values = types === undefined ? query.select.map((item) => valueOf(item, scope)) : types.map((type) => record.cells.get(type)?.value);
  return { entity: record.entity, values };
}

function ordered(query, scopes) {
  const orders = query.orderBy ?? [];
  const keysOf = (scope) => orders.map(({ item }) => valueOf(item, scope));
  return cut(sortedBy(scopes, keysOf, orders.map(({ isDescending }) => isDescending)), query);
}

/**
 * What a query tree answers of `records`, by index, of a recorded world: `{ types, rows, groups }`. Types are those that are columns, undefined where
 * something is selected; rows are `{ entity, values }`; groups are `{ key, values, entities }`, undefined where there are none.
 */
export function answered(query, { recorded, records }) {
  const scopes = records.map((record) => ({ recorded, record }));
  const matches = scopes.filter((scope) => query.terms.every((term) => holds(term, scope)));
  const grouped = isGrouped(query);
  const types = grouped || query.select === undefined ? columnTypes(query.terms) : undefined;
  const rows = (grouped ? matches : ordered(query, matches)).map((scope) => rowOf(types, query, scope));
  return { types, rows, groups: grouped ? groupsInOrder(query, matches) : undefined };
}
