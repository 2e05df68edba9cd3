import type { ComponentType } from "../component.js";
import type { EntityId } from "../entity.js";
import type { SharedGroup } from "../sharing.js";
import type { World } from "../world.js";
import { Refusal } from "./failure.js";
import type { Step as PathStep } from "./openings.js";
import { type Splice, spliced } from "./splice.js";

/** A change of a world that can be taken back. */
export interface Step {
  /** Makes the change, and answers the one that takes it back. @throws whatever it is refused with: nothing has changed. */
  apply(world: World): Step;
  /** Bytes that are kept for it, where they are many. */
  readonly size?: number;
  /** The change will never be made: what was kept for it is let go. */
  forget?(world: World): void;
}

/** Makes all steps or none; answers those that take them back, in their order. */
export function applied(world: World, steps: readonly Step[]): Step[] {
  const back: Step[] = [];
  try {
    for (const step of steps) back.unshift(step.apply(world));
    return back;
  } catch (thrown) {
    for (const step of back) step.apply(world).forget?.(world);
    throw thrown;
  }
}

/** Several steps as one. */
class Several implements Step {
  constructor(readonly steps: readonly Step[]) {}

  apply(world: World): Step {
    return new Several(applied(world, this.steps));
  }

  forget(world: World): void {
    for (const step of this.steps) step.forget?.(world);
  }
}

/** A component as an entity has it: what others hold too is shared. */
export interface State {
  readonly value: unknown;
  readonly shared: boolean;
}

/** The component of an entity; undefined where it has none. */
export function stateOf(world: World, entity: EntityId, type: ComponentType): State | undefined {
  const value: unknown = world.get(entity, type);
  return value === undefined ? undefined : { value, shared: world.sharing(entity, type) !== undefined };
}

/** Gives an entity a component, or takes it away. */
export class Put implements Step {
  constructor(
    readonly entity: EntityId,
    readonly type: ComponentType,
    readonly state: State | undefined,
  ) {}

  apply(world: World): Step {
    const before = stateOf(world, this.entity, this.type);
    if (this.state === undefined) world.remove(this.entity, this.type);
    else if (this.state.shared) share(world, this.entity, this.type, this.state.value);
    else world.set(this.entity, this.type, this.state.value);
    return new Put(this.entity, this.type, before);
  }
}

/** The value itself is shared: not one that it is a copy of. */
function share(world: World, entity: EntityId, type: ComponentType, value: unknown): void {
  world.interior.write(entity, { column: world.interior.column(type), value, shared: true });
}

/** A value in a world that can be another: an entity's own, or that of all who share it. */
export type Target =
  | { readonly type: ComponentType; readonly entity: EntityId }
  | { readonly type: ComponentType; readonly group: number };

/** @throws Refusal "WORLD" where there is no such value any more. */
function valueOf(world: World, target: Target): unknown {
  if ("group" in target) return groupOf(world, target.type, target.group).value;
  const { entity, type } = target;
  const state = world.isAlive(entity) ? stateOf(world, entity, type) : undefined;
  if (state === undefined) throw new Refusal("WORLD", "The entity does not have the component any more", { reason: "MISSING_COMPONENT" });
  if (state.shared) throw new Refusal("SHARED", "The component is shared: say whether all who hold it are meant");
  return state.value;
}

function putValue(world: World, target: Target, value: unknown): void {
  if (!("group" in target)) return world.set(target.entity, target.type, value);
  const [holder] = groupOf(world, target.type, target.group).entities() as [EntityId];
  world.updateShared(holder, target.type, () => value);
}

/** A sharing group by its number. @throws Refusal "WORLD" where there is none. */
export function groupOf(world: World, type: ComponentType, id: number): SharedGroup {
  const group = world.sharedGroups(type).find((group) => group.id === id);
  if (group !== undefined) return group;
  throw new Refusal("WORLD", "There is no such sharing group", { reason: "NOT_SHARED" });
}

/** Puts another value in place of one. */
export class Replace implements Step {
  constructor(
    readonly target: Target,
    readonly value: unknown,
  ) {}

  apply(world: World): Step {
    const before = valueOf(world, this.target);
    putValue(world, this.target, this.value);
    return new Replace(this.target, before);
  }
}

/** Changes a value inside. */
export class Change implements Step {
  constructor(
    readonly target: Target,
    readonly path: readonly PathStep[],
    readonly splice: Splice,
  ) {}

  apply(world: World): Step {
    const { value, inverse } = spliced(valueOf(world, this.target), this.path, this.splice);
    // To set a value again that was changed in place says so to histories, queries and watches.
    putValue(world, this.target, value);
    return new Change(this.target, this.path, inverse);
  }
}

/** Ends an entity. Nobody lives in its place as long as it may come back. */
export class Destroy implements Step {
  constructor(readonly entity: EntityId) {}

  apply(world: World): Step {
    const components = componentsOf(world, this.entity);
    world.destroy(this.entity);
    return withheld(world, this.entity, components);
  }
}

type Components = ReadonlyArray<readonly [ComponentType, State]>;

/** What an entity has. @throws EntityError "STALE_ENTITY" | "WRONG_SHARD". */
export function componentsOf(world: World, entity: EntityId): Components {
  world.interior.assertAlive(entity);
  return Array.from(world.getComponentTypes(entity), (type) => [type, stateOf(world, entity, type) as State] as const);
}

/** Keeps the place of an entity that has just ended; answers how it comes back. */
function withheld(world: World, entity: EntityId, components: Components): Step {
  world.interior.ask(entity, (core, entity) => core.withhold(entity));
  return new Revive(entity, components);
}

/** Brings an entity back that had ended, with its id. */
class Revive implements Step {
  constructor(
    readonly entity: EntityId,
    readonly components: Components,
  ) {}

  apply(world: World): Step {
    world.interior.ask(this.entity, (core, entity) => core.revive(entity));
    for (const [type, state] of this.components) new Put(this.entity, type, state).apply(world);
    return new Destroy(this.entity);
  }

  forget(world: World): void {
    // A world that was restored since has forgotten it already.
    world.interior.core.call((core) => core.release(this.entity));
  }
}

/** Makes an entity. */
export class Create implements Step {
  /** Which one it is, once it is made. */
  entity: EntityId | undefined;

  constructor(readonly components: Components) {}

  apply(world: World): Step {
    this.entity = world.spawn();
    for (const [type, state] of this.components) new Put(this.entity, type, state).apply(world);
    return new Destroy(this.entity);
  }
}

/** Makes two entities one. */
export class Merge implements Step {
  /** The one, once it is made. */
  entity: EntityId | undefined;

  constructor(
    readonly first: EntityId,
    readonly second: EntityId,
  ) {}

  apply(world: World): Step {
    const before = [this.first, this.second].map((entity) => [entity, componentsOf(world, entity)] as const);
    this.entity = world.merge(this.first, this.second);
    return new Several([new Destroy(this.entity), ...before.map((former) => withheld(world, ...former))]);
  }
}

/** Makes one entity two. */
export class Split implements Step {
  /** The two, once they are made. */
  entities: readonly EntityId[] = [];

  constructor(readonly entity: EntityId) {}

  apply(world: World): Step {
    const components = componentsOf(world, this.entity);
    this.entities = world.split(this.entity);
    const ends = this.entities.map((entity) => new Destroy(entity));
    return new Several([...ends, withheld(world, this.entity, components)]);
  }
}
