import { ComponentError, SnapshotError } from "./errors.js";

/** One step into a value: a property, an index, or something that is written around what it is about. */
export type Step = string | number | readonly [text: string] | readonly [before: string, what: unknown, after: string];

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const SHOWN = 80;

/** A place as JavaScript would write it: `Agent.memory[3].callback`. */
function pathOf(name: string, steps: readonly Step[]): string {
  return steps.reduce<string>((path, step) => path + stepText(step), name);
}

function stepText(step: Step): string {
  if (typeof step === "number") return `[${step}]`;
  if (typeof step === "object") return step.length === 1 ? step[0] : step[0] + shown(step[1]) + step[2];
  return IDENTIFIER.test(step) && step.length < SHOWN ? `.${step}` : `[${shown(step)}]`;
}

function shown(what: unknown): string {
  if (typeof what === "object" && what !== null) return "{}";
  const text = typeof what === "string" ? JSON.stringify(what) : String(what);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** Why a value is refused, thrown where it is found; whoever knows the path makes a `SnapshotError` of it. */
export class Refused {
  constructor(
    readonly code: string,
    readonly text: string,
  ) {}
}

/** The text goes on after the path. */
export function refuse(text: string, code = "UNSUPPORTED_VALUE"): never {
  throw new Refused(code, text);
}

const READING_FAILED = "reading it failed; leave it out, or save it through an encode hook";

/** The error for what was thrown while a value was read. */
export function refusedAt(name: string, steps: readonly Step[], cause: unknown): SnapshotError {
  const path = pathOf(name, steps);
  if (cause instanceof Refused) return new SnapshotError(cause.code, `${path} ${cause.text}`, path);
  const why = cause instanceof ComponentError ? cause.message : READING_FAILED;
  const message = `${path} cannot be saved: ${why}`;
  return new SnapshotError("UNSUPPORTED_VALUE", message, path, { cause });
}
