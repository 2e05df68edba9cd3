import { completions, explain, exportRows, found } from "./answering.js";
import * as components from "./components.js";
import { diff } from "./comparing.js";
import { equals, shareEqual } from "./equals.js";
import type { Edits } from "./edits.js";
import type { Errand } from "./errand.js";
import { close, fork, look } from "./looking.js";
import * as lives from "./lives.js";
import { entity, optional, type Params } from "./params.js";
import type { Served } from "./served.js";
import { download, forget, importBeside, rename, restore, take, upload } from "./snapshots.js";
import { past, record, rewind } from "./timeline.js";
import * as values from "./values.js";
import { unwatch, watch } from "./watching.js";
import { sound } from "./wire.js";

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
  ["find", found],
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
  ["equals", equals],
  ["shareEqual", shareEqual],
  ["set", edit(values.set)],
  ["insert", edit(values.insert)],
  ["drop", edit(values.drop)],
  ["add", edit(components.add)],
  ["remove", edit(components.remove)],
  ["paste", edit(components.paste)],
  ["share", edit(components.share)],
  ["unshare", edit(components.unshare)],
  ["copy", components.copy],
  ["create", edit(lives.create)],
  ["duplicate", edit(lives.duplicate)],
  ["destroy", edit(lives.destroy)],
  ["merge", edit(lives.merge)],
  ["split", edit(lives.split)],
  ["undo", edit((edits) => ({ label: sound(edits.undo()) }))],
  ["redo", edit((edits) => ({ label: sound(edits.redo()) }))],
]);

/** A verb that changes the world so that it can be taken back. */
function edit(act: (edits: Edits, params: Params) => unknown): Verb {
  return (served, params) => act(served.edits, params);
}

/** An entity was selected, or none. */
function highlight({ steering }: Served, params: Params): null {
  steering.simulation.highlight?.(optional(params, "entity", entity));
  return null;
}
