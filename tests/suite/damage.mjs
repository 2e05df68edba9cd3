// Damaged files: every bit, every truncation, damage with its checksums made good. An error or a world; never harm.

import { equal, fail, ok, throws } from "./assert.mjs";
import { sameBytes } from "./exact.mjs";
import { Note, Position } from "./fixtures.mjs";
import { shared, SnapshotError, World } from "./package.mjs";
import { chooseSeed, Random } from "./random.mjs";
import { restored } from "./saved.mjs";
import { partsOf, reseal, resealHead } from "./sealing.mjs";
import { test } from "./registry.mjs";
import { worldOf } from "./worlds.mjs";

const MUTANTS = globalThis.process === undefined ? 300 : 4000;
const MILLISECONDS_MAX = 100;
const KIBIBYTES_8 = 8192;

/** A world in use, whose state nothing of what follows may change. */
function live() {
  const world = new World();
  const note = shared(new Note("live"));
  for (let at = 0; at < 40; at += 1) world.spawn(new Position(at, 1 / (at + 1)), note);
  world.destroy(7);
  return { world, bytes: world.snapshot() };
}

/** The snapshot of a random world of about 8 KiB. */
function file() {
  for (let seed = 1; ; seed += 1) {
    const bytes = worldOf(seed).snapshot();
    if (bytes.length >= KIBIBYTES_8 && bytes.length < KIBIBYTES_8 + 1024) return bytes;
  }
}

function refused(world, bytes, what) {
  try {
    world.restore(bytes);
  } catch (error) {
    if (error instanceof SnapshotError) return;
    fail(`${what}: ${String(error?.stack ?? error)}`);
  }
  fail(`${what}: not noticed`);
}

test("damage: every single bit of a snapshot flipped is noticed, and the world is as it was", () => {
  const { world, bytes: before } = live();
  const bytes = file();
  for (let bit = 0; bit < KIBIBYTES_8 * 8; bit += 1) {
    bytes[bit >> 3] ^= 1 << (bit & 7);
    refused(world, bytes, `bit ${bit}`);
    bytes[bit >> 3] ^= 1 << (bit & 7);
    if (bit % 4096 === 0) sameBytes(world.snapshot(), before, `after bit ${bit}`);
  }
  sameBytes(world.snapshot(), before);
  world.check();
  world.restore(bytes);
});

test("damage: every truncation is noticed, and whatever is added, and the world is as it was", () => {
  const { world, bytes: before } = live();
  const bytes = file();
  for (let length = 0; length < bytes.length; length += 1) {
    refused(world, bytes.subarray(0, length), `${length} bytes`);
    if (length % 1024 === 0) sameBytes(world.snapshot(), before, `after ${length} bytes`);
  }
  for (const more of [[0], [1, 2, 3], [...bytes]]) refused(world, Uint8Array.from([...bytes, ...more]), `${more.length} bytes more`);
  sameBytes(world.snapshot(), before);
  world.check();
});

const BYTES = [0x00, 0x17, 0x18, 0x1b, 0x20, 0x40, 0x5f, 0x60, 0x7f, 0x80, 0x9b, 0x9f, 0xa0, 0xbf, 0xc1, 0xd8, 0xf4, 0xf6, 0xf7, 0xf9, 0xfb, 0xff];

/** Changes to a range of bytes, in place. */
const CHANGES = {
  "a bit": (random, bytes) => { bytes[random.below(bytes.length)] ^= 1 << random.below(8); },
  "a byte": (random, bytes) => { bytes[random.below(bytes.length)] = random.pick(BYTES); },
  "any bytes": (random, bytes) => {
    const at = random.below(bytes.length);
    for (let more = 0; more < 4 && at + more < bytes.length; more += 1) bytes[at + more] = random.below(256);
  },
  "two swapped": (random, bytes) => {
    const [first, second] = [random.below(bytes.length), random.below(bytes.length)];
    [bytes[first], bytes[second]] = [bytes[second], bytes[first]];
  },
  "a copied range": (random, bytes) => {
    const [from, to] = [random.below(bytes.length), random.below(bytes.length)];
    bytes.copyWithin(to, from, from + 1 + random.below(12));
  },
};

/** A file that was changed in its manifest or in a block, with its checksums made good. */
function mutant(random, bytes) {
  const parts = partsOf(bytes);
  const changed = bytes.slice();
  const inManifest = random.once(3);
  const block = random.pick(parts.blocks);
  const [start, end] = inManifest ? [28, parts.end] : [block.start, block.start + block.length];
  const kind = random.pick(Object.keys(CHANGES));
  CHANGES[kind](random, changed.subarray(start, end));
  return { kind, bytes: inManifest ? resealHead(changed) : reseal(changed, { ...parts, blocks: [block] }) };
}

/** What was accepted is a world like any other. */
function livesOn(world) {
  world.check();
  const bytes = world.snapshot();
  sameBytes(restored(bytes).snapshot(), bytes, "an accepted mutant, saved and restored");
  world.spawn(new Position(1, 2));
  world.check();
}

function tryMutant(random, { world, bytes: before }, file) {
  const { kind, bytes } = mutant(random, file);
  const begun = performance.now();
  try {
    const target = new World();
    target.restore(bytes);
    livesOn(target);
    target.dispose();
    return "accepted";
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw new Error(`${kind}: ${String(error)}`, { cause: error });
    refused(world, bytes, kind);
    return error.code;
  } finally {
    const took = performance.now() - begun;
    if (took > MILLISECONDS_MAX * 10) fail(`${kind} took ${took} ms`);
    equal(world.size, 39);
    if (random.once(50)) sameBytes(world.snapshot(), before, kind);
  }
}

test(`damage: ${MUTANTS} mutants with checksums made good are errors or worlds, and the live world is as it was`, () => {
  const seed = chooseSeed();
  console.log(`# damage: seed ${seed}; TERRARIUM_SEED=${seed} brings it back`);
  const random = new Random(seed);
  const state = live();
  const outcomes = new Map();
  const files = Array.from({ length: 200 }, (_, seed) => worldOf(seed).snapshot()).filter(({ length }) => length < KIBIBYTES_8);
  for (let at = 0; at < MUTANTS; at += 1) {
    try {
      const outcome = tryMutant(random, state, random.pick(files));
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    } catch (error) {
      fail(`seed ${seed}, mutant ${at}: ${String(error?.stack ?? error)} ${String(error?.cause?.stack ?? "")}`);
    }
  }
  console.log(`# damage: ${[...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(", ")}`);
  sameBytes(state.world.snapshot(), state.bytes);
});

test("damage: sealing a file that is whole changes nothing", () => {
  for (let seed = 0; seed < 10; seed += 1) {
    const bytes = worldOf(seed).snapshot();
    sameBytes(reseal(bytes), bytes, `seed ${seed}`);
  }
});

test("damage: a newer version is refused by a name of its own, which names both versions", () => {
  const { world, bytes } = live();
  const newer = bytes.slice();
  new DataView(newer.buffer).setUint16(8, 3, true);
  const error = throws(() => world.restore(resealHead(newer)), SnapshotError, "UNSUPPORTED_VERSION");
  ok(/\b3\b/.test(error.message) && /\b2\b/.test(error.message), error.message);
  throws(() => world.restore(newer), SnapshotError, "UNSUPPORTED_VERSION");
  sameBytes(world.snapshot(), bytes);
});

const text = (string) => new TextEncoder().encode(string);
const OTHERS = {
  empty: [new Uint8Array(0), /empty|no bytes/i],
  gzip: [Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3), /gzip/i],
  zip: [Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0), /zip/i],
  JSON: [text('{"entities": []}'), /JSON/i],
  "a JSON array": [text(" [1, 2, 3]"), /JSON/i],
  pickle: [Uint8Array.of(0x80, 4, 0x95, 10, 0, 0, 0, 0, 0, 0, 0, 0x7d), /pickle|AgentECS/i],
  PNG: [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13), /PNG/i],
};

for (const [name, [bytes, said]] of Object.entries(OTHERS)) {
  test(`damage: a file that is ${name} is refused, and the message says what it seems to be`, () => {
    const { world, bytes: before } = live();
    const error = throws(() => world.restore(bytes), SnapshotError, "CORRUPT");
    ok(said.test(error.message), error.message);
    sameBytes(world.snapshot(), before);
  });
}

test("damage: what is no Uint8Array is refused", () => {
  const { world, bytes } = live();
  for (const value of [undefined, null, 5, "text", [...bytes], bytes.buffer, new Uint16Array(bytes.buffer.slice(0, bytes.length & ~1)), {}]) {
    throws(() => world.restore(value), SnapshotError, "CORRUPT");
  }
  sameBytes(world.snapshot(), bytes);
});

test("damage: a snapshot is read from wherever it lies in its buffer", () => {
  const { world, bytes } = live();
  const padded = new Uint8Array(bytes.length + 10);
  padded.set(bytes, 3);
  sameBytes(restored(padded.subarray(3, 3 + bytes.length)).snapshot(), world.snapshot());
});
