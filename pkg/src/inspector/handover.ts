import type { InspectorWindow } from "../inspect/serve.js";

/**
 * Calls back whenever the inspector in a window says that it is ready, which it does again after it was loaded anew.
 * Answers how to end that.
 */
export function onReady(shown: () => unknown, take: (inspector: InspectorWindow) => void): () => void {
  const listen = ({ source, origin, data }: MessageEvent): void => {
    const isOurs = source !== null && source === shown() && origin === location.origin;
    if (isOurs && (data as { terrarium?: unknown } | null)?.terrarium === "ready") take(source as InspectorWindow);
  };
  addEventListener("message", listen);
  return () => removeEventListener("message", listen);
}
