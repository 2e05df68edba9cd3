// What it costs a world to be served while nobody looks.

import { serveWorld } from "../../pkg/dist/inspect.js";
import { World } from "../../pkg/dist/index.js";
import { Position, Velocity } from "./components.mjs";

const ENTITIES = 10_000;
const TICKS = 2_000;
const ROUNDS = 15;

/** A world that moves, and one that is served beside. */
function moving() {
  const world = new World();
  const many = (make) => Array.from({ length: ENTITIES }, make);
  world.spawnMany([Position, Velocity], [many(() => new Position(0, 0)), many(() => new Velocity(1, 1))], ENTITIES);
  const query = world.prepare({ all: [Position, Velocity] });
  const tick = () => {
    for (const chunk of query.chunks()) {
      const [positions, velocities] = [chunk.column(Position), chunk.column(Velocity)];
      for (let row = 0; row < chunk.length; row += 1) {
        const slot = chunk.slots === undefined ? row : chunk.slots[row];
        positions[slot].x += velocities[slot].x;
      }
    }
    world.advance();
  };
  return { world, tick };
}

function ran(tick) {
  const begun = performance.now();
  for (let number = 0; number < TICKS; number += 1) tick();
  return performance.now() - begun;
}

/** Bytes that ticks leave in the heap before anything is collected. */
function allocatedBy(tick) {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let number = 0; number < TICKS; number += 1) tick();
  return process.memoryUsage().heapUsed - before;
}

/** Bytes a tick, and the part of a tick in percent, that being served costs while nobody is attached. */
export async function idle() {
  const [free, served] = [moving(), moving()];
  const { port1 } = new MessageChannel();
  const inspection = serveWorld(served.world, port1, { simulation: { pause() {}, resume() {}, step() {} } });
  const [best, bytes] = [[Infinity, Infinity], [Infinity, Infinity]];
  for (let round = 0; round < ROUNDS; round += 1) {
    [free, served].forEach(({ tick }, at) => (best[at] = Math.min(best[at], ran(tick))));
    [free, served].forEach(({ tick }, at) => (bytes[at] = Math.min(bytes[at], allocatedBy(tick))));
  }
  inspection.close();
  port1.close();
  return {
    allocated: Math.max(0, Math.round((bytes[1] - bytes[0]) / TICKS)),
    share: Math.max(0, (best[1] / best[0] - 1) * 100),
  };
}
