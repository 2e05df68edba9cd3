import type { Entities } from "../classes.js";
import { EntityId } from "../entity.js";
import { PAGE_BITS } from "../store.js";
import type { World } from "../world.js";
import { contentsOf, patternOf, timeOf } from "./contents.js";
import { LIMITS } from "./limits.js";
import type { Step } from "./openings.js";
import { entity, integer, type Params } from "./params.js";
import { ROW_MAX } from "./rows.js";
import type { Served } from "./served.js";
import { type TypeInfo, Types } from "./types.js";
import type { View } from "./views.js";

/** Who refers to an entity: in which component, and where in it. */
interface Reference {
  readonly entity: EntityId;
  readonly type: number;
  readonly path: readonly Step[];
}

const DEPTH_MAX = 8;

/** Who refers to an entity through a field that its type declares. So many values are looked through and no more. @throws Refusal. */
export function references({ world }: Served, params: Params): View {
  const id = entity(params, "entity");
  const first = integer(params, "first", ROW_MAX);
  const count = integer(params, "count", LIMITS.rowsMax);
  return () => {
    const search = new Search(id);
    const types = new Types(world).list.filter(({ refers }) => refers !== undefined);
    for (const type of types) searchType(world, type, search);
    const { found, isComplete } = search;
    return { entity: id, total: found.length, complete: isComplete, first, references: found.slice(first, first + count) };
  };
}

function searchType(world: World, { type, number, refers }: TypeInfo, search: Search): void {
  const { interior } = world;
  for (const [page, slots] of interior.known(type)?.pages.entries() ?? []) {
    if (slots === undefined) continue;
    for (let slot = 0; slot < slots.length; slot += 1) {
      if (!search.isComplete) return;
      const value = slots[slot];
      const path = value === undefined ? undefined : search.in(value, refers, 0);
      if (path !== undefined) search.found.push({ entity: interior.entityAt((page << PAGE_BITS) + slot), type: number, path });
    }
  }
}

/** Looks for an entity in values, without trusting them: no getter is run. */
class Search {
  readonly found: Reference[] = [];
  #left: number = LIMITS.referencesValuesMax;

  constructor(readonly entity: EntityId) {}

  /** Whether all was looked through that was to be. */
  get isComplete(): boolean {
    return this.#left > 0;
  }

  /** The way to the entity in a value, if it is there. */
  in(value: unknown, entities: Entities, depth: number): Step[] | undefined {
    this.#left -= 1;
    if (value === this.entity) return entities === true ? [] : undefined;
    if (typeof value !== "object" || value === null || entities === undefined || depth > DEPTH_MAX || this.#left <= 0) return undefined;
    try {
      return this.#inside(value, entities, depth);
    } catch {
      return undefined;
    }
  }

  #inside(object: object, entities: true | readonly string[], depth: number): Step[] | undefined {
    if (timeOf(object) !== undefined || patternOf(object) !== undefined) return undefined;
    if (entities !== true) return this.#named(object, entities, depth);
    const { shape, size, entries } = contentsOf(object);
    const count = Math.min(size, this.#left);
    for (const [at, [key, property]] of entries(0, count).entries()) {
      const inside = shape === "map" && key === this.entity ? [] : this.in(property?.value, true, depth + 1);
      if (inside !== undefined) return [shape === "object" && typeof key === "string" ? key : at, ...inside];
    }
    return undefined;
  }

  #named(object: object, names: readonly string[], depth: number): Step[] | undefined {
    for (const name of names) {
      const isMap = object instanceof Map;
      const property = isMap ? { value: Map.prototype.get.call(object, name) as unknown } : Object.getOwnPropertyDescriptor(object, name);
      const inside = this.in(property?.value, true, depth + 1);
      if (inside !== undefined) return [isMap ? [...Map.prototype.keys.call(object)].indexOf(name) : name, ...inside];
    }
    return undefined;
  }
}
