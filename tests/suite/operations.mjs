// Random operations on a world and on the naive model, done to both.

import { equal, same, throws } from "./assert.mjs";
import { token } from "./fixtures.mjs";
import { BatchError, EntityError, Shared } from "./package.mjs";

class Box {
  constructor(n) {
    this.n = n;
  }
}

/** What a type's own functions made, in order, for the model to know the very objects. */
const made = [];

function make(n) {
  const value = new Box(n);
  made.push(value);
  return value;
}

const SUMMING = {
  combine: (first, second) => make(first.n + second.n),
  split: (value) => [make(Math.floor(value.n / 2)), make(Math.ceil(value.n / 2))],
};

/** Six types: plain boxes, boxes that combine and split, and numbers. */
export const TYPES = [token("a"), token("b", SUMMING), token("c"), token("d"), token("e"), token("f", SUMMING)];
const NUMBERS = 2;

function lastMade(n) {
  const at = made.findIndex((value) => value.n === n);
  return at < 0 ? undefined : made.splice(at, 1)[0];
}

/** The same six as the model knows them. */
export const MODEL_TYPES = TYPES.map((_, type) => ({
  boxed: type !== NUMBERS,
  lastMade,
  ...([1, 5].includes(type) && { combine: (a, b) => a + b, split: (n) => [Math.floor(n / 2), Math.ceil(n / 2)] }),
}));

/** What a value carries. */
export function numberOf(value) {
  return typeof value === "number" ? value : value.n;
}

const PLACES = TYPES.map((_, type) => type);

/** Operations that leave the number of entities as it is, some of them more often. */
const STEADY = ["set", "set", "set", "share", "share", "remove", "remove", "updateShared", "unshare", "mutate", "stale", "removeFromAll", "singleton"];

/** Does operations to a world and its model, and compares what they answer. */
export class Operations {
  constructor(world, model, random) {
    Object.assign(this, { world, model, random });
    this.dead = [];
    this.counter = 0;
  }

  /** One random operation; fewer entities come when there are many. */
  step() {
    const crowded = this.model.entities.size > 160;
    const growing = ["create", "spawn", "spawnMany", "split", "batch"];
    const shrinking = ["destroy", "destroy", "merge", "batch"];
    const name = this.random.pick([...STEADY, ...(crowded ? shrinking : growing), ...(this.random.once(2) ? shrinking : growing)]);
    made.length = 0;
    this[name]();
    return name;
  }

  entity() {
    return this.random.pick([...this.model.entities.keys()]) ?? this.create();
  }

  /** A put of a new value, or of one that is shared already. */
  put(type = this.random.pick(PLACES), shared = this.random.once(4)) {
    const groups = this.model.groups[type].filter((cell) => cell.value !== undefined);
    const joined = shared && this.random.once(2) ? this.random.pick(groups) : undefined;
    if (joined !== undefined) return { type, n: joined.n, value: joined.value, shared };
    this.counter += 1;
    const n = this.counter % 1000;
    return { type, n, value: type === NUMBERS ? n : new Box(n), shared };
  }

  /** What is given to the world for a put. A shared value may be given as a copy of it. */
  given({ type, value, shared }) {
    if (!shared) return value;
    const group = this.model.groups[type].find((cell) => Object.is(cell.value, value));
    const copied = group !== undefined && this.random.once(3);
    return new Shared(copied ? this.world.getComponent(this.model.holders(group, type)[0], TYPES[type]) : value);
  }

  pair(put) {
    return [TYPES[put.type], this.given(put)];
  }

  create() {
    const entity = this.random.once(2) ? this.world.createEntity() : this.world.spawn();
    equal(entity, this.model.create(), "created");
    return entity;
  }

  spawn() {
    const puts = this.random.some(PLACES, 0.5).map((type) => this.put(type));
    const spawned = this.world.spawn(...this.random.shuffled(puts.map((put) => this.pair(put))));
    equal(spawned, this.model.create(), "spawned");
    puts.forEach((put) => this.model.set(spawned, put));
  }

  spawnMany() {
    const count = this.random.below(6);
    const types = this.random.some(PLACES, 0.4);
    const puts = types.map((type) => Array.from({ length: count }, () => this.put(type, false)));
    const entities = this.world.spawnMany(types.map((type) => TYPES[type]), puts.map((column) => column.map(({ value }) => value)), count);
    same(entities, Array.from({ length: count }, () => this.model.create()), "spawned many");
    entities.forEach((entity, row) => puts.forEach((column) => this.model.set(entity, column[row])));
  }

  destroy() {
    const entity = this.entity();
    equal(this.world.destroy(entity), this.model.destroy(entity), "destroyed");
    this.dead.push(entity);
  }

  set() {
    this.#set(this.entity(), this.put(undefined, false));
  }

  share() {
    this.#set(this.entity(), this.put(undefined, true));
  }

  singleton() {
    this.#set(0, this.put());
  }

  #set(entity, put) {
    const verb = this.random.once(2) ? "set" : "setComponent";
    this.world[verb](entity, ...this.pair(put));
    this.model.set(entity, put);
  }

  remove() {
    const [entity, type] = [this.entity(), this.random.pick(PLACES)];
    equal(this.world.remove(entity, TYPES[type]), this.model.remove(entity, type), "removed");
  }

  removeFromAll() {
    if (!this.random.once(20)) return;
    const type = this.random.pick(PLACES);
    equal(this.world.removeComponentFromAll(TYPES[type]), this.model.removeFromAll(type), "removed from all");
  }

  /** A group at random and one of its holders. */
  shared() {
    const type = this.random.pick(PLACES);
    const cell = this.random.pick(this.model.groups[type]);
    return cell && { type, cell, entity: this.random.pick(this.model.holders(cell, type)) };
  }

  updateShared() {
    const found = this.shared();
    if (found === undefined) return;
    const { type, entity } = found;
    const { n, value } = this.put(type, true);
    this.world.updateShared(entity, TYPES[type], this.random.once(2) ? value : () => value);
    this.model.updateShared(entity, type, n, value);
  }

  unshare() {
    const { type, entity } = this.shared() ?? { type: 0, entity: this.entity() };
    equal(this.world.unshare(entity, TYPES[type]), this.model.unshare(entity, type), "unshared");
  }

  /** Changes a value in place, which all its holders see and nobody else. */
  mutate() {
    const [entity, type] = [this.entity(), this.random.pick(PLACES)];
    const cell = this.model.cells(entity).get(type);
    if (cell === undefined || type === NUMBERS) return;
    cell.n = this.random.below(1000);
    this.world.get(entity, TYPES[type]).n = cell.n;
  }

  stale() {
    const entity = this.random.pick(this.dead);
    if (entity === undefined) return;
    equal(this.world.destroy(entity), false, "destroyed twice");
    equal(this.world.get(entity, this.random.pick(TYPES)), undefined);
    throws(() => this.world.set(entity, this.random.pick(TYPES), 1), EntityError, "STALE_ENTITY");
  }

  merge() {
    const [first, second] = [this.entity(), this.entity()];
    if (first === second) return;
    const merged = this.world.merge(first, second);
    equal(merged, this.model.merge(first, second), "merged");
    this.dead.push(first, second);
  }

  split() {
    const entity = this.entity();
    same(this.world.split(entity), this.model.split(entity), "split");
    this.dead.push(entity);
  }

  batch() {
    const living = [...this.model.entities.keys()];
    const some = this.random.some(living, 0.05);
    const steps = {
      spawns: Array.from({ length: this.random.below(3) }, () => Array.from({ length: this.random.below(4) }, () => this.put())),
      updates: some.flatMap((entity) => this.random.some([...this.model.cells(entity).keys()]).map((type) => [entity, this.put(type)])),
      inserts: this.random.some(living, 0.05).flatMap((entity) => Array.from({ length: this.random.below(3) }, () => [entity, this.put()])),
      removes: this.random.some(living, 0.03).flatMap((entity) => this.random.some(PLACES).map((type) => [entity, type])),
      destroys: this.random.shuffled(this.random.some(living, 0.03)),
    };
    const refused = this.random.once(5) && this.dead.length > 0;
    if (refused) throws(() => this.world.applyUpdates(this.#batchOf(steps, [this.random.pick(this.dead)])), BatchError, "STALE_ENTITY");
    else {
      same(this.world.applyUpdates(this.#batchOf(steps, [])), this.model.apply(steps), "batch");
      this.dead.push(...steps.destroys);
    }
  }

  /** The steps of a batch as `applyUpdates` wants them, with more to destroy. */
  #batchOf({ spawns, updates, inserts, removes, destroys }, more) {
    const lists = byEntity(updates, (put) => this.pair(put));
    return {
      spawns: spawns.map((puts) => puts.map((put) => this.pair(put))),
      updates: new Map([...lists].map(([entity, pairs]) => [entity, new Map(pairs)])),
      inserts: byEntity(inserts, (put) => this.pair(put)),
      removes: byEntity(removes, (type) => TYPES[type]),
      destroys: [...destroys, ...more],
    };
  }
}

/** A map from entity to what its steps are made into, in their order. */
function byEntity(steps, item) {
  const map = new Map();
  for (const [entity, step] of steps) map.set(entity, [...(map.get(entity) ?? []), item(step)]);
  return map;
}
