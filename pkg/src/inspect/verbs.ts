import { completions, exportRows, explain } from "./answering.js";
import { diff } from "./comparing.js";
import type { Errand } from "./errand.js";
import { close, fork, look } from "./looking.js";
import { entity, optional, type Params } from "./params.js";
import type { Served } from "./served.js";
import { download, forget, importBeside, rename, restore, take, upload } from "./snapshots.js";
import { past, record, rewind } from "./timeline.js";
import { unwatch, watch } from "./watching.js";

/** Does something at the world that is looked at, and answers its result. May throw a Refusal. */
type Verb = (served: Served, params: Params, errand: Errand) => unknown;

/** What can be done beside following views. */
export const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ["pause", async (served) => (await served.steering.pause(), served.pulse())],
  ["resume", async (served) => (await served.steering.resume(), served.pulse())],
  ["step", async (served) => (await served.steering.step(), served.pulse())],
  ["highlight", highlight],
  ["complete", completions],
  ["explain", explain],
  ["export", exportRows],
  ["watch", watch],
  ["unwatch", unwatch],
  ["look", look],
  ["close", close],
  ["fork", fork],
  ["take", take],
  ["rename", rename],
  ["forget", forget],
  ["upload", upload],
  ["download", download],
  ["restore", restore],
  ["import", importBeside],
  ["diff", diff],
  ["record", record],
  ["rewind", rewind],
  ["past", past],
]);

/** An entity was selected, or none. */
function highlight({ steering }: Served, params: Params): null {
  steering.simulation.highlight?.(optional(params, "entity", entity));
  return null;
}
