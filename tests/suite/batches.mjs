// applyUpdates: the order, the folding, and all or nothing.

import { equal, notEqual, ok, same, throws } from "./assert.mjs";
import { foreignEntity, Note, ownEntity, pair, Position, seen, token, Velocity } from "./fixtures.mjs";
import { BatchError, EntityError, EntityId, shared, World } from "./package.mjs";
import { test } from "./registry.mjs";

const Sum = token("Sum", { combine: (first, second) => first + second });
const Text = token("Text", { combine: (first, second) => `(${first}+${second})` });
const Last = token("Last");

test("an empty batch does nothing and answers nothing", () => {
  const world = new World();
  for (const batch of [{}, { spawns: [], updates: new Map(), inserts: new Map(), removes: new Map(), destroys: [] }]) {
    same(world.applyUpdates(batch), []);
  }
  equal(world.size, 0);
});

test("spawns answer their ids in order", () => {
  const world = new World();
  const spawns = [[new Position(1, 1)], [], [new Note("n"), [Last, 5]], [shared(new Velocity(1, 1))]];
  const entities = world.applyUpdates({ spawns });
  same(entities, [1, 2, 3, 4]);
  equal(world.get(entities[0], Position).x, 1);
  equal(world.getComponentTypes(entities[1]).size, 0);
  equal(world.get(entities[2], Last), 5);
  equal(world.sharing(entities[3], Velocity).holders, 1);
});

test("the order is spawns, updates, inserts, removes, destroys", () => {
  const world = new World();
  const [inserted, removed, destroyed] = [world.spawn([Last, 0]), world.spawn([Last, 0]), world.spawn([Last, 0])];
  const [spawned] = world.applyUpdates({
    destroys: [destroyed],
    removes: new Map([[removed, [Last]], [destroyed, [Last]]]),
    inserts: new Map([[inserted, [[Last, 2]]], [removed, [[Last, 2]]], [destroyed, [[Last, 2]]]]),
    updates: new Map([[inserted, new Map([[Last, 1]])]]),
    spawns: [[[Last, 9]]],
  });
  notEqual(EntityId.index(spawned), EntityId.index(destroyed));
  equal(world.get(inserted, Last), 2);
  equal(world.has(removed, Last), false);
  equal(world.isAlive(destroyed), false);
  equal(world.get(spawned, Last), 9);
});

test("an update replaces a component that is there", () => {
  const world = new World();
  const entity = world.spawn(new Position(1, 1), [Last, 1]);
  const next = new Position(2, 2);
  world.applyUpdates({ updates: new Map([[entity, new Map([[Position, next], [Last, 2]])]]) });
  equal(world.get(entity, Position), next);
  equal(world.get(entity, Last), 2);
});

test("an insert adds a component, or replaces the one that is there", () => {
  const world = new World();
  const entity = world.spawn([Last, 1]);
  world.applyUpdates({ inserts: new Map([[entity, [[Last, 2], new Note("n")]]]) });
  equal(world.get(entity, Last), 2);
  equal(world.get(entity, Note).text, "n");
});

test("removing a component that is absent is no error", () => {
  const world = new World();
  const entity = world.spawn();
  world.applyUpdates({ removes: new Map([[entity, [Last, Position]]]) });
  equal(world.getComponentTypes(entity).size, 0);
});

test("two values for one entity and type fold in their order, without the stored one", () => {
  const world = new World();
  const entity = world.spawn([Sum, 100], [Text, "base"], [Last, "base"]);
  world.applyUpdates({
    updates: new Map([[entity, new Map([[Sum, 1], [Text, "u"], [Last, "u"]])]]),
    inserts: new Map([[entity, [[Sum, 2], [Text, "i"], [Last, "i"], [Text, "j"]]]]),
  });
  equal(world.get(entity, Sum), 3);
  equal(world.get(entity, Text), "((u+i)+j)");
  equal(world.get(entity, Last), "i");
});

test("two values of one type in one spawn fold", () => {
  const world = new World();
  const [entity] = world.applyUpdates({ spawns: [[[Sum, 1], [Sum, 2], [Sum, 3]]] });
  equal(world.get(entity, Sum), 6);
});

test("folding keeps sharing where either value was shared", () => {
  const Box = token("Box", { combine: (first, second) => ({ n: first.n + second.n }) });
  const world = new World();
  const [entity] = world.applyUpdates({ spawns: [[[Box, { n: 1 }], [Box, shared({ n: 2 })]]] });
  equal(world.get(entity, Box).n, 3);
  equal(world.sharing(entity, Box).holders, 1);
});

test("a plain value in a batch detaches its entity from the group, a shared one joins", () => {
  const { world, value, first, second } = pair();
  const third = world.spawn();
  world.applyUpdates({
    updates: new Map([[first, new Map([[Position, new Position(9, 9)]])]]),
    inserts: new Map([[third, [shared(value)]]]),
  });
  equal(world.sharing(first, Position), undefined);
  same(world.sharing(second, Position).entities(), [second, third]);
});

test("one object twice in a batch is two objects after it", () => {
  const world = new World();
  const value = new Position(1, 2);
  const [first, second] = world.applyUpdates({ spawns: [[value], [value]] });
  equal(world.get(first, Position), value);
  notEqual(world.get(second, Position), value);
  same(world.get(second, Position), value);
});

/** Batches whose step cannot be done: what they do before, the step, and the code. */
function refusals(world) {
  const alive = world.spawn(new Position(1, 1), [Last, 1]);
  const other = world.spawn(new Position(2, 2), [Last, 2]);
  const dead = world.spawn();
  world.destroy(dead);
  const foreign = foreignEntity(world);
  const own = ownEntity(world);
  const fine = new Map([[Last, 5]]);
  const missing = new Map([[Note, new Note()]]);
  return {
    "update of a dead entity": [{ updates: new Map([[alive, fine], [dead, fine]]) }, "updates[1]", "STALE_ENTITY"],
    "update of a foreign entity": [{ updates: new Map([[foreign, fine]]) }, "updates[0]", "WRONG_SHARD"],
    "update of what is no handle": [{ updates: new Map([[alive, fine], ["x", fine]]) }, "updates[1]", "STALE_ENTITY"],
    "update of a missing component": [{ updates: new Map([[alive, fine], [other, missing]]) }, "updates[1]", "MISSING_COMPONENT"],
    "update to undefined": [{ updates: new Map([[alive, new Map([[Last, undefined]])]]) }, "updates[0]", "MISSING_VALUE"],
    "update of no type": [{ updates: new Map([[alive, new Map([["Last", 1]])]]) }, "updates[0]", "NOT_A_TYPE"],
    "insert into a dead entity": [{ inserts: new Map([[dead, [[Last, 1]]]]) }, "inserts[0]", "STALE_ENTITY"],
    "insert into a foreign entity": [{ inserts: new Map([[alive, [[Last, 1]]], [foreign, [[Last, 1]]]]) }, "inserts[1]", "WRONG_SHARD"],
    "insert without a class": [{ inserts: new Map([[alive, [{ plain: true }]]]) }, "inserts[0]", "NO_CLASS"],
    "insert of undefined": [{ inserts: new Map([[alive, [[Last, undefined]]]]) }, "inserts[0]", "MISSING_VALUE"],
    "remove from a dead entity": [{ removes: new Map([[alive, [Last]], [dead, [Last]]]) }, "removes[1]", "STALE_ENTITY"],
    "remove of no type": [{ removes: new Map([[alive, [{}]]]) }, "removes[0]", "NOT_A_TYPE"],
    "destroy of a dead entity": [{ destroys: [dead] }, "destroys[0]", "STALE_ENTITY"],
    "destroy twice": [{ destroys: [alive, other, alive] }, "destroys[2]", "STALE_ENTITY"],
    "destroy of a foreign entity": [{ destroys: [alive, foreign] }, "destroys[1]", "WRONG_SHARD"],
    "destroy of the world's own entity": [{ destroys: [own] }, "destroys[0]", "RESERVED_ENTITY"],
    "destroy of what is no handle": [{ destroys: [alive, NaN] }, "destroys[1]", "STALE_ENTITY"],
    "spawn without a class": [{ spawns: [[], [], [5]] }, "spawns[2]", "NO_CLASS"],
    "spawn of no type": [{ spawns: [[["Position", 1]]] }, "spawns[0]", "NOT_A_TYPE"],
    "spawn of undefined": [{ spawns: [[], [[Last, undefined]]] }, "spawns[1]", "MISSING_VALUE"],
    "spawn of an anonymous class": [{ spawns: [[new (class {})()]] }, "spawns[0]", "NO_NAME"],
  };
}

for (const name of Object.keys(refusals(new World()))) {
  test(`all or nothing: ${name} refuses the whole batch and names the step`, () => {
    const world = new World();
    const [batch, step, code] = refusals(world)[name];
    const before = seen(world);
    const error = throws(() => world.applyUpdates({ spawns: [[new Velocity()]], ...batch }), BatchError, code);
    equal(error.step, step);
    same(seen(world), before);
    world.check();
    const next = world.spawn();
    equal(EntityId.format(next), "0:3v1", "no id was used up");
  });
}

test("the cause of a batch error is the step's own error", () => {
  const world = new World();
  const dead = world.spawn();
  world.destroy(dead);
  const error = throws(() => world.applyUpdates({ destroys: [dead] }), BatchError, "STALE_ENTITY");
  ok(error.cause === undefined || error.cause instanceof EntityError);
  ok(error.message.includes("destroys[0]"));
});

test("a batch over the entity limit is refused whole, at the first spawn without room", () => {
  const world = new World({ limits: { entitiesMax: 3 } });
  world.spawn();
  const error = throws(() => world.applyUpdates({ spawns: [[], [], []] }), BatchError, "LIMIT");
  equal(error.step, "spawns[2]");
  equal(world.size, 1);
  same(world.applyUpdates({ spawns: [[], []] }), [2, 3]);
});

test("an error thrown by combine refuses the whole batch", () => {
  const boom = new Error("boom");
  const Bad = token("Bad", { combine: () => { throw boom; } });
  const world = new World();
  const entity = world.spawn([Bad, 0]);
  const before = seen(world);
  const inserts = new Map([[entity, [[Bad, 1], [Bad, 2]]]]);
  const error = throws(() => world.applyUpdates({ spawns: [[]], inserts }), Error);
  ok(error === boom || error.cause === boom);
  same(seen(world), before);
  world.check();
});

test("combine that answers undefined refuses the whole batch", () => {
  const Bad = token("Bad", { combine: () => undefined });
  const world = new World();
  const before = seen(world);
  throws(() => world.applyUpdates({ spawns: [[[Bad, 1], [Bad, 2]]] }), Error, "MISSING_VALUE");
  same(seen(world), before);
});

test("a value that cannot be copied refuses the whole batch", () => {
  const value = { get boom() { throw new Error("boom"); } };
  const world = new World();
  world.setComponent(world.spawn(), Last, value);
  const before = seen(world);
  const error = throws(() => world.applyUpdates({ spawns: [[[Last, 1]], [[Last, value]]] }), BatchError, "UNCOPYABLE");
  equal(error.step, "spawns[1]");
  same(seen(world), before);
});

test("what is no batch is refused, and changes nothing", () => {
  const world = new World();
  const entity = world.spawn([Last, 1]);
  const before = seen(world);
  const wrong = [
    { spawns: 5 }, { spawns: [5] }, { spawns: [null] }, { updates: 5 }, { updates: new Map([[entity, 5]]) },
    { inserts: 5 }, { inserts: new Map([[entity, 5]]) }, { removes: 5 }, { removes: new Map([[entity, 5]]) },
    { destroys: 5 }, null,
  ];
  for (const batch of wrong) {
    const error = throws(() => world.applyUpdates(batch), Error);
    ok(!String(error).includes("recursive use") && !(error instanceof WebAssembly.RuntimeError), String(error));
    same(seen(world), before);
  }
  world.check();
});

test("a batch of 10,000 spawns, updates and destroys", () => {
  const world = new World();
  const count = 10_000;
  const entities = world.applyUpdates({ spawns: Array.from({ length: count }, (_, at) => [[Last, at]]) });
  world.applyUpdates({ updates: new Map(entities.map((entity, at) => [entity, new Map([[Last, -at]])])) });
  ok(entities.every((entity, at) => world.get(entity, Last) === -at));
  world.applyUpdates({ destroys: entities.toReversed?.() ?? [...entities].reverse() });
  equal(world.size, 0);
  world.check();
});
