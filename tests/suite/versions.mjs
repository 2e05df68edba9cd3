// A file of every version of the format is read for ever: what it holds is said here, in plain code.

import { equal } from "./assert.mjs";
import { contentsOf, exactly, sameBytes } from "./exact.mjs";
import { readFixture } from "./fixture-files.mjs";
import { defineComponent, registerComponent, shared, World } from "./package.mjs";
import { restored } from "./saved.mjs";
import { test } from "./registry.mjs";

class Ship {
  constructor(x, y, name) {
    this.x = x;
    this.y = y;
    this.name = name;
  }
}

class Crew {}

registerComponent(Ship, { name: "versions/Ship" });
registerComponent(Crew, { name: "versions/Crew" });
const Cargo = defineComponent("versions/cargo");
const Captain = defineComponent("versions/captain", { entities: true });
const Route = defineComponent("versions/route", { entities: ["stops"] });
const Afloat = defineComponent("versions/afloat");
const Depth = defineComponent("versions/depth");

/** Something of every row of the table of values. */
function cargo() {
  const buffer = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer;
  const error = new RangeError("adrift");
  delete error.stack;
  const list = Object.assign([1, 2], { extra: true });
  const loop = { list };
  loop.self = loop;
  const sparse = [];
  sparse.length = 50;
  sparse[7] = "seven";
  return [
    undefined, null, true, 0, -1, 2 ** 53 - 1, -0, 0.5, 1 / 3, NaN, -Infinity, 2n ** 80n, -1n, "ahoy", "\ud800", [1, , 3], sparse, { b: 1, a: 2 },
    JSON.parse('{"__proto__": 1}'), Object.assign(Object.create(null), { bare: 1 }), Object.assign(new Crew(), { size: 3 }), new Date(0), new Date(NaN),
    new Map([["k", loop]]), new Set([list]), buffer, new Uint16Array(buffer, 2, 2), new DataView(buffer), new Float64Array([0.1]), new ArrayBuffer(3, { maxByteLength: 9 }),
    /x+/gi, error, Object("box"), list, loop,
  ];
}

/** The world of the fixtures: of version 1, and of those after it as long as they can hold it. */
export function fixtureWorld() {
  const world = new World({ shard: 7 });
  const name = (at) => ["Argo", "Bounty", "Calypso", "東風"][at % 4];
  const ships = Array.from({ length: 1100 }, (_, at) => world.spawn(new Ship(at / 8, 0.1 + at, name(at)), [Depth, at % 200]));
  world.advance();
  for (const at of [1000, 5, 17]) world.destroy(ships[at]);
  const [first, second] = [world.spawn([Afloat, true]), world.spawn()];
  const load = cargo();
  world.set(first, Cargo, load);
  world.set(second, Cargo, { first: load[17], same: load[17] });
  for (const at of [0, 1, 1099]) world.set(ships[at], shared(new Ship(0, 0, "fleet")));
  const fleet = shared(new Ship(1, 1, "together"));
  for (const at of [2, 3, 1098]) world.set(ships[at], fleet);
  world.set(ships[4], Captain, first);
  world.set(second, Route, { stops: [first, ships[1], new Map([[first, second]])], days: 5 });
  world.advance();
  world.setSingleton(Depth, 11);
  return world;
}

const VERSIONS = [1, 2];

for (const version of VERSIONS) {
  test(`versions: the file of version ${version} holds what it held when it was written`, async () => {
    const bytes = await readFixture(`snapshots/v${version}.terrarium`);
    equal(new DataView(bytes.buffer, bytes.byteOffset).getUint16(8, true), version);
    const world = restored(bytes);
    world.check();
    exactly(contentsOf(world), contentsOf(fixtureWorld()));
  });
}

test("versions: the newest version writes the file that it wrote", async () => {
  const bytes = await readFixture(`snapshots/v${VERSIONS.at(-1)}.terrarium`);
  sameBytes(fixtureWorld().snapshot(), bytes);
  sameBytes(restored(bytes).snapshot(), bytes);
});
