import { TerrariumError } from "../errors.js";
import { sound } from "./wire.js";

/** What an answer says in place of a result. */
export interface Failure {
  code: number;
  message: string;
  data: Record<string, unknown>;
}

/** The codes that JSON-RPC 2.0 sets, and ours. */
const CODES = Object.freeze({
  PARSE_ERROR: -32_700,
  INVALID_REQUEST: -32_600,
  METHOD_NOT_FOUND: -32_601,
  INVALID_PARAMS: -32_602,
  INTERNAL: -32_603,
  /** The first message is `hello`. */
  NOT_GREETED: 1,
  /** The versions of the protocol differ. */
  UNSUPPORTED_PROTOCOL: 2,
  /** More than a limit allows. */
  LIMIT: 3,
  /** A query that cannot be understood; `data` says where. */
  QUERY: 4,
  /** The simulation handed nothing over to steer it with, or failed. */
  SIMULATION: 5,
  /** The world refused, or is no more; `data.reason` is the code of its own error. */
  WORLD: 6,
  /** What is past does not change. */
  PAST: 7,
  /** The client did not want it any more. */
  CANCELED: 8,
  /** There is no such world, snapshot, or history. */
  MISSING: 9,
  /** A value that cannot be taken as it was sent. */
  VALUE: 10,
  /** A shared component is to be changed, and nobody said for whom. */
  SHARED: 11,
  /** What was done cannot be undone or redone any more; `data.reason` says why. */
  UNDO: 12,
});

/** The names of the codes: what a program goes by. */
export type FailureCode = keyof typeof CODES;

/** @internal A refusal that the client is told. */
export class Refusal extends Error {
  static override readonly name = "Refusal";

  constructor(
    readonly code: FailureCode,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
  }

  /** As an answer says it. */
  get failure(): Failure {
    return { code: CODES[this.code], message: sound(this.message), data: { name: this.code, ...this.details } };
  }
}

/** What the client is told of something that was thrown. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Refusal) return thrown.failure;
  if (thrown instanceof TerrariumError) return new Refusal("WORLD", thrown.message, { reason: thrown.code }).failure;
  return new Refusal("INTERNAL", messageOf(thrown)).failure;
}

/** What was thrown, in words; what throws when it is asked has none. */
export function messageOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown).slice(0, 1_000);
  } catch {
    return "something that cannot be described was thrown";
  }
}
