// NSGA-II on ZDT1: points are entities, and fronts are queries with a name. What the search keeps in components, anybody
// can ask for: try `Rank.front = 0 order by Rank.crowding desc`, or the group query below.

import { defineComponent, World } from "../../dist/index.js";
import { offerWorld } from "../../dist/inspect.js";
import { Plot } from "./plot.js";

class Point { constructor(x) { this.x = x; } }
class Objectives { constructor(f1, f2) { [this.f1, this.f2] = [f1, f2]; } }
class Rank { constructor(front, crowding) { [this.front, this.crowding] = [front, crowding]; } }
class Born { constructor(tick, parents) { [this.tick, this.parents] = [tick, parents]; } }
class Settings { population = 100; variables = 30; crossover = 20; mutation = 20; generations = 400; }
const FrontQuery = defineComponent("FrontQuery");

/** The fronts by name; each is an entity too, so that it can be changed while the search runs. */
const QUERIES = {
  "best front": "Rank.front = 0",
  "second front": "Rank.front = 1",
  "lonely points": "Rank.crowding > 0.1, Rank.front <= 2",
  "just born": "added(Point, 1)",
};

let seed = 3;
/** Chance that repeats itself, from 0 to below 1 (mulberry32). */
function chance() {
  let mixed = (seed = (seed + 0x6d2b79f5) | 0);
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

const world = new World();
const settings = new Settings();
world.spawn(settings);
const named = Object.entries(QUERIES).map(([name, text]) => world.spawn([FrontQuery, { name, text }]));
const points = world.prepare({ all: [Point, Objectives, Rank] });
for (let number = 0; number < settings.population; number += 1) {
  add(Float64Array.from({ length: settings.variables }, chance), []);
}
rank();

/** ZDT1: both are to be small; the best trade-offs are where all but the first variable are 0. */
function objectives(x) {
  const g = 1 + (9 * x.subarray(1).reduce((sum, value) => sum + value, 0)) / (x.length - 1);
  return new Objectives(x[0], g * (1 - Math.sqrt(x[0] / g)));
}

function add(x, parents) {
  return world.spawn(new Point(x), objectives(x), new Rank(0, 0), new Born(world.tick, parents));
}

/** Gives every point the number of its front, and how alone it is there. */
function rank() {
  const all = [];
  points.each((entity, { x }, { f1, f2 }) => all.push({ entity, x, f1, f2, crowding: 0 }));
  all.sort((a, b) => a.f1 - b.f1 || a.f2 - b.f2);
  // In order of the first objective, a point is beaten by those before it whose second is no greater.
  const fronts = [];
  for (const point of all) {
    const free = fronts.findIndex((front) => front.at(-1).f2 > point.f2);
    if (free < 0) fronts.push([point]);
    else fronts[free].push(point);
  }
  fronts.forEach((front, number) => {
    crowd(front);
    for (const { entity, crowding } of front) world.set(entity, new Rank(number, crowding));
  });
  return fronts;
}

/** How far its neighbours are apart; those at the ends have none on one side. */
function crowd(front) {
  const [first, last] = [front[0], front.at(-1)];
  front.forEach((point, at) => {
    const [before, after] = [front[at - 1], front[at + 1]];
    point.crowding = before && after ? (after.f1 - before.f1) / (last.f1 - first.f1 || 1) + (before.f2 - after.f2) / (first.f2 - last.f2 || 1) : Infinity;
  });
}

/** The better of two at random: of a lower front, or lonelier. */
function tournament(all) {
  const [a, b] = [all, all].map((list) => list[Math.trunc(chance() * list.length)]);
  return a.front < b.front || (a.front === b.front && a.crowding > b.crowding) ? a : b;
}

/** Simulated binary crossover, and polynomial mutation. */
function child({ x: a }, { x: b }) {
  return a.map((value, at) => {
    const spread = (exponent) => {
      const u = chance();
      return u < 0.5 ? (2 * u) ** (1 / (exponent + 1)) : (1 / (2 * (1 - u))) ** (1 / (exponent + 1));
    };
    let gene = value;
    if (chance() < 0.5) gene = 0.5 * ((1 + spread(settings.crossover)) * value + (1 - spread(settings.crossover)) * b[at]);
    if (chance() < 1 / a.length) {
      const u = chance();
      gene += u < 0.5 ? (2 * u) ** (1 / (settings.mutation + 1)) - 1 : 1 - (2 * (1 - u)) ** (1 / (settings.mutation + 1));
    }
    return Math.min(Math.max(gene, 0), 1);
  });
}

/** One generation: as many children as there are points, and the better half of all stays. */
function generation() {
  const parents = [];
  points.each((entity, { x }, _, { front, crowding }) => parents.push({ entity, x, front, crowding }));
  for (let number = 0; number < settings.population; number += 1) {
    const [mother, father] = [tournament(parents), tournament(parents)];
    add(child(mother, father), [mother.entity, father.entity]);
  }
  const order = rank().flatMap((front) => front.sort((a, b) => b.crowding - a.crowding));
  for (const { entity } of order.slice(settings.population)) world.destroy(entity);
  world.advance();
}

const plot = new Plot(document.querySelector("canvas"), document.querySelector("dl"));
const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;

const simulation = {
  running: !isCalm,
  pause() { this.running = false; },
  resume() { this.running = true; },
  step() {
    const begun = performance.now();
    generation();
    this.cost = performance.now() - begun;
  },
  cost: undefined,
  highlight(entity) { plot.chosen = entity; },
};

/** The points of each named query; one that somebody wrote wrongly finds none. */
function found() {
  return named.map((query) => {
    const { name, text } = world.get(query, FrontQuery) ?? { name: "", text: "!Point" };
    try {
      return [name, world.select(text).entities()];
    } catch {
      return [name, []];
    }
  });
}

let next = 0;
function frame(now) {
  requestAnimationFrame(frame);
  if (now < next) return;
  next = now + 120;
  if (simulation.running && world.tick < settings.generations) simulation.step();
  else simulation.running = false;
  const all = [];
  points.each((entity, _, { f1, f2 }, { front }) => all.push({ entity, f1, f2, front }));
  plot.draw(all, found(), world.tick);
}
requestAnimationFrame(frame);

const inspection = parent === window ? undefined : offerWorld(parent, world, { name: "Pareto", simulation });
plot.onPick = (entity) => inspection?.point(entity);
