// An epidemic on an island, in Node: `node pkg/examples/node-sim/sim.mjs`, and open the address that it prints.
// With a `--token` of your own, stop it and start it again: the page says so, waits, and goes on where it was.

import { parseArgs } from "node:util";
import { defineComponent, defineTag, shared, World } from "../../dist/index.js";
import { inspect } from "../../dist/node.js";

class Person { constructor(name, age, home) { [this.name, this.age, this.home] = [name, age, home]; } }
class Place { constructor(x, y) { [this.x, this.y] = [x, y]; } }
class Infection { constructor(from, since, ends) { [this.from, this.since, this.ends] = [from, since, ends]; } }
class Rules { radius = 1.5; risk = 0.12; days = 14; memory = 90; travel = 0.002; }
const Immune = defineComponent("Immune");
const Household = defineTag("Household");

const NAMES = ["Aki", "Bo", "Cai", "Dua", "Eli", "Fay", "Gus", "Hal", "Ida", "Jun", "Kit", "Lou", "Max", "Noa", "Oz", "Pam"];
const [SIZE, HOUSEHOLDS] = [100, 800];

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "7700" },
    token: { type: "string" },
    pause: { type: "string", default: "100" },
  },
});

let seed = 5;
/** Chance that repeats itself, from 0 to below `end` (mulberry32). */
function chance(end = 1) {
  let mixed = (seed = (seed + 0x6d2b79f5) | 0);
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (end * ((mixed ^ (mixed >>> 14)) >>> 0)) / 2 ** 32;
}

const world = new World();
const rules = shared(new Rules());
for (let number = 0; number < HOUSEHOLDS; number += 1) {
  const [x, y] = [chance(SIZE), chance(SIZE)];
  const home = world.spawn([Household, true], new Place(x, y));
  for (let member = Math.trunc(chance(5)); member >= 0; member -= 1) {
    const name = NAMES[Math.trunc(chance(NAMES.length))];
    world.spawn(new Person(name, Math.trunc(chance(90)), home), new Place(x, y), rules);
  }
}

const people = world.prepare({ all: [Person, Place] });
const ill = world.prepare({ all: [Infection, Place] });
const immune = world.prepare({ all: [Immune] });
for (const person of [...world.allEntities()].filter((entity) => world.has(entity, Person)).slice(0, 3)) {
  world.set(person, new Infection(person, 0, 20));
}

/** Most stay near their home; some travel. */
function move() {
  const { travel } = rules.unwrap();
  people.each((person, { home }, place) => {
    const { x, y } = chance() < travel ? { x: chance(SIZE), y: chance(SIZE) } : world.get(home, Place);
    place.x += (x - place.x) * 0.2 + chance(2) - 1;
    place.y += (y - place.y) * 0.2 + chance(2) - 1;
    world.touch(person, Place);
  });
}

const cellOf = ({ x, y }) => Math.trunc(x / 2) + 1_000 * Math.trunc(y / 2);

/** Who is near enough to somebody who is ill may fall ill. */
function infect() {
  const { radius, risk, days } = rules.unwrap();
  const near = new Map();
  people.each((person, _, place) => {
    if (world.has(person, Infection) || world.has(person, Immune)) return;
    const cell = cellOf(place);
    if (!near.has(cell)) near.set(cell, []);
    near.get(cell).push({ person, place });
  });
  ill.each((from, _, { x, y }) => {
    for (const { person, place } of near.get(cellOf({ x, y })) ?? []) {
      const touches = Math.hypot(place.x - x, place.y - y) < radius && chance() < risk;
      if (touches && !world.has(person, Infection)) {
        world.set(person, new Infection(from, world.tick, world.tick + days + Math.trunc(chance(6))));
      }
    }
  });
}

/** Who was ill is immune for a while; when all are well, somebody brings it back. */
function recover() {
  const { memory } = rules.unwrap();
  ill.each((person, { ends }) => {
    if (ends > world.tick) return;
    world.remove(person, Infection);
    world.set(person, Immune, world.tick + memory + Math.trunc(chance(30)));
  });
  immune.each((person, until) => {
    if (until <= world.tick) world.remove(person, Immune);
  });
  if (ill.count() > 0) return;
  const all = [...world.query(Person)];
  const [first] = all[Math.trunc(chance(all.length))];
  world.set(first, new Infection(first, world.tick, world.tick + 20));
}

const simulation = {
  running: true,
  pause() { this.running = false; },
  resume() { this.running = true; },
  step() {
    const begun = performance.now();
    move();
    infect();
    recover();
    world.advance();
    this.cost = performance.now() - begun;
  },
  cost: undefined,
};

await inspect(world, { name: "Island", simulation, port: Number(options.port), token: options.token });
setInterval(() => simulation.running && simulation.step(), Number(options.pause));
