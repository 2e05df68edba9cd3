import { baseOf } from "./kind.js";

/** What an object was when it was saved, where nobody knows its class any more. */
export interface Stranger {
  /** Of its class, or of the type whose `encode` hook answered its `data`. */
  readonly name: string;
  readonly encoded: boolean;
}

interface Waiting {
  objects: Array<WeakRef<object>>;
  /** Length at which those that are gone are looked for. */
  room: number;
}

const strangers = new WeakMap<object, Stranger>();
const waiting = new Map<string, Waiting>();
const ROOM = 1024;
let met = false;

/** Whether there ever was one. */
export function metStrangers(): boolean {
  return met;
}

/** What the object was when it was saved, unless it is what it was. */
export function strangerOf(object: object): Stranger | undefined {
  return met ? strangers.get(object) : undefined;
}

/** Lets an object be saved again as what it was, and become that when its class is known. */
export function remember(object: object, stranger: Stranger): void {
  met = true;
  strangers.set(object, stranger);
  if (stranger.encoded) return;
  let list = waiting.get(stranger.name);
  if (list === undefined) waiting.set(stranger.name, (list = { objects: [], room: ROOM }));
  if (list.objects.length >= list.room) {
    list.objects = list.objects.filter((reference) => reference.deref() !== undefined);
    list.room = 2 * list.objects.length + ROOM;
  }
  list.objects.push(new WeakRef(object));
}

/** A copy of a stranger is one too. */
export function rememberCopy(copy: object, source: object): void {
  const stranger = strangerOf(source);
  if (stranger !== undefined) remember(copy, stranger);
}

/** Classes that have a name of their own only, the last of each name. */
const known = new Map<string, object>();

/** What was last used under a name. */
export function knownAs(name: string): object | undefined {
  return known.get(name);
}

/** A type is used under a name: objects that wait for a class of that name become its instances, where they are. */
export function know(type: object, name: string): void {
  if (typeof type !== "function") return;
  known.set(name, type);
  const list = waiting.get(name);
  if (list === undefined) return;
  waiting.delete(name);
  for (const reference of list.objects) {
    const object = reference.deref();
    if (object !== undefined && strangers.get(object)?.name === name) turn(object, type.prototype as object);
  }
}

function turn(object: object, prototype: object): void {
  const alike = baseOf(prototype) === baseOf(Object.getPrototypeOf(object) as object | null);
  if (alike && Reflect.setPrototypeOf(object, prototype)) strangers.delete(object);
}
