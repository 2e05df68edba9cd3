import type { EntityId } from "../entity.js";
import { Errand } from "./errand.js";
import { type Failure, failureOf, Refusal } from "./failure.js";
import { LIMITS } from "./limits.js";
import { integer, type Params, paramsOf, sent, text } from "./params.js";
import type { Served } from "./served.js";
import { Subscription } from "./subscription.js";
import { VERBS } from "./verbs.js";
import { VIEWS } from "./views.js";
import { Watcher } from "./watcher.js";
import { wholeText } from "./wire.js";

/** The version of the protocol that is spoken here. */
const PROTOCOL = 1;

/** A client that was silent for so many milliseconds is not told of changes until it is heard of again. */
const LEASE_MS = 20_000;

type Id = string | number;

/** How a message goes out, and the bytes that go with it. */
export type Send = (text: string, bytes?: Uint8Array | undefined) => void;

/** A result as JSON, and the bytes that go with it. */
type Reply = [json: string, bytes?: Uint8Array | undefined];

/** What a client sends: a request with an id to answer to, or a notification without. */
interface Message {
  readonly id: Id | undefined;
  readonly method: string;
  readonly params: unknown;
}

/** One client's side of an inspection: its messages come in as text, and what it is told goes out as text. */
export class Session {
  #served: Served;
  readonly #send: Send;
  readonly #subscriptions = new Map<number, Subscription>();
  /** What is being carried out. */
  readonly #errands = new Set<Errand>();
  readonly #watcher = new Watcher(() => this.#look());
  #greeted = false;
  #heard = 0;

  constructor(served: Served, send: Send) {
    this.#served = served;
    served.enter();
    this.#send = send;
  }

  /**
   * A message came in, with bytes or without. Whatever it is, it is answered, or passed over where it asks for no
   * answer.
   */
  async receive(message: unknown, bytes?: unknown): Promise<void> {
    this.#heard = performance.now();
    let id: Id | null | undefined = null;
    try {
      const request = read(message);
      id = request.id;
      const reply = await this.#perform(request.method, paramsOf(request.params), id, bytesOf(bytes));
      if (id !== undefined) this.#answer(id, "result", ...reply);
      if (this.#subscriptions.size > 0) this.#watcher.wake();
    } catch (thrown) {
      if (id !== undefined) this.#answer(id, "error", JSON.stringify(failureOf(thrown)));
    }
  }

  /** Shows the client an entity. */
  point(entity: EntityId | undefined): void {
    if (this.#greeted) this.#notify("point", JSON.stringify({ entity: entity ?? null }));
  }

  close(): void {
    this.#watcher.stop();
    this.#subscriptions.clear();
    this.#errands.forEach((errand) => errand.cancel());
    this.#served.leave();
  }

  /** Does what a method says, and answers its result as JSON, and the bytes that go with it. */
  async #perform(method: string, params: Params, id: Id | undefined, bytes: Uint8Array | undefined): Promise<Reply> {
    if (method === "hello") return [this.#greet(params)];
    if (!this.#greeted) throw new Refusal("NOT_GREETED", "Say hello first");
    this.#stay();
    switch (method) {
      case "subscribe":
        return [this.#subscribe(params)];
      case "unsubscribe":
        return [JSON.stringify(this.#subscriptions.delete(integer(params, "subscription")))];
      case "confirm":
        return [this.#confirm(params)];
      case "cancel":
        return [this.#cancel(params)];
      case "ping":
        return ["null"];
      default:
        return this.#act(method, params, id, bytes);
    }
  }

  #greet(params: Params): string {
    const version = integer(params, "protocol");
    if (version !== PROTOCOL) {
      const message = `This world speaks version ${PROTOCOL} of the protocol, not ${version}`;
      throw new Refusal("UNSUPPORTED_PROTOCOL", message, { protocol: PROTOCOL });
    }
    this.#greeted = true;
    const { name, world, capabilities } = this.#served;
    const welcome = { protocol: PROTOCOL, name: wholeText(name), shard: world.shard, capabilities, limits: LIMITS };
    return JSON.stringify(welcome);
  }

  #subscribe(params: Params): string {
    const number = integer(params, "subscription");
    const name = text(params, "view", LIMITS.textUnitsMax);
    const view = VIEWS.get(name);
    if (view === undefined) throw new Refusal("INVALID_PARAMS", `${name.slice(0, 64)} is no view`);
    this.#subscriptions.delete(number);
    if (this.#subscriptions.size >= LIMITS.subscriptionsMax) {
      throw new Refusal("LIMIT", `A client follows ${LIMITS.subscriptionsMax} views at most`);
    }
    const begun = performance.now();
    const of = paramsOf(sent(params, "of"));
    const subscription = new Subscription((served) => view(served, of), this.#served);
    this.#subscriptions.set(number, subscription);
    return `{"took":${performance.now() - begun},"content":${subscription.known}}`;
  }

  #confirm(params: Params): string {
    const subscription = this.#subscriptions.get(integer(params, "subscription"));
    subscription?.confirm(integer(params, "seq"));
    return "null";
  }

  async #act(method: string, params: Params, id: Id | undefined, bytes: Uint8Array | undefined): Promise<Reply> {
    const verb = VERBS.get(method);
    if (verb === undefined) throw new Refusal("METHOD_NOT_FOUND", `${method.slice(0, 64)} is no method`);
    const errand = new Errand(id, (served) => this.#turnTo(served), bytes);
    if (this.#errands.size >= LIMITS.errandsMax) {
      throw new Refusal("LIMIT", `A client has ${LIMITS.errandsMax} methods carried out at once at most`);
    }
    this.#errands.add(errand);
    try {
      const result = JSON.stringify(await verb(this.#served, params, errand));
      // What was done is to be seen without waiting.
      this.#watcher.now();
      return [result, errand.reply];
    } finally {
      this.#errands.delete(errand);
    }
  }

  #cancel(params: Params): string {
    const id = idOf(sent(params, "id"));
    for (const errand of this.#errands) if (id !== undefined && errand.id === id) errand.cancel();
    return "null";
  }

  /** Looks at another world from now on: what the client follows is renewed for it. */
  #turnTo(served: Served): void {
    if (served === this.#served) return;
    served.enter();
    this.#served.leave();
    this.#served = served;
    for (const [number, subscription] of this.#subscriptions) {
      try {
        subscription.renew(served);
      } catch (thrown) {
        this.#end(number, failureOf(thrown));
      }
    }
  }

  /** Comes back to the world that is served, if the one that was looked at is closed. */
  #stay(): void {
    if (this.#served.isClosed) this.#turnTo(this.#served.worlds.live);
  }

  /** Tells the client what has changed. Answers whether it is there, and ready for more. */
  #look(): boolean {
    this.#stay();
    for (const [number, subscription] of this.#subscriptions) {
      const news = subscription.isReady ? subscription.look() : undefined;
      if (news === undefined) continue;
      if ("failure" in news) {
        this.#end(number, news.failure);
      } else {
        const { seq, content, took } = news;
        this.#notify("update", `{"subscription":${number},"seq":${seq},"took":${took},"content":${content}}`);
      }
    }
    const isThere = performance.now() - this.#heard < LEASE_MS;
    return isThere && [...this.#subscriptions.values()].some(({ isReady }) => isReady);
  }

  /** Tells the client that a view cannot be had any more. */
  #end(subscription: number, error: Failure): void {
    this.#subscriptions.delete(subscription);
    this.#notify("failed", JSON.stringify({ subscription, error }));
  }

  #answer(id: Id | null, kind: "result" | "error", json: string, bytes?: Uint8Array | undefined): void {
    this.#send(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"${kind}":${json}}`, bytes);
  }

  #notify(method: string, params: string): void {
    this.#send(`{"jsonrpc":"2.0","method":"${method}","params":${params}}`);
  }
}

/** @throws Refusal. */
function read(message: unknown): Message {
  if (typeof message !== "string") throw new Refusal("INVALID_REQUEST", "A message is text");
  if (message.length > LIMITS.messageUnitsMax) {
    throw new Refusal("LIMIT", `A message has ${LIMITS.messageUnitsMax} units at most`);
  }
  const request = parsed(message);
  const [version, id, method] = ["jsonrpc", "id", "method"].map((name) => sent(request, name));
  const hasId = idOf(id) !== undefined || id === undefined;
  if (version !== "2.0" || typeof method !== "string" || !hasId) {
    throw new Refusal("INVALID_REQUEST", "A message is a request or a notification of JSON-RPC 2.0");
  }
  return { id: idOf(id), method, params: sent(request, "params") };
}

function idOf(value: unknown): Id | undefined {
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}

/** What came along with a message. @throws Refusal. */
function bytesOf(value: unknown): Uint8Array | undefined {
  if (value === undefined) return undefined;
  if (!(value instanceof Uint8Array)) throw new Refusal("INVALID_REQUEST", "Bytes are a Uint8Array");
  if (value.length <= LIMITS.bytesMax) return value;
  throw new Refusal("LIMIT", `A message brings ${LIMITS.bytesMax} bytes at most`);
}

function parsed(message: string): Params {
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    throw new Refusal("PARSE_ERROR", "A message is JSON");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Params;
  throw new Refusal("INVALID_REQUEST", "A message is one object");
}
