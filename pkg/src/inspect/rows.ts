import type { EntityId } from "../entity.js";
import type { World } from "../world.js";
import { LIMITS } from "./limits.js";
import { entity, integer, optional, type Params, paramsOf, sent, text } from "./params.js";
import { Peek } from "./peek.js";
import { type Selected, Selector } from "./selecting.js";
import type { Served } from "./served.js";
import { Types } from "./types.js";
import type { View } from "./views.js";
import { type Wire, wholeText } from "./wire.js";

/** More rows than any world has. */
const ROW_MAX = 2 ** 26;

/** An entity that is to stay where it is, and the row that it was in. */
interface Anchor {
  readonly entity: EntityId;
  readonly row: number;
}

/** Some rows of what a query finds. @throws Refusal. */
export function rows({ world }: Served, params: Params): View {
  const query = text(params, "query", LIMITS.textUnitsMax);
  const first = integer(params, "first", ROW_MAX);
  const count = integer(params, "count", LIMITS.rowsMax);
  const anchor = optional(params, "anchor", anchorOf);
  const tracked = optional(params, "track", entity);
  const selector = new Selector(world);
  return () => {
    const found = selector.select(query, new Types(world));
    const moved = anchor === undefined ? 0 : found.locate(anchor.entity).row - anchor.row;
    const start = Math.max(0, Math.min(first + moved, found.total));
    return {
      total: found.total,
      moved,
      first: start,
      columns: found.columns.map(({ number, name }) => ({ type: number, name: wholeText(name) })),
      rows: found.entities(start, count).map(rowReader(world, found)),
      tracked: tracked === undefined ? null : found.locate(tracked),
    };
  };
}

function anchorOf(params: Params, name: string): Anchor {
  const anchor = paramsOf(sent(params, name));
  return { entity: entity(anchor, "entity"), row: integer(anchor, "row", ROW_MAX) };
}

const ABSENT: Wire = ["absent"];

/** Reads what an entity has in each column, and which of it is shared. */
function rowReader(world: World, { columns }: Selected): (entity: EntityId) => unknown {
  const peek = new Peek();
  return (entity) => {
    const cells = columns.map(({ type, refers }) => {
      const value: unknown = world.get(entity, type);
      return value === undefined ? ABSENT : peek.brief(value, refers);
    });
    const places = columns.keys();
    const shared = [...places].filter((at) => isShared(world, entity, columns[at]));
    return { entity, cells, shared };
  };
}

function isShared(world: World, entity: EntityId, column: Selected["columns"][number] | undefined): boolean {
  return column !== undefined && column.groups > 0 && world.sharing(entity, column.type) !== undefined;
}
