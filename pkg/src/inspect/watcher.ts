/** Milliseconds from one look at the world to the next. */
const LOOK_MS = 150;

/** A look rests so many times as long as it took: looking takes a twentieth of the time at most. */
const REST = 20;

/** Looks at a world from time to time, and not while nobody waits for news. */
export class Watcher {
  readonly #look: () => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rest = 0;

  /** @param look looks, and answers whether to look again. */
  constructor(look: () => boolean) {
    this.#look = look;
  }

  /** Sees to it that there will be a look. */
  wake(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.now(), Math.max(LOOK_MS, this.#rest));
    // In Node, looking at a world is no reason for the program to stay.
    (this.#timer as { unref?(): void }).unref?.();
  }

  /** Looks at once. */
  now(): void {
    this.stop();
    const begun = performance.now();
    const goesOn = this.#look();
    this.#rest = REST * (performance.now() - begun);
    if (goesOn) this.wake();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
