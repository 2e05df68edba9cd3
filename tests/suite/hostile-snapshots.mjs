// Hostile values through snapshots: an exact round trip or a typed error, and the next call works.

import { equal, fail, forEachCase, ok } from "./assert.mjs";
import { exactly, sameBytes } from "./exact.mjs";
import { entering, EXACT, OPAQUE } from "./hostile-values.mjs";
import { Position, token } from "./fixtures.mjs";
import { shared, SnapshotError, World } from "./package.mjs";
import { restored } from "./saved.mjs";
import { test } from "./registry.mjs";

const KINDS = { ...EXACT, ...OPAQUE, "a world": () => new World(), "a shared value inside": () => ({ inside: shared({ a: 1 }) }) };
/** Kinds of which snapshots keep less than copies do, or nothing. */
const REFUSED = ["a symbol", "a well-known symbol", "a function", "a class", "an arrow function with properties", "a Map of odd keys",
  "boxed primitives", "an object with valueOf and toString", "an own property called constructor", "a constructor that is no class"];
const PARTLY = ["symbol keys", "a lying toStringTag", "a frozen object", "a sealed array"];

function attempt(what, run) {
  try {
    return { result: run() };
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw new Error(what, { cause: error });
    ok(["UNSUPPORTED_VALUE", "LIMIT"].includes(error.code), `${what}: ${error.code}`);
    return { error };
  }
}

/** The next call works, and no invariant is broken. */
function goesOn(world) {
  const entity = world.spawn(new Position(1, 2));
  equal(world.destroy(entity), true);
  world.check();
}

const PLACES = {
  alone: (value) => value,
  inside: (value) => ({ list: [0, value] }),
  "as key and member": (value) => [new Map([[value, value]]), new Set([value])],
  "among others of its shape": (value) => ({ x: 1, y: value }),
};

function roundTrip(kind, place) {
  const what = `${kind} ${place}`;
  const world = new World();
  const Hostile = token("Hostile");
  const value = PLACES[place](KINDS[kind]());
  const entity = world.spawn([Hostile, value]);
  world.spawnMany([Hostile], [[{ x: 1, y: 2 }, { x: 3, y: 4 }]], 2);
  const { result: bytes, error } = attempt(what, () => world.snapshot());
  attempt(what, () => world.digest());
  if (error === undefined) {
    const copy = restored(bytes);
    copy.check();
    sameBytes(copy.snapshot(), bytes, what);
    if (kind in EXACT && !PARTLY.includes(kind)) exactly(copy.get(entity, Hostile), value, what);
  } else if (kind in EXACT && !REFUSED.includes(kind)) fail(`${what} was refused: ${error.message}`);
  else ok(error.path.startsWith(Hostile.name) || error.code === "LIMIT", error.path);
  world.remove(entity, Hostile);
  attempt(what, () => restored(world.snapshot()));
  goesOn(world);
}

for (const place of Object.keys(PLACES)) {
  test(`hostile values saved ${place}: an exact round trip or a typed error`, () => {
    forEachCase(Object.keys(KINDS), (kind) => roundTrip(kind, place));
  });
}

test("hostile values saved: there are 60 kinds and more", () => ok(Object.keys(KINDS).length >= 60));

test("hostile values saved: a Proxy that looks at the world on every trap finds it in order", () => {
  const world = new World();
  let entered = 0;
  const value = entering(() => {
    entered += 1;
    if (entered > 200) return;
    world.check();
    new World().snapshot();
  });
  world.spawn([token("Entering"), value]);
  attempt("a Proxy", () => world.snapshot());
  ok(entered > 0);
  goesOn(world);
});

test("hostile values saved: a Proxy or getter that changes the world while it is saved does no harm", () => {
  for (const interfere of [
    (world) => world.spawn(new Position(1, 1)),
    (world) => [...world.allEntities()].forEach((entity) => world.destroy(entity)),
    (world) => world.removeComponentFromAll(Position),
    (world) => world.restore(new World().snapshot()),
    (world) => world.advance(),
    (world) => world.snapshot(),
    (world) => world.dispose(),
  ]) {
    const world = new World();
    world.spawnMany([Position], [Array.from({ length: 2000 }, (_, at) => new Position(at, 0))], 2000);
    let entered = 0;
    world.spawn([token("Entering"), { get field() { entered += 1; if (entered === 1) interfere(world); return 1; } }]);
    try {
      restored(world.snapshot()).check();
    } catch (error) {
      ok(error.code !== undefined && !["PANIC", "POISONED", "BROKEN"].includes(error.code), String(error?.stack ?? error));
    }
    ok(entered > 0);
    new World().spawn(new Position(1, 1));
  }
});

test("hostile values saved: options that throw and lie", () => {
  const world = new World();
  world.spawn(new Position(1, 2));
  const boom = () => { throw new RangeError("boom"); };
  for (const options of [{ get query() { return boom(); } }, { get types() { return boom(); } }, { get since() { return boom(); } }, { types: [5] }, { query: {} }, { types: 7 }, new Proxy({}, { get: boom })]) {
    try {
      world.snapshot(options);
      fail("taken");
    } catch (error) {
      ok(error instanceof Error && !(error instanceof WebAssembly.RuntimeError), String(error));
    }
    goesOn(world);
  }
});
