import type { World } from "../world.js";
import type { Comparison } from "./comparing.js";
import { Refusal } from "./failure.js";
import { LIMITS } from "./limits.js";
import { Served } from "./served.js";
import { Shelf } from "./shelf.js";
import { wholeText } from "./wire.js";

/** Past ticks that are kept ready beside those that are looked at. */
const PAST_MAX = 4;

/** The worlds behind one port: the one that is served, its forks, and ticks of their past; and the snapshots beside them. */
export class Worlds {
  readonly shelf = new Shelf();
  /** What was compared last. */
  comparison: Comparison | undefined;
  readonly #present = new Map<number, Served>();
  /** By what a history keeps of the tick, the one that was asked for last at the end. */
  readonly #past = new Map<object, Served>();
  #last = 0;

  constructor(readonly live: Served) {
    this.#present.set(0, live);
  }

  /** @throws Refusal "MISSING". */
  get(number: number): Served {
    const served = this.#present.get(number);
    if (served === undefined) throw new Refusal("MISSING", `There is no world ${number}`);
    return served;
  }

  /** A world as it was at a tick of its history. @throws Refusal "MISSING", TerrariumError "NO_SUCH_TICK". */
  past(of: Served, tick: number): Served {
    const { present } = of;
    const { history } = present.recording;
    const mark = history.mark(tick);
    const past = this.#past.get(mark) ?? present.beside(history.at(tick), { kind: "past", number: present.number, present });
    this.#past.delete(mark);
    this.#past.set(mark, past);
    this.#tidy(past);
    return past;
  }

  /** Lets go of past ticks that nobody looks at, the one that was asked for longest ago first. */
  #tidy(wanted: Served): void {
    for (const [mark, past] of this.#past) {
      if (this.#past.size <= PAST_MAX) return;
      if (past === wanted || past.isLookedAt) continue;
      this.#past.delete(mark);
      void past.close();
    }
  }

  /** @throws Refusal "LIMIT" if there is no room for another world. */
  assertRoom(): void {
    if (this.#present.size >= LIMITS.worldsMax) {
      throw new Refusal("LIMIT", `There are ${LIMITS.worldsMax} worlds at most; close one that is not needed`);
    }
  }

  /** Serves a world that was made from one of these. @throws Refusal "LIMIT". */
  add(world: World, name: string): Served {
    this.assertRoom();
    const number = ++this.#last;
    const fork = this.live.beside(world, { kind: "fork", number, name });
    this.#present.set(number, fork);
    return fork;
  }

  /** Lets go of a fork. @throws Refusal "MISSING", and for the one that is served. */
  async close(number: number): Promise<void> {
    const served = this.get(number);
    if (served === this.live) throw new Refusal("INVALID_PARAMS", "Only forks can be closed");
    await served.close();
    this.#present.delete(number);
  }

  /** The worlds as a message lists them. */
  list(): unknown[] {
    return [...this.#present.values()].map(({ number, name, kind, world }) => ({
      world: number,
      name: wholeText(name),
      entities: world.size,
      tick: world.tick,
      kind,
    }));
  }
}
