import type { Table } from "./table.js";

/** Values, and their table if they may be written by field. */
export interface Rows {
  readonly table: Table | undefined;
  readonly values: readonly unknown[];
}

/** Those of which a row is the same object as another row, of the same ones or of others. */
export function aliased<T extends Rows>(all: readonly T[]): Set<T> {
  const kinds = new Map<string, T[]>();
  for (const rows of all) {
    const kind = rows.table?.hashes && kindOf(rows.table);
    if (kind === undefined) continue;
    const same = kinds.get(kind);
    if (same === undefined) kinds.set(kind, [rows]);
    else same.push(rows);
  }
  const found = new Set<T>();
  for (const same of kinds.values()) new Search(same, found).run();
  return found;
}

/** One object has one class and one list of keys. */
function kindOf({ form }: Table): string {
  return "keys" in form ? JSON.stringify([form.className, form.keys]) : "";
}

/** Hashes that were chosen to collide make no long search: whose place is not found by then is suspected. */
const STEPS_MAX = 32;

/** Finds rows of equal hashes in a table of open addresses, and compares only those by identity: that is dear. */
class Search<T extends Rows> {
  /** A hash has the place of its first row: the number of that plus one, negative once the row is suspected. */
  readonly #places: Int32Array;
  readonly #hashes: Int32Array;
  /** The rows that a number is of, and the number of their first. */
  readonly #owners: Uint32Array;
  readonly #starts: number[] = [];
  readonly #suspects = new Map<unknown, T>();

  constructor(
    readonly all: readonly T[],
    readonly found: Set<T>,
  ) {
    const count = all.reduce((sum, { values }) => sum + values.length, 0);
    this.#places = new Int32Array(2 ** (33 - Math.clz32(count)));
    this.#hashes = new Int32Array(count);
    this.#owners = new Uint32Array(count);
    let start = 0;
    all.forEach(({ table, values }, owner) => {
      this.#hashes.set(table?.hashes as Int32Array, start);
      this.#owners.fill(owner, start, start + values.length);
      this.#starts.push(start);
      start += values.length;
    });
  }

  run(): void {
    const [places, hashes] = [this.#places, this.#hashes];
    for (let number = 0; number < hashes.length; number++) {
      const hash = hashes[number] as number;
      const place = placeOf(hash, places, hashes);
      const taken = place < 0 ? 0 : (places[place] as number);
      if (taken > 0) this.#suspect(taken - 1);
      if (taken !== 0 || place < 0) this.#suspect(number);
      if (place >= 0) places[place] = taken === 0 ? number + 1 : -Math.abs(taken);
    }
  }

  #suspect(number: number): void {
    const owner = this.#owners[number] as number;
    const rows = this.all[owner] as T;
    const object = rows.values[number - (this.#starts[owner] as number)];
    const other = this.#suspects.get(object);
    if (other === undefined) this.#suspects.set(object, rows);
    else this.found.add(rows).add(other);
  }
}

/** The place that has a hash, or a free one; below zero if none is near. */
function placeOf(hash: number, places: Int32Array, hashes: Int32Array): number {
  for (let step = 0; step < STEPS_MAX; step++) {
    const place = (hash + step) & (places.length - 1);
    const taken = places[place] as number;
    if (taken === 0 || hashes[Math.abs(taken) - 1] === hash) return place;
  }
  return -1;
}
