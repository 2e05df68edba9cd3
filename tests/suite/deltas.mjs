// Partial snapshots, deltas, inspection, and the asynchronous forms.

import { equal, ok, rejects, same, throws } from "./assert.mjs";
import { sameBytes, sameWorlds } from "./exact.mjs";
import { Note, ownEntity, Position, seen, token, Velocity } from "./fixtures.mjs";
import { inspectSnapshot, shared, SnapshotError, World } from "./package.mjs";
import { restored } from "./saved.mjs";
import { Random } from "./random.mjs";
import { test } from "./registry.mjs";
import { Doer, worldOf } from "./worlds.mjs";

/** 5,000 entities in five pages. */
function large() {
  const world = new World();
  const rows = Array.from({ length: 5000 }, (_, at) => at);
  const entities = world.spawnMany([Position, Note], [rows.map((at) => new Position(at, at / 3)), rows.map((at) => new Note(`note ${at}`))], 5000);
  return { world, entities };
}

test("deltas: what changed since a snapshot, put on top of it, is the whole", () => {
  const { world, entities } = large();
  const base = world.snapshot();
  world.advance();
  world.set(entities[10], new Position(-1, -1));
  world.destroy(entities[4000]);
  world.spawn(new Velocity(1, 2), shared(new Note("new")));
  const delta = world.snapshot({ since: base });
  ok(delta.length < base.length / 2, `${delta.length} of ${base.length} bytes`);
  const whole = new World();
  whole.restore(base, delta);
  whole.check();
  sameWorlds(whole, world);
});

test("deltas: nothing changed is nearly nothing", () => {
  const { world } = large();
  const base = world.snapshot();
  const delta = world.snapshot({ since: base });
  ok(delta.length < 1000, `${delta.length} bytes`);
  const whole = new World();
  whole.restore(base, delta);
  sameWorlds(whole, world);
});

test("deltas: since a tick is everything written in that tick and after it", () => {
  const { world, entities } = large();
  const base = world.snapshot();
  const tick = world.advance();
  world.set(entities[3000], new Position(5, 5));
  world.advance();
  world.remove(entities[1], Note);
  const delta = world.snapshot({ since: tick });
  ok(delta.length < base.length / 1.5);
  const whole = new World();
  whole.restore(base, delta);
  sameWorlds(whole, world);
});

test("deltas: a chain of them is put together in their order", () => {
  const world = worldOf(77);
  const doer = new Doer(world, new Random(5));
  const files = [world.snapshot()];
  for (let round = 0; round < 20; round += 1) {
    for (let at = 0; at < 10; at += 1) doer.step();
    files.push(world.snapshot({ since: files.at(-1) }));
    const whole = new World();
    whole.restore(...files);
    sameWorlds(whole, world, `after ${round + 1} deltas`);
  }
});

test("deltas: 300 random worlds and what was done since, by snapshot and by tick", () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const world = worldOf(seed);
    const base = world.snapshot();
    const tick = world.advance();
    const doer = new Doer(world, new Random(seed));
    for (let at = 0; at < 15; at += 1) doer.step();
    for (const since of [base, tick]) {
      const whole = new World();
      whole.restore(base, world.snapshot({ since }));
      sameWorlds(whole, world, `seed ${seed}, since ${typeof since}`);
    }
  }
});

test("deltas: an in-place change is in a delta if touch told of it", () => {
  const { world, entities } = large();
  const base = world.snapshot();
  world.advance();
  world.get(entities[2500], Position).x = 77;
  world.touch(entities[2500], Position);
  const whole = new World();
  whole.restore(base, world.snapshot({ since: base }));
  equal(whole.get(entities[2500], Position).x, 77);
  sameWorlds(whole, world);
});

test("deltas: without its base, or with another, a delta is refused and says what to do", () => {
  const { world, entities } = large();
  const base = world.snapshot();
  world.set(entities[0], new Position(9, 9));
  const first = world.snapshot({ since: base });
  world.set(entities[2000], new Position(9, 9));
  const second = world.snapshot({ since: first });
  const target = new World();
  target.spawn(new Note("kept"));
  const before = target.snapshot();
  const other = worldOf(3).snapshot();
  for (const files of [[first], [second], [base, second], [other, first]]) {
    const error = throws(() => target.restore(...files), SnapshotError, "CORRUPT");
    ok(/base|delta/i.test(error.message), error.message);
  }
  sameBytes(target.snapshot(), before);
  target.restore(base, first, second);
  sameWorlds(target, world);
});

test("deltas: what is no snapshot and no tick is refused as since", () => {
  const { world } = large();
  for (const since of [-1, 0.5, NaN, "1", {}, null, new Uint8Array(5)]) throws(() => world.snapshot({ since }), Error);
  world.check();
});

test("partial: chosen types, and nothing of the others", () => {
  const { world } = large();
  world.setSingleton(new Velocity(1, 1));
  const part = restored(world.snapshot({ types: [Note] }));
  same([...part.allEntities()], [...world.allEntities()]);
  same(part.componentTypes().map(({ name }) => name), ["Note"]);
  equal(part.prepare({ all: [Note] }).count(), 5000);
  equal(part.getSingleton(Velocity), undefined);
  same([...restored(world.snapshot({ types: [token("unmet")] })).componentTypes()], []);
});

test("partial: chosen entities, with the ids they have", () => {
  const { world, entities } = large();
  const note = shared(new Note("shared"));
  for (const at of [5, 1500, 4999]) world.set(entities[at], new Velocity(at, 0));
  for (const at of [5, 6, 1500]) world.set(entities[at], note);
  const query = world.prepare({ all: [Velocity], optional: [Position] });
  const part = restored(world.snapshot({ query }));
  part.check();
  same([...part.allEntities()], [5, 1500, 4999].map((at) => entities[at]));
  equal(part.get(entities[4999], Position).x, 4999);
  same(part.sharing(entities[5], Note).entities(), [entities[5], entities[1500]]);
  equal(part.isAlive(entities[6]), false);
  const both = restored(world.snapshot({ query, types: [Velocity] }));
  equal(both.get(entities[5], Velocity).dx, 5);
  equal(both.get(entities[5], Position), undefined);
});

test("partial: a snapshot says that it is one", () => {
  const { world } = large();
  const flags = (options) => {
    const { partial, delta } = inspectSnapshot(world.snapshot(options));
    return [partial, delta];
  };
  same(flags(), [false, false]);
  same(flags({ types: [Note] }), [true, false]);
  same(flags({ query: world.prepare({ all: [Note] }) }), [true, false]);
  same(flags({ since: world.snapshot() }), [false, true]);
});

test("inspect: header, types, counts and sizes without a world", () => {
  const { world, entities } = large();
  world.advance();
  world.set(entities[1], shared(new Note("a")));
  world.set(entities[2], shared(new Note("b")));
  world.destroy(entities[3]);
  world.setSingleton(new Note("own"));
  const bytes = world.snapshot();
  const { version, shard, tick, partial, delta, entities: count, bytes: size, types } = inspectSnapshot(bytes);
  same([version, shard, tick, partial, delta, count, size], [2, 0, 1, false, false, 4999, bytes.length]);
  same(types.map(({ name, entities, groups }) => [name, entities, groups]), [["Note", 5000, 2], ["Position", 4999, 0]]);
  ok(types.every(({ bytes }) => bytes > 1000));
  ok(types.reduce((sum, { bytes }) => sum + bytes, 0) < size);
});

test("inspect: a damaged file is refused", () => {
  throws(() => inspectSnapshot(new Uint8Array(0)), SnapshotError, "CORRUPT");
  throws(() => inspectSnapshot(undefined), SnapshotError, "CORRUPT");
  const bytes = worldOf(2).snapshot();
  bytes[30] ^= 1;
  throws(() => inspectSnapshot(bytes), SnapshotError, "CORRUPT");
});

async function bytesOf(source) {
  return new Uint8Array(await new Response(source).arrayBuffer());
}

test("async: bytes, a Blob or a stream, packed or not, all restore to the same", async () => {
  const world = worldOf(41);
  const plain = world.snapshot();
  sameBytes(await world.snapshotAsync(), plain);
  for (const gzip of [false, true]) {
    const bytes = await world.snapshotAsync({ gzip });
    const blob = await world.snapshotAsync({ gzip, as: "blob" });
    const stream = await world.snapshotAsync({ gzip, as: "stream" });
    ok(bytes instanceof Uint8Array && blob instanceof Blob && stream instanceof ReadableStream);
    same([...bytes.subarray(0, 2)], gzip ? [0x1f, 0x8b] : [0x89, 0x54]);
    for (const source of [bytes, bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), blob, stream]) {
      const target = new World();
      await target.restoreAsync(source);
      sameWorlds(target, world);
    }
    sameBytes(await bytesOf(await world.snapshotAsync({ gzip, as: "stream" })), bytes);
  }
});

test("async: the state is that of the call, whatever happens meanwhile", async () => {
  const world = worldOf(41);
  const before = world.snapshot();
  const promise = world.snapshotAsync({ gzip: true });
  world.spawn(new Position(1, 1));
  const target = new World();
  await target.restoreAsync(await promise);
  sameBytes(target.snapshot(), before);
});

test("async: deltas of any form", async () => {
  const { world, entities } = large();
  const base = await world.snapshotAsync({ gzip: true });
  const plain = world.snapshot();
  world.set(entities[9], new Position(0, 0));
  const delta = await world.snapshotAsync({ since: plain, gzip: true, as: "blob" });
  const target = new World();
  await target.restoreAsync(base, delta);
  sameWorlds(target, world);
});

test("async: errors are rejections, and the world is as it was", async () => {
  const world = worldOf(8);
  const before = seen(world);
  const packed = await world.snapshotAsync({ gzip: true });
  for (const source of [undefined, null, 5, {}, "text", packed.subarray(0, packed.length - 9), Uint8Array.of(0x1f, 0x8b, 1), new Uint8Array(0)]) {
    await rejects(world.restoreAsync(source), SnapshotError, "CORRUPT");
  }
  const broken = new ReadableStream({ pull: () => { throw new Error("lost"); } });
  equal((await rejects(world.restoreAsync(broken), SnapshotError, "CORRUPT")).cause.message, "lost");
  world.setSingleton(token("function"), () => {});
  await rejects(world.snapshotAsync(), SnapshotError, "UNSUPPORTED_VALUE");
  world.remove(ownEntity(world), world.componentTypes().at(-1).type);
  equal(seen(world).size, before.size);
});
