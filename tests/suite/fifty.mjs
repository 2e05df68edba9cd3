// Fifty questions that people ask of a world, and their answers: in code, and by watching.

import { equal, forEachCase, same } from "./assert.mjs";
import { readFixture } from "./fixture-files.mjs";
import { buildTown } from "./fifty-world.mjs";
import { EntityId, World } from "./package.mjs";
import { test } from "./registry.mjs";

/** The questions by what is asked, as `tests/fixtures/queries.json` has them. */
async function questions() {
  const list = JSON.parse(new TextDecoder().decode(await readFixture("queries.json")));
  return new Map(list.map((question) => [question.ask, question]));
}

/** A value as the fixture writes it. */
function written(value) {
  if (value === undefined) return { missing: true };
  return typeof value === "bigint" ? { bigint: String(value) } : value;
}

function town() {
  const world = new World();
  buildTown(world);
  return world;
}

const formatted = (entities) => entities.map((entity) => EntityId.format(entity));

function checkAnswer(world, { text, parameters, columns, rows, values, groupColumns, groups }) {
  const selection = world.select(text, parameters);
  same(formatted(selection.entities()), rows, text);
  equal(selection.count(), rows.length, `${text}: count`);
  same(formatted([...selection].map(({ entity }) => entity)), rows, `${text}: rows`);
  if (columns !== undefined) same(selection.columns, columns, `${text}: columns`);
  if (values !== undefined) same([...selection].map((row) => row.values.map(written)), values, `${text}: values`);
  if (groups === undefined) return;
  same(selection.groupColumns, groupColumns, `${text}: group columns`);
  same(selection.groups().map(({ key, values }) => [...key, ...values].map(written)), groups, `${text}: groups`);
}

/** Sets a watch on each question; what entered, by what was asked, is known after the tick. */
function watchAll(world, asked) {
  const changes = new Map();
  for (const [ask, { text, parameters }] of asked) {
    world.watch(text, (change) => changes.set(ask, [...(changes.get(ask) ?? []), change]), parameters);
  }
  return changes;
}

function checkChange(changes, rows, ask) {
  equal(changes?.length, 1, `${ask}: calls`);
  const [{ entered, left, updated }] = changes;
  same(formatted(entered).sort(), [...rows].sort(), `${ask}: entered`);
  same([left, updated], [[], []], `${ask}: left and updated`);
}

test("fifty questions: there are exactly fifty, of fifty texts", async () => {
  const asked = await questions();
  equal(asked.size, 50);
  equal(new Set([...asked.values()].map(({ text }) => text)).size, 50);
});

test("fifty questions: each has its answer in code", async () => {
  const [asked, world] = [await questions(), town()];
  forEachCase([...asked.keys()], (ask) => checkAnswer(world, asked.get(ask)));
});

test("fifty questions: each has the same answer in a world that was saved and restored", async () => {
  const [asked, world] = [await questions(), town().fork()];
  const ofThisTick = /changed|added|removed/;
  const kept = [...asked.keys()].filter((ask) => !ofThisTick.test(asked.get(ask).text));
  forEachCase(kept, (ask) => checkAnswer(world, asked.get(ask)));
});

test("fifty questions: each enters a watch that was set before there was anything", async () => {
  const [asked, world] = [await questions(), new World()];
  const changes = watchAll(world, asked);
  buildTown(world);
  world.advance();
  forEachCase([...asked.keys()], (ask) => checkChange(changes.get(ask), asked.get(ask).rows, ask));
});

test("fifty questions: each leaves a watch when everything ends", async () => {
  const [asked, world] = [await questions(), new World()];
  buildTown(world);
  world.advance();
  const before = new Map([...asked].map(([ask, { text, parameters }]) => [ask, formatted(world.select(text, parameters).entities())]));
  const changes = watchAll(world, asked);
  for (const entity of [...world.allEntities()]) world.destroy(entity);
  world.advance();
  forEachCase([...asked.keys()], (ask) => {
    same(formatted(changes.get(ask)?.[0].left ?? []).sort(), before.get(ask).sort(), `${ask}: left`);
  });
});
