// What an inspector learns about types and queries, and watches that pause a simulation.

import { equal, ok, rejects, same } from "./assert.mjs";
import { Answered, inspected } from "./inspector.mjs";
import { defineComponent, World } from "./package.mjs";
import { test } from "./registry.mjs";

const Vital = defineComponent("asking/vital");
const Note = defineComponent("asking/note");
const VITAL = "`asking/vital`";

function hundred() {
  const world = new World();
  const entities = Array.from({ length: 100 }, (_, at) => {
    return world.spawn([Vital, { hp: at, team: at % 4 === 0 ? 'a "b"\n' : "c", old: at > 90 }]);
  });
  return { world, entities };
}

const refused = (client, method, params, code) => rejects(client.request(method, params), Answered, code);

/** A simulation that remembers what it was told. */
function steered() {
  return { running: true, pause() { this.running = false; }, resume() { this.running = true; }, step() {} };
}

test("inspection: a type tells its fields, and bars whose conditions find what they count", async () => {
  const { world } = hundred();
  await inspected(world, async (client) => {
    const { types } = await client.follow("census");
    const type = types.findIndex(({ name }) => name === "asking/vital");
    const { entities, sampled, bytes, fields } = await client.follow("type", { type }, 2);
    same([entities, sampled], [100, 100]);
    ok(bytes > 2_000 && bytes < 100_000, bytes);
    same(fields.map(({ name, depth, kinds, missing, range }) => [name, depth, kinds, missing, range]), [
      ["asking/vital", 0, [["object", 100]], 0, null],
      ["hp", 1, [["number", 100]], 0, [0, 99]],
      ["team", 1, [["string", 100]], 0, null],
      ["old", 1, [["boolean", 100]], 0, null],
    ]);
    const [, hp, team, old] = fields;
    equal(hp.bars.length, 12);
    same(team.bars.map(({ label, count }) => [label, count]), [["c", 75], ['a "b"\n', 25]]);
    same(old.bars.map(({ label, count }) => [label, count]), [[false, 91], [true, 9]]);
    for (const { bars } of fields) {
      for (const { condition, count } of bars) equal(world.select(condition).count(), count, condition);
    }
    equal(hp.bars.reduce((sum, { count }) => sum + count, 0), 100);
    await refused(client, "subscribe", { subscription: 3, view: "type", of: { type: 99 } }, "MISSING");
    await refused(client, "subscribe", { subscription: 3, view: "type", of: { type: "hp" } }, "INVALID_PARAMS");
  });
});

test("inspection: of many values some are looked at, and strange ones are no trouble", async () => {
  const world = new World();
  const cycle = { inside: null };
  cycle.inside = cycle;
  const strange = [cycle, new Proxy({}, { ownKeys() { throw new Error("no"); } }), [], new Map([["a", 1]]), NaN, -0, 1n, "x".repeat(999), Symbol("s"), () => {}];
  world.spawnMany([Note], [Array.from({ length: 5_000 }, (_, at) => strange[at % strange.length])], 5_000);
  await inspected(world, async (client) => {
    const { entities, sampled, bytes } = await client.follow("type", { type: 0 });
    same([entities, sampled], [5_000, 2_000]);
    ok(bytes > 0, bytes);
  });
});

test("inspection: how a query is answered is explained", async () => {
  const { world } = hundred();
  await inspected(world, async (client) => {
    const { steps, matches, took } = await client.request("explain", { query: `${VITAL}, ${VITAL}.hp < 10` });
    equal(matches, 10);
    ok(took >= 0);
    same(steps.map(({ by, left }) => [by, left]), [["mask", 100], ["value", 10]]);
    await refused(client, "explain", { query: "Nobody" }, "QUERY");
    await refused(client, "explain", {}, "INVALID_PARAMS");
  });
});

test("inspection: what a query finds comes as a file, up to a limit", async () => {
  const { world } = hundred();
  const file = async (client, format, limit) => {
    const query = `${VITAL}.hp < 3 select ${VITAL}.hp, ${VITAL}.team`;
    const result = await client.request("export", { query, format, limit });
    return [result, new TextDecoder().decode(client.bytes)];
  };
  await inspected(world, async (client) => {
    const [told, json] = await file(client, "json", 100);
    same(told, { rows: 3, format: "json" });
    same(JSON.parse(json), world.select(`${VITAL}.hp < 3 select ${VITAL}.hp, ${VITAL}.team`).toJSON().map((row, at) => ({ ...row, entity: `0:${at + 1}v0` })));
    const [, csv] = await file(client, "csv", 1);
    equal(csv.split("\r\n").length, 3);
    await refused(client, "export", { query: "", format: "xml", limit: 1 }, "INVALID_PARAMS");
    await refused(client, "export", { query: "", format: "csv", limit: 1e9 }, "LIMIT");
    await refused(client, "export", { query: "?", format: "csv", limit: 1 }, "QUERY");
  });
});

test("inspection: a watch pauses the simulation as soon as its query comes to be so, and not again while it stays so", async () => {
  const { world, entities } = hundred();
  const simulation = steered();
  await inspected(world, async (client) => {
    await client.request("watch", { number: 1, query: `${VITAL}.hp < 0`, when: "non-empty" });
    const list = async () => (await client.follow("watches", {}, 2)).watches;
    same(await list(), [{ number: 1, query: `${VITAL}.hp < 0`, when: "non-empty", limit: 0, count: 0, fired: null, failure: null }]);
    world.advance();
    equal(simulation.running, true);
    world.set(entities[3], Vital, { hp: -1 });
    world.advance();
    equal(simulation.running, false);
    const [{ fired, count }] = await list();
    same([fired, count], [2, 1]);
    simulation.running = true;
    world.set(entities[4], Vital, { hp: -1 });
    world.advance();
    equal(simulation.running, true, "it is so still");
    for (const at of [3, 4]) world.destroy(entities[at]);
    world.advance();
    world.set(entities[5], Vital, { hp: -1 });
    world.advance();
    equal(simulation.running, false, "it is so again");
    equal(await client.request("unwatch", { number: 1 }), true);
    equal(await client.request("unwatch", { number: 1 }), false);
    same(await list(), []);
  }, { simulation });
});

test("inspection: watches count more and fewer than a number, and none", async () => {
  const { world, entities } = hundred();
  const simulation = steered();
  await inspected(world, async (client) => {
    const fires = async (when, limit, change) => {
      simulation.running = true;
      await client.request("watch", { number: 7, query: VITAL, when, limit });
      change();
      world.advance();
      return !simulation.running;
    };
    equal(await fires("more", 100, () => world.spawn([Vital, {}])), true);
    equal(await fires("more", 100, () => world.spawn([Vital, {}])), false);
    equal(await fires("fewer", 102, () => world.destroy(entities[0])), true);
    equal(await fires("empty", 0, () => world.removeComponentFromAll(Vital)), true);
    equal((await client.follow("watches", {}, 2)).watches.length, 1);
  }, { simulation });
});

test("inspection: a watch needs a simulation, a query, and something to wait for", async () => {
  const { world } = hundred();
  await inspected(world, (client) => refused(client, "watch", { number: 1, query: "", when: "empty" }, "SIMULATION"));
  await inspected(world, async (client) => {
    await refused(client, "watch", { number: 1, query: "", when: "toString" }, "INVALID_PARAMS");
    await refused(client, "watch", { number: 1, query: "Nobody", when: "empty" }, "QUERY");
    await refused(client, "watch", { number: 1, when: "empty" }, "INVALID_PARAMS");
    await refused(client, "watch", { number: 1, query: "", when: "more", limit: -1 }, "INVALID_PARAMS");
    for (let number = 0; number < 32; number += 1) await client.request("watch", { number, query: "", when: "empty" });
    await client.request("watch", { number: 0, query: "", when: "empty" });
    await refused(client, "watch", { number: 32, query: "", when: "empty" }, "LIMIT");
  }, { simulation: steered() });
});

test("inspection: a simulation that cannot be paused is said so", async () => {
  const { world } = hundred();
  const simulation = { ...steered(), pause() { throw new Error("stuck"); } };
  await inspected(world, async (client) => {
    await client.request("watch", { number: 1, query: VITAL, when: "more", limit: 100 });
    world.spawn([Vital, {}]);
    world.advance();
    await client.request("ping");
    const [{ fired, failure }] = (await client.follow("watches", {}, 2)).watches;
    equal(fired, 1);
    ok(failure.includes("stuck"), failure);
  }, { simulation });
});
