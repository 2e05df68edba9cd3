import type { ComponentType } from "../component.js";
import { EntityId } from "../entity.js";
import type { World } from "../world.js";
import { type Opening, openingsOf, type Step, usualOpening } from "./openings.js";
import { entity, type Params, sent } from "./params.js";
import { Peek } from "./peek.js";
import { Selector } from "./selecting.js";
import type { Served } from "./served.js";
import { Types } from "./types.js";
import type { View } from "./views.js";
import { wholeText } from "./wire.js";

/** One entity, and the values of its components; of a dead one, who lives in its place. @throws Refusal. */
export function oneEntity({ world }: Served, params: Params): View {
  const id = entity(params, "entity");
  const openings = openingsOf(sent(params, "open"));
  const selector = new Selector(world);
  return () => {
    const types = new Types(world);
    if (!world.isAlive(id)) return { entity: id, alive: false, successor: successor(selector, types, id) };
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
function successor(selector: Selector, types: Types, id: EntityId): EntityId | null {
  const found = selector.select("", types);
  const [next] = found.entities(found.locate(id).row, 1);
  return next !== undefined && EntityId.index(next) === EntityId.index(id) ? next : null;
}
