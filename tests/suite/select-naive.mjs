// The meaning of the query language, written down a second time: a tree is walked for one entity after the other, by plain
// code that has nothing clever in it and nothing from the package. What is missing is undefined here.

/** Undefined for what counts as missing. */
function known(value) {
  return typeof value === "function" || typeof value === "symbol" ? undefined : value;
}

export function isObject(value) {
  return typeof value === "object" && value !== null;
}

// ---------------------------------------------------------------- kinds and comparison

/** The kind by which values compare and are ordered; both numbers and bigints are "number". */
export function kindOf(value) {
  if (value === null) return "null";
  if (typeof value === "bigint") return "number";
  if (value instanceof Date) return "date";
  return typeof value;
}

/** What has no size though it has a kind. */
export function isUnlike(value) {
  return Number.isNaN(value instanceof Date ? value.getTime() : value);
}

/** Negative, 0 or positive for values of one kind that compare; undefined for those that do not. */
function compared(left, right) {
  const kind = kindOf(left);
  if (kind !== kindOf(right) || isUnlike(left) || isUnlike(right)) return undefined;
  if (kind === "null") return 0;
  if (kind === "object") return left === right ? 0 : undefined;
  return sizes(kind, left, right);
}

function sizes(kind, left, right) {
  const [a, b] = kind === "date" ? [left.getTime(), right.getTime()] : [left, right];
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

export function areEqual(left, right) {
  return compared(left, right) === 0;
}

const COMPARISONS = {
  "=": (size) => size === 0,
  "!=": (size) => size !== 0,
  "<": (size) => size < 0,
  "<=": (size) => size <= 0,
  ">": (size) => size > 0,
  ">=": (size) => size >= 0,
};

const isArray = (value) => Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
const isPlain = (value) => isObject(value) && !isArray(value) && ![Map, Set, Date].some((type) => value instanceof type);

const KINDS = {
  null: (value) => value === null,
  missing: (value) => value === undefined,
  nan: (value) => Number.isNaN(value),
  boolean: (value) => typeof value === "boolean",
  number: (value) => typeof value === "number",
  bigint: (value) => typeof value === "bigint",
  string: (value) => typeof value === "string",
  date: (value) => value instanceof Date,
  array: isArray,
  map: (value) => value instanceof Map,
  set: (value) => value instanceof Set,
  object: isPlain,
  entity: (value, { recorded }) => recorded.named(value) !== undefined && !Object.is(value, -0),
};

export const KIND_NAMES = Object.keys(KINDS);

// ---------------------------------------------------------------- values

function step(value, name) {
  if (value === null || value === undefined) return undefined;
  try {
    const isOwn = Object.hasOwn(value, name);
    if (!isOwn && name === "__proto__") return undefined;
    if (!isOwn && value instanceof Map && value.has(name)) return known(value.get(name));
    return known(value[name]);
  } catch {
    return undefined;
  }
}

/** The record at the end of a path's references, and the value there. */
function walk({ hops }, { recorded, record }) {
  let [at, value] = [record, undefined];
  for (const [place, { type, steps }] of hops.entries()) {
    if (place > 0) at = recorded.named(value);
    value = steps.reduce((inner, { name }) => step(inner, name), known(at?.cells.get(type)?.value));
  }
  return { at, value };
}

const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => (b === 0n ? undefined : a / b),
  "%": (a, b) => (b === 0n ? undefined : a % b),
};

const isNumeric = (value) => typeof value === "number" || typeof value === "bigint";

function calculated(sign, left, right) {
  return isNumeric(left) && typeof left === typeof right ? OPERATIONS[sign](left, right) : undefined;
}

const VALUES = {
  literal: ({ value }) => value,
  id: ({ value }) => value,
  parameter: ({ value }) => known(value),
  entity: (_, { record }) => record.entity,
  path: (node, scope) => walk(node, scope).value,
  minus: ({ of }, scope) => {
    const value = valueOf(of, scope);
    return isNumeric(value) ? -value : undefined;
  },
  arithmetic: ({ sign, left, right }, scope) => calculated(sign, valueOf(left, scope), valueOf(right, scope)),
};

/** The value of a tree for the entity of a scope `{ recorded, record }`; undefined if it is missing. */
export function valueOf(node, scope) {
  return VALUES[node.is](node, scope);
}

// ---------------------------------------------------------------- conditions

/** Whether a relation holds of what is left and right of it; none does where something is missing. */
function related({ not, left, right }, scope, holds) {
  const [one, other] = [left, right].map((node) => valueOf(node, scope));
  return one !== undefined && other !== undefined && holds(one, other) !== (not ?? false);
}

function containsText(text, part) {
  return typeof text === "string" && typeof part === "string" && text.toLowerCase().includes(part.toLowerCase());
}

function has(holder, item) {
  const isItem = (other) => known(other) !== undefined && areEqual(other, item);
  if (isArray(holder)) return Array.from(holder).some(isItem);
  if (holder instanceof Set) return [...holder].some(isItem);
  if (holder instanceof Map) return [...holder.keys()].some(isItem);
  return isObject(holder) && typeof item === "string" && Object.hasOwn(holder, item);
}

/** What a parameter stands for in a list: its elements, where it has any. */
function elements(value) {
  return isArray(value) || value instanceof Set ? Array.from(value, known) : [known(value)];
}

function isAmong({ not, left, among }, scope) {
  const value = valueOf(left, scope);
  if (value === undefined) return false;
  const nodes = Array.isArray(among) ? among : [among];
  const others = nodes.flatMap((node) => (node.is === "parameter" ? elements(node.value) : [valueOf(node, scope)]));
  return others.some((other) => other !== undefined && areEqual(value, other)) !== not;
}

function isLately(tick, { count }, { recorded }) {
  const ticks = count === undefined ? 1 : count.value;
  return tick !== undefined && tick > recorded.tick - ticks;
}

function sharesWith({ type, entity }, { recorded, record }) {
  const group = record.cells.get(type)?.group;
  return group !== undefined && group === recorded.named(entity.value)?.cells.get(type)?.group;
}

const CONDITIONS = {
  holds: ({ path }, scope) => walk(path, scope).at?.cells.has(path.hops.at(-1).type) ?? false,
  compare: (node, scope) => related(node, scope, (left, right) => COMPARISONS[node.sign](compared(left, right))),
  contains: (node, scope) => related(node, scope, containsText),
  has: (node, scope) => related(node, scope, has),
  among: isAmong,
  kind: ({ of, kind, not }, scope) => {
    const value = valueOf(of, scope);
    return KINDS[kind](value, scope) !== not && (value !== undefined || kind === "missing");
  },
  changed: (node, scope) => isLately(scope.record.cells.get(node.type)?.changed, node, scope),
  added: (node, scope) => isLately(scope.record.cells.get(node.type)?.came, node, scope),
  removed: (node, scope) => !scope.record.cells.has(node.type) && isLately(scope.record.lost.get(node.type), node, scope),
  shared: ({ type }, { record }) => record.cells.get(type)?.group !== undefined,
  shares: sharesWith,
  self: ({ entity }, { record }) => record.entity === entity.value,
  optional: () => true,
  not: ({ of }, scope) => !holds(of, scope),
  bang: ({ of }, scope) => !holds(of, scope),
  and: ({ parts }, scope) => parts.every((part) => holds(part, scope)),
  comma: ({ parts }, scope) => parts.every((part) => holds(part, scope)),
  or: ({ parts }, scope) => parts.some((part) => holds(part, scope)),
  union: ({ parts }, scope) => parts.some((part) => holds(part, scope)),
};

/** Whether a tree holds for the entity of a scope. */
export function holds(node, scope) {
  return CONDITIONS[node.is](node, scope);
}

// ---------------------------------------------------------------- columns

/** The types that an entity must have for a value not to be missing. */
function neededBy(node) {
  if (node.is === "path") return [node.hops[0].type];
  if (node.is === "arithmetic") return [...neededBy(node.left), ...neededBy(node.right)];
  return node.is === "minus" ? neededBy(node.of) : [];
}

/** The types that an entity must have for a term to hold, and those that are only asked for, in the order of mention. */
function needed(node) {
  switch (node.is) {
    case "holds": return neededBy(node.path);
    case "compare": case "contains": case "has": return [...neededBy(node.left), ...neededBy(node.right)];
    case "among": return neededBy(node.left);
    case "kind": return node.kind === "missing" && !node.not ? [] : neededBy(node.of);
    case "changed": case "added": case "shared": case "shares": return [node.type];
    case "and": case "comma": return node.parts.flatMap(needed);
    case "optional": return [node.type];
    default: return [];
  }
}

/** The types that are columns where nothing is selected. */
export function columnTypes(terms) {
  return [...new Set(terms.flatMap(needed))];
}
