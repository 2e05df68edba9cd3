import type { ComponentType } from "../component.js";
import { encodeRoots } from "../encode.js";
import type { EntityId } from "../entity.js";
import type { World } from "../world.js";
import { called } from "./editing.js";
import type { Errand } from "./errand.js";
import { Refusal } from "./failure.js";
import { LIMITS } from "./limits.js";
import { integer, type Params } from "./params.js";
import { Peek } from "./peek.js";
import type { Served } from "./served.js";
import { Put } from "./step.js";
import { type TypeInfo, Types } from "./types.js";
import { wholeText } from "./wire.js";

/** Values compared before others have their turn. */
const TURN = 64;

/** Entities whose values of a type are equal, although each has its own. */
export interface Equals {
  readonly info: TypeInfo;
  readonly entities: EntityId[];
  /** Of one of the values, as a snapshot writes it. */
  readonly bytes: number;
}

/** Looks for equal values that could be shared, those that would save most first. */
export async function equals(served: Served, _: Params, errand: Errand): Promise<unknown> {
  const { world } = served;
  const { found, compared, isCut } = await errand.carryOut(comparing(world));
  served.equals = found.sort((a, b) => savedBy(b) - savedBy(a)).slice(0, LIMITS.equalsMax);
  const peek = new Peek();
  const told = served.equals.map((equals) => {
    const { info, entities, bytes } = equals;
    const value = peek.brief(world.get(entities[0] as EntityId, info.type), info.refers);
    return { type: info.number, name: wholeText(info.name), entities: entities.length, bytes, saved: savedBy(equals), value };
  });
  return { compared, isCut, equals: told };
}

function savedBy({ entities, bytes }: Equals): number {
  return (entities.length - 1) * bytes;
}

function* comparing(world: World): Generator<void, { found: Equals[]; compared: number; isCut: boolean }> {
  const found: Equals[] = [];
  let [compared, isCut] = [0, false];
  for (const info of new Types(world).list) {
    const byKey = new Map<string, Equals>();
    const entities = holdersOf(world, info.type);
    isCut ||= entities.length < info.entities;
    for (const [at, entity] of entities.entries()) {
      if (at % TURN === 0) yield;
      const key = ownKey(world, entity, info);
      if (key === undefined) continue;
      compared += 1;
      const equals = byKey.get(key);
      if (equals === undefined) byKey.set(key, { info, entities: [entity], bytes: key.length });
      else equals.entities.push(entity);
    }
    for (const equals of byKey.values()) if (equals.entities.length > 1) found.push(equals);
  }
  return { found, compared, isCut };
}

/** Those that have a component, as they are at the beginning: the world goes on while they are looked at. */
function holdersOf(world: World, type: ComponentType): EntityId[] {
  const holders: EntityId[] = [];
  for (const [entity] of world.querySingle(type, { copy: false })) {
    if (holders.push(entity) === LIMITS.equalsValuesMax) break;
  }
  return holders;
}

/** What is the same for equal values; undefined for what is no object, is shared already, or cannot be saved. */
function ownKey(world: World, entity: EntityId, { type, name }: TypeInfo): string | undefined {
  const value: unknown = world.isAlive(entity) ? world.get(entity, type) : undefined;
  if (typeof value !== "object" || value === null || world.sharing(entity, type) !== undefined) return undefined;
  try {
    const root = { values: [value], type, name };
    const { forms, commons } = encodeRoots([root], { limits: world.limits, ordered: false });
    const [form] = forms as [{ each: Uint8Array }];
    return KEY.decode(form.each) + (commons === undefined ? "" : KEY.decode(commons));
  } catch {
    return undefined;
  }
}

/** A character for each byte. */
const KEY = new TextDecoder("latin1");

/** Lets those share a value whose values were found equal, and still are. @throws Refusal. */
export function shareEqual(served: Served, params: Params): { entities: number } {
  const equals = served.equals[integer(params, "equals", LIMITS.equalsMax)];
  if (equals === undefined) throw new Refusal("INVALID_PARAMS", "equals is the place of something that was found");
  const { world, edits } = served;
  const { entities, info } = equals;
  const keys = entities.map((entity) => ownKey(world, entity, info));
  const at = keys.findIndex((key) => key !== undefined);
  const still = entities.filter((_, other) => keys[other] !== undefined && keys[other] === keys[at]);
  if (still.length < 2) throw new Refusal("WORLD", "The values are equal no more", { reason: "NOT_EQUAL" });
  const value = world.get(still[0] as EntityId, info.type) as object;
  edits.perform(
    `Share ${info.name} of ${called(still)}`,
    still.map((entity) => new Put(entity, info.type, { value, shared: true })),
  );
  return { entities: still.length };
}
