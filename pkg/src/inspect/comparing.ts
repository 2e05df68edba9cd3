import { type ChangedValue, comparing, type WorldDiff } from "../diff.js";
import type { Difference } from "../difference.js";
import { EntityId } from "../entity.js";
import type { Errand } from "./errand.js";
import { LIMITS, USUAL } from "./limits.js";
import { tick } from "./looking.js";
import { integer, invalid, type Params, paramsOf, sent } from "./params.js";
import { Peek } from "./peek.js";
import type { Served } from "./served.js";
import { kept } from "./snapshots.js";
import { type Wire, wholeText } from "./wire.js";

/** Units of a text that differs. */
const TEXT_UNITS = 16_384;

/** What differs between two states of a world, in an order to be read in. */
export interface Comparison {
  /** Which states, as they were asked for. */
  readonly key: string;
  readonly created: readonly EntityId[];
  readonly destroyed: readonly EntityId[];
  /** By entity. */
  readonly changed: readonly ChangedValue[];
}

/** Compares two states, each a snapshot, a tick, or the world as it is now, and answers some of the changes. */
export async function diff(served: Served, params: Params, errand: Errand): Promise<unknown> {
  const [first, count] = [integer(params, "first"), integer(params, "count", LIMITS.changesMax)];
  const { worlds, present } = served;
  const key = JSON.stringify([present.number, sent(params, "from"), sent(params, "to")]);
  // The first page is of what is so now, the others belong to it.
  if (first === 0 || worlds.comparison?.key !== key) {
    const [from, to] = [state(served, params, "from"), state(served, params, "to")];
    worlds.comparison = ordered(key, await errand.carryOut(comparing(from, to, served.world.limits)));
  }
  return page(worlds.comparison, first, count);
}

/** The state that is meant, as a snapshot. @throws Refusal, TerrariumError. */
function state(served: Served, params: Params, name: string): Uint8Array {
  const { present } = served;
  const wanted = sent(params, name);
  if (wanted === "now") return present.world.snapshot();
  const of = paramsOf(wanted);
  if (sent(of, "tick") !== undefined) return present.recording.history.snapshot(tick(of, "tick"));
  if (sent(of, "snapshot") !== undefined) return kept(served, of).bytes;
  throw invalid(name, `"now", or an object with a snapshot or a tick`);
}

function ordered(key: string, { created, destroyed, changed }: WorldDiff): Comparison {
  const byEntity = (a: ChangedValue, b: ChangedValue): number => EntityId.index(a.entity) - EntityId.index(b.entity);
  return { key, created, destroyed, changed: changed.sort(byEntity) };
}

function page({ created, destroyed, changed }: Comparison, first: number, count: number): unknown {
  const ends = [created.length, created.length + destroyed.length] as const;
  const total = ends[1] + changed.length;
  const peek = new Peek();
  const change = (at: number): unknown => {
    if (at < ends[0]) return { kind: "created", entity: created[at] };
    if (at < ends[1]) return { kind: "destroyed", entity: destroyed[at - ends[0]] };
    return changeOf(peek, changed[at - ends[1]] as ChangedValue);
  };
  const length = Math.max(0, Math.min(count, total - first));
  const counts = { created: created.length, destroyed: destroyed.length, changed: changed.length };
  return { ...counts, first, changes: Array.from({ length }, (_, at) => change(first + at)) };
}

function changeOf(peek: Peek, { entity, type, ...difference }: ChangedValue): unknown {
  return { kind: "changed", entity, type: wholeText(type), difference: told(peek, difference) };
}

/** A place inside a value that is another, as a message tells of it. */
export function told(peek: Peek, { path, before, after }: Difference): unknown {
  const value = (value: unknown): Wire => {
    if (value === undefined && path.length === 0) return ["absent"];
    return peek.open(value, { from: 0, count: TEXT_UNITS, inside: new Map() }, undefined);
  };
  const steps = path.slice(0, LIMITS.depthMax).map((step) => (typeof step === "number" ? step : wholeText(step.slice(0, USUAL.nameUnits))));
  return { path: steps, before: value(before), after: value(after) };
}
