import type { ComponentType } from "../component.js";
import { EntityId } from "../entity.js";
import type { World } from "../world.js";
import type { Listing } from "./listing.js";
import { type Opening, openingsOf, type Step, usualOpening } from "./openings.js";
import { LIMITS } from "./limits.js";
import { Mixture } from "./mixture.js";
import { entity, entityOf, list, type Params, sent } from "./params.js";
import { Peek } from "./peek.js";
import type { Served } from "./served.js";
import { Types } from "./types.js";
import type { View } from "./views.js";
import { type Wire, wholeText } from "./wire.js";

/** One entity, and the values of its components; of a dead one, who lives in its place. @throws Refusal. */
export function oneEntity({ world, queries }: Served, params: Params): View {
  const id = entity(params, "entity");
  const openings = openingsOf(sent(params, "open"));
  const beside = list(sent(params, "beside") ?? [], "beside", LIMITS.besideMax).map((other) => entityOf(other, "beside"));
  return () => {
    if (!world.isAlive(id)) return { entity: id, alive: false, successor: successor(queries.list(""), id) };
    const types = new Types(world);
    const peek = new Peek();
    const alive = beside.filter((other) => world.isAlive(other));
    const components = Array.from(world.getComponentTypes(id), (type) => {
      const read = (entity: EntityId, peek: Peek): Component => component(world, types, peek, openings, entity, type);
      const own = read(id, peek);
      return beside.length === 0 ? own : { ...own, ...compared(world, type, own, alive, read) };
    });
    return { entity: id, alive: true, tick: world.tick, components };
  };
}

/** A component as a message carries it. */
interface Component {
  readonly type: number;
  readonly name: Wire;
  readonly value: Wire;
  readonly shared: { readonly group: number; readonly holders: number } | null;
}

/** How other entities have a component: how many have it not, and where their values differ. */
function compared(
  world: World,
  type: ComponentType,
  own: Component,
  others: readonly EntityId[],
  read: (entity: EntityId, peek: Peek) => Component,
): { lacking: number; mixed: ReadonlyArray<readonly Step[]> } {
  const mixture = new Mixture(own.value);
  const holders = others.filter((other) => world.has(other, type));
  for (const other of holders) mixture.add(read(other, new Peek()).value);
  return { lacking: others.length - holders.length, mixed: mixture.paths };
}

function component(
  world: World,
  types: Types,
  peek: Peek,
  openings: ReadonlyMap<Step, Opening>,
  id: EntityId,
  type: ComponentType,
): Component {
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
