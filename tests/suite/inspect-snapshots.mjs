// Snapshots that are kept for inspectors: taken, sent, read back, compared, and never trusted.

import { equal, ok, rejects, same } from "./assert.mjs";
import { readFixture } from "./fixture-files.mjs";
import { Answered, inspected } from "./inspector.mjs";
import { defineComponent, shared, World } from "./package.mjs";
import { test } from "./registry.mjs";

const Name = defineComponent("kept/name");
const Memory = defineComponent("kept/memory");

const refused = (client, method, params, code, bytes) => rejects(client.request(method, params, bytes), Answered, code);

/** A few agents with memories, two of which share one. */
function agents() {
  const world = new World();
  const rules = shared({ rule: "be kind" });
  for (const name of ["Ada", "Bo", "Cy"]) world.spawn([Name, { name }], [Memory, name === "Ada" ? { rule: "none" } : rules]);
  return world;
}

test("inspection: a snapshot is taken, called something else, and let go of", async () => {
  await inspected(agents(), async (client) => {
    same(await client.follow("snapshots"), { snapshots: [] });
    const taken = await client.request("take", { name: "Before the storm" });
    const { bytes, types, ...rest } = taken;
    same(rest, {
      snapshot: 1,
      name: "Before the storm",
      format: "terrarium",
      entities: 3,
      tick: 0,
      partial: false,
      typeCount: 2,
    });
    ok(bytes > 100);
    same(types.map(({ name, entities, groups }) => [name, entities, groups]).sort(), [
      ["kept/memory", 3, 1],
      ["kept/name", 3, 0],
    ]);
    same(await client.update(), { snapshots: [taken] });
    equal((await client.request("rename", { snapshot: 1, name: " Calm " })).name, "Calm");
    equal((await client.request("take", {})).name, "Tick 0");
    await client.request("forget", { snapshot: 1 });
    same((await client.follow("snapshots", {}, 2)).snapshots.map(({ snapshot }) => snapshot), [2]);
    await refused(client, "forget", { snapshot: 1 }, "MISSING");
    await refused(client, "rename", { snapshot: 2, name: "" }, "INVALID_PARAMS");
    await refused(client, "take", { name: "x".repeat(300) }, "LIMIT");
  });
});

test("inspection: what is downloaded and uploaded again is the same", async () => {
  const world = agents();
  const digest = world.digest();
  await inspected(world, async (client) => {
    const { snapshot } = await client.request("take", { name: "Agents" });
    const { name } = await client.request("download", { snapshot });
    const { bytes } = client;
    same([name, bytes instanceof Uint8Array], ["Agents", true]);
    const again = await client.request("upload", { name: "Agents again" }, bytes);
    same([again.snapshot, again.entities, again.bytes], [2, 3, bytes.length]);
    world.destroy([...world.allEntities()][0]);
    await client.request("restore", { snapshot: again.snapshot });
    equal(world.digest(), digest);
    equal((await client.request("undo", {})).label, "Restore Agents again");
    equal(world.size, 2);
    await client.request("redo", {});
    equal(world.digest(), digest);
    await refused(client, "download", { snapshot: 9 }, "MISSING");
  });
});

test("inspection: a damaged file is refused with its reason, and all stays as it was", async () => {
  const world = agents();
  const digest = world.digest();
  await inspected(world, async (client) => {
    const bytes = world.snapshot();
    bytes[bytes.length >> 1] ^= 0xff;
    const files = [bytes, bytes.slice(0, 50), new Uint8Array(0), new Uint8Array([0x80, 4, 0x95]), new TextEncoder().encode("{}")];
    for (const file of files) {
      const error = await refused(client, "upload", { name: "Damaged" }, "WORLD", file);
      equal(error.data.reason, "CORRUPT");
    }
    await refused(client, "upload", { name: "Nothing" }, "INVALID_PARAMS");
    const delta = world.snapshot({ since: world.snapshot() });
    await refused(client, "upload", { name: "Delta" }, "INVALID_PARAMS", delta);
    same(await client.follow("snapshots"), { snapshots: [] });
    equal(world.digest(), digest);
  });
});

test("inspection: a world of AgentECS is uploaded, looked into, and opened beside", async () => {
  const world = agents();
  const file = await readFixture("agentecs/simple.pickle");
  await inspected(world, async (client) => {
    const { snapshot, format, entities, types } = await client.request("upload", { name: "simple.pickle" }, file);
    equal(format, "agentecs");
    ok(entities > 0 && types.length > 0);
    await client.request("fork", { snapshot });
    same([(await client.follow("pulse")).entities, world.size], [entities, 3]);
    const { worlds } = await client.follow("worlds", {}, 2);
    equal(worlds[1].name, "simple.pickle");
  });
});

test("inspection: the entities of a snapshot come beside those that are there", async () => {
  const world = agents();
  await inspected(world, async (client) => {
    const { snapshot } = await client.request("take", {});
    same(await client.request("import", { snapshot }), { entities: 3 });
    same([world.size, world.select("kept/name.name = 'Ada'").entities().length], [6, 2]);
    await client.request("undo", {});
    equal(world.size, 3);
    await refused(client, "import", { snapshot: 7 }, "MISSING");
    await refused(client, "restore", { snapshot: 7 }, "MISSING");
  });
});

test("inspection: two states differ in entities, and in places inside components", async () => {
  const world = agents();
  const [ada, bo] = [...world.allEntities()];
  await inspected(world, async (client) => {
    const { snapshot } = await client.request("take", {});
    const text = "word ".repeat(500);
    world.set(ada, Name, { name: text, size: 7 });
    world.destroy(bo);
    const dee = world.spawn([Name, { name: "Dee" }]);
    const asked = { from: { snapshot }, to: "now", first: 0, count: 100 };
    const { created, destroyed, changed, changes } = await client.request("diff", asked);
    same([created, destroyed, changed], [1, 1, 2]);
    same(changes, [
      { kind: "created", entity: dee },
      { kind: "destroyed", entity: bo },
      { kind: "changed", entity: ada, type: "kept/name", difference: { path: ["name"], before: "Ada", after: text } },
      { kind: "changed", entity: ada, type: "kept/name", difference: { path: ["size"], before: ["undefined"], after: 7 } },
    ]);
    world.destroy(ada);
    same((await client.request("diff", { ...asked, first: 2, count: 1 })).changes, changes.slice(2, 3));
    equal((await client.request("diff", asked)).destroyed, 2);
    await refused(client, "diff", { ...asked, to: "then" }, "INVALID_PARAMS");
    await refused(client, "diff", { ...asked, to: {} }, "INVALID_PARAMS");
    await refused(client, "diff", { ...asked, to: { snapshot: 8 } }, "MISSING");
    await refused(client, "diff", { ...asked, to: { tick: 8 } }, "MISSING");
    await refused(client, "diff", { ...asked, count: 1_000 }, "LIMIT");
  });
});

test("inspection: snapshots are kept up to a number", async () => {
  await inspected(new World(), async (client) => {
    for (let taken = 0; taken < 64; taken += 1) await client.request("take", {});
    await refused(client, "take", {}, "LIMIT");
  });
});
