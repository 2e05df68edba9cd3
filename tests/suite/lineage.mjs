// Merging two entities into one and splitting one into two.

import { equal, notEqual, ok, same, throws } from "./assert.mjs";
import { groupCount, Note, pair, Position, seen, token, Velocity } from "./fixtures.mjs";
import { ComponentError, EntityError, EntityId, registerComponent, shared, TerrariumError, World } from "./package.mjs";
import { test } from "./registry.mjs";

class Wallet {
  constructor(coins) {
    this.coins = coins;
  }
}
registerComponent(Wallet, {
  name: "suite: Wallet",
  combine: (first, second) => new Wallet(first.coins + second.coins),
  split: (wallet) => [new Wallet(Math.ceil(wallet.coins / 2)), new Wallet(Math.floor(wallet.coins / 2))],
});

test("merge ends both entities and answers a new one", () => {
  const world = new World();
  const [first, second] = [world.spawn(new Position(1, 1)), world.spawn(new Note("n"))];
  const merged = world.merge(first, second);
  same([first, second, merged].map((entity) => world.isAlive(entity)), [false, false, true]);
  ok(merged !== first && merged !== second);
  equal(world.size, 1);
});

test("merge keeps components of one side, and the second's where both have one", () => {
  const world = new World();
  const [position, velocity, note] = [new Position(2, 2), new Velocity(1, 1), new Note("n")];
  const merged = world.merge(world.spawn(new Position(1, 1), velocity), world.spawn(position, note));
  equal(world.get(merged, Position), position);
  equal(world.get(merged, Velocity), velocity);
  equal(world.get(merged, Note), note);
});

test("merge combines where the type says how, the first entity's value first", () => {
  const Text = token("Text", { combine: (first, second) => `${first}${second}` });
  const world = new World();
  const merged = world.merge(world.spawn([Text, "a"], new Wallet(1)), world.spawn([Text, "b"], new Wallet(2)));
  equal(world.get(merged, Text), "ab");
  equal(world.get(merged, Wallet).coins, 3);
});

test("merge refuses an entity with itself, and changes nothing", () => {
  const world = new World();
  const entity = world.spawn(new Position());
  const before = seen(world);
  throws(() => world.merge(entity, entity), EntityError);
  same(seen(world), before);
});

test("two holders of one group merge into one holder, and nothing is combined", () => {
  const Sum = token("Sum", { combine: () => { throw new Error("not to be called"); } });
  const world = new World();
  const value = { n: 1 };
  const [first, second, third] = [1, 2, 3].map(() => world.spawn([Sum, shared(value)]));
  const merged = world.merge(first, second);
  equal(world.get(merged, Sum), value);
  same(world.sharing(third, Sum).entities(), [third, merged]);
});

for (const [name, wrap] of Object.entries({ first: [shared, (x) => x], second: [(x) => x, shared], both: [shared, shared] })) {
  test(`a combined value is shared where the value of ${name} was`, () => {
    const world = new World();
    const [left, right] = [new Wallet(1), new Wallet(2)];
    const bystanders = [world.spawn(wrap[0](left)), world.spawn(wrap[1](right))];
    const first = world.spawn(wrap[0] === shared ? shared(left) : new Wallet(1));
    const second = world.spawn(wrap[1] === shared ? shared(right) : new Wallet(2));
    const merged = world.merge(first, second);
    equal(world.get(merged, Wallet).coins, 3);
    equal(world.sharing(merged, Wallet).holders, 1);
    same(bystanders.map((entity) => world.get(entity, Wallet)), [left, right]);
    world.check();
  });
}

test("without combine the later value wins with its sharing", () => {
  const world = new World();
  const value = new Position(5, 5);
  const plain = new Position(1, 1);
  const keeper = world.spawn(shared(value));
  const joined = world.merge(world.spawn(new Position(0, 0)), world.spawn(shared(value)));
  equal(world.get(joined, Position), value);
  equal(world.sharing(keeper, Position).holders, 2);
  const detached = world.merge(joined, world.spawn(plain));
  equal(world.get(detached, Position), plain);
  equal(world.sharing(detached, Position), undefined);
  equal(world.sharing(keeper, Position).holders, 1);
});

test("an error thrown by combine leaves the world as it was", () => {
  const boom = new Error("boom");
  const Bad = token("Bad", { combine: () => { throw boom; } });
  const world = new World();
  const [first, second] = [world.spawn([Bad, 1]), world.spawn([Bad, 2])];
  const before = seen(world);
  const error = throws(() => world.merge(first, second), Error);
  ok(error === boom || error.cause === boom);
  same(seen(world), before);
  world.check();
});

test("combine that answers undefined is refused, and the world is as it was", () => {
  const Bad = token("Bad", { combine: () => undefined });
  const world = new World();
  const [first, second] = [world.spawn([Bad, 1]), world.spawn([Bad, 2])];
  const before = seen(world);
  throws(() => world.merge(first, second), ComponentError, "MISSING_VALUE");
  same(seen(world), before);
});

test("split ends the entity and answers two new ones", () => {
  const world = new World();
  const entity = world.spawn(new Position(1, 2), new Note("n"));
  const [left, right] = world.split(entity);
  equal(world.isAlive(entity), false);
  equal(world.size, 2);
  for (const half of [left, right]) same(world.getComponentTypes(half), new Set([Position, Note]));
});

test("split makes two independent deep copies", () => {
  const Bag = token("Bag");
  const world = new World();
  const value = { items: [{ n: 1 }] };
  const [left, right] = world.split(world.spawn([Bag, value])).map((half) => world.get(half, Bag));
  same(left, { items: [{ n: 1 }] });
  same(right, left);
  notEqual(left.items[0], right.items[0]);
  ok(left !== value || right !== value);
});

test("split asks the type where it says how", () => {
  const world = new World();
  const halves = world.split(world.spawn(new Wallet(5)));
  same(halves.map((half) => world.get(half, Wallet).coins), [3, 2]);
});

test("both halves of a shared value stay in its group", () => {
  const { world, value, first, second } = pair();
  const halves = world.split(first);
  halves.forEach((half) => equal(world.get(half, Position), value));
  same(world.sharing(second, Position).entities(), [second, ...halves]);
  equal(groupCount(world, Position), 1);
});

test("merging what was split gives the same values back", () => {
  const world = new World();
  const whole = world.merge(...world.split(world.spawn(new Wallet(7), new Position(1, 2))));
  equal(world.get(whole, Wallet).coins, 7);
  same(world.get(whole, Position), new Position(1, 2));
});

test("split that answers no pair of values is refused, and the world is as it was", () => {
  for (const answer of [undefined, null, 5, [], [1], [1, undefined], [undefined, 1], {}]) {
    const Bad = token("Bad", { split: () => answer });
    const world = new World();
    const entity = world.spawn([Bad, 1]);
    const before = seen(world);
    throws(() => world.split(entity), TerrariumError);
    same(seen(world), before);
    world.check();
  }
});

test("an error thrown by split leaves the world as it was", () => {
  const boom = new Error("boom");
  const Bad = token("Bad", { split: () => { throw boom; } });
  const world = new World();
  const entity = world.spawn(new Position(), [Bad, 1]);
  const before = seen(world);
  const error = throws(() => world.split(entity), Error);
  ok(error === boom || error.cause === boom);
  same(seen(world), before);
});

test("an entity with a value that cannot be copied is not split", () => {
  const Broken = token("Broken");
  const world = new World();
  const entity = world.spawn(new Position(), [Broken, { get boom() { throw new Error("boom"); } }]);
  const before = seen(world);
  equal(throws(() => world.split(entity), ComponentError, "UNCOPYABLE").cause.message, "boom");
  same(seen(world), before);
});

test("bare entities merge and split", () => {
  const world = new World();
  const halves = world.split(world.spawn());
  equal(halves.length, 2);
  const merged = world.merge(...halves);
  equal(world.getComponentTypes(merged).size, 0);
  equal(world.size, 1);
});

test("merge and split in a full world work or are refused with LIMIT", () => {
  const world = new World({ limits: { entitiesMax: 2 } });
  const [first, second] = [world.spawn(new Position(1, 1)), world.spawn(new Note("n"))];
  const before = seen(world);
  for (const attempt of [() => world.split(first), () => world.merge(first, second)]) {
    try {
      attempt();
      ok(world.size <= 2);
    } catch (error) {
      equal(error.code, "LIMIT");
      same(seen(world), before);
    }
  }
  world.check();
});

test("ids given out by merge and split were never given out before", () => {
  const world = new World();
  const given = new Set();
  let entity = world.spawn(new Wallet(100));
  for (let round = 0; round < 50; round += 1) {
    const halves = world.split(entity);
    entity = world.merge(...halves);
    [...halves, entity].forEach((id) => given.add(id));
  }
  equal(given.size, 150);
  ok([...given].every((id) => id === entity || !world.isAlive(id)));
  equal(EntityId.shard(entity), 0);
});
