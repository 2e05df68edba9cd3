import { AGAIN, ARRAY, FIRST, NOWHERE, TAG, UINT, Writer } from "./cbor.js";
import type { Entities, Shape } from "./classes.js";
import { Pass, type Save } from "./pass.js";
import { refuse, refusedAt, Refused } from "./path.js";

/** A block whose values are gone through one by one. */
export interface Visited {
  readonly name: string;
  readonly values: readonly unknown[];
  /** @throws SnapshotError. */
  visit(pass: Pass, writer?: Writer): void;
}

/** What is known of an object that was reached. */
interface Met {
  readonly object: object;
  /** Where it was met first. */
  readonly block: Visited;
  readonly entities: Entities;
  readonly hooked: boolean;
  /** How many were met before it. */
  readonly number: number;
  count: number;
  /** Whether it is reached from several blocks, or several times and from such an object. */
  common: boolean;
  /** Its number among those. */
  place: number;
  /** The least number of those it is known to lead to, among those that may lead to it. */
  low: number;
  /** Whether something that is still being looked at may lead to it. */
  open: boolean;
}

const OWN_HOOK = "is, or holds, what its own encode hook answers with; leave it out there";

/** Counts how often each object is reached, and from where; and finds the cycles (as Tarjan does). */
export class Reach extends Pass {
  /** In the order in which they are met. */
  readonly #met = new Map<object, Met>();
  readonly #path: Met[] = [];
  readonly #open: Met[] = [];
  #block!: Visited;

  constructor(save: Save) {
    super(save, NOWHERE);
  }

  visit(block: Visited): void {
    this.#block = block;
    block.visit(this);
  }

  get(object: unknown): Met | undefined {
    return this.#met.get(object as object);
  }

  hasAny(values: readonly unknown[]): boolean {
    return this.#met.size > 0 && values.some((value) => this.get(value) !== undefined);
  }

  enters(object: object, entities: Entities, { hook }: Shape): boolean {
    const met = this.get(object);
    if (met === undefined) {
      this.#begin(object, entities, hook !== undefined);
      return true;
    }
    met.count++;
    met.common ||= met.block !== this.#block;
    const from = this.#path.at(-1);
    if (from === met && met.hooked) refuse(OWN_HOOK);
    if (from !== undefined && met.open) from.low = Math.min(from.low, met.number);
    return false;
  }

  #begin(object: object, entities: Entities, hooked: boolean): void {
    const number = this.#met.size;
    const seen = { number, low: number, count: 1, common: false, place: -1, open: true };
    const met = { object, block: this.#block, entities, hooked, ...seen };
    this.#met.set(object, met);
    this.#path.push(met);
    this.#open.push(met);
  }

  override leaves(): void {
    const met = this.#path.pop() as Met;
    const from = this.#path.at(-1);
    if (from !== undefined) from.low = Math.min(from.low, met.low);
    if (met.low === met.number) this.#close(met);
  }

  /** All that were met since lead to the object, and are led to from it. */
  #close(met: Met): void {
    const members = this.#open.splice(this.#open.lastIndexOf(met));
    for (const member of members) member.open = false;
    if (members.length > 1 && members.some(({ hooked }) => hooked)) refuse(OWN_HOOK);
  }

  isAlone(): boolean {
    return false;
  }

  /** Finds all that is common, in the order in which it was met. To be called once, when all was visited. */
  commons(): Met[] {
    const spread = new Spread(this);
    spread.run([...this.#met.values()].filter(({ common }) => common));
    const commons = [...this.#met.values()].filter(({ common }) => common);
    commons.forEach((met, place) => (met.place = place));
    return commons;
  }
}

/** Finds what is common because it is in something common: what is reached several times. */
class Spread extends Pass {
  #found: Met[] = [];

  constructor(readonly reach: Reach) {
    super(reach.save, NOWHERE);
  }

  run(found: Met[]): void {
    this.#found = found;
    for (const met of found) written(this, met);
  }

  enters(object: object): boolean {
    const met = this.reach.get(object);
    if (met === undefined || met.count === 1) return met !== undefined;
    if (!met.common) this.#found.push(met);
    met.common = true;
    return false;
  }

  isAlone(): boolean {
    return false;
  }
}

/** Goes through the contents of a common object. @throws SnapshotError. */
function written(pass: Pass, { object, block, entities }: Met): void {
  try {
    pass.contents(object, entities);
  } catch (cause) {
    throw refusedAt(block.name, pass.path, cause);
  }
}

const RESTLESS = "holds other objects each time it is read; let its getters answer the same";

/** Writes what was reached. */
export class Transcript extends Pass {
  readonly #writer: Writer;
  /** Objects of the block that there is more than one way to, by their numbers. */
  readonly #tags = new Map<object, number>();
  /** Those that were referred to. */
  readonly #used = new Set<number>();
  readonly #commons: Met[];
  #amongCommons = false;

  constructor(readonly reach: Reach) {
    const writer = new Writer(reach.save.limits.valueBytesMax);
    super(reach.save, writer);
    this.#writer = writer;
    this.#commons = reach.commons();
  }

  enters(object: object): boolean {
    const { count = 1, common = false, place = 0 } = this.reach.get(object) ?? {};
    if (common) {
      this.begin("common", 1);
      this.out.number(place);
      return false;
    }
    return count === 1 || this.#isFirst(object);
  }

  #isFirst(object: object): boolean {
    if (this.#amongCommons) refuse(RESTLESS);
    const tag = this.#tags.get(object);
    this.out.head(TAG, tag === undefined ? FIRST : AGAIN);
    if (tag === undefined) this.#tags.set(object, this.#tags.size);
    else {
      this.out.head(UINT, tag);
      this.#used.add(tag);
    }
    return tag === undefined;
  }

  isAlone(buffer: object): boolean {
    return (this.reach.get(buffer)?.count ?? 1) === 1;
  }

  /** The values of a block as a CBOR array. @throws SnapshotError. */
  block(block: Visited): Uint8Array {
    this.out.head(ARRAY, block.values.length);
    block.visit(this, this.#writer);
    if (this.#used.size < this.#tags.size) throw refusedAt(block.name, [], new Refused("UNSUPPORTED_VALUE", RESTLESS));
    this.#tags.clear();
    this.#used.clear();
    return this.#writer.take();
  }

  /** What blocks have in common, if there is anything. @throws SnapshotError. */
  commons(): Uint8Array | undefined {
    if (this.#commons.length === 0) return undefined;
    this.#amongCommons = true;
    this.out.head(ARRAY, this.#commons.length);
    for (const met of this.#commons) {
      this.#writer.begin();
      written(this, met);
      this.#writer.end();
    }
    return this.#writer.take();
  }
}
