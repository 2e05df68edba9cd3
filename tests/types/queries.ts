// What queries know about their rows.

import {
  type EntityId,
  type Group,
  type Query,
  type Selection,
  type SelectionChange,
  type ValueOf,
  World,
  defineComponent,
  defineTag,
} from "terrarium-ecs";
import { exactly, Note, Position, Velocity } from "./expect.js";

const Health = defineComponent<number>("Health");
const Frozen = defineTag("Frozen");
const world = new World();

exactly<Position>()({} as ValueOf<typeof Position>);
exactly<number>()({} as ValueOf<typeof Health>);
exactly<true>()({} as ValueOf<typeof Frozen>);

for (const [entity, [position, velocity]] of world.query(Position, Velocity)) {
  exactly<EntityId>()(entity);
  exactly<Position>()(position);
  exactly<Velocity>()(velocity);
}

for (const [, [health, frozen, note]] of world.query(Health, Frozen, Note)) {
  exactly<number>()(health);
  exactly<true>()(frozen);
  exactly<string>()(note.text);
}

for (const [, [position]] of world.query(Position, { copy: false })) exactly<Position>()(position);

for (const [entity, health] of world.querySingle(Health)) {
  exactly<EntityId>()(entity);
  exactly<number>()(health);
}

const moving = world.prepare({ all: [Position, Velocity], none: [Frozen], any: [Health, Note] });
moving.each((entity, position, velocity) => {
  exactly<EntityId>()(entity);
  exactly<Position>()(position);
  exactly<Velocity>()(velocity);
});
for (const [entity, position, velocity] of moving) {
  exactly<EntityId>()(entity);
  exactly<Position>()(position);
  exactly<Velocity>()(velocity);
}
exactly<number>()(moving.count());
exactly<[EntityId, Position, Velocity] | undefined>()(moving.first());
const named: Query<[typeof Position, typeof Velocity]> = moving;
exactly<number>()(named.count());

const optional = world.prepare({ all: [Position], optional: [Health, Note] });
optional.each((_, position, health, note) => {
  exactly<Position>()(position);
  exactly<number | undefined>()(health);
  exactly<Note | undefined>()(note);
});

for (const chunk of moving.chunks()) {
  exactly<Uint32Array | undefined>()(chunk.slots as Uint32Array | undefined);
  exactly<EntityId>()(chunk.entity(0));
  exactly<number>()(chunk.length);
  exactly<Position | undefined>()(chunk.column(Position)[0]);
  exactly<number | undefined>()(chunk.column(Health)[0]);
  chunk.touch(Position);
}

// @ts-expect-error a row of two types has no third value
moving.each((entity, position, velocity, third) => third);
// @ts-expect-error a Position has no dx
moving.each((entity, position) => position.dx);
// @ts-expect-error an optional value may be missing
optional.each((entity, position, health) => health.toFixed());
// @ts-expect-error a spec says all of what
world.prepare({ none: [Frozen] });
// @ts-expect-error a string is no type
world.prepare({ all: ["Position"] });
// @ts-expect-error a string is no type
world.query("Position");
// @ts-expect-error querySingle takes one type
world.querySingle();

const weak = world.select("Position, Health < $hp", { hp: 10 });
exactly<Selection>()(weak);
for (const { entity, values } of weak) {
  exactly<EntityId>()(entity);
  exactly<unknown[]>()(values);
}
exactly<EntityId[]>()(weak.entities());
exactly<Group[]>()(weak.groups());
exactly<() => void>()(weak.watch(({ entered, left, updated }) => exactly<EntityId[][]>()([entered, left, updated])));
exactly<() => void>()(world.watch("Health", (change) => exactly<SelectionChange>()(change)));
// @ts-expect-error A query is a text.
world.select(Position);
