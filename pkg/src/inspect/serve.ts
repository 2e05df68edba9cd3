import type { EntityId } from "../entity.js";
import type { World } from "../world.js";
import { LIMITS } from "./limits.js";
import { enveloped, frameOf, type InspectionPort } from "./port.js";
import { Served, type ServeOptions } from "./served.js";
import { Session } from "./session.js";

/** A world that can be looked at through a port. */
export interface Inspection {
  /** Shows whoever is looking an entity, or none: what was clicked in a picture of the world, for instance. */
  point(entity: EntityId | undefined): void;
  /** Ends it. The port stays open. */
  close(): void;
}

/**
 * Lets inspectors look at a world through a port, and steer and change it. Nothing is done until one says hello, and
 * nothing while none waits for news; several may look through one port.
 *
 * ```js
 * import { serveWorld } from "terrarium-ecs/inspect";
 *
 * const simulation = { pause() { running = false; }, resume() { running = true; }, step() { tick(world); } };
 * serveWorld(world, self, { name: "Ants", simulation });
 * ```
 *
 * Whoever can post to the port can change the world: hand it to nobody else.
 */
export function serveWorld(world: World, port: InspectionPort, options: ServeOptions = {}): Inspection {
  const served = new Served(world, options);
  /** By client, the one last heard of last. */
  const sessions = new Map<string, Session>();
  const sessionOf = (client: string): Session => {
    const session = sessions.get(client) ?? new Session(served, (text, bytes) => port.postMessage(enveloped(client, text, bytes)));
    sessions.delete(client);
    sessions.set(client, session);
    if (sessions.size > LIMITS.clientsMax) dismiss(sessions);
    return session;
  };
  const listen = ({ data }: { readonly data: unknown }): void => {
    const frame = frameOf(data);
    if (frame !== undefined) void sessionOf(frame.client).receive(frame.message, frame.bytes);
  };
  port.addEventListener("message", listen);
  port.start?.();
  return {
    point: (entity) => sessions.forEach((session) => session.point(entity)),
    close: () => {
      port.removeEventListener("message", listen);
      sessions.forEach((session) => session.close());
      sessions.clear();
    },
  };
}

/** Lets go of the client that was silent longest. */
function dismiss(sessions: Map<string, Session>): void {
  for (const [client, session] of sessions) {
    session.close();
    sessions.delete(client);
    return;
  }
}

/** What `offerWorld` needs of a window. */
export interface InspectorWindow {
  postMessage(message: unknown, targetOrigin: string, transfer: object[]): void;
}

/**
 * Hands a world to an inspector in another window of this origin: one that embeds this page, or one that this page opened.
 *
 * ```js
 * if (parent !== window) offerWorld(parent, world, { name: "Flock", simulation });
 * ```
 */
export function offerWorld(inspector: InspectorWindow, world: World, options: ServeOptions = {}): Inspection {
  const { port1, port2 } = new MessageChannel();
  const inspection = serveWorld(world, port1, options);
  inspector.postMessage({ terrarium: "attach" }, globalThis.location.origin, [port2]);
  return inspection;
}
