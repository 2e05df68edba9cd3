// A small town that people ask about: the same entities with the same ids each time, all made within one tick.

import { defineComponent, defineTag, shared } from "./package.mjs";

export const Spot = defineComponent("Spot");
export const Vitals = defineComponent("Vitals");
export const Plate = defineComponent("Plate");
export const Title = defineComponent("Title");
export const Mind = defineComponent("Mind");
export const Job = defineComponent("Job");
export const Aim = defineComponent("Aim");
export const Bag = defineComponent("Bag");
export const Law = defineComponent("Law");
export const Mana = defineComponent("magic/Mana");
export const Icy = defineTag("Icy");
export const Ablaze = defineTag("Ablaze");
export const Sick = defineTag("Sick");

const day = (text) => new Date(`${text}T00:00:00Z`);
const thing = (name, count = 1) => ({ name, count });

/** Laws are shared by those who live under them. */
function laws() {
  return { red: { curfew: 22, taxes: 0.1 }, blue: { curfew: 24, taxes: 0.2 } };
}

/** The first six entities: 1 Ada, 2 Bob, 3 Cleo, 4 Dan, 5 Eve, 6 Finn. */
function people({ red, blue }) {
  return [
    [[Title, "Ada the captain"], [Spot, { x: 0, y: 0 }], [Vitals, { hp: 90, max: 100 }], [Plate, 10], [Law, shared(red)],
      [Mind, { name: "Ada", team: "red", boss: null, prompt: "Guard the Harbour at night.", born: day("1985-12-10") }],
      [Job, { tags: ["urgent", "patrol"], due: day("2026-11-25"), weight: 3, done: false }],
      [Aim, { entity: 7 }], [Bag, { gold: 100n, items: [thing("axe"), thing("bread", 3)] }]],
    [[Title, "Bob"], [Spot, { x: 3, y: 4 }], [Vitals, { hp: 9, max: 80 }], [Plate, 5], [Law, shared(red)], [Ablaze, true],
      [Mind, { name: "Bob", team: "red", boss: 1, prompt: "Fetch water from the harbour, then rest.", born: day("1990-01-31") }],
      [Job, { tags: [], due: day("2026-11-20"), weight: 1, done: true }], [Aim, { entity: 8 }], [Bag, { gold: 0n, items: [] }]],
    [[Title, "Cleo"], [Spot, { x: 10, y: 0 }], [Vitals, { hp: 45, max: 50 }], [Law, shared(blue)], [Sick, true],
      [Mind, { name: "Cleo", team: "blue", boss: null, prompt: "Write letters.", born: day("1990-01-31") }],
      [Job, { tags: new Set(["urgent", "letters"]), due: day("2026-12-01"), weight: 2n, done: false }],
      [Bag, { gold: 75n, items: [thing("letter", 12)] }]],
    [[Title, "Dan"], [Spot, { x: 6, y: 8 }], [Vitals, { hp: 0, max: 60 }], [Plate, 0], [Law, shared(blue)], [Icy, true],
      [Mind, { name: "Dan", team: "blue", boss: 3, prompt: "", born: day("2001-06-15") }], [Aim, { entity: 9 }]],
    [[Title, "Eve"], [Vitals, { max: 70 }], [Law, shared(blue)],
      [Mind, { name: "Eve", team: "blue", boss: 3, prompt: "Spy on the HARBOUR.", born: day("1999-12-31") }],
      [Job, { tags: ["secret"], due: new Date(NaN), weight: 5, done: null }], [Aim, { entity: 2 }]],
    [[Title, "Finn"], [Spot, { x: -3, y: -4 }], [Vitals, { hp: NaN, max: 40 }], [Mind, { name: "Finn", boss: 4, prompt: null }]],
  ];
}

/** The next nine: 7 wolf, 8 bear, 9 gate, 10 chest, 11 ghost, 12 Mira, 13 pupil, 14 stone, 15 torch. */
function others() {
  return [
    [[Title, "wolf"], [Spot, { x: 1, y: 1 }], [Vitals, { hp: 4, max: 40 }], [Aim, { entity: 1 }]],
    [[Title, "Bear"], [Spot, { x: -20, y: 5 }], [Vitals, { hp: 120, max: 120 }], [Plate, 30], [Aim, { entity: 2 }], [Ablaze, true]],
    [[Title, "North Gate"], [Spot, { x: 0, y: 50 }], [Plate, 100], [Icy, true]],
    [[Title, "chest"], [Spot, { x: 5, y: 5 }], [Bag, { gold: 2500n, items: [thing("axe", 2), thing("map"), thing("rope", 5)] }]],
    [[Title, "Ghost"], [Mana, 30], [Mind, { name: "Ghost", team: null, boss: 999, prompt: "Haunt the harbour master." }], [Aim, { entity: 11 }]],
    [[Title, "Mira the mage"], [Spot, { x: 8, y: -2 }], [Vitals, { hp: 30, max: 30 }], [Mana, 80],
      [Mind, { name: "Mira", team: "green", boss: 1, prompt: "Teach.", memory: new Map([["mood", "calm"], ["visits", 3]]) }],
      [Bag, { gold: 75n, items: [thing("staff")] }]],
    [[Title, "pupil"], [Spot, { x: 8, y: -3 }], [Vitals, { hp: 12, max: 20 }], [Mana, 15n],
      [Mind, { name: "Pip", team: "green", boss: 12, prompt: "Learn.", memory: new Map([["mood", "bored"]]) }], [Job, { tags: ["learn"], weight: 2, done: false }]],
    [[Spot, { x: 30, y: 30 }]],
    [[Title, "torch"], [Spot, { x: 2, y: 2 }], [Vitals, { hp: 1, max: 1 }], [Ablaze, true]],
  ];
}

/** Builds the town: 15 entities, the 16th twice, an 17th that has nothing, and an 18th. */
export function buildTown(world) {
  for (const components of [...people(laws()), ...others()]) world.spawn(...components);
  world.remove(15, Vitals);
  const visitor = world.spawn([Title, "visitor"], [Vitals, { hp: 5, max: 5 }]);
  world.set(1, Aim, { entity: visitor });
  world.destroy(visitor);
  world.spawn([Title, "Éclair"], [Spot, { x: 100, y: 0 }], [Vitals, { hp: 50, max: 100 }], [Aim, { entity: 4 }]);
  world.spawn();
  world.spawn([Title, ""], [Plate, 7.5]);
  world.set(world.entity, Title, "town");
  world.set(world.entity, Vitals, { hp: 1, max: 1 });
}
