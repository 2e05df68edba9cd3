import { integerBelow } from "./entity.js";

/** Bounds on what a world may grow to. */
export interface Limits {
  /** Entity slots; default 4,194,304, at most 2^26 - 1. */
  entitiesMax: number;
  /** Component types; default 4,096. */
  componentTypesMax: number;
  /** Bytes of a component type's name in UTF-8; default 256. */
  nameBytesMax: number;
}

const DEFAULT_LIMITS: Limits = { entitiesMax: 4_194_304, componentTypesMax: 4_096, nameBytesMax: 256 };
const U32_END = 2 ** 32;

/** @internal The limits given, with the defaults for those left out. @throws RangeError. */
export function limitsOf(given: Partial<Limits> | undefined): Limits {
  const limits = { ...DEFAULT_LIMITS };
  for (const name of Object.keys(limits) as Array<keyof Limits>) {
    limits[name] = integerBelow(U32_END, given?.[name] === undefined ? limits[name] : given[name], `limits.${name}`);
  }
  return limits;
}
