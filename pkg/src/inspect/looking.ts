import { World } from "../world.js";
import type { Errand } from "./errand.js";
import { integer, invalid, optional, type Params } from "./params.js";
import type { Served } from "./served.js";
import type { Kept } from "./shelf.js";
import { kept, name } from "./snapshots.js";
import type { View } from "./views.js";

const TICK_MAX = 2 ** 32 - 1;

/** A tick. @throws Refusal. */
export function tick(params: Params, name: string): number {
  return integer(params, name, TICK_MAX);
}

/** The worlds behind the port, and which of them is looked at. */
export function worldList(served: Served): View {
  return () => ({
    worlds: served.worlds.list(),
    looking: served.number,
    past: served.kind === "past" ? served.world.tick : null,
  });
}

/** Looks at another world, or at a tick of its past. */
export function look({ worlds }: Served, params: Params, errand: Errand): unknown {
  const served = worlds.get(integer(params, "world"));
  const at = optional(params, "tick", tick);
  const wanted = at === undefined ? served : worlds.past(served, at);
  errand.look(wanted);
  return wanted.pulse();
}

/** Lets go of a fork; who looks at it comes to look at the world that is served. */
export async function close({ worlds }: Served, params: Params): Promise<null> {
  await worlds.close(integer(params, "world"));
  return null;
}

/** Makes a second world of a snapshot, of a tick, or of what is looked at, and looks at it. */
export function fork(served: Served, params: Params, errand: Errand): unknown {
  const { worlds, present } = served;
  worlds.assertRoom();
  const at = optional(params, "tick", tick);
  const snapshot = optional(params, "snapshot", () => kept(served, params));
  if (at !== undefined && snapshot !== undefined) throw invalid("tick", "left out where there is a snapshot");
  const title = optional(params, "name", name) ?? snapshot?.name ?? `${present.name} from tick ${at ?? served.world.tick}`;
  const fork = worlds.add(branched(served, snapshot, at), title);
  errand.look(fork);
  return { world: fork.number };
}

/** A world of its own, to go on from there. @throws SnapshotError, TerrariumError "NO_SUCH_TICK". */
function branched(served: Served, snapshot: Kept | undefined, at: number | undefined): World {
  if (snapshot !== undefined) return opened(snapshot, served);
  return at === undefined ? served.world.fork() : served.present.recording.history.at(at);
}

function opened({ bytes, info }: Kept, { world }: Served): World {
  const opened = new World({ shard: info.shard, limits: world.limits });
  opened.restore(bytes);
  return opened;
}
