// Every export called from inside every callback: a documented result or a typed error, and the world goes on.

import { equal, fail, forEachCase, ok, same } from "./assert.mjs";
import { entering } from "./hostile-values.mjs";
import { Note, Position, token, unique, Velocity } from "./fixtures.mjs";
import {
  defineComponent, defineTag, diffSnapshots, EntityAllocator, EntityId, inspectSnapshot, registerComponent, reset, Shared, shared, TerrariumError, World,
} from "./package.mjs";
import { test } from "./registry.mjs";

/** A world that is restored and imported inside callbacks. */
const SAVED = savedWorld();

function savedWorld() {
  const world = new World();
  world.spawnMany([Position], [Array.from({ length: 30 }, (_, at) => new Position(at, at))], 30);
  world.spawn(shared(new Note("saved")));
  return world.snapshot();
}

/** Every export, as a call on the world whose callback is running; `entity` is one of its entities. */
const CALLS = {
  createEntity: (world) => world.createEntity(),
  destroyEntity: (world, entity) => world.destroyEntity(entity),
  entityExists: (world, entity) => world.entityExists(entity),
  allEntities: (world) => [...world.allEntities()],
  getComponent: (world, entity) => world.getComponent(entity, Position),
  setComponent: (world, entity) => world.setComponent(entity, new Position(5, 5)),
  "setComponent shared": (world, entity) => world.setComponent(entity, shared(new Position(5, 5))),
  removeComponent: (world, entity) => world.removeComponent(entity, Position),
  removeComponentFromAll: (world) => world.removeComponentFromAll(Position),
  hasComponent: (world, entity) => world.hasComponent(entity, Position),
  getComponentTypes: (world, entity) => world.getComponentTypes(entity),
  query: (world) => [...world.query(Position, Note)],
  querySingle: (world) => [...world.querySingle(Position)],
  applyUpdates: (world, entity) => world.applyUpdates({ spawns: [[new Position()]], removes: new Map([[entity, [Note]]]) }),
  "applyUpdates that destroys": (world, entity) => world.applyUpdates({ destroys: [entity] }),
  spawn: (world) => world.spawn(new Position(), new Note()),
  "spawn of a new type": (world) => world.spawn([defineComponent(unique("inside")), 1]),
  spawnMany: (world) => world.spawnMany([Position], [Array.from({ length: 2000 }, () => new Position())], 2000),
  get: (world, entity) => world.get(entity, Position),
  set: (world, entity) => world.set(entity, new Position(6, 6)),
  "set shared": (world, entity) => world.set(entity, shared(new Position(6, 6))),
  has: (world, entity) => world.has(entity, Position),
  remove: (world, entity) => world.remove(entity, Position),
  destroy: (world, entity) => world.destroy(entity),
  "destroy all": (world) => [...world.allEntities()].forEach((entity) => world.destroy(entity)),
  isAlive: (world, entity) => world.isAlive(entity),
  setSingleton: (world) => world.setSingleton(new Position(7, 7)),
  getSingleton: (world) => world.getSingleton(Position),
  sharing: (world, entity) => world.sharing(entity, Position)?.entities(),
  sharedGroups: (world) => world.sharedGroups().map((group) => group.entities()),
  updateShared: (world, entity) => world.updateShared(entity, Note, new Note("inside")),
  "updateShared with a function": (world, entity) => world.updateShared(entity, Note, (note) => note),
  unshare: (world, entity) => world.unshare(entity, Note),
  prepare: (world) => world.prepare({ all: [Position], none: [Velocity], optional: [Note] }),
  "Query.each": (world) => world.prepare({ all: [Position] }).each(() => {}),
  "Query.for..of": (world) => [...world.prepare({ all: [Position] })],
  "Query.chunks": (world) => [...world.prepare({ all: [Position] }).chunks()].map((chunk) => chunk.column(Position)),
  "Query.count": (world) => world.prepare({ all: [Position] }).count(),
  "Query.first": (world) => world.prepare({ all: [Position] }).first(),
  merge: (world, entity) => world.merge(entity, world.spawn(new Position())),
  split: (world, entity) => world.split(entity),
  tick: (world) => world.tick,
  size: (world) => world.size,
  advance: (world) => world.advance(),
  componentTypes: (world) => world.componentTypes(),
  archetypes: (world) => world.archetypes(),
  check: (world) => world.check(),
  touch: (world, entity) => world.touch(entity, Position),
  snapshot: (world) => world.snapshot(),
  "snapshot of a part": (world) => world.snapshot({ types: [Position], query: world.prepare({ all: [Position] }) }),
  restore: (world) => world.restore(SAVED),
  digest: (world) => world.digest(),
  fork: (world) => world.fork().dispose(),
  record: (world) => world.record(),
  "History.rewind": (world) => world.record().rewind(world.tick),
  importEntities: (world) => world.importEntities(SAVED, { ids: "remap" }),
  diffSnapshots: (world) => diffSnapshots(SAVED, world.snapshot()),
  inspectSnapshot: () => inspectSnapshot(SAVED),
  snapshotAsync: (world) => void world.snapshotAsync({ gzip: true }).catch(() => {}),
  restoreAsync: (world) => void world.restoreAsync(SAVED).catch(() => {}),
  "a new World": () => new World().spawn(new Position()),
  defineComponent: () => defineComponent(unique("inside")),
  defineTag: () => defineTag(unique("inside")),
  registerComponent: () => registerComponent(class Inside {}, { name: unique("inside") }),
  "Shared.unwrap": () => new Shared(shared(5)).unwrap(),
  EntityAllocator: () => new EntityAllocator().allocate(),
  "EntityId.format": (world, entity) => EntityId.parse(EntityId.format(entity)),
  reset: () => reset(),
  getComponentAsync: (world, entity) => void world.getComponentAsync(entity, Position).catch(() => {}),
  applyUpdatesAsync: (world) => void world.applyUpdatesAsync({ spawns: [[]] }).catch(() => {}),
  dispose: (world) => world.dispose(),
};

/** A component type whose callbacks are the given ones. */
function callingType(options) {
  return token("Calling", options);
}

/** A plain value that calls back when it is read. */
function callingValue(enter) {
  return { get field() { enter(); return 1; } };
}

/**
 * Every way in which the package calls back: `(world, entity, enter)` makes the callback happen, with
 * `enter` called inside it. `entity` holds a Position of its own and a shared Note.
 */
const CALLBACKS = {
  "combine in merge": (world, entity, enter) => {
    const type = callingType({ combine: (first, second) => { enter(); return first + second; } });
    world.merge(world.spawn([type, 1]), world.spawn([type, 2]));
  },
  "combine in a batch": (world, entity, enter) => {
    const type = callingType({ combine: (first, second) => { enter(); return first + second; } });
    world.applyUpdates({ spawns: [[]], inserts: new Map([[entity, [[type, 1], [type, 2]]]]), destroys: [world.spawn()] });
  },
  "combine in spawn": (world, entity, enter) => {
    const type = callingType({ combine: (first, second) => { enter(); return first + second; } });
    world.spawn([type, 1], [type, 2]);
  },
  split: (world, entity, enter) => {
    const type = callingType({ split: (value) => { enter(); return [value, value]; } });
    world.split(world.spawn([type, 1], new Position()));
  },
  "Query.each": (world, entity, enter) => world.prepare({ all: [Position] }).each(() => enter()),
  "Query.for..of": (world, entity, enter) => {
    for (const _ of world.prepare({ all: [Position], optional: [Note] })) enter();
  },
  "Query.chunks": (world, entity, enter) => {
    for (const _ of world.prepare({ all: [Position] }).chunks()) enter();
  },
  "query()": (world, entity, enter) => {
    for (const _ of world.query(Position, Note)) enter();
  },
  "querySingle()": (world, entity, enter) => {
    for (const _ of world.querySingle(Note, { copy: false })) enter();
  },
  "allEntities()": (world, entity, enter) => {
    for (const _ of world.allEntities()) enter();
  },
  "updateShared's function": (world, entity, enter) => world.updateShared(entity, Note, () => { enter(); return new Note("next"); }),
  "a getter during getComponent": (world, entity, enter) => {
    const type = callingType();
    world.getComponent(world.spawn([type, callingValue(enter)]), type);
  },
  "a getter during query": (world, entity, enter) => {
    const type = callingType();
    world.spawn([type, callingValue(enter)]);
    return [...world.query(type)];
  },
  "a getter during setComponent": (world, entity, enter) => {
    const type = callingType();
    const value = callingValue(enter);
    world.setComponent(entity, type, value);
    world.setComponent(world.spawn(), type, value);
  },
  "a getter during applyUpdates": (world, entity, enter) => {
    const type = callingType();
    const value = callingValue(enter);
    world.setComponent(world.spawn(), type, value);
    world.applyUpdates({ spawns: [[[type, value]]] });
  },
  "a getter during split": (world, entity, enter) => world.split(world.spawn([callingType(), callingValue(enter)])),
  "an encode hook": (world, entity, enter) => {
    world.set(entity, callingType({ encode: (value) => { enter(); return value; }, decode: (data) => data }), 1);
    world.snapshot();
  },
  "a decode hook": (world, entity, enter) => {
    const type = callingType({ encode: (value) => value, decode: (data) => { enter(); return data; } });
    world.set(entity, type, 1);
    world.restore(world.snapshot());
  },
  "a decode hook while importing": (world, entity, enter) => {
    const type = callingType({ encode: (value) => value, decode: (data) => { enter(); return data; } });
    world.set(entity, type, 1);
    world.importEntities(world.snapshot(), { ids: "remap" });
  },
  "a getter during snapshot": (world, entity, enter) => {
    world.set(entity, callingType(), callingValue(enter));
    world.snapshot();
  },
  "a getter during digest": (world, entity, enter) => {
    world.set(entity, callingType(), callingValue(enter));
    world.digest();
  },
  "a getter while recording": (world, entity, enter) => {
    world.set(entity, callingType(), callingValue(enter));
    world.record();
    world.advance();
  },
  "a Proxy during snapshot": (world, entity, enter) => {
    world.set(entity, callingType(), entering(enter));
    world.snapshot();
  },
  "a getter during unshare": (world, entity, enter) => {
    const type = callingType();
    const target = world.spawn([type, shared(callingValue(enter))]);
    world.unshare(target, type);
  },
  "a Proxy as a value": (world, entity, enter) => {
    const type = callingType();
    const value = entering(enter);
    const target = world.spawn([type, value]);
    world.getComponent(target, type);
    world.set(entity, type, shared(value));
    world.split(target);
  },
  "a Proxy without a type": (world, entity, enter) => world.set(entity, entering(enter, new Velocity())),
  "a column of spawnMany": (world, entity, enter) => {
    const column = { length: 2, get 0() { enter(); return new Position(); }, get 1() { enter(); return new Position(); } };
    world.spawnMany([Position], [column], 2);
  },
  "an iterator of a batch": (world, entity, enter) => {
    const updates = { *[Symbol.iterator]() { enter(); yield [entity, new Map([[Position, new Position()]])]; } };
    world.applyUpdates({ updates });
  },
  "a getter of a batch": (world, entity, enter) => {
    world.applyUpdates({ get spawns() { enter(); return [[]]; }, get destroys() { enter(); return []; } });
  },
  "a getter of a query's spec": (world, entity, enter) => {
    world.prepare({ get all() { enter(); return [Position]; }, get none() { enter(); return []; } }).count();
  },
  "a getter of read options": (world, entity, enter) => world.getComponent(entity, Position, { get copy() { enter(); return true; } }),
  "a getter of a class's name": (world, entity, enter) => {
    const Type = class { static get name() { enter(); return unique("late"); } };
    world.spawn(new Type());
  },
  "a handle that converts": (world, entity, enter) => world.get({ [Symbol.toPrimitive]() { enter(); return 1; } }, Position),
  "a refused handle that converts": (world, entity, enter) => world.set({ toString() { enter(); return "1"; } }, new Position()),
};

function typed(error) {
  return error instanceof TerrariumError && !["PANIC", "POISONED", "BROKEN"].includes(error.code);
}

/** Runs a call inside a callback; both may end in an error of ours, and in no other. */
function callInside(callback, call) {
  const world = new World();
  const note = shared(new Note("s"));
  const [entity] = [1, 2, 3].map((at) => world.spawn(new Position(at, at), note));
  let entered = 0;
  const enter = () => {
    entered += 1;
    if (entered > 20) return;
    guarded(`inside: ${call}`, () => CALLS[call](world, entity));
  };
  guarded(callback, () => CALLBACKS[callback](world, entity, enter));
  if (entered === 0) ok(["a handle that converts", "a refused handle that converts"].includes(callback), "nothing was called back");
  if (call !== "dispose") goesOn(world);
}

function guarded(what, run) {
  try {
    run();
  } catch (error) {
    if (!typed(error)) fail(`${what}: ${String(error?.stack ?? error).split("\n").slice(0, 3).join(" ")}`);
  }
}

function goesOn(world) {
  world.check();
  const entity = world.spawn(new Position(1, 2));
  same(world.getComponent(entity, Position), new Position(1, 2));
  equal([...world.query(Position)].at(-1)[0] > 0, true);
  world.destroy(entity);
  world.check();
}

for (const callback of Object.keys(CALLBACKS)) {
  test(`called back by ${callback}: every export answers or throws a typed error`, () => {
    forEachCase(Object.keys(CALLS), (call) => callInside(callback, call));
  });
}

const THROWN = [new WebAssembly.RuntimeError("unreachable"), new RangeError("Maximum call stack size exceeded"), undefined, null, 5, "text"];

test("called back by combine: an error that looks like the module's own comes through as it is", () => {
  for (const boom of THROWN) {
    const world = new World();
    const type = callingType({ combine: () => { throw boom; } });
    let thrown = "nothing";
    try {
      world.applyUpdates({ spawns: [[[type, 1], [type, 2]]] });
    } catch (error) {
      thrown = error;
    }
    reset();
    ok(thrown === boom || (thrown?.cause === boom && typed(thrown)), `${String(boom)} became ${String(thrown)}`);
    goesOn(world);
  }
});

test("called back by combine: the merge does what it was asked, or nothing", () => {
  for (const interfere of [
    (world, first) => world.destroy(first),
    (world, first, second) => world.destroy(second),
    (world) => world.spawn(),
    (world, first) => world.set(first, new Velocity(1, 1)),
  ]) {
    const world = new World();
    const type = callingType({ combine: (a, b) => { interfere(world, first, second); return a + b; } });
    const [first, second] = [world.spawn([type, 1]), world.spawn([type, 2])];
    try {
      const merged = world.merge(first, second);
      equal(world.get(merged, type), 3);
      ok(!world.isAlive(first) && !world.isAlive(second));
    } catch (error) {
      ok(typed(error), String(error));
      equal([first, second].filter((entity) => world.isAlive(entity)).length, 1, "nothing but what the callback did");
    }
    world.check();
  }
});
