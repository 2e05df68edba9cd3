// Worlds beside each other behind one port: forks and past ticks are looked at as the live one is.

import { equal, ok, rejects, same } from "./assert.mjs";
import { Answered, inspected } from "./inspector.mjs";
import { defineComponent, World } from "./package.mjs";
import { test } from "./registry.mjs";

const Age = defineComponent("beside/age");

/** A world of some entities that are a tick old with each tick, recorded. */
function recorded(ticks, entities = 3) {
  const world = new World();
  const all = Array.from({ length: entities }, () => world.spawn([Age, 0]));
  const history = world.record();
  for (let tick = 0; tick < ticks; tick += 1) {
    for (const entity of all) world.set(entity, Age, tick);
    world.advance();
  }
  return { world, history, entities: all };
}

const refused = (client, method, params, code) => rejects(client.request(method, params), Answered, code);
const ages = ({ rows }) => rows.map(({ cells }) => cells[0]);

test("inspection: a fork is a second world, and what is followed comes to be of it", async () => {
  const { world, entities } = recorded(3);
  await inspected(world, async (client) => {
    const rows = await client.follow("rows", { query: "", first: 0, count: 9 });
    same(ages(rows), [2, 2, 2]);
    const { world: fork } = await client.request("fork", {});
    equal(fork, 1);
    const list = await client.follow("worlds", {}, 2);
    same(list, {
      worlds: [
        { world: 0, name: "Ants", entities: 3, tick: 3, kind: "live" },
        { world: 1, name: "Ants from tick 3", entities: 3, tick: 3, kind: "fork" },
      ],
      looking: 1,
      past: null,
    });
    world.destroy(entities[0]);
    await client.request("look", { world: 0 });
    same(ages(await client.update()), [2, 2]);
    equal((await client.update()).looking, 0);
    await client.request("look", { world: 1 });
    same(ages(await client.update()), [2, 2, 2]);
  }, { name: "Ants" });
});

test("inspection: a past tick is looked at, and refuses to be changed", async () => {
  const { world, history } = recorded(5);
  await inspected(world, async (client) => {
    await client.follow("rows", { query: "", first: 0, count: 9 });
    const pulse = await client.request("look", { world: 0, tick: 1 });
    same([pulse.tick, pulse.running], [1, null]);
    same(ages(await client.update()), [1, 1, 1]);
    same((await client.follow("worlds", {}, 2)).past, 1);
    const { snapshot } = await client.request("take", {});
    await refused(client, "restore", { snapshot }, "PAST");
    await refused(client, "import", { snapshot }, "PAST");
    await refused(client, "pause", {}, "SIMULATION");
    equal((await client.request("look", { world: 0 })).tick, 5);
  }, { history, simulation: { pause() {}, resume() {}, step() {} } });
});

test("inspection: past ticks that nobody looks at are let go of, and can be looked at again", async () => {
  const { world, history } = recorded(20);
  await inspected(world, async (client) => {
    await client.follow("rows", { query: "", first: 0, count: 1 });
    for (const tick of [3, 4, 5, 6, 7, 8, 9, 3]) equal((await client.request("look", { world: 0, tick })).tick, tick);
  }, { history });
});

test("inspection: who looks at a fork that is closed looks at the live world again", async () => {
  const { world } = recorded(2);
  await inspected(world, async (client) => {
    await client.follow("worlds");
    const { world: fork } = await client.request("fork", { name: "What if" });
    same((await client.update()).worlds[1].name, "What if");
    await client.request("close", { world: fork });
    const { looking, worlds } = await client.update();
    same([looking, worlds.length], [0, 1]);
    await refused(client, "look", { world: fork }, "MISSING");
  });
});

test("inspection: a fork runs where the simulation says how", async () => {
  const { world } = recorded(2);
  const calls = [];
  const steered = (name) => ({ running: false, pause: () => {}, resume: () => {}, step: () => void calls.push(name) });
  const simulation = { ...steered("live"), of: (fork) => (fork === world ? undefined : steered("fork")) };
  await inspected(world, async (client) => {
    await client.request("step", {});
    await client.request("fork", {});
    await client.request("step", {});
    same(calls, ["live", "fork"]);
  }, { simulation });
});

test("inspection: worlds and ticks that are not there are refused", async () => {
  const { world, history } = recorded(2);
  await inspected(world, async (client) => {
    await refused(client, "look", { world: 7 }, "MISSING");
    await refused(client, "look", {}, "INVALID_PARAMS");
    const error = await refused(client, "look", { world: 0, tick: 99 }, "WORLD");
    equal(error.data.reason, "NO_SUCH_TICK");
    await refused(client, "close", { world: 0 }, "INVALID_PARAMS");
    await refused(client, "fork", { snapshot: 4 }, "MISSING");
    await refused(client, "fork", { tick: 99 }, "WORLD");
    await refused(client, "fork", { name: " " }, "INVALID_PARAMS");
    for (let forks = 1; forks < 8; forks += 1) await client.request("fork", {});
    await refused(client, "fork", {}, "LIMIT");
    equal((await client.follow("worlds")).worlds.length, 8);
  }, { history });
});

test("inspection: each client looks at a world of its own choice", async () => {
  const { world, history } = recorded(5);
  const { port1, port2 } = new MessageChannel();
  const { serveWorld } = await import("../../pkg/dist/inspect.js");
  const { Client } = await import("./inspector.mjs");
  const inspection = serveWorld(world, port1, { history });
  const [one, other] = [new Client(port2, "one"), new Client(port2, "other")];
  try {
    await Promise.all([one.hello(), other.hello()]);
    await one.request("look", { world: 0, tick: 2 });
    same([(await one.follow("pulse")).tick, (await other.follow("pulse")).tick], [2, 5]);
    ok((await other.follow("worlds", {}, 2)).past === null);
  } finally {
    inspection.close();
    [one, other].forEach((client) => client.close());
    port1.close();
  }
});
