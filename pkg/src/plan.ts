import { Draft } from "./core.js";
import { optionsOf, Shared, unwrapped } from "./component.js";
import { type EntityId, handle } from "./entity.js";
import { BatchError, type TerrariumError } from "./errors.js";
import { refusal } from "./refusal.js";
import type { Column, Store } from "./store.js";
import { missingValue, type Write } from "./writing.js";

/** Kinds of steps as the core's `Draft` reads them. */
const KINDS = { spawns: 0, component: 1, updates: 2, inserts: 3, removes: 4, destroys: 5 } as const;

const STEP_FIELDS = 4;

/** Steps that are taken together or not at all. */
export class Plan {
  readonly #store: Store;
  /** `STEP_FIELDS` numbers a step: kind, entity, component, token of a write. */
  readonly #steps: number[] = [];
  readonly #writes: Write[] = [];

  constructor(store: Store) {
    this.#store = store;
  }

  spawn(writes: Iterable<Write>): void {
    this.#step(KINDS.spawns, 0, 0, 0);
    for (const write of writes) this.#write(KINDS.component, 0, write);
  }

  update(entity: EntityId, write: Write): void {
    this.#write(KINDS.updates, entity, write);
  }

  insert(entity: EntityId, write: Write): void {
    this.#write(KINDS.inserts, entity, write);
  }

  remove(entity: EntityId, column: Column): void {
    this.#step(KINDS.removes, entity, column.id, 0);
  }

  destroy(entity: EntityId): void {
    this.#step(KINDS.destroys, entity, 0, 0);
  }

  #write(kind: number, entity: number, write: Write): void {
    this.#step(kind, entity, write.column.id, this.#token(write));
  }

  #step(kind: number, entity: number, component: number, token: number): void {
    this.#steps.push(kind, handle(entity), component, token);
  }

  #token(write: Write): number {
    return (this.#writes.push(write) - 1) * 2 + Number(write.shared);
  }

  /**
   * Takes the steps and answers the new entities. Combining, which runs the user's code, is over before the
   * world is looked at.
   * @throws BatchError, and what a combine function throws: nothing changes.
   */
  commit(): EntityId[] {
    const store = this.#store;
    const draft = store.core.call(() => new Draft(Float64Array.from(this.#steps)));
    this.#fold(draft);
    const values = this.#writes.map(({ value }) => value);
    const answer = Array.from(store.core.call((core) => core.apply(draft, values)));
    const [status = 0, kind = 0, place = 0] = answer;
    if (status < 0) throw this.#refused(status, kind, place);
    store.refresh();
    return answer as EntityId[];
  }

  /** What the user's function throws goes through the module and comes out again as it was. */
  #fold(draft: Draft): void {
    let thrown: { error: unknown } | undefined;
    const combine = (component: number, first: number, later: number): number => {
      try {
        return this.#combine(component, first, later);
      } catch (error) {
        thrown = { error };
        throw error;
      }
    };
    try {
      draft.fold(combine);
    } catch (cause) {
      if (thrown === undefined) throw this.#store.core.failed(cause);
      draft.free();
      throw thrown.error;
    }
  }

  #refused(status: number, kind: number, place: number): BatchError {
    const list = Object.entries(KINDS).find(([, number]) => number === kind)?.[0];
    const entities = this.#steps.filter((_, at) => at % STEP_FIELDS === 1 && this.#steps[at - 1] === kind);
    return stepError(`${list}[${place}]`, refusal(status, entities[place]));
  }

  #combine(component: number, first: number, later: number): number {
    const column = this.#store.columns[component] as Column;
    const writes = [this.#writes[first >> 1], this.#writes[later >> 1]] as [Write, Write];
    const combined = combine(column, ...writes);
    return combined === writes[1] ? later : this.#token(combined);
  }
}

/**
 * Two writes of one component as one. Without a combine function the later one stays. A value that is shared
 * with itself is one value, not two; a combination with a shared value is shared.
 */
export function combine(column: Column, first: Write, later: Write): Write {
  const options = optionsOf(column.type);
  const same = first.shared && later.shared && first.value === later.value;
  if (options.combine === undefined || same) return later;
  const value = options.combine(first.value, later.value);
  return sharedIf(first.shared || later.shared, column, value);
}

/** What a user's function answered, as a write. */
export function sharedIf(shared: boolean, column: Column, answer: unknown): Write {
  const value = unwrapped(answer);
  if (value === undefined) throw missingValue(column.name);
  return { column, value, shared: shared || Shared.is(answer) };
}

/** The error of a step, whose own error is the cause. */
export function stepError(step: string, cause: TerrariumError): BatchError {
  return new BatchError(cause.code, `${step} cannot be done; nothing was: ${cause.message}`, step, { cause });
}
