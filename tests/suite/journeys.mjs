// AgentECS's journeys with shared components, under the names of its own tests.

import { equal, notEqual, same } from "./assert.mjs";
import { groupCount, pair, Position } from "./fixtures.mjs";
import { Shared, World } from "./package.mjs";
import { test } from "./registry.mjs";

test("same shared object across entities keeps one underlying instance", () => {
  const world = new World();
  const value = new Position(1, 2);
  const first = world.spawn(new Shared(value));
  const [second, third] = [world.spawn(), world.spawn()];
  world.set(second, new Shared(value));
  world.set(third, Position, new Shared(value));
  for (const entity of [first, second, third]) equal(world.get(entity, Position), value);
  equal(groupCount(world, Position), 1);
  equal(world.sharing(first, Position).holders, 3);
});

test("different objects with same value do not share instance", () => {
  const world = new World();
  const first = world.spawn(new Shared(new Position(1, 2)));
  const second = world.spawn(new Shared(new Position(1, 2)));
  notEqual(world.get(first, Position), world.get(second, Position));
  equal(groupCount(world, Position), 2);
});

test("wrapping world get copy reuses existing shared group", () => {
  const { world, value, first, second } = pair();
  const third = world.spawn();
  world.set(third, new Shared(world.getComponent(first, Position)));
  equal(world.get(third, Position), value);
  same(world.sharing(first, Position).entities(), [first, second, third]);
});

test("wrapping query copy reuses existing shared group", () => {
  const { world, value, first, second } = pair();
  const third = world.spawn();
  for (const [, [copy]] of world.query(Position)) world.set(third, new Shared(copy));
  equal(world.get(third, Position), value);
  same(world.sharing(third, Position).entities(), [first, second, third]);
  const fourth = world.spawn();
  const [[, single]] = world.querySingle(Position);
  world.setComponent(fourth, new Shared(single));
  equal(world.sharing(fourth, Position).holders, 4);
});

test("wrapping scoped read copy reuses existing shared group", () => {
  const { world, value, first, second } = pair();
  const followers = [];
  world.prepare({ all: [Position] }).each((entity) => {
    const follower = world.spawn();
    followers.push(follower);
    world.set(follower, Position, new Shared(world.getComponent(entity, Position)));
  });
  same(world.sharing(first, Position).entities(), [first, second, ...followers]);
  followers.forEach((follower) => equal(world.get(follower, Position), value));
});

test("shared slot garbage collected after last reference removed", () => {
  const { world, value, first, second } = pair();
  const third = world.spawn(new Shared(value));
  world.remove(first, Position);
  equal(world.sharing(second, Position).holders, 2);
  world.destroy(second);
  equal(world.sharing(third, Position).holders, 1);
  world.set(third, new Position(0, 0));
  equal(groupCount(world, Position), 0);
});

test("replacing shared on one entity detaches only that entity", () => {
  const { world, value, first, second } = pair();
  const other = new Position(8, 9);
  world.set(first, new Shared(other));
  equal(world.get(first, Position), other);
  equal(world.get(second, Position), value);
  equal(groupCount(world, Position), 2);
});
