// What AgentECS's LocalStorage promises, under the names of its own tests.

import { equal, notEqual, ok, same } from "./assert.mjs";
import { groupCount, Note, pair, Position, Velocity } from "./fixtures.mjs";
import { Shared, World } from "./package.mjs";
import { test } from "./registry.mjs";

const LIVE = { copy: false };

test("set component with shared returns unwrapped component", () => {
  const world = new World();
  const entity = world.createEntity();
  const value = new Position(1, 2);
  world.setComponent(entity, new Shared(value));
  equal(world.getComponent(entity, Position, LIVE), value);
  equal(world.getComponent(entity, Shared), undefined);
});

test("same shared instance is returned for two entities", () => {
  const world = new World();
  const value = new Position(1, 2);
  const [first, second] = [world.createEntity(), world.createEntity()];
  world.setComponent(first, new Shared(value));
  world.setComponent(second, new Shared(value));
  equal(world.getComponent(first, Position, LIVE), world.getComponent(second, Position, LIVE));
  equal(groupCount(world, Position), 1);
});

test("updates to shared component propagate between entities", () => {
  const { world, first, second } = pair();
  world.getComponent(first, Position, LIVE).x = 42;
  equal(world.getComponent(second, Position, LIVE).x, 42);
});

test("different shared wrappers with different objects do not share", () => {
  const world = new World();
  const [first, second] = [world.createEntity(), world.createEntity()];
  world.setComponent(first, new Shared(new Position(1, 2)));
  world.setComponent(second, new Shared(new Position(1, 2)));
  notEqual(world.getComponent(first, Position, LIVE), world.getComponent(second, Position, LIVE));
  equal(groupCount(world, Position), 2);
});

test("get component copy flag controls copy vs reference", () => {
  const { world, first, second } = pair();
  const copy = world.getComponent(first, Position);
  copy.x = 100;
  equal(world.getComponent(second, Position, LIVE).x, 1);
  world.getComponent(first, Position, LIVE).x = 200;
  equal(world.getComponent(second, Position, { copy: true }).x, 200);
});

test("regular component set component stores normally", () => {
  const world = new World();
  const entity = world.createEntity();
  const value = new Position(3, 4);
  world.setComponent(entity, value);
  equal(world.getComponent(entity, Position, LIVE), value);
  ok(world.hasComponent(entity, Position));
});

test("same non shared object set on two entities is isolated", () => {
  const world = new World();
  const [first, second] = [world.createEntity(), world.createEntity()];
  const value = new Position(1, 2);
  world.setComponent(first, value);
  world.setComponent(second, value);
  notEqual(world.getComponent(first, Position, LIVE), world.getComponent(second, Position, LIVE));
  world.getComponent(first, Position, LIVE).x = 9;
  same(world.getComponent(second, Position), new Position(1, 2));
});

test("has component returns true for shared components", () => {
  const { world, first } = pair();
  equal(world.hasComponent(first, Position), true);
  equal(world.hasComponent(first, Velocity), false);
});

test("get component types includes shared component types", () => {
  const { world, first } = pair();
  world.setComponent(first, new Velocity(3, 4));
  same(world.getComponentTypes(first), new Set([Position, Velocity]));
});

test("query returns shared components without mutating storage state", () => {
  const { world, value, first, second } = pair();
  const live = [...world.query(Position, LIVE)];
  same(live.map(([entity]) => entity), [first, second]);
  live.forEach(([, [position]]) => equal(position, value));
  const [[, [one]], [, [two]]] = world.query(Position, { copy: true });
  notEqual(one, value);
  notEqual(one, two);
  same(one, value);
  same(world.sharedGroups(Position).map((group) => group.entities()), [[first, second]]);
});

test("query single finds shared components", () => {
  const { world, value, first, second } = pair();
  same([...world.querySingle(Position)], [[first, new Position(1, 2)], [second, new Position(1, 2)]]);
  for (const [, position] of world.querySingle(Position, LIVE)) equal(position, value);
});

test("remove component clears shared ref and get returns none", () => {
  const { world, first } = pair();
  equal(world.removeComponent(first, Position), true);
  equal(world.getComponent(first, Position), undefined);
  equal(world.hasComponent(first, Position), false);
  equal(world.sharing(first, Position), undefined);
  equal(world.removeComponent(first, Position), false);
});

test("remove component garbage collects shared component after last ref", () => {
  const { world, first, second } = pair();
  world.removeComponent(first, Position);
  equal(groupCount(world, Position), 1);
  world.removeComponent(second, Position);
  equal(groupCount(world, Position), 0);
});

test("destroy entity cleans shared refs and orphans", () => {
  const { world, first, second } = pair();
  world.destroyEntity(first);
  same(world.sharedGroups(Position).map((group) => group.entities()), [[second]]);
  world.destroyEntity(second);
  equal(groupCount(world, Position), 0);
});

test("snapshot restore preserves shared component state", () => {
  const { world, first, second } = pair();
  world.setComponent(first, new Velocity(3, 4));
  const fresh = new World();
  fresh.restore(world.snapshot());
  equal(fresh.getComponent(first, Position, LIVE), fresh.getComponent(second, Position, LIVE));
  fresh.getComponent(first, Position, LIVE).x = 42;
  equal(fresh.getComponent(second, Position, LIVE).x, 42);
  equal(world.getComponent(second, Position, LIVE).x, 1);
  same(fresh.getComponent(first, Velocity), new Velocity(3, 4));
  same(fresh.sharedGroups(Position).map((group) => group.entities()), [[first, second]]);
});

test("remove component from all removes shared type everywhere", () => {
  const { world, first, second } = pair();
  const plain = world.spawn(new Position(5, 6), new Note("kept"));
  equal(world.removeComponentFromAll(Position), 3);
  for (const entity of [first, second, plain]) equal(world.hasComponent(entity, Position), false);
  equal(groupCount(world, Position), 0);
  same(world.getComponent(plain, Note), new Note("kept"));
  equal(world.removeComponentFromAll(Position), 0);
});
