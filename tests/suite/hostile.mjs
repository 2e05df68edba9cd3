// Hostile values through every method that takes one: an exact round trip or a typed error, and the next call works.

import { equal, fail, forEachCase, ok, same } from "./assert.mjs";
import { EXACT, OPAQUE, entering } from "./hostile-values.mjs";
import { ownEntity, Position, token, unique } from "./fixtures.mjs";
import { defineComponent, registerComponent, Shared, shared, TerrariumError, World } from "./package.mjs";
import { test } from "./registry.mjs";

const KINDS = {
  ...EXACT,
  ...OPAQUE,
  undefined: () => undefined,
  "the world itself": () => new World(),
  "a shared value inside": () => ({ inside: shared({ a: 1 }) }),
};

/**
 * Every method that takes a value. Each sets `value` as the component of `type`, or of its own class, and
 * answers the entity that should now have it.
 */
const TAKERS = {
  "set with a type": (world, type, value) => put(world, (entity) => world.set(entity, type, value)),
  set: (world, type, value) => put(world, (entity) => world.set(entity, value)),
  "set shared": (world, type, value) => put(world, (entity) => world.set(entity, type, new Shared(value))),
  "setComponent with a type": (world, type, value) => put(world, (entity) => world.setComponent(entity, type, value)),
  setComponent: (world, type, value) => put(world, (entity) => world.setComponent(entity, value)),
  "setComponent shared": (world, type, value) => put(world, (entity) => world.setComponent(entity, type, new Shared(value))),
  "spawn with a type": (world, type, value) => world.spawn([type, value]),
  spawn: (world, type, value) => world.spawn(value),
  "spawn shared": (world, type, value) => world.spawn([type, new Shared(value)]),
  spawnMany: (world, type, value) => world.spawnMany([type], [[value]], 1)[0],
  setSingleton: (world, type, value) => {
    world.setSingleton(value);
    return ownEntity(world);
  },
  updateShared: (world, type, value) => {
    const entity = world.spawn([type, shared("first")]);
    world.updateShared(entity, type, typeof value === "function" ? () => value : value);
    return entity;
  },
  "updateShared with a function": (world, type, value) => {
    const entity = world.spawn([type, shared("first")]);
    world.updateShared(entity, type, () => value);
    return entity;
  },
  "batch spawn": (world, type, value) => world.applyUpdates({ spawns: [[[type, value]]] })[0],
  "batch spawn shared": (world, type, value) => world.applyUpdates({ spawns: [[[type, shared(value)]]] })[0],
  "batch update": (world, type, value) => {
    const entity = world.spawn([type, "first"]);
    world.applyUpdates({ updates: new Map([[entity, new Map([[type, value]])]]) });
    return entity;
  },
  "batch insert": (world, type, value) => put(world, (entity) => world.applyUpdates({ inserts: new Map([[entity, [[type, value]]]]) })),
  "strict set": (_, type, value) => {
    const world = new World({ strict: true });
    world.set(world.spawn(), type, value);
    world.check();
  },
};

function put(world, set) {
  const entity = world.createEntity();
  set(entity);
  return entity;
}

/** What happened: `{ result }`, or `{ error }`, which must be one of ours. */
function attempt(what, run) {
  try {
    return { result: run() };
  } catch (error) {
    if (!(error instanceof TerrariumError)) throw error;
    if (["PANIC", "POISONED"].includes(error.code)) fail(`${what}: ${error}`);
    return { error };
  }
}

/** The next call works, and no invariant is broken. */
function goesOn(world) {
  const entity = world.spawn(new Position(1, 2));
  same(world.getComponent(entity, Position), new Position(1, 2));
  equal([...world.prepare({ all: [Position] })].at(-1)[0], entity);
  equal(world.destroy(entity), true);
  world.check();
}

function roundTrip(kind, taker) {
  const what = `${taker} of ${kind}`;
  const world = new World();
  const type = token("Hostile");
  const value = KINDS[kind]();
  const { result: entity, error } = attempt(what, () => TAKERS[taker](world, type, value));
  if (error === undefined && entity !== undefined) {
    const [held] = [...world.getComponentTypes(entity)];
    equal(world.get(entity, held), value, what);
    equal(world.getComponent(entity, held, { copy: false }), value, what);
    readBack(what, kind, world, entity, held, value);
  }
  goesOn(world);
}

function readBack(what, kind, world, entity, type, expected) {
  const { result: copy } = attempt(what, () => world.getComponent(entity, type));
  if (copy !== undefined && kind in EXACT) same(copy, expected, what);
  attempt(what, () => [...world.query(type)]);
  attempt(what, () => [...world.querySingle(type)]);
  attempt(what, () => world.unshare(entity, type));
  if (entity !== ownEntity(world)) attempt(what, () => world.split(entity));
}

test("there are 40 kinds of hostile values and more", () => ok(Object.keys(KINDS).length >= 40));

for (const taker of Object.keys(TAKERS)) {
  test(`hostile values: ${taker} round-trips exactly or throws a typed error`, () => {
    forEachCase(Object.keys(KINDS), (kind) => roundTrip(kind, taker));
  });
}

test("hostile values: setComponentAsync stores or rejects, and the next call works", async () => {
  for (const kind of Object.keys(KINDS)) {
    const world = new World();
    const type = token("Hostile");
    const entity = world.createEntity();
    const value = KINDS[kind]();
    const error = await world.setComponentAsync(entity, type, value).catch((reason) => reason);
    ok(error === undefined || error instanceof TerrariumError, `${kind}: ${String(error)}`);
    equal(world.get(entity, type), error === undefined ? value : undefined, kind);
    goesOn(world);
  }
});

/** Every method that takes a handle, a type or a structure, with a hostile value in each of its places. */
const MISUSES = {
  get: (world, value) => world.get(value, Position),
  "get by it": (world, value) => world.get(1, value),
  has: (world, value) => world.has(value, value),
  remove: (world, value) => world.remove(value, Position),
  "remove it": (world, value) => world.remove(1, value),
  set: (world, value) => world.set(value, new Position()),
  "set by it": (world, value) => world.set(1, value, 5),
  setComponent: (world, value) => world.setComponent(value, new Position()),
  destroy: (world, value) => world.destroy(value),
  isAlive: (world, value) => world.isAlive(value),
  getComponentTypes: (world, value) => world.getComponentTypes(value),
  removeComponentFromAll: (world, value) => world.removeComponentFromAll(value),
  sharing: (world, value) => world.sharing(value, value),
  sharedGroups: (world, value) => world.sharedGroups(value),
  unshare: (world, value) => world.unshare(value, Position),
  updateShared: (world, value) => world.updateShared(value, value, 5),
  merge: (world, value) => world.merge(value, value),
  split: (world, value) => world.split(value),
  query: (world, value) => [...world.query(Position, value, Position)],
  querySingle: (world, value) => [...world.querySingle(value)],
  "prepare all": (world, value) => world.prepare({ all: [value] }).count(),
  "prepare none": (world, value) => world.prepare({ all: [], none: [value] }).count(),
  "batch destroy": (world, value) => world.applyUpdates({ destroys: [value] }),
  "batch remove": (world, value) => world.applyUpdates({ removes: new Map([[value, [value]]]) }),
  "batch update": (world, value) => world.applyUpdates({ updates: new Map([[value, new Map([[value, value]])]]) }),
  defineComponent: (world, value) => typeof value === "string" || defineComponent(value),
  registerComponent: (world, value) => typeof value === "function" || registerComponent(value, { name: unique("hostile") }),
};

for (const [name, misuse] of Object.entries(MISUSES)) {
  test(`hostile values: ${name} answers or throws a typed error, and the next call works`, () => {
    forEachCase(Object.keys(KINDS), (kind) => {
      const world = new World();
      world.spawn(new Position(1, 2));
      attempt(`${name} with ${kind}`, () => misuse(world, KINDS[kind]()));
      goesOn(world);
    });
  });
}

test("hostile values: a Proxy that re-enters on every trap finds the world in order", () => {
  forEachCase(Object.keys(TAKERS), (taker) => {
    const world = new World();
    const type = token("Entering");
    let entered = 0;
    const value = entering(() => {
      entered += 1;
      if (entered > 200) return;
      world.check();
      world.spawn(new Position(entered, 0));
      world.removeComponentFromAll(Position);
    });
    const { result: entity } = attempt(taker, () => TAKERS[taker](world, type, value));
    if (entity !== undefined) readBack(taker, "entering", world, entity, type, value);
    goesOn(world);
  });
});

test("hostile values: columns of spawnMany that shrink, grow and throw while they are read", () => {
  const columns = [
    { length: 2, get 0() { return new Position(); }, get 1() { throw new Error("boom"); } },
    { get length() { throw new Error("boom"); } },
    { length: 2 ** 53, 0: new Position(), 1: new Position() },
    { length: -1 },
    null,
    5,
    "ab",
    new Proxy([], { get: () => { throw new Error("boom"); } }),
  ];
  for (const column of columns) {
    const world = new World();
    try {
      world.spawnMany([Position], [column], 2);
    } catch (error) {
      ok(error instanceof Error && !(error instanceof WebAssembly.RuntimeError), String(error));
      equal(world.size, 0);
    }
    goesOn(world);
  }
});
