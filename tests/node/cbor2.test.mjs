// Python's cbor2 opens the blocks of a snapshot and finds the values.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { defineComponent, registerComponent, shared, World } from "../../pkg/dist/index.js";

const PYTHON = fileURLToPath(new URL("../../target/python/bin/python", import.meta.url));
const READER = fileURLToPath(new URL("../support/blocks.py", import.meta.url));

class Place {
  constructor(x, y, name, open) {
    Object.assign(this, { x, y, name, open });
  }
}

registerComponent(Place, { name: "cbor2/Place" });
const Any = defineComponent("cbor2/any");
const Owner = defineComponent("cbor2/owner", { entities: true });
const Score = defineComponent("cbor2/score");

/** What Python finds in a snapshot. */
async function found(bytes) {
  assert.ok(existsSync(PYTHON), "target/python is missing: run this by `cargo xtask test node`, which installs it");
  const folder = await mkdtemp(join(tmpdir(), "terrarium-"));
  try {
    const file = join(folder, "world.terrarium");
    await writeFile(file, bytes);
    const { status, stdout, stderr } = spawnSync(PYTHON, [READER, file], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("cbor2 finds fields, scalars, ids and shared values in the blocks of a snapshot", async () => {
  const world = new World({ shard: 3 });
  const names = ["ant", "東京", "😀", ""];
  const entities = names.map((name, at) => world.spawn(new Place(at, at / 3, name, at % 2 === 0), [Score, at * 100]));
  world.set(entities[1], Owner, entities[3]);
  world.set(entities[2], shared(new Place(7, 8, "common", true)));
  world.advance();
  const { version, flags, shard, tick, blocks } = await found(world.snapshot());
  assert.deepEqual([version, flags, shard, tick], [2, 0, 3, 1]);
  const [groups, places, owner, scores] = blocks.filter(({ name }) => name.startsWith("cbor2/"));
  const place = (x, y, name, open) => ({ class: "cbor2/Place", fields: { x, y, name, open } });
  assert.deepEqual(owner.values, { 2: entities[3] });
  assert.deepEqual([groups.groups, groups.values], [[1], [place(7, 8, "common", true)]]);
  assert.deepEqual([places.members, places.shared], [[1, 2, 3, 4], { 3: 1 }]);
  assert.deepEqual(places.values, { 1: place(0, 0, "ant", true), 2: place(1, 1 / 3, "東京", false), 4: place(3, 1, "", false) });
  assert.deepEqual(scores.values, { 1: 0, 2: 100, 3: 200, 4: 300 });
});

test("cbor2 reads every kind of value", async () => {
  const world = new World();
  const loop = { name: "loop" };
  loop.self = loop;
  const values = [
    null, [undefined, -0, 0.5, 1e300], 2n ** 70n, -5n, "text", { a: { b: [1] } }, new Map([["k", 1]]), new Set([1, 2]), new Date(1500),
    new Uint8Array([1, 2, 3]), new Float32Array([0.5]), new Uint8Array([9, 8]).buffer, /a+/gi, "\ud800", loop,
  ];
  world.spawnMany([Any], [values], values.length);
  const { blocks } = await found(world.snapshot());
  const all = Object.values(blocks.find(({ name }) => name === "cbor2/any").values);
  assert.equal(all.length, values.length);
  assert.deepEqual(all.slice(2, 7), [{ int: String(2n ** 70n) }, -5, "text", { a: { b: [1] } }, { tag: 259, value: { k: 1 } }]);
  assert.deepEqual(all[7], { set: [1, 2] });
  assert.match(all[8].other, /1970-01-01 00:00:01\.5/);
  assert.deepEqual(all.slice(9, 12), [{ tag: 64, value: { bytes: "010203" } }, { tag: 85, value: { bytes: "0000003f" } }, { bytes: "0908" }]);
  assert.deepEqual(all[12], { tag: 27, value: ["regexp", "a+", "gi", 0] });
  assert.deepEqual(all[13], { tag: 273, value: { bytes: "eda080" } });
  assert.deepEqual(all[14], { name: "loop", self: { cycle: 0 } });
});
