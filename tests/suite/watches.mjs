// Watches: what is told of a query's result when a tick ends, and in which state the world is meanwhile.

import { equal, ok, same, throws } from "./assert.mjs";
import { defineComponent, defineTag, QueryError, shared, World } from "./package.mjs";
import { test } from "./registry.mjs";

const Life = defineComponent("watches/Life");
const Goal = defineComponent("watches/Goal");
const Law = defineComponent("watches/Law");
const Still = defineTag("watches/Still");
const [LIFE, GOAL, LAW, STILL] = [Life, Goal, Law, Still].map(({ name }) => name);
const WEAK = `${LIFE}.hp < 5`;

const sorted = (entities) => [...entities].sort((one, other) => one - other);

/** A world, and what a watch of a text is told of each tick. */
function watched(text, parameters, world = new World()) {
  const calls = [];
  const stop = world.watch(text, (change) => calls.push(change), parameters);
  /** Ends a tick, in which exactly this is to be told; nothing is undefined. */
  const tells = (expected, message = text) => {
    calls.length = 0;
    world.advance();
    if (expected === undefined) return equal(calls.length, 0, `${message}: calls`);
    equal(calls.length, 1, `${message}: calls`);
    const [{ entered, left, updated }] = calls;
    const told = { entered: sorted(entered), left: sorted(left), updated: sorted(updated) };
    return same(told, { entered: [], left: [], updated: [], ...expected }, message);
  };
  return { world, tells, stop };
}

test("a watch tells who came, who left, and of whom something was written", () => {
  const { world, tells } = watched(WEAK);
  const [weak, strong] = [world.spawn([Life, { hp: 1 }]), world.spawn([Life, { hp: 9 }])];
  tells({ entered: [weak] }, "spawn");
  world.set(weak, Life, { hp: 2 });
  tells({ updated: [weak] }, "a set within");
  world.set(weak, Life, { hp: 8 });
  world.set(strong, Life, { hp: 3 });
  tells({ entered: [strong], left: [weak] }, "a set across");
  world.remove(strong, Life);
  tells({ left: [strong] }, "remove");
  world.set(strong, Life, { hp: 0 });
  tells({ entered: [strong] }, "set again");
  world.destroy(strong);
  tells({ left: [strong] }, "destroy");
});

test("a watch tells nothing of what was in the result when it was set", () => {
  const world = new World();
  const entity = world.spawn([Life, { hp: 1 }]);
  const { tells } = watched(WEAK, undefined, world);
  tells(undefined);
  world.destroy(entity);
  tells({ left: [entity] });
});

test("a watch is not called when nothing changed", () => {
  const { world, tells } = watched(WEAK);
  tells(undefined, "an empty world");
  const [weak, strong] = [world.spawn([Life, { hp: 1 }]), world.spawn([Life, { hp: 9 }])];
  tells({ entered: [weak] });
  tells(undefined, "a tick without a write");
  world.set(weak, Goal, { entity: strong });
  world.set(strong, Still, true);
  tells(undefined, "writes of other components");
  world.set(strong, Life, { hp: 7 });
  tells(undefined, "a write outside of the result");
  world.destroy(world.spawn([Life, { hp: 1 }]));
  tells(undefined, "a life within one tick");
  world.set(world.entity, Life, { hp: 1 });
  tells(undefined, "a singleton");
});

test("leaving and coming back within a tick is an update", () => {
  const { world, tells } = watched(WEAK);
  const entity = world.spawn([Life, { hp: 1 }]);
  tells({ entered: [entity] });
  world.remove(entity, Life);
  world.set(entity, Life, { hp: 1 });
  tells({ updated: [entity] });
});

test("of a slot that is used again the old life leaves, and the new one enters", () => {
  const { world, tells } = watched(`${LIFE}`);
  const old = world.spawn([Life, { hp: 1 }]);
  tells({ entered: [old] });
  world.destroy(old);
  const next = world.spawn([Life, { hp: 1 }]);
  equal(next % 2 ** 20, old % 2 ** 20, "the slot");
  tells({ entered: [next], left: [old] });
});

test("a change in place is seen when touch declares it", () => {
  const { world, tells } = watched(WEAK);
  const entity = world.spawn([Life, { hp: 1 }]);
  tells({ entered: [entity] });
  world.get(entity, Life).hp = 9;
  tells(undefined, "undeclared");
  world.touch(entity, Life);
  tells({ left: [entity] }, "declared");
  world.get(entity, Life).hp = 1;
  world.touch(entity, Life);
  tells({ entered: [entity] });
  world.touch(entity, Life);
  tells({ updated: [entity] }, "a touch alone");
});

test("updated are only those that were written, not their neighbours", () => {
  const { world, tells } = watched(`${LIFE}, !${STILL}`);
  const entities = Array.from({ length: 1500 }, () => world.spawn([Life, { hp: 1 }]));
  tells({ entered: entities });
  world.set(entities[3], Life, { hp: 2 });
  world.touch(entities[1400], Life);
  world.set(entities[4], Still, true);
  world.set(entities[5], Goal, { entity: 1 });
  tells({ left: [entities[4]], updated: [entities[3], entities[1400]] });
});

test("what is written before a watch is set is no news to it", () => {
  const world = new World();
  const [first, second] = [world.spawn([Life, { hp: 1 }]), world.spawn([Life, { hp: 1 }])];
  world.advance();
  world.set(first, Life, { hp: 2 });
  world.advance();
  const { tells } = watched(WEAK, undefined, world);
  world.set(second, Life, { hp: 2 });
  tells({ updated: [second] });
});

test("a shared value that is replaced is news for all who hold it", () => {
  const { world, tells } = watched(`${LAW}.tax > 5`);
  const law = { tax: 1 };
  const holders = [world.spawn([Law, shared(law)]), world.spawn([Law, shared(law)])];
  const other = world.spawn([Law, { tax: 9 }]);
  tells({ entered: [other] });
  world.updateShared(holders[0], Law, { tax: 7 });
  tells({ entered: holders });
  world.updateShared(holders[1], Law, { tax: 8 });
  tells({ updated: holders });
  world.updateShared(holders[1], Law, { tax: 2 });
  tells({ left: holders });
});

test("a watch sees through references what is written of others", () => {
  const { world, tells } = watched(`${GOAL}.entity -> ${LIFE}.hp < 5`);
  const target = world.spawn([Life, { hp: 9 }]);
  const hunter = world.spawn([Goal, { entity: target }]);
  tells(undefined);
  world.set(target, Life, { hp: 1 });
  tells({ entered: [hunter] }, "only the target is written");
  world.set(target, Life, { hp: 9 });
  tells({ left: [hunter] });
  world.get(target, Life).hp = 1;
  world.touch(target, Life);
  tells({ entered: [hunter] }, "a touch");
  world.destroy(target);
  tells({ left: [hunter] }, "the target ends");
  world.spawn([Life, { hp: 1 }]);
  tells(undefined, "another life in its slot");
});

test("a watch sees who refers to one that lives", () => {
  const { world, tells } = watched(`${GOAL}.entity is entity`);
  const target = world.spawn();
  const hunter = world.spawn([Goal, { entity: target }]);
  tells({ entered: [hunter] });
  world.destroy(target);
  tells({ left: [hunter] });
});

test("a watch sees who shares with an entity", () => {
  const world = new World();
  const law = { tax: 1 };
  const first = world.spawn([Law, shared(law)]);
  world.advance();
  const { tells } = watched(`shares(${LAW}, $e)`, { e: first }, world);
  const second = world.spawn([Law, shared(law)]);
  tells({ entered: [second] });
  world.unshare(second, Law);
  tells({ left: [second] });
  world.set(second, Law, shared(law));
  tells({ entered: [second] });
  world.unshare(first, Law);
  tells({ left: [first, second] }, "the one that was named leaves the group");
});

test("what has changed leaves as it ages, without a write", () => {
  for (const [name, write] of [["changed", (world, entity) => world.set(entity, Life, { hp: 2 })],
    ["added", (world, entity) => world.remove(entity, Life) && world.set(entity, Life, { hp: 2 })]]) {
    const { world, tells } = watched(`${name}(${LIFE}, 3)`);
    const entity = world.spawn([Life, { hp: 1 }]);
    tells({ entered: [entity] }, `${name} 0`);
    tells(undefined, `${name} 1`);
    tells(undefined, `${name} 2`);
    tells({ left: [entity] }, `${name} 3`);
    tells(undefined, `${name} 4`);
    write(world, entity);
    tells({ entered: [entity] }, `${name} again`);
  }
  const { world, tells } = watched(`removed(${LIFE}, 2)`);
  const entity = world.spawn([Life, { hp: 1 }]);
  tells(undefined);
  world.remove(entity, Life);
  tells({ entered: [entity] });
  tells(undefined);
  tells({ left: [entity] });
});

test("of the first rows, those that are pushed out leave", () => {
  const { world, tells } = watched(`${LIFE} order by ${LIFE}.hp desc limit 2`);
  const [low, middle, high] = [1, 2, 3].map((hp) => world.spawn([Life, { hp }]));
  tells({ entered: [middle, high] });
  world.set(low, Life, { hp: 9 });
  tells({ entered: [low], left: [middle] });
  world.destroy(high);
  tells({ entered: [middle], left: [high] });
  world.set(middle, Life, { hp: 10 });
  tells({ updated: [middle] }, "another place");
  const second = watched(`${LIFE} limit $n offset 1`, { n: 1 }, world);
  second.tells(undefined);
  world.destroy(low);
  second.tells({ left: [middle] }, "rows move up");
});

test("the watch of groups tells of their rows", () => {
  const { world, tells } = watched(`${LIFE} group by ${LIFE}.hp select count limit 1`);
  const [one, other] = [world.spawn([Life, { hp: 1 }]), world.spawn([Life, { hp: 2 }])];
  tells({ entered: [one, other] });
  world.remove(one, Life);
  tells({ left: [one] });
});

test("parameters hold as they were given when the watch was set", () => {
  const parameters = { hp: 5, few: [] };
  const world = new World();
  const { tells } = watched(`${LIFE}.hp < $hp`, parameters, world);
  const wide = watched(`${LIFE}.hp < $hp`, { hp: 50 }, world);
  parameters.hp = 100;
  const [low, high] = [world.spawn([Life, { hp: 1 }]), world.spawn([Life, { hp: 20 }])];
  tells({ entered: [low] });
  wide.tells(undefined);
  world.set(high, Life, { hp: 30 });
  wide.tells({ updated: [high] });
  throws(() => world.watch(`${LIFE}.hp < $hp`, () => {}, {}), QueryError, "PARAMETER");
  throws(() => world.watch("watches/Lif", () => {}), QueryError, "UNKNOWN_TYPE");
});

test("a write inside a callback is seen in the next tick", () => {
  const world = new World();
  const calls = [];
  world.watch(WEAK, ({ entered, updated, left }) => {
    calls.push([world.tick, entered.length, updated.length, left.length]);
    for (const entity of entered) world.set(entity, Life, { hp: 2 });
    for (const entity of updated) world.destroy(entity);
  });
  world.spawn([Life, { hp: 1 }]);
  for (let tick = 0; tick < 5; tick += 1) world.advance();
  same(calls, [[1, 1, 0, 0], [2, 0, 1, 0], [3, 0, 0, 1]]);
  world.check();
});

test("a watch that is set inside a callback begins with the tick that has begun", () => {
  const world = new World();
  const calls = [];
  const stop = world.watch(WEAK, () => {
    stop();
    world.watch(WEAK, (change) => calls.push(change));
  });
  const first = world.spawn([Life, { hp: 1 }]);
  world.advance();
  equal(calls.length, 0);
  world.set(first, Life, { hp: 2 });
  world.advance();
  same(calls, [{ entered: [], left: [], updated: [first] }]);
});

test("a watch that is stopped inside a callback is not called any more, even where it was due", () => {
  const world = new World();
  const calls = [];
  const stops = ["first", "second", "third"].map((name) => world.watch(WEAK, () => {
    calls.push(name);
    if (name === "first") {
      stops[0]();
      stops[1]();
      stops[1]();
    }
  }));
  world.spawn([Life, { hp: 1 }]);
  world.advance();
  world.spawn([Life, { hp: 1 }]);
  world.advance();
  same(calls, ["first", "third", "third"]);
});

test("a selection is watched as its text is, and each watch on its own", () => {
  const world = new World();
  const selection = world.select(WEAK);
  const calls = [];
  const changed = ({ entered }) => calls.push(entered.length);
  const stop = selection.watch(changed);
  selection.watch(changed);
  world.spawn([Life, { hp: 1 }]);
  world.advance();
  same(calls, [1, 1]);
  stop();
  world.spawn([Life, { hp: 1 }]);
  world.advance();
  same(calls, [1, 1, 1]);
});

test("a callback that throws keeps no other from being called, and its error comes out of advance after the tick began", () => {
  const world = new World();
  const calls = [];
  const errors = [new Error("first"), new Error("second")];
  for (const error of errors) {
    world.watch(WEAK, () => {
      calls.push(world.tick);
      throw error;
    });
  }
  world.watch(WEAK, () => calls.push(world.tick));
  world.spawn([Life, { hp: 1 }]);
  equal(throws(() => world.advance(), Error), errors[0]);
  equal(world.tick, 1);
  same(calls, [1, 1, 1]);
  equal(world.advance(), 2);
  equal(calls.length, 3);
});

test("a tick that ends inside a callback is told of as well", () => {
  const world = new World();
  const calls = [];
  world.watch(WEAK, ({ entered }) => {
    calls.push([world.tick, ...entered]);
    if (calls.length < 3) {
      world.spawn([Life, { hp: 1 }]);
      world.advance();
    }
  });
  world.spawn([Life, { hp: 1 }]);
  world.advance();
  same(calls, [[1, 1], [2, 2], [3, 3]]);
});

test("a disposed world calls no watch", () => {
  const world = new World();
  const calls = [];
  for (const name of ["first", "second"]) {
    world.watch(WEAK, () => {
      calls.push(name);
      world.dispose();
    });
  }
  world.spawn([Life, { hp: 1 }]);
  world.advance();
  same(calls, ["first"]);
});
