// The history of a world as its inspectors see it: what happened when, and what a component was.

import { equal, ok, rejects, same } from "./assert.mjs";
import { Answered, inspected } from "./inspector.mjs";
import { defineComponent, World } from "./package.mjs";
import { test } from "./registry.mjs";

const Mood = defineComponent("past/mood");
const Age = defineComponent("past/age");

const refused = (client, method, params, code) => rejects(client.request(method, params), Answered, code);

/** A world whose first entity changes its mood at some ticks, and ages with each. */
function moody(client, world, moods, ticks) {
  const [ant] = [...world.allEntities()];
  for (let tick = 0; tick < ticks; tick += 1) {
    if (moods.has(world.tick)) world.set(ant, Mood, moods.get(world.tick));
    world.set(ant, Age, world.tick);
    world.advance();
  }
  return ant;
}

test("inspection: a history is recorded from when it is asked for until it is ended", async () => {
  const world = new World();
  world.spawn([Mood, "calm"], [Age, 0]);
  await inspected(world, async (client) => {
    const before = await client.follow("history");
    same(before, { recording: false, given: false, bytes: 0, entries: 0, first: null, last: null, activity: [] });
    equal((await client.request("record", { on: true, entries: 10 })).recording, true);
    moody(client, world, new Map(), 20);
    const { recording, entries, first, last, activity, bytes } = await client.request("record", { on: false });
    same([recording, entries, first, last], [false, 10, 10, 19]);
    same(activity.map(([tick]) => tick), [10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    ok(bytes > 0 && activity.every(([, news]) => news > 0));
    world.advance();
    equal((await client.follow("history", {}, 2)).last, 19);
  });
});

test("inspection: many ticks are put together, at places that stay", async () => {
  const world = new World();
  world.spawn([Mood, "calm"], [Age, 0]);
  const history = world.record({ entries: 5_000 });
  moody(undefined, world, new Map(), 3_000);
  await inspected(world, async (client) => {
    const { activity, given, entries } = await client.follow("history");
    same([given, entries], [true, 3_000]);
    ok(activity.length <= 400 && activity.length > 100, `${activity.length} buckets`);
    ok(activity.every(([tick]) => tick % 8 === 0));
  }, { history });
});

test("inspection: a history that the simulation keeps is not ended by who looks", async () => {
  const world = new World();
  const history = world.record();
  await inspected(world, async (client) => {
    await refused(client, "record", { on: false }, "SIMULATION");
    await refused(client, "record", { on: true }, "SIMULATION");
    await refused(client, "record", {}, "INVALID_PARAMS");
  }, { history });
});

test("inspection: a world goes on from a tick of its past", async () => {
  const world = new World();
  const ant = world.spawn([Mood, "calm"], [Age, 0]);
  const history = world.record();
  moody(undefined, world, new Map(), 6);
  await inspected(world, async (client) => {
    await client.request("look", { world: 0, tick: 2 });
    const pulse = await client.request("rewind", { tick: 2 });
    same([pulse.tick, world.tick, world.get(ant, Age)], [2, 2, 2]);
    same((await client.follow("worlds")).past, null);
    await refused(client, "rewind", { tick: 77 }, "WORLD");
    equal(world.tick, 2);
    await client.request("undo", {});
    same([world.tick, world.get(ant, Age)], [6, 5]);
  }, { history });
});

test("inspection: a second world goes on from a tick of the past", async () => {
  const world = new World();
  world.spawn([Mood, "calm"], [Age, 0]);
  const history = world.record();
  moody(undefined, world, new Map(), 6);
  await inspected(world, async (client) => {
    await client.request("fork", { tick: 3 });
    same([(await client.follow("pulse")).tick, world.tick], [3, 6]);
    await refused(client, "past", { entity: 1, type: 0, first: 0, count: 1 }, "MISSING");
  }, { history });
});

test("inspection: a component's past is told in the ticks at which it became another", async () => {
  const world = new World();
  world.spawn([Mood, "calm"], [Age, 0]);
  const history = world.record();
  const ant = moody(undefined, world, new Map([[3, "alarmed"], [7, "calm"], [8, "x".repeat(5_000)]]), 10);
  world.remove(ant, Mood);
  world.advance();
  await inspected(world, async (client) => {
    const asked = (first, count, type = 0) => client.request("past", { entity: ant, type, first, count });
    const { values, next } = await asked(0, 100);
    same(values.map(({ tick }) => tick), [0, 3, 7, 8, 10]);
    same(values.slice(0, 3).map(({ value }) => value), ["calm", "alarmed", "calm"]);
    same(values[0].changes, []);
    same(values[1].changes, [{ path: [], before: "calm", after: "alarmed" }]);
    same(values[3].changes[0].after.length, 5_000);
    same([values[4].value, values[4].changes[0].after], [["absent"], ["absent"]]);
    equal(next, null);
    const told = ({ values, next }) => [values.map(({ tick, value }) => [tick, value]), next];
    same(told(await asked(0, 4)), [[[0, "calm"], [3, "alarmed"]], 4]);
    same(told(await asked(4, 4)), [[[7, "calm"]], 8]);
    same(told(await asked(2, 3, 1)), [[[2, 2], [3, 3], [4, 4]], 5]);
    same(await asked(50, 3), { values: [], next: null });
    await refused(client, "past", { entity: ant, type: 9, first: 0, count: 1 }, "LIMIT");
    await refused(client, "past", { entity: ant, type: 0, first: 0, count: 1e6 }, "LIMIT");
  }, { history });
});

test("inspection: what takes long is canceled when it is not wanted any more", async () => {
  const world = new World();
  const count = 20_000;
  const ages = Array.from({ length: count }, (_, age) => ({ age, moods: Array.from({ length: 20 }, (_, mood) => ({ mood })) }));
  const all = world.spawnMany([Age], [ages], count);
  const history = world.record();
  world.advance();
  for (const entity of all) world.set(entity, Age, { age: -1, moods: [] });
  await inspected(world, async (client) => {
    client.send(JSON.stringify({ jsonrpc: "2.0", id: "long", method: "diff", params: { from: { tick: 0 }, to: "now", first: 0, count: 1 } }));
    client.notify("cancel", { id: "long" });
    client.notify("cancel", { id: "another" });
    client.notify("cancel", {});
    await client.request("ping");
    while (client.stray.length === 0) await client.request("ping");
    same(client.stray.map(({ id, error }) => [id, error.data.name]), [["long", "CANCELED"]]);
    const { changed } = await client.request("diff", { from: { tick: 0 }, to: "now", first: 0, count: 1 });
    ok(changed >= count);
  }, { history });
});
