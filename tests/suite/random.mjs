// Randomness that a printed seed brings back.

/** A generator of random choices, the same ones for the same seed. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to below `end`. */
  below(end) {
    return Math.floor(this.next() * end);
  }

  /** True once in `times`. */
  once(times) {
    return this.below(times) === 0;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** Some of a list, in its order. */
  some(list, probability = 0.3) {
    return list.filter(() => this.next() < probability);
  }

  /** The list in a random order. */
  shuffled(list) {
    const shuffled = [...list];
    for (let at = shuffled.length - 1; at > 0; at -= 1) {
      const other = this.below(at + 1);
      [shuffled[at], shuffled[other]] = [shuffled[other], shuffled[at]];
    }
    return shuffled;
  }
}

/** The seed given as TERRARIUM_SEED, or a new one. */
export function chooseSeed() {
  const given = Number(globalThis.process?.env?.TERRARIUM_SEED ?? globalThis.TERRARIUM_SEED ?? NaN);
  return Number.isFinite(given) ? given : crypto.getRandomValues(new Uint32Array(1))[0];
}
