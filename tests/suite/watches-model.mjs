// Watches beside selections: whoever entered and has not left is who is selected, whatever happens, and after going back in time.

import { equal, same } from "./assert.mjs";
import { defineComponent, defineTag, shared, World } from "./package.mjs";
import { Random } from "./random.mjs";
import { test } from "./registry.mjs";

const Life = defineComponent("watches/model/Life");
const Goal = defineComponent("watches/model/Goal");
const Law = defineComponent("watches/model/Law");
const Still = defineTag("watches/model/Still");
const [LIFE, GOAL, LAW, STILL] = [Life, Goal, Law, Still].map(({ name }) => name);
const SEEDS = 40;
const TICKS = 25;

const TEXTS = [
  LIFE, `!${LIFE}`, `${LIFE}.hp < 5`, `not ${LIFE}.hp < 5`, `${LIFE}, !${STILL}`, `(${LIFE} | ${STILL})`, `${LIFE}.hp > 2 or ${STILL}`, "",
  `${GOAL}.entity -> ${LIFE}.hp < 5`, `${GOAL}.entity -> ${STILL}`, `not ${GOAL}.entity -> ${STILL}`, `${GOAL}.entity is entity`,
  `${GOAL}.entity -> ${GOAL}.entity -> ${LIFE}`, `changed(${LIFE})`, `changed(${LIFE}, 3)`, `added(${STILL}, 2)`, `removed(${LIFE}, 3)`,
  `not changed(${LIFE}, 4)`, `changed(${LIFE}, 2) or ${GOAL}.entity -> ${LIFE}.hp = 1`, `shared(${LAW})`, `!shared(${LAW})`, `${LAW}.tax > 4`,
  `shares(${LAW}, $e)`, `${LIFE}, not entity in $few`, `${LIFE} limit 3`, `${LIFE} order by ${LIFE}.hp desc limit 4`,
  `${LIFE} order by ${LIFE}.hp offset 2 limit 3`, `changed(${LIFE}, 2) limit 2 offset 1`, `${STILL} order by ${GOAL}.entity -> ${LIFE}.hp limit 3`,
  `${LIFE} group by ${STILL} select count`,
];
/** Texts that read one component, of which an update is to be exact. */
const READS_LIFE = [LIFE, `${LIFE}.hp < 5`, `${LIFE} limit 3`, `${LIFE} order by ${LIFE}.hp desc limit 4`];

/** The result of each text as its watch tells of it, checked each tick. */
class Mirrors {
  constructor(world, parameters) {
    this.world = world;
    this.parameters = parameters;
    this.mirrors = TEXTS.map((text) => {
      const mirror = { text, selection: world.select(text, parameters), calls: [], members: undefined };
      mirror.members = new Set(mirror.selection.entities());
      world.watch(text, (change) => mirror.calls.push(change), parameters);
      return mirror;
    });
  }

  /** Ends the tick; `written` are those whose life was written in it, if that is known. */
  advance(what, written) {
    const selected = this.mirrors.map(({ selection }) => new Set(selection.entities()));
    this.world.advance();
    this.mirrors.forEach((mirror, at) => this.#follow(mirror, selected[at], written, `${what}, \`${mirror.text}\``));
  }

  #follow({ text, calls, members }, selected, written, what) {
    const [change = { entered: [], left: [], updated: [] }, ...others] = calls.splice(0);
    equal(others.length, 0, `${what}: further calls`);
    const { entered, left, updated } = change;
    const stayed = [...members].filter((entity) => selected.has(entity));
    same(entered.toSorted(ascending), [...selected].filter((entity) => !members.has(entity)).sort(ascending), `${what}: entered`);
    same(left.toSorted(ascending), [...members].filter((entity) => !selected.has(entity)).sort(ascending), `${what}: left`);
    same(updated.filter((entity) => !stayed.includes(entity)), [], `${what}: updated`);
    if (written !== undefined && READS_LIFE.includes(text)) {
      same(updated.toSorted(ascending), stayed.filter((entity) => written.has(entity)).sort(ascending), `${what}: updated`);
    }
    for (const entity of left) members.delete(entity);
    for (const entity of entered) members.add(entity);
  }
}

function ascending(one, other) {
  return one - other;
}

const LAWS = [{ tax: 1 }, { tax: 9 }];

/** One random write; answers whose life was written. */
function write(world, random) {
  const living = [...world.allEntities()];
  const entity = random.pick(living);
  const lifeOf = () => ({ hp: random.below(10) });
  if (entity === undefined || random.once(8)) return world.spawn(...random.some([[Life, lifeOf()], [Still, true], [Law, shared(random.pick(LAWS))]], 0.5));
  switch (random.below(11)) {
    case 0: return void world.destroy(entity);
    case 1: return void world.remove(entity, random.pick([Life, Goal, Law, Still]));
    case 2: return void world.set(entity, Still, true);
    case 3: case 4: return void world.set(entity, Goal, { entity: random.pick(living) });
    case 5: return void world.set(entity, Law, random.once(2) ? shared(random.pick(LAWS)) : { tax: random.below(10) });
    case 6: return world.sharing(entity, Law) && void world.updateShared(entity, Law, { tax: random.below(10) });
    case 7: case 8: {
      const life = world.get(entity, Life);
      if (life === undefined) return undefined;
      life.hp = random.below(10);
      world.touch(entity, Life);
      return entity;
    }
    default:
      world.set(entity, Life, lifeOf());
      return entity;
  }
}

function writes(world, random, count) {
  const written = new Set();
  for (let at = 0; at < count; at += 1) written.add(write(world, random));
  return written;
}

/** A world with some life in it, in several pages once in a while. */
function begun(random) {
  const world = new World();
  if (random.once(4)) world.spawnMany([Still], [Array(1100).fill(true)], 1100);
  const first = world.spawn([Life, { hp: 1 }], [Law, shared(LAWS[0])]);
  writes(world, random, 15);
  world.advance();
  return { world, parameters: { e: first, few: [first, first + 1] } };
}

test("whoever entered a watch and has not left is who is selected, each tick of a random world", () => {
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const random = new Random(seed);
    const { world, parameters } = begun(random);
    const mirrors = new Mirrors(world, parameters);
    for (let tick = 0; tick < TICKS; tick += 1) {
      const written = writes(world, random, random.once(4) ? 0 : random.below(12));
      mirrors.advance(`seed ${seed}, tick ${tick}`, written);
    }
    world.check();
  }
});

test("watches go on after a world is restored, as those of a world that changed", () => {
  for (let seed = 0; seed < SEEDS / 4; seed += 1) {
    const random = new Random(seed);
    const { world, parameters } = begun(random);
    const saved = world.snapshot();
    for (let tick = random.below(3); tick > 0; tick -= 1) world.advance();
    const mirrors = new Mirrors(world, parameters);
    for (let tick = 0; tick < TICKS; tick += 1) {
      writes(world, random, random.below(8));
      if (random.once(4)) {
        world.restore(saved);
        writes(world, random, random.below(4));
      }
      mirrors.advance(`seed ${seed}, tick ${tick}`);
    }
  }
});

test("watches go on after a history is rewound", () => {
  for (let seed = 0; seed < SEEDS / 4; seed += 1) {
    const random = new Random(seed);
    const { world, parameters } = begun(random);
    const history = world.record({ entries: 8 });
    const mirrors = new Mirrors(world, parameters);
    for (let tick = 0; tick < TICKS; tick += 1) {
      writes(world, random, random.below(8));
      if (random.once(4)) history.rewind(random.pick(history.ticks));
      writes(world, random, random.below(3));
      mirrors.advance(`seed ${seed}, tick ${tick}`);
    }
  }
});

test("a write after a restore to an earlier tick is told as an update", () => {
  const world = new World();
  const entity = world.spawn([Life, { hp: 1 }]);
  const saved = world.snapshot();
  for (let tick = 0; tick < 5; tick += 1) world.advance();
  const calls = [];
  world.watch(LIFE, (change) => calls.push(change));
  world.advance();
  world.restore(saved);
  world.advance();
  calls.length = 0;
  world.set(entity, Life, { hp: 2 });
  world.advance();
  same(calls, [{ entered: [], left: [], updated: [entity] }], "a tick later");
  world.advance();
  world.advance();
  world.restore(saved);
  calls.length = 0;
  world.set(entity, Life, { hp: 3 });
  world.advance();
  same(calls, [{ entered: [], left: [], updated: [entity] }], "in the same tick");
});
