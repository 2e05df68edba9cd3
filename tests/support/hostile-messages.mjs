// Messages that nobody should send: those of the protocol with other values, and what damage makes of them. Methods, views
// and parameters are those that PROTOCOL.md names, so that what is added there is tried here.

import { readFileSync } from "node:fs";

const PROTOCOL = readFileSync(new URL("../../crates/inspect/PROTOCOL.md", import.meta.url), "utf8");
const named = (pattern) => [...PROTOCOL.matchAll(pattern)].flatMap(([, names]) => names.match(/\w+/g));

/** Methods by name, with what their row says that they take. */
const METHODS = [...PROTOCOL.matchAll(/^\| ((?:`\w+`(?:, )?)+) \| (.*?) \|/gm)].flatMap(([, names, params]) =>
  names.match(/\w+/g).filter((name) => !name.endsWith("Max")).map((name) => [name, params.match(/[a-z]\w*/gi) ?? []]),
);
const VIEWS = named(/\*\*`(\w+)`\*\*/g);
const NAMES = [...new Set(METHODS.flatMap(([, params]) => params))];
const KINDS = named(/^\| [^|]*\| `\["(\w+)"/gm);

const TEXTS = ["", "Age", "Age > 3 order by Age desc", "Name ~ 'a', !Age", "Pack group by Pack.kind select count", "((((((", "\ud800", "__proto__", "constructor", "x".repeat(70_000), "Age,".repeat(900), "#0:1v0", "now", "all", "one", "live"];
const NUMBERS = [0, 1, 2, 3, 7, 50, 500, 501, 1e6, -1, 0.5, -0, 2 ** 26, 2 ** 36 + 1, 2 ** 53 - 1, 2 ** 53, 1e308, 68_719_476_736 * 3 + 2];

/** A value of any kind, to a depth. */
function value(random, depth = 3) {
  const kinds = [
    () => random.pick(NUMBERS),
    () => random.below(60),
    () => random.pick(TEXTS),
    () => random.pick([null, true, false]),
    () => [],
    () => ({}),
  ];
  if (depth === 0) return random.pick(kinds)();
  const inside = () => value(random, depth - 1);
  const several = () => Array.from({ length: random.below(5) }, inside);
  return random.pick([
    ...kinds,
    several,
    () => Array.from({ length: 1 + random.below(4) }, () => random.below(40)),
    () => [random.pick(KINDS), ...several()],
    () => [random.pick(KINDS), "", random.below(6), 0, ...several()],
    () => record(random, random.some(NAMES, 0.05), depth - 1),
    () => JSON.parse('{"__proto__":{"a":1},"constructor":2,"toJSON":3}'),
  ])();
}

function record(random, names, depth) {
  return Object.fromEntries(names.map((name) => [name, value(random, depth)]));
}

/** What parameters usually are, so that messages come further than to the first check. */
const USUAL = {
  entities: (random) => Array.from({ length: 1 + random.below(3) }, () => 1 + random.below(42)),
  query: (random) => random.pick(TEXTS.slice(0, 5)),
  name: (random) => random.pick(TEXTS.slice(0, 8)),
  type: (random) => random.pick([0, 1, 2, 3, "Age", "Name", "Pack"]),
  path: (random) => random.pick([[], [], ["kind"], ["things"], ["things", 0], ["seen"], [0], ["__proto__"]]),
  scope: (random) => random.pick(["all", "one"]),
  value: (random) => random.pick([1, "a", null, ["bigint", "7"], ["date", "2020-01-01"], ["list", "", 1, 0, 5], ["map", "", 1, 0, "a", 1], ["undefined"]]),
  components: (random) => random.some([["Age", 1], ["Name", "b"], ["Pack", 1], [0], [1, "x"]], 0.5),
  of: (random) => ({ query: random.pick(TEXTS.slice(0, 5)), first: random.below(9), count: random.below(99), entity: random.below(44), type: random.below(4) }),
  from: (random) => random.pick(["now", { tick: random.below(3) }, { snapshot: random.below(4) }]),
  on: (random) => random.once(2),
};
USUAL.to = USUAL.from;
const small = (random) => random.below(5);

/** Parameters by name, most of them as they should be. */
function parameters(random, names) {
  const one = (name) => (random.once(6) ? value(random) : (USUAL[name] ?? small)(random));
  return Object.fromEntries(random.some(names, 0.9).map((name) => [name, one(name)]));
}

/** A list nested so often. */
const nested = (depth) => "[".repeat(depth) + "]".repeat(depth);

function request(random, id) {
  const [method, params] = random.once(20) ? [random.pick(TEXTS).slice(0, 99), NAMES] : random.pick(METHODS);
  const message = { jsonrpc: "2.0", id, method, params: parameters(random, params) };
  if (method === "subscribe") Object.assign(message.params, { subscription: random.below(70), view: random.pick(VIEWS) });
  return message;
}

/** Damages a text: a character is another, a part is gone, or there twice. */
function damaged(random, text) {
  const [from, to] = [random.below(text.length + 1), random.below(text.length + 1)].sort((a, b) => a - b);
  return random.pick([
    () => text.slice(0, from) + random.pick(['"', "{", "]", ",", "\\", "\0", "9", "e", "\ud800"]) + text.slice(from + 1),
    () => text.slice(0, from) + text.slice(to),
    () => text.slice(0, to) + text.slice(from),
  ])();
}

/** What is no request of the protocol. */
function stray(random) {
  return random.pick([
    () => "",
    () => JSON.stringify(value(random)),
    () => nested(20_000),
    () => `{"jsonrpc":"2.0","id":null,"method":"ping"}`,
    () => `{"jsonrpc":"2.0","id":1e999,"method":"ping"}`,
    () => `{"jsonrpc":"2.0","method":"subscribe","params":${nested(5_000)}}`,
    () => JSON.stringify({ jsonrpc: "2.0", method: random.pick(METHODS)[0], params: value(random) }),
    () => damaged(random, JSON.stringify(request(random, "damaged"))),
  ])();
}

/** Endless messages: `{ text, bytes?, id }`, with the id under which an answer must come, if one must. */
export function* hostileMessages(random) {
  for (let number = 0; ; number += 1) {
    const bytes = random.once(8) ? Uint8Array.from({ length: random.below(200) }, () => random.below(256)) : undefined;
    if (random.once(5)) yield { text: stray(random), bytes };
    else yield { text: JSON.stringify(request(random, number)), bytes, id: number };
  }
}

/** Names of errors that PROTOCOL.md lists. */
export const ERRORS = new Set(named(/^\| -?\d+ \| `(\w+)`/gm));
