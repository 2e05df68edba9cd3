// Odd names through snapshots, as the names of types, classes, fields and keys: just names, and no prototype changes.

import { equal, forEachCase, ok, same, throws } from "./assert.mjs";
import { exactly, sameBytes } from "./exact.mjs";
import { token, unique } from "./fixtures.mjs";
import { defineComponent, diffSnapshots, inspectSnapshot, SnapshotError, World } from "./package.mjs";
import { restored } from "./saved.mjs";
import { test } from "./registry.mjs";

const LONG = "é".repeat(32_768);
const NAMES = ["__proto__", "constructor", "prototype", "toString", "", "\ud800", LONG];
const WIDE = { limits: { nameBytesMax: 70_000, keyBytesMax: 70_000 } };
const PLACE = unique("odd names saved");

const prototypes = [Object, Array, Function, Map, Set, String, Number, Error, Promise].map((type) => type.prototype);
const shapes = () => prototypes.map((prototype) => [Object.getPrototypeOf(prototype), Reflect.ownKeys(prototype).map(String).join()]);
const before = shapes();

/** An object with own properties of these names, whatever they are. */
function withFields(target, names, value) {
  for (const name of names) Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
  return target;
}

/** A token of exactly this name, or of one that has it inside where another suite took it. */
function tokenOf(name) {
  try {
    return defineComponent(name);
  } catch {
    return defineComponent(`${name}${PLACE}`);
  }
}

const TOKENS = new Map(NAMES.map((name) => [name, tokenOf(name)]));

test("odd names saved: of component types", () => {
  const world = new World(WIDE);
  const entity = world.spawn(...NAMES.map((name, at) => [TOKENS.get(name), { at }]));
  const bytes = world.snapshot();
  const copy = restored(bytes, WIDE);
  NAMES.forEach((name, at) => same(copy.get(entity, TOKENS.get(name)), { at }));
  same(copy.componentTypes().map(({ name }) => name), [...TOKENS.values()].map(({ name }) => name).sort());
  same(inspectSnapshot(bytes, WIDE.limits).types.map(({ name }) => name), copy.componentTypes().map(({ name }) => name));
  sameBytes(copy.snapshot(), bytes);
});

test("odd names saved: of fields of plain objects, of bare objects and of instances, by field and one by one", () => {
  forEachCase(NAMES, (name) => {
    class Odd {}
    const Any = token("any");
    const world = new World(WIDE);
    const makes = [() => ({}), () => Object.create(null), () => new Odd(), () => [], () => new Map(), () => new Error("x")];
    const values = makes.map((make) => withFields(make(), [name, `${name}2`].map((key) => key.slice(-30_000)), 5));
    const nested = withFields({}, [name], withFields({}, [name], "inner"));
    const entities = [...values, nested, values].map((value) => world.spawn([Any, value]));
    const column = Array.from({ length: 50 }, (_, at) => withFields({}, [name], at));
    const more = world.spawnMany([token("column")], [column], 50);
    const copy = restored(world.snapshot(), WIDE);
    for (const entity of [...entities, ...more]) {
      const [type] = world.getComponentTypes(entity);
      exactly(copy.get(entity, type), world.get(entity, type), name.slice(0, 20));
    }
    sameBytes(copy.snapshot(), world.snapshot());
  });
});

test("odd names saved: of classes, inside values and as components", () => {
  forEachCase(NAMES.filter((name) => name !== ""), (name) => {
    const Odd = Object.defineProperty(class {}, "name", { value: name });
    const world = new World(WIDE);
    const entity = world.spawn([token("holder"), [withFields(new Odd(), ["x"], 1)]]);
    const component = world.spawn(withFields(new Odd(), ["x"], 2));
    const copy = restored(world.snapshot(), WIDE);
    const [holder] = copy.getComponentTypes(entity);
    equal(Object.getPrototypeOf(copy.get(entity, holder)[0]), Odd.prototype);
    // The name is a token's too, which comes first where both are known.
    equal([...copy.getComponentTypes(component)].map((type) => copy.get(component, type).x).join(), "2");
  });
});

test("odd names saved: keys of maps, members of sets, and texts", () => {
  const value = [new Map(NAMES.map((name) => [name, name])), new Set(NAMES), NAMES, new Error("\ud800")];
  delete value[3].stack;
  const world = new World();
  const entity = world.spawn([token("texts"), value]);
  const [type] = world.getComponentTypes(entity);
  exactly(restored(world.snapshot()).get(entity, type), value);
});

test("odd names saved: of entities' fields, and in the paths of errors and differences", () => {
  forEachCase(["__proto__", "constructor", "toString", "", "\ud800"], (name) => {
    const Target = token("target", { entities: [name] });
    const world = new World();
    const entity = world.spawn();
    world.set(entity, Target, withFields({}, [name], entity));
    const bytes = world.snapshot();
    exactly(restored(bytes).get(entity, Target), world.get(entity, Target));
    const other = new World();
    const [renewed] = (other.spawn(), other.importEntities(bytes, { ids: "remap" }).values());
    equal(Object.getOwnPropertyDescriptor(other.get(renewed, Target), name).value, renewed);
    world.set(entity, Target, withFields({}, [name], 0.5));
    same(diffSnapshots(bytes, world.snapshot()).changed.map(({ path }) => path), [[name]]);
    world.set(entity, Target, withFields({}, [name], () => {}));
    ok(throws(() => world.snapshot(), SnapshotError, "UNSUPPORTED_VALUE").path.startsWith("target"));
  });
});

test("odd names saved: names and keys of 64 kB are over the limits of a usual world", () => {
  const world = new World();
  world.spawn([token("long keys"), { [LONG]: 1 }]);
  throws(() => world.snapshot(), SnapshotError, "LIMIT");
  const wide = new World(WIDE);
  wide.spawn([TOKENS.get(LONG), 1]);
  throws(() => restored(wide.snapshot()), SnapshotError, "LIMIT");
});

test("odd names saved: no built-in prototype was changed", () => {
  same(shapes(), before);
  equal({}.polluted, undefined);
});
