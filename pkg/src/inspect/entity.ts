import type { ComponentType } from "../component.js";
import { EntityId } from "../entity.js";
import type { World } from "../world.js";
import type { Listing } from "./listing.js";
import { type Opening, openingsOf, type Step, usualOpening } from "./openings.js";
import { entity, type Params, sent } from "./params.js";
import { Peek } from "./peek.js";
import type { Served } from "./served.js";
import { Types } from "./types.js";
import type { View } from "./views.js";
import { wholeText } from "./wire.js";

/** One entity, and the values of its components; of a dead one, who lives in its place. @throws Refusal. */
export function oneEntity({ world, queries }: Served, params: Params): View {
  const id = entity(params, "entity");
  const openings = openingsOf(sent(params, "open"));
  return () => {
    if (!world.isAlive(id)) return { entity: id, alive: false, successor: successor(queries.list(""), id) };
    const types = new Types(world);
    const peek = new Peek();
    const components = Array.from(world.getComponentTypes(id), (type) => component(world, types, peek, openings, id, type));
    return { entity: id, alive: true, tick: world.tick, components };
  };
}

function component(
  world: World,
  types: Types,
  peek: Peek,
  openings: ReadonlyMap<Step, Opening>,
  id: EntityId,
  type: ComponentType,
): unknown {
  const { number, name, refers } = types.of(type);
  const group = world.sharing(id, type);
  return {
    type: number,
    name: wholeText(name),
    value: peek.open(world.get(id, type), openings.get(number) ?? usualOpening(), refers),
    shared: group === undefined ? null : { group: group.id, holders: group.holders },
  };
}

/** Who lives where an entity lived; null where nobody does. */
function successor(everybody: Listing, id: EntityId): EntityId | null {
  const [next] = everybody.entities(everybody.locate(id)?.row ?? 0, 1);
  return next !== undefined && EntityId.index(next) === EntityId.index(id) ? next : null;
}
