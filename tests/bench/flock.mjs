// A flock of boids, as anyone would write it with chunks: sorted into a grid, each heeding all others within sight.
// Measured alone and while its history is kept.

import { World } from "../suite/package.mjs";
import { Random } from "../suite/random.mjs";
import { Position, Velocity } from "./components.mjs";
import { expect } from "./harness.mjs";
import { MILLISECONDS } from "./snapshots.mjs";

const BOIDS = 10_000;
const TICKS = 10;
const ENTRIES = 100;
/** As in the inspector's demo: 2,000 birds in 1,000 by 625. */
const AREA_EACH = (1000 * 625) / 2000;
const RULES = { cohesion: 0.004, alignment: 0.07, separation: 0.12, sight: 28, distance: 13, speed: 2.4 };

/** A square with boids in it, and the arrays that a tick needs. */
class Flock {
  constructor(boids) {
    const random = new Random(7);
    this.size = Math.sqrt(boids * AREA_EACH);
    this.world = new World();
    const positions = Array.from({ length: boids }, () => new Position(random.next() * this.size, random.next() * this.size));
    const velocities = Array.from({ length: boids }, () => new Velocity(random.next() * 2 - 1, random.next() * 2 - 1));
    this.world.spawnMany([Position, Velocity], [positions, velocities], boids);
    this.moving = this.world.prepare({ all: [Position, Velocity] });
    this.columns = Math.floor(this.size / RULES.sight) + 1;
    [this.x, this.y, this.vx, this.vy] = [1, 2, 3, 4].map(() => new Float64Array(boids));
    [this.cells, this.order] = [1, 2].map(() => new Int32Array(boids));
    this.starts = new Int32Array(this.columns ** 2 + 1);
    this.read();
    this.first = [this.x, this.y, this.vx, this.vy].map((column) => column.slice());
  }

  /** One tick. */
  step() {
    this.read();
    this.sort();
    this.write((boid) => this.steer(boid));
    this.world.advance();
  }

  /** Puts every boid back to where it began. */
  reset() {
    const [x, y, vx, vy] = this.first;
    [this.x.set(x), this.y.set(y), this.vx.set(vx), this.vy.set(vy)];
    this.write(() => {});
    this.world.advance();
  }

  read() {
    let boid = 0;
    for (const chunk of this.moving.chunks()) {
      const [positions, velocities] = [chunk.column(Position), chunk.column(Velocity)];
      for (let row = 0; row < chunk.length; row += 1, boid += 1) {
        const slot = chunk.slots === undefined ? row : chunk.slots[row];
        const [position, velocity] = [positions[slot], velocities[slot]];
        this.x[boid] = position.x;
        this.y[boid] = position.y;
        this.vx[boid] = velocity.x;
        this.vy[boid] = velocity.y;
      }
    }
  }

  /** Boids by cell: those of cell `c` are `order[starts[c]..starts[c + 1]]`. */
  sort() {
    const { x, y, cells, order, starts, columns } = this;
    starts.fill(0);
    for (let boid = 0; boid < x.length; boid += 1) {
      cells[boid] = Math.floor(x[boid] / RULES.sight) + columns * Math.floor(y[boid] / RULES.sight);
      starts[cells[boid] + 1] += 1;
    }
    for (let cell = 1; cell < starts.length; cell += 1) starts[cell] += starts[cell - 1];
    const next = starts.slice();
    for (let boid = 0; boid < x.length; boid += 1) order[next[cells[boid]]++] = boid;
  }

  /** Sets the push of a boid by all others that it sees. */
  steer(boid) {
    const { x, y, vx, vy, order, starts, columns } = this;
    const [px, py] = [x[boid], y[boid]];
    const [column, row] = [Math.floor(px / RULES.sight), Math.floor(py / RULES.sight)];
    let [seen, sumX, sumY, sumVx, sumVy, awayX, awayY] = [0, 0, 0, 0, 0, 0, 0];
    for (let cy = Math.max(0, row - 1); cy <= Math.min(columns - 1, row + 1); cy += 1) {
      const end = starts[Math.min(columns - 1, column + 1) + columns * cy + 1];
      for (let at = starts[Math.max(0, column - 1) + columns * cy]; at < end; at += 1) {
        const other = order[at];
        const [dx, dy] = [x[other] - px, y[other] - py];
        const square = dx * dx + dy * dy;
        if (other === boid || square > RULES.sight * RULES.sight) continue;
        seen += 1;
        sumX += dx;
        sumY += dy;
        sumVx += vx[other];
        sumVy += vy[other];
        if (square < RULES.distance * RULES.distance) {
          awayX -= dx;
          awayY -= dy;
        }
      }
    }
    if (seen === 0) return undefined;
    this.pushX = (sumX / seen) * RULES.cohesion + (sumVx / seen - vx[boid]) * RULES.alignment + (awayX / RULES.distance) * RULES.separation;
    this.pushY = (sumY / seen) * RULES.cohesion + (sumVy / seen - vy[boid]) * RULES.alignment + (awayY / RULES.distance) * RULES.separation;
    return this;
  }

  /** Moves every boid and says so. */
  write(steer) {
    let boid = 0;
    for (const chunk of this.moving.chunks()) {
      const [positions, velocities] = [chunk.column(Position), chunk.column(Velocity)];
      for (let row = 0; row < chunk.length; row += 1, boid += 1) {
        const slot = chunk.slots === undefined ? row : chunk.slots[row];
        this.move(boid, positions[slot], velocities[slot], steer(boid));
      }
      chunk.touch(Position);
      chunk.touch(Velocity);
    }
  }

  move(boid, position, velocity, push) {
    let [vx, vy] = [this.vx[boid], this.vy[boid]];
    if (push !== undefined) {
      vx += this.pushX;
      vy += this.pushY;
    }
    const speed = Math.hypot(vx, vy);
    const slower = speed > RULES.speed ? RULES.speed / speed : 1;
    [velocity.x, velocity.y] = [vx * slower, vy * slower];
    position.x = within(this.x[boid] + velocity.x, this.size);
    position.y = within(this.y[boid] + velocity.y, this.size);
  }
}

/** Whoever leaves on one side comes in on the other. */
function within(place, size) {
  return place < 0 ? place + size : place >= size ? place - size : place;
}

function flying(boids, record) {
  const flock = new Flock(boids);
  const history = record ? flock.world.record({ entries: ENTRIES }) : undefined;
  return {
    units: MILLISECONDS * TICKS,
    reset: () => flock.reset(),
    run: () => {
      for (let tick = 0; tick < TICKS; tick += 1) flock.step();
    },
    verify: () => verify(flock, history),
    end: () => flock.world.dispose(),
  };
}

/** The boids moved, and the last tick that was kept is where they are. */
function verify({ world, first, moving }, history) {
  const [entity, position] = moving.first();
  expect(position.x === first[0][0], false, "boids that stay where they are");
  if (history === undefined) return;
  const last = history.at(history.ticks.at(-1));
  expect(last.get(entity, Position).x, position.x, "the last tick that was kept");
  expect(last.tick, world.tick - 1, "its number");
  last.dispose();
}

function recordingRow({ entities }) {
  const boids = Math.min(entities, BOIDS);
  return {
    title: "tick of a flock",
    unit: "ms per tick",
    base: "alone",
    contenders: [{ name: "alone", make: () => flying(boids, false) }, { name: "recorded", make: () => flying(boids, true) }],
  };
}

export const FLOCK = [recordingRow];
