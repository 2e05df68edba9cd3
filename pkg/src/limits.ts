import { integerBelow } from "./entity.js";

/** Bounds on what a world may grow to, and on what a snapshot may ask for. */
export interface Limits {
  /** Entity slots; default 4,194,304, at most 2^26 - 1. */
  entitiesMax: number;
  /** Component types; default 4,096. */
  componentTypesMax: number;
  /** Bytes of a component type's name in UTF-8; default 256. */
  nameBytesMax: number;
  /** Bytes of a snapshot; default 64 MiB. */
  snapshotBytesMax: number;
  /** Bytes of a compressed snapshot once it is unpacked; default 256 MiB. */
  expandedBytesMax: number;
  /** How many times larger than its packed form a snapshot may be, after the first MiB; default 200. */
  expansionRatioMax: number;
  /** Bytes of one value in a snapshot; default 16 MiB. */
  valueBytesMax: number;
  /** Objects inside each other in one value of a snapshot; default 128, at most 512. */
  valueDepthMax: number;
  /** Bytes of an object's key in UTF-8, in a snapshot; default 1,024. */
  keyBytesMax: number;
}

const MEBIBYTE = 2 ** 20;
const DEFAULT_LIMITS: Limits = {
  entitiesMax: 4_194_304,
  componentTypesMax: 4_096,
  nameBytesMax: 256,
  snapshotBytesMax: 64 * MEBIBYTE,
  expandedBytesMax: 256 * MEBIBYTE,
  expansionRatioMax: 200,
  valueBytesMax: 16 * MEBIBYTE,
  valueDepthMax: 128,
  keyBytesMax: 1_024,
};
const U32_END = 2 ** 32;
/** What a worker with the smallest of stacks still saves and restores. */
const DEPTH_END = 513;

/** @internal The limits given, with the defaults for those left out. @throws RangeError. */
export function limitsOf(given: Partial<Limits> | undefined): Limits {
  const limits = { ...DEFAULT_LIMITS };
  for (const name of Object.keys(limits) as Array<keyof Limits>) {
    const end = name === "valueDepthMax" ? DEPTH_END : U32_END;
    limits[name] = integerBelow(end, given?.[name] === undefined ? limits[name] : given[name], `limits.${name}`);
  }
  return limits;
}

/** @internal The limits that hold for a snapshot, in the order in which the core reads them. */
export function snapshotLimits(limits: Limits): Float64Array {
  const { snapshotBytesMax, entitiesMax, componentTypesMax, valueBytesMax, valueDepthMax, nameBytesMax, keyBytesMax } =
    limits;
  return Float64Array.of(
    snapshotBytesMax,
    entitiesMax,
    componentTypesMax,
    valueBytesMax,
    valueDepthMax,
    nameBytesMax,
    keyBytesMax,
  );
}
