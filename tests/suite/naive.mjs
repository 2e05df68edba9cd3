// A world as anyone would write it first: a Map of Maps, with nothing clever in it. The model tests compare with it.
//
// A cell is `{ n, value, group }`: the number that the value carries, the value itself where it is known
// (undefined for a copy that the world made), and whether it is shared. Holders of one group hold one cell.

const INDICES = 2 ** 26;
const GENERATION = 2 ** 36;

export class Naive {
  /** @param types `{ combine?, split? }` each, on numbers; a component type is a place in this list. */
  constructor(types) {
    this.types = types;
    this.own = new Map();
    this.entities = new Map();
    this.free = [];
    this.slots = 1;
    /** By type: the groups' cells in the order of founding. */
    this.groups = types.map(() => []);
  }

  cells(entity) {
    return entity === 0 ? this.own : this.entities.get(entity);
  }

  holders(cell, type) {
    return [[0, this.own], ...this.sorted()].filter(([, cells]) => cells.get(type) === cell).map(([entity]) => entity);
  }

  sorted() {
    return [...this.entities].sort(([a], [b]) => (a % INDICES) - (b % INDICES));
  }

  create() {
    const entity = this.free.pop() ?? this.slots++;
    this.entities.set(entity, new Map());
    return entity;
  }

  destroy(entity) {
    if (!this.entities.has(entity)) return false;
    for (const type of [...this.entities.get(entity).keys()]) this.remove(entity, type);
    this.entities.delete(entity);
    this.free.push(entity + GENERATION);
    return true;
  }

  remove(entity, type) {
    const cells = this.cells(entity);
    const cell = cells.get(type);
    const had = cells.delete(type);
    if (had) this.#forget(cell, type);
    return had;
  }

  removeFromAll(type) {
    return [...this.entities.keys()].filter((entity) => this.remove(entity, type)).length;
  }

  #forget(cell, type) {
    const ended = cell.group && this.holders(cell, type).length === 0;
    if (ended) this.groups[type].splice(this.groups[type].indexOf(cell), 1);
  }

  /** Sets what `put` says: `{ type, n, value, shared }`. */
  set(entity, put) {
    const { type, n, value, shared } = put;
    const known = shared ? this.groups[type].find((cell) => Object.is(cell.value, value)) : undefined;
    if (known !== undefined && this.cells(entity).get(type) === known) return;
    this.remove(entity, type);
    const cell = known ?? { n, value, group: shared };
    if (shared && known === undefined) this.groups[type].push(cell);
    this.cells(entity).set(type, cell);
  }

  updateShared(entity, type, n, value) {
    const cell = this.cells(entity).get(type);
    const other = this.groups[type].find((group) => group !== cell && Object.is(group.value, value));
    if (other === undefined) {
      Object.assign(cell, { n, value });
      return;
    }
    for (const holder of this.holders(cell, type)) this.cells(holder).set(type, other);
    this.groups[type].splice(this.groups[type].indexOf(cell), 1);
  }

  unshare(entity, type) {
    const cell = this.cells(entity).get(type);
    if (!cell?.group) return false;
    this.set(entity, { type, n: cell.n, value: undefined, shared: false });
    return true;
  }

  put(entity, type) {
    const { n, value, group } = this.cells(entity).get(type);
    return { type, n, value, shared: group };
  }

  /** Two puts of one entity and type as one. */
  combine(first, later) {
    const { combine } = this.types[later.type];
    const one = first.shared && later.shared && Object.is(first.value, later.value);
    if (combine === undefined || one) return later;
    return this.made(later.type, combine(first.n, later.n), first.shared || later.shared);
  }

  /** A put of a value that a type's own function makes; what it made is told by `lastMade`. */
  made(type, n, shared) {
    return { type, n, value: this.types[type].lastMade(n), shared };
  }

  merge(first, second) {
    const types = new Set([...this.entities.get(first).keys(), ...this.entities.get(second).keys()]);
    const puts = [...types].sort((a, b) => a - b).map((type) => this.#merged(first, second, type));
    const merged = this.create();
    puts.forEach((put) => this.set(merged, put));
    [first, second].forEach((entity) => this.destroy(entity));
    return merged;
  }

  #merged(first, second, type) {
    const [left, right] = [first, second].map((entity) => this.entities.get(entity).get(type));
    if (left === undefined) return this.put(second, type);
    if (right === undefined || left === right) return this.put(first, type);
    return this.combine(this.put(first, type), this.put(second, type));
  }

  split(entity) {
    const types = [...this.entities.get(entity).keys()].sort((a, b) => a - b);
    const puts = types.map((type) => this.#halves(this.put(entity, type)));
    const halves = [this.create(), this.create()];
    halves.forEach((half, side) => puts.forEach((pair) => this.set(half, pair[side])));
    this.destroy(entity);
    return halves;
  }

  #halves(put) {
    const { split } = this.types[put.type];
    if (split !== undefined) return split(put.n).map((n) => this.made(put.type, n, put.shared));
    if (put.shared) return [put, put];
    const isObject = this.types[put.type].boxed;
    return [0, 1].map(() => ({ ...put, value: isObject ? undefined : put.value }));
  }

  /** A batch whose lists are already flat: spawns of puts, `[entity, put]`, `[entity, type]`, entities. */
  apply({ spawns, updates, inserts, removes, destroys }) {
    const folded = spawns.map((puts) => this.#folded(puts.map((put) => [0, put])));
    const writes = this.#folded([...updates, ...inserts]);
    const spawned = folded.map((puts) => {
      const entity = this.create();
      puts.forEach(([, put]) => this.set(entity, put));
      return entity;
    });
    writes.forEach(([entity, put]) => this.set(entity, put));
    removes.forEach(([entity, type]) => this.remove(entity, type));
    destroys.forEach((entity) => this.destroy(entity));
    return spawned;
  }

  #folded(writes) {
    const byKey = new Map();
    for (const [entity, put] of writes) {
      const key = `${entity} ${put.type}`;
      const first = byKey.get(key);
      byKey.set(key, [entity, first === undefined ? put : this.combine(first[1], put)]);
    }
    return [...byKey.values()];
  }

  /** The entities that a query matches, with their cells. */
  query({ all, none, any }) {
    return this.sorted().filter(([, cells]) =>
      all.every((type) => cells.has(type))
      && !none.some((type) => cells.has(type))
      && (any.length === 0 || any.some((type) => cells.has(type))));
  }
}
