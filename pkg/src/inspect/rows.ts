import type { EntityId } from "../entity.js";
import { operandOf, placeOf } from "../operand.js";
import type { Question } from "../question.js";
import type { Selection } from "../selection.js";
import type { World } from "../world.js";
import { LIMITS } from "./limits.js";
import type { Listing, Located } from "./listing.js";
import { entity, integer, optional, type Params, paramsOf, sent, text } from "./params.js";
import { Peek } from "./peek.js";
import type { Served } from "./served.js";
import { type TypeInfo, Types } from "./types.js";
import type { View } from "./views.js";
import { type Wire, wholeText } from "./wire.js";

/** More rows than any world has. */
export const ROW_MAX = 2 ** 26;

/** Which rows are wanted. */
interface Wanted {
  readonly first: number;
  readonly count: number;
  /** An entity that is to stay where it is, and the row that it was in. */
  readonly anchor: { readonly entity: EntityId; readonly row: number } | undefined;
  /** An entity whose row is wanted. */
  readonly tracked: EntityId | undefined;
}

/** Rows as a message carries them. */
interface Rows {
  readonly total: number;
  /** How far the anchor has moved. */
  readonly moved: number;
  readonly first: number;
  readonly columns: ReadonlyArray<{ readonly type: number | null; readonly name: Wire }>;
  readonly rows: ReadonlyArray<{
    readonly entity: EntityId | null;
    /** How many entities are in it, if it is a group. */
    readonly members?: number;
    readonly cells: readonly Wire[];
    readonly shared: readonly number[];
  }>;
  readonly tracked: Located | null;
}

/** Some rows of what a query finds. @throws Refusal. */
export function rows({ world, queries }: Served, params: Params): View {
  const query = text(params, "query", LIMITS.textUnitsMax);
  const selection = queries.select(query);
  const wanted: Wanted = {
    first: integer(params, "first", ROW_MAX),
    count: integer(params, "count", LIMITS.rowsMax),
    anchor: optional(params, "anchor", anchorOf),
    tracked: optional(params, "track", entity),
  };
  if (selection.question.plan.grouped) return () => groups(selection, wanted);
  return () => entities(world, selection, queries.list(query), wanted);
}

function anchorOf(params: Params, name: string): Wanted["anchor"] {
  const anchor = paramsOf(sent(params, name));
  return { entity: entity(anchor, "entity"), row: integer(anchor, "row", ROW_MAX) };
}

/** The first row that is wanted, and how far it has moved with the anchor. */
function window({ first, anchor }: Wanted, total: number, located: Located | undefined): { first: number; moved: number } {
  const moved = anchor === undefined || located === undefined ? 0 : located.row - anchor.row;
  return { first: Math.max(0, Math.min(first + moved, total)), moved };
}

function entities(world: World, selection: Selection, listing: Listing, wanted: Wanted): Rows {
  const locate = (entity: EntityId | undefined): Located | undefined =>
    entity === undefined ? undefined : listing.locate(entity);
  const { first, moved } = window(wanted, listing.total, locate(wanted.anchor?.entity));
  const shown = shownColumns(world, selection);
  const peek = new Peek();
  return {
    total: listing.total,
    moved,
    first,
    columns: shown.map(({ info, name }) => ({ type: info?.number ?? null, name: wholeText(name) })),
    rows: listing.entities(first, wanted.count).map((entity) => ({
      entity,
      cells: shown.map(({ read, info }) => cell(peek, read(entity), info)),
      shared: shown.flatMap(({ info }, at) => (isShared(world, entity, info) ? [at] : [])),
    })),
    tracked: locate(wanted.tracked) ?? null,
  };
}

/** A column, and how its values are read. */
interface Shown {
  readonly name: string;
  /** The component type, if it is one. */
  readonly info: TypeInfo | undefined;
  read(entity: EntityId): unknown;
}

/** What a query selects; where it does not say, the types that it names, and all others beside. */
function shownColumns(world: World, { columns, question }: Selection): Shown[] {
  const { select, components } = question.plan;
  if (select.length > 0) return select.map(([, code], at) => selectedColumn(question, code, columns[at] as string));
  const { list } = new Types(world);
  const named = components.map((number) => list[number] as TypeInfo);
  const others = list.filter((info) => !named.includes(info));
  const room = Math.max(0, LIMITS.columnsMax - named.length);
  return [...named, ...others.slice(0, room)].map((info) => ({
    name: info.name,
    info,
    read: (entity) => world.get(entity, info.type) as unknown,
  }));
}

function selectedColumn(question: Question, code: Question["plan"]["select"][number][1], name: string): Shown {
  const operand = operandOf(code as never, question);
  const read = (entity: EntityId): unknown => {
    const [page, slot] = placeOf(entity);
    operand.enter(page);
    return operand.at(slot);
  };
  return { name, info: undefined, read };
}

const ABSENT: Wire = ["absent"];

function cell(peek: Peek, value: unknown, info: TypeInfo | undefined): Wire {
  return value === undefined ? ABSENT : peek.brief(value, info?.refers);
}

function isShared(world: World, entity: EntityId, info: TypeInfo | undefined): boolean {
  return info !== undefined && info.groups > 0 && world.sharing(entity, info.type) !== undefined;
}

/** What a query with groups finds is not entities, but what they have in common. */
function groups(selection: Selection, wanted: Wanted): Rows {
  const all = selection.groups();
  const { first } = window(wanted, all.length, undefined);
  const peek = new Peek();
  return {
    total: all.length,
    moved: 0,
    first,
    columns: selection.groupColumns.map((name) => ({ type: null, name: wholeText(name) })),
    rows: all.slice(first, first + wanted.count).map(({ key, values, entities }) => ({
      entity: null,
      members: entities,
      cells: [...key, ...values].map((value) => cell(peek, value, undefined)),
      shared: [],
    })),
    tracked: null,
  };
}
