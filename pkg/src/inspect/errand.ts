import { Refusal } from "./failure.js";
import type { Served } from "./served.js";

/** Milliseconds of work after which others have their turn. */
const SLICE_MS = 12;

/** A method that is being carried out for a client. */
export class Errand {
  /** Of the request, if it is one. */
  readonly id: string | number | undefined;
  /** Lets the client look at a world from now on. */
  readonly look: (at: Served) => void;
  /** What came along with the request. */
  readonly bytes: Uint8Array | undefined;
  /** What is to go along with the answer. */
  reply: Uint8Array | undefined;
  #isCanceled = false;

  constructor(id: string | number | undefined, look: (at: Served) => void, bytes: Uint8Array | undefined) {
    this.id = id;
    this.look = look;
    this.bytes = bytes;
  }

  /** The client does not want it any more. */
  cancel(): void {
    this.#isCanceled = true;
  }

  /** Does long work a slice at a time. @throws Refusal "CANCELED": the rest is not done. */
  async carryOut<T>(steps: Generator<void, T>): Promise<T> {
    try {
      for (;;) {
        const end = performance.now() + SLICE_MS;
        do {
          const step = steps.next();
          if (step.done === true) return step.value;
        } while (performance.now() < end);
        await new Promise((resolve) => void setTimeout(resolve, 0));
        if (this.#isCanceled) throw new Refusal("CANCELED", "It was canceled");
      }
    } finally {
      steps.return(undefined as never);
    }
  }
}
