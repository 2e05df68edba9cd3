import type { World } from "../world.js";
import { type Inspection, serveWorld } from "./serve.js";
import type { ServeOptions } from "./served.js";

/** Where pages of one origin say which worlds they have, and inspectors ask. */
const CHANNEL = "terrarium";

/** How a world is announced. */
export interface AnnounceOptions extends ServeOptions {
  /** The name of the channel that it is served on. One of its own, unless told otherwise. */
  channel?: string;
}

/**
 * Lets inspectors in other tabs of this origin find a world and look at it. With a `channel`, one finds it again after
 * the page was loaded anew.
 *
 * ```js
 * announceWorld(world, { name: "Ants", channel: "ants", simulation });
 * ```
 */
export function announceWorld(world: World, options: AnnounceOptions = {}): Inspection {
  const { name = "World", channel = `terrarium ${crypto.randomUUID()}` } = options;
  const [lobby, port] = [new BroadcastChannel(CHANNEL), new BroadcastChannel(channel)];
  const inspection = serveWorld(world, port, options);
  const announce = (): void => lobby.postMessage({ terrarium: "here", channel, name });
  lobby.addEventListener("message", ({ data }) => {
    if ((data as { terrarium?: unknown } | null)?.terrarium === "who") announce();
  });
  announce();
  return {
    point: (entity) => inspection.point(entity),
    close: () => {
      inspection.close();
      port.close();
      lobby.close();
    },
  };
}
