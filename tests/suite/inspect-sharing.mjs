// Who shares values with whom, and who could, as an inspector sees it.

import { equal, ok, rejects, same } from "./assert.mjs";
import { Answered, inspected } from "./inspector.mjs";
import { defineComponent, shared, World } from "./package.mjs";
import { test } from "./registry.mjs";

const Policy = defineComponent("sharing/policy");
const Mood = defineComponent("sharing/mood");
const Age = defineComponent("sharing/age");

test("inspection: groups that share a value are listed, those with the most holders first", async () => {
  const world = new World();
  const [few, many] = [shared({ tax: 1 }), shared({ tax: 2 })];
  const first = world.spawn([Policy, few]);
  world.spawn([Policy, few]);
  const most = [1, 2, 3].map((age) => world.spawn([Policy, many], [Age, age]));
  await inspected(world, async (client) => {
    const { total, groups } = await client.follow("shared", { first: 0, count: 10 });
    equal(total, 2);
    same(groups.map(({ name, holders, first }) => [name, holders, first]), [
      ["sharing/policy", 3, most[0]],
      ["sharing/policy", 2, first],
    ]);
    same(groups[0].value, ["object", "", 1, 0, "tax", 2]);
    const { total: holders } = await client.follow("rows", { query: `shares(${groups[0].query}, #0:2v0)`, first: 0, count: 9 });
    equal(holders, world.select("shares(`sharing/policy`, #0:2v0)").count());
    const second = await client.follow("shared", { first: 1, count: 1 });
    same(second.groups.map(({ holders }) => holders), [2]);
  });
});

test("inspection: equal values are found, by what sharing them would save, and shared at once", async () => {
  const world = new World();
  const moods = Array.from({ length: 40 }, (_, at) => world.spawn([Mood, { of: "joy", because: "of the weather", at: at % 2 }], [Age, 3]));
  const alone = world.spawn([Mood, { of: "grief" }]);
  const sharing = shared({ of: "calm" });
  world.spawn([Mood, sharing]);
  world.spawn([Mood, sharing]);
  await inspected(world, async (client) => {
    const { compared, isCut, equals } = await client.request("equals", {});
    same([compared, isCut], [41, false]);
    same(equals.map(({ name, entities }) => [name, entities]), [["sharing/mood", 20], ["sharing/mood", 20]]);
    ok(equals[0].saved >= 19 * 20 && equals[0].saved % 19 === 0);
    world.set(moods[2], Mood, { of: "rage" });
    const place = equals.findIndex(({ value }) => value.at(-1) === 0);
    same(await client.request("shareEqual", { equals: place }), { entities: 19 });
    equal(world.sharing(moods[0], Mood).holders, 19);
    same([moods[1], moods[2], alone].map((entity) => world.sharing(entity, Mood)), [undefined, undefined, undefined]);
    await client.request("undo", {});
    equal(world.sharing(moods[0], Mood), undefined);
    await rejects(client.request("shareEqual", { equals: 49 }), Answered, "INVALID_PARAMS");
    for (const entity of moods) world.remove(entity, Mood);
    await rejects(client.request("shareEqual", { equals: place }), Answered, "WORLD");
  });
});
