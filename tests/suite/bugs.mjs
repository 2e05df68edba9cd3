// What AgentECS gets wrong, one test a bug, under the bug's number: B4 to B14.

import { equal, notEqual, ok, same, throws } from "./assert.mjs";
import { foreignEntity, groupCount, Note, ownEntity, pair, Position, seen, token, Velocity } from "./fixtures.mjs";
import { EntityAllocator, EntityError, EntityId, Shared, World } from "./package.mjs";
import { test } from "./registry.mjs";

test("B4: a group's number says nothing of addresses and is never taken over", () => {
  const numbers = [new World(), new World()].map((world) => {
    const first = world.spawn(new Shared(new Position(1, 1)));
    const forsaken = world.sharing(first, Position).id;
    world.destroy(first);
    const second = world.spawn(new Shared(new Position(2, 2)));
    const third = world.spawn(new Shared(new Position(3, 3)));
    return [forsaken, world.sharing(second, Position).id, world.sharing(third, Position).id];
  });
  same(numbers[0], numbers[1]);
  equal(new Set(numbers[0]).size, 3);
});

test("B4: a new shared value never becomes another entity's component", () => {
  const world = new World();
  const keeper = world.spawn(new Shared(new Note("orig")));
  for (let round = 0; round < 1000; round += 1) {
    const guest = world.spawn(new Shared(new Note(`guest ${round}`)));
    world.destroy(guest);
  }
  equal(world.get(keeper, Note).text, "orig");
  equal(groupCount(world, Note), 1);
});

test("B5: setting on a dead or unknown entity throws and makes no zombie", () => {
  const world = new World();
  const dead = world.spawn(new Position(1, 2));
  world.destroy(dead);
  const before = seen(world);
  for (const entity of [dead, EntityId.pack({ index: 500 }), EntityId.pack({ index: 1, generation: 7 })]) {
    throws(() => world.setComponent(entity, new Position(3, 4)), EntityError, "STALE_ENTITY");
    throws(() => world.setComponent(entity, new Shared(new Position(3, 4))), EntityError, "STALE_ENTITY");
    throws(() => world.set(entity, new Position(3, 4)), EntityError, "STALE_ENTITY");
    equal(world.getComponent(entity, Position), undefined);
    equal(world.hasComponent(entity, Position), false);
    equal(world.getComponentTypes(entity).size, 0);
  }
  same(seen(world), before);
  world.check();
});

test("B6: destroying a zombie hands no id out twice", () => {
  const world = new World();
  const dead = world.spawn(new Position(1, 2));
  world.destroy(dead);
  throws(() => world.setComponent(dead, new Position(5, 6)), EntityError, "STALE_ENTITY");
  equal(world.destroyEntity(dead), false);
  equal(world.destroyEntity(dead), false);
  const created = Array.from({ length: 10 }, () => world.createEntity());
  equal(new Set(created).size, 10);
  equal(world.destroyEntity(dead), false);
  ok(created.every((entity) => world.entityExists(entity)));
});

test("B7: double, unknown and reserved frees put nothing into circulation", () => {
  const ids = new EntityAllocator();
  const first = ids.allocate();
  ids.deallocate(first);
  throws(() => ids.deallocate(first), EntityError, "STALE_ENTITY");
  throws(() => ids.deallocate(EntityId.pack({ index: 77 })), EntityError, "STALE_ENTITY");
  same([ids.allocate(), ids.allocate()].map(EntityId.format), ["0:1v1", "0:2v0"]);
  const world = new World();
  throws(() => world.destroy(ownEntity(world)), EntityError, "RESERVED_ENTITY");
  equal(EntityId.index(world.createEntity()), 1);
});

test("B8: destroying a foreign entity throws before anything is gone", () => {
  const world = new World({ shard: 1 });
  const entity = world.spawn(new Position(1, 2));
  const foreign = EntityId.pack({ shard: 0, index: EntityId.index(entity) });
  const before = seen(world);
  equal(throws(() => world.destroyEntity(foreign), EntityError, "WRONG_SHARD").entity, foreign);
  throws(() => world.destroy(foreign), EntityError, "WRONG_SHARD");
  same(seen(world), before);
  same(world.get(entity, Position), new Position(1, 2));
});

test("B9: singletons belong to a living entity that no listing shows", () => {
  const world = new World({ shard: 3 });
  world.setSingleton(new Position(1, 2));
  const own = ownEntity(world);
  ok(world.entityExists(own) && world.isAlive(own));
  equal(world.get(own, Position), world.getSingleton(Position));
  world.set(own, new Note("through the handle"));
  equal(world.getSingleton(Note).text, "through the handle");
  equal(world.has(own, Note), true);
  equal(world.size, 0);
  same([...world.allEntities()], []);
  same([...world.query(Position)], []);
  same([...world.querySingle(Position)], []);
  equal(world.prepare({ all: [] }).count(), 0);
  equal(world.prepare({ all: [Position] }).count(), 0);
});

test("B10: a copy that is read, changed and written plain detaches its entity alone", () => {
  const { world, value, first, second } = pair();
  const copy = world.getComponent(first, Position);
  copy.x = 11;
  world.setComponent(first, copy);
  equal(world.get(first, Position).x, 11);
  equal(world.get(second, Position), value);
  equal(world.sharing(first, Position), undefined);
});

test("B10: updateShared changes the value for every holder, and sharing says who they are", () => {
  const { world, first, second } = pair();
  world.updateShared(first, Position, (current) => new Position(current.x + 10, 0));
  same(world.get(second, Position), new Position(11, 0));
  const group = world.sharing(second, Position);
  same([group.type, group.holders, group.entities()], [Position, 2, [first, second]]);
  equal(group.value, world.get(first, Position));
});

test("B11: merging and splitting keep sharing", () => {
  const { world, value, first, second } = pair();
  const merged = world.merge(first, world.spawn(new Note("n")));
  equal(world.get(merged, Position), value);
  same(world.sharing(second, Position).entities(), [merged, second].sort((a, b) => EntityId.index(a) - EntityId.index(b)));
  const [left, right] = world.split(merged);
  equal(world.get(left, Position), value);
  equal(world.get(right, Position), value);
  equal(world.sharing(second, Position).holders, 3);
});

test("B12: shared twice is shared once", () => {
  const world = new World();
  const value = new Position(1, 2);
  const first = world.spawn(new Shared(new Shared(value)));
  const second = world.spawn();
  world.setComponent(second, new Shared(value));
  equal(world.get(first, Position), value);
  equal(world.get(first, Shared), undefined);
  equal(world.sharing(first, Position).holders, 2);
  equal(new Shared(new Shared(new Shared(value))).unwrap(), value);
});

test("B13: shared and plain values meet in combine", () => {
  const Wallet = token("Wallet", { combine: (a, b) => ({ coins: a.coins + b.coins }) });
  const world = new World();
  const [entity] = world.applyUpdates({ spawns: [[[Wallet, { coins: 0 }]]] });
  const inserts = new Map([[entity, [[Wallet, new Shared({ coins: 1 })], [Wallet, { coins: 2 }]]]]);
  world.applyUpdates({ inserts });
  equal(world.get(entity, Wallet).coins, 3);
  const merged = world.merge(entity, world.spawn([Wallet, new Shared({ coins: 4 })]));
  equal(world.get(merged, Wallet).coins, 7);
  ok(world.sharing(merged, Wallet), "a combined value stays shared where either was");
});

test("B14: an object set once shared and once plain does not alias across the kinds", () => {
  const world = new World();
  const [sharer, owner] = [world.createEntity(), world.createEntity()];
  const value = new Position(1, 2);
  world.setComponent(sharer, new Shared(value));
  world.setComponent(owner, value);
  world.get(owner, Position).x = 50;
  equal(world.get(sharer, Position).x, 1);
  equal(world.sharing(owner, Position), undefined);
});

test("B14: an object set first plain and then shared does not alias either", () => {
  const world = new World();
  const [owner, sharer, second] = [world.createEntity(), world.createEntity(), world.createEntity()];
  const value = new Velocity(1, 2);
  world.setComponent(owner, value);
  world.setComponent(sharer, new Shared(value));
  world.setComponent(second, new Shared(value));
  notEqual(world.get(owner, Velocity), world.get(sharer, Velocity));
  equal(world.get(sharer, Velocity), world.get(second, Velocity));
  equal(world.sharing(sharer, Velocity).holders, 2);
  equal(world.sharing(owner, Velocity), undefined);
});

test("B8: a foreign handle is refused by every write and known to no read", () => {
  const world = new World();
  const foreign = foreignEntity(world);
  throws(() => world.setComponent(foreign, new Position()), EntityError, "WRONG_SHARD");
  throws(() => world.removeComponent(foreign, Position), EntityError, "WRONG_SHARD");
  equal(world.getComponent(foreign, Position), undefined);
  equal(world.entityExists(foreign), false);
});
