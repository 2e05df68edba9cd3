// A world is a storage, synchronous and not; the rest of the surface has the types it says.

import {
  type AsyncStorage,
  BatchError,
  ComponentError,
  EntityAllocator,
  EntityError,
  EntityId,
  type Limits,
  PanicError,
  PoisonedError,
  type SharedGroup,
  type Storage,
  TerrariumError,
  World,
  defineComponent,
  reset,
} from "terrarium-ecs";
import * as slim from "terrarium-ecs/slim";
import { exactly, Position, Velocity } from "./expect.js";

const Health = defineComponent<number>("Health");
const world = new World();
const storage: Storage = world;
const remote: AsyncStorage = world;
const entity = storage.createEntity();

exactly<Position | undefined>()(storage.getComponent(entity, Position));
for (const [, [position, health]] of storage.query(Position, Health)) {
  exactly<Position>()(position);
  exactly<number>()(health);
}

export async function far(): Promise<void> {
  exactly<EntityId>()(await remote.createEntityAsync());
  exactly<boolean>()(await remote.destroyEntityAsync(entity));
  exactly<Position | undefined>()(await remote.getComponentAsync(entity, Position));
  exactly<EntityId[]>()(await remote.applyUpdatesAsync({ spawns: [[new Position(0, 0)]] }));
  await remote.setComponentAsync(entity, Health, 5);
  for await (const [found, [position, velocity]] of remote.queryAsync(Position, Velocity)) {
    exactly<EntityId>()(found);
    exactly<Position>()(position);
    exactly<Velocity>()(velocity);
  }
  for await (const [, health] of remote.querySingleAsync(Health)) exactly<number>()(health);
  for await (const found of remote.allEntitiesAsync()) exactly<EntityId>()(found);
  await slim.init(new URL("https://example.org/core.wasm"));
}

exactly<EntityId>()(EntityId.pack({ index: 1 }));
exactly<EntityId>()(EntityId.pack({ shard: 1, index: 1, generation: 1 }));
exactly<number>()(EntityId.generation(entity));
exactly<string>()(EntityId.format(entity));
exactly<EntityId>()(EntityId.parse("0:1v0"));
exactly<EntityId>()(new EntityAllocator({ shard: 1 }).allocate());
exactly<SharedGroup | undefined>()(world.sharing(entity, Position));
exactly<SharedGroup[]>()(world.sharedGroups());
exactly<void>()(reset());

const limits: Partial<Limits> = { entitiesMax: 5, componentTypesMax: 5, nameBytesMax: 5 };
new World({ limits });

for (const error of [new Error()]) {
  if (error instanceof BatchError) exactly<string>()(error.step);
  else if (error instanceof EntityError) exactly<EntityId>()(error.entity);
  else if (error instanceof ComponentError || error instanceof PanicError || error instanceof PoisonedError) exactly<string>()(error.code);
  else if (error instanceof TerrariumError) exactly<string>()(error.code);
}

for (const { type, name, entities, groups } of world.componentTypes()) {
  world.has(entity, type);
  exactly<string>()(name);
  exactly<number>()(entities + groups);
}
for (const { types, entities } of world.archetypes()) {
  for (const type of types) world.has(entity, type);
  exactly<number>()(entities);
}

const asKey = new Map<EntityId, string>([[entity, "ant"]]);
exactly<string | undefined>()(asKey.get(entity));
const asNumber: number = entity;
new Float64Array([asNumber]);

// @ts-expect-error an id needs its index
EntityId.pack({ shard: 1 });
// @ts-expect-error ids are opened by EntityId, not by hand
const byHand: EntityId = 5;
// @ts-expect-error a code is not to be set
new TerrariumError("CODE", "text").code = byHand;
// @ts-expect-error the protocol has no everyday verbs
storage.spawn();
