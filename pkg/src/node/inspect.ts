/// <reference types="node" />
import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Inspection } from "../inspect/serve.js";
import { Served, type ServeOptions } from "../inspect/served.js";
import type { World } from "../world.js";
import { answerFile, refuse } from "./files.js";
import { Guard } from "./guard.js";
import { Visitors } from "./visitors.js";

/** How a world is served to inspectors in browsers. */
export interface InspectOptions extends ServeOptions {
  /** The port to listen at. Any that is free, unless told otherwise. */
  port?: number;
  /**
   * What whoever wants in has to know: 16 to 256 letters, digits, `-` or `_`. Random, unless told otherwise. With the
   * port and the token of a former process, pages that looked at that one find their way to this one.
   */
  token?: string;
  /** Is told where to look. `console.log`, unless told otherwise. */
  log?: (line: string) => void;
}

/** A world that can be looked at in a browser. */
export interface ServedInspection extends Inspection {
  /** Where to look, the token included. */
  readonly url: string;
  /** Ends it, also for those who are looking. The port is free afterwards. */
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
const TOKEN = /^[\w-]{16,256}$/;
const TOKEN_BYTES = 24;

/**
 * Serves a world to inspectors in browsers on this machine, and prints where to look.
 *
 * ```js
 * import { inspect } from "terrarium-ecs/inspect/node";
 *
 * const { close } = await inspect(world, { name: "Ants", port: 7700, simulation });
 * ```
 *
 * Only this machine can connect, only pages that this server gave out may, and only with the token, which is part of the
 * URL. Whoever has it can change the world. The server does not keep the program running; whoever looks does. It answers
 * when the program gives way: a simulation that never awaits a timer cannot be looked at.
 *
 * @throws TypeError for a token of another form; the system's error where the port is taken.
 */
export async function inspect(world: World, options: InspectOptions = {}): Promise<ServedInspection> {
  const { token = randomBytes(TOKEN_BYTES).toString("base64url"), log = console.log } = options;
  if (!TOKEN.test(token)) throw new TypeError("A token is 16 to 256 letters, digits, - or _");
  const served = new Served(world, options);
  const server = createServer();
  const port = await listening(server, options.port ?? 0);
  const guard = new Guard(token, port);
  const visitors = new Visitors(served, guard);
  server.on("request", (request, response) => {
    if (guard.namesUs(request)) void answerFile(request, response);
    else refuse(response, 403);
  });
  server.on("upgrade", (request, socket, head) => visitors.admit(request, socket, head));
  const url = `http://${HOST}:${port}/#token=${token}`;
  log(`Look into ${served.name}: ${url}`);
  return {
    url,
    point: (entity) => visitors.point(entity),
    close: async () => {
      visitors.close();
      await closed(server);
    },
  };
}

/** Answers the port. */
async function listening(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, resolve);
  });
  server.unref();
  server.on("connection", (socket) => socket.unref());
  return (server.address() as AddressInfo).port;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
