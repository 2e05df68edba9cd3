import { refuse } from "./path.js";

/** What values are written to. */
export interface Sink {
  /** One byte as it is. */
  byte(byte: number): void;
  /** The head of an item: its major type and its argument. */
  head(major: number, argument: number): void;
  number(value: number): void;
  text(value: string): void;
  bigint(value: bigint): void;
  bytes(value: Uint8Array): void;
  /** Counts bytes that a value takes without having them written. */
  reserve(bytes: number): void;
}

/** Major types. */
export const UINT = 0;
export const NEGATIVE = 1;
export const BYTES = 2;
export const TEXT = 3;
export const ARRAY = 4;
export const MAP = 5;
export const TAG = 6;

export const FALSE = 0xf4;
export const TRUE = 0xf5;
export const NULL = 0xf6;
export const UNDEFINED = 0xf7;

/** Tags. */
export const DATE = 1;
export const BIGINT = 2;
export const NEGATIVE_BIGINT = 3;
export const OBJECT = 27;
export const FIRST = 28;
export const AGAIN = 29;
export const HOLE = 31;
export const ENTITY = 39;
export const SET = 258;
export const ENTRIES = 259;
export const WTF8 = 273;

/** Goes through the motions. */
export const NOWHERE: Sink = { byte() {}, head() {}, number() {}, text() {}, bigint() {}, bytes() {}, reserve() {} };

const encoder = new TextEncoder();
const BUFFER_BYTES = 4096;
/** Shorter texts are written by hand, as long as they are ASCII. */
const SHORT = 128;

/** Writes CBOR in its shortest form. */
export class Writer implements Sink {
  #buffer = new Uint8Array(BUFFER_BYTES);
  #view = new DataView(this.#buffer.buffer);
  #at = 0;
  #start = 0;

  constructor(readonly valueBytesMax: number) {}

  /** All that follows is of one value, up to the next call. */
  begin(): void {
    this.#start = this.#at;
  }

  /** @throws a refusal where the value has become too large. */
  end(): void {
    if (this.#at - this.#start > this.valueBytesMax) this.#tooLarge();
  }

  /** What was written since the last call. */
  take(): Uint8Array<ArrayBuffer> {
    const bytes = this.#buffer.slice(0, this.#at);
    this.#at = this.#start = 0;
    return bytes;
  }

  reserve(bytes: number): void {
    this.#start -= bytes;
    this.end();
  }

  #tooLarge(): never {
    refuse("is larger than limits.valueBytesMax; make it smaller, or raise the limit", "LIMIT");
  }

  #advance(count: number): number {
    const at = this.#at;
    this.#at = at + count;
    if (this.#at > this.#buffer.length) this.#grow();
    return at;
  }

  #grow(): void {
    this.end();
    const buffer = new Uint8Array(2 * this.#at);
    buffer.set(this.#buffer);
    this.#buffer = buffer;
    this.#view = new DataView(buffer.buffer);
  }

  byte(byte: number): void {
    const at = this.#advance(1);
    this.#buffer[at] = byte;
  }

  head(major: number, argument: number): void {
    const first = major << 5;
    if (argument < 24) this.byte(first | argument);
    else if (argument < 0x100) {
      this.byte(first | 24);
      this.byte(argument);
    } else if (argument < 0x1_0000) {
      this.byte(first | 25);
      const at = this.#advance(2);
      this.#view.setUint16(at, argument);
    } else if (argument < 0x1_0000_0000) {
      this.byte(first | 26);
      this.#word(argument);
    } else {
      this.byte(first | 27);
      this.#word(argument / 0x1_0000_0000);
      this.#word(argument);
    }
  }

  /** The low 32 bits. */
  #word(value: number): void {
    const at = this.#advance(4);
    this.#view.setUint32(at, value);
  }

  number(value: number): void {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
      this.head(value < 0 ? NEGATIVE : UINT, value < 0 ? -1 - value : value);
    } else if (Number.isNaN(value)) {
      this.byte(0xfa);
      this.#word(0x7fc0_0000);
    } else if (Math.fround(value) === value) {
      this.byte(0xfa);
      const at = this.#advance(4);
      this.#view.setFloat32(at, value);
    } else {
      this.byte(0xfb);
      const at = this.#advance(8);
      this.#view.setFloat64(at, value);
    }
  }

  text(value: string): void {
    if (value.length < SHORT && this.#ascii(value)) return;
    if (value.length > this.valueBytesMax) this.#tooLarge();
    if (isWellFormed(value)) return this.#string(TEXT, encoder.encode(value));
    this.head(TAG, WTF8);
    this.bytes(wtf8(value));
  }

  #ascii(value: string): boolean {
    const start = this.#at;
    this.head(TEXT, value.length);
    const at = this.#advance(value.length);
    for (let unit = 0; unit < value.length; unit++) {
      const code = value.charCodeAt(unit);
      if (code > 0x7f) {
        this.#at = start;
        return false;
      }
      this.#buffer[at + unit] = code;
    }
    return true;
  }

  bytes(value: Uint8Array): void {
    this.#string(BYTES, value);
  }

  #string(major: number, bytes: Uint8Array): void {
    this.head(major, bytes.length);
    const at = this.#advance(bytes.length);
    this.#buffer.set(bytes, at);
  }

  bigint(value: bigint): void {
    const magnitude = value < 0n ? -1n - value : value;
    const hex = magnitude === 0n ? "" : magnitude.toString(16);
    const length = (hex.length + 1) >>> 1;
    this.head(TAG, value < 0n ? NEGATIVE_BIGINT : BIGINT);
    this.head(BYTES, length);
    const at = this.#advance(length);
    for (let end = hex.length, byte = length - 1; byte >= 0; byte--, end -= 2) {
      this.#buffer[at + byte] = parseInt(hex.slice(Math.max(0, end - 2), end), 16);
    }
  }
}

/** Whether a string has no surrogate that stands alone. */
export function isWellFormed(value: string): boolean {
  return (value as unknown as { isWellFormed(): boolean }).isWellFormed();
}

/** Whether a string takes more bytes than a limit. */
export function exceeds(value: string, bytesMax: number): boolean {
  return value.length > bytesMax || (value.length * 3 > bytesMax && wtf8(value).length > bytesMax);
}

/** UTF-8 in which surrogates that stand alone are characters. */
function wtf8(value: string): Uint8Array {
  const bytes = new Uint8Array(value.length * 3);
  let at = 0;
  for (const character of value) {
    const code = character.codePointAt(0) as number;
    const more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x1_0000 ? 2 : 3;
    bytes[at++] = more === 0 ? code : (0xff00 >> (more + 1)) | (code >> (6 * more));
    for (let left = more - 1; left >= 0; left--) bytes[at++] = 0x80 | ((code >> (6 * left)) & 0x3f);
  }
  return bytes.subarray(0, at);
}
