// The past of a world: looked at, compared, gone back to, and continued from.

import { equal, notEqual, ok, same, throws } from "./assert.mjs";
import { exactly, sameBytes, sameWorlds } from "./exact.mjs";
import { Note, Position, token, Velocity } from "./fixtures.mjs";
import { diffSnapshots, shared, TerrariumError, World } from "./package.mjs";
import { Random } from "./random.mjs";
import { test } from "./registry.mjs";
import { restored } from "./saved.mjs";
import { Doer, worldOf } from "./worlds.mjs";

/** A world that moves: 3,000 positions in three pages, of which one changes each tick. */
function moving(options) {
  const world = new World();
  const rows = Array.from({ length: 3000 }, (_, at) => at);
  const entities = world.spawnMany([Position, Note], [rows.map((at) => new Position(at, 0.5)), rows.map((at) => new Note(`n${at}`))], 3000);
  const history = world.record(options);
  const past = [];
  const step = () => {
    world.set(entities[world.tick % 3000], new Position(world.tick, -1));
    past.push(world.snapshot());
    return world.advance();
  };
  return { world, entities, history, past, step };
}

test("history: each tick can be looked at as it was", () => {
  const { world, history, past, step } = moving();
  for (let tick = 0; tick < 30; tick += 1) step();
  same(history.ticks, Array.from({ length: 30 }, (_, at) => at));
  const before = world.snapshot();
  past.forEach((bytes, tick) => sameBytes(history.at(tick).snapshot(), bytes, `tick ${tick}`));
  sameBytes(world.snapshot(), before);
});

test("history: random worlds are what they were at every tick that is kept", () => {
  for (let seed = 0; seed < 20; seed += 1) {
    const world = worldOf(seed);
    const history = world.record();
    const doer = new Doer(world, new Random(seed));
    const past = new Map();
    for (let tick = 0; tick < 10; tick += 1) {
      for (let step = 0; step < 6; step += 1) {
        const now = world.tick;
        const ended = world.snapshot();
        doer.step();
        if (world.tick !== now) past.set(now, ended);
      }
      past.set(world.tick, world.snapshot());
      world.advance();
    }
    for (const tick of history.ticks) sameBytes(history.at(tick).snapshot(), past.get(tick), `seed ${seed}, tick ${tick}`);
    ok(history.ticks.length >= 10);
  }
});

test("history: unchanged pages are kept once", () => {
  const { world, history, step } = moving();
  step();
  const first = history.bytes;
  for (let tick = 0; tick < 50; tick += 1) step();
  const whole = world.snapshot().length;
  ok(history.bytes - first < 51 * whole / 3, `${history.bytes - first} bytes for 50 ticks of ${whole}`);
});

test("history: what `at` gives is independent, and its future is the same", () => {
  const { history, past, world, step } = moving();
  for (let tick = 0; tick < 10; tick += 1) step();
  const tick = 5;
  const [one, two] = [history.at(tick), history.at(tick)];
  const before = world.snapshot();
  const doers = [one, two, restored(past[tick])].map((each) => new Doer(each, new Random(99)));
  for (let at = 0; at < 100; at += 1) {
    const answers = doers.map((doer) => doer.step());
    exactly(answers[0], answers[1]);
    exactly(answers[0], answers[2]);
  }
  sameWorlds(one, two);
  sameBytes(world.snapshot(), before);
  sameBytes(history.at(tick).snapshot(), past[tick]);
});

test("history: rewinding puts the world back, and later ticks stay reachable until it moves on", () => {
  const { world, history, past, step, entities } = moving();
  for (let tick = 0; tick < 20; tick += 1) step();
  history.rewind(7);
  world.check();
  equal(world.tick, 7);
  sameBytes(world.snapshot(), past[7]);
  sameBytes(history.at(15).snapshot(), past[15]);
  history.rewind(12);
  sameBytes(world.snapshot(), past[12]);
  world.destroy(entities[5]);
  const other = world.snapshot();
  world.advance();
  same(history.ticks, Array.from({ length: 13 }, (_, at) => at));
  sameBytes(history.at(12).snapshot(), other);
  sameBytes(history.at(11).snapshot(), past[11]);
  for (let tick = 0; tick < 5; tick += 1) step();
  sameBytes(history.at(15).snapshot(), past.at(-3));
});

test("history: a world that was rewound does again what it did", () => {
  const { world, history, past, step } = moving();
  for (let tick = 0; tick < 20; tick += 1) step();
  const first = past.splice(0);
  history.rewind(0);
  for (let tick = 0; tick < 20; tick += 1) step();
  past.forEach((bytes, tick) => sameBytes(bytes, first[tick], `tick ${tick}`));
  past.forEach((bytes, tick) => sameBytes(history.at(tick).snapshot(), bytes, `kept tick ${tick}`));
  world.check();
});

test("history: what changed between two ticks", () => {
  const world = new World();
  const [one, two] = [world.spawn(new Position(1, 1), new Note("a")), world.spawn(new Position(2, 2))];
  const history = world.record();
  world.advance();
  world.set(one, new Position(1, 5));
  world.destroy(two);
  const three = world.spawn(new Velocity(1, 1));
  world.remove(one, Note);
  world.advance();
  const diff = history.diff(0, 1);
  same([diff.created, diff.destroyed], [[three], [two]]);
  same(diff.changed.map(({ entity, type, path }) => [entity, type, path]), [[one, "Note", []], [one, "Position", ["y"]]]);
  same([diff.changed[0].after, diff.changed[1].before, diff.changed[1].after], [undefined, 1, 5]);
  equal(diff.changed[0].before.text, "a");
  const back = history.diff(1, 0);
  same([back.created, back.destroyed], [[two], [three]]);
  same(history.diff(1, 1), { created: [], destroyed: [], changed: [] });
});

test("diff: of two snapshots, deep inside values too", () => {
  const Deep = token("Deep");
  const world = new World();
  const entity = world.spawn([Deep, { list: [1, { x: 2 }], map: new Map([["k", [5]]]), date: new Date(0), gone: 1 }]);
  const before = world.snapshot();
  world.set(entity, Deep, { list: [1, { x: 3 }, 4], map: new Map([["k", [6]]]), date: new Date(1), come: 1 });
  const { changed } = diffSnapshots(before, world.snapshot());
  const paths = changed.map(({ path, before: from, after: to }) => [path.join("."), String(from), String(to)]);
  same(paths.sort(), [
    ["come", "undefined", "1"], ["date", String(new Date(0)), String(new Date(1))], ["gone", "1", "undefined"], ["list.1.x", "2", "3"],
    ["list.2", "undefined", "4"], ["map.k.0", "5", "6"],
  ].sort());
});

test("diff: of worlds that are the same there is none, however large", () => {
  const world = worldOf(12);
  same(diffSnapshots(world.snapshot(), world.snapshot()), { created: [], destroyed: [], changed: [] });
  const copy = restored(world.snapshot());
  same(diffSnapshots(world.snapshot(), copy.snapshot()), { created: [], destroyed: [], changed: [] });
});

test("history: the oldest ticks are let go first when there are too many", () => {
  const { history, past, step } = moving({ entries: 5 });
  for (let tick = 0; tick < 30; tick += 1) step();
  same(history.ticks, [25, 26, 27, 28, 29]);
  for (const tick of history.ticks) sameBytes(history.at(tick).snapshot(), past[tick]);
  equal(throws(() => history.at(24), TerrariumError).code, "NO_SUCH_TICK");
  throws(() => history.rewind(24), TerrariumError, "NO_SUCH_TICK");
  throws(() => history.diff(24, 29), TerrariumError, "NO_SUCH_TICK");
});

test("history: the oldest ticks are let go first when they are too large", () => {
  const { history, past, step, world } = moving();
  const size = world.snapshot().length;
  const bounded = moving({ bytes: size * 3 });
  for (let tick = 0; tick < 200; tick += 1) {
    step();
    bounded.step();
    ok(bounded.history.bytes <= size * 3, `${bounded.history.bytes} bytes`);
  }
  ok(bounded.history.ticks.length < history.ticks.length);
  ok(bounded.history.ticks.length > 3);
  for (const tick of bounded.history.ticks) sameBytes(bounded.history.at(tick).snapshot(), past[tick]);
});

test("history: stopping keeps what there is and adds nothing", () => {
  const { history, world, step } = moving();
  for (let tick = 0; tick < 3; tick += 1) step();
  history.stop();
  for (let tick = 0; tick < 3; tick += 1) step();
  same(history.ticks, [0, 1, 2]);
  equal(history.at(2).tick, 2);
  world.check();
});

test("history: an in-place change is seen when touch told of it", () => {
  const { world, entities, history } = moving();
  world.advance();
  world.get(entities[1500], Position).x = 77;
  world.touch(entities[1500], Position);
  world.advance();
  equal(history.at(1).get(entities[1500], Position).x, 77);
  equal(history.at(0).get(entities[1500], Position).x, 1500);
});

test("history: verify finds in-place changes that nobody told of, and names them", () => {
  const { world, entities, history } = moving({ verify: true });
  world.advance();
  world.get(entities[1500], Position).x = 77;
  world.get(entities[2500], Note).text = "told";
  world.touch(entities[2500], Note);
  world.set(entities[1], new Position(0, 0));
  world.advance();
  world.advance();
  same(history.undeclared.map(({ tick, type, page }) => [tick, type, page]), [[1, Position, 1]]);
  equal(history.at(1).get(entities[1500], Position).x, 77, "and they are kept:");
});

test("history: chunks tell of their changes by touch", () => {
  const { world, history, entities } = moving({ verify: true });
  world.advance();
  for (const chunk of world.prepare({ all: [Position] }).chunks()) {
    chunk.column(Position)[chunk.slots === undefined ? 5 : chunk.slots[5]].x = -9;
    chunk.touch(Position);
  }
  world.advance();
  same(history.undeclared, []);
  equal(history.at(1).get(entities[5], Position).x, -9);
});

test("fork: an independent world with the same contents and the same future", () => {
  for (let seed = 0; seed < 40; seed += 1) {
    const world = worldOf(seed);
    const fork = world.fork();
    notEqual(fork, world);
    sameWorlds(fork, world, `seed ${seed}`);
    const before = world.snapshot();
    const forked = new Doer(fork, new Random(seed));
    for (let at = 0; at < 40; at += 1) forked.step();
    fork.check();
    sameBytes(world.snapshot(), before, "the original");
    const original = new Doer(world, new Random(seed));
    for (let at = 0; at < 40; at += 1) original.step();
    sameWorlds(fork, world, `seed ${seed}, later`);
  }
});

test("fork: nothing is held in common", () => {
  const world = new World();
  const value = { list: [1] };
  const Holder = token("holder");
  const entity = world.spawn([Holder, value], shared(new Note("shared")));
  const fork = world.fork();
  fork.get(entity, Holder).list.push(2);
  fork.get(entity, Note).text = "changed";
  same(value, { list: [1] });
  equal(world.get(entity, Note).text, "shared");
  const query = fork.prepare({ all: [Holder] });
  fork.destroy(entity);
  equal(query.count(), 0);
  ok(world.isAlive(entity));
  world.dispose();
  fork.check();
});

test("fork: limits and strictness are those of the original", () => {
  const world = new World({ limits: { entitiesMax: 3 }, strict: true, shard: 7 });
  const value = new Position(1, 2);
  world.spawn(value);
  const fork = world.fork();
  equal(fork.shard, 7);
  fork.spawnMany([], [], 2);
  throws(() => fork.spawn(), TerrariumError, "LIMIT");
});

test("digest: the order in which things were put in does not count, everything else does", () => {
  const Kept = token("kept");
  const make = (entries, more = {}) => {
    const world = new World();
    world.spawn([Kept, { map: new Map(entries), set: new Set(entries.map(([key]) => key)), ...more }]);
    return world;
  };
  const [one, other] = [make([["a", 1], ["b", 2]]), make([["b", 2], ["a", 1]])];
  equal(one.digest(), other.digest());
  ok(/^[0-9a-f]{32}$/.test(one.digest()), one.digest());
  notEqual(String(one.snapshot()), String(other.snapshot()));
  const others = [make([["a", 1], ["b", 3]]), make([["a", 1]]), make([["a", 1], ["b", 2]], { x: 1 }), restored(new World().snapshot())];
  equal(new Set([one, ...others].map((world) => world.digest())).size, 5);
});
