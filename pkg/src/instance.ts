import * as core from "./core.js";
import { PanicError, PoisonedError, TerrariumError } from "./errors.js";

/** The memory that addresses of the running instance point into; undefined before it was started. */
export let memory: WebAssembly.Memory | undefined;
/** Why the instance was stopped. */
let panic: PanicError | undefined;
/** How many instances there were before this one. */
let epoch = 0;

/** Takes up an instance that was just made. */
export function started(): void {
  core.keepPanicText();
  memory = core.linearMemory() as WebAssembly.Memory;
}

/**
 * Starts over with a fresh instance of the module after a {@link PanicError}. Worlds of the stopped instance
 * stay poisoned; new ones can be made. Does nothing while the instance runs.
 */
export function reset(): void {
  if (panic === undefined) return;
  core.__wbg_reset_state();
  panic = undefined;
  epoch += 1;
  started();
}

/** Throws unless an instance runs. */
function assertRunning(): void {
  if (panic !== undefined) throw poisoned();
  if (memory === undefined) throw new TerrariumError("NOT_READY", "The wasm module is not loaded; await init() first");
}

function poisoned(): PoisonedError {
  const message = "The module was stopped by an earlier panic; call reset(), then make new worlds";
  return new PoisonedError("POISONED", message, { cause: panic });
}

/** Stops the instance at its first failure: what it had half changed stays half changed. */
function stop(cause: unknown): TerrariumError {
  if (panic !== undefined) return poisoned();
  const text = core.panicText() ?? String(cause);
  panic = new PanicError("PANIC", `The module stopped: ${text}. Call reset(), then make new worlds`, { cause });
  // Detaches the views that worlds read, so that no read goes on as if nothing had happened.
  memory?.grow(0);
  return panic;
}

interface Freed {
  free(): void;
}

/** An object of the wasm module, with a guard on every call into it. */
export class Instance<T extends Freed> {
  /** To be called only between `enter` and the handling of what it throws, as `call` does. */
  readonly object: T;
  readonly #epoch: number;
  #freed = false;

  constructor(make: (module: typeof core) => T) {
    assertRunning();
    try {
      this.object = make(core);
    } catch (cause) {
      throw stop(cause);
    }
    this.#epoch = epoch;
  }

  /** Calls into the module. Whatever it throws stops the instance: refusals are answers, not exceptions. */
  call<R>(use: (object: T) => R): R {
    this.enter();
    try {
      return use(this.object);
    } catch (cause) {
      throw stop(cause);
    }
  }

  /** Throws if the object cannot be called: freed, or of a stopped instance. */
  enter(): void {
    if (this.#freed) throw new TerrariumError("DISPOSED", "The world was disposed of; make a new one");
    if (panic !== undefined || this.#epoch !== epoch) throw poisoned();
  }

  /** What to throw in place of what a call threw. */
  failed(cause: unknown): TerrariumError {
    return stop(cause);
  }

  /** Gives the object's memory back; once or more. */
  free(): void {
    if (this.#freed) return;
    this.#freed = true;
    if (panic === undefined && this.#epoch === epoch) this.object.free();
  }
}
