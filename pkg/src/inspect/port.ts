/**
 * What messages go through: a MessagePort, a Worker, a worker's own `self`, a BroadcastChannel, or the like. Other
 * messages on it are left alone.
 */
export interface InspectionPort {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  removeEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  start?(): void;
}

/** @internal What goes through a port towards a world. */
export interface Frame {
  /** Whose message it is: several clients may use one port, and a program its own messages beside. */
  readonly client: string;
  readonly message: unknown;
  /** What goes along with the message, such as a snapshot. */
  readonly bytes: unknown;
}

/** UTF-16 units of what a client calls itself. */
const CLIENT_UNITS_MAX = 64;

/** @internal The frame in a message that came in; undefined for all that is not meant for a world. */
export function frameOf(data: unknown): Frame | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { terrarium, client, message, bytes } = data as Record<string, unknown>;
  const isOurs = terrarium === "to world" && typeof client === "string" && client.length <= CLIENT_UNITS_MAX;
  return isOurs ? { client, message, bytes } : undefined;
}

/** @internal A message for a client, as it goes through a port, and what goes along with it. */
export function enveloped(client: string, message: string, bytes: Uint8Array | undefined): unknown {
  return { terrarium: "to client", client, message, ...(bytes && { bytes }) };
}
