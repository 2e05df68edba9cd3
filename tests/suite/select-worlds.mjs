// Small random worlds beside a record of them that is kept by hand: what each entity has, since when, and what it lost when.

import { EntityId, Shared, World } from "./package.mjs";
import { TYPE_NAMES, TYPES, Values } from "./select-values.mjs";

const PAGE = 1024;
const MANY = 1100;
const HANDLES_MAX = 80;

/**
 * A world and its record. `entities` has by id `{ entity, index, cells, lost }`: `cells` has by the name of a type
 * `{ value, group, came, changed }`, the last two being ticks; `lost` has the tick at which a type was last lost.
 */
export class RecordedWorld {
  tick = 0;
  entities = new Map();
  #random;
  #values;
  /** Every handle given out lately, alive or not; references hold these. */
  handles = [];

  constructor(random, options = undefined) {
    this.#random = random;
    this.world = new World(options);
    this.own = { entity: this.world.entity, index: 0, cells: new Map(), lost: new Map() };
    this.handles.push(this.world.entity);
    this.#values = new Values(random, this.handles);
    this.meet("Hull");
  }

  get values() {
    return this.#values;
  }

  /** Makes a type known to the world, which a class is only then. */
  meet(type) {
    this.world.set(this.world.entity, TYPES.get(type), 1);
    this.world.remove(this.world.entity, TYPES.get(type));
  }

  records() {
    return [...this.entities.values()].sort((a, b) => a.index - b.index);
  }

  /** The record of a living entity, the world's own included. */
  named(id) {
    return id === this.own.entity ? this.own : this.entities.get(id);
  }

  #holders(type) {
    return [this.own, ...this.entities.values()].filter((record) => record.cells.has(type));
  }

  /** Takes a new entity into the record, with what it has as of now. */
  #know(entity, writes = []) {
    const record = { entity, index: EntityId.index(entity), cells: new Map(), lost: new Map() };
    this.entities.set(entity, record);
    for (const [type, value, isShared] of writes) this.#write(record, type, value, isShared);
    if (this.handles.length < HANDLES_MAX) this.handles.push(entity);
    return record;
  }

  #write(record, type, value, isShared = false) {
    const came = record.cells.get(type)?.came ?? this.tick;
    const group = isShared ? (this.#groupOf(type, value) ?? { value }) : undefined;
    record.cells.set(type, { value, group, came, changed: this.tick });
  }

  #groupOf(type, value) {
    return this.#holders(type).map(({ cells }) => cells.get(type).group).find((group) => group !== undefined && group.value === value);
  }

  #lose(record, type) {
    if (record.cells.delete(type)) record.lost.set(type, this.tick);
  }

  // ---------------------------------------------------------------- what can be done

  #writes() {
    const types = this.#random.some(TYPE_NAMES, 0.35);
    return types.map((type) => [type, this.#values.of(type), false]);
  }

  spawn() {
    const writes = this.#writes();
    const entity = this.world.spawn(...writes.map(([type, value]) => [TYPES.get(type), value]));
    this.#know(entity, writes);
  }

  set(record, type, value = this.#values.of(type)) {
    this.world.set(record.entity, TYPES.get(type), value);
    this.#write(record, type, value);
  }

  share(record, type) {
    const groups = this.#holders(type).map(({ cells }) => cells.get(type)).filter(({ group }) => group !== undefined);
    const value = groups.length > 0 && !this.#random.once(3) ? this.#random.pick(groups).value : this.#values.object(1);
    if (record.cells.get(type)?.group?.value === value) return;
    this.world.set(record.entity, TYPES.get(type), new Shared(value));
    this.#write(record, type, value, true);
  }

  updateShared(record, type) {
    const before = record.cells.get(type)?.group;
    if (before === undefined) return;
    const value = this.#values.object(1);
    this.world.updateShared(record.entity, TYPES.get(type), value);
    const group = { value };
    for (const { cells } of this.#holders(type)) {
      const cell = cells.get(type);
      if (cell.group === before) Object.assign(cell, { value, group, changed: this.tick });
    }
  }

  remove(record, type) {
    this.world.remove(record.entity, TYPES.get(type));
    this.#lose(record, type);
  }

  removeFromAll(type) {
    this.world.removeComponentFromAll(TYPES.get(type));
    for (const record of this.entities.values()) this.#lose(record, type);
  }

  destroy(record) {
    this.world.destroy(record.entity);
    this.entities.delete(record.entity);
  }

  touch(record, type) {
    this.world.touch(record.entity, TYPES.get(type));
    if (record.cells.has(type)) record.cells.get(type).changed = this.tick;
  }

  /** Says of every value of a type in the page that it was changed in place. */
  touchPage(record, type) {
    const page = Math.floor(record.index / PAGE);
    for (const chunk of this.world.prepare({ all: [TYPES.get(type)] }).chunks()) {
      if (Math.floor(EntityId.index(chunk.entity(0)) / PAGE) === page) chunk.touch(TYPES.get(type));
    }
    for (const { index, cells } of this.entities.values()) {
      if (cells.has(type) && Math.floor(index / PAGE) === page) cells.get(type).changed = this.tick;
    }
  }

  merge(first, second) {
    if (first === second) return;
    const cells = new Map([...first.cells, ...second.cells]);
    const entity = this.world.merge(first.entity, second.entity);
    [first, second].forEach((record) => this.entities.delete(record.entity));
    const record = this.#know(entity);
    for (const [type, { value, group }] of cells) record.cells.set(type, { value, group, came: this.tick, changed: this.tick });
  }

  /** Several writes at once. */
  batch(record, victim) {
    const [updated, removed] = this.#random.shuffled([...record.cells.keys()]);
    if (removed === undefined) return;
    const inserted = this.#random.pick(TYPE_NAMES.filter((type) => type !== removed && type !== updated));
    const [value, other, writes] = [this.#values.of(updated), this.#values.of(inserted), this.#writes()];
    const ends = record !== victim && this.#random.once(4);
    const [entity] = this.world.applyUpdates({
      spawns: [writes.map(([type, value]) => [TYPES.get(type), value])],
      updates: new Map([[record.entity, [[TYPES.get(updated), value]]]]),
      inserts: new Map([[record.entity, [[TYPES.get(inserted), other]]]]),
      removes: new Map([[record.entity, [TYPES.get(removed)]]]),
      destroys: ends ? [victim.entity] : [],
    });
    this.#know(entity, writes);
    this.#write(record, updated, value);
    this.#write(record, inserted, other);
    this.#lose(record, removed);
    if (ends) this.entities.delete(victim.entity);
  }

  /** Uses up indices of more than a page and leaves most of them free. */
  spread() {
    const entities = this.world.spawnMany([], [], MANY);
    const kept = new Set(Array.from({ length: 6 }, () => this.#random.pick(entities)));
    entities.forEach((entity) => (kept.has(entity) ? this.#know(entity) : this.world.destroy(entity)));
  }

  advance() {
    this.world.advance();
    this.tick += 1;
  }

  // ---------------------------------------------------------------- chance

  step() {
    const records = [...this.entities.values()];
    if (records.length === 0) return this.spawn();
    const record = this.#random.once(25) ? this.own : this.#random.pick(records);
    return this.#change(record, this.#random.pick(TYPE_NAMES), this.#random.pick(records));
  }

  #change(record, type, other) {
    switch (this.#random.below(16)) {
      case 0: case 1: case 2: return this.set(record, type);
      case 3: case 4: return this.remove(record, type);
      case 5: case 6: case 7: return this.share(record, type);
      case 8: return this.touch(record, type);
      case 9: case 10: return this.destroy(other);
      case 11: return record === this.own ? undefined : this.batch(record, other);
      case 12: return this.updateShared(record, type);
      case 13: return this.#rarely(record, type, other);
      default: return this.spawn();
    }
  }

  #rarely(record, type, other) {
    if (record === this.own) return undefined;
    switch (this.#random.below(4)) {
      case 0: return this.removeFromAll(type);
      case 1: return this.touchPage(record, type);
      case 2: return this.merge(record, other);
      default: return this.set(record, type, this.#values.of(type));
    }
  }
}

/** The random world of a random generator, with its record. */
export function recordedWorld(random) {
  const recorded = new RecordedWorld(random, { shard: random.once(4) ? random.below(1024) : 0 });
  TYPE_NAMES.forEach((type) => random.once(2) && recorded.meet(type));
  if (random.once(50)) recorded.spread();
  for (let entities = random.below(random.once(8) ? 60 : 16); entities > 0; entities -= 1) recorded.spawn();
  for (let ticks = 1 + random.below(5); ticks > 0; ticks -= 1) {
    for (let steps = random.below(12); steps > 0; steps -= 1) recorded.step();
    if (ticks > 1 || random.once(3)) recorded.advance();
  }
  return recorded;
}

/** A world by its record, as text for a failure. */
export function described(recorded) {
  const lines = recorded.records().map((record) => `  ${EntityId.format(record.entity)}: ${[...record.cells].map(cellText).join(", ")}${lostText(record)}`);
  return [`tick ${recorded.tick}, shard ${recorded.world.shard}`, ...lines].join("\n");
}

function cellText([type, { value, group, came, changed }]) {
  return `${type} = ${group === undefined ? "" : "shared "}${valueText(value)} (came ${came}, changed ${changed})`;
}

function lostText({ lost }) {
  return lost.size === 0 ? "" : `; lost ${[...lost].map(([type, tick]) => `${type} at ${tick}`).join(", ")}`;
}

/** A value as text, short of running code of its own. */
export function valueText(value, depth = 3) {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  if (depth === 0) return "…";
  return objectText(value, depth - 1);
}

function objectText(value, depth) {
  const inner = (item) => valueText(item, depth);
  if (value instanceof Date) return `Date ${value.getTime()}`;
  if (Array.isArray(value)) return `[${value.map(inner).join(", ")}]`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} [${value.length === undefined ? "" : Array.from(value, inner).join(", ")}]`;
  const fields = Reflect.ownKeys(value).map((key) => `${String(key)}: ${inner(value[key])}`).join(", ");
  if (value instanceof Map) return `Map {${[...value].map(([key, item]) => `${inner(key)} => ${inner(item)}`).join(", ")}} {${fields}}`;
  if (value instanceof Set) return `Set {${[...value].map(inner).join(", ")}}`;
  return `${Object.getPrototypeOf(value) === Object.prototype ? "" : `${value.constructor?.name} `}{${fields}}`;
}
