import type { Entities } from "../classes.js";
import { optionsOf } from "../component.js";
import { constructorOf } from "../kind.js";
import { classNameOf, type Contents, contentsOf, functionNameOf, patternOf, timeOf } from "./contents.js";
import { messageOf, Refusal } from "./failure.js";
import { LIMITS, USUAL } from "./limits.js";
import { entriesOf, type Opening, type Step, unitsOf } from "./openings.js";
import { bigintWire, numberWire, textWire, unreadable, wholeText, type Wire } from "./wire.js";

/** How much of a value is read: as much as its opening says, a few entries, how many there are, or all of it. */
type Mode = Opening | "brief" | "closed" | "whole";

/**
 * Reads values for the wire without changing them and without trusting them: own properties only, no getter is run,
 * and what a proxy throws is said in its place. One reader serves one answer, and reads a bounded number of values.
 */
export class Peek {
  #left: number = LIMITS.valuesMax;
  /** Where objects that are open were met, from the value that is read. */
  readonly #met = new Map<object, readonly Step[]>();
  readonly #path: Step[] = [];

  /** A value and, inside, what is open. */
  open(value: unknown, opening: Opening, entities: Entities): Wire {
    this.#met.clear();
    return this.#value(value, opening, entities);
  }

  /** A value in a few entries. */
  brief(value: unknown, entities: Entities): Wire {
    return this.#value(value, "brief", entities);
  }

  /** A value with all that is inside. @throws Refusal "LIMIT" for more than one answer holds. */
  whole(value: unknown, entities: Entities): Wire {
    this.#met.clear();
    return this.#value(value, "whole", entities);
  }

  #value(value: unknown, mode: Mode, entities: Entities): Wire {
    this.#left -= 1;
    if (mode === "whole" && (this.#left < 0 || this.#path.length > LIMITS.depthMax)) {
      throw new Refusal("LIMIT", `There are more than ${LIMITS.valuesMax} values, or they are more than ${LIMITS.depthMax} deep`);
    }
    switch (typeof value) {
      case "string":
        return typeof mode === "object" ? textWire(value, mode.from, unitsOf(mode)) : textWire(value, 0, unitsIn(mode));
      case "number":
        return entities === true && isEntity(value) ? ["entity", value] : numberWire(value);
      case "boolean":
        return value;
      case "bigint":
        return bigintWire(value);
      case "symbol":
        return symbolWire(value);
      case "function":
        return ["function", name(functionNameOf(value))];
      case "undefined":
        return ["undefined"];
      default:
        return value === null ? null : this.#object(value as object, mode, entities);
    }
  }

  #object(object: object, mode: Mode, entities: Entities): Wire {
    try {
      const path = this.#met.get(object);
      if (path !== undefined) return ["same", path];
      const time = timeOf(object);
      if (time !== undefined) return ["date", Number.isNaN(time) ? null : new Date(time).toISOString()];
      const pattern = patternOf(object);
      if (pattern !== undefined) return ["regexp", textWire(pattern[0], 0, mode === "whole" ? Infinity : USUAL.textUnits), pattern[1]];
      return this.#record(object, contentsOf(object), mode, declared(object, entities));
    } catch (thrown) {
      if (thrown instanceof Refusal) throw thrown;
      return unreadable(messageOf(thrown));
    }
  }

  #record(object: object, contents: Contents, mode: Mode, entities: Entities): Wire {
    const { shape, usual, size } = contents;
    const from = typeof mode === "object" ? mode.from : 0;
    const count = this.#left <= 0 || this.#path.length >= LIMITS.depthMax ? 0 : countOf(mode);
    const className = classNameOf(object);
    const wire: Wire[] = [shape, className === undefined ? null : className === usual ? "" : name(className), size, from];
    if (typeof mode === "object" || mode === "whole") this.#met.set(object, [...this.#path]);
    const keyMode = mode === "whole" ? mode : "closed";
    contents.entries(from, count).forEach(([key, property], at) => {
      if (shape === "map") wire.push(this.#value(key, keyMode, entities));
      if (shape === "object") wire.push(keyWire(key as PropertyKey, mode));
      wire.push(this.#entry(stepTo(shape, key, from + at), property, mode, within(entities, key)));
    });
    return wire;
  }

  #entry(step: Step, property: PropertyDescriptor | undefined, mode: Mode, entities: Entities): Wire {
    if (property === undefined) return ["absent"];
    if (!("value" in property)) return ["accessor"];
    const inner = typeof mode === "object" ? (mode.inside.get(step) ?? "brief") : mode === "whole" ? mode : "closed";
    this.#path.push(step);
    const wire = this.#value(property.value, inner, entities);
    this.#path.pop();
    return wire;
  }
}

function countOf(mode: Mode): number {
  if (typeof mode === "object") return entriesOf(mode);
  return { brief: USUAL.briefEntries, closed: 0, whole: Infinity }[mode];
}

function unitsIn(mode: "brief" | "closed" | "whole"): number {
  return mode === "whole" ? Infinity : USUAL.briefUnits;
}

function name(text: string): Wire {
  return textWire(text, 0, USUAL.nameUnits);
}

function keyWire(key: PropertyKey, mode: Mode): Wire {
  if (typeof key === "symbol") return symbolWire(key);
  return mode === "whole" ? wholeText(String(key)) : name(String(key));
}

function symbolWire(symbol: symbol): Wire {
  return ["symbol", name(symbol.description ?? "")];
}

/** A name where it is told whole, or the place. */
function stepTo(shape: Contents["shape"], key: unknown, place: number): Step {
  return shape === "object" && typeof key === "string" && typeof name(key) === "string" ? key : place;
}

function isEntity(number: number): boolean {
  return Number.isSafeInteger(number) && number > 0;
}

/** What is declared where the object is, or by its own class. */
function declared(object: object, entities: Entities): Entities {
  const prototype = entities === undefined ? (Object.getPrototypeOf(object) as object | null) : null;
  const type = prototype === null ? undefined : constructorOf(prototype);
  return typeof type === "function" ? optionsOf(type as never).entities : entities;
}

/** What is declared of the value under a key. */
function within(entities: Entities, key: unknown): Entities {
  return entities === true || (typeof key === "string" && entities?.includes(key)) ? true : undefined;
}
