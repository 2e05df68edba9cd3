import { EQUAL, GREATER, LESS, UNLIKE } from "./comparison.js";

/**
 * Keeps the slots whose object has a property that compares with a number in one of these outcomes: moves them to the
 * front and answers how many those are. `rare` decides about properties that are no numbers.
 */
export type KeepNumbers = (
  values: readonly unknown[],
  key: string | number,
  slots: Uint32Array,
  count: number,
  outcomes: number,
  number: number,
  rare: (slot: number) => boolean,
) => number;

/**
 * The build makes copies of this function: an engine makes a place in a program quick for one name of a property, and
 * for any second one several times slower. So each name gets a copy of its own, as long as there are some.
 */
export const keepNumbers: KeepNumbers = (values, key, slots, count, outcomes, number, rare) => {
  const [less, equal] = [(outcomes & LESS) !== 0, (outcomes & EQUAL) !== 0];
  const [greater, unlike] = [(outcomes & GREATER) !== 0, (outcomes & UNLIKE) !== 0];
  let [kept, at] = [0, 0];
  for (;;) {
    try {
      for (; at < count; at++) {
        const slot = slots[at] as number;
        const object = values[slot] as Record<string | number, unknown> | undefined;
        if (object === undefined) continue;
        const value = object[key];
        const holds =
          typeof value === "number"
            ? value < number
              ? less
              : value > number
                ? greater
                : value === number
                  ? equal
                  : unlike
            : rare(slot);
        if (holds) slots[kept++] = slot;
      }
      return kept;
    } catch {
      // What cannot be read is missing.
      at++;
    }
  }
};
