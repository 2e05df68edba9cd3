import type { EntityId } from "../entity.js";
import type { World } from "../world.js";
import { messageOf, Refusal } from "./failure.js";

/** What a simulation hands over, so that whoever looks at its world can steer it. */
export interface Simulation {
  /** Lets the world stand still, from the next tick on. */
  pause(): void | Promise<void>;
  /** Lets it go on. */
  resume(): void | Promise<void>;
  /** Runs one tick. A running simulation is paused before. */
  step(): void | Promise<void>;
  /** Whether it is running; without it, a simulation runs until it is paused from here. */
  readonly running?: boolean;
  /** Milliseconds that a tick costs. */
  readonly cost?: number | undefined;
  /** What runs another world like this one, which was forked from it and stands still; without it, forks cannot be run. */
  of?(world: World): Simulation | undefined;
  /** Somebody selected an entity, or none: a picture of the world can mark it. */
  highlight?(entity: EntityId | undefined): void;
}

/** @internal A simulation, and whether it runs as far as that is known from here. */
export class Steering {
  static readonly #known = new WeakMap<Simulation, Steering>();
  #running = true;

  private constructor(readonly simulation: Simulation) {}

  /** One and the same for a simulation, however often its world is served. */
  static of(simulation: Simulation): Steering {
    const known = Steering.#known.get(simulation) ?? new Steering(simulation);
    Steering.#known.set(simulation, known);
    return known;
  }

  get running(): boolean {
    return this.simulation.running ?? this.#running;
  }

  async pause(): Promise<void> {
    await steered(() => this.simulation.pause());
    this.#running = false;
  }

  async resume(): Promise<void> {
    await steered(() => this.simulation.resume());
    this.#running = true;
  }

  async step(): Promise<void> {
    if (this.running) await this.pause();
    await steered(() => this.simulation.step());
  }
}

/** @throws Refusal for whatever the simulation throws. */
async function steered(act: () => void | Promise<void>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    throw new Refusal("SIMULATION", `The simulation failed: ${messageOf(thrown)}`);
  }
}
