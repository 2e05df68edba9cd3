// 100,000 random operations against a Map of Maps, everything compared after every 50.

import { equal, fail, same } from "./assert.mjs";
import { ownEntity } from "./fixtures.mjs";
import { Naive } from "./naive.mjs";
import { MODEL_TYPES, numberOf, Operations, TYPES } from "./operations.mjs";
import { World } from "./package.mjs";
import { chooseSeed, Random } from "./random.mjs";
import { test } from "./registry.mjs";

const OPERATIONS = 100_000;
const COMPARED_EVERY = 50;
const SPREAD = 2500;

/** Lets the world meet the types in the order in which the model merges and splits them. */
function meetTypes(world) {
  for (const type of TYPES) {
    world.set(ownEntity(world), type, 1);
    world.remove(ownEntity(world), type);
  }
}

/** Uses up indices of three pages and leaves them free in a random order. */
function spread(operations) {
  const { world, model, random } = operations;
  const entities = world.spawnMany([], [], SPREAD);
  entities.forEach(() => model.create());
  for (const entity of random.shuffled(entities)) equal(world.destroy(entity), model.destroy(entity));
}

function compare({ world, model, random }) {
  world.check();
  const sorted = model.sorted();
  equal(world.size, sorted.length, "size");
  same([...world.allEntities()], sorted.map(([entity]) => entity), "all entities");
  for (const [entity, cells] of [[0, model.own], ...sorted]) compareEntity(world, entity, cells);
  TYPES.forEach((type, place) => compareGroups(world, model, type, place));
  for (let round = 0; round < 3; round += 1) compareQuery(world, model, random);
  compareArchetypes(world, sorted);
}

function compareEntity(world, entity, cells) {
  same(new Set(world.getComponentTypes(entity)), new Set([...cells.keys()].sort((a, b) => a - b).map((type) => TYPES[type])), `types of ${entity}`);
  for (const [type, cell] of cells) {
    const value = world.get(entity, TYPES[type]);
    if (numberOf(value) !== cell.n) fail(`${entity} has ${numberOf(value)} of type ${type}, not ${cell.n}`);
    cell.value ??= value;
    equal(value, cell.value, `the value of type ${type} of ${entity}`);
    equal(world.sharing(entity, TYPES[type]) !== undefined, cell.group, `whether type ${type} of ${entity} is shared`);
  }
}

function compareGroups(world, model, type, place) {
  const groups = world.sharedGroups(type).map((group) => [group.value, group.holders, group.entities()]);
  const expected = model.groups[place].map((cell) => [cell.value, model.holders(cell, place)]);
  same(groups, expected.map(([value, holders]) => [value, holders.length, holders]), `groups of type ${place}`);
}

function randomSpec(random) {
  const places = TYPES.map((_, type) => type);
  return { all: random.some(places, 0.25), none: random.some(places, 0.15), any: random.some(places, 0.15), optional: random.some(places, 0.2) };
}

function compareQuery(world, model, random) {
  const spec = randomSpec(random);
  const typed = Object.fromEntries(Object.entries(spec).map(([part, places]) => [part, places.map((type) => TYPES[type])]));
  const query = world.prepare(typed);
  const row = ([entity, cells]) => [entity, ...[...spec.all, ...spec.optional].map((type) => cells.get(type)?.value)];
  const expected = model.query(spec).map(row);
  same([...query], expected, `query ${JSON.stringify(spec)}`);
  equal(query.count(), expected.length);
  same([...query.chunks()].flatMap((chunk) => entitiesOf(chunk)), expected.map(([entity]) => entity), "chunks");
}

function entitiesOf(chunk) {
  return Array.from({ length: chunk.length }, (_, row) => chunk.entity(row));
}

function compareArchetypes(world, sorted) {
  const expected = new Map();
  for (const [, cells] of sorted) {
    const key = [...cells.keys()].map((type) => TYPES[type].name).sort().join();
    expected.set(key, (expected.get(key) ?? 0) + 1);
  }
  const found = world.archetypes().map(({ types, entities }) => [types.map(({ name }) => name).sort().join(), entities]);
  same(new Map(found.sort()), new Map([...expected].sort()), "archetypes");
}

test("model: 100,000 random operations agree with a Map of Maps", () => {
  const seed = chooseSeed();
  console.log(`# model: seed ${seed}; TERRARIUM_SEED=${seed} brings it back`);
  const world = new World();
  const operations = new Operations(world, new Naive(MODEL_TYPES), new Random(seed));
  meetTypes(world);
  spread(operations);
  let done = "";
  for (let at = 0; at < OPERATIONS; at += 1) {
    try {
      done = operations.step();
      if (at % COMPARED_EVERY === 0) compare(operations);
    } catch (error) {
      throw new Error(`seed ${seed}, operation ${at} (${done})`, { cause: error });
    }
  }
  compare(operations);
});
