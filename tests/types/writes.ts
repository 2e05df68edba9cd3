// What writes take: instances, tokens with their values, shared ones.

import { type Batch, type EntityId, Shared, World, defineComponent, defineTag, registerComponent, shared } from "terrarium-ecs";
import { exactly, Note, Position, Velocity } from "./expect.js";

const Health = defineComponent<number>("Health", { combine: (first, second) => first + second, split: (value) => [value / 2, value / 2] });
const Frozen = defineTag("Frozen");
const world = new World({ shard: 1, strict: true, limits: { entitiesMax: 10 } });
const entity = world.spawn(new Position(1, 2), [Health, 5], [Frozen, true], shared(new Note("n")));

world.set(entity, new Position(3, 4));
world.set(entity, shared(new Position(3, 4)));
world.set(entity, Health, 5);
world.set(entity, Health, shared(5));
world.set(entity, Frozen, true);
world.setComponent(entity, Position, new Position(5, 6));
world.setComponent(entity, Health, new Shared(5));
world.setSingleton(new Velocity(1, 1));
world.updateShared(entity, Position, (position) => new Position(position.x + 1, position.y));
world.updateShared(entity, Health, (health) => health + 1);
world.updateShared(entity, Health, 7);
registerComponent(Note, { name: "Note", combine: (first, second) => new Note(first.text + second.text) });

exactly<Position>()(shared(new Position(0, 0)).unwrap());
exactly<Shared<number>>()(shared(5));

const batch: Batch = {
  spawns: [[new Position(0, 0), [Health, 3]], []],
  updates: new Map([[entity, new Map([[Health, 5]])]]),
  inserts: new Map([[entity, [new Note("n"), shared(new Velocity(0, 0))]]]),
  removes: new Map([[entity, [Position, Health]]]),
  destroys: [entity],
};
exactly<EntityId[]>()(world.applyUpdates(batch));
exactly<EntityId[]>()(world.applyUpdates({}));

// @ts-expect-error Health is a number
world.set(entity, Health, "five");
// @ts-expect-error a tag holds true alone
world.set(entity, Frozen, false);
// @ts-expect-error a Velocity is no Position
world.set(entity, Position, new Velocity(1, 1));
// @ts-expect-error a number has no class
world.set(entity, 5);
// @ts-expect-error a string has no class
world.spawn("ant");
// @ts-expect-error combine is given and answers numbers
defineComponent<number>("Wrong", { combine: (first, second) => `${first}${second}` });
// @ts-expect-error split answers two values
defineComponent<number>("Wrong", { split: (value) => [value] });
// @ts-expect-error a token's options have no name of their own
defineComponent<number>("Wrong", { name: "Other" });
// @ts-expect-error updateShared keeps the type
world.updateShared(entity, Health, () => "five");
// @ts-expect-error an instance is no class
registerComponent(new Note("n"), {});
// @ts-expect-error destroys is a list
world.applyUpdates({ destroys: entity });
// @ts-expect-error there is no such step
world.applyUpdates({ spawn: [] });
// @ts-expect-error the shard is a number
new World({ shard: "1" });
