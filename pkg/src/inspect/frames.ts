/**
 * Messages as frames of a WebSocket: one without bytes is text. One with bytes is binary: the length of the text in
 * UTF-8 as 32 bits, the lowest first, the text, and the bytes.
 */
export interface SocketFrame {
  readonly message: string;
  readonly bytes: Uint8Array;
}

/** Bytes of the length in front. */
export const LENGTH_BYTES = 4;

export function framed({ message, bytes }: SocketFrame): Uint8Array {
  const text = new TextEncoder().encode(message);
  const frame = new Uint8Array(LENGTH_BYTES + text.length + bytes.length);
  new DataView(frame.buffer).setUint32(0, text.length, true);
  frame.set(text, LENGTH_BYTES);
  frame.set(bytes, LENGTH_BYTES + text.length);
  return frame;
}

/** What is in a binary frame, which it shares its bytes with; undefined where it is none of ours. */
export function unframed(frame: Uint8Array): SocketFrame | undefined {
  if (frame.length < LENGTH_BYTES) return undefined;
  const length = new DataView(frame.buffer, frame.byteOffset).getUint32(0, true);
  const end = LENGTH_BYTES + length;
  if (end > frame.length) return undefined;
  const message = textOf(frame.subarray(LENGTH_BYTES, end));
  return message === undefined ? undefined : { message, bytes: frame.subarray(end) };
}

function textOf(utf8: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(utf8);
  } catch {
    return undefined;
  }
}
