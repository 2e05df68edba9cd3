import { importAgentEcs, inspectSnapshot, type SnapshotInfo } from "../inspecting.js";
import type { Limits } from "../limits.js";
import { Refusal } from "./failure.js";
import { LIMITS } from "./limits.js";
import { wholeText } from "./wire.js";

/** What a pickle begins with: files of AgentECS are pickles. */
const PICKLE = 0x80;

/** A snapshot that is kept. */
export interface Kept {
  readonly number: number;
  name: string;
  readonly bytes: Uint8Array;
  readonly info: SnapshotInfo;
  /** What wrote the file. */
  readonly format: "terrarium" | "agentecs";
}

/** Snapshots that are kept for whoever looks, by number. */
export class Shelf {
  readonly #kept = new Map<number, Kept>();
  #last = 0;

  /** @throws Refusal "MISSING". */
  get(number: number): Kept {
    const kept = this.#kept.get(number);
    if (kept === undefined) throw new Refusal("MISSING", `There is no snapshot ${number}`);
    return kept;
  }

  /** Keeps a world's own snapshot. @throws Refusal "LIMIT", SnapshotError: nothing is kept. */
  put(name: string, bytes: Uint8Array, limits: Limits, format: Kept["format"] = "terrarium"): Kept {
    if (this.#kept.size >= LIMITS.snapshotsMax) throw new Refusal("LIMIT", "There are too many snapshots; forget some");
    let room = LIMITS.snapshotsBytesMax - bytes.length;
    for (const kept of this.#kept.values()) room -= kept.bytes.length;
    if (room < 0) throw new Refusal("LIMIT", "There is no room for so large a snapshot; forget some");
    const info = inspectSnapshot(bytes, limits);
    if (info.delta) throw new Refusal("INVALID_PARAMS", "It is a delta, of no use without the snapshot that it is based on");
    const kept = { number: ++this.#last, name, bytes, info, format };
    this.#kept.set(kept.number, kept);
    return kept;
  }

  /** Keeps a file: a snapshot, or a world of AgentECS. @throws Refusal "LIMIT", SnapshotError: nothing is kept. */
  take(name: string, file: Uint8Array, limits: Limits): Kept {
    if (file[0] !== PICKLE) return this.put(name, file.slice(), limits);
    const world = importAgentEcs(file, { limits });
    try {
      return this.put(name, world.snapshot(), limits, "agentecs");
    } finally {
      world.dispose();
    }
  }

  /** @throws Refusal "MISSING". */
  forget(number: number): void {
    this.#kept.delete(this.get(number).number);
  }

  /** The snapshots as a message lists them. */
  list(): unknown[] {
    return [...this.#kept.values()].map(listed);
  }
}

/** A snapshot as a message tells of it: what is in it, the largest types first. */
export function listed({ number, name, info, format }: Kept): unknown {
  const { entities, bytes, tick, partial } = info;
  const largest = [...info.types].sort((a, b) => b.bytes - a.bytes).slice(0, LIMITS.snapshotTypesMax);
  const types = largest.map(({ name, ...counts }) => ({ name: wholeText(name), ...counts }));
  return { snapshot: number, name: wholeText(name), format, entities, bytes, tick, partial, typeCount: info.types.length, types };
}
