// Query texts: finding by a value beside a loop over plain arrays, counting by structure, watching, and reading the text.

import { World } from "../suite/package.mjs";
import { Position } from "./components.mjs";
import { expect } from "./harness.mjs";

class Health {
  constructor(hp) {
    this.hp = hp;
    this.max = 100.5;
  }
}
class Frozen {}
class Burning {}

const TEXT = "Position, Health.hp < 10";
/** A text that was not read before: those that were are kept. */
const longText = (limit) => `Position, Health.hp < 10, !Frozen, (Burning | Poisoned), ?Name, changed(Health, 5) order by Health.hp desc limit ${limit}`;
/** As many entities as the other rows have, times this. */
const TIMES = 10;
const COUNTS = 20;
const WATCHES = 100;
const TICKS = 10;
const TEXTS = 100;
/** Properties of other types, so that the loop is not the only one that the engine knows. */
const OTHER_KEYS = 12;

function fill(entities) {
  const positions = Array.from({ length: entities }, (_, at) => new Position(at, 0.25));
  const healths = Array.from({ length: entities }, (_, at) => new Health((at * 7919) % 100));
  const world = new World();
  const ids = world.spawnMany([Position, Health], [positions, healths], entities);
  return { world, ids, positions, healths };
}

/** Asks about many properties of many shapes, as a program that has run for a while has done. */
function warmOthers(world) {
  for (let key = 0; key < OTHER_KEYS; key += 1) {
    class Other {}
    Object.defineProperty(Other, "name", { value: `Other${key}` });
    const ids = Array.from({ length: 2_000 }, (_, at) => world.spawn(Object.assign(new Other(), { [`key${key}`]: at })));
    const selection = world.select(`Other${key}.key${key} < 100`);
    for (let at = 0; at < 50; at += 1) expect(selection.count(), 100, "others");
    ids.forEach((id) => world.destroy(id));
  }
}

function byValue({ entities }) {
  const count = entities * TIMES;
  const store = fill(count);
  const expected = store.healths.filter(({ hp }) => hp < 10).length;
  warmOthers(store.world);
  const contender = (name, make) => ({
    name,
    make: () => {
      let found = 0;
      const ask = make();
      return { units: count, run: () => { found = ask(); }, verify: () => expect(found, expected, name) };
    },
  });
  return {
    title: `${TEXT}, over ${TIMES} times the entities`,
    unit: "ns per entity",
    base: "plain arrays",
    contenders: [
      contender("plain arrays", () => () => countByHand(store.positions, store.healths)),
      contender("count", () => {
        const selection = store.world.select(TEXT);
        return () => selection.count();
      }),
      contender("entities", () => {
        const selection = store.world.select(TEXT);
        return () => selection.entities().length;
      }),
    ],
  };
}

function countByHand(positions, healths) {
  let found = 0;
  for (let at = 0; at < positions.length; at += 1) {
    const health = healths[at];
    if (positions[at] !== undefined && health !== undefined && health.hp < 10) found += 1;
  }
  return found;
}

function byStructure({ entities }) {
  const count = entities * TIMES;
  const { world, ids } = fill(count);
  ids.forEach((id, at) => {
    if (at % 3 === 0) world.set(id, new Frozen());
    if (at % 2 === 0) world.set(id, new Burning());
  });
  const [third, sixth] = [Math.ceil(count / 3), Math.ceil(count / 6)];
  const contender = (text, expected) => ({
    name: text,
    make: () => {
      const selection = world.select(text);
      let found = 0;
      const run = () => { for (let at = 0; at < COUNTS; at += 1) found = selection.count(); };
      return { units: COUNTS, run, verify: () => expect(found, expected, text) };
    },
  });
  const contenders = [
    contender("Position, Health", count),
    contender("Position, Frozen", third),
    contender("Position, Health, !Frozen", count - third),
    contender("Frozen or Health", count),
    contender("Frozen, Burning", sixth),
  ];
  return { title: `structure alone, over ${TIMES} times the entities`, unit: "ns per count", base: "Position, Health", contenders };
}

function watching({ entities }) {
  const make = () => {
    const { world } = fill(entities);
    const fired = [];
    for (let at = 0; at < WATCHES; at += 1) world.watch(TEXT, (change) => fired.push(change));
    const run = () => { for (let at = 0; at < TICKS; at += 1) world.advance(); };
    return { units: WATCHES * TICKS, run, verify: () => expect(fired.length, 0, "changes"), end: () => world.dispose() };
  };
  return { title: "a watch over untouched pages", unit: "ns per tick", base: "watch", contenders: [{ name: "watch", make }] };
}

function reading() {
  const make = () => {
    const world = new World();
    for (const name of ["Burning", "Poisoned", "Name"]) {
      class Named {}
      Object.defineProperty(Named, "name", { value: name });
      world.spawn(new Named(), new Position(1, 1), new Health(1), new Frozen());
    }
    let [columns, limit] = [0, 1_000];
    const run = () => { for (let at = 0; at < TEXTS; at += 1) columns = world.select(longText((limit += 1))).columns.length; };
    return { units: TEXTS, run, verify: () => expect(columns, 3, "columns") };
  };
  return { title: "reading a query of 117 characters", unit: "ns per text", base: "select", contenders: [{ name: "select", make }] };
}

export const SELECTIONS = [byValue, byStructure, watching, reading];
