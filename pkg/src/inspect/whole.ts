import type { World } from "../world.js";
import type { Step } from "./step.js";

/** Puts a world as a whole in the state of a snapshot. */
export class Restore implements Step {
  constructor(readonly bytes: Uint8Array) {}

  /** What is kept for it. */
  get size(): number {
    return this.bytes.length;
  }

  apply(world: World): Step {
    const before = world.snapshot();
    world.restore(this.bytes);
    return new Restore(before);
  }
}
