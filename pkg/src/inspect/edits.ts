import type { World } from "../world.js";
import { failureOf, Refusal } from "./failure.js";
import { LIMITS } from "./limits.js";
import type { Served } from "./served.js";
import { applied, type Step } from "./step.js";
import type { View } from "./views.js";
import { wholeText } from "./wire.js";

/** Something that was done to a world from outside, and how it is taken back. */
interface Edit {
  /** What was done, for people. */
  readonly label: string;
  /** The steps that take it back, in the order in which they are to be made. */
  readonly back: readonly Step[];
}

/**
 * What inspectors did to a world, one and the same for all that look at it. An edit is done as a whole or not at all, and can
 * be taken back, and then done again, until it is too old. What the simulation does meanwhile stays.
 */
export class Edits {
  static readonly #known = new WeakMap<World, Edits>();
  /** The last at the end. */
  #done: Edit[] = [];
  #undone: Edit[] = [];

  private constructor(readonly world: World) {}

  static of(world: World): Edits {
    const known = Edits.#known.get(world) ?? new Edits(world);
    Edits.#known.set(world, known);
    return known;
  }

  /** What would be taken back next, and done again next. */
  get next(): { readonly undo: string | undefined; readonly redo: string | undefined } {
    return { undo: this.#done.at(-1)?.label, redo: this.#undone.at(-1)?.label };
  }

  /** Makes some steps one after the other. @throws what the first step throws that is refused: nothing has changed. */
  perform(label: string, steps: readonly Step[]): void {
    this.record(label, applied(this.world, steps));
  }

  /** Takes up what was done already: the steps that take it back, in their order. */
  record(label: string, back: readonly Step[]): void {
    if (back.length === 0) return;
    this.#forget(this.#undone.splice(0));
    this.#done.push({ label, back });
    while (this.#done.length > LIMITS.editsMax || sizeOf(this.#done) > LIMITS.editsBytesMax) this.#forget(this.#done.splice(0, 1));
  }

  /** Takes back what was done last; answers what that was. @throws Refusal "UNDO": nothing has changed, but that the edit is forgotten. */
  undo(): string {
    return this.#turn(this.#done, this.#undone);
  }

  /** Does again what was taken back last; answers what that was. @throws as `undo`. */
  redo(): string {
    return this.#turn(this.#undone, this.#done);
  }

  /** Nothing that was done before can be taken back any more: the world is another. */
  clear(): void {
    this.#forget([...this.#done.splice(0), ...this.#undone.splice(0)]);
  }

  #turn(from: Edit[], to: Edit[]): string {
    const edit = from.pop();
    if (edit === undefined) throw new Refusal("UNDO", "There is nothing to be undone or redone", { reason: "NOTHING" });
    try {
      to.push({ label: edit.label, back: applied(this.world, edit.back) });
    } catch (thrown) {
      this.#forget([edit]);
      const { message, data } = failureOf(thrown);
      const reason = data.reason ?? data.name;
      throw new Refusal("UNDO", `The world has changed, so that this cannot be undone or redone any more: ${message}`, { reason });
    }
    return edit.label;
  }

  #forget(edits: readonly Edit[]): void {
    for (const { back } of edits) for (const step of back) step.forget?.(this.world);
  }
}

/** Bytes that are kept for some edits. */
function sizeOf(edits: readonly Edit[]): number {
  let size = 0;
  for (const { back } of edits) for (const step of back) size += step.size ?? 0;
  return size;
}

/** What can be undone and redone; nothing in the past. */
export function edits({ world }: Served): View {
  return () => {
    const { undo, redo } = Edits.of(world).next;
    return { undo: undo === undefined ? null : wholeText(undo), redo: redo === undefined ? null : wholeText(redo) };
  };
}
