import { failureOf, type Failure } from "./failure.js";
import type { Served } from "./served.js";
import type { View } from "./views.js";

/** What a client is to be told: that a view has changed, or that it cannot be had any more. */
export type News = { readonly content: string; readonly seq: number; readonly took: number } | { readonly failure: Failure };

/**
 * A view that a client follows. It is told of one change at a time: until it confirms that it has taken that up, changes
 * become one with those that follow, so that nothing queues up and nothing is lost.
 */
export class Subscription {
  readonly #make: (served: Served) => View;
  #view: View;
  /** What the client knows, as JSON. */
  #known: string;
  #seq = 0;
  #unconfirmed = 0;

  /** @throws what making the view, or the view, throws. */
  constructor(make: (served: Served) => View, served: Served) {
    this.#make = make;
    this.#view = make(served);
    this.#known = JSON.stringify(this.#view());
  }

  /** The view is of another world from now on. @throws what making it throws. */
  renew(served: Served): void {
    this.#view = this.#make(served);
  }

  /** What the client knows, as JSON. */
  get known(): string {
    return this.#known;
  }

  /** Whether the client is ready for a change. */
  get isReady(): boolean {
    return this.#unconfirmed === 0;
  }

  /** The client has taken up a change. */
  confirm(seq: number): void {
    if (seq === this.#unconfirmed) this.#unconfirmed = 0;
  }

  /** Looks again; answers what has changed, if anything has. */
  look(): News | undefined {
    const begun = performance.now();
    let content: string;
    try {
      content = JSON.stringify(this.#view());
    } catch (thrown) {
      return { failure: failureOf(thrown) };
    }
    if (content === this.#known) return undefined;
    this.#known = content;
    this.#unconfirmed = ++this.#seq;
    return { content, seq: this.#seq, took: performance.now() - begun };
  }
}
