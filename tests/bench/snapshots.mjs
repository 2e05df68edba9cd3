// Saving and loading 100,000 entities of three components, beside rows of plain objects and bitecs; and what a delta costs.

import v8 from "node:v8";
import { addComponent, addEntity, createWorld } from "bitecs";
import { createSnapshotDeserializer, createSnapshotSerializer, f64, str, u8 } from "bitecs/serialization";
import { World } from "../suite/package.mjs";
import { Random } from "../suite/random.mjs";
import { Body, Position, Velocity } from "./components.mjs";
import { expect } from "./harness.mjs";

/** Of a unit in milliseconds. */
export const MILLISECONDS = 1e6;
const HEALTHS = 100;
const PAGE_SLOTS = 1024;

/** The components of the entities: fractions that need all their digits, a name, and a small whole number. */
function componentsOf(entities) {
  const random = new Random(1);
  const number = () => random.next() * 1000 + random.next() / 2 ** 20;
  return Array.from({ length: entities }, (_, at) => [
    new Position(number(), number()), new Velocity(number(), number()), new Body(`entity ${at}`, random.below(HEALTHS)),
  ]);
}

function terrarium(entities) {
  const world = new World();
  const all = componentsOf(entities);
  const ids = world.spawnMany([Position, Velocity, Body], [0, 1, 2].map((type) => all.map((values) => values[type])), entities);
  return { world, ids, all };
}

/** The same as rows of plain objects, the way they are usually saved. */
function rowsOf(entities) {
  return componentsOf(entities).map(([position, velocity, body], at) => ({ id: at + 1, position: { ...position }, velocity: { ...velocity }, body: { ...body } }));
}

/** The same in bitecs, over typed arrays of the right size. */
class Bitecs {
  constructor(entities) {
    const column = () => new Float64Array(entities + 1);
    this.world = createWorld();
    this.position = { x: f64(column()), y: f64(column()) };
    this.velocity = { vx: f64(column()), vy: f64(column()) };
    this.body = { name: str([]), hp: u8(new Uint8Array(entities + 1)) };
    this.components = [this.position, this.velocity, this.body];
  }

  fill(entities) {
    for (const [position, velocity, body] of componentsOf(entities)) {
      const entity = addEntity(this.world);
      this.components.forEach((component) => addComponent(this.world, entity, component));
      [this.position.x[entity], this.position.y[entity]] = [position.x, position.y];
      [this.velocity.vx[entity], this.velocity.vy[entity]] = [velocity.x, velocity.y];
      [this.body.name[entity], this.body.hp[entity]] = [body.name, body.hp];
    }
    return this;
  }

  /** What saves, into a buffer of just the right size: the usual one of 100 MB would cost more. */
  serializer() {
    const bytes = createSnapshotSerializer(this.world, this.components)().byteLength;
    return createSnapshotSerializer(this.world, this.components, new ArrayBuffer(bytes));
  }
}

/** A contender that saves; `length` tells the bytes of what it saved. */
function saving(save, length, end) {
  let saved;
  return { units: MILLISECONDS, run: () => { saved = save(); }, verify: () => expect(length(saved) > 0, true, "bytes saved"), end };
}

/** How each contender saves all of it: `save`, and the `length` in bytes of what it answers. */
const SAVERS = {
  "JSON of rows": (entities) => {
    const rows = rowsOf(entities);
    return { save: () => JSON.stringify(rows), length: (text) => Buffer.byteLength(text) };
  },
  "v8 of rows": (entities) => {
    const rows = rowsOf(entities);
    return { save: () => v8.serialize(rows), length: (bytes) => bytes.length };
  },
  "bitecs typed": (entities) => {
    const save = new Bitecs(entities).fill(entities).serializer();
    return { save: () => save(), length: (buffer) => buffer.byteLength };
  },
  snapshot: (entities) => {
    const { world } = terrarium(entities);
    return { save: () => world.snapshot(), length: (bytes) => bytes.length, end: () => world.dispose() };
  },
};

export function saveRow({ entities }) {
  return {
    title: "save all",
    unit: "ms",
    base: "JSON of rows",
    contenders: Object.entries(SAVERS).map(([name, make]) => ({
      name,
      make: () => {
        const { save, length, end } = make(entities);
        return saving(save, length, end);
      },
    })),
  };
}

/** A contender that loads what was saved into a store that is new each time. */
function loading(renew, load, verify, end) {
  let [store, loaded] = [undefined, undefined];
  return {
    units: MILLISECONDS,
    reset: () => {
      if (store !== undefined) end?.(store);
      store = renew();
    },
    run: () => { loaded = load(store); },
    verify: () => verify(store, loaded),
    end: () => end?.(store),
  };
}

const LOADERS = {
  // Rows parsed count as loaded: their owners would have to put them into a store yet.
  "JSON of rows": (entities) => {
    const text = JSON.stringify(rowsOf(entities));
    return loading(() => [], () => JSON.parse(text), (_, rows) => expect(rows.at(-1).body.name, `entity ${entities - 1}`, "the last name"));
  },
  "v8 of rows": (entities) => {
    const bytes = v8.serialize(rowsOf(entities));
    return loading(() => [], () => v8.deserialize(bytes), (_, rows) => expect(rows.at(-1).body.name, `entity ${entities - 1}`, "the last name"));
  },
  "bitecs typed": (entities) => {
    const bytes = new Bitecs(entities).fill(entities).serializer()();
    const renew = () => {
      const store = new Bitecs(entities);
      return { store, load: createSnapshotDeserializer(store.world, store.components) };
    };
    return loading(renew, ({ load }) => load(bytes), ({ store }, ids) => expect(store.body.name[ids.get(entities)], `entity ${entities - 1}`, "the last name"));
  },
  snapshot: (entities) => {
    const { world, ids, all } = terrarium(entities);
    const bytes = world.snapshot();
    world.dispose();
    const verify = (store) => {
      expect(store.get(ids[entities - 1], Body).name, `entity ${entities - 1}`, "the last name");
      ids.forEach((id, at) => expect(store.get(id, Position).x, all[at][0].x, `entity ${at}`));
    };
    return loading(() => new World(), (store) => store.restore(bytes), verify, (store) => store.dispose());
  },
};

export function loadRow({ entities }) {
  return { title: "load all", unit: "ms", base: "JSON of rows", contenders: Object.entries(LOADERS).map(([name, make]) => ({ name, make: () => make(entities) })) };
}

/** What is known without measuring time. */
export function sizeRow({ entities }) {
  const bytesOf = (make) => {
    const { save, length, end } = make(entities);
    const bytes = length(save());
    end?.();
    return bytes;
  };
  return { title: "size of all", unit: "bytes", base: "JSON of rows", figures: () => new Map(Object.entries(SAVERS).map(([name, make]) => [name, bytesOf(make)])) };
}

/** How many pages are 1 % of them all, of each type alike. */
function pagesTouched(entities) {
  return Math.max(1, Math.round((Math.ceil(entities / PAGE_SLOTS) * 3) / 100));
}

/** A world in which 1 % of the pages changes before each save. */
function changing(entities) {
  const { world, ids } = terrarium(entities);
  const touched = pagesTouched(entities);
  let [round, base] = [0, world.snapshot()];
  const change = () => {
    world.advance();
    base = world.snapshot();
    for (let at = 0; at < touched; at += 1) {
      round += 1;
      const entity = ids[(round * 7919) % entities];
      const type = [Position, Velocity, Body][at % 3];
      world.get(entity, type)[type === Body ? "hp" : "x"] = round % HEALTHS;
      world.touch(entity, type);
    }
  };
  const delta = () => world.snapshot({ since: base });
  const verify = (file) => {
    const whole = new World();
    whole.restore(base, file);
    expect(String(whole.digest()), world.digest(), "the digest of base and delta");
    whole.dispose();
  };
  return { world, change, delta, verify };
}

function saver(make) {
  let saved;
  const { world, change, save, verify } = make();
  return { units: MILLISECONDS, reset: change, run: () => { saved = save(); }, verify: () => verify(saved), end: () => world.dispose() };
}

export function deltaRow({ entities }) {
  const full = () => {
    const { world, change } = changing(entities);
    return { world, change, save: () => world.snapshot(), verify: (bytes) => expect(bytes.length > 0, true, "bytes saved") };
  };
  const delta = () => {
    const { world, change, delta: save, verify } = changing(entities);
    return { world, change, save, verify };
  };
  return { title: "save after 1 % of pages changed", unit: "ms", base: "all", contenders: [{ name: "all", make: () => saver(full) }, { name: "delta", make: () => saver(delta) }] };
}

export function deltaSizeRow({ entities }) {
  const figures = () => {
    const { world, change, delta } = changing(entities);
    change();
    const sizes = new Map([["all", world.snapshot().length], ["delta", delta().length]]);
    world.dispose();
    return sizes;
  };
  return { title: "size after 1 % of pages changed", unit: "bytes", base: "all", figures };
}

export const SNAPSHOTS = [saveRow, loadRow, sizeRow, deltaRow, deltaSizeRow];
