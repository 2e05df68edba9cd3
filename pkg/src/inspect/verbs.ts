import { entity, integer, optional, type Params, text } from "./params.js";
import { LIMITS } from "./limits.js";
import type { Served } from "./served.js";

/** What can be done beside following views. Each answers its result; it may throw a Refusal. */
export const VERBS: ReadonlyMap<string, (served: Served, params: Params) => unknown> = new Map<
  string,
  (served: Served, params: Params) => unknown
>([
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
