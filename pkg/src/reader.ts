const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
/** Shorter texts are read by hand, as long as they are ASCII. */
const SHORT = 64;
const CHUNK = 4096;
const DIGITS = "0123456789abcdef";
const FLOAT32 = 0xfa;
const FLOAT64 = 0xfb;

/** Reads CBOR that is known to be well made. */
export class Reader {
  /** The major type of the last head. */
  major = 0;
  at = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Whether these bytes come next; then they are read. */
  skips(first: number, second: number): boolean {
    const found = this.#bytes[this.at] === first && this.#bytes[this.at + 1] === second;
    if (found) this.at += 2;
    return found;
  }

  /** Reads a head: its argument. */
  head(): number {
    const first = this.#bytes[this.at++] as number;
    this.major = first >> 5;
    const short = first & 31;
    if (short < 24) return short;
    const at = this.at;
    this.at += 1 << (short - 24);
    if (short === 24) return this.#bytes[at] as number;
    if (short === 25) return this.#view.getUint16(at);
    const word = this.#view.getUint32(at);
    return short === 26 ? word : word * 0x1_0000_0000 + this.#view.getUint32(at + 4);
  }

  /** Reads a number with a fraction, if there is one. */
  float(): number | undefined {
    const [first, at] = [this.#bytes[this.at], this.at + 1];
    if (first === FLOAT64) {
      this.at += 9;
      return this.#view.getFloat64(at);
    }
    if (first !== FLOAT32) return undefined;
    this.at += 5;
    return this.#view.getFloat32(at);
  }

  /** A copy of so many bytes, in a buffer of their own. */
  bytes(length: number): Uint8Array<ArrayBuffer> {
    this.at += length;
    return new Uint8Array(this.#bytes.subarray(this.at - length, this.at));
  }

  text(length: number): string {
    const start = this.at;
    this.at += length;
    if (length > SHORT) return decoder.decode(this.#bytes.subarray(start, this.at));
    let text = "";
    for (let at = start; at < this.at; at++) {
      const byte = this.#bytes[at] as number;
      if (byte > 0x7f) return decoder.decode(this.#bytes.subarray(start, this.at));
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** UTF-8 in which surrogates may stand alone. */
  wtf8(length: number): string {
    const units = new Uint16Array(length);
    const end = this.at + length;
    let count = 0;
    while (this.at < end) {
      const first = this.#bytes[this.at++] as number;
      const more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
      let code = more === 0 ? first : first & (0x3f >> more);
      for (let left = more; left > 0; left--) code = (code << 6) | ((this.#bytes[this.at++] as number) & 0x3f);
      if (more === 3) units[count++] = 0xd7c0 + (code >> 10);
      units[count++] = more === 3 ? 0xdc00 | (code & 0x3ff) : code;
    }
    let text = "";
    for (let at = 0; at < count; at += CHUNK) {
      text += String.fromCharCode(...units.subarray(at, Math.min(count, at + CHUNK)));
    }
    return text;
  }

  bigint(length: number): bigint {
    const digits = new Uint8Array(2 * length);
    for (let at = 0; at < 2 * length; at += 2) {
      const byte = this.#bytes[this.at++] as number;
      digits[at] = DIGITS.charCodeAt(byte >> 4);
      digits[at + 1] = DIGITS.charCodeAt(byte & 15);
    }
    return BigInt(`0x0${decoder.decode(digits)}`);
  }

  /** Passes over an item, and tells where the contents of each tag of a kind begin. */
  skip(tag: number, found: (at: number) => void): void {
    for (let left = 1; left > 0; left--) {
      const argument = this.head();
      if (this.major === 2 || this.major === 3) this.at += argument;
      else if (this.major === 4) left += argument;
      else if (this.major === 5) left += 2 * argument;
      else if (this.major === 6) left++;
      if (this.major === 6 && argument === tag) found(this.at);
    }
  }
}
