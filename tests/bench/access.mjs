// Random reads and writes, and making and ending entities.

import { World } from "../suite/package.mjs";
import { Body, Position, Velocity } from "./components.mjs";
import { expect, shuffled } from "./harness.mjs";
import { componentsOf, mapOfMaps, objects, startOf, terrarium } from "./stores.mjs";

/** As many places as operations, each entity as often as any other, in a random order. */
function places({ entities, operations }) {
  const order = shuffled(entities);
  return Array.from({ length: operations }, (_, at) => order[at % entities]);
}

function reading(at, read) {
  let sum = 0;
  const expected = at.reduce((total, place) => total + startOf(place), 0);
  return {
    units: at.length,
    run: () => {
      sum = 0;
      for (let step = 0; step < at.length; step += 1) sum += read(at[step]).x;
    },
    verify: () => expect(sum, expected, "sum read"),
  };
}

function randomGet(sizes) {
  const at = places(sizes);
  return {
    title: "random get",
    unit: "ns per read",
    contenders: [
      { name: "get", make: () => {
        const { world, ids } = terrarium(sizes.entities, 3);
        return { ...reading(at, (place) => world.get(ids[place], Position)), end: () => world.dispose() };
      } },
      { name: "objects", make: () => {
        const list = objects(sizes.entities, 3);
        return reading(at, (place) => list[place].position);
      } },
      { name: "Map of Maps", make: () => {
        const map = mapOfMaps(sizes.entities, 3);
        return reading(at, (place) => map.get(place + 1).get(Position));
      } },
    ],
  };
}

function writing(at, write, read) {
  const values = [new Position(-1.5, 0.5), new Position(-2.5, 0.5)];
  let turn = 0;
  return {
    units: at.length,
    run: () => {
      turn = 1 - turn;
      for (let step = 0; step < at.length; step += 1) write(at[step], values[turn]);
    },
    verify: () => at.forEach((place) => expect(read(place), values[turn], `entity ${place}`)),
  };
}

function randomSet(sizes) {
  const at = places(sizes);
  return {
    title: "random set",
    unit: "ns per write",
    contenders: [
      { name: "set", make: () => {
        const { world, ids } = terrarium(sizes.entities, 3);
        const work = writing(at, (place, value) => world.set(ids[place], Position, value), (place) => world.get(ids[place], Position));
        return { ...work, end: () => world.dispose() };
      } },
      { name: "objects", make: () => {
        const list = objects(sizes.entities, 3);
        return writing(at, (place, value) => { list[place].position = value; }, (place) => list[place].position);
      } },
      { name: "Map of Maps", make: () => {
        const map = mapOfMaps(sizes.entities, 3);
        return writing(at, (place, value) => map.get(place + 1).set(Position, value), (place) => map.get(place + 1).get(Position));
      } },
    ],
  };
}

/** A contender that starts from nothing each time. */
function making(entities, empty, fill, count, end) {
  let store = empty();
  return {
    units: entities,
    reset: () => {
      end?.(store);
      store = empty();
    },
    run: () => fill(store),
    verify: () => expect(count(store), entities, "entities made"),
    end: () => end?.(store),
  };
}

/** Ready components, so that making them is not measured. */
function parts(entities) {
  const all = Array.from({ length: entities }, (_, at) => componentsOf(at, 3).map(([, value]) => value));
  return { all, columns: [0, 1, 2].map((type) => all.map((values) => values[type])) };
}

function create({ entities }) {
  const { all, columns } = parts(entities);
  const dispose = (world) => world.dispose();
  return {
    title: "create with three components",
    unit: "ns per entity",
    contenders: [
      { name: "spawn", make: () => making(entities, () => new World(), (world) => {
        for (let at = 0; at < entities; at += 1) world.spawn(all[at][0], all[at][1], all[at][2]);
      }, (world) => world.size, dispose) },
      { name: "spawnMany", make: () => making(entities, () => new World(), (world) => {
        world.spawnMany([Position, Velocity, Body], columns, entities);
      }, (world) => world.size, dispose) },
      { name: "objects", make: () => making(entities, () => [], (list) => {
        for (let at = 0; at < entities; at += 1) list.push({ position: all[at][0], velocity: all[at][1], body: all[at][2] });
      }, (list) => list.length) },
      { name: "Map of Maps", make: () => making(entities, () => new Map(), (map) => {
        for (let at = 0; at < entities; at += 1) map.set(at + 1, new Map().set(Position, all[at][0]).set(Velocity, all[at][1]).set(Body, all[at][2]));
      }, (map) => map.size) },
    ],
  };
}

function ending(entities, make, run, count, end) {
  let store = make();
  return {
    units: entities,
    reset: () => {
      end?.(store);
      store = make();
    },
    run: () => run(store),
    verify: () => expect(count(store), 0, "entities left"),
    end: () => end?.(store),
  };
}

function destroy({ entities }) {
  return {
    title: "destroy with three components",
    unit: "ns per entity",
    contenders: [
      { name: "destroy", make: () => ending(entities, () => terrarium(entities, 3), ({ world, ids }) => {
        for (let at = 0; at < entities; at += 1) world.destroy(ids[at]);
      }, ({ world }) => world.size, ({ world }) => world.dispose()) },
      { name: "objects", make: () => ending(entities, () => objects(entities, 3), (list) => {
        while (list.length > 0) list.pop();
      }, (list) => list.length) },
      { name: "Map of Maps", make: () => ending(entities, () => mapOfMaps(entities, 3), (map) => {
        for (let at = 0; at < entities; at += 1) map.delete(at + 1);
      }, (map) => map.size) },
    ],
  };
}

export const ACCESS = [randomGet, randomSet, create, destroy];
