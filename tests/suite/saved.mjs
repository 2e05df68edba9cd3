// Values on their way through a snapshot, as several suites send them.

import { exactly, sameBytes } from "./exact.mjs";
import { token } from "./fixtures.mjs";
import { World } from "./package.mjs";

/** A fresh world in the state of these bytes. */
export function restored(bytes, options = undefined) {
  const world = new World(options);
  world.restore(bytes);
  return world;
}

/** What a value is after it was saved and restored; saved again, it has the same bytes. */
export function through(value, { type = token("saved"), options } = {}) {
  const world = new World(options);
  const entity = world.spawn([type, value]);
  const bytes = world.snapshot();
  const copy = restored(bytes, options);
  copy.check();
  const result = copy.get(entity, type);
  sameBytes(copy.snapshot(), bytes, "saved again");
  sameBytes(world.snapshot(), bytes, "saved twice");
  exactly(copy.digest(), world.digest(), "digest");
  return result;
}

/** Fails unless the value comes back as it was; asked of it alone, and inside others. */
export function survives(value, options = {}) {
  exactly(through(value, options), value);
  const inside = { list: [value, 1], map: new Map([["key", value]]), again: value };
  exactly(through(inside, options), inside, "inside");
}

/** The first place of some bytes in others, or -1. */
export function indexOfBytes(bytes, wanted) {
  for (let at = 0; at + wanted.length <= bytes.length; at += 1) {
    if (wanted.every((byte, place) => bytes[at + place] === byte)) return at;
  }
  return -1;
}
