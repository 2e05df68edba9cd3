import type { History } from "../history.js";
import type { World } from "../world.js";
import { Refusal } from "./failure.js";

/** Parts of a timeline that are told apart. */
const BUCKETS_MAX = 400;

/** Some ticks: the first, and how much changed in them. */
type Bucket = [tick: number, news: number];

/** The history of a world, as far as one is kept: by the simulation itself, or for those who look. */
export class Recording {
  readonly #world: World;
  readonly #isGiven: boolean;
  #history: History<World> | undefined;

  constructor(world: World, given: History<World> | undefined) {
    this.#world = world;
    this.#isGiven = given !== undefined;
    this.#history = given;
  }

  /** @throws Refusal "MISSING" where there is none. */
  get history(): History<World> {
    if (this.#history !== undefined) return this.#history;
    throw new Refusal("MISSING", "This world has no history; record it");
  }

  /** Begins a history, in place of the one before. @throws Refusal "SIMULATION" where the simulation keeps it. */
  begin(options: { entries?: number; bytes?: number }): void {
    this.#assertOurs();
    this.#history = this.#world.record(options);
  }

  /** Ends it; what was kept stays. @throws Refusal "SIMULATION" where the simulation keeps it. */
  end(): void {
    this.#assertOurs();
    this.#history?.stop();
  }

  #assertOurs(): void {
    if (this.#isGiven) throw new Refusal("SIMULATION", "The simulation keeps the history of this world itself");
  }

  /** The history as a message tells it. */
  view(): unknown {
    const activity = this.#history?.activity ?? [];
    return {
      recording: this.#history?.isRunning === true,
      given: this.#isGiven,
      bytes: this.#history?.bytes ?? 0,
      entries: activity.length,
      first: activity[0]?.tick ?? null,
      last: activity.at(-1)?.tick ?? null,
      activity: bucketsOf(activity),
    };
  }
}

/** Ticks by their changes; many are put together, always at the same places. */
function bucketsOf(activity: History<World>["activity"]): Bucket[] {
  const [first, last] = [activity[0]?.tick ?? 0, activity.at(-1)?.tick ?? 0];
  let width = 1;
  while ((last - first) / width >= BUCKETS_MAX - 1) width *= 2;
  const buckets: Bucket[] = [];
  for (const { tick, news } of activity) {
    const begin = tick - (tick % width);
    const bucket = buckets.at(-1);
    if (bucket?.[0] === begin) bucket[1] += news;
    else buckets.push([begin, news]);
  }
  return buckets;
}
