import { entity, integer, optional, type Params, text } from "./params.js";
import { LIMITS } from "./limits.js";
import { complete } from "./selecting.js";
import type { Served } from "./served.js";
import { Types } from "./types.js";

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
  return complete(query, integer(params, "offset", query.length), new Types(world));
}

/** An entity was selected, or none. */
function highlight({ steering }: Served, params: Params): null {
  steering.simulation.highlight?.(optional(params, "entity", entity));
  return null;
}
