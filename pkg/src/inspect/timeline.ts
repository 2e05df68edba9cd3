import { Side } from "../diff.js";
import { type Difference, differences } from "../difference.js";
import { type EntityId, INDEX_MASK } from "../entity.js";
import type { History } from "../history.js";
import type { Limits } from "../limits.js";
import { PAGE_BITS } from "../store.js";
import type { World } from "../world.js";
import { told } from "./comparing.js";
import type { Errand } from "./errand.js";
import { Refusal } from "./failure.js";
import { LIMITS } from "./limits.js";
import { tick } from "./looking.js";
import { usualOpening } from "./openings.js";
import { entity, integer, invalid, optional, type Params, sent } from "./params.js";
import { Peek } from "./peek.js";
import type { Served } from "./served.js";
import { type TypeInfo, Types } from "./types.js";
import type { View } from "./views.js";
import { Restore } from "./whole.js";

/** The history of the world that is looked at. */
export function history({ present }: Served): View {
  return () => present.recording.view();
}

/** Begins to record a history, or ends it. */
export function record({ present }: Served, params: Params): unknown {
  const on = sent(params, "on");
  if (typeof on !== "boolean") throw invalid("on", "true or false");
  const limit = (name: string, max: number): number | undefined =>
    optional(params, name, (params, name) => integer(params, name, max));
  const entries = limit("entries", LIMITS.recordEntriesMax);
  const bytes = limit("bytes", LIMITS.recordBytesMax);
  if (on) present.recording.begin({ ...(entries !== undefined && { entries }), ...(bytes !== undefined && { bytes }) });
  else present.recording.end();
  return present.recording.view();
}

/** Puts a world back to a tick of its history, to go on from there. */
export function rewind({ present }: Served, params: Params, errand: Errand): unknown {
  const to = tick(params, "tick");
  present.edits.perform(`Go back to tick ${to}`, [new Restore(present.recording.history.snapshot(to))]);
  errand.look(present);
  return present.pulse();
}

/**
 * The ticks at which a component of an entity became another, among some ticks of the history from the first that is asked for;
 * and at which tick to go on asking.
 */
export function past(served: Served, params: Params, errand: Errand): Promise<unknown> {
  const { list } = new Types(served.world);
  const type = list[integer(params, "type", list.length)];
  if (type === undefined) throw new Refusal("MISSING", "There is no such type");
  const [first, count] = [tick(params, "first"), integer(params, "count", LIMITS.pastTicksMax)];
  const { history } = served.present.recording;
  const subject = { entity: entity(params, "entity"), type, limits: served.world.limits };
  return errand.carryOut(changes(history, subject, first, count));
}

/** A component of an entity. */
interface Subject {
  readonly entity: EntityId;
  readonly type: TypeInfo;
  readonly limits: Limits;
}

/** A value as it was, and what it was made of. */
interface Seen {
  readonly value: unknown;
  readonly content: string;
}

function* changes(
  history: History<World>,
  subject: Subject,
  first: number,
  count: number,
): Generator<void, { values: unknown[]; next: number | null }> {
  const { ticks } = history;
  const begin = ticks.findIndex((tick) => tick >= first);
  if (begin < 0) return { values: [], next: null };
  const values: unknown[] = [];
  let known: Seen | undefined;
  for (const tick of ticks.slice(Math.max(0, begin - 1), begin + count)) {
    // What is recorded meanwhile may take the place of what was kept longest.
    if (!history.ticks.includes(tick)) continue;
    const seen = see(history.snapshot(tick), subject, known);
    const found = tick < first || known === undefined ? [] : differences(known.value, seen.value);
    if (found.length > 0 || (known === undefined && begin === 0)) values.push(valueAt(tick, seen.value, found, subject));
    known = seen;
    yield;
  }
  return { values, next: ticks[begin + count] ?? null };
}

/** What a snapshot has of a component; made of bytes only if they are others than those that are known. */
function see(bytes: Uint8Array, { entity, type, limits }: Subject, known: Seen | undefined): Seen {
  const side = new Side(bytes, limits);
  try {
    const page = { type: type.name, page: (entity & INDEX_MASK) >>> PAGE_BITS };
    const content = `${side.entities.includes(entity)} ${side.contentOf(page)}`;
    if (content === known?.content) return known;
    side.fillPage(page);
    return { value: side.valueOf(entity, type.name), content };
  } finally {
    side.dispose();
  }
}

/** A value from a tick on, and where it is other than before. */
function valueAt(tick: number, value: unknown, found: readonly Difference[], { type }: Subject): unknown {
  const peek = new Peek();
  const wire = value === undefined ? ["absent"] : peek.open(value, usualOpening(), type.refers);
  return { tick, value: wire, changes: found.slice(0, LIMITS.pastChangesMax).map((difference) => told(peek, difference)) };
}
