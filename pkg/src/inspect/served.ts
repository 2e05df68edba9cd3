import type { History } from "../history.js";
import type { World } from "../world.js";
import type { Equals } from "./equals.js";
import { Edits } from "./edits.js";
import { Refusal } from "./failure.js";
import { Queries } from "./queries.js";
import { Recording } from "./recording.js";
import { type Simulation, Steering } from "./simulation.js";
import { Watching } from "./watching.js";
import { Worlds } from "./worlds.js";

/** What whoever serves a world says of it. */
export interface ServeOptions {
  /** What the world is called where it is looked at. */
  name?: string;
  /** What pauses it, lets it go on and runs single ticks. */
  simulation?: Simulation;
  /** The history that the simulation records itself; without it, whoever looks may record one. */
  history?: History<World>;
}

/** How a world is doing. */
export interface Pulse {
  readonly tick: number;
  readonly entities: number;
  /** Whether it is running; null where nobody says. */
  readonly running: boolean | null;
  /** Milliseconds that a tick costs; null where nobody says. */
  readonly cost: number | null;
}

/** Which world it is among those behind a port. */
interface Place {
  readonly kind: "live" | "fork" | "past";
  readonly number: number;
  readonly worlds: Worlds;
  /** What it is a past tick of. */
  readonly present?: Served;
}

/** @internal A world that is looked at, what it is steered with, and what is kept beside it. */
export class Served {
  readonly name: string;
  readonly queries: Queries;
  readonly recording: Recording;
  readonly watching = new Watching();
  /** What the last search for equal values found. */
  equals: readonly Equals[] = [];
  /** How many clients look at it. */
  #lookers = 0;
  #isClosed = false;
  readonly #steering: Steering | undefined;
  readonly #place: Place;

  constructor(
    readonly world: World,
    { name = "World", simulation, history }: ServeOptions,
    place?: Place,
  ) {
    this.name = name;
    this.queries = new Queries(world);
    this.recording = new Recording(world, history);
    this.#steering = simulation && Steering.of(simulation);
    this.#place = place ?? { kind: "live", number: 0, worlds: new Worlds(this) };
  }

  /** Another world behind the same port; what it is called is up to it where nothing is said. */
  beside(world: World, { name = this.name, ...place }: Omit<Place, "worlds"> & { name?: string }): Served {
    const simulation = place.kind === "fork" ? this.#steering?.simulation.of?.(world) : undefined;
    return new Served(world, { name, ...(simulation && { simulation }) }, { ...place, worlds: this.worlds });
  }

  get kind(): Place["kind"] {
    return this.#place.kind;
  }

  /** The number of the world, or of the one that it is a past tick of. */
  get number(): number {
    return this.#place.number;
  }

  /** All worlds behind the port. */
  get worlds(): Worlds {
    return this.#place.worlds;
  }

  /** The world itself, or the one that it is a past tick of. */
  get present(): Served {
    return this.#place.present ?? this;
  }

  /** Whether it, or what it is a past tick of, is served no longer. */
  get isClosed(): boolean {
    return this.#isClosed || this.#place.present?.isClosed === true;
  }

  /** Whether a client looks at it. */
  get isLookedAt(): boolean {
    return this.#lookers > 0;
  }

  /** A client looks at it from now on. */
  enter(): void {
    this.#lookers += 1;
  }

  /** A client looks at it no more. */
  leave(): void {
    this.#lookers -= 1;
    this.#release();
  }

  /** Serves it no longer: it is let go of as soon as nobody looks at it. @throws Refusal "SIMULATION" if it cannot be paused. */
  async close(): Promise<void> {
    if (this.#steering?.running === true) await this.#steering.pause();
    this.#isClosed = true;
    this.#release();
  }

  #release(): void {
    if (this.#isClosed && !this.isLookedAt) this.world.dispose();
  }

  /** What was changed from outside, and what is. @throws Refusal "PAST" if it is a past tick. */
  get edits(): Edits {
    this.assertPresent();
    return Edits.of(this.world);
  }

  /** @throws Refusal "PAST" if it is a past tick. */
  assertPresent(): void {
    if (this.kind === "past") throw new Refusal("PAST", "The past cannot be changed; continue from here, or fork it");
  }

  /** What can be done here beside looking. */
  get capabilities(): string[] {
    const { simulation } = this.#steering ?? {};
    return [...(simulation ? ["simulation"] : []), ...(simulation?.highlight ? ["highlight"] : [])];
  }

  pulse(): Pulse {
    const { tick, size } = this.world;
    const cost = this.#steering?.simulation.cost ?? null;
    return { tick, entities: size, running: this.#steering?.running ?? null, cost };
  }

  /** @throws Refusal "SIMULATION" where there is none. */
  get steering(): Steering {
    if (this.#steering !== undefined) return this.#steering;
    throw new Refusal("SIMULATION", "Nothing was handed over to steer this world with");
  }
}
