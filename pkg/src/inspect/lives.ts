import type { ComponentType } from "../component.js";
import { Copier } from "../copy.js";
import type { EntityId } from "../entity.js";
import type { World } from "../world.js";
import { sentComponents, valueMade } from "./components.js";
import { called, entitiesOf, livingEntity } from "./editing.js";
import type { Edits } from "./edits.js";
import { type Params, sent } from "./params.js";
import { componentsOf, Create, Destroy, Merge, Split, type State } from "./step.js";

/** Entities that an edit made. */
interface Made {
  readonly entities: readonly EntityId[];
}

/** Makes an entity. @throws Refusal. */
export function create(edits: Edits, params: Params): Made {
  const { world } = edits;
  const components = sentComponents(world, sent(params, "components") ?? []);
  const made = new Create(
    components.map((component) => [component.type, { value: valueMade(world, component, undefined), shared: false }]),
  );
  edits.perform("Create an entity", [made]);
  return { entities: [made.entity as EntityId] };
}

/** Makes others like some entities: with copies of what is their own, and a part in what they share. @throws Refusal, ComponentError "UNCOPYABLE". */
export function duplicate(edits: Edits, params: Params): Made {
  const entities = entitiesOf(edits.world, params);
  const copier = new Copier();
  const made = entities.map((entity) => new Create(copied(edits.world, entity, copier)));
  edits.perform(`Duplicate ${called(entities)}`, made);
  return { entities: made.map(({ entity }) => entity as EntityId) };
}

function copied(world: World, entity: EntityId, copier: Copier): Array<readonly [ComponentType, State]> {
  return componentsOf(world, entity).map(([type, { value, shared }]) => [
    type,
    { value: shared ? value : copier.copy(value), shared },
  ]);
}

/** Ends some entities. @throws Refusal, EntityError "RESERVED_ENTITY". */
export function destroy(edits: Edits, params: Params): null {
  const entities = entitiesOf(edits.world, params);
  edits.perform(`Destroy ${called(entities)}`, entities.map((entity) => new Destroy(entity)));
  return null;
}

/** Makes two entities one. @throws Refusal, and what the types' `combine` throws. */
export function merge(edits: Edits, params: Params): Made {
  const [first, second] = ["first", "second"].map((name) => livingEntity(edits.world, params, name)) as [EntityId, EntityId];
  const step = new Merge(first, second);
  edits.perform(`Merge ${called([first])} and ${called([second])}`, [step]);
  return { entities: [step.entity as EntityId] };
}

/** Makes one entity two. @throws Refusal, and what the types' `split` throws. */
export function split(edits: Edits, params: Params): Made {
  const step = new Split(livingEntity(edits.world, params, "entity"));
  edits.perform(`Split ${called([step.entity])}`, [step]);
  return { entities: step.entities };
}
