import { SnapshotError } from "./errors.js";
import type { Limits } from "./limits.js";
import { joined } from "./saving.js";

/** The platform's Blob, in a program that knows of one. */
export type PlatformBlob = typeof globalThis extends { Blob: { prototype: infer T } } ? T : object;

/** The platform's ReadableStream, of bytes, in a program that knows of one. */
export type PlatformStream = typeof globalThis extends { ReadableStream: { prototype: infer T } } ? T : object;

/** Where the bytes of a snapshot come from. Gzip is told by its first bytes. */
export type SnapshotSource = Uint8Array | ArrayBuffer | PlatformBlob | PlatformStream;

/** How a snapshot is given. */
export interface SnapshotForm {
  /** Packed with gzip; default false. */
  gzip?: boolean;
  /** As bytes (default), a Blob, or a stream. */
  as?: "bytes" | "blob" | "stream";
}

const GZIP = [0x1f, 0x8b] as const;
/** The ratio is not asked about before so many bytes. */
const RATIO_FROM = 2 ** 20;

/** @internal All bytes of a source, unpacked if they are packed. @throws SnapshotError "LIMIT" | "CORRUPT". */
export async function readAll(source: SnapshotSource, limits: Limits): Promise<Uint8Array> {
  const packed = await collect(streamOf(source), (length) => {
    if (length > limits.snapshotBytesMax) throw tooMuch("The file", "snapshotBytesMax", limits.snapshotBytesMax);
  });
  if (packed[0] !== GZIP[0] || packed[1] !== GZIP[1]) return packed;
  return collect(unpacked(packed), (length) => {
    if (length > limits.expandedBytesMax) throw tooMuch("Unpacked, it", "expandedBytesMax", limits.expandedBytesMax);
    if (length > RATIO_FROM && length > limits.expansionRatioMax * packed.length)
      throw tooMuch("Unpacked, it", "expansionRatioMax", limits.expansionRatioMax);
  });
}

function tooMuch(what: string, limit: keyof Limits, max: number): SnapshotError {
  return new SnapshotError("LIMIT", `${what} is larger than limits.${limit} (${max}); raise it if you trust the source`);
}

/** @internal Bytes in the form that is wanted. */
export async function given(
  bytes: Uint8Array,
  { gzip = false, as = "bytes" }: SnapshotForm,
): Promise<Uint8Array | PlatformBlob | PlatformStream> {
  const stream = (): ReadableStream<Uint8Array> =>
    gzip ? through(bytes, new CompressionStream("gzip")) : streamOf(bytes);
  if (as === "stream") return stream();
  const all = gzip ? await collect(stream(), () => {}) : bytes;
  return as === "blob" ? new Blob([all as Uint8Array<ArrayBuffer>]) : all;
}

function streamOf(source: SnapshotSource): ReadableStream<Uint8Array> {
  if (source instanceof ReadableStream) return source;
  return new Blob([source as BlobPart]).stream();
}

function unpacked(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return through(bytes, new DecompressionStream("gzip"));
}

function through(bytes: Uint8Array, transform: CompressionStream | DecompressionStream): ReadableStream<Uint8Array> {
  return streamOf(bytes).pipeThrough(transform as unknown as TransformStream<Uint8Array, Uint8Array>);
}

/** The chunks of a stream as one; it is cancelled as soon as there are too many. */
async function collect(stream: ReadableStream<Uint8Array>, assertLength: (length: number) => void): Promise<Uint8Array> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      assertLength(length);
      chunks.push(next.value);
    }
  } catch (cause) {
    await reader.cancel().catch(() => {});
    if (cause instanceof SnapshotError) throw cause;
    throw new SnapshotError("CORRUPT", "The bytes could not be read to their end; take them anew", undefined, { cause });
  }
  return joined(chunks);
}
