// The component types of the benchmarks.

import { defineComponent } from "../suite/package.mjs";

export class Position {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}

export class Velocity {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}

export class Body {
  constructor(name, hp) {
    this.name = name;
    this.hp = hp;
  }
}

export class Extra {
  constructor(value) {
    this.value = value;
  }
}

/** Types beyond the named ones, for entities with many components. */
export const MORE = Array.from({ length: 5 }, (_, at) => defineComponent(`bench: more ${at}`));

/** Types that only queries ask about. */
export const ASKED = Array.from({ length: 50 }, (_, at) => defineComponent(`bench: asked ${at}`));
