// Component types and worlds that several suites use.

import { EntityId, Shared, World, defineComponent } from "./package.mjs";

export class Position {
  constructor(x = 0, y = 0) {
    this.x = x;
    this.y = y;
  }
}

export class Velocity {
  constructor(dx = 0, dy = 0) {
    this.dx = dx;
    this.dy = dy;
  }
}

export class Note {
  constructor(text = "") {
    this.text = text;
  }
}

let named = 0;

/** A name that no other component type has; names are global for as long as the process lives. */
export function unique(name) {
  named += 1;
  return `${name}#${named}`;
}

/** A token of a name of its own. */
export function token(name = "token", options = undefined) {
  return defineComponent(unique(name), options);
}

/** The entity of a world that holds its singletons. */
export function ownEntity(world) {
  return EntityId.pack({ shard: world.shard, index: 0 });
}

/** A handle of another shard that is alive there. */
export function foreignEntity(world) {
  return new World({ shard: (world.shard + 1) % 1024 }).spawn(new Position(7, 7));
}

/** Two entities of a new world that share one Position, and the value. */
export function pair() {
  const world = new World();
  const value = new Position(1, 2);
  const first = world.spawn(new Shared(value));
  const second = world.spawn(new Shared(value));
  return { world, value, first, second };
}

/** How many sharing groups a type has. */
export function groupCount(world, type) {
  return world.sharedGroups(type).length;
}

/**
 * All that can be seen of a world without changing it; two that are `same` cannot be told apart by reading.
 */
export function seen(world) {
  const entities = [...world.allEntities()];
  const held = (entity) => [...world.getComponentTypes(entity)].map((type) => [type, world.get(entity, type), world.sharing(entity, type)?.id]);
  return {
    size: world.size,
    tick: world.tick,
    entities: entities.map((entity) => [entity, held(entity)]),
    own: held(ownEntity(world)),
    groups: world.sharedGroups().map((group) => [group.id, group.holders, group.entities()]),
  };
}
