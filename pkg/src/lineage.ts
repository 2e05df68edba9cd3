import type { Core } from "./core.js";
import { optionsOf } from "./component.js";
import { Copier } from "./copy.js";
import { type EntityId, handle } from "./entity.js";
import { ComponentError } from "./errors.js";
import { combine, Plan, sharedIf } from "./plan.js";
import { refusal } from "./refusal.js";
import type { Column, Store } from "./store.js";
import type { Write } from "./writing.js";

/** One component of what is merged or split, as the core tells it. */
interface Part {
  readonly column: Column;
  /** Who brings it. */
  readonly source: "first" | "second" | "both";
  readonly firstShared: boolean;
  readonly secondShared: boolean;
}

const PART_FIELDS = 4;
const SOURCES = ["first", "second", "both"] as const;

/** Makes two entities one; see `World.merge`. */
export function merge(store: Store, first: EntityId, second: EntityId): EntityId {
  const parts = partsOf(store, [first, second], (core) => core.mergeParts(handle(first), handle(second)));
  const plan = new Plan(store);
  plan.spawn(parts.map((part) => merged(store, part, first, second)));
  plan.destroy(first);
  plan.destroy(second);
  return plan.commit()[0] as EntityId;
}

function merged(store: Store, part: Part, first: EntityId, second: EntityId): Write {
  const { column } = part;
  const write = (entity: EntityId, shared: boolean): Write => ({
    column,
    value: store.valueAt(entity, column),
    shared,
  });
  if (part.source === "first") return write(first, part.firstShared);
  if (part.source === "second") return write(second, part.secondShared);
  return combine(column, write(first, part.firstShared), write(second, part.secondShared));
}

/** Makes one entity two; see `World.split`. */
export function split(store: Store, entity: EntityId): [EntityId, EntityId] {
  const parts = partsOf(store, [entity], (core) => core.splitParts(handle(entity)));
  const copiers = [new Copier(), new Copier()] as const;
  const halves = parts.map((part) => halved(store, part, entity, copiers));
  const plan = new Plan(store);
  plan.spawn(halves.map(([first]) => first));
  plan.spawn(halves.map(([, second]) => second));
  plan.destroy(entity);
  return plan.commit() as [EntityId, EntityId];
}

function halved(store: Store, part: Part, entity: EntityId, copiers: readonly [Copier, Copier]): [Write, Write] {
  const { column, firstShared: shared } = part;
  const value = store.valueAt(entity, column);
  const divide = optionsOf(column.type).split;
  if (divide !== undefined) {
    const halves: unknown = divide(value);
    if (!Array.isArray(halves) || halves.length !== 2) {
      throw new ComponentError("MISSING_VALUE", `split of ${column.name} must answer two values, [first, second]`);
    }
    return [sharedIf(shared, column, halves[0]), sharedIf(shared, column, halves[1])];
  }
  if (shared)
    return [
      { column, value, shared },
      { column, value, shared },
    ];
  return [
    { column, value: copiers[0].copy(value), shared },
    { column, value: copiers[1].copy(value), shared },
  ];
}

function partsOf(store: Store, entities: readonly EntityId[], ask: (core: Core) => Float64Array): Part[] {
  const fields = store.core.call(ask);
  const [status = 0, culprit = 0] = fields;
  if (status < 0) throw refusal(status, entities[culprit]);
  return Array.from({ length: fields.length / PART_FIELDS }, (_, at) => {
    const [component, source, firstShared, secondShared] = fields.subarray(at * PART_FIELDS) as unknown as [
      number,
      number,
      number,
      number,
    ];
    return {
      column: store.columns[component] as Column,
      source: SOURCES[source] as Part["source"],
      firstShared: firstShared === 1,
      secondShared: secondShared === 1,
    };
  });
}
