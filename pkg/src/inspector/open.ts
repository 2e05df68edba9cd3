import { bridge } from "../inspect/bridge.js";
import type { InspectionPort } from "../inspect/port.js";
import { type Inspection, type InspectorWindow, offerWorld } from "../inspect/serve.js";
import type { ServeOptions } from "../inspect/served.js";
import type { World } from "../world.js";
import { onReady } from "./handover.js";
import { openOverlay } from "./overlay.js";
import { pageUrl } from "./page.js";
import { openTab } from "./tab.js";

/** How an inspector is opened. */
export interface OpenOptions extends ServeOptions {
  /** Over the lower part of this page, or in a tab of its own. Over the page, unless told otherwise. */
  target?: "overlay" | "tab";
  /**
   * Where the folder `inspector` of this package is served on this origin. Without it, the inspector is made of what the
   * package holds, which needs a page that may run scripts from `blob:` URLs.
   */
  url?: string | URL;
}

/** What is to be looked at: hands it to a window, and answers how to end that. */
type Offer = (inspector: InspectorWindow) => Inspection;

/**
 * Opens an inspector for a world of this page.
 *
 * ```js
 * import { openInspector } from "terrarium-ecs/inspector";
 *
 * openInspector(world, { name: "Ants", simulation });
 * ```
 *
 * A tab is opened only where the browser allows it: in answer to a click, for instance.
 *
 * @throws TerrariumError "BLOCKED" where the browser opens no tab.
 */
export function openInspector(world: World, options?: OpenOptions): Inspection;
/** Opens an inspector for a world in a worker, which serves it there: `serveWorld(world, self)`. */
export function openInspector(port: InspectionPort, options?: Pick<OpenOptions, "target" | "url">): Omit<Inspection, "point">;
export function openInspector(what: World | InspectionPort, options: OpenOptions = {}): Inspection {
  const { target = "overlay", url } = options;
  const offer: Offer = (inspector) =>
    isPort(what) ? offerPort(inspector, what) : offerWorld(inspector, what, options);
  const page = url === undefined ? pageUrl() : Promise.resolve(String(url));
  const shown = target === "tab" ? openTab(page) : openOverlay(page, () => end());
  let inspection: Inspection | undefined;
  const unheard = onReady(shown.window, (inspector) => {
    inspection?.close();
    inspection = offer(inspector);
  });
  const end = (): void => {
    unheard();
    inspection?.close();
    shown.close();
  };
  return { point: (entity) => inspection?.point(entity), close: end };
}

function isPort(what: World | InspectionPort): what is InspectionPort {
  return "postMessage" in what;
}

/** Hands over what is at the other end of a port, such as a worker. */
function offerPort(inspector: InspectorWindow, port: InspectionPort): Inspection {
  const { port1, port2 } = new MessageChannel();
  const close = bridge(port1, port);
  inspector.postMessage({ terrarium: "attach" }, location.origin, [port2]);
  return { point: () => {}, close };
}
