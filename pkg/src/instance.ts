import { __wbg_reset_state, keepPanicText, linearMemory, panicText } from "./core.js";
import { PanicError, PoisonedError, TerrariumError } from "./errors.js";

/** @internal The memory that addresses of the running instance point into; undefined before it was started. */
export let memory: WebAssembly.Memory | undefined;
/** Why the instance was stopped. */
let panic: PanicError | undefined;
/** How many instances were stopped. */
let epoch = 0;

/** @internal Takes up an instance that was just made. */
export function started(): void {
  keepPanicText();
  memory = linearMemory() as WebAssembly.Memory;
}

/**
 * Starts over after a {@link PanicError}: new worlds can be made, while those of the stopped instance stay
 * poisoned. Does nothing while the instance runs.
 */
export function reset(): void {
  if (panic === undefined) return;
  panic = undefined;
  started();
}

function poisoned(): PoisonedError {
  const message = "The module was stopped earlier. Call reset(), then make new worlds";
  return new PoisonedError("POISONED", message, { cause: panic });
}

/**
 * Stops the instance at its first failure, since what it had half changed stays half changed. A fresh one
 * takes its place, to be used after `reset`: to it the objects of the old one are strangers.
 */
function stop(cause: unknown): PanicError {
  const text = panicText() ?? String(cause);
  panic = new PanicError("PANIC", `The module stopped: ${text}. Call reset(), then make new worlds`, { cause });
  epoch += 1;
  __wbg_reset_state();
  // Detaches the views that worlds read, so that no read goes on as if nothing had happened.
  memory?.grow(0);
  return panic;
}

interface Freed {
  free(): void;
}

/** @internal An object of the wasm module, with a guard on every call into it. */
export class Instance<T extends Freed> {
  /** For calls whose exceptions go through `failed`, as those of `call` do. */
  readonly object: T;
  readonly #epoch = epoch;
  #freed = false;

  constructor(make: () => T) {
    if (panic !== undefined) throw poisoned();
    if (memory === undefined)
      throw new TerrariumError("NOT_READY", "The wasm module is not loaded; await init() first");
    try {
      this.object = make();
    } catch (cause) {
      throw this.failed(cause);
    }
  }

  /** Throws if the object cannot be called: freed, or of a stopped instance. */
  assertUsable(): void {
    if (this.#freed || this.#epoch !== epoch) throw this.failed(undefined);
  }

  /** Calls into the module. */
  call<R>(use: (object: T) => R): R {
    try {
      return use(this.object);
    } catch (cause) {
      throw this.failed(cause);
    }
  }

  /**
   * What to throw in place of what a call threw. The module answers refusals and throws nothing but at objects
   * that were freed or are not its own: anything else means that it failed.
   */
  failed(cause: unknown): TerrariumError {
    if (this.#freed) return new TerrariumError("DISPOSED", "The world was disposed of; make a new one");
    return this.#epoch === epoch ? stop(cause) : poisoned();
  }

  /** Gives the object's memory back; once or more. */
  free(): void {
    if (!this.#freed && this.#epoch === epoch) this.object.free();
    this.#freed = true;
  }
}
