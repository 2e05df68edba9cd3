// Assertions without a library, so that pages and workers have them too.

/** A short text for any value, without running code of the value's. */
export function show(value) {
  if (typeof value === "string") return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "symbol") return value.toString();
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) && value.length < 20 ? `[${value.map(show).join(", ")}]` : "an object";
  }
  return typeof value === "function" ? "a function" : String(value);
}

export function fail(message) {
  throw new Error(message);
}

export function ok(value, message = "expected something true") {
  if (!value) fail(message);
}

export function equal(actual, expected, message = "") {
  if (!Object.is(actual, expected)) fail(`${message} ${show(actual)} is not ${show(expected)}`.trim());
}

export function notEqual(actual, other, message = "") {
  if (Object.is(actual, other)) fail(`${message} ${show(actual)} was to be something else`.trim());
}

/** Equal all the way down: prototypes, own keys, links and loops inside included. */
export function same(actual, expected, message = "") {
  const found = difference(actual, expected, "value", new Map());
  if (found !== undefined) fail(`${message} ${found}`.trim());
}

function difference(actual, expected, path, seen) {
  if (Object.is(actual, expected)) return undefined;
  const differ = `${path}: ${show(actual)} is not ${show(expected)}`;
  if (!isObject(actual) || !isObject(expected)) return differ;
  if (seen.has(expected)) return seen.get(expected) === actual ? undefined : `${path}: another link`;
  seen.set(expected, actual);
  if (Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected)) return `${path}: another prototype`;
  return firstDifference(slots(actual), slots(expected), `${path}: slot`, seen)
    ?? firstDifference(properties(actual), properties(expected), path, seen);
}

function isObject(value) {
  return typeof value === "object" && value !== null;
}

function firstDifference(actual, expected, path, seen) {
  if (actual.length !== expected.length) return `${path}: ${actual.length} entries, not ${expected.length}`;
  for (const [place, [key, value]] of expected.entries()) {
    if (!Object.is(actual[place][0], key)) return `${path}: ${show(actual[place][0])} where ${show(key)} was to be`;
    const found = difference(actual[place][1], value, `${path}.${String(key)}`, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function properties(value) {
  if (ArrayBuffer.isView(value)) return [];
  return Reflect.ownKeys(value).filter((key) => key !== "stack").map((key) => [key, value[key]]);
}

/** What built-in objects keep outside their properties. */
function slots(value) {
  if (value instanceof Map) return [...value].flatMap(([key, item]) => [["key", key], ["item", item]]);
  if (value instanceof Set) return [...value].map((item) => ["item", item]);
  if (value instanceof ArrayBuffer) return [...new Uint8Array(value)].map((byte) => ["byte", byte]);
  if (value instanceof DataView) return slots(value.buffer);
  if (ArrayBuffer.isView(value)) return Array.from(value, (item) => ["item", item]);
  if (value instanceof RegExp) return [["source", value.source], ["flags", value.flags]];
  if (value instanceof Date || isBox(value)) return [["value", value.valueOf()]];
  return [];
}

function isBox(value) {
  return [Number, String, Boolean, BigInt, Symbol].some((box) => value instanceof box);
}

/** The error that `run` throws; it must be of this class and, where one is given, of this code. */
export function throws(run, type, code) {
  let result;
  try {
    result = run();
  } catch (error) {
    return checked(error, type, code);
  }
  return fail(`expected ${type.name} ${code ?? ""}, got ${show(result)}`);
}

/** `throws` for a promise. */
export async function rejects(promise, type, code) {
  let result;
  try {
    result = await promise;
  } catch (error) {
    return checked(error, type, code);
  }
  return fail(`expected ${type.name} ${code ?? ""}, got ${show(result)}`);
}

function checked(error, type, code) {
  if (!(error instanceof type)) fail(`expected ${type.name} ${code ?? ""}, got ${String(error?.stack ?? error)}`);
  if (code !== undefined) equal(error.code, code, `${error.message}: code`);
  ok(error instanceof Error && error.message.length > 0, "an error says what to do");
  return error;
}

/** Runs a check for every case and fails once, with the first line of each failure. */
export function forEachCase(names, run) {
  const failures = [];
  for (const name of names) {
    try {
      run(name);
    } catch (error) {
      failures.push(`${name}: ${String(error?.stack ?? error).split("\n").slice(0, 3).join(" ")}`);
    }
  }
  if (failures.length > 0) fail(`${failures.length} of ${names.length} cases\n${failures.join("\n")}`);
}
