// Entities of a snapshot added to a living world.

import { equal, notEqual, ok, same, throws } from "./assert.mjs";
import { exactly, sameBytes } from "./exact.mjs";
import { Note, Position, token, Velocity } from "./fixtures.mjs";
import { EntityId, EntityError, shared, SnapshotError, TerrariumError, World } from "./package.mjs";
import { test } from "./registry.mjs";
import { worldOf } from "./worlds.mjs";

const Target = token("Target", { entities: ["entity", "more"] });
const Owner = token("Owner", { entities: true });
const Plain = token("Plain");

/** Three entities that name each other, in every way there is. */
function guests(options = undefined) {
  const world = new World(options);
  const gap = world.spawn();
  const [first, second, third] = [world.spawn(), world.spawn(), world.spawn()];
  world.destroy(gap);
  const note = shared(new Note("guests"));
  world.set(first, Target, { entity: second, more: [third, [third], new Map([[first, new Set([second])]]), { deep: first }] });
  world.set(second, Owner, first);
  world.set(second, Plain, first);
  for (const entity of [first, third]) world.set(entity, note);
  world.set(third, new Position(3, 3));
  world.setSingleton(new Velocity(1, 1));
  return { world, first, second, third, bytes: world.snapshot() };
}

function host() {
  const world = new World();
  const entities = Array.from({ length: 20 }, (_, at) => world.spawn(new Position(at, at)));
  world.set(entities[0], shared(new Note("hosts")));
  world.setSingleton(new Note("own"));
  return { world, entities };
}

test("import: remapped entities are new ones, and what they hold names the new ones", () => {
  const { bytes, first, second, third } = guests();
  const { world, entities } = host();
  const ids = world.importEntities(bytes, { ids: "remap" });
  world.check();
  equal(world.size, 23);
  same([...ids.keys()], [first, second, third]);
  ok([...ids.values()].every((entity) => world.isAlive(entity) && !entities.includes(entity)));
  const [one, two, three] = ids.values();
  same(world.get(one, Target), { entity: two, more: [three, [three], new Map([[one, new Set([two])]]), { deep: one }] });
  equal(world.get(two, Owner), one);
  equal(world.get(two, Plain), first, "a number that is not declared to be an entity stays what it is:");
  equal(world.get(one, Note), world.get(three, Note));
  same(world.sharing(one, Note).entities(), [one, three]);
  notEqual(world.sharing(one, Note).id, world.sharing(entities[0], Note).id);
  same(world.get(three, Position), new Position(3, 3));
});

test("import: the world's own values stay, and those of the snapshot's world are not taken over", () => {
  const { bytes } = guests();
  const { world, entities } = host();
  world.importEntities(bytes, { ids: "remap" });
  equal(world.getSingleton(Note).text, "own");
  equal(world.getSingleton(Velocity), undefined);
  same(world.get(entities[5], Position), new Position(5, 5));
});

test("import: remap is what is done if nothing is said", () => {
  const { bytes } = guests();
  const { world } = host();
  equal(world.importEntities(bytes).size, 3);
  equal(world.importEntities(bytes).size, 3);
  equal(world.size, 26);
  world.check();
});

test("import: ids of entities that are not in the snapshot stay as they are", () => {
  const source = new World();
  const gone = source.spawn();
  source.destroy(gone);
  const entity = source.spawn();
  source.set(entity, Owner, EntityId.pack({ index: 999, generation: 3 }));
  const { world } = host();
  const [renewed] = world.importEntities(source.snapshot(), { ids: "remap" }).values();
  equal(world.get(renewed, Owner), EntityId.pack({ index: 999, generation: 3 }));
});

test("import: kept ids are the same ones, and those handed out later are others", () => {
  const { bytes, world: source, first, second, third } = guests();
  const world = new World();
  const ids = world.importEntities(bytes, { ids: "keep" });
  world.check();
  same([...ids], [[first, first], [second, second], [third, third]]);
  exactly(world.get(first, Target), source.get(first, Target));
  equal(world.get(second, Owner), first);
  const later = Array.from({ length: 10 }, () => world.spawn());
  equal(new Set([...later, first, second, third]).size, 13);
  world.check();
});

test("import: kept ids that are not free are refused by name, and nothing changes", () => {
  const { bytes } = guests();
  for (const world of [host().world, new World({ shard: 5 })]) {
    const before = world.snapshot();
    const error = throws(() => world.importEntities(bytes, { ids: "keep" }), TerrariumError);
    ok(error instanceof EntityError || error instanceof SnapshotError, String(error));
    sameBytes(world.snapshot(), before);
    world.check();
  }
});

test("import: a kept id whose slot lived on further is refused, and nothing changes", () => {
  const { bytes, first } = guests();
  const world = new World();
  for (let round = 0; round < 5; round += 1) for (const entity of world.spawnMany([], [], 4)) world.destroy(entity);
  const before = world.snapshot();
  throws(() => world.importEntities(bytes, { ids: "keep" }), TerrariumError);
  equal(world.isAlive(first), false);
  sameBytes(world.snapshot(), before);
});

test("import: from any shard into any shard", () => {
  const { bytes } = guests({ shard: 9 });
  const world = new World({ shard: 4 });
  const [one, two] = world.importEntities(bytes, { ids: "remap" }).values();
  equal(EntityId.shard(one), 4);
  equal(world.get(one, Target).entity, two);
});

test("import: damage is refused, and nothing changes", () => {
  const { bytes } = guests();
  const { world } = host();
  const before = world.snapshot();
  const damaged = bytes.slice();
  damaged[bytes.length - 3] ^= 1;
  for (const file of [damaged, bytes.subarray(1), new Uint8Array(0), undefined]) {
    for (const ids of ["keep", "remap"]) throws(() => world.importEntities(file, { ids }), SnapshotError, "CORRUPT");
  }
  sameBytes(world.snapshot(), before);
});

test("import: limits of the world hold, and nothing changes", () => {
  const { bytes } = guests();
  const world = new World({ limits: { entitiesMax: 4 } });
  world.spawnMany([], [], 2);
  const before = world.snapshot();
  throws(() => world.importEntities(bytes, { ids: "remap" }), TerrariumError, "LIMIT");
  sameBytes(world.snapshot(), before);
});

test("import: 200 random worlds into another, and all that they had is there", () => {
  const world = worldOf(1);
  let size = world.size;
  for (let seed = 100; seed < 300; seed += 1) {
    const source = worldOf(seed);
    const ids = world.importEntities(source.snapshot(), { ids: "remap" });
    size += source.size;
    equal(world.size, size);
    for (const [former, entity] of ids) {
      const names = (from, id) => [...from.getComponentTypes(id)].map(({ name }) => name).sort();
      same(names(world, entity), names(source, former), `seed ${seed}`);
    }
  }
  world.check();
});
