// The clock, looking at a world as a whole, and the end of a world.

import { equal, fail, ok, rejects, same, show, throws } from "./assert.mjs";
import { Note, Position, token, Velocity } from "./fixtures.mjs";
import * as terrarium from "./package.mjs";
import { EntityId, shared, TerrariumError, World } from "./package.mjs";
import { test } from "./registry.mjs";

test("advance starts the next tick and answers it", () => {
  const world = new World();
  const start = world.tick;
  equal(start, 0);
  equal(world.advance(), 1);
  equal(world.tick, 1);
  for (let at = 0; at < 100; at += 1) world.advance();
  equal(world.tick, 101);
});

test("componentTypes tells the types, their names, and how many hold and share them", () => {
  const Tag = token("Tag");
  const world = new World();
  world.spawn(new Position(), [Tag, true]);
  world.spawn(new Position(), shared(new Note()));
  world.setSingleton(new Velocity());
  same(world.componentTypes(), [
    { type: Position, name: "Position", entities: 2, groups: 0 },
    { type: Tag, name: Tag.name, entities: 1, groups: 0 },
    { type: Note, name: "Note", entities: 1, groups: 1 },
    { type: Velocity, name: "Velocity", entities: 0, groups: 0 },
  ]);
});

test("archetypes tells which sets of types exist and how many entities have each", () => {
  const world = new World();
  for (let at = 0; at < 3; at += 1) world.spawn(new Position(), new Velocity());
  world.spawn(new Position(), new Velocity(), new Note());
  world.spawn();
  world.spawn();
  const counted = new Map(world.archetypes().map(({ types, entities }) => [types.map((type) => type.name).join("+"), entities]));
  same(counted, new Map([["Position+Velocity", 3], ["", 2], ["Position+Velocity+Note", 1]]));
});

test("check finds nothing wrong with a world in use", () => {
  const world = new World({ shard: 9 });
  equal(world.check(), undefined);
  const entities = world.spawnMany([Position], [Array.from({ length: 2000 }, () => new Position())], 2000);
  entities.forEach((entity, at) => at % 2 && world.destroy(entity));
  world.set(entities[0], shared(new Note()));
  equal(world.check(), undefined);
});

const ARGUMENTS = {
  applyUpdates: [{}],
  applyUpdatesAsync: [{}],
  prepare: [{ all: [] }],
  spawnMany: [[], [], 1],
  setSingleton: [new Note("s")],
  merge: [1, 2],
  spawn: [],
  updateShared: [1, Position, new Position()],
  set: [1, new Position()],
  setComponent: [1, new Position()],
  setComponentAsync: [1, new Position()],
  query: [Position],
  queryAsync: [Position],
  removeComponentFromAll: [Position],
  removeComponentFromAllAsync: [Position],
  getSingleton: [Position],
  querySingle: [Position],
  querySingleAsync: [Position],
  sharedGroups: [Position],
};
const METHODS = ["createEntity", "destroyEntity", "entityExists", "allEntities", "getComponent", "setComponent", "removeComponent",
  "removeComponentFromAll", "hasComponent", "getComponentTypes", "query", "querySingle", "applyUpdates"];
const EVERYDAY = ["spawn", "spawnMany", "get", "set", "has", "remove", "destroy", "isAlive", "setSingleton", "getSingleton", "sharing",
  "sharedGroups", "updateShared", "unshare", "prepare", "merge", "split", "advance", "componentTypes", "archetypes", "check"];

async function outcome(run) {
  try {
    const result = run();
    if (typeof result?.next === "function") return await result.next();
    return await result;
  } catch (error) {
    return error;
  }
}

test("after dispose every method says DISPOSED", async () => {
  const answering = [];
  for (const name of [...METHODS, ...METHODS.map((method) => `${method}Async`), ...EVERYDAY]) {
    const world = new World();
    world.spawn(new Position());
    world.dispose();
    const result = await outcome(() => world[name](...(ARGUMENTS[name] ?? [1, Position])));
    if (!(result instanceof TerrariumError) || result.code !== "DISPOSED") answering.push(`${name}: ${show(result)}`);
  }
  if (answering.length > 0) fail(answering.join("; "));
});

test("after dispose queries, their iterators and chunks say DISPOSED", () => {
  const world = new World();
  world.spawn(new Position());
  const query = world.prepare({ all: [Position] });
  const [rows, listed, entities] = [query[Symbol.iterator](), world.query(Position), world.allEntities()];
  [rows, listed, entities].forEach((iterator) => iterator.next());
  const group = world.sharing(world.spawn(shared(new Note())), Note);
  world.dispose();
  for (const use of [
    () => query.count(),
    () => query.first(),
    () => query.each(() => {}),
    () => [...query],
    () => [...query.chunks()],
    () => group.entities(),
    () => world.size,
    () => world.tick,
  ]) throws(use, TerrariumError, "DISPOSED");
  for (const iterator of [rows, listed, entities]) {
    try {
      equal(iterator.next().done, true);
    } catch (error) {
      equal(error.code, "DISPOSED");
    }
  }
});

test("disposing twice does no harm, and other worlds live on", () => {
  const [first, second] = [new World(), new World()];
  const entity = second.spawn(new Position(1, 2));
  first.dispose();
  try {
    first.dispose();
  } catch (error) {
    equal(error.code, "DISPOSED");
  }
  same(second.get(entity, Position), new Position(1, 2));
  second.check();
});

test("disposing in the middle of each ends in DISPOSED or in peace", () => {
  const world = new World();
  world.spawnMany([Position], [[new Position(), new Position()]], 2);
  try {
    world.prepare({ all: [Position] }).each(() => world.dispose());
  } catch (error) {
    equal(error.code, "DISPOSED");
  }
  throws(() => world.spawn(), TerrariumError, "DISPOSED");
});

test("an asynchronous call after dispose rejects", async () => {
  const world = new World();
  world.dispose();
  await rejects(world.createEntityAsync(), TerrariumError, "DISPOSED");
});

const CLASSES = ["TerrariumError", "EntityError", "ComponentError", "BatchError", "PanicError", "PoisonedError"];

test("the errors are classes of their own below TerrariumError", () => {
  for (const name of CLASSES) {
    const type = terrarium[name];
    ok(type === TerrariumError || type.prototype instanceof TerrariumError, name);
    ok(type.prototype instanceof Error, name);
  }
});

test("errors carry code, message, and what they are about", () => {
  const world = new World();
  const stale = EntityId.pack({ index: 9 });
  const error = throws(() => world.set(stale, new Position()), TerrariumError, "STALE_ENTITY");
  equal(error.entity, stale);
  ok(error.message.includes(EntityId.format(stale)), error.message);
  equal(error.name, "EntityError");
  ok(String(error.stack).includes("EntityError"));
});
