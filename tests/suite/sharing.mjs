// Sharing: groups by the identity of the value, who holds them, and how they change.

import { equal, notEqual, ok, same, throws } from "./assert.mjs";
import { groupCount, Note, pair, Position, token, Velocity } from "./fixtures.mjs";
import { ComponentError, Shared, World, shared } from "./package.mjs";
import { test } from "./registry.mjs";

test("sharing answers the group, or undefined where the value is the entity's own", () => {
  const { world, value, first, second } = pair();
  const plain = world.spawn(new Position());
  const group = world.sharing(first, Position);
  same([group.type, group.holders, group.entities()], [Position, 2, [first, second]]);
  equal(group.value, value);
  equal(group.id, world.sharing(second, Position).id);
  ok(Number.isSafeInteger(group.id));
  equal(world.sharing(plain, Position), undefined);
  equal(world.sharing(first, Velocity), undefined);
  equal(world.sharing(world.spawn(), Position), undefined);
});

test("sharedGroups lists the groups of a type, or of all types", () => {
  const { world, value } = pair();
  const other = new Position(5, 5);
  world.spawn(new Shared(other), new Shared(new Note("n")));
  same(world.sharedGroups(Position).map((group) => group.holders), [2, 1]);
  equal(world.sharedGroups(Position)[0].value, value);
  equal(world.sharedGroups(Position)[1].value, other);
  same(world.sharedGroups().map((group) => group.type), [Position, Position, Note]);
  same(world.sharedGroups(Velocity), []);
});

test("one object under two types is two groups", () => {
  const [Left, Right] = [token("Left"), token("Right")];
  const world = new World();
  const value = { n: 1 };
  const entity = world.spawn([Left, shared(value)], [Right, shared(value)]);
  notEqual(world.sharing(entity, Left).id, world.sharing(entity, Right).id);
  equal(world.get(entity, Left), world.get(entity, Right));
  world.remove(entity, Left);
  equal(world.sharing(entity, Right).holders, 1);
});

test("primitives share by their value, -0 and 0 apart, NaN with itself", () => {
  const Number_ = token("Number");
  const world = new World();
  const values = [0, -0, NaN, NaN, "a", "a", 1n, 1n, null, null];
  values.forEach((value) => world.spawn([Number_, shared(value)]));
  const groups = world.sharedGroups(Number_);
  same(groups.map((group) => group.value), [0, -0, NaN, "a", 1n, null]);
  same(groups.map((group) => group.holders), [1, 1, 2, 2, 2, 2]);
  world.check();
});

test("setting the shared value again changes nothing", () => {
  const { world, value, first } = pair();
  const { id } = world.sharing(first, Position);
  world.set(first, shared(value));
  world.setComponent(first, shared(value));
  same([world.sharing(first, Position).id, world.sharing(first, Position).holders], [id, 2]);
});

test("a plain value detaches that entity only", () => {
  const { world, value, first, second } = pair();
  const own = new Position(8, 8);
  world.set(first, own);
  equal(world.get(first, Position), own);
  equal(world.sharing(first, Position), undefined);
  equal(world.get(second, Position), value);
  equal(world.sharing(second, Position).holders, 1);
});

test("moving from one group to another counts both right", () => {
  const { world, first, second } = pair();
  const other = new Position(5, 5);
  world.set(first, shared(other));
  world.set(second, shared(other));
  same(world.sharedGroups(Position).map((group) => [group.value, group.holders]), [[other, 2]]);
  world.check();
});

test("updateShared with a value replaces it for every holder, in the same group", () => {
  const { world, first, second } = pair();
  const { id } = world.sharing(first, Position);
  const next = new Position(7, 7);
  equal(world.updateShared(first, Position, next), undefined);
  equal(world.get(first, Position), next);
  equal(world.get(second, Position), next);
  same([world.sharing(second, Position).id, groupCount(world, Position)], [id, 1]);
});

test("updateShared with a function gives it the current value, once", () => {
  const { world, value, first, second } = pair();
  const given = [];
  world.updateShared(second, Position, (current) => {
    given.push(current);
    return new Position(current.x + 1, 0);
  });
  same(given.map((current) => current === value), [true]);
  equal(world.get(first, Position).x, 2);
});

test("updateShared may answer the same object, changed in place", () => {
  const { world, value, first, second } = pair();
  world.updateShared(first, Position, (current) => Object.assign(current, { x: 50 }));
  equal(world.get(second, Position), value);
  equal(value.x, 50);
  equal(world.sharing(first, Position).holders, 2);
});

test("updateShared to a value that another group stands for brings the groups together", () => {
  const { world, first } = pair();
  const other = new Position(5, 5);
  const third = world.spawn(shared(other));
  world.updateShared(first, Position, other);
  equal(groupCount(world, Position), 1);
  equal(world.sharing(third, Position).holders, 3);
  world.check();
});

test("updateShared is refused where there is nothing shared, and changes nothing", () => {
  const { world, value, first, second } = pair();
  const plain = world.spawn(new Position(1, 1));
  throws(() => world.updateShared(plain, Position, new Position()), ComponentError, "NOT_SHARED");
  throws(() => world.updateShared(world.spawn(), Position, new Position()), ComponentError, "MISSING_COMPONENT");
  throws(() => world.updateShared(first, Velocity, new Velocity()), ComponentError, "MISSING_COMPONENT");
  throws(() => world.updateShared(first, Position, undefined), ComponentError, "MISSING_VALUE");
  throws(() => world.updateShared(first, Position, () => undefined), ComponentError, "MISSING_VALUE");
  equal(world.get(second, Position), value);
});

test("an error thrown by updateShared's function comes through, and changes nothing", () => {
  const { world, value, first, second } = pair();
  const boom = new Error("boom");
  equal(throws(() => world.updateShared(first, Position, () => { throw boom; }), Error), boom);
  equal(world.get(second, Position), value);
  equal(world.sharing(first, Position).holders, 2);
});

test("unshare gives the entity a deep copy of its own", () => {
  const { world, value, first, second } = pair();
  equal(world.unshare(first, Position), true);
  notEqual(world.get(first, Position), value);
  same(world.get(first, Position), value);
  equal(world.sharing(first, Position), undefined);
  equal(world.get(second, Position), value);
  equal(world.sharing(second, Position).holders, 1);
});

test("unshare answers false where nothing was shared", () => {
  const { world, first } = pair();
  const own = new Position();
  const plain = world.spawn(own);
  equal(world.unshare(plain, Position), false);
  equal(world.get(plain, Position), own);
  equal(world.unshare(plain, Velocity), false);
  equal(world.unshare(first, Velocity), false);
});

test("unsharing the last holder forgets the group", () => {
  const { world, first, second } = pair();
  world.unshare(first, Position);
  world.unshare(second, Position);
  equal(groupCount(world, Position), 0);
  world.check();
});

test("a value that cannot be copied is not unshared", () => {
  const Broken = token("Broken");
  const world = new World();
  const value = { get boom() { throw new Error("boom"); } };
  const entity = world.spawn([Broken, shared(value)]);
  equal(throws(() => world.unshare(entity, Broken), ComponentError, "UNCOPYABLE").cause.message, "boom");
  equal(world.sharing(entity, Broken).holders, 1);
  equal(world.get(entity, Broken), value);
});

test("a copy joins the group it was read from, and the group's value stays", () => {
  const { world, value, first } = pair();
  const readers = [
    () => world.getComponent(first, Position),
    () => [...world.query(Position)][0][1][0],
    () => [...world.querySingle(Position)][0][1],
  ];
  readers.forEach((read, at) => {
    const copy = read();
    copy.x = 1000;
    const entity = world.spawn();
    world.set(entity, shared(copy));
    equal(world.get(entity, Position), value);
    equal(value.x, 1);
    equal(world.sharing(first, Position).holders, 3 + at);
  });
});

test("a copy joins its group through every way to set a shared value", () => {
  const { world, first } = pair();
  const copy = () => shared(world.getComponent(first, Position));
  const entity = world.spawn(copy());
  world.set(world.spawn(), Position, copy());
  world.setComponent(world.spawn(), copy());
  world.spawnMany([Position], [[copy()]], 1);
  world.applyUpdates({ spawns: [[copy()]], inserts: new Map([[world.spawn(), [copy()]]]) });
  world.setSingleton(copy());
  equal(world.sharing(entity, Position).holders, 9);
});

test("a copy of a group that is gone founds a new one", () => {
  const { world, first, second } = pair();
  const copy = world.getComponent(first, Position);
  const { id } = world.sharing(first, Position);
  world.destroy(first);
  world.destroy(second);
  const entity = world.spawn(shared(copy));
  equal(world.get(entity, Position), copy);
  notEqual(world.sharing(entity, Position).id, id);
});

test("a copy from one world joins no group of another", () => {
  const { world, first } = pair();
  const other = pair();
  const copy = world.getComponent(first, Position);
  const entity = other.world.spawn(shared(copy));
  equal(other.world.get(entity, Position), copy);
  equal(other.world.sharing(entity, Position).holders, 1);
});

test("a copy of a plain component joins nothing", () => {
  const world = new World();
  const entity = world.spawn(new Position(1, 2));
  const copy = world.getComponent(entity, Position);
  const sharer = world.spawn(shared(copy));
  equal(world.get(sharer, Position), copy);
  equal(world.sharing(entity, Position), undefined);
});

test("singletons can be shared with entities", () => {
  const world = new World();
  const value = new Position(1, 1);
  world.setSingleton(shared(value));
  const entity = world.spawn(shared(value));
  equal(world.getSingleton(Position), value);
  equal(world.sharing(entity, Position).holders, 2);
});
