// Handing out ids: AgentECS's five tests under their own names, then what it left open.

import { equal, notEqual, ok, same, throws } from "./assert.mjs";
import { EntityAllocator, EntityError, EntityId, TerrariumError } from "./package.mjs";
import { test } from "./registry.mjs";

const GENERATIONS = 2 ** 17;

test("generation increments on recycle", () => {
  const ids = new EntityAllocator();
  const first = ids.allocate();
  ids.deallocate(first);
  const second = ids.allocate();
  equal(EntityId.index(second), EntityId.index(first));
  same([EntityId.generation(first), EntityId.generation(second)], [0, 1]);
});

test("stale handle detection", () => {
  const ids = new EntityAllocator();
  const old = ids.allocate();
  ids.deallocate(old);
  equal(ids.isAlive(old), false);
  const recycled = ids.allocate();
  equal(ids.isAlive(old), false);
  equal(ids.isAlive(recycled), true);
});

test("cannot deallocate from wrong shard", () => {
  const ids = new EntityAllocator({ shard: 1 });
  const own = ids.allocate();
  const foreign = EntityId.pack({ shard: 2, index: EntityId.index(own) });
  const error = throws(() => ids.deallocate(foreign), EntityError, "WRONG_SHARD");
  equal(error.entity, foreign);
  equal(ids.isAlive(own), true);
});

test("cross shard liveness returns false", () => {
  const ids = new EntityAllocator({ shard: 1 });
  const own = ids.allocate();
  equal(EntityId.shard(own), 1);
  equal(ids.isAlive(EntityId.pack({ shard: 0, index: EntityId.index(own) })), false);
});

test("allocated entities skip reserved range", () => {
  equal(EntityId.index(new EntityAllocator().allocate()), 1);
  equal(EntityId.index(new EntityAllocator({ shard: 1023 }).allocate()), 1);
});

test("ids are used again last in, first out", () => {
  const ids = new EntityAllocator();
  const taken = Array.from({ length: 5 }, () => ids.allocate());
  same(taken.map(EntityId.index), [1, 2, 3, 4, 5]);
  [1, 3, 2].forEach((place) => ids.deallocate(taken[place]));
  same([ids.allocate(), ids.allocate(), ids.allocate(), ids.allocate()].map(EntityId.index), [3, 4, 2, 6]);
});

test("an id that was not handed out yet is not alive", () => {
  const ids = new EntityAllocator();
  const first = ids.allocate();
  equal(ids.isAlive(EntityId.pack({ index: 2 })), false);
  ids.deallocate(first);
  equal(ids.isAlive(EntityId.pack({ index: 1, generation: 1 })), false);
});

test("a double free changes nothing", () => {
  const ids = new EntityAllocator();
  const [first, second] = [ids.allocate(), ids.allocate()];
  ids.deallocate(first);
  equal(throws(() => ids.deallocate(first), EntityError, "STALE_ENTITY").entity, first);
  notEqual(ids.allocate(), ids.allocate());
  equal(ids.isAlive(second), true);
});

test("freeing what was never handed out changes nothing", () => {
  const ids = new EntityAllocator();
  for (const number of [EntityId.pack({ index: 9 }), NaN, 0.5, -1, 2 ** 53, Infinity, "1", null, undefined, {}]) {
    throws(() => ids.deallocate(number), EntityError, "STALE_ENTITY");
    equal(ids.isAlive(number), false);
  }
  equal(ids.allocate(), 1);
});

test("index 0 is never handed out, not even after an attempt to free it", () => {
  const ids = new EntityAllocator();
  throws(() => ids.deallocate(EntityId.pack({ index: 0 })), EntityError, "RESERVED_ENTITY");
  equal(EntityId.index(ids.allocate()), 1);
});

test("a slot whose generation is used up is retired for good", () => {
  const ids = new EntityAllocator();
  for (let generation = 0; generation < GENERATIONS; generation += 1) {
    const id = ids.allocate();
    if (EntityId.index(id) !== 1 || EntityId.generation(id) !== generation) ok(false, EntityId.format(id));
    ids.deallocate(id);
  }
  equal(ids.allocate(), 2);
  equal(ids.isAlive(EntityId.pack({ index: 1, generation: GENERATIONS - 1 })), false);
  equal(ids.isAlive(EntityId.pack({ index: 1 })), false);
});

test("no id is handed out twice in 200,000 frees and reuses", () => {
  const ids = new EntityAllocator({ shard: 5 });
  const given = new Set();
  for (let round = 0; round < 200; round += 1) {
    const taken = Array.from({ length: 1000 }, () => ids.allocate());
    taken.forEach((id) => given.add(id));
    taken.forEach((id) => ids.deallocate(id));
  }
  equal(given.size, 200_000);
});

test("an allocator of a shard outside 0..1023 is refused", () => {
  for (const shard of [-1, 1024, 0.5, NaN, "one"]) {
    let error;
    try {
      new EntityAllocator({ shard });
    } catch (refused) {
      error = refused;
    }
    ok(error instanceof RangeError || error instanceof TerrariumError, `shard ${shard}`);
  }
});
