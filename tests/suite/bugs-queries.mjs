// What AgentECS gets wrong, continued: B15 to B25, queries, copies and order.

import { equal, notEqual, ok, same, throws } from "./assert.mjs";
import { Note, Position, token, Velocity } from "./fixtures.mjs";
import { ComponentError, EntityId, Shared, World } from "./package.mjs";
import { test } from "./registry.mjs";

const MANY = 50_000;

test("B15: 50,000 holders of one shared value cost what they are, not their square", () => {
  const world = new World();
  const value = new Note("shared");
  const positions = Array.from({ length: MANY }, (_, at) => new Position(at, 0));
  const notes = new Array(MANY).fill(new Shared(value));
  const entities = world.spawnMany([Position, Note], [positions, notes], MANY);
  equal([...world.query(Position, { copy: false })].length, MANY);
  equal(world.sharing(entities[0], Note).holders, MANY);
  ok(entities.every((entity) => world.getComponentTypes(entity).size === 2));
  entities.forEach((entity, at) => (at % 2 ? world.remove(entity, Note) : world.destroy(entity)));
  equal(world.sharedGroups(Note).length, 0);
  equal(world.size, MANY / 2);
});

test("B15: 20,000 groups are asked about one by one without a look at the others", () => {
  const world = new World();
  const notes = Array.from({ length: 20_000 }, (_, at) => new Shared(new Note(String(at))));
  const entities = world.spawnMany([Note], [notes], notes.length);
  ok(entities.every((entity) => world.sharing(entity, Note).holders === 1));
  equal(world.sharedGroups(Note).length, notes.length);
  entities.forEach((entity) => world.remove(entity, Note));
  equal(world.sharedGroups(Note).length, 0);
});

const CHANGES = {
  "creating an entity": (world) => world.spawn(new Position(99, 99)),
  "destroying this entity": (world, entities, entity) => world.destroy(entity),
  "destroying the last entity": (world, entities) => world.destroy(entities.at(-1)),
  "removing a plain component": (world, entities) => world.remove(entities[2], Position),
  "removing a shared component": (world, entities) => world.remove(entities[1], Note),
  "adding a component": (world, entities, entity) => world.set(entity, new Velocity(1, 1)),
};

for (const [change, make] of Object.entries(CHANGES)) {
  test(`B17: ${change} while iterating neither throws nor shows a dead entity`, () => {
    const walks = [(world) => world.query(Position, Note), (world) => world.querySingle(Position), (world) => world.allEntities()];
    for (const walk of walks) {
      const world = new World();
      const shared = new Shared(new Note("s"));
      const entities = Array.from({ length: 6 }, (_, at) => world.spawn(new Position(at, 0), shared));
      for (const row of walk(world)) {
        const entity = Array.isArray(row) ? row[0] : row;
        ok(world.isAlive(entity), `${change}: a dead entity`);
        ok(entities.includes(entity), `${change}: an entity that appeared meanwhile`);
        make(world, entities, entity);
      }
      world.check();
    }
  });
}

test("B18: excluding, alternatives, optional values, counting and order are evaluated", () => {
  const world = new World();
  const bare = world.spawn(new Position(1, 0));
  const moving = world.spawn(new Position(2, 0), new Velocity(1, 1));
  const noted = world.spawn(new Position(3, 0), new Note("n"));
  const both = world.spawn(new Position(4, 0), new Velocity(2, 2), new Note("b"));
  const found = (spec) => [...world.prepare(spec)].map(([entity]) => entity);
  same(found({ all: [Position], none: [Velocity] }), [bare, noted]);
  same(found({ all: [Position], none: [Velocity, Note] }), [bare]);
  same(found({ all: [Position], any: [Velocity, Note] }), [moving, noted, both]);
  same(found({ all: [Position], any: [Velocity, Note], none: [Note] }), [moving]);
  const optional = world.prepare({ all: [Position], optional: [Velocity] });
  same([...optional].map(([, , velocity]) => velocity?.dx), [undefined, 1, undefined, 2]);
  equal(optional.count(), 4);
});

test("B18: a prepared query in place of a type is refused, not silently empty", () => {
  const world = new World();
  world.spawn(new Position());
  const query = world.prepare({ all: [Position] });
  throws(() => [...world.query(Position, query, Position)], ComponentError, "NOT_A_TYPE");
  throws(() => [...world.query(query)], ComponentError, "NOT_A_TYPE");
  throws(() => [...world.query(Position, query)], ComponentError, "NOT_A_TYPE");
});

test("B19: links inside one value survive its copy", () => {
  const Family = token("Family");
  const child = { name: "child" };
  const value = { first: child, second: child, list: [child] };
  value.self = value;
  const world = new World();
  const entity = world.spawn([Family, value]);
  const copy = world.getComponent(entity, Family);
  notEqual(copy.first, child);
  equal(copy.first, copy.second);
  equal(copy.first, copy.list[0]);
  equal(copy.self, copy);
});

test("B19: a component that cannot be copied fails its own copies and nothing else", () => {
  const Broken = token("Broken");
  const value = { get boom() { throw new Error("boom"); } };
  const world = new World();
  const entity = world.spawn([Broken, value], new Position(1, 2));
  const error = throws(() => world.getComponent(entity, Broken), ComponentError, "UNCOPYABLE");
  equal(error.cause.message, "boom");
  same(world.getComponent(entity, Position), new Position(1, 2));
  equal([...world.query(Position)].length, 1);
  equal(world.getComponent(entity, Broken, { copy: false }), value);
  equal([...world.query(Position, Broken, { copy: false })].length, 1);
  world.check();
});

test("B22: falsy values are values", () => {
  for (const value of [null, 0, "", false, NaN, -0, 0n]) {
    const Falsy = token("Falsy");
    const world = new World();
    const entity = world.spawn([Falsy, value]);
    world.spawn();
    equal(world.get(entity, Falsy), value);
    equal(world.getComponent(entity, Falsy), value);
    equal(world.has(entity, Falsy), true);
    ok(world.getComponentTypes(entity).has(Falsy));
    same([...world.query(Falsy)], [[entity, [value]]]);
    same(world.prepare({ all: [Falsy] }).first(), [entity, value]);
    world.setSingleton(new Position());
    world.setComponent(entity, Falsy, new Shared(value));
    equal(world.sharing(entity, Falsy).value, value);
    equal(world.remove(entity, Falsy), true);
    equal(world.has(entity, Falsy), false);
    world.check();
  }
});

test("B22: an empty instance is a value", () => {
  class Bag extends Array {}
  const world = new World();
  const entity = world.spawn(new Bag());
  equal(world.has(entity, Bag), true);
  same(world.getComponent(entity, Bag), new Bag());
});

test("B25: iteration goes by ascending index, and a recycled index keeps its place", () => {
  const world = new World();
  const entities = Array.from({ length: 5 }, (_, at) => world.spawn(new Position(at, 0)));
  world.destroy(entities[3]);
  world.destroy(entities[1]);
  const [second, fourth] = [world.spawn(new Position(10, 0)), world.spawn(new Position(11, 0))];
  same([EntityId.format(second), EntityId.format(fourth)], ["0:2v1", "0:4v1"]);
  const expected = [entities[0], second, entities[2], fourth, entities[4]];
  same([...world.allEntities()], expected);
  same([...world.query(Position)].map(([entity]) => entity), expected);
  same([...world.querySingle(Position)].map(([entity]) => entity), expected);
  same([...world.prepare({ all: [Position] })].map(([entity]) => entity), expected);
});

test("B25: order does not depend on when a component was added", () => {
  const world = new World();
  const entities = Array.from({ length: 4 }, () => world.spawn());
  for (const at of [2, 0, 3, 1]) world.set(entities[at], new Position(at, 0));
  same([...world.querySingle(Position)].map(([, position]) => position.x), [0, 1, 2, 3]);
});
