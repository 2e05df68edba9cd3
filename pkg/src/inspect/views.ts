import { census } from "./census.js";
import { edits } from "./edits.js";
import { oneEntity } from "./entity.js";
import { worldList } from "./looking.js";
import { oneType } from "./observed.js";
import type { Params } from "./params.js";
import { references } from "./references.js";
import { rows } from "./rows.js";
import type { Served } from "./served.js";
import { shared } from "./sharing.js";
import { history } from "./timeline.js";
import { watchList } from "./watching.js";

/** Looks at the world, and answers what is to be shown of it. */
export type View = () => unknown;

/** How each view is made of what a client asks for; making it may throw a Refusal. */
export const VIEWS: ReadonlyMap<string, (served: Served, params: Params) => View> = new Map([
  ["pulse", (served: Served): View => () => served.pulse()],
  ["census", census],
  ["rows", rows],
  ["entity", oneEntity],
  ["type", oneType],
  ["watches", watchList],
  ["worlds", worldList],
  ["snapshots", ({ worlds }: Served): View => () => ({ snapshots: worlds.shelf.list() })],
  ["history", history],
  ["shared", shared],
  ["edits", edits],
  ["references", references],
]);
