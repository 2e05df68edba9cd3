// Classes in snapshots: known by name, unknown and kept, and saved by hooks of their own; and ids inside values.

import { equal, ok, same, throws } from "./assert.mjs";
import { exactly, sameBytes } from "./exact.mjs";
import { token, unique } from "./fixtures.mjs";
import { defineComponent, EntityId, registerComponent, shared, SnapshotError, World } from "./package.mjs";
import { restored, survives, through } from "./saved.mjs";
import { reseal } from "./sealing.mjs";
import { test } from "./registry.mjs";

/** A class registered under a name of its own. */
function registered(Type, options = {}) {
  const name = unique("Class");
  registerComponent(Type, { name, ...options });
  return name;
}

/** A file in which a name is another of the same length. */
function renamed(bytes, from, to) {
  const text = String.fromCharCode(...bytes);
  const changed = text.replaceAll(from, to);
  return Uint8Array.from(changed, (unit) => unit.charCodeAt(0));
}

test("classes: instances come back as instances, as components and inside others", () => {
  class Wallet { constructor(coins) { this.coins = coins; } worth() { return this.coins; } }
  class Purse { constructor(wallet) { this.wallet = wallet; } }
  registered(Wallet);
  registered(Purse);
  const world = new World();
  const entity = world.spawn(new Wallet(5), new Purse(new Wallet(7)));
  const copy = restored(world.snapshot());
  equal(copy.get(entity, Wallet).worth(), 5);
  equal(copy.get(entity, Purse).wallet.worth(), 7);
  ok(copy.get(entity, Purse) instanceof Purse);
});

test("classes: no constructor runs while restoring", () => {
  let runs = 0;
  class Counted { constructor() { runs += 1; this.x = 1; } }
  const world = new World();
  const entities = [1, 2, 3].map(() => world.spawn(new Counted()));
  const copy = restored(world.snapshot());
  equal(runs, 3);
  ok(copy.get(entities[2], Counted) instanceof Counted);
});

test("classes: two classes of one name are refused, and the message says what to do", () => {
  const make = () => class Twin { constructor() { this.x = 1; } };
  const [One, Other] = [make(), make()];
  const world = new World();
  world.spawn([token("twins"), [new One(), new Other()]]);
  const error = throws(() => world.snapshot(), SnapshotError, "UNSUPPORTED_VALUE");
  ok(error.message.includes("registerComponent"), error.message);
});

test("classes: a class without a name is refused, and the message says what to do", () => {
  const Nameless = (() => class {})();
  const world = new World();
  world.spawn([token("nameless"), { inside: new Nameless() }]);
  const error = throws(() => world.snapshot(), SnapshotError, "UNSUPPORTED_VALUE");
  ok(error.message.includes("registerComponent"), error.message);
  ok(error.path.endsWith(".inside"), error.path);
});

/** Snapshots as if another program had made them: with a class, and a type, that nobody here defined. */
function foreign() {
  const [name, stranger] = [unique("Known"), unique("Known")];
  const length = Math.max(name.length, stranger.length);
  const [known, unknown] = [name, stranger].map((text) => text.padEnd(length, "_"));
  class Known { constructor(x) { this.x = x; } }
  registerComponent(Known, { name: known });
  return { Known, known, unknown };
}

test("classes: an unknown class keeps its data and its name, shows as a plain object, and round-trips unchanged", () => {
  const { Known, known, unknown } = foreign();
  const Holder = token("holder");
  const world = new World();
  const entity = world.spawn([Holder, { list: [new Known(1), new Known(2)] }]);
  const bytes = reseal(renamed(world.snapshot(), known, unknown));
  const copy = restored(bytes);
  const [first] = copy.get(entity, Holder).list;
  equal(Object.getPrototypeOf(first), Object.prototype);
  same({ ...first }, { x: 1 });
  sameBytes(copy.snapshot(), bytes);
  first.x = 5;
  const again = restored(copy.snapshot());
  class Late { get twice() { return this.x * 2; } }
  registerComponent(Late, { name: unknown });
  for (const target of [copy, again]) {
    const [late] = target.get(entity, Holder).list;
    ok(late instanceof Late, "it turned into an instance when the class was registered");
    equal(late.twice, 10);
  }
});

test("classes: components of an unknown type are kept, and are those of the type once it is defined", () => {
  const { Known, known, unknown } = foreign();
  const world = new World();
  const entities = [1, 2, 3].map((x) => world.spawn(new Known(x)));
  const bytes = reseal(renamed(world.snapshot(), known, unknown));
  const copy = restored(bytes);
  copy.check();
  const [info] = copy.componentTypes();
  same([info.name, info.entities], [unknown, 3]);
  equal(copy.get(entities[1], info.type).x, 2);
  equal(copy.get(entities[1], Known), undefined);
  sameBytes(copy.snapshot(), bytes);
  class Late {}
  registerComponent(Late, { name: unknown });
  equal(copy.get(entities[1], Late)?.x, 2);
  ok(copy.get(entities[1], Late) instanceof Late);
  copy.set(entities[0], Object.assign(new Late(), { x: 9 }));
  equal(copy.prepare({ all: [Late] }).count(), 3);
  copy.check();
});

test("hooks: a type's values are saved as its encode says, and restored by its decode", () => {
  const Handle = token("Handle", {
    encode: (handle) => ({ url: handle.url, nested: [handle.count] }),
    decode: ({ url, nested: [count] }) => ({ url, count, open: () => url }),
  });
  const world = new World();
  const open = () => {};
  const entities = [1, 2].map((count) => world.spawn([Handle, { url: `u${count}`, count, open }]));
  const copy = restored(world.snapshot());
  equal(copy.get(entities[1], Handle).open(), "u2");
  equal(copy.get(entities[1], Handle).count, 2);
});

test("hooks: a class's instances are saved by its hooks at any depth", () => {
  class Secret { #word; constructor(word) { this.#word = word; } get word() { return this.#word; } }
  registered(Secret, { encode: (secret) => secret.word, decode: (word) => new Secret(word) });
  const secret = new Secret("a");
  const value = through({ one: secret, more: new Map([[secret, new Secret("b")]]) });
  equal(value.one.word, "a");
  const [[key, other]] = value.more;
  equal(key, value.one);
  equal(other.word, "b");
  const world = new World();
  const entity = world.spawn(new Secret("c"), [token("shared"), shared(secret)]);
  equal(restored(world.snapshot()).get(entity, Secret).word, "c");
});

test("hooks: an encode that throws is refused with its cause and path, and the world goes on", () => {
  const boom = new Error("boom");
  class Bad {}
  const name = registered(Bad, { encode: () => { throw boom; } });
  const world = new World();
  world.spawn(new Bad());
  const error = throws(() => world.snapshot(), SnapshotError, "UNSUPPORTED_VALUE");
  equal(error.cause, boom);
  ok(error.path.startsWith(name), error.path);
  world.check();
});

test("hooks: a decode that throws is refused, and the world is as it was", () => {
  let failing = false;
  class Picky { constructor(x) { this.x = x; } }
  registered(Picky, { encode: ({ x }) => x, decode: (x) => { if (failing) throw new Error("no"); return new Picky(x); } });
  const world = new World();
  const entity = world.spawn(new Picky(1));
  const bytes = world.snapshot();
  const live = restored(bytes);
  live.get(entity, Picky).x = 2;
  const before = live.snapshot();
  failing = true;
  throws(() => live.restore(bytes), SnapshotError);
  failing = false;
  equal(live.get(entity, Picky).x, 2);
  sameBytes(live.snapshot(), before);
});

test("hooks: a cycle through a hook is refused", () => {
  class Loop {}
  registered(Loop, { encode: (loop) => ({ loop }), decode: () => new Loop() });
  const world = new World();
  world.spawn(new Loop());
  throws(() => world.snapshot(), SnapshotError, "UNSUPPORTED_VALUE");
});

test("ids: a field that is declared to hold entities survives, whatever else it holds", () => {
  const Target = token("Target", { entities: ["entity", "more"] });
  const id = EntityId.pack({ shard: 3, index: 42, generation: 7 });
  for (const value of [
    { entity: id, more: null }, { entity: -1, more: 0.5 }, { entity: "text", more: [id, [id, new Map([[id, { deep: id }]]), new Set([id])]] },
    { entity: NaN, more: { a: id, b: -0 } }, { entity: 0, other: id },
  ]) survives(value, { type: Target });
});

test("ids: a value that is an entity survives, and is told from other numbers in the file", () => {
  const [Owner, Number_] = [token("Owner", { entities: true }), token("Number")];
  const world = new World();
  const entity = world.spawn();
  world.set(entity, Owner, entity);
  const [owned, plain] = [Owner, Number_].map((type) => {
    const each = new World();
    each.spawn([type, 5]);
    return each.snapshot().length;
  });
  ok(owned !== plain, "tagged");
  equal(restored(world.snapshot()).get(entity, Owner), entity);
  exactly(through([1, 2], { type: Owner }), [1, 2]);
});
