import type { ComponentType } from "./component.js";
import { diffSnapshots, type WorldDiff } from "./diff.js";
import { integerBelow } from "./entity.js";
import { TerrariumError } from "./errors.js";
import { joined, partsOf, save, type Saved } from "./saving.js";
import type { Store } from "./store.js";

/** @internal What a history asks of the world it records. */
export interface Recorded<W> {
  /** An empty world like it. */
  renew(): W;
  /** Puts it in the state of a snapshot. */
  restore(bytes: Uint8Array): void;
}

/** How a history is kept. */
export interface RecordOptions {
  /** At most so many ticks, the oldest let go first; default 1,000. */
  entries?: number;
  /** At most so many bytes, the oldest let go first; default 256 MiB. The latest tick is always kept. */
  bytes?: number;
  /** Looks at every page each tick, to find in-place changes that no `touch` told of; default false. */
  verify?: boolean;
}

/** A change in place that nobody declared. */
export interface UndeclaredChange {
  readonly tick: number;
  readonly type: ComponentType;
  /** Of entity indices: `page * 1024` and the 1,023 after it; 4,294,967,295 where the value is a shared one. */
  readonly page: number;
}

interface Entry {
  readonly tick: number;
  readonly head: Uint8Array;
  /** Addresses of the blocks, in the order of the file. */
  readonly addresses: readonly string[];
  /** How many of the blocks are other than in the entry before. */
  readonly news: number;
}

interface Kept {
  readonly bytes: Uint8Array;
  entries: number;
}

/** The base of the first entry: every block is new. */
const NO_BLOCKS = new Uint8Array(0);
const ENTRIES_MAX = 2 ** 32;
const BYTES_MAX = 2 ** 53;

/**
 * The past of a world, one entry a tick: a tick is kept when `advance` ends it, and when recording begins.
 * Blocks that did not change are kept once. In-place changes are seen where `touch` told of them, and `set`
 * always.
 */
export class History<W extends { restore(bytes: Uint8Array): void }> {
  static readonly name = "History";
  /** In-place changes that nobody declared, as `verify` found them. */
  readonly undeclared: UndeclaredChange[] = [];
  readonly #store: Store;
  readonly #world: Recorded<W>;
  readonly #options: Required<RecordOptions>;
  #entries: Entry[] = [];
  readonly #blocks = new Map<string, Kept>();
  #bytes = 0;
  #running = true;

  /** @internal */
  constructor(store: Store, options: RecordOptions, world: Recorded<W>) {
    this.#store = store;
    this.#world = world;
    this.#options = {
      entries: integerBelow(ENTRIES_MAX, options.entries ?? 1_000, "entries"),
      bytes: integerBelow(BYTES_MAX, options.bytes ?? 2 ** 28, "bytes"),
      verify: options.verify === true,
    };
    this.capture();
  }

  /** The ticks that can be gone back to, ascending. */
  get ticks(): number[] {
    return this.#entries.map(({ tick }) => tick);
  }

  /** How many bytes are kept. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A tick as a snapshot, to be kept or restored elsewhere. @throws TerrariumError "NO_SUCH_TICK". */
  snapshot(tick: number): Uint8Array {
    const { head, addresses } = this.#entry(tick);
    return joined([head, ...addresses.map((address) => (this.#blocks.get(address) as Kept).bytes)]);
  }

  /** A new world as it was at that tick; running it on does not disturb this one. @throws TerrariumError "NO_SUCH_TICK". */
  at(tick: number): W {
    const bytes = this.snapshot(tick);
    const world = this.#world.renew();
    world.restore(bytes);
    return world;
  }

  /**
   * Puts the recorded world back to that tick. Later entries stay reachable until the world moves on with
   * `advance`. @throws TerrariumError "NO_SUCH_TICK": nothing changes.
   */
  rewind(tick: number): void {
    this.#world.restore(this.snapshot(tick));
  }

  /** What changed from one tick to another. @throws TerrariumError "NO_SUCH_TICK". */
  diff(from: number, to: number): WorldDiff {
    return diffSnapshots(this.snapshot(from), this.snapshot(to), this.#store.limits);
  }

  /** @internal Whether it is recording. */
  get isRunning(): boolean {
    return this.#running;
  }

  /** @internal The ticks that are kept, ascending, and how many blocks changed in each. */
  get activity(): ReadonlyArray<{ readonly tick: number; readonly news: number }> {
    return this.#entries;
  }

  /** @internal Stands for what is kept of a tick: another object as soon as that is. @throws TerrariumError "NO_SUCH_TICK". */
  mark(tick: number): object {
    return this.#entry(tick);
  }

  /** Ends recording; what was kept stays. */
  stop(): void {
    this.#running = false;
  }

  /** @internal Keeps the tick that is about to end; what was kept of it and of later ones before is let go. */
  capture(): void {
    if (!this.#running) return;
    const { tick } = this.#store;
    const saved = save(
      this.#store,
      { since: this.#entries.at(-1)?.head ?? NO_BLOCKS, verify: this.#options.verify },
      partsOf,
    );
    const overtaken = this.#entries.filter((entry) => entry.tick >= tick);
    this.#add(tick, saved);
    overtaken.forEach((entry) => this.#drop(entry));
    while (this.#entries.length > 1 && this.#isFull()) this.#drop(this.#entries[0] as Entry);
  }

  #isFull(): boolean {
    return this.#entries.length > this.#options.entries || this.#bytes > this.#options.bytes;
  }

  #add(tick: number, { head, body, blocks, addresses, undeclared }: Saved): void {
    let start = 0;
    for (const [address, end] of blocks) {
      if (!this.#blocks.has(address)) this.#keep(address, body.slice(start, end));
      start = end;
    }
    for (const address of addresses) (this.#blocks.get(address) as Kept).entries += 1;
    this.#entries.push({ tick, head, addresses, news: blocks.length });
    this.#bytes += head.length;
    for (let at = 0; at < undeclared.length; at += 2) {
      const { type } = this.#store.columns[undeclared[at] as number] as { type: ComponentType };
      this.undeclared.push({ tick, type, page: undeclared[at + 1] as number });
    }
  }

  #keep(address: string, bytes: Uint8Array): void {
    this.#blocks.set(address, { bytes, entries: 0 });
    this.#bytes += bytes.length;
  }

  #drop(entry: Entry): void {
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    this.#bytes -= entry.head.length;
    for (const address of entry.addresses) {
      const kept = this.#blocks.get(address) as Kept;
      kept.entries -= 1;
      if (kept.entries > 0) continue;
      this.#blocks.delete(address);
      this.#bytes -= kept.bytes.length;
    }
  }

  #entry(tick: number): Entry {
    const entry = this.#entries.find((entry) => entry.tick === tick);
    if (entry !== undefined) return entry;
    const kept = `kept are ${this.#entries[0]?.tick} to ${this.#entries.at(-1)?.tick}`;
    throw new TerrariumError("NO_SUCH_TICK", `Tick ${tick} is not in this history; ${kept}`);
  }
}
