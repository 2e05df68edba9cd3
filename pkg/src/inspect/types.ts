import type { Entities } from "../classes.js";
import { type ComponentType, optionsOf } from "../component.js";
import type { ComponentTypeInfo } from "../asking.js";
import type { World } from "../world.js";

/** A component type, its number in the world, and how many entities have it now. */
export interface TypeInfo extends ComponentTypeInfo {
  readonly number: number;
  /** Which numbers of its values are entities. */
  readonly refers: Entities;
}

/** The types of a world as they are now, by number: their places in the order in which the world came to know them. */
export class Types {
  readonly list: readonly TypeInfo[];
  readonly #byType = new Map<ComponentType, TypeInfo>();

  constructor(world: World) {
    this.list = world
      .componentTypes()
      .map((info, number) => ({ ...info, number, refers: optionsOf(info.type).entities }));
    for (const info of this.list) this.#byType.set(info.type, info);
  }

  /** What is known of a type of this world. */
  of(type: ComponentType): TypeInfo {
    return this.#byType.get(type) as TypeInfo;
  }
}
