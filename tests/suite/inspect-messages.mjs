// The inspection protocol: what is asked is answered, what is followed is told, and nothing that comes in can hurt.

import { equal, ok, rejects, same, throws } from "./assert.mjs";
import { Answered, Client, inspected } from "./inspector.mjs";
import { defineComponent, defineTag, shared, World } from "./package.mjs";
import { serveWorld } from "../../pkg/dist/inspect.js";
import { Random } from "./random.mjs";
import { test } from "./registry.mjs";

const Age = defineComponent("watched/age");
const Rules = defineComponent("watched/rules");
const Frozen = defineTag("watched frozen");

/** Entities with their place in order as age; every third is frozen. */
function aged(count) {
  const world = new World();
  for (let age = 0; age < count; age += 1) world.spawn([Age, age], ...(age % 3 === 0 ? [[Frozen, true]] : []));
  return world;
}

const ages = ({ rows }) => rows.map(({ cells }) => cells[0]);

/** What a client asks that has just said hello, answered with what went wrong. */
const refused = (client, method, params, code) => rejects(client.request(method, params), Answered, code);

test("inspection: hello tells the protocol, the world, what can be done and the limits", async () => {
  const world = new World({ shard: 3 });
  const { port1, port2 } = new MessageChannel();
  const inspection = serveWorld(world, port1, { name: "Ants" });
  const client = new Client(port2);
  await refused(client, "subscribe", { subscription: 1, view: "pulse" }, "NOT_GREETED");
  await refused(client, "hello", { protocol: 2 }, "UNSUPPORTED_PROTOCOL");
  const { protocol, name, shard, capabilities, limits } = await client.hello();
  same([protocol, name, shard, capabilities], [1, "Ants", 3, []]);
  ok(limits.rowsMax >= 100 && limits.messageUnitsMax > 0);
  inspection.close();
  client.close();
  port1.close();
});

test("inspection: the census counts types, groups and archetypes, which keep their places", async () => {
  const world = aged(9);
  const rules = shared({ speed: 1 });
  world.spawn([Rules, rules], [Age, 1]);
  world.spawn([Rules, rules], [Age, 2]);
  await inspected(world, async (client) => {
    const { entities, types, archetypes } = await client.follow("census");
    equal(entities, 11);
    same(types, [
      { name: "watched/age", query: "watched/age", entities: 11, groups: 0 },
      { name: "watched frozen", query: "`watched frozen`", entities: 3, groups: 0 },
      { name: "watched/rules", query: "watched/rules", entities: 2, groups: 1 },
    ]);
    same(archetypes, [{ types: [0], entities: 6 }, { types: [0, 1], entities: 3 }, { types: [0, 2], entities: 2 }]);
  });
});

test("inspection: rows are a window onto what a query finds", async () => {
  await inspected(aged(5_000), async (client) => {
    const all = await client.follow("rows", { query: "", first: 3_000, count: 3 });
    same([all.total, all.first, ages(all)], [5_000, 3_000, [3_000, 3_001, 3_002]]);
    same(all.columns.map(({ name }) => name), ["watched/age", "watched frozen"]);
    const warm = await client.follow("rows", { query: "!`watched frozen`, watched/age", first: 0, count: 3 });
    same([warm.total, ages(warm), warm.columns.map(({ type }) => type)], [3_333, [1, 2, 4], [0, 1]]);
    const past = await client.follow("rows", { query: "`watched frozen`", first: 9_999, count: 3 });
    same([past.total, past.first, past.rows], [1_667, 1_667, []]);
  });
});

test("inspection: rows are in the order that the query asks for, cut as it says, and of what it selects", async () => {
  await inspected(aged(5_000), async (client) => {
    const query = "watched/age >= 10 select watched/age, watched/age * 2 order by watched/age desc offset 5 limit 100";
    const found = await client.follow("rows", { query, first: 10, count: 3, anchor: { entity: 7, row: 90 }, track: 7 });
    same([found.total, found.moved, found.first, found.tracked], [100, 0, 10, null]);
    same(found.columns, [{ type: null, name: "watched/age" }, { type: null, name: "(watched/age * 2)" }]);
    same(found.rows.map(({ cells }) => cells), [[4_984, 9_968], [4_983, 9_966], [4_982, 9_964]]);
    const cut = await client.follow("rows", { query: "watched/age > 4000 offset 500 limit 10", first: 8, count: 5, track: 4_511 });
    same([cut.total, ages(cut), cut.tracked], [10, [4_509, 4_510], { row: 9, listed: true }]);
  });
});

test("inspection: rows are those that select answers, whatever the window", async () => {
  const world = aged(4_000);
  [...world.allEntities()].filter((entity) => entity % 7 === 0).forEach((entity) => world.destroy(entity));
  const texts = [
    "",
    "!`watched frozen`",
    "watched/age % 5 = 0, ?`watched frozen`",
    "watched/age > 1020 limit 1500 offset 3",
    "watched/age < 3000 order by watched/age % 10, watched/age desc",
    "#0:8v0",
    "watched/age = 12 or watched/age = 3999",
    "watched/age < 0",
  ];
  await inspected(world, async (client) => {
    for (const query of texts) {
      const entities = world.select(query).entities();
      for (const first of [0, 870, 1_400, entities.length - 2].filter((row) => row >= 0)) {
        const { total, rows } = await client.follow("rows", { query, first, count: 100 });
        equal(total, entities.length, query);
        same(rows.map(({ entity }) => entity), entities.slice(first, first + 100), query);
      }
    }
  });
});

test("inspection: a query with groups lists them, and how many entities are in each", async () => {
  await inspected(aged(100), async (client) => {
    const query = "watched/age < 90 select watched/age % 3, count, max(watched/age) group by watched/age % 3";
    const { total, columns, rows } = await client.follow("rows", { query, first: 1, count: 9 });
    same([total, columns.length], [3, 3]);
    same(rows, [1, 2].map((rest) => ({ entity: null, members: 30, cells: [rest, 30, 87 + rest], shared: [] })));
  });
});

test("inspection: an anchored row stays in its place while rows above come and go", async () => {
  const world = aged(3_000);
  const entity = (index) => [...world.allEntities()].find((id) => id === index);
  await inspected(world, async (client) => {
    const of = { query: "", first: 990, count: 20, anchor: { entity: entity(1_001), row: 1_000 }, track: entity(2_000) };
    const before = await client.follow("rows", of);
    same([before.moved, before.first, ages(before)[10], before.tracked], [0, 990, 1_000, { row: 1_999, listed: true }]);
    for (let index = 1; index <= 100; index += 1) world.destroy(index);
    const after = await client.update();
    same([after.moved, after.first, ages(after)[10], after.tracked], [-100, 890, 1_000, { row: 1_899, listed: true }]);
    world.destroy(1_001);
    world.destroy(2_000);
    const gone = await client.update();
    same([gone.moved, ages(gone)[10], gone.tracked], [-100, 1_001, { row: 1_898, listed: false }]);
  });
});

test("inspection: a query that cannot be understood says where", async () => {
  await inspected(aged(3), async (client) => {
    const error = await refused(client, "subscribe", { subscription: 1, view: "rows", of: { query: "watched/age, Nobody", first: 0, count: 1 } }, "QUERY");
    same([error.data.offset, error.data.length, Array.isArray(error.data.expected)], [13, 6, true]);
  });
});

test("inspection: completions are the types that fit what was begun", async () => {
  await inspected(aged(3), async (client) => {
    const { start, end, items } = await client.request("complete", { query: "watched/age, !watched", offset: 21 });
    same([start, end], [14, 21]);
    same(items.slice(0, 2), [{ text: "watched/age", kind: "type" }, { text: "`watched frozen`", kind: "type" }]);
  });
});

test("inspection: an entity tells its values and with how many it shares; a dead one, who took its place", async () => {
  const world = aged(2);
  const rules = shared({ speed: 1 });
  const entity = world.spawn([Rules, rules]);
  world.spawn([Rules, rules]);
  await inspected(world, async (client) => {
    const { alive, tick, components } = await client.follow("entity", { entity });
    same([alive, tick], [true, 0]);
    same(components, [{ type: 2, name: "watched/rules", value: ["object", "", 1, 0, "speed", 1], shared: { group: 1, holders: 2 } }]);
    world.destroy(entity);
    same(await client.update(), { entity, alive: false, successor: null });
    const successor = world.createEntity();
    same(await client.update(), { entity, alive: false, successor });
  });
});

test("inspection: a client is told of one change at a time, and those it was not told of become one", async () => {
  const world = aged(3);
  await inspected(world, async (client) => {
    await client.follow("pulse");
    world.advance();
    const { seq, subscription, content } = await client.next();
    equal(content.tick, 1);
    for (let tick = 0; tick < 5; tick += 1) {
      world.advance();
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    equal(client.news.length, 0);
    client.notify("confirm", { subscription, seq: seq + 1 });
    client.notify("confirm", { subscription, seq });
    equal((await client.update()).tick, 6);
    ok(await client.request("unsubscribe", { subscription }));
    equal(await client.request("unsubscribe", { subscription }), false);
  });
});

test("inspection: nothing is timed while nobody looks, or whoever looks has not confirmed", async () => {
  const world = aged(3);
  const [setTimer, timers] = [globalThis.setTimeout, []];
  globalThis.setTimeout = (...given) => (timers.push(given), setTimer(...given));
  try {
    await inspected(world, async (client) => {
      await client.request("ping");
      equal(timers.length, 0);
      await client.follow("pulse");
      equal(timers.length, 1);
      world.advance();
      await client.next();
      equal(timers.length, 1);
      await client.request("unsubscribe", { subscription: 1 });
      equal(timers.length, 1);
    });
  } finally {
    globalThis.setTimeout = setTimer;
  }
});

test("inspection: a simulation is paused, resumed and stepped, and its changes are seen at once", async () => {
  const world = aged(3);
  const calls = [];
  const simulation = {
    pause: () => void calls.push("pause"),
    resume: () => void calls.push("resume"),
    step: async () => void (calls.push("step"), world.advance()),
    highlight: (entity) => void calls.push(entity),
    cost: 2.5,
  };
  await inspected(world, async (client, inspection) => {
    same(await client.follow("pulse"), { tick: 0, entities: 3, running: true, cost: 2.5 });
    same(await client.request("step"), { tick: 1, entities: 3, running: false, cost: 2.5 });
    equal((await client.update()).tick, 1);
    equal((await client.request("resume")).running, true);
    await client.request("highlight", { entity: 2 });
    await client.request("highlight", { entity: null });
    same(calls, ["pause", "step", "resume", 2, undefined]);
    await client.update();
    inspection.point(3);
    same(await client.next(), { method: "point", entity: 3 });
  }, { simulation });
});

test("inspection: a simulation that fails, and one that is not there, are told", async () => {
  const broken = { pause() {}, resume() {}, step: () => { throw new Error("out of steam"); } };
  await inspected(aged(1), async (client) => {
    const error = await refused(client, "step", {}, "SIMULATION");
    ok(error.message.includes("out of steam"));
  }, { simulation: broken });
  await inspected(aged(1), (client) => refused(client, "pause", {}, "SIMULATION"));
});

test("inspection: a world that is disposed of is told to those who follow it", async () => {
  const world = aged(3);
  await inspected(world, async (client) => {
    await client.follow("pulse");
    world.dispose();
    const { method, subscription, error } = await client.next();
    same([method, subscription, error.data], ["failed", 1, { name: "WORLD", reason: "DISPOSED" }]);
    await refused(client, "subscribe", { subscription: 1, view: "census" }, "WORLD");
  });
});

test("inspection: several clients share a port, and other messages on it are left alone", async () => {
  const channels = ["terrarium tests", "terrarium tests"].map((name) => new BroadcastChannel(name));
  const inspection = serveWorld(aged(3), channels[0]);
  const clients = ["one", "two"].map((name) => new Client(channels[1], name));
  channels[1].postMessage("nothing of ours");
  channels[1].postMessage({ terrarium: "to world", client: 7, message: "{}" });
  for (const client of clients) await client.hello();
  equal((await clients[0].follow("pulse")).entities, 3);
  await refused(clients[1], "unsubscribe", {}, "INVALID_PARAMS");
  inspection.close();
  channels.forEach((channel) => channel.close());
});

test("inspection: of too many clients the one that was silent longest gives way", async () => {
  const { port1, port2 } = new MessageChannel();
  const inspection = serveWorld(aged(3), port1);
  const [first, last] = ["first", "last"].map((name) => new Client(port2, name));
  await first.hello();
  for (let number = 0; number < 15; number += 1) {
    port2.postMessage({ terrarium: "to world", client: `client ${number}`, message: SAMPLES[0] });
  }
  await first.request("ping");
  await last.hello();
  await first.request("ping");
  port2.postMessage({ terrarium: "to world", client: "one too many", message: SAMPLES[0] });
  await first.request("ping");
  await last.request("ping");
  for (let number = 0; number < 15; number += 1) {
    port2.postMessage({ terrarium: "to world", client: `another ${number}`, message: SAMPLES[0] });
  }
  await refused(first, "ping", {}, "NOT_GREETED");
  inspection.close();
  last.close();
  port1.close();
});

test("inspection: what is asked wrongly is refused with a code", async () => {
  await inspected(aged(3), async (client) => {
    const rows = (of) => ({ subscription: 1, view: "rows", of: { query: "", first: 0, count: 1, ...of } });
    const cases = [
      ["nothing", {}, "METHOD_NOT_FOUND"],
      ["toString", {}, "METHOD_NOT_FOUND"],
      ["subscribe", { subscription: -1, view: "pulse" }, "INVALID_PARAMS"],
      ["subscribe", { subscription: 1, view: "__proto__" }, "INVALID_PARAMS"],
      ["subscribe", [], "INVALID_PARAMS"],
      ["subscribe", rows({ count: 501 }), "LIMIT"],
      ["subscribe", rows({ count: 0.5 }), "INVALID_PARAMS"],
      ["subscribe", rows({ query: "x".repeat(65_537) }), "LIMIT"],
      ["subscribe", rows({ anchor: 7 }), "INVALID_PARAMS"],
      ["subscribe", { subscription: 1, view: "entity", of: { entity: 1, open: [[[{}]]] } }, "INVALID_PARAMS"],
      ["subscribe", { subscription: 1, view: "entity", of: { entity: 1, open: Array.from({ length: 1_001 }, () => [[0]]) } }, "LIMIT"],
      ["complete", { query: "a", offset: 2 }, "LIMIT"],
    ];
    for (const [method, params, code] of cases) await refused(client, method, params, code);
    for (let subscription = 1; subscription <= 64; subscription += 1) await client.follow("pulse", {}, subscription);
    await refused(client, "subscribe", { subscription: 65, view: "pulse" }, "LIMIT");
    equal((await client.follow("pulse", {}, 64)).tick, 0);
  });
});

test("inspection: what is no message is answered as JSON-RPC says, and the next one works", async () => {
  await inspected(aged(3), async (client) => {
    const cases = [
      ["{", -32_700],
      ["[]", -32_600],
      ["null", -32_600],
      ['{"method": "ping"}', -32_600],
      ['{"jsonrpc": "2.0", "id": {}, "method": "ping"}', -32_600],
      [new Uint8Array(3), -32_600],
      [" ".repeat(1_048_577), 3],
    ];
    for (const [message] of cases) client.send(message);
    equal(await client.request("ping"), null);
    same(client.stray.map(({ id, error }) => [id, error.code]), cases.map(([, code]) => [null, code]));
    client.notify("nothing", {});
    equal(await client.request("ping"), null);
    equal(client.stray.length, cases.length);
  });
});

const SAMPLES = [
  { jsonrpc: "2.0", id: 1, method: "hello", params: { protocol: 1 } },
  { jsonrpc: "2.0", id: 2, method: "subscribe", params: { subscription: 1, view: "rows", of: { query: "watched/age", first: 0, count: 5, anchor: { entity: 3, row: 2 }, track: 4 } } },
  { jsonrpc: "2.0", id: 3, method: "subscribe", params: { subscription: 2, view: "entity", of: { entity: 2, open: [[[0, "a", 1], 0, 50]] } } },
  { jsonrpc: "2.0", id: 4, method: "complete", params: { query: "watched/age, !", offset: 3 } },
  { jsonrpc: "2.0", method: "confirm", params: { subscription: 1, seq: 1 } },
].map((sample) => JSON.stringify(sample));

/** A message in which something is otherwise than it should be. */
function mutant(random) {
  const message = SAMPLES[random.below(SAMPLES.length)];
  const [at, length] = [random.below(message.length), random.below(8)];
  const put = ["", "}", "[", "-1", "1e99", "null", '"', '"__proto__":', "\ud800", "\\", ",0"][random.below(11)];
  return message.slice(0, at) + put + message.slice(at + length);
}

test("inspection: of 3,000 damaged messages each is answered with a typed error or a result", async () => {
  const random = new Random(5);
  await inspected(aged(50), async (client) => {
    for (let round = 0; round < 30; round += 1) {
      for (let number = 0; number < 100; number += 1) client.send(mutant(random));
      equal(await client.request("ping"), null);
    }
    const internal = client.stray.filter(({ error }) => error !== undefined && (error.data?.name === "INTERNAL" || error.data?.name === undefined));
    same(internal, []);
    ok(client.stray.length > 2_000, `${client.stray.length} answers`);
  });
  throws(() => serveWorld(aged(1), {}), TypeError);
});
