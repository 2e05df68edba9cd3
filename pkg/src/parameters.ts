import { QueryError } from "./errors.js";

/** Values for a query's `$names`. */
export type Parameters = Readonly<Record<string, unknown>>;

/** @internal The value of a parameter. @throws QueryError "PARAMETER". */
export function given(name: string, parameters: Parameters, [offset, length]: [number, number]): unknown {
  try {
    if (Object.hasOwn(parameters, name)) return parameters[name];
  } catch (cause) {
    throw new QueryError("PARAMETER", `$${name} cannot be read; pass plain values`, offset, length, [], { cause });
  }
  throw new QueryError("PARAMETER", `$${name} has no value; pass it as select(text, { ${name}: … })`, offset, length);
}

/** @internal A wrong value in a message. */
export function describe(value: unknown): string {
  if (value === null || value === undefined || typeof value === "number" || typeof value === "boolean") return String(value);
  return `a value (${typeof value})`;
}
