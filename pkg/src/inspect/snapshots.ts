import type { Errand } from "./errand.js";
import { LIMITS } from "./limits.js";
import { integer, invalid, optional, type Params, text } from "./params.js";
import type { Served } from "./served.js";
import { type Kept, listed } from "./shelf.js";
import { Destroy } from "./step.js";
import { Restore } from "./whole.js";
import { wholeText } from "./wire.js";

/** What something is to be called. @throws Refusal. */
export function name(params: Params, key: string): string {
  const given = text(params, key, LIMITS.namesUnitsMax).trim();
  if (given === "") throw invalid(key, "a name");
  return given;
}

/** The snapshot that is meant. @throws Refusal. */
export function kept({ worlds }: Served, params: Params): Kept {
  return worlds.shelf.get(integer(params, "snapshot"));
}

/** Takes a snapshot of the world that is looked at. */
export function take({ world, worlds }: Served, params: Params): unknown {
  const given = optional(params, "name", name) ?? `Tick ${world.tick}`;
  return listed(worlds.shelf.put(given, world.snapshot(), world.limits));
}

/** Calls a snapshot something else. */
export function rename(served: Served, params: Params): unknown {
  const snapshot = kept(served, params);
  snapshot.name = name(params, "name");
  return listed(snapshot);
}

/** Lets go of a snapshot. */
export function forget({ worlds }: Served, params: Params): null {
  worlds.shelf.forget(integer(params, "snapshot"));
  return null;
}

/** Keeps a file that comes along. */
export function upload({ world, worlds }: Served, params: Params, { bytes }: Errand): unknown {
  if (bytes === undefined) throw invalid("bytes", "sent along");
  return listed(worlds.shelf.take(name(params, "name"), bytes, world.limits));
}

/** Hands a snapshot over. */
export function download(served: Served, params: Params, errand: Errand): unknown {
  const { name, bytes } = kept(served, params);
  errand.reply = bytes;
  return { name: wholeText(name) };
}

/** Puts the world that is looked at in the state of a snapshot. */
export function restore(served: Served, params: Params): unknown {
  const { edits } = served;
  const { name, bytes } = kept(served, params);
  edits.perform(`Restore ${name}`, [new Restore(bytes)]);
  return served.pulse();
}

/** Adds the entities of a snapshot to the world that is looked at. */
export function importBeside(served: Served, params: Params): unknown {
  const { edits } = served;
  const { name, bytes } = kept(served, params);
  const entities = [...served.world.importEntities(bytes).values()];
  edits.record(`Import ${name}`, entities.map((entity) => new Destroy(entity)));
  return { entities: entities.length };
}
