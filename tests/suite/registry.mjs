// Tests that need nothing but JavaScript: Node, a page and a worker run the same ones.

/** What was registered, in order: `{ name, run }`. */
export const registered = [];

/** Registers a test; the name is what it promises. */
export function test(name, run) {
  if (registered.some((other) => other.name === name)) throw new Error(`two tests are called "${name}"`);
  registered.push({ name, run });
}

/** An error with its causes, as text. */
function describe(error) {
  const text = String(error?.stack ?? error);
  return error?.cause === undefined ? text : `${text}\ncaused by ${describe(error.cause)}`;
}

/** Runs every test and hands `{ name, error }` to `report`, whose error is text, or undefined if it passed. */
export async function runRegistered(report) {
  for (const { name, run } of registered) {
    let error;
    try {
      await run();
    } catch (failure) {
      error = describe(failure);
    }
    await report({ name, error });
  }
}
