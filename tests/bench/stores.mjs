// The three stores that are compared, filled alike: Terrarium, an array of plain objects, and a Map of Maps.

import { World } from "../suite/package.mjs";
import { Body, MORE, Position, Velocity } from "./components.mjs";

/** The speed of every entity. Fractions everywhere: an engine keeps whole numbers otherwise, and moves them when they stop being whole. */
export const SPEED = [1.25, 2.25];

/** Where entity `at` starts. */
export function startOf(at) {
  return at + 0.25;
}

/** The components of entity `at`, as many as asked for, by type. */
export function componentsOf(at, count) {
  const named = [[Position, new Position(startOf(at), 0.25)], [Velocity, new Velocity(...SPEED)], [Body, new Body(`e${at}`, at)]];
  return [...named, ...MORE.map((type) => [type, { value: at }])].slice(0, count);
}

export function terrarium(entities, components) {
  const world = new World();
  const ids = Array.from({ length: entities }, (_, at) => world.spawn(...componentsOf(at, components)));
  return { world, ids };
}

/** Plain objects with a property for each component. */
export function objects(entities, components) {
  return Array.from({ length: entities }, (_, at) => objectOf(componentsOf(at, components)));
}

function objectOf(components) {
  const object = { position: undefined, velocity: undefined, body: undefined, extra: undefined, more: undefined };
  const [position, velocity, body, ...more] = components.map(([, value]) => value);
  return Object.assign(object, { position, velocity, body, more });
}

/** A map from entity to a map from type to value. */
export function mapOfMaps(entities, components) {
  return new Map(Array.from({ length: entities }, (_, at) => [at + 1, new Map(componentsOf(at, components))]));
}
