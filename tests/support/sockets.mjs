// A world in Node, and clients that look at it through sockets.

import { once } from "node:events";
import WebSocket from "ws";
import { Client } from "../suite/inspector.mjs";

/** Opens a socket to what `url` of an inspection names. Answers it when it is open. */
export async function dial(url, options) {
  const socket = socketTo(url, options);
  await once(socket, "open");
  return socket;
}

/** What a socket is refused with: the status of an answer, or the code that it is closed with. */
export function refusal(url, options) {
  const socket = socketTo(url, options);
  return new Promise((resolve) => {
    socket.on("close", resolve);
    socket.on("unexpected-response", (_, { statusCode }) => resolve(statusCode));
  });
}

/** A socket on its way. A token of null is none. */
export function socketTo(url, { origin = new URL(url).origin, token = tokenOf(url), headers = {} } = {}) {
  const query = token === null ? "" : `?token=${token}`;
  return new WebSocket(`ws://${new URL(url).host}/${query}`, { origin, headers });
}

export function tokenOf(url) {
  return new URL(url).hash.replace("#token=", "");
}

/** A client of the protocol at a socket. */
export async function clientAt(url) {
  return new Client(await portAt(url));
}

/** A socket as a port: frames of one client, of which only message and bytes go over the wire. */
export async function portAt(url) {
  const socket = await dial(url);
  return {
    socket,
    postMessage: ({ message, bytes }) => socket.send(bytes === undefined ? message : framed(message, bytes)),
    addEventListener: (_, listener) => {
      socket.on("message", (data, isBinary) => {
        const { message, bytes } = isBinary ? unframed(data) : { message: String(data) };
        listener({ data: { terrarium: "to client", client: "tests", message, bytes } });
      });
    },
    removeEventListener: () => {},
    close: () => socket.terminate(),
  };
}

/** A message with bytes, as `PROTOCOL.md` has it. */
export function framed(message, bytes) {
  const text = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text, bytes]);
}

export function unframed(frame) {
  const end = 4 + frame.readUInt32LE(0);
  return { message: frame.subarray(4, end).toString(), bytes: new Uint8Array(frame.subarray(end)) };
}
