// Assertions about types: what does not hold does not compile.

/** True when two types are the same, not merely assignable. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles when `A` is exactly `B`: `exactly<number>()(value)`. */
export declare function exactly<B>(): <A>(value: A, ...same: Same<A, B> extends true ? [] : [expected: B]) => void;

export class Position {
  constructor(
    public x: number,
    public y: number,
  ) {}
}

export class Velocity {
  constructor(
    public dx: number,
    public dy: number,
  ) {}
}

export class Note {
  readonly #secret = "";

  constructor(public text: string) {}

  get length(): number {
    return this.text.length + this.#secret.length;
  }
}
