// Messages that nobody should send, through a port and through a socket: each is answered, errors are those of the
// protocol, and the process lives. TERRARIUM_SEED replays a run; TERRARIUM_SECONDS makes it longer.

import assert from "node:assert/strict";
import { test } from "node:test";
import { defineComponent, shared, World } from "../../pkg/dist/index.js";
import { serveWorld } from "../../pkg/dist/inspect.js";
import { inspect } from "../../pkg/dist/node.js";
import { ERRORS, hostileMessages } from "../support/hostile-messages.mjs";
import { portAt } from "../support/sockets.mjs";
import { chooseSeed, Random } from "../suite/random.mjs";

const SECONDS = Number(process.env.TERRARIUM_SECONDS ?? 0);
/** For one world, after which there is not much left of it. */
const [MESSAGES, BATCH] = [1_000, 25];
const Age = defineComponent("Age");
const Name = defineComponent("Name");
class Pack { constructor(kind) { [this.kind, this.things, this.seen] = [kind, new Map([["a", new Set([1n])]]), new Date(0)]; } }

function smallWorld() {
  const world = new World();
  const packs = ["red", "blue"].map((kind) => shared(new Pack(kind)));
  for (let age = 0; age < 40; age += 1) world.spawn([Age, age], [Name, "a".repeat(age)], packs[age % 2]);
  world.record({ entries: 20 });
  world.advance();
  return world;
}

const simulation = { running: false, pause() {}, resume() {}, step() {}, highlight() {} };

/** Sends messages, and sees to it that each is answered as it should be. */
async function pelt(port, random) {
  const owed = new Map();
  const wrong = [];
  let heard = () => {};
  port.addEventListener("message", ({ data }) => {
    const { id, method, error, result } = JSON.parse(data.message);
    if (method === "update" || method === "failed" || method === "point") return;
    if (error !== undefined && (error.data.name === "INTERNAL" || !ERRORS.has(error.data.name))) {
      wrong.push(`${owed.get(id) ?? "a stray"}: ${JSON.stringify(error).slice(0, 300)}`);
    }
    if (error === undefined && result === undefined) wrong.push(`${id} is answered with nothing`);
    owed.delete(id);
    heard();
  });
  port.start?.();
  const send = (message, bytes) => port.postMessage({ terrarium: "to world", client: "tests", message, bytes });
  send(JSON.stringify({ jsonrpc: "2.0", id: "hello", method: "hello", params: { protocol: 1 } }));
  let sent = 0;
  for (const { text, bytes, id } of hostileMessages(random)) {
    if (id !== undefined) owed.set(id, text.slice(0, 200));
    send(text, bytes);
    sent += 1;
    if (sent % BATCH !== 0) continue;
    while (owed.size > 0) await new Promise((resolve) => (heard = resolve));
    assert.deepEqual(wrong, []);
    if (sent >= MESSAGES) return;
  }
}

for (const way of ["a port", "a socket"]) {
  test(`messages that nobody should send, through ${way}`, async (context) => {
    const seed = chooseSeed();
    context.diagnostic(`TERRARIUM_SEED=${seed}`);
    const random = new Random(seed);
    // Half of the time is for each way.
    const end = performance.now() + SECONDS * 500;
    let rounds = 0;
    do await round(way, random);
    while (++rounds && performance.now() < end);
    context.diagnostic(`${rounds * MESSAGES} messages`);
  });
}

/** A world of its own, which must live at the end. */
async function round(way, random) {
  const world = smallWorld();
  const { port, inspection } = await open(way, world);
  await pelt(port, random);
  port.close();
  await inspection.close();
  world.spawn([Age, 1]);
  world.dispose();
}

async function open(way, world) {
  if (way === "a socket") {
    const inspection = await inspect(world, { simulation, log: () => {} });
    return { inspection, port: await portAt(inspection.url) };
  }
  const { port1, port2 } = new MessageChannel();
  return { inspection: serveWorld(world, port1, { simulation }), port: port2 };
}
