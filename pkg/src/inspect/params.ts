import type { EntityId } from "../entity.js";
import { Refusal } from "./failure.js";

/** What a client sent along with a method, to be asked for by name. */
export type Params = Readonly<Record<string, unknown>>;

/** The parameters of a message. @throws Refusal. */
export function paramsOf(value: unknown): Params {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid("params", "an object");
  return value as Params;
}

/** What was sent under a name; a name that nobody sent is not looked for in prototypes. */
export function sent(params: Params, name: string): unknown {
  return Object.hasOwn(params, name) ? params[name] : undefined;
}

/** @throws Refusal. */
export function text(params: Params, name: string, unitsMax: number): string {
  const value = sent(params, name);
  if (typeof value !== "string") throw invalid(name, "a string");
  if (value.length > unitsMax) throw new Refusal("LIMIT", `${name} is longer than ${unitsMax} units`);
  return value;
}

/** @throws Refusal. */
export function integer(params: Params, name: string, max?: number): number {
  return integerOf(sent(params, name), name, max);
}

/** An integer that JavaScript tells from its neighbours, not more than the most. @throws Refusal. */
export function integerOf(value: unknown, name: string, max: number = Number.MAX_SAFE_INTEGER): number {
  const whole = typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
  if (!whole) throw invalid(name, "an integer from 0");
  if (value > max) throw new Refusal("LIMIT", `${name} is more than ${max}`);
  return value;
}

/** A handle, alive or not. @throws Refusal. */
export function entity(params: Params, name: string): EntityId {
  return entityOf(sent(params, name), name);
}

/** @throws Refusal. */
export function entityOf(value: unknown, name: string): EntityId {
  return integerOf(value, name) as EntityId;
}

/** What another function reads, if it was sent; null counts as not sent. @throws Refusal. */
export function optional<T>(
  params: Params,
  name: string,
  read: (params: Params, name: string) => T,
): T | undefined {
  const value = sent(params, name);
  return value === undefined || value === null ? undefined : read(params, name);
}

/** @throws Refusal. */
export function list(value: unknown, name: string, max: number): readonly unknown[] {
  if (!Array.isArray(value)) throw invalid(name, "a list");
  if (value.length > max) throw new Refusal("LIMIT", `${name} has more than ${max} items`);
  return value;
}

/** The refusal of a parameter that is something else than it should be. */
export function invalid(name: string, wanted: string): Refusal {
  return new Refusal("INVALID_PARAMS", `${name} must be ${wanted}`);
}
