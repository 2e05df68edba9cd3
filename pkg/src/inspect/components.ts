import type { ComponentType } from "../component.js";
import { deepCopy } from "../copy.js";
import type { EntityId } from "../entity.js";
import type { World } from "../world.js";
import { classNameOf } from "./contents.js";
import { decoded } from "./decode.js";
import { called, entitiesOf, livingEntity, nameIn, typeOf } from "./editing.js";
import type { Edits } from "./edits.js";
import { Refusal } from "./failure.js";
import { LIMITS } from "./limits.js";
import { integer, list, optional, type Params, sent } from "./params.js";
import { Peek } from "./peek.js";
import { sampled } from "../observation.js";
import type { Served } from "./served.js";
import { groupOf, Put, stateOf, type Step } from "./step.js";
import { Types } from "./types.js";
import { typicalValue } from "./typical.js";
import { assertWork, present } from "./values.js";
import { type Wire, wholeText } from "./wire.js";

/** A component to be made: its type, and its value as it was sent; a usual one where none was. */
export interface Sent {
  readonly type: ComponentType;
  readonly wire: unknown;
}

/** Components as a list of `[type, value]`. @throws Refusal. */
export function sentComponents(world: World, value: unknown): Sent[] {
  return list(value, "components", LIMITS.editComponentsMax).map((item) => {
    const [type, wire] = list(item, "components", 2);
    return { type: typeOf(world, type), wire };
  });
}

/** Makes a value of a component. @throws Refusal. */
export function valueMade(world: World, { type, wire }: Sent, before: unknown): unknown {
  if (wire === undefined) return typicalValue(world, type);
  return present(decoded(wire, { type, like: likest(wire, [before, anyValue(world, type)]) }));
}

/** Of some values the one whose class is the one that is named, else the first that there is. */
function likest(wire: unknown, values: readonly unknown[]): unknown {
  const className: unknown = Array.isArray(wire) ? wire[1] : undefined;
  const isLike = (value: unknown): boolean => typeof value === "object" && value !== null && classNameOf(value) === className;
  return values.find(isLike) ?? values.find((value) => value !== undefined);
}

/** The value of some entity. */
function anyValue(world: World, type: ComponentType): unknown {
  const column = world.interior.known(type);
  return column && sampled(column, world.interior.core.call((core) => core.holders(column.id)), 1)[0];
}

/** Gives some entities a component that they do not have. @throws Refusal. */
export function add(edits: Edits, params: Params): null {
  const { world } = edits;
  const component = { type: typeOf(world, sent(params, "type")), wire: sent(params, "value") };
  const entities = entitiesOf(world, params);
  if (entities.some((entity) => world.has(entity, component.type))) {
    throw new Refusal("WORLD", "One of the entities has the component already", { reason: "PRESENT" });
  }
  return give(edits, "Add", entities, [component]);
}

/** Gives some entities components in place of those that they have. @throws Refusal. */
export function paste(edits: Edits, params: Params): null {
  const entities = entitiesOf(edits.world, params);
  return give(edits, "Paste", entities, sentComponents(edits.world, sent(params, "components")));
}

function give(edits: Edits, verb: string, entities: readonly EntityId[], components: readonly Sent[]): null {
  const { world } = edits;
  assertWork(entities.length, components.map(({ wire }) => wire));
  const steps = entities.flatMap((entity) =>
    components.map((component) => {
      const value = valueMade(world, component, world.get(entity, component.type));
      return new Put(entity, component.type, { value, shared: false });
    }),
  );
  const names = components.map(({ type }) => nameIn(world, type)).join(", ");
  edits.perform(`${verb} ${names} to ${called(entities)}`, steps);
  return null;
}

/** Takes a component away from those of some entities that have it. @throws Refusal. */
export function remove(edits: Edits, params: Params): null {
  return each(edits, params, "Remove", (world, entity, type) =>
    world.has(entity, type) ? [new Put(entity, type, undefined)] : [],
  );
}

/** Gives those of some entities that share a component a copy of their own. @throws Refusal, ComponentError "UNCOPYABLE". */
export function unshare(edits: Edits, params: Params): null {
  return each(edits, params, "Unshare", (world, entity, type) => {
    const state = stateOf(world, entity, type);
    return state?.shared === true ? [new Put(entity, type, { value: deepCopy(state.value), shared: false })] : [];
  });
}

/** Lets some entities share a component: the value of a group, or that of the first of them that has one. @throws Refusal. */
export function share(edits: Edits, params: Params): null {
  const group = optional(params, "group", integer);
  let value: unknown;
  return each(edits, params, "Share", (world, entity, type, entities) => {
    value ??= group === undefined ? firstValue(world, entities, type) : groupOf(world, type, group).value;
    return [new Put(entity, type, { value, shared: true })];
  });
}

function firstValue(world: World, entities: readonly EntityId[], type: ComponentType): unknown {
  const holder = entities.find((entity) => world.has(entity, type));
  if (holder !== undefined) return world.get(holder, type);
  throw new Refusal("WORLD", "None of the entities has the component", { reason: "MISSING_COMPONENT" });
}

function each(
  edits: Edits,
  params: Params,
  verb: string,
  make: (world: World, entity: EntityId, type: ComponentType, entities: readonly EntityId[]) => Step[],
): null {
  const { world } = edits;
  const type = typeOf(world, sent(params, "type"));
  const entities = entitiesOf(world, params);
  const steps = entities.flatMap((entity) => make(world, entity, type, entities));
  edits.perform(`${verb} ${nameIn(world, type)} of ${called(entities)}`, steps);
  return null;
}

/** Components of an entity as a whole, so that they can be pasted elsewhere. @throws Refusal "LIMIT". */
export function copy({ world }: Served, params: Params): { components: Array<[Wire, Wire]> } {
  const entity = livingEntity(world, params, "entity");
  const asked = optional(params, "types", (params, name) => list(sent(params, name), name, LIMITS.editComponentsMax));
  const chosen = asked?.map((type) => typeOf(world, type)) ?? [...world.getComponentTypes(entity)];
  const types = new Types(world);
  const peek = new Peek();
  const components = chosen.filter((type) => world.has(entity, type)).map((type): [Wire, Wire] => {
    const { name, refers } = types.of(type);
    return [wholeText(name), peek.whole(world.get(entity, type), refers)];
  });
  if (JSON.stringify(components).length <= LIMITS.messageUnitsMax) return { components };
  throw new Refusal("LIMIT", `The components have more than ${LIMITS.messageUnitsMax} units`);
}
