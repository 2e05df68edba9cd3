import { entityCell, objects, separated } from "../sheet.js";
import type { Errand } from "./errand.js";
import { LIMITS } from "./limits.js";
import { integer, invalid, type Params, text } from "./params.js";
import { ROW_MAX } from "./rows.js";
import type { Served } from "./served.js";
import { wholeText } from "./wire.js";

/** What could stand at a place in a query's text. */
export function completions({ world }: Served, params: Params): unknown {
  const query = text(params, "query", LIMITS.textUnitsMax);
  return world.complete(query, integer(params, "offset", query.length));
}

/** The entities in some rows of a query. */
export function found({ queries }: Served, params: Params): unknown {
  const query = text(params, "query", LIMITS.textUnitsMax);
  const [first, count] = [integer(params, "first", ROW_MAX), integer(params, "count", LIMITS.editEntitiesMax)];
  if (queries.select(query).question.plan.grouped) throw invalid("query", "one without groups");
  return { entities: queries.list(query).entities(first, count) };
}

/** How a query is answered. */
export function explain({ queries }: Served, params: Params): unknown {
  const { steps, matches, milliseconds } = queries.select(text(params, "query", LIMITS.textUnitsMax)).explain();
  return { steps: steps.map(({ text, ...step }) => ({ text: wholeText(text), ...step })), matches, took: milliseconds };
}

/** Hands over what a query finds, as a file: the first of its rows, or groups. */
export function exportRows({ queries }: Served, params: Params, errand: Errand): unknown {
  const selection = queries.select(text(params, "query", LIMITS.textUnitsMax));
  const most = integer(params, "limit", LIMITS.exportRowsMax);
  const format = text(params, "format", LIMITS.textUnitsMax);
  if (format !== "json" && format !== "csv") throw invalid("format", "json or csv");
  const sheet = selection.sheet(entityCell, most);
  const file = format === "csv" ? separated(sheet) : JSON.stringify(objects(sheet), undefined, 1);
  errand.reply = new TextEncoder().encode(file);
  return { rows: sheet.rows.length, format };
}
