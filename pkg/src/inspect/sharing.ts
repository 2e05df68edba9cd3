import { spell } from "../observation.js";
import type { SharedGroup } from "../sharing.js";
import { LIMITS } from "./limits.js";
import { integer, type Params } from "./params.js";
import { Peek } from "./peek.js";
import type { Served } from "./served.js";
import { Types } from "./types.js";
import type { View } from "./views.js";
import { wholeText } from "./wire.js";

/** Groups of entities that share a value, those with the most holders first. @throws Refusal. */
export function shared({ world }: Served, params: Params): View {
  const first = integer(params, "first");
  const count = integer(params, "count", LIMITS.groupsMax);
  return () => {
    const groups = world.sharedGroups().sort((a, b) => b.holders - a.holders || a.id - b.id);
    const types = new Types(world);
    const peek = new Peek();
    return { total: groups.length, first, groups: groups.slice(first, first + count).map((group) => told(types, peek, group)) };
  };
}

function told(types: Types, peek: Peek, { id, type, value, holders, entities }: SharedGroup): unknown {
  const { number, name, refers } = types.of(type);
  const [first] = entities();
  return { type: number, name: wholeText(name), query: spell(name, true), group: id, holders, first, value: peek.brief(value, refers) };
}

