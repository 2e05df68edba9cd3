// Single promises of the query language that random queries leave out, or meet once in thousands.

import { equal, forEachCase, same } from "./assert.mjs";
import { token } from "./fixtures.mjs";
import { defineComponent, World } from "./package.mjs";
import { test } from "./registry.mjs";
import { TYPES } from "./select-values.mjs";

const Course = TYPES.get("Course");
const Thing = TYPES.get("Thing");
const Count = defineComponent("count");

/** A name as it can always be written. */
function quoted(name) {
  return `\`${name.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")}\``;
}

/** What a selection answers, as lists. */
function rowsOf(selection) {
  return [...selection].map(({ entity, values }) => [entity, ...values]);
}

test("select: a type that was defined and never used is known, however its name is written", () => {
  forEachCase(["it`s", "back\\slash", "line\nbreak", "Plain"], (name) => {
    const type = token(name);
    const selection = new World().select(quoted(type.name));
    same(selection.columns, [type.name]);
    equal(selection.count(), 0);
  });
});

test("select: to ask for a type changes nothing that can be saved", () => {
  const world = new World();
  world.spawn([Thing, 1]);
  const before = world.snapshot();
  world.select(`\`${token("Unused").name}\``).count();
  same(world.snapshot(), before);
});

test("select: a reference leads to a component whose value is missing, as the entity has it", () => {
  const world = new World();
  const [target] = [world.spawn([Thing, () => 5]), world.spawn([Thing, Symbol.iterator])];
  const pointing = world.spawn([Course, target]);
  same(world.select("Thing").entities(), [1, 2]);
  same(world.select("Course -> Thing").entities(), [pointing]);
  same(world.select("not Course -> Thing").entities(), [1, 2]);
  same(world.select("Course -> Thing is missing, Course").entities(), [pointing]);
});

test("select: what is missing is undefined in a row, whether a component or a parameter", () => {
  const world = new World();
  const entity = world.spawn([Thing, () => 5]);
  const kinds = { function: () => 5, symbol: Symbol.iterator, undefined };
  forEachCase(Object.keys(kinds), (kind) => {
    const parameters = { missing: kinds[kind] };
    same(world.select("$missing is missing", parameters).entities(), [entity]);
    same(world.select("group by $missing", parameters).groups(), [{ key: [undefined], values: [], entities: 1 }]);
    same(rowsOf(world.select("select $missing, Thing", parameters)), [[entity, undefined, undefined]]);
  });
});

test("select: a column's name is text that selects the same", () => {
  const world = new World();
  world.spawn([Thing, { "a b": 1, "\ud800": 2, 0: "x" }], [Count, 3]);
  const name = quoted(Count.name);
  const items = [name, `${name}.a`, `(${name} + 1)`, "Thing.`a b`", "Thing[0]", "Thing[\"0\"]", "Thing.`\\ud800`", "\"\\ud800\"", "'\"'", "-(-1)", "Thing -> Thing"];
  forEachCase(items, (item) => {
    const selection = world.select(`select ${item}`);
    const again = world.select(`select ${selection.columns[0]}`);
    same(again.columns, selection.columns);
    same(rowsOf(again), rowsOf(selection));
  });
});

test("select: halves of characters are compared as they are", () => {
  const world = new World();
  const entity = world.spawn([Thing, "a\ud800b"]);
  world.spawn([Thing, "a\ufffdb"]);
  forEachCase(["Thing = 'a\\ud800b'", "Thing = 'a\ud800b'", "Thing ~ '\\ud800'", "Thing in ['a\ud800b']", "Thing in $texts"], (text) => {
    same(world.select(text, { texts: ["a\ud800b"] }).entities(), [entity]);
  });
});

test("select: entries of maps are found by text keys, and by no others", () => {
  const world = new World();
  world.spawn([Thing, new Map([[1, "number"], [2n, "bigint"]])], [Course, new Map([["1", "text"]])]);
  same(rowsOf(world.select("select Thing[1], Thing[\"1\"], Thing[2], Course[\"1\"]")), [[1, undefined, undefined, undefined, "text"]]);
});

test("select: a parameter in a list stands for its elements, whatever else is in the list", () => {
  const world = new World();
  const among = ["a"];
  const entity = world.spawn([Thing, "a"]);
  world.spawn([Thing, among]);
  forEachCase(["$among", "[$among]", "[1, $among]", "[$among, -1]", "[Course, $among]", "[$among, 1 + 1]"], (list) => {
    same(world.select(`Thing in ${list}`, { among }).entities(), [entity]);
  });
});
