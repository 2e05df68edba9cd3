import type { Saver } from "./core.js";
import type { ComponentType } from "./component.js";
import { type Column as FieldColumn, encodeRoots, type Form, type Root } from "./encode.js";
import { assertBytes, snapshotFailure, SnapshotError } from "./errors.js";
import { integerBelow } from "./entity.js";
import { Instance } from "./instance.js";
import { snapshotLimits } from "./limits.js";
import type { PreparedQuery } from "./query.js";
import { type Column, GROUPS, type Store } from "./store.js";

/** What a snapshot takes in; everything, if nothing is said. */
export interface SnapshotOptions {
  /** Entities: those that a query of this world matches. The others are left out as if they had been destroyed. */
  query?: PreparedQuery<any, any>;
  /** Component types; the others are left out as if they had been removed from all. */
  types?: readonly ComponentType[];
  /**
   * A delta: the blocks that an earlier snapshot of this world does not have, or, given a tick, those with
   * changes since (those of that tick included). In-place changes are seen where `touch` told of them.
   */
  since?: Uint8Array | number;
}

/** @internal How a save goes about it. */
export interface SaveMode {
  readonly scope?: SnapshotOptions;
  /** Blocks of these manifests are left out, and pages that were not written since are not looked at. */
  readonly since?: Uint8Array | number | undefined;
  /** All pages are looked at, and those that changed without being written are told. */
  readonly verify?: boolean;
  /** Whether the order of keys, entries and members counts. */
  readonly ordered?: boolean;
}

/** @internal A snapshot in its parts, for who keeps blocks. */
export interface Saved {
  /** Header and manifest. */
  readonly head: Uint8Array;
  /** The blocks, one after the other. */
  readonly body: Uint8Array;
  /** Addresses of the blocks in the body, and where they end there. */
  readonly blocks: ReadonlyArray<readonly [address: string, end: number]>;
  /** Addresses of all blocks of the manifest, in its order. */
  readonly addresses: readonly string[];
  /** Pages that changed though nobody said so: type and page, one after the other. */
  readonly undeclared: Uint32Array;
}

/** Fields of a task: component, page, and whether its values are needed, see `FULL`. */
const TASK_FIELDS = 3;
/** The values of all slots of a page are needed; 1 stands for those of some, 0 for none. */
const FULL = 2;

/** @internal Takes a snapshot, and of it what is wanted. @throws SnapshotError "UNSUPPORTED_VALUE" | "LIMIT". */
export function save<T>(store: Store, mode: SaveMode, wanted: (saver: Saver) => T): T {
  const { structure } = store;
  const saver = begin(store, mode);
  try {
    assertSound(saver);
    const tasks = tasksOf(store, saver);
    const { forms, commons } = encodeRoots(
      tasks.map(({ root }) => root),
      { limits: store.limits, ordered: mode.ordered !== false },
    );
    if (store.structure !== structure) throw restless();
    if (commons !== undefined) {
      // What was left out may have a part in what is common.
      if (mode.since !== undefined && mode.verify !== true) return save(store, { ...mode, verify: true }, wanted);
      saver.call((saver) => saver.commons(commons));
    }
    tasks.forEach(({ number }, at) => put(saver, number, forms[at] as Form));
    store.core.call((core) => core.finishSave(saver.object, store.limits.snapshotBytesMax));
    assertSound(saver);
    return saver.call(wanted);
  } finally {
    saver.free();
  }
}

function restless(): SnapshotError {
  const message = "Reading the values changed the world: a getter or an encode hook writes to it; let it only read";
  return new SnapshotError("UNSUPPORTED_VALUE", message);
}

function begin(store: Store, { scope = {}, since, verify = false }: SaveMode): Instance<Saver> {
  const types = scope.types?.map((type) => store.known(type)?.id ?? -1).filter((id) => id >= 0);
  const query = scope.query?.idIn(store) ?? -1;
  const tick = typeof since === "number" ? integerBelow(2 ** 32, since, "since") : -1;
  const base = typeof since === "number" ? undefined : since;
  if (base !== undefined) assertBytes(base);
  const [ids, limits] = [types && Uint32Array.from(types), snapshotLimits(store.limits)];
  return new Instance(() => store.core.call((core) => core.save(query, ids, tick, base, verify, limits)));
}

interface Task {
  readonly number: number;
  readonly root: Root;
}

function tasksOf(store: Store, saver: Instance<Saver>): Task[] {
  const numbers = saver.call((saver) => saver.tasks());
  const tasks: Task[] = [];
  for (let at = 0; at < numbers.length; at += TASK_FIELDS) {
    const [component, page, needed] = numbers.subarray(at) as unknown as [number, number, number];
    const number = at / TASK_FIELDS;
    const { type, name, pages, values: shared } = store.columns[component] as Column;
    if (needed === 0) continue;
    const rows = (): number[] => Array.from(saver.call((saver) => saver.rows(number)));
    const slots = pages[page] as unknown[];
    let values = slots;
    if (page === GROUPS) values = rows().map((group) => shared.get(group));
    else if (needed !== FULL) values = rows().map((slot) => slots[slot]);
    tasks.push({ number, root: { values, type, name } });
  }
  return tasks;
}

function put(saver: Instance<Saver>, task: number, form: Form): void {
  saver.call((saver) => {
    if ("each" in form) return saver.each(task, form.each);
    if ("scalars" in form) {
      column(saver, form.scalars);
      return saver.scalars(task);
    }
    for (const field of form.columns) column(saver, field);
    saver.fields(task, form.className, form.keys);
  });
}

function column(saver: Saver, column: FieldColumn): void {
  if ("numbers" in column) saver.numbers(column.numbers);
  else if ("ids" in column) saver.ids(column.ids);
  else if ("text" in column) saver.text(column.text, column.lengths);
  else saver.booleans(column.booleans);
}

function assertSound(saver: Instance<Saver>): void {
  const failure = saver.call((saver) => saver.failure());
  if (failure !== undefined) throw snapshotFailure(saver.call((saver) => saver.kind()), failure);
}

/** @internal A snapshot in its parts. */
export function partsOf(saver: Saver): Saved {
  const ends = saver.ends();
  const blocks = (saver.written() as string[]).map((address, at) => [address, ends[at] as number] as const);
  const [addresses, undeclared] = [saver.addresses() as string[], saver.undeclared()];
  return { head: saver.head(), body: saver.body(), blocks, addresses, undeclared };
}

/** @internal The parts of a file as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** @internal A world as bytes; see `World.snapshot`. */
export function snapshot(store: Store, scope: SnapshotOptions = {}): Uint8Array {
  return save(store, { scope, since: scope.since }, (saver) => saver.file());
}
