// XXH3 written a second time, slowly, so that the tests can seal files that they damaged: with seed 0, the hash of
// 64 bits for 17 bytes and more, that of 128 bits for 1 byte and more.

const SECRET = Uint8Array.from(
  ("b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f" + "cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c" +
    "3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8" + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364" +
    "eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e" + "2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e"
  ).match(/../g),
  (digits) => parseInt(digits, 16),
);
const [P32A, P32B, P32C] = [0x9e3779b1n, 0x85ebca77n, 0xc2b2ae3dn];
const [P1, P2, P3, P4, P5] = [0x9e3779b185ebca87n, 0xc2b2ae3d27d4eb4fn, 0x165667b19e3779f9n, 0x85ebca77c2b2ae63n, 0x27d4eb2f165667c5n];
const MIXER = 0x9fb21c651e98df25n;
const STRIPE = 64;
const STRIPES = (SECRET.length - STRIPE) / 8;
const BLOCK = STRIPE * STRIPES;

const u64 = (value) => BigInt.asUintN(64, value);
const shifted = (value, bits) => value ^ (value >> bits);

function read(bytes, at, length = 8) {
  let value = 0n;
  for (let byte = length - 1; byte >= 0; byte -= 1) value = (value << 8n) | BigInt(bytes[at + byte]);
  return value;
}

const key = (at) => read(SECRET, at);

function swapped(value, length = 8) {
  let result = 0n;
  for (let byte = 0; byte < length; byte += 1) result = (result << 8n) | ((value >> BigInt(byte * 8)) & 0xffn);
  return result;
}

function avalanche(value) {
  return shifted(u64(shifted(value, 37n) * 0x165667919e3779f9n), 32n);
}

function olderAvalanche(value) {
  return shifted(u64(shifted(u64(shifted(value, 33n) * P2), 29n) * P3), 32n);
}

function folded(left, right) {
  const product = left * right;
  return u64(product) ^ (product >> 64n);
}

function mix16(bytes, at, secret) {
  return folded(read(bytes, at) ^ key(secret), read(bytes, at + 8) ^ key(secret + 8));
}

/** The places of 16 bytes that count in a hash of 17 to 240 bytes, with the places of the secret. */
function* places16(length) {
  if (length <= 128) {
    for (let at = Math.ceil(length / 32) - 1; at >= 0; at -= 1) {
      yield [at * 16, at * 32];
      yield [length - (at + 1) * 16, at * 32 + 16];
    }
    return;
  }
  for (let at = 0; at < 8; at += 1) yield [at * 16, at * 16];
  yield undefined;
  for (let at = 8; at < Math.floor(length / 16); at += 1) yield [at * 16, (at - 8) * 16 + 3];
  yield [length - 16, 136 - 17];
}

/** XXH3 of 64 bits. */
export function xxh3of64(bytes) {
  const { length } = bytes;
  const start = u64(BigInt(length) * P1);
  if (length > 240) return merged(accumulated(bytes), 11, start);
  let sum = start;
  for (const place of places16(length)) sum = place === undefined ? avalanche(sum) : u64(sum + mix16(bytes, ...place));
  return avalanche(sum);
}

/** XXH3 of 128 bits. */
export function xxh3of128(bytes) {
  const { length } = bytes;
  if (length > 240) {
    const sums = accumulated(bytes);
    const low = merged(sums, 11, u64(BigInt(length) * P1));
    return (merged(sums, SECRET.length - 64 - 11, u64(~(BigInt(length) * P2))) << 64n) | low;
  }
  if (length > 16) return middle(bytes);
  if (length > 8) return upTo16(bytes);
  return length >= 4 ? upTo8(bytes) : upTo3(bytes);
}

function upTo3(bytes) {
  const { length } = bytes;
  const low = (BigInt(bytes[0]) << 16n) | (BigInt(bytes[length >> 1]) << 24n) | BigInt(bytes[length - 1]) | (BigInt(length) << 8n);
  const turned = swapped(low, 4);
  const high = BigInt.asUintN(32, (turned << 13n) | (turned >> 19n));
  const word = (at) => read(SECRET, at, 4);
  return (olderAvalanche(high ^ word(8) ^ word(12)) << 64n) | olderAvalanche(low ^ word(0) ^ word(4));
}

function upTo8(bytes) {
  const input = read(bytes, 0, 4) | (read(bytes, bytes.length - 4, 4) << 32n);
  const product = (input ^ key(16) ^ key(24)) * u64(P1 + (BigInt(bytes.length) << 2n));
  const high = u64((product >> 64n) + (product << 1n));
  const low = u64(shifted(u64(product) ^ (high >> 3n), 35n) * MIXER);
  return (avalanche(high) << 64n) | shifted(low, 28n);
}

function upTo16(bytes) {
  const [first, last] = [read(bytes, 0), read(bytes, bytes.length - 8)];
  const product = (first ^ last ^ key(32) ^ key(40)) * P1;
  const end = last ^ key(48) ^ key(56);
  const high = u64((product >> 64n) + end + (end & 0xffffffffn) * (P32B - 1n));
  const low = u64(product + (BigInt(bytes.length - 1) << 54n)) ^ swapped(high);
  const second = low * P2;
  return (avalanche(u64((second >> 64n) + high * P2)) << 64n) | avalanche(u64(second));
}

/** 17 to 240 bytes. */
function middle(bytes) {
  const { length } = bytes;
  let [low, high] = [u64(BigInt(length) * P1), 0n];
  const mix = (first, second, secret) => {
    low = u64(low + mix16(bytes, first, secret)) ^ u64(read(bytes, second) + read(bytes, second + 8));
    high = u64(high + mix16(bytes, second, secret + 16)) ^ u64(read(bytes, first) + read(bytes, first + 8));
  };
  if (length <= 128) {
    for (let at = Math.ceil(length / 32) - 1; at >= 0; at -= 1) mix(at * 16, length - (at + 1) * 16, at * 32);
  } else {
    for (let at = 0; at < 4; at += 1) mix(at * 32, at * 32 + 16, at * 32);
    [low, high] = [avalanche(low), avalanche(high)];
    for (let at = 4; at < Math.floor(length / 32); at += 1) mix(at * 32, at * 32 + 16, 3 + (at - 4) * 32);
    mix(length - 16, length - 32, 136 - 17 - 16);
  }
  const top = avalanche(u64(low * P1 + high * P4 + BigInt(length) * P2));
  return (u64(-top) << 64n) | avalanche(u64(low + high));
}

function accumulated(bytes) {
  const sums = [P32C, P1, P2, P3, P4, P32B, P5, P32A];
  const blocks = Math.floor((bytes.length - 1) / BLOCK);
  for (let block = 0; block < blocks; block += 1) {
    accumulate(sums, bytes, block * BLOCK, STRIPES);
    for (let lane = 0; lane < 8; lane += 1) sums[lane] = u64((shifted(sums[lane], 47n) ^ key(SECRET.length - STRIPE + 8 * lane)) * P32A);
  }
  accumulate(sums, bytes, blocks * BLOCK, Math.floor((bytes.length - 1 - blocks * BLOCK) / STRIPE));
  stripe(sums, bytes, bytes.length - STRIPE, SECRET.length - STRIPE - 7);
  return sums;
}

function accumulate(sums, bytes, at, stripes) {
  for (let number = 0; number < stripes; number += 1) stripe(sums, bytes, at + number * STRIPE, number * 8);
}

function stripe(sums, bytes, at, secret) {
  for (let lane = 0; lane < 8; lane += 1) {
    const value = read(bytes, at + 8 * lane);
    const keyed = value ^ key(secret + 8 * lane);
    sums[lane ^ 1] = u64(sums[lane ^ 1] + value);
    sums[lane] = u64(sums[lane] + (keyed & 0xffffffffn) * (keyed >> 32n));
  }
}

function merged(sums, secret, start) {
  let result = start;
  for (let at = 0; at < 4; at += 1) result += folded(sums[at * 2] ^ key(secret + at * 16), sums[at * 2 + 1] ^ key(secret + at * 16 + 8));
  return avalanche(u64(result));
}
