// The first five suites of the field's usual benchmark, in microseconds a run.

import { defineComponent, World } from "../suite/package.mjs";
import { expect } from "./harness.mjs";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const TYPES = new Map(["Data", ...LETTERS].map((name) => [name, defineComponent(`bench: ${name}`)]));
const [A, B, C, D, E] = LETTERS;

/** The suites are written once against this small face, which each contender implements. */
const CONTENDERS = {
  terrarium: () => {
    const world = new World();
    const types = (names) => names.map((name) => TYPES.get(name));
    return {
      spawn: (names) => world.spawn(...names.map((name) => [TYPES.get(name), { value: 1 }])),
      query: (names) => {
        const query = world.prepare({ all: types(names) });
        return (visit) => query.each(visit);
      },
      add: (entity, name) => world.set(entity, TYPES.get(name), { value: 1 }),
      remove: (entity, name) => world.remove(entity, TYPES.get(name)),
      destroy: (entity) => world.destroy(entity),
    };
  },
  objects: () => {
    const list = new Set();
    return {
      spawn: (names) => {
        const entity = Object.fromEntries(names.map((name) => [name, { value: 1 }]));
        list.add(entity);
        return entity;
      },
      query: (names) => (visit) => list.forEach((entity) => visitObject(entity, names, visit)),
      add: (entity, name) => { entity[name] = { value: 1 }; },
      remove: (entity, name) => { entity[name] = undefined; },
      destroy: (entity) => list.delete(entity),
    };
  },
  "Map of Maps": () => {
    const map = new Map();
    let next = 0;
    return {
      spawn: (names) => {
        next += 1;
        map.set(next, new Map(names.map((name) => [name, { value: 1 }])));
        return next;
      },
      query: (names) => (visit) => map.forEach((cells, entity) => visitCells(entity, cells, names, visit)),
      add: (entity, name) => map.get(entity).set(name, { value: 1 }),
      remove: (entity, name) => map.get(entity).delete(name),
      destroy: (entity) => map.delete(entity),
    };
  },
};

function visitObject(entity, [first, second], visit) {
  const value = entity[first];
  if (value === undefined) return;
  if (second === undefined) visit(entity, value);
  else if (entity[second] !== undefined) visit(entity, value, entity[second]);
}

function visitCells(entity, cells, [first, second], visit) {
  const value = cells.get(first);
  if (value === undefined) return;
  if (second === undefined) visit(entity, value);
  else if (cells.has(second)) visit(entity, value, cells.get(second));
}

function repeat(count, run) {
  return Array.from({ length: count }, (_, at) => run(at));
}

/** How many entities a walk visits, and the sum of their first values. */
function tally(walk) {
  let [count, sum] = [0, 0];
  walk((_, { value }) => {
    count += 1;
    sum += value;
  });
  return { count, sum };
}

// Values alternate between 1 and 2, so that doubling for ever does not end in infinities.
const double = (_, cell) => { cell.value = cell.value === 1 ? 2 : 1; };
const swap = (_, first, second) => { [first.value, second.value] = [second.value, first.value]; };

const SUITES = {
  packed_5: ({ spawn, query }) => {
    repeat(1000, () => spawn([A, B, C, D, E]));
    const walks = [A, B, C, D, E].map((name) => query([name]));
    return {
      run: () => walks.forEach((walk) => walk(double)),
      verify: () => walks.forEach((walk) => expect(tally(walk).sum, 2000, "doubled")),
    };
  },
  simple_iter: ({ spawn, query }) => {
    for (const names of [[A, B], [A, B, C], [A, B, C, D], [A, B, C, E]]) repeat(1000, () => spawn(names));
    query([A])(double);
    const walks = [[A, B], [C, D], [C, E]].map(query);
    return { run: () => walks.forEach((walk) => walk(swap)), verify: () => expect(tally(query([B])).sum, 8000, "swapped into B") };
  },
  frag_iter: ({ spawn, query }) => {
    for (const letter of LETTERS) repeat(100, () => spawn([letter, "Data"]));
    const walks = [["Data"], ["Z"]].map(query);
    return {
      run: () => walks.forEach((walk) => walk(double)),
      verify: () => {
        expect(tally(walks[0]).sum, 5200, "doubled Data");
        expect(tally(walks[1]).sum, 200, "doubled Z");
      },
    };
  },
  entity_cycle: ({ spawn, query, destroy }) => {
    repeat(1000, () => spawn([A]));
    const [withA, withB] = [query([A]), query([B])];
    let most = 0;
    const run = () => {
      withA(() => spawn([B]));
      most ||= tally(withB).count;
      withB((entity) => destroy(entity));
    };
    return { run, verify: () => {
      expect(most, 1000, "made");
      expect(tally(withB).count, 0, "left");
    } };
  },
  add_remove: ({ spawn, query, add, remove }) => {
    repeat(1000, () => spawn([A]));
    const [withA, withB] = [query([A]), query([B])];
    let most = 0;
    const run = () => {
      withA((entity) => add(entity, B));
      most ||= tally(withB).count;
      withB((entity) => remove(entity, B));
    };
    return { run, verify: () => {
      expect(most, 1000, "added");
      expect(tally(withB).count, 0, "left");
    } };
  },
};

/** Passes in one timed run: enough for the clock to see. */
const PASSES = 10;

function row(title, suite) {
  return () => ({
    title,
    unit: "µs per run",
    contenders: Object.entries(CONTENDERS).map(([name, contender]) => ({
      name,
      make: () => {
        const { run, verify } = suite(contender());
        run();
        verify();
        // The harness counts in nanoseconds: a thousand of these units are one pass.
        return { units: PASSES * 1000, run: () => repeat(PASSES, run), verify: () => {} };
      },
    })),
  });
}

export const PEERS = Object.entries(SUITES).map(([title, suite]) => row(title, suite));
