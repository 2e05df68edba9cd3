// Snapshot files taken apart and sealed again, from their description in `crates/codec/FORMAT.md` and nothing else:
// damage with its checksums made good, as no accident makes it.

import { xxh3of128, xxh3of64 } from "./xxh3.mjs";

const HEADER = 28;
const ADDRESS = 16;

/** Reads the CBOR that manifests are made of: unsigned numbers, byte strings, texts, arrays, null, and tags. */
class Cursor {
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #head() {
    const first = this.bytes[this.at];
    const size = first & 0x1f;
    this.at += 1;
    if (size < 24) return [first >> 5, size];
    const length = 2 ** (size - 24);
    const value = [() => this.view.getUint8(this.at), () => this.view.getUint16(this.at), () => this.view.getUint32(this.at), () => Number(this.view.getBigUint64(this.at))][size - 24]?.();
    if (value === undefined) throw new Error(`a head that no manifest has, at ${this.at - 1}`);
    this.at += length;
    return [first >> 5, value];
  }

  /** One item; a byte string is `{ start, length }`. */
  item() {
    const [major, value] = this.#head();
    if (major === 0) return value;
    if (major === 2 || major === 3) {
      const start = this.at;
      this.at += value;
      return { start, length: value };
    }
    if (major === 4) return Array.from({ length: value }, () => this.item());
    if (major === 6) return this.item();
    if (major === 7 && value === 22) return null;
    throw new Error(`an item that no manifest has, of major type ${major}`);
  }
}

/** The blocks that a manifest names, in the order of the file: `{ length, address }`, the address as a place in the file. */
function* named([, , , ids, free, ticks, commons, types]) {
  yield* pairs(ids);
  yield* pairs(free ?? []);
  for (const block of ticks) yield* pairs(block ?? []);
  yield* pairs(commons ?? []);
  for (const [, groups, pages] of types) {
    yield* pairs(groups ?? []);
    for (const [, , rows, length, address] of pages) if (rows > 0) yield { length, address: address.start };
  }
}

function* pairs(list) {
  for (let at = 0; at < list.length; at += 2) yield { length: list[at], address: list[at + 1].start };
}

/** A file taken apart: its manifest, and its blocks as `{ start, length, addresses }`, one for each content. */
export function partsOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = HEADER + view.getUint32(16, true);
  const manifest = new Cursor(bytes, HEADER).item();
  const byAddress = new Map();
  let start = end;
  for (const { length, address } of named(manifest)) {
    const text = String(bytes.subarray(address, address + ADDRESS));
    const known = byAddress.get(text);
    if (known !== undefined) known.addresses.push(address);
    else {
      byAddress.set(text, { start, length, addresses: [address] });
      start += length;
    }
  }
  return { manifest, end, blocks: [...byAddress.values()] };
}

/** Makes every address and the checksum good again, of a file whose manifest can be read; of others the checksum only. */
export function reseal(bytes, parts = partsOf(bytes)) {
  const sealed = bytes.slice();
  for (const { start, length, addresses } of parts.blocks) {
    const hash = bigEndian(xxh3of128(sealed.subarray(start, start + length)));
    for (const address of addresses) sealed.set(hash, address);
  }
  return resealHead(sealed, parts.end);
}

/** Makes the checksum good again. */
export function resealHead(bytes, end = HEADER + new DataView(bytes.buffer, bytes.byteOffset).getUint32(16, true)) {
  const sealed = bytes.slice();
  const covered = new Uint8Array(20 + end - HEADER);
  covered.set(sealed.subarray(0, 20));
  covered.set(sealed.subarray(HEADER, end), 20);
  new DataView(sealed.buffer).setBigUint64(20, xxh3of64(covered), true);
  return sealed;
}

function bigEndian(hash) {
  return Uint8Array.from({ length: ADDRESS }, (_, at) => Number((hash >> BigInt(8 * (ADDRESS - 1 - at))) & 0xffn));
}

/** A file whose manifest and blocks are these, sealed; the manifest's addresses are filled in by `address(block)`. */
export function fileOf({ manifest, blocks = [], version = 1, flags = 0, shard = 0 }) {
  const length = HEADER + manifest.length + blocks.reduce((sum, block) => sum + block.length, 0);
  const bytes = new Uint8Array(length);
  bytes.set([0x89, 0x54, 0x52, 0x52, 0x4d, 0x0d, 0x0a, 0x1a]);
  const view = new DataView(bytes.buffer);
  [version, flags, shard, 0].forEach((value, at) => view.setUint16(8 + 2 * at, value, true));
  view.setUint32(16, manifest.length, true);
  bytes.set(manifest, HEADER);
  let at = HEADER + manifest.length;
  for (const block of blocks) {
    bytes.set(block, at);
    at += block.length;
  }
  return resealHead(bytes);
}

/** The address of a block of these bytes. */
export function addressOf(block) {
  return bigEndian(xxh3of128(block));
}
