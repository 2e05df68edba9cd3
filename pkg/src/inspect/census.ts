import { definedTypes } from "../component.js";
import { spell } from "../observation.js";
import { LIMITS } from "./limits.js";
import { Types } from "./types.js";
import type { View } from "./views.js";
import type { Served } from "./served.js";
import { type Wire, wholeText } from "./wire.js";

/** How many of what there are: entities, types, archetypes. */
export function census({ world }: Served): View {
  return () => {
    const types = new Types(world);
    const archetypes = world.archetypes().map(({ types: set, entities }) => ({
      types: set.map((type) => types.of(type).number).sort((a, b) => a - b),
      entities,
    }));
    return {
      entities: world.size,
      types: types.list.map(({ name, entities, groups }) => ({
        name: wholeText(name),
        query: spell(name, true),
        entities,
        groups,
      })),
      archetypes: archetypes.sort((a, b) => compare(a.types, b.types)),
      unused: unused(types),
    };
  };
}

/** The names of types that are defined here, and that the world has not come to know yet; of too many, those defined last. */
function unused({ list }: Types): Wire[] {
  const known = new Set(list.map(({ name }) => name));
  const names = [...definedTypes().keys()].filter((name) => !known.has(name));
  return names.slice(-LIMITS.unusedTypesMax).map(wholeText);
}

/** Archetypes stay in place while their counts change. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, at) => number !== b[at]);
  return at < 0 ? a.length - b.length : (a[at] as number) - (b[at] ?? -1);
}
