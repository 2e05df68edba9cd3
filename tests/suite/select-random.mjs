// Random queries about random worlds, answered by the package and by a second evaluator that shares nothing with it.

import { equal, fail } from "./assert.mjs";
import { chooseSeed, Random } from "./random.mjs";
import { test } from "./registry.mjs";
import { answered, areLevel, figuresOf } from "./select-naive-results.mjs";
import { Tally } from "./select-tally.mjs";
import { Asker } from "./select-texts.mjs";
import { nameOfItem, textOf } from "./select-words.mjs";
import { described, recordedWorld, valueText } from "./select-worlds.mjs";

const QUERIES = 20;
const WORLDS = 100;
const TALLIED = 500;

/** How many worlds are asked. */
function worldCount() {
  return Number(globalThis.process?.env?.TERRARIUM_SELECT_WORLDS ?? globalThis.TERRARIUM_SELECT_WORLDS ?? WORLDS);
}

/** The very same value; only dates are made anew, of what a text says. */
function isSame(actual, expected) {
  const areDates = actual instanceof Date && expected instanceof Date;
  return areDates ? Object.is(actual.getTime(), expected.getTime()) : Object.is(actual, expected);
}

function compareValues(actual, expected, what) {
  if (actual.length !== expected.length) fail(`${what}: ${actual.length}, not ${expected.length}`);
  expected.forEach((value, at) => {
    if (!isSame(actual[at], value)) fail(`${what}[${at}] is ${valueText(actual[at])}, not ${valueText(value)}`);
  });
}

function compareRows(selection, { rows }, random) {
  comparePage([...selection], rows, "rows");
  switch (random.below(3)) {
    case 0: return equal(selection.count(), rows.length, "count");
    case 1: return compareValues(selection.entities(), rows.map(({ entity }) => entity), "entities");
    default: return compareSlice(selection, rows, random.below(rows.length + 2), random.below(10));
  }
}

function compareSlice(selection, rows, offset, limit) {
  comparePage(selection.page(offset, limit), rows.slice(offset, offset + limit), `page(${offset}, ${limit})`);
}

function comparePage(actual, expected, what) {
  compareValues(actual.map(({ entity }) => entity), expected.map(({ entity }) => entity), what);
  expected.forEach(({ values }, at) => compareValues(actual[at].values, values, `${what}[${at}]`));
}

function compareColumns(selection, { types }, query) {
  compareValues(selection.columns, types ?? query.select.map(nameOfItem), "columns");
}

/** The same figure; of sums no more digits are asked than the order of summing leaves. */
function isFigure(actual, expected, { name }) {
  if (Object.is(actual, expected)) return true;
  if (name === "min" || name === "max") return areLevel(actual, expected);
  return typeof actual === "number" && typeof expected === "number" && Math.abs(actual - expected) <= 1e-9 * Math.abs(expected);
}

function compareGroups(selection, { groups }, query) {
  const [keys, figures] = [query.groupBy ?? [], figuresOf(query)];
  compareValues(selection.groupColumns, [...keys, ...figures].map(nameOfItem), "group columns");
  const actual = selection.groups();
  equal(actual.length, groups.length, "how many groups");
  groups.forEach((group, at) => compareGroup(actual[at], group, figures, `groups[${at}]`));
}

function compareGroup(actual, expected, figures, what) {
  equal(actual.entities, expected.entities, `${what}: entities`);
  equal(actual.key.length, expected.key.length, `${what}: key`);
  equal(actual.values.length, expected.values.length, `${what}: values`);
  expected.key.forEach((value, at) => compareFigure(areLevel(actual.key[at], value), actual.key[at], value, `${what}.key[${at}]`));
  expected.values.forEach((value, at) => compareFigure(isFigure(actual.values[at], value, figures[at]), actual.values[at], value, `${what}.values[${at}]`));
}

function compareFigure(isGood, actual, expected, what) {
  if (!isGood) fail(`${what} is ${valueText(actual)}, not ${valueText(expected)}`);
}

function ask(world, asker, random) {
  const { recorded } = world;
  const query = asker.query();
  const { parameters } = asker;
  const text = textOf(query, random);
  try {
    const expected = answered(query, world);
    const selection = recorded.world.select(text, parameters);
    compareColumns(selection, expected, query);
    compareRows(selection, expected, random);
    if (expected.groups !== undefined) compareGroups(selection, expected, query);
  } catch (error) {
    const given = Object.entries(parameters).map(([name, value]) => `\n  $${name} = ${valueText(value)}`).join("");
    throw new Error(`query ${JSON.stringify(text)}${given}\nof world: ${described(recorded)}`, { cause: error });
  }
}

function askWorld(seed) {
  const random = new Random(seed);
  const recorded = recordedWorld(random);
  const records = recorded.records();
  const asker = new Asker(random, recorded, records);
  for (let at = 0; at < QUERIES; at += 1) ask({ recorded, records }, asker, random);
  recorded.world.dispose();
}

/** Lets what nobody holds any more be given back, which happens between tasks only. */
function nextTask() {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

test("select: random queries about random worlds mean what the language says", async () => {
  const [first, worlds] = [chooseSeed(), worldCount()];
  console.log(`# select: ${worlds} worlds from seed ${first}; TERRARIUM_SEED=${first} brings them back`);
  for (let seed = first; seed < first + worlds; seed += 1) {
    try {
      askWorld(seed);
    } catch (error) {
      const replay = `TERRARIUM_SEED=${seed} TERRARIUM_SELECT_WORLDS=1 node --test tests/node/select.test.mjs`;
      throw new Error(`seed ${seed}; ${replay} brings this world alone back`, { cause: error });
    }
    await nextTask();
  }
});

test("select: random queries use every rule of the language, and every condition both holds and does not", () => {
  const tally = new Tally();
  for (let seed = 1; seed <= TALLIED; seed += 1) {
    const random = new Random(seed);
    const recorded = recordedWorld(random);
    const records = recorded.records();
    const asker = new Asker(random, recorded, records);
    for (let at = 0; at < QUERIES; at += 1) tally.query(asker.query(), { recorded, records });
    recorded.world.dispose();
  }
  equal(tally.missing().join(", "), "");
});
