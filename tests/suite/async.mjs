// The asynchronous half of the protocol: the same answers, and errors as rejections.

import { equal, notEqual, ok, rejects, same } from "./assert.mjs";
import { foreignEntity, Note, Position, token, Velocity } from "./fixtures.mjs";
import { BatchError, ComponentError, EntityError, shared, World } from "./package.mjs";
import { test } from "./registry.mjs";

async function collect(iterable) {
  const items = [];
  for await (const item of iterable) items.push(item);
  return items;
}

test("asynchronous calls do what the synchronous ones do", async () => {
  const world = new World();
  const entity = await world.createEntityAsync();
  equal(await world.entityExistsAsync(entity), true);
  equal(await world.setComponentAsync(entity, new Position(1, 2)), undefined);
  equal(await world.setComponentAsync(entity, Note, shared(new Note("n"))), undefined);
  equal(await world.hasComponentAsync(entity, Position), true);
  same(await world.getComponentTypesAsync(entity), new Set([Position, Note]));
  equal(await world.removeComponentAsync(entity, Note), true);
  equal(await world.removeComponentAsync(entity, Note), false);
  equal(await world.removeComponentFromAllAsync(Position), 1);
  equal(await world.destroyEntityAsync(entity), true);
  equal(await world.destroyEntityAsync(entity), false);
  equal(await world.entityExistsAsync(entity), false);
});

test("asynchronous reads copy by default", async () => {
  const world = new World();
  const value = new Position(1, 2);
  const entity = world.spawn(value);
  const copy = await world.getComponentAsync(entity, Position);
  notEqual(copy, value);
  same(copy, value);
  equal(await world.getComponentAsync(entity, Position, { copy: false }), value);
  equal(await world.getComponentAsync(entity, Velocity), undefined);
});

test("asynchronous queries are asynchronous iterators of the same rows", async () => {
  const world = new World();
  const entities = [world.spawn(new Position(1, 1), new Velocity(1, 1)), world.spawn(new Position(2, 2), new Velocity(2, 2)), world.spawn()];
  same(await collect(world.queryAsync(Position, Velocity)), [...world.query(Position, Velocity)]);
  same(await collect(world.querySingleAsync(Position)), [...world.querySingle(Position)]);
  same(await collect(world.allEntitiesAsync()), entities);
  const [[, [live]]] = await collect(world.queryAsync(Position, { copy: false }));
  equal(live, world.get(entities[0], Position));
  const iterator = world.queryAsync(Position);
  equal(iterator[Symbol.asyncIterator](), iterator);
});

test("asynchronous batches answer the new ids", async () => {
  const world = new World();
  same(await world.applyUpdatesAsync({ spawns: [[new Position()], []] }), [1, 2]);
  equal(world.size, 2);
});

test("asynchronous errors are rejections, never thrown by the call", async () => {
  const world = new World();
  const foreign = foreignEntity(world);
  const dead = world.createEntity();
  world.destroyEntity(dead);
  await rejects(world.setComponentAsync(dead, new Position()), EntityError, "STALE_ENTITY");
  await rejects(world.setComponentAsync(foreign, new Position()), EntityError, "WRONG_SHARD");
  await rejects(world.destroyEntityAsync(foreign), EntityError, "WRONG_SHARD");
  await rejects(world.removeComponentAsync(dead, Position), EntityError, "STALE_ENTITY");
  await rejects(world.setComponentAsync(world.createEntity(), {}), ComponentError, "NO_CLASS");
  await rejects(world.getComponentAsync(dead, "Position"), ComponentError, "NOT_A_TYPE");
  await rejects(world.applyUpdatesAsync({ destroys: [dead] }), BatchError, "STALE_ENTITY");
  await rejects(collect(world.queryAsync("Position")), ComponentError, "NOT_A_TYPE");
});

test("a world may change while an asynchronous query is under way", async () => {
  const world = new World();
  const entities = Array.from({ length: 6 }, (_, at) => world.spawn(new Position(at, 0)));
  const seen = [];
  for await (const [entity] of world.queryAsync(Position)) {
    ok(world.isAlive(entity));
    seen.push(entity);
    if (seen.length === 2) world.destroy(entities[3]);
    world.spawn(new Position(9, 9));
  }
  same(seen, entities.filter((_, at) => at !== 3));
});

test("many asynchronous calls at once all succeed", async () => {
  const world = new World();
  const Count = token("Count");
  const entities = await Promise.all(Array.from({ length: 200 }, () => world.createEntityAsync()));
  equal(new Set(entities).size, 200);
  await Promise.all(entities.map((entity, at) => world.setComponentAsync(entity, Count, at)));
  same(await Promise.all(entities.map((entity) => world.getComponentAsync(entity, Count))), entities.map((_, at) => at));
  world.check();
});
