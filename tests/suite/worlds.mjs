// Random worlds, the same ones for the same seed as `crates/codec/tests/support/worlds.rs` makes natively.

import { ownEntity } from "./fixtures.mjs";
import { Shared, World } from "./package.mjs";
import { Random } from "./random.mjs";
import { TYPES, Values } from "./world-values.mjs";

const MANY = 1100;

/** Does things to a world as the dice fall; two worlds that are alike, and the same dice, come to the same. */
export class Doer {
  #random;
  #values;
  #world;
  /** Entities that are alive, and every handle that was ever given out. */
  #alive;
  #handles;
  /** By type: the values that were ever shared. */
  #shared;

  constructor(world, random) {
    this.#random = random;
    this.#world = world;
    this.#values = new Values(random);
    this.#alive = [...world.allEntities()];
    this.#handles = [...this.#alive];
    this.#shared = TYPES.map((type) => world.sharedGroups(type).map(({ value }) => value));
  }

  /** Lets the world come to know the types, in a random order. */
  meetTypes() {
    for (const type of this.#random.shuffled(TYPES)) {
      this.#world.set(ownEntity(this.#world), type, 1);
      this.#world.remove(ownEntity(this.#world), type);
    }
  }

  /** Does one thing and answers what the world answered. */
  step() {
    switch (this.#random.below(12)) {
      case 0: case 1: case 2: return this.#spawn(this.#random.some(TYPES.map((_, type) => type), 0.35));
      case 3: return this.#burst();
      case 4: case 5: return this.#destroy();
      case 6: return this.#onSome((entity, type) => this.#put(entity, type));
      case 7: return this.#onSome((entity, type) => this.#world.remove(entity, TYPES[type]));
      case 8: return this.#world.advance();
      case 9: return this.#put(ownEntity(this.#world), this.#type());
      case 10: return this.#onSome((entity, type) => this.#update(entity, type));
      default: return this.#removeFromAll();
    }
  }

  /** One of the things that random worlds are not made by. */
  stepFurther() {
    switch (this.#random.below(6)) {
      case 0: return this.#onSome((entity, type) => this.#world.unshare(entity, TYPES[type]));
      case 1: return this.#merge();
      case 2: return this.#split();
      case 3: return this.#onSome((entity) => this.#move(entity));
      case 4: return this.#query();
      default: return this.#onSome((entity, type) => this.#world.sharing(entity, TYPES[type])?.entities());
    }
  }

  #merge() {
    if (this.#alive.length < 2) return undefined;
    const [first] = this.#alive.splice(this.#random.below(this.#alive.length), 1);
    const [second] = this.#alive.splice(this.#random.below(this.#alive.length), 1);
    return this.#know(this.#world.merge(first, second));
  }

  #split() {
    if (this.#alive.length === 0) return undefined;
    const [entity] = this.#alive.splice(this.#random.below(this.#alive.length), 1);
    return this.#world.split(entity).map((half) => this.#know(half));
  }

  #know(entity) {
    this.#alive.push(entity);
    this.#handles.push(entity);
    return entity;
  }

  /** Changes a value in place, and says so. */
  #move(entity) {
    const point = this.#world.get(entity, TYPES[0]);
    if (point === undefined) return undefined;
    point.x = this.#random.below(1000) / 2;
    this.#world.touch(entity, TYPES[0]);
    return point.x;
  }

  #query() {
    const spec = Object.fromEntries(["all", "none", "any"].map((part) => [part, this.#random.some(TYPES, 0.15)]));
    return [...this.#world.prepare(spec)].map(([entity]) => entity);
  }

  #type() {
    return this.#random.below(TYPES.length);
  }

  #onSome(run) {
    if (this.#alive.length === 0) return undefined;
    const entity = this.#random.pick(this.#alive);
    return run(entity, this.#type());
  }

  #spawn(types) {
    const entity = this.#know(this.#world.spawn());
    for (const type of types) this.#put(entity, type);
    return entity;
  }

  #burst() {
    const count = this.#random.once(40) ? MANY : this.#random.below(30);
    for (let at = 0; at < count; at += 1) {
      const entity = this.#know(this.#world.spawn());
      for (const type of [0, 1]) this.#world.set(entity, TYPES[type], this.#make(type));
    }
  }

  #destroy() {
    if (this.#alive.length === 0) return undefined;
    const [entity] = this.#alive.splice(this.#random.below(this.#alive.length), 1);
    return this.#world.destroy(entity);
  }

  #make(type) {
    return this.#values.of(type, () => this.#handle());
  }

  #handle() {
    return this.#handles.length === 0 ? 0 : this.#random.pick(this.#handles);
  }

  #put(entity, type) {
    if (this.#random.once(7)) this.#world.set(entity, TYPES[type], new Shared(this.#sharedValue(type)));
    else this.#world.set(entity, TYPES[type], this.#make(type));
  }

  #sharedValue(type) {
    const known = this.#shared[type];
    if (known.length > 0 && this.#random.once(2)) return this.#random.pick(known);
    const value = this.#make(type);
    known.push(value);
    return value;
  }

  #update(entity, type) {
    if (this.#world.sharing(entity, TYPES[type]) === undefined) return;
    this.#world.updateShared(entity, TYPES[type], this.#sharedValue(type));
  }

  #removeFromAll() {
    return this.#random.once(5) ? this.#world.removeComponentFromAll(TYPES[this.#type()]) : undefined;
  }
}

/** The random world of a seed. */
export function worldOf(seed, options = undefined) {
  const random = new Random(seed);
  const shard = random.once(4) ? random.below(1024) : 0;
  const world = new World({ ...options, shard });
  const doer = new Doer(world, random);
  doer.meetTypes();
  const operations = 10 + random.below(60);
  for (let at = 0; at < operations; at += 1) doer.step();
  return world;
}

/** A short fingerprint of bytes that is easily computed everywhere: FNV-1a of 32 bits from two bases, as 16 digits. */
export function fingerprint(bytes) {
  return [0x811c9dc5, 0x01234567].map((basis) => fnv(bytes, basis).toString(16).padStart(8, "0")).join("");
}

function fnv(bytes, basis) {
  let hash = basis;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
