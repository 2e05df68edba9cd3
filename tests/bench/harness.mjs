// Measuring: every contender proves its work, is warmed up, and then runs in rounds beside the others.

const NANOSECONDS = 1e6;

/** Sizes of a run: how many entities and operations, how many rounds, and how long to warm up. */
export const FULL = { entities: 100_000, operations: 1_000_000, rounds: 15, warmMilliseconds: 150 };
export const QUICK = { entities: 2_000, operations: 4_000, rounds: 2, warmMilliseconds: 1 };

/** Throws unless what was found is what was to be found. */
export function expect(found, expected, what) {
  if (found !== expected) throw new Error(`${what}: ${found} instead of ${expected}`);
}

/**
 * Measures one row: `{ title, unit, base, contenders }`, `base` naming the contender that the others are compared
 * with; or `{ title, unit, base, figures }`, where there is nothing to be timed. A contender is `{ name, make }`; what `make` answers is
 * `{ units, run, reset?, verify }`: `run` does `units` units of work, `reset` comes before each run and is
 * not timed, `verify` throws unless the work was done. Answers the best nanoseconds a unit by contender.
 */
export function measure(row, { rounds, warmMilliseconds }) {
  const { title, unit, base = "objects" } = row;
  if (row.figures !== undefined) return { title, unit, base, results: row.figures() };
  const runners = row.contenders.map(({ name, make }) => ({ name, best: Infinity, ...make() }));
  runners.forEach(prove);
  runners.forEach((runner) => warm(runner, warmMilliseconds));
  for (let round = 0; round < rounds; round += 1) runners.forEach(timed);
  runners.forEach(({ end }) => end?.());
  const results = new Map(runners.map(({ name, best, units }) => [name, (best * NANOSECONDS) / units]));
  return { title, unit, base, results };
}

function prove(runner) {
  runner.reset?.();
  runner.run();
  runner.verify();
}

function warm(runner, milliseconds) {
  for (const begun = performance.now(); performance.now() - begun < milliseconds; ) {
    runner.reset?.();
    runner.run();
  }
}

function timed(runner) {
  runner.reset?.();
  globalThis.gc?.({ type: "minor" });
  const begun = performance.now();
  runner.run();
  runner.best = Math.min(runner.best, performance.now() - begun);
}

/** The numbers 0..length-1 in an order that is the same in every run. */
export function shuffled(length) {
  const order = Array.from({ length }, (_, at) => at);
  let state = 12_345;
  for (let at = length - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const other = state % (at + 1);
    [order[at], order[other]] = [order[other], order[at]];
  }
  return order;
}
