import { classOfName } from "../classes.js";
import type { ComponentType } from "../component.js";
import { EntityId } from "../entity.js";
import type { World } from "../world.js";
import { decodedText } from "./decode.js";
import { Refusal } from "./failure.js";
import { LIMITS } from "./limits.js";
import { type Step, stepOf } from "./openings.js";
import { entity, entityOf, integerOf, invalid, list, type Params, sent } from "./params.js";
import { Types } from "./types.js";

/** Whom a change of a shared component is for: all who hold it, or the entities that are named. */
export type Scope = "all" | "one" | undefined;

/** The living entities that an edit is about, each once. @throws Refusal, EntityError "STALE_ENTITY" | "WRONG_SHARD". */
export function entitiesOf(world: World, params: Params): EntityId[] {
  const sentEntities = list(sent(params, "entities"), "entities", LIMITS.editEntitiesMax);
  const entities = sentEntities.map((item) => entityOf(item, "entities"));
  if (entities.length === 0) throw invalid("entities", "a list with something in it");
  for (const entity of entities) world.interior.assertAlive(entity);
  return [...new Set(entities)];
}

/** One living entity. @throws as `entitiesOf`. */
export function livingEntity(world: World, params: Params, name: string): EntityId {
  const id = entity(params, name);
  world.interior.assertAlive(id);
  return id;
}

/** A component type: by its number in the world, or by name, if it is known in this process. @throws Refusal. */
export function typeOf(world: World, value: unknown): ComponentType {
  const known = new Types(world).list;
  if (typeof value === "number") {
    const info = known[integerOf(value, "type", known.length - 1)];
    if (info !== undefined) return info.type;
  }
  const name = decodedText(value);
  const type = known.find((info) => info.name === name)?.type ?? classOfName(name);
  if (type === undefined) throw new Refusal("INVALID_PARAMS", `No component type is called ${name.slice(0, 64)}`);
  return type;
}

/** The name of a type in a world that may not know it yet. */
export function nameIn(world: World, type: ComponentType): string {
  return world.interior.known(type)?.name ?? type.name;
}

/** Where inside a component's value. @throws Refusal. */
export function pathOf(params: Params): Step[] {
  return list(sent(params, "path") ?? [], "path", LIMITS.depthMax).map(stepOf);
}

/** @throws Refusal. */
export function scopeOf(params: Params): Scope {
  const scope = sent(params, "scope") ?? undefined;
  if (scope === undefined || scope === "all" || scope === "one") return scope;
  throw invalid("scope", "all or one");
}

/** Entities in words. */
export function called(entities: readonly EntityId[]): string {
  const [first] = entities;
  return entities.length === 1 && first !== undefined ? EntityId.format(first) : `${entities.length} entities`;
}

/** A place in a component in words. */
export function placed(name: string, path: readonly Step[]): string {
  return name + path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
}
