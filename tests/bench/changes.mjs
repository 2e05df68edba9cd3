// Adding a component to every entity and removing it again.

import { ASKED, Extra, Position } from "./components.mjs";
import { expect, shuffled } from "./harness.mjs";
import { mapOfMaps, objects, terrarium } from "./stores.mjs";

const QUERIES = 1000;

function inOrder(length) {
  return Array.from({ length }, (_, at) => at);
}

/** 1,000 different questions that stay prepared, some of them about the component that comes and goes. */
function prepareMany(world) {
  return Array.from({ length: QUERIES }, (_, at) => {
    const none = [ASKED[Math.floor(at / 50) % 50], ASKED[(at * 7 + 1) % 50]];
    const query = world.prepare({ all: [at % 2 ? Extra : Position, ASKED[at % 50]], none });
    query.count();
    return query;
  });
}

/** Adds to and removes from all; `count` tells how many have the component. */
function adding(order, { add, remove, count }) {
  let most = 0;
  return {
    units: order.length * 2,
    run: () => {
      for (let at = 0; at < order.length; at += 1) add(order[at]);
      most = most || count();
      for (let at = 0; at < order.length; at += 1) remove(order[at]);
    },
    verify: () => {
      expect(most, order.length, "entities with the component");
      expect(count(), 0, "entities with the component after removal");
    },
  };
}

function terrariumAdding(order, components, queries) {
  return () => {
    const { world, ids } = terrarium(order.length, components);
    const extras = ids.map((id) => new Extra(id));
    const prepared = queries ? prepareMany(world) : [];
    const holders = world.prepare({ all: [Extra] });
    const work = adding(order, {
      add: (at) => world.set(ids[at], Extra, extras[at]),
      remove: (at) => world.remove(ids[at], Extra),
      count: () => holders.count(),
    });
    const end = () => {
      prepared.length = 0;
      world.dispose();
    };
    return { ...work, end };
  };
}

function objectsAdding(order, components) {
  return () => {
    const list = objects(order.length, components);
    const extras = list.map((_, at) => new Extra(at));
    return adding(order, {
      add: (at) => { list[at].extra = extras[at]; },
      remove: (at) => { list[at].extra = undefined; },
      count: () => list.filter(({ extra }) => extra !== undefined).length,
    });
  };
}

function mapsAdding(order, components) {
  return () => {
    const map = mapOfMaps(order.length, components);
    const extras = inOrder(order.length).map((at) => new Extra(at));
    return adding(order, {
      add: (at) => map.get(at + 1).set(Extra, extras[at]),
      remove: (at) => map.get(at + 1).delete(Extra),
      count: () => [...map.values()].filter((cells) => cells.has(Extra)).length,
    });
  };
}

function row(title, components, makeOrder, queries = false) {
  return ({ entities }) => {
    const order = makeOrder(entities);
    return {
      title,
      unit: "ns per add or remove",
      contenders: [
        { name: "set, remove", make: terrariumAdding(order, components, queries) },
        { name: "objects", make: objectsAdding(order, components) },
        { name: "Map of Maps", make: mapsAdding(order, components) },
      ],
    };
  };
}

export const CHANGES = [
  row("add and remove, 3 components, in order", 3, inOrder),
  row("add and remove, 3 components, shuffled", 3, shuffled),
  row("add and remove, 8 components, in order", 8, inOrder),
  row("add and remove, 8 components, shuffled", 8, shuffled),
  row("add and remove, 1,000 queries alive, in order", 3, inOrder, true),
  row("add and remove, 1,000 queries alive, shuffled", 3, shuffled, true),
];
