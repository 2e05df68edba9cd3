// Queries: the protocol's rows, prepared queries, counts, and chunks.

import { equal, ok, same, throws } from "./assert.mjs";
import { Note, Position, token, Velocity } from "./fixtures.mjs";
import { defineTag, EntityId, shared, TerrariumError, World } from "./package.mjs";
import { test } from "./registry.mjs";

const Frozen = defineTag("suite: Frozen");
const Never = token("Never");

/** A world of four kinds of entities, and their ids by what they hold. */
function four() {
  const world = new World();
  return {
    world,
    p: world.spawn(new Position(1, 0)),
    pv: world.spawn(new Position(2, 0), new Velocity(20, 0)),
    v: world.spawn(new Velocity(30, 0)),
    pvf: world.spawn(new Position(4, 0), new Velocity(40, 0), [Frozen, true]),
  };
}

test("query rows are the entity and the values in the order of the types", () => {
  const { world, pv, pvf } = four();
  const rows = [...world.query(Velocity, Position)];
  same(rows, [[pv, [new Velocity(20, 0), new Position(2, 0)]], [pvf, [new Velocity(40, 0), new Position(4, 0)]]]);
});

test("a query is an iterator of its own", () => {
  const { world } = four();
  const iterator = world.query(Position);
  equal(iterator[Symbol.iterator](), iterator);
  equal([...iterator].length, 3);
  equal(iterator.next().done, true);
});

test("a query without types finds every entity", () => {
  const { world } = four();
  same([...world.query()].map(([entity, values]) => [entity, values.length]), [[1, 0], [2, 0], [3, 0], [4, 0]]);
});

test("a query that names a type twice gives its value twice", () => {
  const { world, p } = four();
  const [[entity, [first, second]]] = world.query(Position, Position, { copy: false });
  same([entity, first === second], [p, true]);
});

test("querySingle rows are the entity and the value", () => {
  const { world, v, pv, pvf } = four();
  same([...world.querySingle(Velocity)].map(([entity, velocity]) => [entity, velocity.dx]), [[pv, 20], [v, 30], [pvf, 40]]);
});

test("prepared queries give the entity and the values side by side", () => {
  const { world, pv, pvf } = four();
  const query = world.prepare({ all: [Position, Velocity] });
  const rows = [...query];
  same(rows, [[pv, new Position(2, 0), new Velocity(20, 0)], [pvf, new Position(4, 0), new Velocity(40, 0)]]);
  const visited = [];
  equal(query.each((...row) => visited.push(row)), undefined);
  same(visited, rows);
  same(query.first(), rows[0]);
  equal(query.count(), 2);
});

test("a prepared query that finds nothing is empty in every way", () => {
  const { world } = four();
  const query = world.prepare({ all: [Never] });
  same([...query], []);
  query.each(() => ok(false, "nothing to visit"));
  equal(query.first(), undefined);
  equal(query.count(), 0);
  same([...query.chunks()], []);
});

test("none, any and optional narrow as they say", () => {
  const { world, p, pv, v, pvf } = four();
  const found = (spec) => [...world.prepare(spec)].map(([entity]) => entity);
  same(found({ all: [] }), [p, pv, v, pvf]);
  same(found({ all: [], none: [Frozen] }), [p, pv, v]);
  same(found({ all: [], any: [Velocity] }), [pv, v, pvf]);
  same(found({ all: [Velocity], none: [Position] }), [v]);
  same(found({ all: [Position], none: [Never] }), [p, pv, pvf]);
  same(found({ all: [Position], any: [Never] }), []);
  same(found({ all: [Position], any: [Never, Frozen] }), [pvf]);
  same(found({ all: [Position], any: [], none: [] }), [p, pv, pvf]);
  same(found({ all: [Position], none: [Position] }), []);
});

test("values of optional types come after those of all, undefined where absent", () => {
  const { world, p, pv, pvf } = four();
  const query = world.prepare({ all: [Position], optional: [Velocity, Frozen, Never] });
  const rows = [];
  query.each((entity, position, velocity, frozen, never) => rows.push([entity, position.x, velocity?.dx, frozen, never]));
  same(rows, [
    [p, 1, undefined, undefined, undefined],
    [pv, 2, 20, undefined, undefined],
    [pvf, 4, 40, true, undefined],
  ]);
  same([...query].map((row) => row.length), [5, 5, 5]);
});

test("prepared queries give live references", () => {
  const { world, p } = four();
  const query = world.prepare({ all: [Position] });
  query.each((entity, position) => { position.y = entity; });
  equal(world.get(p, Position).y, p);
});

test("prepared queries see later changes", () => {
  const { world, p, pv, v } = four();
  const query = world.prepare({ all: [Position, Velocity], none: [Frozen], optional: [Never] });
  const found = () => [...query].map(([entity]) => entity);
  same(found(), [pv]);
  world.set(p, new Velocity());
  same(found(), [p, pv]);
  equal(query.count(), 2);
  world.set(pv, Frozen, true);
  same(found(), [p]);
  world.set(v, new Position());
  same(query.first()[0], p);
  world.destroy(p);
  same(found(), [v]);
  world.set(v, Never, 5);
  same([...query].map((row) => row[3]), [5]);
  world.removeComponentFromAll(Position);
  same(found(), []);
  equal(query.count(), 0);
});

test("a query prepared before its types exist sees them come", () => {
  const world = new World();
  const Late = token("Late");
  const query = world.prepare({ all: [Late], none: [Never] });
  equal(query.count(), 0);
  const entity = world.spawn([Late, 1]);
  same([...query], [[entity, 1]]);
  same([...query.chunks()].map((chunk) => chunk.length), [1]);
});

test("the same question prepared twice answers the same, and 1,000 queries change nothing", () => {
  const { world } = four();
  const queries = Array.from({ length: 1000 }, (_, at) => world.prepare({ all: at % 2 ? [Position] : [Velocity] }));
  ok(queries.every((query) => query.count() === 3));
  world.spawn(new Position(), new Velocity());
  ok(queries.every((query) => query.count() === 4));
});

test("the lists of a spec may change after prepare without any effect", () => {
  const { world } = four();
  const spec = { all: [Position] };
  const query = world.prepare(spec);
  spec.all.push(Velocity);
  equal(query.count(), 3);
});

test("chunks cover the matches in ascending order", () => {
  const world = new World();
  const positions = Array.from({ length: 3500 }, (_, at) => new Position(at, 0));
  const entities = world.spawnMany([Position], [positions], 3500);
  entities.forEach((entity, at) => at % 3 === 0 && world.set(entity, new Velocity(at, 0)));
  entities.slice(1500, 2500).forEach((entity) => world.destroy(entity));
  const query = world.prepare({ all: [Position, Velocity] });
  const rows = [...query.chunks()].flatMap(rowsOf);
  same(rows, [...query].map(([entity, position, velocity]) => [entity, position.x, velocity.dx]));
  ok(rows.length > 800);
});

function rowsOf(chunk) {
  const { slots } = chunk;
  const [positions, velocities] = [chunk.column(Position), chunk.column(Velocity)];
  return Array.from({ length: chunk.length }, (_, row) => {
    const slot = slots ? slots[row] : row;
    equal(slot, EntityId.index(chunk.entity(row)) & 1023);
    return [chunk.entity(row), positions[slot].x, velocities[slot].dx];
  });
}

test("a chunk without slots matches from the start of its page on", () => {
  const world = new World();
  world.spawnMany([Position], [Array.from({ length: 4096 }, () => new Position())], 4096);
  const chunks = [...world.prepare({ all: [Position] }).chunks()];
  same(chunks.map((chunk) => chunk.length), [1023, 1024, 1024, 1024, 1]);
  chunks.slice(1).forEach((chunk) => equal(chunk.slots, undefined));
  ok(chunks[0].slots instanceof Uint32Array);
  same([chunks[0].slots[0], chunks[0].slots[1022]], [1, 1023]);
  equal(chunks[1].entity(0), 1024);
});

test("the columns of a chunk are the values themselves, shared ones too", () => {
  const world = new World();
  const value = new Note("s");
  const entities = [world.spawn(shared(value)), world.spawn(new Note("own"))];
  const [chunk] = world.prepare({ all: [Note] }).chunks();
  const column = chunk.column(Note);
  equal(column[chunk.slots[0]], value);
  equal(column[chunk.slots[1]], world.get(entities[1], Note));
});

test("a chunk has columns of optional types, undefined where absent", () => {
  const { world } = four();
  const [chunk] = world.prepare({ all: [Position], optional: [Velocity, Never] }).chunks();
  const velocities = chunk.column(Velocity);
  same([...chunk.slots].map((slot) => velocities[slot]?.dx), [undefined, 20, 40]);
  const nothing = chunk.column(Never);
  same([...chunk.slots].map((slot) => nothing[slot]), [undefined, undefined, undefined]);
});

test("writing into a column changes the component", () => {
  const { world, p } = four();
  const [chunk] = world.prepare({ all: [Position] }).chunks();
  const next = new Position(77, 0);
  chunk.column(Position)[chunk.slots[0]] = next;
  equal(world.get(p, Position), next);
  chunk.touch(Position);
  world.check();
});

test("a chunk refuses what is no type", () => {
  const { world } = four();
  const [chunk] = world.prepare({ all: [Position] }).chunks();
  throws(() => chunk.column("Position"), TerrariumError, "NOT_A_TYPE");
  throws(() => chunk.touch("Position"), TerrariumError, "NOT_A_TYPE");
});

test("what is no spec is refused, and the next call works", () => {
  const { world } = four();
  for (const spec of [undefined, null, { all: 5 }, { all: [Position], none: 5 }, { all: null }]) {
    ok(!(throws(() => world.prepare(spec).count(), Error) instanceof WebAssembly.RuntimeError));
  }
  equal(world.prepare({ all: [Position] }).count(), 3);
  world.check();
});

test("an error thrown by each's visitor comes through, and the query goes on working", () => {
  const { world } = four();
  const query = world.prepare({ all: [Position] });
  const boom = new Error("boom");
  equal(throws(() => query.each(() => { throw boom; }), Error), boom);
  equal([...query].length, 3);
  world.spawn(new Position());
  equal(query.count(), 4);
});
