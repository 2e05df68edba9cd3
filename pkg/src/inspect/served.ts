import type { World } from "../world.js";
import { Refusal } from "./failure.js";
import { Queries } from "./queries.js";
import { type Simulation, Steering } from "./simulation.js";

/** What whoever serves a world says of it. */
export interface ServeOptions {
  /** What the world is called where it is looked at. */
  name?: string;
  /** What pauses it, lets it go on and runs single ticks. */
  simulation?: Simulation;
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

/** @internal A world that is looked at, and what it is steered with. */
export class Served {
  readonly name: string;
  readonly queries: Queries;
  readonly #steering: Steering | undefined;

  constructor(
    readonly world: World,
    { name = "World", simulation }: ServeOptions,
  ) {
    this.name = name;
    this.queries = new Queries(world);
    this.#steering = simulation && Steering.of(simulation);
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
