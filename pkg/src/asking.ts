import { AsyncProtocol } from "./async.js";
import { complete, type Completions } from "./completion.js";
import type { ComponentType } from "./component.js";
import { integerBelow } from "./entity.js";
import { observe, type ObservedField, sampled } from "./observation.js";
import { PreparedQuery, type QuerySpec } from "./query.js";
import type { Parameters } from "./parameters.js";
import { Question } from "./question.js";
import { Selection } from "./selection.js";
import { type SelectionChange, Watches } from "./watch.js";

/** A component type as one world knows it. */
export interface ComponentTypeInfo {
  readonly type: ComponentType;
  readonly name: string;
  /** How many entities have it. */
  readonly entities: number;
  /** How many sharing groups there are. */
  readonly groups: number;
}

/** A component type, and what was seen of its values. */
export interface ObservedType extends ComponentTypeInfo {
  /** How many values were looked at. */
  readonly sampled: number;
  /** Every place in them, the whole value first. */
  readonly schema: ObservedField[];
}

/** A set of component types that some entities have exactly. */
export interface Archetype {
  readonly types: ComponentType[];
  /** How many entities have these and no others. */
  readonly entities: number;
}

/** More values than any type has. */
const SAMPLE_END = 2 ** 26;

/** What can be asked of a world. */
export abstract class AskedWorld extends AsyncProtocol {
  /** @internal */
  protected readonly watches = new Watches(this.store);

  /**
   * Prepares a query: `all` of these, `none` of those, `any` of them; `optional` values follow those of `all`.
   * Prepare once, outside the loop.
   *
   * ```js
   * const moving = world.prepare({ all: [Position, Velocity], none: [Frozen] });
   * moving.each((entity, position, velocity) => { position.x += velocity.x; });
   * ```
   * @throws ComponentError "NOT_A_TYPE".
   */
  prepare<C extends ComponentType[], O extends ComponentType[] = []>(spec: QuerySpec<C, O>): PreparedQuery<C, O> {
    return new PreparedQuery(this.store, this.kept, spec);
  }

  /**
   * Reads a query text; `parameters` are the values of its `$names`. The language is written down in QUERY.md.
   *
   * ```js
   * const weak = world.select("Position, Health.hp < $hp, !Frozen order by Health.hp limit 10", { hp: 10 });
   * for (const { entity, values } of weak) console.log(entity, values);
   * ```
   * @throws QueryError with `offset`, `length` and `expected`.
   */
  select(text: string, parameters: Parameters = {}): Selection {
    return new Selection(new Question(this.store, text, parameters), this.watches);
  }

  /**
   * Watches what a query text selects: calls back when `advance` ends a tick in which the result changed. Answers the way
   * to stop. See {@link Selection.watch}.
   *
   * ```js
   * const stop = world.watch("Health.hp <= 0", ({ entered }) => entered.forEach((entity) => world.destroy(entity)));
   * ```
   * @throws QueryError.
   */
  watch(text: string, changed: (change: SelectionChange) => void, parameters: Parameters = {}): () => void {
    return this.select(text, parameters).watch(changed);
  }

  /**
   * What can be written at an offset of a query text: types, properties that values have, words. For editors.
   *
   * ```js
   * world.complete("Heal", 4).items; // [{ text: "Health", kind: "type" }]
   * ```
   */
  complete(text: string, offset: number): Completions {
    return complete(this.store, text, offset);
  }

  /** The component types this world has come to know, in that order. */
  componentTypes(): ComponentTypeInfo[] {
    const { core, columns } = this.store;
    core.assertUsable();
    return columns.map(({ type, name, id, groups }) => {
      const entities = core.call((core) => core.holders(id));
      return { type, name, entities, groups: groups.size };
    });
  }

  /**
   * The component types with what was seen of their values. At most `sample` values of each type are looked at, spread
   * over the world; default 1,000. Getters of values may run.
   *
   * ```js
   * world.types().find(({ name }) => name === "Health").schema;
   * // [{ path: "Health", ... }, { path: "Health.hp", kinds: { number: 1000 }, missing: 0, range: [0, 99], ... }]
   * ```
   */
  types({ sample = 1_000 }: { sample?: number } = {}): ObservedType[] {
    return this.componentTypes().map((info, at) => {
      const values = sampled(this.columnAt(at), info.entities, integerBelow(SAMPLE_END, sample, "sample"));
      return { ...info, sampled: values.length, schema: observe(info.name, values) };
    });
  }

  /** The archetypes that exist, the most frequent first; counted when asked for. */
  archetypes(): Archetype[] {
    const counts = this.store.core.call((core) => core.archetypes());
    const archetypes: Archetype[] = [];
    for (let at = 0; at < counts.length;) {
      const [entities, length] = counts.subarray(at) as unknown as [number, number];
      const types = Array.from(counts.subarray(at + 2, at + 2 + length), (id) => this.columnAt(id).type);
      archetypes.push({ types, entities });
      at += 2 + length;
    }
    return archetypes;
  }
}
