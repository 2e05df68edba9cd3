// Ten thousand boids in a glass box: the world, and what moves it. `picture.js` draws it.
// Open index.html by itself, or let the inspector show it and look inside.

import { defineComponent, defineTag, shared, World } from "../../dist/index.js";
import { offerWorld } from "../../dist/inspect.js";
import { BIRDS_DRAWN_MAX, Picture } from "./picture.js";

class Position { constructor(x, y) { [this.x, this.y] = [x, y]; } }
class Velocity { constructor(x, y) { [this.x, this.y] = [x, y]; } }
class Route { constructor(stops) { [this.next, this.stops] = [0, stops]; } }
class Tired { constructor(since, of) { [this.since, this.of] = [since, of]; } }
class Rules { cohesion = 0.004; alignment = 0.07; separation = 0.12; sight = 28; distance = 13; speed = 2.4; }
const Name = defineComponent("Name");
const Leader = defineTag("Leader");

const LEADERS = ["Alder", "Briar", "Clover", "Dahlia", "Elder", "Fern"];
const FRIENDS = ["Gorse", "Hazel", "Iris", "Juniper", "Kale"];
const [NEIGHBOURS_MAX, LEADER_WEIGHT, GLASS, REACHED, TIRED_TICKS] = [6, 12, 60, 40, 360];

const asked = new URLSearchParams(location.search);
const birds = Math.min(Math.max(Math.trunc(Number(asked.get("birds") ?? 10_000)) || 1, 1), 1_000_000);
const [width, height] = [1000, 625].map((length) => length * Math.sqrt(Math.max(birds / 2000, 1)));

let seed = 7;
/** Chance that repeats itself, from `low` to below `high` (mulberry32). */
function between(low, high) {
  let mixed = (seed = (seed + 0x6d2b79f5) | 0);
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return low + ((high - low) * ((mixed ^ (mixed >>> 14)) >>> 0)) / 2 ** 32;
}
const somewhere = () => new Position(between(0.05, 0.95) * width, between(0.05, 0.95) * height);

const world = new World();
const rules = shared(new Rules());
const bird = () => [somewhere(), new Velocity(between(-1, 1), between(-1, 1)), rules];
for (const name of LEADERS) world.spawn([Name, name], [Leader, true], ...bird(), new Route(Array.from({ length: 4 }, somewhere)));
for (const name of FRIENDS) world.spawn([Name, name], ...bird());
const rest = Array.from({ length: Math.max(birds - 11, 0) }, bird);
world.spawnMany([Position, Velocity, Rules], [0, 1, 2].map((column) => rest.map((parts) => parts[column])), rest.length);
for (const entity of [...world.allEntities()].slice(birds)) world.destroy(entity);

const flying = world.prepare({ all: [Position, Velocity], optional: [Tired, Route] });
const resting = world.prepare({ all: [Tired] });
const [columns, rows] = [width, height].map((length) => Math.floor(length / 28) + 1);
const starts = new Int32Array(columns * rows + 1);
const cellOf = (x, y) => Math.min(Math.trunc(x / 28), columns - 1) + columns * Math.min(Math.trunc(y / 28), rows - 1);

/** The flock as columns of numbers, by row. */
const flock = { entities: [], positions: [], velocities: [], tired: [], routes: [], count: 0 };
let [x, y, vx, vy, order] = [];

/** Reads the boids of the world, or the first of them. */
function read(most = Infinity) {
  const count = Math.min(flying.count(), most);
  if (!(count <= x?.length)) [x, y, vx, vy] = [x, y, vx, vy].map(() => new Float64Array(count + 1024));
  if (!(count <= order?.length)) order = new Int32Array(count + 1024);
  let boid = 0;
  for (const chunk of flying.chunks()) {
    const [positions, velocities, tired, routes] = [Position, Velocity, Tired, Route].map((type) => chunk.column(type));
    for (let row = 0; row < chunk.length && boid < count; row += 1, boid += 1) {
      const slot = chunk.slots ? chunk.slots[row] : row;
      const position = (flock.positions[boid] = positions[slot]), velocity = (flock.velocities[boid] = velocities[slot]);
      x[boid] = position.x;
      y[boid] = position.y;
      vx[boid] = velocity.x;
      vy[boid] = velocity.y;
      flock.entities[boid] = chunk.entity(row);
      flock.tired[boid] = tired[slot];
      flock.routes[boid] = routes[slot];
    }
  }
  Object.assign(flock, { count, x, y, vx, vy });
}

/** Boids by cell: those of cell `c` are `order[starts[c]..starts[c + 1]]`. */
function sort() {
  starts.fill(0);
  for (let boid = 0; boid < flock.count; boid += 1) starts[cellOf(x[boid], y[boid]) + 1] += 1;
  for (let cell = 1; cell < starts.length; cell += 1) starts[cell] += starts[cell - 1];
  const next = starts.slice();
  for (let boid = 0; boid < flock.count; boid += 1) order[next[cellOf(x[boid], y[boid])]++] = boid;
}

/** Moves a boid by what its neighbours, the glass, the air and its goal make of its velocity. */
function move(boid, tick, { cohesion, alignment, separation, sight, distance, speed }) {
  const { x, y, vx, vy, routes } = flock;
  const px = x[boid], py = y[boid], column = Math.trunc(px / 28), row = Math.trunc(py / 28);
  let weight = 0, heeded = 0, midX = 0, midY = 0, alongX = 0, alongY = 0, awayX = 0, awayY = 0;
  // Which cells come first changes, so that a crowd pulls in no direction.
  for (let turn = 0; turn < 9 && heeded < NEIGHBOURS_MAX; turn += 1) {
    const around = turn === 0 ? 4 : (turn + boid + tick) % 9;
    const cx = column + (around % 3) - 1, cy = row + Math.trunc(around / 3) - 1;
    if (cx < 0 || cy < 0 || cx >= columns || cy >= rows || (turn > 0 && around === 4)) continue;
    const end = starts[cx + columns * cy + 1];
    for (let at = starts[cx + columns * cy]; at < end && heeded < NEIGHBOURS_MAX; at += 1) {
      const other = order[at], dx = x[other] - px, dy = y[other] - py, square = dx * dx + dy * dy;
      if (other === boid || square > sight * sight) continue;
      const counts = routes[other] === undefined ? 1 : LEADER_WEIGHT;
      heeded += 1;
      weight += counts;
      midX += dx * counts;
      midY += dy * counts;
      alongX += vx[other] * counts;
      alongY += vy[other] * counts;
      if (square >= distance * distance) continue;
      const near = Math.max(Math.sqrt(square), 0.5);
      awayX -= dx / near;
      awayY -= dy / near;
    }
  }
  const turn = Math.PI * (Math.sin(px * 0.006 + tick * 0.006) + Math.cos(py * 0.009 - tick * 0.0042));
  let toX = vx[boid] + Math.cos(turn) * 0.018 + glass(px, width), toY = vy[boid] + Math.sin(turn) * 0.018 + glass(py, height);
  if (weight > 0) {
    toX += (midX / weight) * cohesion + (alongX / weight - vx[boid]) * alignment + awayX * separation;
    toY += (midY / weight) * cohesion + (alongY / weight - vy[boid]) * alignment + awayY * separation;
  }
  if (routes[boid] !== undefined) {
    const goal = goalOf(routes[boid], px, py);
    toX += goal.x * 0.14;
    toY += goal.y * 0.14;
  }
  const most = flock.tired[boid] ? speed * 0.3 : speed;
  const length = Math.sqrt(toX * toX + toY * toY) || 1, scale = Math.min(Math.max(length, most / 2), most) / length;
  const velocity = flock.velocities[boid], position = flock.positions[boid];
  velocity.x = toX * scale;
  velocity.y = toY * scale;
  position.x = Math.min(Math.max(px + velocity.x, 0), width);
  position.y = Math.min(Math.max(py + velocity.y, 0), height);
}

/** The push of the glass on a bird that comes near. */
const glass = (at, end) => ((Math.max(GLASS - at, 0) - Math.max(GLASS - (end - at), 0)) / GLASS) * 0.16;

/** The direction to a route's next stop; whoever has reached it goes on to the one after. */
function goalOf(route, px, py) {
  const stop = route.stops[route.next];
  const [dx, dy] = [stop.x - px, stop.y - py];
  const far = Math.hypot(dx, dy);
  if (far < REACHED) route.next = (route.next + 1) % route.stops.length;
  return { x: dx / (far || 1), y: dy / (far || 1) };
}

/** Birds grow tired, and rested again; the old ones die, and others hatch in their place. */
function turnSeasons(tick) {
  const chosen = flock.entities[Math.trunc(between(0, flock.count))];
  if (tick % 6 === 0 && flock.count > 0 && !world.has(chosen, Leader) && !world.has(chosen, Tired)) {
    const old = between(0, 6) < 1 && !world.has(chosen, Name);
    world.set(chosen, new Tired(tick, old ? "age" : "flight"));
  }
  for (const [entity, { since, of }] of resting) {
    if (tick - since < TIRED_TICKS) continue;
    if (of === "flight") world.remove(entity, Tired);
    else if (world.destroy(entity)) world.spawn(...bird());
  }
}

const picture = new Picture(document.querySelector("canvas"), width, height);
const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const costs = [];

const simulation = {
  running: !isCalm,
  pause() { this.running = false; },
  resume() { this.running = true; },
  step() {
    const begun = performance.now();
    read();
    sort();
    const [tick, ruling] = [world.tick, rules.unwrap()];
    for (let boid = 0; boid < flock.count; boid += 1) move(boid, tick, ruling);
    for (const chunk of flying.chunks()) [Position, Velocity].forEach((type) => chunk.touch(type));
    turnSeasons(tick);
    world.advance();
    drawn = 0;
    costs[world.tick % 60] = performance.now() - begun;
  },
  /** The median of a second, which no garbage collection moves. */
  get cost() { return costs.toSorted((a, b) => a - b)[costs.length >> 1]; },
  highlight(entity) {
    picture.chosen = entity;
    drawn = 0;
  },
};

/** When the picture was last drawn; while nothing runs, once a second will do. */
let drawn = 0;
function frame(now) {
  requestAnimationFrame(frame);
  if (!simulation.running && now - drawn < 1_000) return;
  drawn = now;
  if (simulation.running) simulation.step();
  else read(BIRDS_DRAWN_MAX);
  picture.draw(flock, simulation.running && !isCalm);
}
requestAnimationFrame(frame);

const inspection = parent === window ? undefined : offerWorld(parent, world, { name: "Flock", simulation });
picture.onPick = (boid) => inspection?.point(flock.entities[boid]);
