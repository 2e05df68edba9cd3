import { EntityError } from "./errors.js";

declare const brand: unique symbol;

/**
 * A packed entity handle: a safe integer, so it works as a Map key, in JSON and in typed arrays.
 * It is `index + shard * 2^26 + generation * 2^36`; a fresh handle of shard 0 equals its index.
 */
export type EntityId = number & { readonly [brand]: "EntityId" };

/** @internal Entity indices are the low 26 bits. */
export const INDEX_MASK = 0x3ffffff;
const SHARD_UNIT = 2 ** 26;
const GENERATION_UNIT = 2 ** 36;
/** @internal One more than the largest shard. */
export const SHARDS = 1024;
const GENERATIONS = 2 ** 17;

function pack(shard: number, index: number, generation: number): EntityId {
  return (index + shard * SHARD_UNIT + generation * GENERATION_UNIT) as EntityId;
}

/** @internal The number itself, if it is an integer from 0 to below the end. */
export function integerBelow(end: number, value: number, name: string): number {
  if (Number.isInteger(value) && value >= 0 && value < end) return value;
  throw new RangeError(`${name} must be an integer from 0 to ${end - 1}, not ${String(value)}`);
}

/**
 * Taking handles apart and putting them together. A handle says which life of which slot it means, not
 * whether that life still lasts: `world.isAlive(entity)` does.
 *
 * ```js
 * EntityId.format(EntityId.pack({ index: 42, generation: 3 })); // "0:42v3"
 * ```
 */
export const EntityId = Object.freeze({
  /**
   * The handle of shard 0..1023 (default 0), index 0..2^26-1 and generation 0..2^17-1 (default 0).
   * @throws RangeError outside those.
   */
  pack(parts: { shard?: number; index: number; generation?: number }): EntityId {
    const shard = integerBelow(SHARDS, parts.shard ?? 0, "shard");
    const generation = integerBelow(GENERATIONS, parts.generation ?? 0, "generation");
    return pack(shard, integerBelow(SHARD_UNIT, parts.index, "index"), generation);
  },
  /** The shard, 0..1023. */
  shard(entity: EntityId): number {
    return Math.floor(entity / SHARD_UNIT) % SHARDS;
  },
  /** The index, 0..2^26-1. */
  index(entity: EntityId): number {
    return entity & INDEX_MASK;
  },
  /** The generation, 0..2^17-1. */
  generation(entity: EntityId): number {
    return Math.floor(entity / GENERATION_UNIT);
  },
  /** "shard:index v generation", written "0:42v3". */
  format(entity: EntityId): string {
    return `${EntityId.shard(entity)}:${EntityId.index(entity)}v${EntityId.generation(entity)}`;
  },
  /** Reads what `format` writes, in exactly that spelling. @throws EntityError "ENTITY_SYNTAX". */
  parse(text: string): EntityId {
    const [, shard, index, generation] = SYNTAX.exec(text) ?? [];
    const entity = pack(Number(shard), Number(index), Number(generation));
    if (EntityId.format(entity) === text) return entity;
    const message = `${JSON.stringify(text)} is no entity; write it as "0:42v3"`;
    throw new EntityError("ENTITY_SYNTAX", message, NaN as EntityId);
  },
});

const SYNTAX = /^(\d{1,4}):(\d{1,8})v(\d{1,6})$/;

/** @internal A handle as a message names it, whatever it is. */
export function nameEntity(entity: unknown): string {
  if (Number.isSafeInteger(entity) && (entity as number) >= 0) return EntityId.format(entity as EntityId);
  return typeof entity === "number" ? String(entity) : `(${typeof entity})`;
}

/** @internal What stands for a handle at the wasm boundary: no conversion of what is no number, so no code of the user's runs. */
export function handle(entity: unknown): number {
  return typeof entity === "number" ? entity : NaN;
}
