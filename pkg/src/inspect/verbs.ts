import { entity, integer, optional, type Params, text } from "./params.js";
import { LIMITS } from "./limits.js";
import type { Served } from "./served.js";

/** A result that bytes go along with. */
export class Delivery {
  constructor(
    readonly content: unknown,
    readonly bytes: Uint8Array,
  ) {}
}

/** Does something, and answers its result, or a Delivery; it may throw a Refusal. */
export type Verb = (served: Served, params: Params, bytes: Uint8Array | undefined) => unknown;

/** What can be done beside following views. */
export const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ["pause", async (served) => (await served.steering.pause(), served.pulse())],
  ["resume", async (served) => (await served.steering.resume(), served.pulse())],
  ["step", async (served) => (await served.steering.step(), served.pulse())],
  ["highlight", highlight],
  ["complete", completions],
]);

/** What could stand at a place in a query's text. */
function completions({ world }: Served, params: Params): unknown {
  const query = text(params, "query", LIMITS.textUnitsMax);
  return world.complete(query, integer(params, "offset", query.length));
}

/** An entity was selected, or none. */
function highlight({ steering }: Served, params: Params): null {
  steering.simulation.highlight?.(optional(params, "entity", entity));
  return null;
}
