import type { ComponentType } from "../component.js";
import { deepCopy } from "../copy.js";
import type { EntityId } from "../entity.js";
import type { World } from "../world.js";
import { contentsOf } from "./contents.js";
import { decoded, decodedText } from "./decode.js";
import { called, entitiesOf, nameIn, pathOf, placed, type Scope, scopeOf, typeOf } from "./editing.js";
import type { Edits } from "./edits.js";
import { Refusal } from "./failure.js";
import { LIMITS } from "./limits.js";
import type { Step as PathStep } from "./openings.js";
import { integerOf, invalid, type Params, sent } from "./params.js";
import { entryAt, entryOf, placeOf, recordAt, type Splice } from "./splice.js";
import { Change, Put, Replace, type State, stateOf, type Step, type Target } from "./step.js";

/** Puts another value in place of a component's, or of one inside. @throws Refusal. */
export function set(edits: Edits, params: Params): null {
  const { world } = edits;
  const [type, path, wire] = [typeOf(world, sent(params, "type")), pathOf(params), sent(params, "value")];
  const last = path.at(-1);
  return change(edits, params, "Set", type, path, (target, value) => {
    if (last === undefined) return new Replace(target, present(decoded(wire, { type, like: value })));
    const record = recordAt(value, path.slice(0, -1));
    const place = placeOf(record, last);
    const [key, property] = entryAt(record, place);
    const made = decoded(wire, { like: property?.value });
    const isMember = contentsOf(record).shape === "set";
    return new Change(target, path.slice(0, -1), { place, removed: 1, added: [entryOf(isMember ? made : key, made)] });
  });
}

/** Adds an item, a property, an entry or a member to what is at a path. @throws Refusal. */
export function insert(edits: Edits, params: Params): null {
  const type = typeOf(edits.world, sent(params, "type"));
  const path = pathOf(params);
  return change(edits, params, "Add to", type, path, (target, value) => {
    return new Change(target, path, insertion(recordAt(value, path), params));
  });
}

function insertion(record: object, params: Params): Splice {
  const { shape, size, entries } = contentsOf(record);
  const wanted = sent(params, "place") ?? undefined;
  const place = wanted === undefined ? size : integerOf(wanted, "place", size);
  const like: unknown = entries(0, 1)[0]?.[1]?.value;
  const made = decoded(sent(params, "value"), { like });
  return { place, removed: 0, added: [entryOf(keyOf(shape, made, place, params), made)] };
}

function keyOf(shape: string, made: unknown, place: number, params: Params): unknown {
  if (shape === "set") return made;
  if (shape === "object") return decodedText(sent(params, "key"));
  return shape === "map" ? decoded(sent(params, "key")) : place;
}

/** Takes what is at a path out of what it is inside. @throws Refusal. */
export function drop(edits: Edits, params: Params): null {
  const type = typeOf(edits.world, sent(params, "type"));
  const path = pathOf(params);
  const last = path.at(-1);
  if (last === undefined) throw invalid("path", "of something inside; remove takes a component away");
  return change(edits, params, "Take out", type, path, (target, value) => {
    const place = placeOf(recordAt(value, path.slice(0, -1)), last);
    return new Change(target, path.slice(0, -1), { place, removed: 1, added: [] });
  });
}

/** Changes the component of some entities, each value once. */
function change(
  edits: Edits,
  params: Params,
  verb: string,
  type: ComponentType,
  path: readonly PathStep[],
  make: (target: Target, value: unknown) => Step,
): null {
  const { world } = edits;
  const entities = entitiesOf(world, params);
  assertWork(entities.length, sent(params, "value"));
  const met = new Set<unknown>();
  const steps = entities.flatMap((entity) => stepsFor(world, entity, type, scopeOf(params), met, make));
  edits.perform(`${verb} ${placed(nameIn(world, type), path)} of ${called(entities)}`, steps);
  return null;
}

function stepsFor(
  world: World,
  entity: EntityId,
  type: ComponentType,
  scope: Scope,
  met: Set<unknown>,
  make: (target: Target, value: unknown) => Step,
): Step[] {
  const state = stateOf(world, entity, type);
  if (state === undefined) throw new Refusal("WORLD", `Not all have the component`, { reason: "MISSING_COMPONENT", entity });
  if (!state.shared) return owned(entity, type, state, met, make);
  const group = world.sharing(entity, type);
  if (scope === undefined || group === undefined) {
    const holders = group?.holders ?? 0;
    throw new Refusal("SHARED", "The component is shared: say whether all who hold it are meant", { entity, holders });
  }
  if (scope === "one") {
    const own = deepCopy(state.value);
    return [new Put(entity, type, { value: own, shared: false }), make({ type, entity }, own)];
  }
  if (met.has(group.id)) return [];
  met.add(group.id);
  return [make({ type, group: group.id }, state.value)];
}

/** One object can be the own value of several entities: it is changed once, and set for each. */
function owned(
  entity: EntityId,
  type: ComponentType,
  state: State,
  met: Set<unknown>,
  make: (target: Target, value: unknown) => Step,
): Step[] {
  const step = make({ type, entity }, state.value);
  if (!(step instanceof Change) || !met.has(state.value)) {
    met.add(state.value);
    return [step];
  }
  return [new Put(entity, type, state)];
}

/** @throws Refusal "VALUE" for undefined, which is no value of a component. */
export function present(value: unknown): unknown {
  if (value === undefined) throw new Refusal("VALUE", "undefined is no value of a component; remove it instead");
  return value;
}

/** Bounds what is made of a value that comes in once, and goes to many. @throws Refusal "LIMIT". */
export function assertWork(entities: number, wire: unknown): void {
  if (unitsOf(wire) * entities <= LIMITS.editUnitsMax) return;
  throw new Refusal("LIMIT", `An edit makes values of ${LIMITS.editUnitsMax} units at most, for all its entities together`);
}

/** Units that a number, or the like, counts for. */
const PRIMITIVE_UNITS = 8;

/** How large a value is that came in; however deep it is. */
function unitsOf(wire: unknown): number {
  let units = 0;
  const left = [wire];
  while (left.length > 0) {
    const next = left.pop();
    if (Array.isArray(next)) for (const item of next as unknown[]) left.push(item);
    units += typeof next === "string" ? next.length : PRIMITIVE_UNITS;
  }
  return units;
}
