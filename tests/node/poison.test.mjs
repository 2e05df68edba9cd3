// The module stopped in the middle: once a PanicError, then PoisonedError everywhere, until reset().

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { diffSnapshots, EntityAllocator, init, inspectSnapshot, PanicError, PoisonedError, reset, TerrariumError, World } from "../../pkg/dist/slim.js";

const MEMORY_SECTION = 5;
const HEADER_BYTES = 8;
const PAGES_MORE = 6;

class Position {
  constructor(x = 0) {
    this.x = x;
  }
}

/** Reads an unsigned LEB128 number: its value, and where it ends. */
function readNumber(bytes, at) {
  let [value, shift, end] = [0, 0, at];
  for (; bytes[end] & 0x80; end += 1, shift += 7) value += (bytes[end] & 0x7f) * 2 ** shift;
  return { value: value + bytes[end] * 2 ** shift, end: end + 1 };
}

function writeNumber(value) {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...writeNumber(value >>> 7)];
}

/** The module with a memory that cannot grow by more than a few pages. */
function withSmallMemory(bytes) {
  for (let at = HEADER_BYTES; at < bytes.length; ) {
    const { value: length, end: start } = readNumber(bytes, at + 1);
    if (bytes[at] === MEMORY_SECTION) return replaceSection(bytes, at, start, start + length);
    at = start + length;
  }
  throw new Error("the module has no memory section");
}

function replaceSection(bytes, at, start, end) {
  assert.deepEqual([...bytes.subarray(start, start + 2)], [1, 0], "one memory, without a maximum");
  const { value: pages } = readNumber(bytes, start + 2);
  const content = [1, 1, ...writeNumber(pages), ...writeNumber(pages + PAGES_MORE)];
  return new Uint8Array([...bytes.subarray(0, at), MEMORY_SECTION, ...writeNumber(content.length), ...content, ...bytes.subarray(end)]);
}

/** More entities than the small memory has room for. */
function exhaust(world) {
  return world.spawnMany([], [], 1_000_000);
}

function poisonedBy(panic) {
  return (error) => {
    assert.ok(error instanceof PoisonedError && error instanceof TerrariumError, String(error));
    assert.equal(error.cause, panic);
    assert.match(error.message, /reset\(\)/);
    return true;
  };
}

function thrownBy(run) {
  try {
    run();
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was thrown");
}

test("before init, making a world says what to do", () => {
  assert.throws(() => new World(), (error) => error instanceof TerrariumError && /init\(\)/.test(error.message));
});

test("a load that fails can be tried again", async () => {
  await assert.rejects(init(new Uint8Array([1, 2, 3])));
  const bytes = new Uint8Array(await readFile(new URL("../../pkg/dist/core.wasm", import.meta.url)));
  const first = init(withSmallMemory(bytes));
  assert.equal(init(bytes), first);
  await first;
});

test("reset() does nothing while the module runs", () => {
  const world = new World();
  const entity = world.spawn(new Position(1));
  reset();
  assert.equal(world.get(entity, Position).x, 1);
  world.check();
});

test("an allocation that fails throws PanicError once, and PoisonedError from every later call", () => {
  const [world, other, ids] = [new World(), new World(), new EntityAllocator()];
  const entity = world.spawn(new Position(1));
  const query = world.prepare({ all: [Position] });
  assert.deepEqual([...query].map(([found]) => found), [entity]);
  const [saved, history] = [world.snapshot(), world.record()];
  const panic = thrownBy(() => exhaust(world));
  assert.ok(panic instanceof PanicError, String(panic));
  assert.ok(panic.cause instanceof WebAssembly.RuntimeError);
  const calls = {
    get: () => world.get(entity, Position),
    getComponent: () => world.getComponent(entity, Position),
    has: () => world.has(entity, Position),
    isAlive: () => world.isAlive(entity),
    set: () => world.set(entity, new Position(2)),
    spawn: () => world.spawn(new Position(3)),
    destroy: () => world.destroy(entity),
    size: () => world.size,
    allEntities: () => [...world.allEntities()],
    query: () => [...world.query(Position)],
    each: () => query.each(() => {}),
    rows: () => [...query],
    chunks: () => [...query.chunks()],
    count: () => query.count(),
    merge: () => world.merge(entity, entity),
    applyUpdates: () => world.applyUpdates({ spawns: [[]] }),
    check: () => world.check(),
    snapshot: () => world.snapshot(),
    restore: () => world.restore(saved),
    digest: () => world.digest(),
    fork: () => world.fork(),
    record: () => world.record(),
    touch: () => world.touch(entity, Position),
    importEntities: () => world.importEntities(saved, { ids: "remap" }),
    "History.at": () => history.at(0),
    "History.rewind": () => history.rewind(0),
    inspectSnapshot: () => inspectSnapshot(saved),
    diffSnapshots: () => diffSnapshots(saved, saved),
    "another world": () => other.spawn(),
    "reading another world": () => other.get(1, Position),
    "a new world": () => new World(),
    "an allocator": () => ids.allocate(),
    "a new allocator": () => new EntityAllocator(),
  };
  const answering = Object.entries(calls).filter(([, call]) => !isPoisoned(call, panic)).map(([name]) => name);
  assert.deepEqual(answering, []);
});

function isPoisoned(call, panic) {
  try {
    call();
    return false;
  } catch (error) {
    return poisonedBy(panic)(error);
  }
}

test("an asynchronous call on a poisoned world rejects", async () => {
  reset();
  const world = new World();
  const panic = thrownBy(() => exhaust(world));
  await assert.rejects(world.createEntityAsync(), poisonedBy(panic));
});

test("after reset() new worlds work, and the old ones stay poisoned", () => {
  reset();
  const old = new World();
  const entity = old.spawn(new Position(1));
  thrownBy(() => exhaust(old));
  reset();
  const world = new World();
  const fresh = world.spawn(new Position(2));
  assert.equal(world.get(fresh, Position).x, 2);
  assert.equal(fresh, entity);
  for (const call of [
    () => old.get(entity, Position),
    () => old.spawn(),
    () => old.size,
    () => [...old.query(Position)],
    () => old.isAlive(entity),
    () => old.prepare({ all: [Position] }).count(),
  ]) assert.throws(call, PoisonedError);
  world.check();
});

test("disposing of a poisoned world does no harm", () => {
  reset();
  const old = new World();
  thrownBy(() => exhaust(old));
  try {
    old.dispose();
  } catch (error) {
    assert.ok(error instanceof PoisonedError);
  }
  reset();
  const world = new World();
  world.spawn(new Position(1));
  world.check();
});

test("a panic in the middle of each leaves the loop with an error of ours", () => {
  reset();
  const world = new World();
  world.spawnMany([Position], [[new Position(1), new Position(2)]], 2);
  const query = world.prepare({ all: [Position] });
  assert.throws(() => query.each(() => exhaust(world)), PanicError);
  assert.throws(() => query.each(() => {}), PoisonedError);
});

test("twenty panics and resets later everything still works", () => {
  for (let round = 0; round < 20; round += 1) {
    reset();
    const world = new World();
    const entity = world.spawn(new Position(round));
    assert.equal(world.getComponent(entity, Position).x, round);
    assert.ok(thrownBy(() => exhaust(world)) instanceof PanicError, `round ${round}`);
  }
  reset();
});
