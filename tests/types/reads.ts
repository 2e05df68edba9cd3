// What reads answer: the type of the value, or undefined.

import { type EntityId, World, defineComponent, defineTag } from "terrarium-ecs";
import { exactly, Note, Position } from "./expect.js";

const Health = defineComponent<number>("Health");
const Inventory = defineComponent<{ items: string[] }>("Inventory");
const Frozen = defineTag("Frozen");
const world = new World();
const entity: EntityId = world.spawn(new Position(1, 2));

exactly<Position | undefined>()(world.get(entity, Position));
exactly<Note | undefined>()(world.get(entity, Note));
exactly<number | undefined>()(world.get(entity, Health));
exactly<{ items: string[] } | undefined>()(world.get(entity, Inventory));
exactly<true | undefined>()(world.get(entity, Frozen));
exactly<Position | undefined>()(world.getComponent(entity, Position));
exactly<Position | undefined>()(world.getComponent(entity, Position, { copy: false }));
exactly<number | undefined>()(world.getSingleton(Health));
exactly<boolean>()(world.has(entity, Position));
exactly<boolean>()(world.remove(entity, Health));
exactly<boolean>()(world.destroy(entity));
exactly<number>()(world.removeComponentFromAll(Frozen));
exactly<number>()(world.size);
exactly<EntityId[]>()(world.spawnMany([Position], [[new Position(0, 0)]], 1));
exactly<EntityId>()(world.merge(entity, entity));
exactly<[EntityId, EntityId]>()(world.split(entity));

for (const found of world.allEntities()) exactly<EntityId>()(found);

// @ts-expect-error the value may be missing
world.get(entity, Position).x;
// @ts-expect-error a string is no type
world.get(entity, "Position");
// @ts-expect-error a value is no type
world.get(entity, new Position(0, 0));
// @ts-expect-error a plain object without a name is no type
world.get(entity, {});
// @ts-expect-error a plain number is no handle
world.get(5, Position);
// @ts-expect-error a string is no handle
world.isAlive("0:1v0");
// @ts-expect-error the size is not to be set
world.size = 5;
// @ts-expect-error copy is a truth value
world.getComponent(entity, Position, { copy: 1 });
