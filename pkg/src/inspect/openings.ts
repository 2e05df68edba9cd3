import { integerOf, invalid, list } from "./params.js";
import { LIMITS, USUAL } from "./limits.js";
import { Refusal } from "./failure.js";

/** Where a value is inside another: the name of a property, or a place: an item, an entry, a property by number. */
export type Step = string | number;

/** An open node of a value, and which of the nodes inside are open. */
export interface Opening {
  /** The first entry, or the first unit of a text, that is read. */
  from: number;
  /** How many are read; the usual number where nobody said. */
  count: number | undefined;
  readonly inside: Map<Step, Opening>;
}

/** A node that is open as it usually is. */
export function usualOpening(): Opening {
  return { from: 0, count: undefined, inside: new Map() };
}

/** How many entries of a record are read at an opening. */
export function entriesOf({ count }: Opening): number {
  return Math.min(count ?? USUAL.entries, LIMITS.entriesMax);
}

/** How many units of a text are read at an opening. */
export function unitsOf({ count }: Opening): number {
  return Math.min(count ?? USUAL.textUnits, LIMITS.textUnitsMax);
}

/**
 * Reads which nodes are open: a list of `[path, from, count]`, the path beginning at a component type's number and the
 * last two to be left out where they are the usual. Answers the openings by type. @throws Refusal.
 */
export function openingsOf(value: unknown): Map<Step, Opening> {
  const roots = new Map<Step, Opening>();
  for (const item of list(value ?? [], "open", LIMITS.openingsMax)) {
    const [path, from, count] = list(item, "open", 3);
    let inside = roots;
    let node = usualOpening();
    for (const step of list(path, "path", LIMITS.depthMax + 1)) {
      const known = inside.get(stepOf(step));
      node = known ?? usualOpening();
      if (known === undefined) inside.set(stepOf(step), node);
      inside = node.inside;
    }
    node.from = from === undefined ? 0 : integerOf(from, "from");
    node.count = count === undefined ? undefined : integerOf(count, "count", LIMITS.textUnitsMax);
  }
  return roots;
}

/** A step of a path. @throws Refusal. */
export function stepOf(value: unknown): Step {
  if (typeof value === "number") return integerOf(value, "path");
  if (typeof value !== "string") throw invalid("path", "a list of names and places");
  if (value.length > USUAL.nameUnits) throw new Refusal("LIMIT", "a name in a path is too long; give its place");
  return value;
}
