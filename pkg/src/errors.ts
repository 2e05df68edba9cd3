import type { EntityId } from "./entity.js";

/** Every error of this package: a stable `code`, a message that says what to do, and `cause` where there is one. */
export class TerrariumError extends Error {
  override readonly name: string = "TerrariumError";
  /** Stable from version to version; messages are not. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** "STALE_ENTITY", "WRONG_SHARD", "RESERVED_ENTITY", "LIMIT" or "ENTITY_SYNTAX". */
export class EntityError extends TerrariumError {
  override readonly name = "EntityError";
  /** The handle that was refused; NaN where there is none. */
  readonly entity: EntityId;

  constructor(code: string, message: string, entity: EntityId, options?: ErrorOptions) {
    super(code, message, options);
    this.entity = entity;
  }
}

/**
 * "NOT_A_TYPE", "NO_CLASS", "NO_NAME", "DUPLICATE_NAME", "LIMIT", "MISSING_VALUE", "MISSING_COMPONENT",
 * "NOT_SHARED", "ALREADY_HELD" or "UNCOPYABLE".
 */
export class ComponentError extends TerrariumError {
  override readonly name = "ComponentError";
}

/** A batch of which one step cannot be done; nothing of it was done. The code is that of the step's own error. */
export class BatchError extends TerrariumError {
  override readonly name = "BatchError";
  /** The first step that cannot be done: its list and place, such as "updates[1]". */
  readonly step: string;

  constructor(code: string, message: string, step: string, options?: ErrorOptions) {
    super(code, message, options);
    this.step = step;
  }
}

/**
 * A snapshot that cannot be written or read: "CORRUPT", "UNSUPPORTED_VERSION", "LIMIT" or "UNSUPPORTED_VALUE".
 * What was to be changed is as it was.
 */
export class SnapshotError extends TerrariumError {
  override readonly name = "SnapshotError";
  /** The way to the value that was refused, such as `Agent.memory[3].callback`. */
  readonly path?: string;

  constructor(code: string, message: string, path?: string, options?: ErrorOptions) {
    super(code, message, options);
    if (path !== undefined) this.path = path;
  }
}

/**
 * A query that cannot be asked: "QUERY_SYNTAX", "UNKNOWN_TYPE", "PARAMETER" or "LIMIT".
 *
 * ```js
 * try { world.select("Heatlh"); } catch (error) { error.message; } // Unknown type `Heatlh`; did you mean `Health`?
 * ```
 */
export class QueryError extends TerrariumError {
  override readonly name = "QueryError";
  /** Where in the text it went wrong, in the units of its `length`. */
  readonly offset: number;
  /** How long the part is that is wrong; 0 where something is missing. */
  readonly length: number;
  /** What could stand there, in words; empty where the text has no such fault. */
  readonly expected: string[];

  constructor(
    code: string,
    message: string,
    offset: number,
    length: number,
    expected: string[] = [],
    options?: ErrorOptions,
  ) {
    super(code, message, options);
    this.offset = offset;
    this.length = length;
    this.expected = expected;
  }
}

/** The module broke an invariant of its own, or ran out of memory, and was stopped. */
export class PanicError extends TerrariumError {
  override readonly name = "PanicError";
}

/** The module was stopped earlier; `cause` is the {@link PanicError} of that time. */
export class PoisonedError extends TerrariumError {
  override readonly name = "PoisonedError";
}

/** @internal @throws SnapshotError "CORRUPT" for what is no Uint8Array. */
export function assertBytes(bytes: unknown): asserts bytes is Uint8Array {
  if (bytes instanceof Uint8Array) return;
  throw new SnapshotError("CORRUPT", "A snapshot is a Uint8Array; for a Blob or a stream there is restoreAsync()");
}

/** Codes of snapshot errors, by the numbers that the core gives their kinds. */
const CODES = ["CORRUPT", "UNSUPPORTED_VERSION", "LIMIT", "UNSUPPORTED_VALUE"] as const;

/** @internal The error for a kind and a message of the core's. */
export function snapshotFailure(kind: number, message: string): SnapshotError {
  return new SnapshotError(CODES[kind] ?? "CORRUPT", message);
}
