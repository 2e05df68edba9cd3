import { Refusal } from "./core.js";
import { nameEntity, type EntityId } from "./entity.js";
import { ComponentError, EntityError, type TerrariumError } from "./errors.js";

/** The code and the advice for each refusal of the wasm core. */
const REASONS: Record<number, [code: string, advice: string]> = {
  [Refusal.Stale]: ["STALE_ENTITY", "is not alive; ask isAlive() before writing"],
  [Refusal.WrongShard]: ["WRONG_SHARD", "belongs to another shard; use the world that made it"],
  [Refusal.Reserved]: ["RESERVED_ENTITY", "is the world's own: it cannot end"],
  [Refusal.EntitiesMax]: ["LIMIT", "No entity can be made: raise limits.entitiesMax, or destroy some"],
  [Refusal.Taken]: ["TAKEN", "was given out before in this world; import with { ids: \"remap\" }"],
  [Refusal.Missing]: ["MISSING_COMPONENT", "does not have the component; set it first"],
  [Refusal.NotShared]: ["NOT_SHARED", "does not share the component; use set(), or share it first"],
  [Refusal.DuplicateName]: [
    "DUPLICATE_NAME",
    "names another component type of this world; rename one with registerComponent()",
  ],
  [Refusal.NameBytesMax]: ["LIMIT", "is too long a name; shorten it, or raise limits.nameBytesMax"],
  [Refusal.ComponentTypesMax]: ["LIMIT", "is one component type too many; raise limits.componentTypesMax"],
};

function reason(status: number): [code: string, advice: string] {
  return REASONS[status] ?? ["REFUSED", `was refused (${status})`];
}

const ABOUT_ENTITIES: ReadonlySet<number> = new Set([Refusal.Stale, Refusal.WrongShard, Refusal.Reserved, Refusal.Taken]);

/** The error for a number below zero that the core answered about an entity. */
export function refusal(status: number, entity: unknown): TerrariumError {
  const [code, advice] = reason(status);
  if (status === Refusal.EntitiesMax) return new EntityError(code, advice, NaN as EntityId);
  const message = `Entity ${nameEntity(entity)} ${advice}`;
  if (ABOUT_ENTITIES.has(status)) return new EntityError(code, message, entity as EntityId);
  return new ComponentError(code, message);
}

/** The error for a component type that the core does not register. */
export function typeRefusal(status: number, name: string): ComponentError {
  const [code, advice] = reason(status);
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name;
  return new ComponentError(code, `${JSON.stringify(shown)} ${advice}`);
}
