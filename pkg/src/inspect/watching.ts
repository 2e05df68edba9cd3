import { Refusal, messageOf } from "./failure.js";
import { LIMITS } from "./limits.js";
import { integer, invalid, optional, type Params, text } from "./params.js";
import type { Served } from "./served.js";
import type { View } from "./views.js";
import { type Wire, wholeText } from "./wire.js";

/** When a watch pauses the simulation, by what it counts and its limit. */
const WHEN: ReadonlyMap<string, (count: number, limit: number) => boolean> = new Map([
  ["non-empty", (count: number) => count > 0],
  ["empty", (count: number) => count === 0],
  ["more", (count: number, limit: number) => count > limit],
  ["fewer", (count: number, limit: number) => count < limit],
]);

/** What a client is told of a watch. */
interface Told {
  readonly number: number;
  readonly query: Wire;
  readonly when: string;
  readonly limit: number;
  /** What the query found at the last change. */
  readonly count: number;
  /** The tick at which it paused the simulation last; null before. */
  readonly fired: number | null;
  /** Why the simulation could not be paused then; null if it could. */
  readonly failure: Wire;
}

interface Watch {
  told: Told;
  stop(): void;
}

/** The watches of one world. Each costs what `World.watch` does; without any nothing is done. */
export class Watching {
  readonly #watches = new Map<number, Watch>();

  get list(): Told[] {
    return [...this.#watches.values()].map(({ told }) => told);
  }

  /** Watches a query from now on: as soon as a tick makes it be so, the simulation is paused. @throws Refusal. */
  add(served: Served, number: number, query: string, when: string, limit: number): void {
    const { steering, world } = served;
    const holds = WHEN.get(when);
    if (holds === undefined) throw invalid("when", [...WHEN.keys()].join(", "));
    if (!this.#watches.has(number) && this.#watches.size >= LIMITS.watchesMax) {
      throw new Refusal("LIMIT", `A world has ${LIMITS.watchesMax} watches at most`);
    }
    const selection = served.queries.select(query);
    const count = selection.count();
    const told = { number, query: wholeText(query), when, limit, count, fired: null, failure: null };
    let isSo = holds(count, limit);
    const look = (): void => {
      const count = selection.count();
      const wasSo = isSo;
      isSo = holds(count, limit);
      watch.told = { ...watch.told, count };
      if (!isSo || wasSo) return;
      watch.told = { ...watch.told, fired: world.tick, failure: null };
      steering.pause().catch((thrown: unknown) => {
        watch.told = { ...watch.told, failure: wholeText(messageOf(thrown)) };
      });
    };
    const watch: Watch = { told, stop: selection.watch(look) };
    this.remove(number);
    this.#watches.set(number, watch);
  }

  /** Whether it was there. */
  remove(number: number): boolean {
    this.#watches.get(number)?.stop();
    return this.#watches.delete(number);
  }
}

/** Has the simulation paused when a query comes to be so. */
export function watch(served: Served, params: Params): null {
  served.assertPresent();
  const number = integer(params, "number");
  const query = text(params, "query", LIMITS.textUnitsMax);
  const limit = optional(params, "limit", integer) ?? 0;
  served.watching.add(served, number, query, text(params, "when", LIMITS.textUnitsMax), limit);
  return null;
}

/** Watches something no more. */
export function unwatch({ present }: Served, params: Params): boolean {
  return present.watching.remove(integer(params, "number"));
}

/** The watches of the world, or of the one that it is a past tick of. */
export function watchList({ present }: Served): View {
  return () => ({ watches: present.watching.list });
}
