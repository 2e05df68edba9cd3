// Values that an inspector sends back: every kind that can be sent is made again, and nothing else is.

import { equal, fail, ok, rejects, same } from "./assert.mjs";
import { Answered, inspected } from "./inspector.mjs";
import { defineComponent, registerComponent, World } from "./package.mjs";
import { Random } from "./random.mjs";
import { test } from "./registry.mjs";

const Bag = defineComponent("sent/bag");
const BAG = Bag.name;

class Wallet {
  constructor(coins) {
    this.coins = coins;
  }
}
registerComponent(Wallet, { name: "sent/wallet" });

const refused = (client, method, params, code) => rejects(client.request(method, params), Answered, code);

test("sent values: every kind of value comes back as what it was when it is sent back", async () => {
  class Crew extends Map {}
  class Queue extends Array {}
  for (const type of [Crew, Queue]) registerComponent(type, { name: `sent/${type.name}` });
  const values = [
    ...[null, true, 1.5, "text", NaN, -0, -Infinity, 2n ** 64n, -3n, "a\ud800b", "", new Date(0), new Date(NaN), /a+/gi],
    ...[{ x: 1, nothing: undefined }, new Wallet(3), Object.assign(Object.create(null), { a: 1 }), [1, , 3], [], Queue.of(1, 2)],
    ...[new Map([["hp", 10], [7, "b"], [{ k: 1 }, NaN]]), new Set(["a", null, { b: 1 }]), new Crew([[1, 2]])],
    ...[new Float64Array([0.5, NaN, -0]), new BigInt64Array([-1n]), new Float32Array([0.1]), new Uint8ClampedArray([255])],
    ...[JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1, "then": 2}'), { ["k".repeat(70_000)]: 1, "\udc00": 2 }],
  ];
  const world = new World();
  const [from, to] = [world.spawn(), world.spawn()];
  await inspected(world, async (client) => {
    for (const value of values) {
      world.set(from, Bag, value);
      const copy = await client.request("copy", { entity: from, types: [BAG] });
      await client.request("paste", { entities: [to], ...copy });
      same(world.get(to, Bag), value, JSON.stringify(copy).slice(0, 90));
      equal(Object.getPrototypeOf(Object(world.get(to, Bag))), Object.getPrototypeOf(Object(value)));
      same(await client.request("copy", { entity: to, types: [BAG] }), copy);
    }
    equal({}.polluted, undefined);
  });
});

test("sent values: a class that is not registered is known where a value of it is, or was", async () => {
  class Nose {
    length = 3;
  }
  const world = new World();
  const entity = world.spawn([Bag, { nose: new Nose(), noses: [new Nose()] }]);
  await inspected(world, async (client) => {
    const nose = ["object", "Nose", 1, 0, "length", 9];
    const of = { entities: [entity], type: BAG };
    await client.request("set", { ...of, path: ["nose"], value: nose });
    await client.request("insert", { ...of, path: ["noses"], value: nose });
    const { nose: set, noses } = world.get(entity, Bag);
    ok([set, ...noses].every((nose) => nose instanceof Nose) && noses.length === 2 && set.length === 9);
    await refused(client, "insert", { ...of, path: [], key: "other", value: ["object", "Ear", 0, 0] }, "VALUE");
  });
});

test("sent values: hostile values are refused as what they are", async () => {
  const world = new World();
  const entity = world.spawn([Bag, 1]);
  const deep = (levels) => `${'["list","",1,0,'.repeat(levels)}1${"]".repeat(levels)}`;
  const values = {
    VALUE: ["{}", "[]", "[7]", '["object","",-1,0]', '["object","",1,0,7,1]', '["object","",1,0,["symbol","s"],1]', '["list","",9,0]', '["list",7,0,0]',
      '["list","Map",0,0]', '["map","Array",0,0]', '["object","Date",0,0]', '["object","Promise",0,0]', '["typed","Function",1,0,1]', '["typed","Uint8Array",1000000000,0]',
      '["number","0"]', '["bigint","1e9"]', '["bigint",5]', '["date","soon"]', '["date","2026-99-99"]', '["regexp","(","g"]', '["regexp",1,1]', '["same",["nowhere"]]',
      '["text","a",1,1]', '["units","00g0",1,0]', '["entity",-1]', '["entity",0.5]', '["accessor"]', '["absent"]', '["unreadable",""]', '["constructor"]', '["__proto__"]'],
    LIMIT: [deep(200), deep(2_000)],
  };
  await inspected(world, async (client) => {
    for (const [code, texts] of Object.entries(values)) {
      for (const text of texts) {
        await refused(client, "set", { entities: [entity], type: BAG, path: [], value: JSON.parse(text) }, code).catch((error) => fail(`${text.slice(0, 60)}: ${error.message}`));
      }
    }
    const entities = Array.from({ length: 300 }, () => world.spawn([Bag, 1]));
    await refused(client, "set", { entities, type: BAG, path: [], value: "x".repeat(100_000) }, "LIMIT");
    equal(world.get(entity, Bag), 1);
  });
});

const EDITS = [
  { method: "set", params: { entities: [1, 2], type: 0, path: ["a", 1], value: ["map", "", 1, 0, "k", ["bigint", "7"]], scope: "one" } },
  { method: "insert", params: { entities: [1], type: BAG, path: ["a"], place: 0, value: ["object", "Wallet", 1, 0, "coins", 3] } },
  { method: "insert", params: { entities: [2], type: 0, path: [], key: "new", value: ["typed", "Uint8Array", 2, 0, 1, 255] } },
  { method: "drop", params: { entities: [1, 2, 3], type: 0, path: ["a", 0] } },
  { method: "add", params: { entities: [4], type: "sent/wallet" } },
  { method: "paste", params: { entities: [1], components: [[BAG, ["list", "", 1, 0, ["same", []]]]] } },
  { method: "share", params: { entities: [1, 2], type: 0 } },
  { method: "unshare", params: { entities: [1], type: 0 } },
  { method: "create", params: { components: [[BAG, ["date", "2026-01-31"]]] } },
  { method: "duplicate", params: { entities: [1, 3] } },
  { method: "destroy", params: { entities: [5] } },
  { method: "merge", params: { first: 3, second: 4 } },
  { method: "split", params: { entity: 2 } },
  { method: "undo", params: {} },
  { method: "redo", params: {} },
  { method: "copy", params: { entity: 1, types: [0] } },
  { method: "find", params: { query: "sent/bag", first: 0, count: 3 } },
].map((sample) => JSON.stringify({ jsonrpc: "2.0", id: 1, ...sample }));

/** A message in which something is otherwise than it should be. */
function mutant(random) {
  const message = EDITS[random.below(EDITS.length)];
  const [at, length] = [random.below(message.length), random.below(6)];
  const put = ["", "}", "[", "-1", "1e99", "null", '"', '"__proto__":', ",0", "[]", "7"][random.below(11)];
  return random.below(4) === 0 ? message : message.slice(0, at) + put + message.slice(at + length);
}

test("sent values: of 4,000 damaged edits each is done as a whole or refused with a typed error", async () => {
  const random = new Random(11);
  const world = new World();
  for (let at = 0; at < 6; at += 1) world.spawn([Bag, { a: [1, { b: at }], c: new Set(["x"]) }]);
  await inspected(world, async (client) => {
    for (let round = 0; round < 40; round += 1) {
      for (let number = 0; number < 100; number += 1) client.send(mutant(random));
      equal(await client.request("ping"), null);
      world.check();
    }
    const internal = client.stray.filter(({ error }) => error !== undefined && (error.data?.name === "INTERNAL" || error.data?.name === undefined));
    same(internal.slice(0, 3), []);
    const done = client.stray.filter(({ result }) => result !== undefined).length;
    ok(done > 300, `${done} edits were done`);
  });
});
