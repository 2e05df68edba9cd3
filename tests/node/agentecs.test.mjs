// Snapshots of AgentECS, the Python original, through the package.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { diffSnapshots, EntityId, importAgentEcs, SnapshotError, World } from "../suite/package.mjs";

const read = (name) => readFile(new URL(`../fixtures/agentecs/${name}.pickle`, import.meta.url));
const typeOf = (world, name) => world.componentTypes().find((info) => info.name === name).type;

test("importAgentEcs: entities are alive, queries find them, and the future has new ids", async () => {
  const world = importAgentEcs(await read("shared"));
  world.check();
  assert.equal(world.size, 5);
  const wallets = world.prepare({ all: [typeOf(world, "agents.Wallet")] });
  assert.equal(wallets.count(), 4);
  assert.deepEqual({ ...world.get(EntityId.pack({ index: 1000 }), typeOf(world, "agents.Wallet")) }, { coins: 0 });
  assert.ok(![...world.allEntities()].includes(world.createEntity()));
});

test("importAgentEcs: what was shared is shared", async () => {
  const world = importAgentEcs(await read("shared"));
  const [first, second] = [1000, 1001].map((index) => EntityId.pack({ index }));
  const policy = typeOf(world, "agents.models.Policy");
  assert.equal(world.get(first, policy), world.get(second, policy));
  assert.equal(world.sharing(first, policy).id, world.sharing(second, policy).id);
});

test("importAgentEcs: shard and generations come out right", async () => {
  const sharded = importAgentEcs(await read("sharded"));
  assert.equal(sharded.shard, 3);
  assert.ok([...sharded.allEntities()].every((entity) => EntityId.shard(entity) === 3));
  const recycled = importAgentEcs(await read("recycled"));
  assert.ok([...recycled.allEntities()].some((entity) => EntityId.generation(entity) > 0));
});

test("importAgentEcs: every file is a world that is saved and restored exactly, whatever protocol wrote it", async () => {
  for (const name of ["simple", "shared", "rich", "recycled", "sharded", "protocol-2", "protocol-3", "protocol-4", "protocol-5"]) {
    const world = importAgentEcs(await read(name));
    const bytes = world.snapshot();
    const copy = new World();
    copy.restore(bytes);
    copy.check();
    assert.deepEqual(copy.snapshot(), bytes, name);
    const { created, destroyed, changed } = diffSnapshots(bytes, copy.snapshot());
    assert.deepEqual([created, destroyed, changed], [[], [], []], name);
  }
});

test("importAgentEcs: nothing in a file is run, and what is no such file is refused by name", async () => {
  const evil = Buffer.from("cos\nsystem\n(S'echo hacked'\ntR.");
  for (const bytes of [evil, Buffer.alloc(0), Buffer.from("{}"), (await read("rich")).subarray(0, 500), new World().snapshot(), "text"]) {
    assert.throws(() => importAgentEcs(bytes), (error) => error instanceof SnapshotError && error.message.length > 10, String(bytes.length));
  }
  new World().spawn(new (class Still { works = true; })());
});
