// Looping over two components, before and after many changes of shape; and counting.

import { Position, Velocity } from "./components.mjs";
import { expect, shuffled } from "./harness.mjs";
import { mapOfMaps, objects, SPEED, terrarium } from "./stores.mjs";

const PASSES = 10;
const STEP = 0.5;

/** A contender whose `pass` moves every entity once, and whose `positions` tells where they are. */
function loop(entities, { pass, positions }) {
  const start = positions();
  return {
    units: entities * PASSES,
    run: () => {
      for (let at = 0; at < PASSES; at += 1) pass();
    },
    verify: () => positions().forEach((x, at) => expect(x, start[at] + PASSES * STEP * SPEED[0], `entity ${at}`)),
  };
}

function looping(name, change, walk) {
  return ({ entities }) => ({
    name,
    make: () => {
      const { world, ids } = terrarium(entities, 3);
      change.terrarium(world, ids);
      const query = world.prepare({ all: [Position, Velocity] });
      const pass = () => walk(query);
      return { ...loop(entities, { pass, positions: () => ids.map((id) => world.get(id, Position).x) }), end: () => world.dispose() };
    },
  });
}

function withEach(query) {
  query.each((_, position, velocity) => {
    position.x += velocity.x * STEP;
    position.y += velocity.y * STEP;
  });
}

function withChunks(query) {
  for (const chunk of query.chunks()) moveChunk(chunk.length, chunk.slots, chunk.column(Position), chunk.column(Velocity));
}

function moveChunk(length, slots, positions, velocities) {
  for (let row = 0; row < length; row += 1) {
    const slot = slots === undefined ? row : slots[row];
    const [position, velocity] = [positions[slot], velocities[slot]];
    position.x += velocity.x * STEP;
    position.y += velocity.y * STEP;
  }
}

function withRows(query) {
  for (const [, position, velocity] of query) {
    position.x += velocity.x * STEP;
    position.y += velocity.y * STEP;
  }
}

function plainObjects(change) {
  return ({ entities }) => ({
    name: "objects",
    make: () => {
      const list = objects(entities, 3);
      change.objects(list);
      return loop(entities, { pass: () => moveObjects(list), positions: () => list.map(({ position }) => position.x) });
    },
  });
}

function moveObjects(list) {
  for (let at = 0; at < list.length; at += 1) {
    const { position, velocity } = list[at];
    position.x += velocity.x * STEP;
    position.y += velocity.y * STEP;
  }
}

function maps(change) {
  return ({ entities }) => ({
    name: "Map of Maps",
    make: () => {
      const map = mapOfMaps(entities, 3);
      change.maps(map);
      return loop(entities, { pass: () => moveMaps(map), positions: () => [...map.values()].map((cells) => cells.get(Position).x) });
    },
  });
}

function moveMaps(map) {
  for (const cells of map.values()) {
    const [position, velocity] = [cells.get(Position), cells.get(Velocity)];
    if (position === undefined || velocity === undefined) continue;
    position.x += velocity.x * STEP;
    position.y += velocity.y * STEP;
  }
}

const UNCHANGED = { terrarium: () => {}, objects: () => {}, maps: () => {} };

/** Takes the Velocity from entities in a random order, and gives them new ones in another. */
const CHANGED = {
  terrarium: (world, ids) => {
    shuffled(ids.length).forEach((at) => world.remove(ids[at], Velocity));
    shuffled(ids.length).reverse().forEach((at) => world.set(ids[at], new Velocity(...SPEED)));
  },
  objects: (list) => {
    shuffled(list.length).forEach((at) => { list[at].velocity = undefined; });
    shuffled(list.length).reverse().forEach((at) => { list[at].velocity = new Velocity(...SPEED); });
  },
  maps: (map) => {
    shuffled(map.size).forEach((at) => map.get(at + 1).delete(Velocity));
    shuffled(map.size).reverse().forEach((at) => map.get(at + 1).set(Velocity, new Velocity(...SPEED)));
  },
};

function row(title, change) {
  const ways = Object.entries({ each: withEach, chunks: withChunks, "for..of": withRows });
  const contenders = [...ways.map(([name, walk]) => looping(name, change, walk)), plainObjects(change), maps(change)];
  return (sizes) => ({ title, unit: "ns per entity", contenders: contenders.map((contender) => contender(sizes)) });
}

/** Counting the entities with two components, a third of them missing one. */
function counting({ entities, rounds }) {
  const passes = rounds * 10;
  const expected = entities - Math.ceil(entities / 3);
  const contender = (name, make) => ({
    name,
    make: () => {
      let found = 0;
      const count = make();
      const run = () => {
        for (let at = 0; at < passes; at += 1) found = count();
      };
      return { units: entities * passes, run, verify: () => expect(found, expected, "counted") };
    },
  });
  return {
    title: "count, a third missing one",
    unit: "ns per entity",
    contenders: [
      contender("count", () => {
        const { world, ids } = terrarium(entities, 3);
        ids.forEach((id, at) => at % 3 === 0 && world.remove(id, Velocity));
        const query = world.prepare({ all: [Position, Velocity] });
        return () => query.count();
      }),
      contender("objects", () => {
        const list = objects(entities, 3);
        list.forEach((object, at) => { if (at % 3 === 0) object.velocity = undefined; });
        return () => list.reduce((sum, { position, velocity }) => sum + (position !== undefined && velocity !== undefined ? 1 : 0), 0);
      }),
      contender("Map of Maps", () => {
        const map = mapOfMaps(entities, 3);
        [...map.values()].forEach((cells, at) => at % 3 === 0 && cells.delete(Velocity));
        return () => [...map.values()].reduce((sum, cells) => sum + (cells.has(Position) && cells.has(Velocity) ? 1 : 0), 0);
      }),
    ],
  };
}

export const LOOPS = [row("loop over two components", UNCHANGED), row("loop after random shape changes", CHANGED), counting];
