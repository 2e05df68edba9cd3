import type { Step } from "./openings.js";
import type { Wire } from "./wire.js";

/** Where values differ that are read alike: the outermost places, from the value inwards. */
export class Mixture {
  readonly #paths = new Map<string, readonly Step[]>();

  constructor(readonly first: Wire) {}

  get paths(): Array<readonly Step[]> {
    return [...this.#paths.values()];
  }

  /** Compares another value with the first. */
  add(other: Wire): void {
    this.#compare(this.first, other, []);
  }

  #compare(one: Wire, other: Wire, path: readonly Step[]): void {
    if (JSON.stringify(one) === JSON.stringify(other)) return;
    const steps = stepsOf(one);
    if (steps === undefined || !isAlike(one as readonly Wire[], other, steps)) {
      this.#paths.set(JSON.stringify(path), path);
      return;
    }
    const values = (record: Wire): Wire[] => (record as readonly Wire[]).slice(HEAD).filter((_, at) => at % steps.stride === steps.stride - 1);
    const others = values(other);
    values(one).forEach((value, at) => this.#compare(value, others[at] as Wire, [...path, steps.step(at)]));
  }
}

/** Kind, class, size and first place come before the entries. */
const HEAD = 4;

interface Steps {
  /** Parts of an entry. */
  readonly stride: 1 | 2;
  step(at: number): Step;
}

/** How entries of a record are gone to; undefined for what is none. */
function stepsOf(wire: Wire): Steps | undefined {
  if (!Array.isArray(wire)) return undefined;
  const [kind, , , from] = wire as [string, Wire, number, number];
  const place = (at: number): Step => from + at;
  if (kind === "list" || kind === "typed" || kind === "set") return { stride: 1, step: place };
  if (kind === "map") return { stride: 2, step: place };
  if (kind !== "object") return undefined;
  const key = (at: number): Wire => (wire as Wire[])[HEAD + 2 * at] as Wire;
  return { stride: 2, step: (at) => (typeof key(at) === "string" ? (key(at) as string) : place(at)) };
}

/** Whether two records have the same class, the same size and the same keys. */
function isAlike(one: readonly Wire[], other: Wire, { stride }: Steps): boolean {
  if (!Array.isArray(other) || other.length !== one.length) return false;
  const isKey = (at: number): boolean => at < HEAD || (stride === 2 && (at - HEAD) % 2 === 0);
  return one.every((part, at) => !isKey(at) || JSON.stringify(part) === JSON.stringify((other as Wire[])[at]));
}
