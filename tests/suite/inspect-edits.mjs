// Changes that an inspector makes: all of one or none, and taken back to what was.

import { equal, fail, ok, rejects, same } from "./assert.mjs";
import { Answered, inspected } from "./inspector.mjs";
import { defineComponent, defineTag, diffSnapshots, registerComponent, shared, World } from "./package.mjs";
import { test } from "./registry.mjs";

const Bag = defineComponent("edited/bag");
const Hunger = defineComponent("edited/hunger", { combine: (a, b) => a + b });
const Policy = defineComponent("edited/policy");
const Asleep = defineTag("edited/asleep");
const Follows = defineComponent("edited/follows", { entities: ["leader", "crew"] });
defineComponent("edited/never used");

class Wallet {
  #secret = 7;
  constructor(coins) {
    this.coins = coins;
  }
  get secret() {
    return this.#secret;
  }
}
registerComponent(Wallet, { name: "edited/wallet" });

const [BAG, HUNGER, POLICY, ASLEEP] = [Bag, Hunger, Policy, Asleep].map(({ name }) => name);

/** What a client asks, answered with what went wrong. */
const refused = (client, method, params, code, reason) =>
  rejects(client.request(method, params), Answered, code).then((error) => {
    if (reason !== undefined) equal(error.data.reason, reason);
    return error;
  });

/** What is in a world, and who shares what. */
function contents(world) {
  const groups = world.sharedGroups().map((group) => [group.type.name, group.entities()]);
  return { bytes: world.snapshot(), groups: groups.map((group) => JSON.stringify(group)).sort() };
}

/** Whether a world has the contents that it had: the same entities, values and sharing. */
function has(world, { bytes, groups }) {
  const { created, destroyed, changed } = diffSnapshots(bytes, world.snapshot());
  return created.length + destroyed.length + changed.length === 0 && JSON.stringify(contents(world).groups) === JSON.stringify(groups);
}

/** Does something to a world, takes it back and does it again: the world is as it was, and as it became. */
async function turned(world, act) {
  await inspected(world, async (client) => {
    const before = contents(world);
    await act(client);
    const after = contents(world);
    ok(!has(world, before), "something changes");
    await client.request("undo", {});
    ok(has(world, before), "undo");
    await client.request("redo", {});
    ok(has(world, after), "redo");
    await client.request("undo", {});
    ok(has(world, before), "undo again");
    world.check();
  });
}

test("edits: a value is set for several entities at once, in place, and taken back", async () => {
  const world = new World();
  const bags = [1, 2, 3].map((coins) => ({ coins, tools: ["axe"] }));
  const entities = bags.map((bag) => world.spawn([Bag, bag]));
  await turned(world, async (client) => {
    await client.request("set", { entities: entities.slice(0, 2), type: BAG, path: ["coins"], value: ["bigint", "9"] });
    same(bags.map(({ coins }) => coins), [9n, 9n, 3]);
  });
  ok(world.get(entities[0], Bag) === bags[0], "whoever holds the value sees what becomes of it");
  await turned(world, (client) => client.request("set", { entities, type: 0, path: [], value: null }));
  ok(world.get(entities[0], Bag) === bags[0], "the value itself comes back");
});

test("edits: what others do meanwhile stays", async () => {
  const world = new World();
  const entity = world.spawn([Bag, { coins: 1, x: 0 }]);
  await inspected(world, async (client) => {
    await client.request("set", { entities: [entity], type: BAG, path: ["coins"], value: 5 });
    world.get(entity, Bag).x = 100;
    world.set(entity, Bag, { ...world.get(entity, Bag), y: 1 });
    await client.request("undo", {});
    same(world.get(entity, Bag), { coins: 1, x: 100, y: 1 });
  });
});

test("edits: items, properties, entries and members come, change and go, and their order comes back", async () => {
  const make = () => ({
    list: [1, , 3],
    map: new Map([["a", 1], [7, 2]]),
    set: new Set(["x", "y", "z"]),
    typed: new Uint8Array([1, 2]),
    object: { b: 1, a: 2, 5: 0 },
  });
  const steps = [
    ["set", { path: ["list", 1], value: "two" }],
    ["insert", { path: ["list"], place: 0, value: ["undefined"] }],
    ["insert", { path: ["list"], value: ["list", "", 1, 0, 4] }],
    ["drop", { path: ["list", 0] }],
    ["set", { path: ["map", 1], value: 20 }],
    ["insert", { path: ["map"], key: ["number", "NaN"], value: true }],
    ["drop", { path: ["map", 0] }],
    ["set", { path: ["set", 1], value: "why" }],
    ["insert", { path: ["set"], place: 1, value: null }],
    ["drop", { path: ["set", 0] }],
    ["set", { path: ["typed", 1], value: 255 }],
    ["set", { path: ["object", "b"], value: ["date", "2026-01-31"] }],
    ["insert", { path: ["object"], place: 1, key: "__proto__", value: 1 }],
    ["insert", { path: ["object"], key: "3", value: 1 }],
    ["drop", { path: ["object", "b"] }],
    ["drop", { path: ["object"] }],
  ];
  for (const freeze of [(value) => value, (value) => (Object.values(value).forEach((part) => ArrayBuffer.isView(part) || Object.freeze(part)), Object.freeze(value))]) {
    const world = new World();
    const entity = world.spawn([Bag, freeze(make())]);
    await inspected(world, async (client) => {
      const states = [world.snapshot()];
      for (const [method, params] of steps) {
        await client.request(method, { entities: [entity], type: BAG, ...params });
        states.push(world.snapshot());
      }
      const { list, map, set, typed } = { list: 0, map: 0, set: 0, typed: 0, ...world.get(entity, Bag) };
      same([list, [...map], [...set], [...typed]], [[1, "two", 3, [4]], [[7, 20], [NaN, true]], [null, "why", "z"], [1, 255]]);
      for (const state of states.reverse().slice(1)) {
        await client.request("undo", {});
        same(world.snapshot(), state);
      }
      equal({}.polluted, undefined);
    });
  }
});

test("edits: what cannot be taken is refused, and nothing changes", async () => {
  const world = new World();
  const computed = Object.defineProperty({ typed: new Int8Array(2), set: new Set([1]) }, "late", { get: () => 1, enumerable: true });
  const entity = world.spawn([Bag, computed], [Hunger, 1]);
  const other = world.spawn([Hunger, 2]);
  await inspected(world, async (client) => {
    const before = world.digest();
    const of = (path, more) => ({ entities: [entity], type: BAG, path, ...more });
    const cases = [
      ["set", of(["typed", 0], { value: 300 }), "VALUE"],
      ["set", of(["typed", 0], { value: "a" }), "VALUE"],
      ["set", of(["typed", 2], { value: 1 }), "VALUE"],
      ["set", of(["nowhere"], { value: 1 }), "VALUE"],
      ["set", of(["late"], { value: 1 }), "VALUE"],
      ["set", of([], { value: ["undefined"] }), "VALUE"],
      ["set", of([], { value: ["function", "f"] }), "VALUE"],
      ["set", of([], { value: ["text", "ab", 9, 0] }), "VALUE"],
      ["set", of([], { value: ["object", "Nobody", 0, 0] }), "VALUE"],
      ["insert", of(["set"], { value: 1 }), "VALUE"],
      ["insert", of(["typed"], { value: 1 }), "VALUE"],
      ["insert", of([], { key: "set", value: 1 }), "VALUE"],
      ["insert", of(["set"], { value: 2, place: 9 }), "LIMIT"],
      ["drop", of([]), "INVALID_PARAMS"],
      ["drop", of(["typed", 0]), "VALUE"],
      ["set", { entities: [], type: BAG, path: [], value: 1 }, "INVALID_PARAMS"],
      ["set", { entities: [entity, 999], type: HUNGER, path: [], value: 1 }, "WORLD"],
      ["set", { entities: [entity, other], type: BAG, path: ["set"], value: 1 }, "WORLD"],
      ["set", { entities: [entity], type: "edited/nobody", path: [], value: 1 }, "INVALID_PARAMS"],
      ["set", { entities: [entity], type: 99, path: [], value: 1 }, "LIMIT"],
      ["add", { entities: [other, entity], type: BAG, value: 1 }, "WORLD"],
      ["create", { components: [[BAG, ["symbol", "s"]]] }, "VALUE"],
      ["merge", { first: entity, second: entity }, "WORLD"],
      ["destroy", { entities: [entity, 0] }, "WORLD"],
      ["share", { entities: [entity], type: BAG, group: 5 }, "WORLD"],
      ["undo", {}, "UNDO"],
      ["redo", {}, "UNDO"],
    ];
    for (const [method, params, code] of cases) {
      await refused(client, method, params, code).catch((error) => fail(`${JSON.stringify([method, params])}: ${error.message}`));
      equal(world.digest(), before, JSON.stringify([method, params]));
    }
    world.check();
  });
});

test("edits: components come with a usual value, and go", async () => {
  const world = new World();
  for (let at = 0; at < 9; at += 1) world.spawn([Bag, { coins: at + 5, mood: "calm", name: `n${at}`, pose: { x: 1 } }], new Wallet(3));
  const entity = world.spawn([Hunger, 1]);
  await turned(world, (client) => client.request("add", { entities: [entity], type: BAG }));
  await inspected(world, async (client) => {
    for (const type of [BAG, "edited/wallet", ASLEEP, "edited/never used"]) await client.request("add", { entities: [entity], type });
    same(world.get(entity, Bag), { coins: 5, mood: "calm", name: "", pose: { x: 1 } });
    ok(world.get(entity, Wallet) instanceof Wallet && world.get(entity, Wallet).coins === 3);
    equal(world.get(entity, Asleep), true);
    const { unused } = await client.follow("census");
    ok(!unused.includes("edited/never used") && !unused.includes(BAG), "types in use");
    await client.request("remove", { entities: [entity], type: BAG });
    equal(world.has(entity, Bag), false);
    await client.request("undo", {});
    same(world.get(entity, Bag).mood, "calm");
  });
});

test("edits: types that are defined and not used yet are listed", async () => {
  defineComponent("edited/to come");
  await inspected(new World(), async (client) => {
    ok((await client.follow("census")).unused.includes("edited/to come"));
  });
});

test("edits: entities are made, doubled and ended, and come back with their ids", async () => {
  const world = new World();
  const rules = shared({ strict: true });
  const walk = () => 1;
  const [a, b] = [1, 2].map((hunger) => world.spawn([Hunger, hunger], [Policy, rules]));
  await turned(world, (client) => client.request("create", { components: [[HUNGER, 5], ["edited/wallet"]] }));
  await turned(world, async (client) => {
    const { entities } = await client.request("duplicate", { entities: [a, b] });
    equal(entities.length, 2);
    same(entities.map((entity) => [world.get(entity, Hunger), world.sharing(entity, Policy)?.holders]), [[1, 4], [2, 4]]);
  });
  await turned(world, (client) => client.request("destroy", { entities: [a, b] }));
  equal(world.sharing(a, Policy).holders, 2);
  world.set(a, Bag, walk);
  await inspected(world, async (client) => {
    await client.request("destroy", { entities: [a] });
    const others = Array.from({ length: 5 }, () => world.spawn([Hunger, 0]));
    ok(others.every((other) => other % 2 ** 26 !== a % 2 ** 26), "nobody lives in its place meanwhile");
    await client.request("undo", {});
    ok(world.isAlive(a) && world.get(a, Bag) === walk && world.sharing(a, Policy).holders === 2);
    world.check();
  });
});

test("edits: two become one and one becomes two, and back", async () => {
  const world = new World();
  const [first, second] = [1, 2].map((hunger) => world.spawn([Hunger, hunger], [Bag, { hunger }]));
  await turned(world, async (client) => {
    const { entities } = await client.request("merge", { first, second });
    equal(world.get(entities[0], Hunger), 3);
  });
  await turned(world, async (client) => {
    const { entities } = await client.request("split", { entity: first });
    same(entities.map((entity) => world.get(entity, Bag)), [{ hunger: 1 }, { hunger: 1 }]);
  });
  ok(world.isAlive(first) && world.isAlive(second));
});

test("edits: who changes what is shared says for whom", async () => {
  const world = new World();
  const rules = shared({ speed: 1 });
  const [a, b, c] = [0, 1, 2].map((hunger) => world.spawn([Hunger, hunger], [Policy, rules]));
  const params = { entities: [a, b], type: POLICY, path: ["speed"], value: 2 };
  await inspected(world, async (client) => {
    equal((await refused(client, "set", params, "SHARED")).data.holders, 3);
  });
  await turned(world, (client) => client.request("set", { ...params, scope: "all" }));
  await turned(world, (client) => client.request("set", { ...params, path: [], scope: "all" }));
  await turned(world, async (client) => {
    await client.request("set", { ...params, scope: "one" });
    same([a, b, c].map((entity) => [world.get(entity, Policy).speed, world.sharing(entity, Policy)?.holders]), [[2, undefined], [2, undefined], [1, 1]]);
  });
  await turned(world, (client) => client.request("unshare", { entities: [a], type: POLICY }));
  await turned(world, (client) => client.request("share", { entities: [a, b, c], type: HUNGER }));
  const d = world.spawn();
  await turned(world, (client) => client.request("share", { entities: [d], type: POLICY, group: world.sharing(a, Policy).id }));
});

test("edits: components are copied whole, and pasted elsewhere and into another world", async () => {
  const value = { long: "x".repeat(5_000), deep: [[[new Map([[{ k: 1 }, -0]])]]], at: new Date(0), who: new Wallet(2) };
  value.itself = value;
  const world = new World();
  const [from, to] = [world.spawn([Bag, value], [Hunger, 4]), world.spawn([Hunger, 1])];
  await turned(world, async (client) => {
    const copy = await client.request("copy", { entity: from });
    same(copy.components.map(([name]) => name), [BAG, HUNGER]);
    await client.request("paste", { entities: [to], ...copy });
    const pasted = world.get(to, Bag);
    ok(pasted !== value && pasted.itself === pasted && pasted.who instanceof Wallet && Object.is([...pasted.deep[0][0][0].values()][0], -0));
    equal(world.get(to, Hunger), 4);
    same((await client.request("copy", { entity: from, types: [HUNGER] })).components, [[HUNGER, 4]]);
  });
  world.set(from, Bag, Array.from({ length: 30_000 }, () => 0));
  await inspected(world, (client) => refused(client, "copy", { entity: from }, "LIMIT"));
});

test("edits: what can be undone is told, to all who look, and the oldest give way", async () => {
  const world = new World();
  const entity = world.spawn([Hunger, 0]);
  await inspected(world, async (client) => {
    same(await client.follow("edits"), { undo: null, redo: null });
    await inspected(world, async (other) => {
      await other.request("set", { entities: [entity], type: HUNGER, path: [], value: 1 });
    });
    same(await client.update(), { undo: "Set edited/hunger of 0:1v0", redo: null });
    same(await client.request("undo", {}), { label: "Set edited/hunger of 0:1v0" });
    same(await client.update(), { undo: null, redo: "Set edited/hunger of 0:1v0" });
    for (let value = 1; value <= 150; value += 1) await client.request("set", { entities: [entity], type: HUNGER, path: [], value });
    for (let at = 0; at < 100; at += 1) await client.request("undo", {});
    equal(world.get(entity, Hunger), 50);
    await refused(client, "undo", {}, "UNDO", "NOTHING");
  });
});

test("edits: what cannot be undone any more says so, and does not stand in the way of what was done before", async () => {
  const world = new World();
  const [a, b] = [world.spawn([Hunger, 0]), world.spawn([Hunger, 0])];
  await inspected(world, async (client) => {
    await client.request("set", { entities: [a], type: HUNGER, path: [], value: 1 });
    await client.request("set", { entities: [a, b], type: HUNGER, path: [], value: 2 });
    world.destroy(b);
    await refused(client, "undo", {}, "UNDO", "MISSING_COMPONENT");
    equal(world.get(a, Hunger), 2, "nothing of it was undone");
    await client.request("undo", {});
    equal(world.get(a, Hunger), 0);
    await client.request("destroy", { entities: [a] });
    world.restore(new World().snapshot());
    await refused(client, "undo", {}, "UNDO", "TAKEN");
    world.check();
  });
});

test("edits: places that are kept for those who may come back are given away when they cannot any more", async () => {
  const world = new World();
  const [a, b] = [world.spawn([Hunger, 0]), world.spawn([Hunger, 0])];
  await inspected(world, async (client) => {
    await client.request("destroy", { entities: [a] });
    for (let value = 0; value < 100; value += 1) await client.request("set", { entities: [b], type: HUNGER, path: [], value });
    equal(world.spawn() % 2 ** 26, a % 2 ** 26);
    world.check();
  });
});

test("edits: who refers to an entity is found through what the types declare", async () => {
  const world = new World();
  const [leader, other] = [world.spawn(), world.spawn()];
  const followers = Array.from({ length: 30 }, (_, at) => world.spawn([Follows, { leader: at % 2 ? leader : other, crew: at === 4 ? new Set([9, leader]) : [], age: leader }]));
  await inspected(world, async (client) => {
    const { total, complete, references } = await client.follow("references", { entity: leader, first: 1, count: 3 });
    same([total, complete], [16, true]);
    same(references, [
      { entity: followers[3], type: 0, path: ["leader"] },
      { entity: followers[4], type: 0, path: ["crew", 1] },
      { entity: followers[5], type: 0, path: ["leader"] },
    ]);
  });
});

test("edits: several entities are compared, and found by rows", async () => {
  const world = new World();
  const make = (x, tags) => world.spawn([Bag, { x, same: { deep: 1 }, tags }], ...(x === 2 ? [] : [[Hunger, 1]]));
  const entities = [make(1, ["a"]), make(2, ["a"]), make(3, ["a", "b"])];
  await inspected(world, async (client) => {
    const { components } = await client.follow("entity", { entity: entities[0], beside: entities.slice(1) });
    same(components.map(({ lacking, mixed }) => [lacking, mixed]), [[0, [["x"], ["tags"]]], [1, []]]);
    same(await client.request("find", { query: "", first: 1, count: 9 }), { entities: entities.slice(1) });
    await refused(client, "find", { query: "edited/bag select count", first: 0, count: 1 }, "INVALID_PARAMS");
  });
});

test("edits: a value that was edited is in the next tick of a history, and not in the one before", async () => {
  const world = new World();
  const entity = world.spawn([Bag, { coins: 1 }]);
  const history = world.record();
  world.advance();
  await inspected(world, async (client) => {
    await client.request("set", { entities: [entity], type: BAG, path: ["coins"], value: 2 });
    world.advance();
    const tick = world.tick;
    equal(history.at(tick - 1).get(entity, Bag).coins, 2);
    equal(history.at(tick - 2).get(entity, Bag).coins, 1);
  });
});
