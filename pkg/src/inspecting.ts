import { Core } from "./core.js";
import { assertBytes, snapshotFailure } from "./errors.js";
import { Instance } from "./instance.js";
import { type Limits, limitsOf, snapshotLimits } from "./limits.js";
import type { WorldOptions } from "./protocol.js";
import { World } from "./world.js";

/** What a snapshot holds. */
export interface SnapshotInfo {
  /** The version of its format. */
  version: number;
  shard: number;
  tick: number;
  /** Whether it holds chosen entities or types only. */
  partial: boolean;
  /** Whether some of its blocks are in earlier snapshots. */
  delta: boolean;
  /** Living entities; of a delta, those in the pages that it has. */
  entities: number;
  /** Bytes of the file. */
  bytes: number;
  types: Array<{ name: string; entities: number; groups: number; bytes: number }>;
}

/**
 * Looks into a snapshot without making a world of it: every byte is compared with a checksum, values are not looked at.
 * @throws SnapshotError "CORRUPT" | "UNSUPPORTED_VERSION" | "LIMIT".
 */
export function inspectSnapshot(bytes: Uint8Array, limits?: Partial<Limits>): SnapshotInfo {
  const parts = asked(bytes, limits, (core, limits) => core.inspect(bytes, limits));
  const [version, shard, tick, partial, delta, entities, length, ...types] = parts as [
    number,
    number,
    number,
    boolean,
    boolean,
    number,
    number,
    ...Array<[string, number, number, number]>,
  ];
  const infos = types.map(([name, entities, groups, bytes]) => ({ name, entities, groups, bytes }));
  return { version, shard, tick, partial, delta, entities, bytes: length, types: infos };
}

/**
 * The world that AgentECS, the Python original, wrote with `World.snapshot()`: a pickle, which is read without
 * running anything in it. Classes become types of their full names; what they are made of becomes plain values.
 * @throws SnapshotError "CORRUPT" | "LIMIT" | "UNSUPPORTED_VALUE" (an opcode that no such file has).
 */
export function importAgentEcs(bytes: Uint8Array, options: Omit<WorldOptions, "shard"> = {}): World {
  const [snapshot] = asked(bytes, options.limits, (core, limits) => core.agentEcs(bytes, limits));
  const world = new World(options);
  world.restore(snapshot as Uint8Array);
  return world;
}

/** Asks the core about bytes, without a world. @throws SnapshotError. */
function asked(
  bytes: unknown,
  given: Partial<Limits> | undefined,
  ask: (core: Core, limits: Float64Array) => unknown[],
): unknown[] {
  assertBytes(bytes);
  const limits = snapshotLimits(limitsOf(given));
  const core = new Instance(() => new Core(0, 0, 0, 0));
  try {
    const parts = core.call((core) => ask(core, limits));
    if (parts.length !== 2) return parts;
    throw snapshotFailure(parts[0] as number, parts[1] as string);
  } finally {
    core.free();
  }
}
