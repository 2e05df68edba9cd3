// Changing structure while iterating: what is visited, for every way to iterate.

import { equal, ok, same } from "./assert.mjs";
import { Note, Position, token, Velocity } from "./fixtures.mjs";
import { EntityId, World } from "./package.mjs";
import { test } from "./registry.mjs";

/** Every way to iterate: visits each entity found, in order. */
const WALKS = {
  each: (world, visit) => world.prepare({ all: [Position] }).each((entity) => visit(entity)),
  "for..of of a Query": (world, visit) => {
    for (const [entity] of world.prepare({ all: [Position] })) visit(entity);
  },
  "query()": (world, visit) => {
    for (const [entity] of world.query(Position)) visit(entity);
  },
  "query() without copies": (world, visit) => {
    for (const [entity] of world.query(Position, { copy: false })) visit(entity);
  },
  "querySingle()": (world, visit) => {
    for (const [entity] of world.querySingle(Position)) visit(entity);
  },
  "allEntities()": (world, visit) => {
    for (const entity of world.allEntities()) visit(entity);
  },
};

/** Ten entities at `x` 0..9, over two pages so that a page's end lies between them. */
function ten() {
  const world = new World();
  const filler = world.spawnMany([], [], 1019);
  const entities = Array.from({ length: 10 }, (_, x) => world.spawn(new Position(x, 0)));
  filler.forEach((entity) => world.destroy(entity));
  return { world, entities };
}

/** The places (0..9) visited while `change` runs at each of them; anything else is -1. */
function visited(walk, change) {
  const { world, entities } = ten();
  const places = [];
  walk(world, (entity) => {
    ok(world.isAlive(entity), "a dead entity was visited");
    const place = entities.indexOf(entity);
    places.push(place);
    ok(places.length < 100, "endless");
    change(world, entities, place);
  });
  world.check();
  return places;
}

const ALL = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const before = (place) => ALL.slice(0, place);

const without = (...places) => ALL.filter((place) => !places.includes(place));

/** A change that is made once, when place 4 is visited. */
const atFour = (change) => (world, entities, place) => {
  if (place === 4) change(world, entities);
};

function positions(count) {
  return Array.from({ length: count }, () => new Position());
}

/** What is done while iterating, and the places that are visited then. */
const CHANGES = {
  nothing: [() => {}, ALL],
  "creating entities": [(world) => world.spawn(new Position(50, 0)), ALL],
  "creating thousands at once": [atFour((world) => world.spawnMany([Position], [positions(2000)], 2000)), ALL],
  "destroying the entity itself": [(world, entities, place) => world.destroy(entities[place]), ALL],
  "destroying the next": [atFour((world, entities) => world.destroy(entities[5])), without(5)],
  "destroying all before": [(world, entities, place) => before(place).forEach((x) => world.destroy(entities[x])), ALL],
  "destroying all after": [atFour((world, entities) => entities.slice(5).forEach((entity) => world.destroy(entity))), before(5)],
  "destroying everything": [(world, entities) => entities.forEach((entity) => world.destroy(entity)), [0]],
  "destroying the next and reusing its index": [
    atFour((world, entities) => {
      world.destroy(entities[5]);
      equal(EntityId.index(world.spawn(new Position(5, 0))), EntityId.index(entities[5]));
    }),
    without(5),
  ],
  "taking the component from the next and giving it back": [
    atFour((world, entities) => {
      world.remove(entities[5], Position);
      world.set(entities[5], new Position(5, 5));
    }),
    ALL,
  ],
  "replacing every value": [(world, entities) => entities.forEach((entity) => world.set(entity, new Position(60, 0))), ALL],
  "adding another component": [(world, entities) => entities.forEach((entity) => world.set(entity, new Velocity())), ALL],
  "merging the next two": [atFour((world, entities) => world.merge(entities[5], entities[6])), without(5, 6)],
  "splitting the next": [atFour((world, entities) => world.split(entities[5])), without(5)],
  "a batch": [
    atFour((world, entities) => world.applyUpdates({ spawns: [[new Position()]], destroys: [entities[0], entities[9]] })),
    without(9),
  ],
  "registering types and preparing queries": [(world, _, place) => world.prepare({ all: [token(`t${place}`)] }).count(), ALL],
};

for (const [change, [make, expected]] of Object.entries(CHANGES)) {
  for (const [name, walk] of Object.entries(WALKS)) {
    test(`while iterating with ${name}: ${change}`, () => same(visited(walk, make), expected));
  }
}

for (const [name, walk] of Object.entries(WALKS).slice(0, 5)) {
  test(`while iterating with ${name}: entities that lose the component are passed over`, () => {
    const removing = atFour((world, entities) => [5, 7].forEach((x) => world.remove(entities[x], Position)));
    same(visited(walk, removing), without(5, 7));
    same(visited(walk, (world) => world.removeComponentFromAll(Position)), [0]);
  });

  test(`while iterating with ${name}: entities that gain the component are not visited`, () => {
    const world = new World();
    const entities = Array.from({ length: 6 }, (_, at) => (at % 2 ? world.spawn(new Note()) : world.spawn(new Position(at, 0))));
    const places = [];
    walk(world, (entity) => {
      places.push(entities.indexOf(entity));
      world.set(entities[3], new Position(3, 0));
    });
    same(places, [0, 2, 4]);
  });
}

test("while iterating: alternatives and exclusions are looked at again when an entity's turn comes", () => {
  const { world, entities } = ten();
  entities.slice(0, 8).forEach((entity, at) => world.set(entity, at % 2 ? new Velocity() : new Note()));
  const query = world.prepare({ all: [Position], any: [Velocity, Note], none: [token("Never")] });
  const places = [];
  query.each((entity) => {
    places.push(entities.indexOf(entity));
    if (places.length > 1) return;
    world.remove(entities[3], Velocity);
    world.set(entities[8], new Note());
    world.remove(entities[4], Note);
    world.set(entities[4], new Velocity());
  });
  same(places, [0, 1, 2, 4, 5, 6, 7]);
});

const ROWS = {
  each: (world, visit) => world.prepare({ all: [Position] }).each(visit),
  "for..of": (world, visit) => {
    for (const row of world.prepare({ all: [Position] })) visit(...row);
  },
};

for (const [name, walk] of Object.entries(ROWS)) {
  test(`while iterating with ${name}: values are those of the moment`, () => {
    const { world, entities } = ten();
    const xs = [];
    walk(world, (entity, position) => {
      xs.push(position.x);
      if (entity === entities[4]) world.set(entities[5], new Position(500, 0));
    });
    same(xs, [0, 1, 2, 3, 4, 500, 6, 7, 8, 9]);
  });
}

test("loops over one query may be nested", () => {
  const { world } = ten();
  const query = world.prepare({ all: [Position] });
  let pairs = 0;
  for (const [first] of query) {
    for (const [second] of query) pairs += first < second ? 1 : 0;
    query.each((second) => { pairs += first < second ? 1 : 0; });
  }
  equal(pairs, 90);
});

test("a nested loop may change what the outer one iterates", () => {
  const { world, entities } = ten();
  const query = world.prepare({ all: [Position] });
  const places = [];
  query.each((entity) => {
    places.push(entities.indexOf(entity));
    if (places.length === 3) query.each((other) => other > entity && world.destroy(other));
    query.count();
    world.spawn(new Position());
  });
  same(places, [0, 1, 2]);
});

test("a loop may be left early and another begun", () => {
  const { world } = ten();
  const query = world.prepare({ all: [Position] });
  for (const _ of query) break;
  for (const _ of world.query(Position)) break;
  for (const _ of world.allEntities()) break;
  equal([...query].length, 10);
  world.spawn(new Position());
  equal([...query].length, 11);
});
