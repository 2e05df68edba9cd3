// A client of the inspection protocol, as small as it can be.

import { serveWorld } from "../../pkg/dist/inspect.js";
import { fail } from "./assert.mjs";

/** An error that the world answered with. */
export class Answered extends Error {
  constructor({ code, message, data }) {
    super(message);
    Object.assign(this, { code: data?.name, number: code, data });
  }
}

/** Looks through a port. `close` ends it. */
export class Client {
  #next = 1;
  #pending = new Map();
  #waiting = [];
  /** Notifications that nobody has asked for yet. */
  news = [];
  /** What came along with the last message. */
  bytes;
  /** What came in that was no answer to a request of ours. */
  stray = [];

  constructor(port, name = "tests") {
    this.port = port;
    this.name = name;
    this.listen = ({ data }) => {
      if (data?.terrarium !== "to client" || data.client !== name) return;
      this.bytes = data.bytes;
      this.#receive(JSON.parse(data.message));
    };
    port.addEventListener("message", this.listen);
    port.start?.();
  }

  #receive(message) {
    const { id, method, params, result, error } = message;
    if (method !== undefined) return this.#tell({ method, ...params });
    const request = this.#pending.get(id);
    if (request === undefined) return this.stray.push(message);
    this.#pending.delete(id);
    return error === undefined ? request.resolve(result) : request.reject(new Answered(error));
  }

  #tell(notification) {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.news.push(notification);
    else waiting(notification);
  }

  /** Sends whatever it is, and bytes along with it. */
  send(message, bytes) {
    this.port.postMessage({ terrarium: "to world", client: this.name, message, ...(bytes && { bytes }) });
  }

  notify(method, params) {
    this.send(JSON.stringify({ jsonrpc: "2.0", method, params }));
  }

  request(method, params, bytes) {
    const id = `ours ${this.#next++}`;
    this.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }), bytes);
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
  }

  hello() {
    return this.request("hello", { protocol: 1 });
  }

  /** Follows a view, and answers its content. */
  async follow(view, of = {}, subscription = 1) {
    return (await this.request("subscribe", { subscription, view, of })).content;
  }

  /** The next notification. */
  next() {
    const known = this.news.shift();
    return known === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(known);
  }

  /** The content of the next update, which is confirmed. */
  async update() {
    const { method, subscription, seq, content } = await this.next();
    if (method !== "update") fail(`${method} came, not an update`);
    this.notify("confirm", { subscription, seq });
    return content;
  }

  close() {
    this.port.removeEventListener("message", this.listen);
    this.port.close?.();
  }
}

/** Serves a world for as long as `look` looks at it through a client that has said hello. */
export async function inspected(world, look, options) {
  const { port1, port2 } = new MessageChannel();
  const inspection = serveWorld(world, port1, options);
  const client = new Client(port2);
  try {
    await client.hello();
    return await look(client, inspection);
  } finally {
    inspection.close();
    client.close();
    port1.close();
  }
}
