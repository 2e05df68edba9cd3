/** Bytes of a number, a reference, a header: what engines need, roughly. */
const [WORD, HEADER] = [8, 16];

/** Values that are gone through for one weight. */
const VALUES_MAX = 100_000;

/**
 * Roughly how many bytes values take in memory, what is inside them counted once. Getters are not run; after many values
 * the rest is taken to be like those before.
 */
export function weigh(values: readonly unknown[]): number {
  const seen = new Set<object>();
  let [bytes, roots] = [0, 0];
  for (const value of values) {
    if (seen.size > VALUES_MAX) break;
    bytes += weight(value, seen);
    roots += 1;
  }
  return roots === 0 ? 0 : Math.round((bytes * values.length) / roots);
}

function weight(root: unknown, seen: Set<object>): number {
  let bytes = 0;
  const left = [root];
  while (left.length > 0 && seen.size <= VALUES_MAX) {
    const value = left.pop();
    bytes += own(value);
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    bytes += HEADER;
    try {
      if (ArrayBuffer.isView(value)) bytes += value.byteLength;
      else for (const inner of contents(value)) left.push(inner);
    } catch {
      // What cannot be read weighs nothing more.
    }
  }
  return bytes;
}

/** What a value takes where it stands. */
function own(value: unknown): number {
  if (typeof value === "string") return WORD + HEADER + value.length;
  if (typeof value === "bigint") return WORD + HEADER;
  return WORD;
}

function contents(object: object): unknown[] {
  if (object instanceof Map) return [...object.keys(), ...object.values()];
  if (object instanceof Set) return [...object];
  return Object.values(Object.getOwnPropertyDescriptors(object)).map(({ value }) => value as unknown);
}
