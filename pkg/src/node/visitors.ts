/// <reference types="node" />
import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { EntityId } from "../entity.js";
import { framed, LENGTH_BYTES, unframed } from "../inspect/frames.js";
import { LIMITS } from "../inspect/limits.js";
import type { Served } from "../inspect/served.js";
import { Session } from "../inspect/session.js";
import type { Guard } from "./guard.js";

/** The most that a unit of a text takes in UTF-8. */
const UNIT_BYTES_MAX = 3;
const FRAME_BYTES_MAX = LENGTH_BYTES + LIMITS.messageUnitsMax * UNIT_BYTES_MAX + LIMITS.bytesMax;

/** A client that has so many bytes still to read is not heard meanwhile. */
const UNREAD_BYTES_MAX = 16 * 2 ** 20;

/** The code with which a socket is closed for its token: browsers do not tell pages what came instead of a socket. */
const WRONG_TOKEN = 4401;

/** Everybody who looks at a world through a socket: one socket is one client. */
export class Visitors {
  readonly #served: Served;
  readonly #guard: Guard;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: FRAME_BYTES_MAX, perMessageDeflate: false });
  readonly #sessions = new Set<Session>();

  constructor(served: Served, guard: Guard) {
    this.#served = served;
    this.#guard = guard;
  }

  /** Somebody asks for a socket, and gets one, or is turned away. */
  admit(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = this.#refusal(request);
    if (refusal !== undefined) return turnAway(socket, refusal);
    const token = new URL(request.url!, "http://localhost").searchParams.get("token");
    this.#sockets.handleUpgrade(request, socket, head, (client) => {
      client.on("error", () => {});
      if (this.#guard.admits(token)) this.#converse(client, request.socket);
      else client.close(WRONG_TOKEN, "The token is not the right one");
    });
  }

  point(entity: EntityId | undefined): void {
    this.#sessions.forEach((session) => session.point(entity));
  }

  close(): void {
    this.#sockets.close();
    this.#sockets.clients.forEach((client) => client.terminate());
  }

  /** The status to turn somebody away with. */
  #refusal(request: IncomingMessage): number | undefined {
    if (!this.#guard.namesUs(request) || !this.#guard.isOurs(request)) return 403;
    if (!URL.canParse(request.url!, "http://localhost")) return 400;
    return this.#sessions.size < LIMITS.clientsMax ? undefined : 503;
  }

  /** Looking keeps the program running, as long as it lasts. */
  #converse(client: WebSocket, connection: Socket): void {
    connection.ref();
    const session = new Session(this.#served, (text, bytes) => send(client, text, bytes));
    this.#sessions.add(session);
    client.on("message", (data, isBinary) => {
      const { message, bytes } = frameOf(data as Buffer, isBinary);
      void session.receive(message, bytes);
    });
    client.on("close", () => {
      session.close();
      this.#sessions.delete(session);
    });
  }
}

/** What came in; what is no frame of ours has no message, and is refused as such. */
function frameOf(data: Buffer, isBinary: boolean): { message?: string; bytes?: Uint8Array } {
  return isBinary ? unframed(data) ?? {} : { message: data.toString("utf8") };
}

/** Sends a message. Whoever does not read what is sent is not read from. */
function send(client: WebSocket, message: string, bytes: Uint8Array | undefined): void {
  client.send(bytes === undefined ? message : framed({ message, bytes }), () => {
    if (client.isPaused && client.bufferedAmount <= UNREAD_BYTES_MAX) client.resume();
  });
  if (client.bufferedAmount > UNREAD_BYTES_MAX) client.pause();
}

function turnAway(socket: Duplex, status: number): void {
  socket.on("error", () => {});
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
