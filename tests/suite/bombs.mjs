// Files that say they are large, deep or many, and are small: an error at once, with little memory; and every limit.

import { holdings } from "./probe.mjs";
import { equal, fail, ok, rejects, throws } from "./assert.mjs";
import { exactly, sameBytes } from "./exact.mjs";
import { token } from "./fixtures.mjs";
import { defineComponent, SnapshotError, World } from "./package.mjs";
import { restored } from "./saved.mjs";
import { addressOf, fileOf } from "./sealing.mjs";
import { test } from "./registry.mjs";

const MILLISECONDS_MAX = 50;
const PAGES_MAX = 32;
const Value = defineComponent("bombs/value");

const uint = (value) => head(0, value);
const array = (items) => [...head(4, items.length), ...items.flat()];
const bytesOf = (bytes) => [...head(2, bytes.length), ...bytes];
const textOf = (text) => [...head(3, text.length), ...new TextEncoder().encode(text)];

/** The head of a CBOR item, in its shortest form. */
function head(major, value) {
  if (value < 24) return [(major << 5) | value];
  const size = value < 2 ** 8 ? 0 : value < 2 ** 16 ? 1 : value < 2 ** 32 ? 2 : 3;
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return [(major << 5) | (24 + size), ...bytes.subarray(8 - 2 ** size)];
}

const TAG_NUMBERS = [0xd8, 64];
const IDS = Uint8Array.from(array([uint(2), [...TAG_NUMBERS, ...bytesOf([0, 0])], [0xf6]]));

/** A file of a world in which entity 1 has a `bombs/value`, written as these bytes. */
function fileWith(value, { length, rows = 1, entities = IDS, slots = 2 } = {}) {
  const mask = new Uint8Array(128);
  mask[0] = 2;
  const start = [0x83, ...bytesOf(mask), 0xf6, 0x81];
  const whole = new Uint8Array(start.length + value.length);
  whole.set(start);
  whole.set(value, start.length);
  const page = array([uint(0), uint(0), uint(rows), uint(length ?? whole.length), bytesOf(addressOf(whole))]);
  const type = array([textOf("bombs/value"), [0xf6], array([page])]);
  const manifest = Uint8Array.from(array([uint(0), uint(slots), uint(0), array([uint(entities.length), bytesOf(addressOf(entities))]), [0xf6], [0xf6], array([type])]));
  return fileOf({ manifest, blocks: [entities, whole] });
}

/** The same of a manifest alone. */
function manifestOnly(manifest) {
  return fileOf({ manifest: Uint8Array.from(manifest) });
}

const nested = (levels) => new Uint8Array(levels + 1).fill(0x81).fill(0x80, levels);
const LARGEST = 2 ** 53;

const BOMBS = {
  "a manifest of 4 GiB": () => {
    const bytes = fileWith([0x80]).slice();
    new DataView(bytes.buffer).setUint32(16, 2 ** 32 - 1, true);
    return bytes;
  },
  "2^53 entity slots": () => fileWith([0x80], { slots: LARGEST }),
  "2^26 entity slots without their blocks": () => fileWith([0x80], { slots: 2 ** 26 }),
  "a block of 2^53 bytes": () => fileWith([0x80], { length: LARGEST }),
  "a page of 2^53 rows": () => fileWith([0x80], { rows: LARGEST }),
  "2^53 types": () => manifestOnly([0x87, 0, 1, 0, 0x80, 0xf6, 0xf6, ...head(4, LARGEST)]),
  "2^53 blocks of ids": () => manifestOnly([0x87, 0, 1, 0, ...head(4, LARGEST)]),
  "a type's name of 2^53 bytes": () => manifestOnly([0x87, 0, 1, 0, 0x80, 0xf6, 0xf6, 0x81, 0x83, ...head(3, LARGEST)]),
  "an array of 2^53": () => fileWith(head(4, LARGEST)),
  "a map of 2^53": () => fileWith(head(5, LARGEST)),
  "a text of 2^53 bytes": () => fileWith(head(3, LARGEST)),
  "bytes of 2^53": () => fileWith(head(2, LARGEST)),
  "a bigint of 2^53 bytes": () => fileWith([0xc2, ...head(2, LARGEST)]),
  "a typed array of 2^53 bytes": () => fileWith([0xd8, 86, ...head(2, LARGEST)]),
  "a sparse array of 2^53": () => fileWith([0xd8, 27, 0x83, ...textOf("sparse"), ...uint(LARGEST), 0xa0]),
  "a resizable buffer of 2^53 bytes": () => fileWith([0xd8, 27, 0x83, ...textOf("buffer"), 0x40, ...uint(LARGEST)]),
  "a view of 2^53 elements": () => fileWith([0xd8, 27, 0x85, ...textOf("view"), ...textOf("Uint8Array"), 0x41, 0, 0, ...uint(LARGEST)]),
  "129 levels and more": () => fileWith(nested(140)),
  "1,000,000 levels": () => fileWith(nested(1_000_000)),
  "1,000,000 tags": () => fileWith(Uint8Array.from({ length: 2_000_000 }, (_, at) => (at % 2 === 0 ? 0xd8 : 28))),
};

/** The fewest milliseconds of three tries: what the machine does besides is not measured. */
function quickly(run) {
  const times = [1, 2, 3].map(() => {
    const begun = performance.now();
    run();
    return performance.now() - begun;
  });
  return Math.min(...times);
}

for (const [name, make] of Object.entries(BOMBS)) {
  test(`bombs: ${name}: an error in ${MILLISECONDS_MAX} ms that takes no memory`, () => {
    const bytes = make();
    const world = new World();
    const entity = world.spawn([Value, 1]);
    const before = world.snapshot();
    throws(() => world.restore(bytes), SnapshotError);
    const { pages } = holdings();
    const took = quickly(() => throws(() => world.restore(bytes), SnapshotError));
    ok(took < MILLISECONDS_MAX, `${took} ms`);
    ok(holdings().pages - pages <= PAGES_MAX, `${holdings().pages - pages} pages`);
    equal(world.get(entity, Value), 1);
    sameBytes(world.snapshot(), before);
  });
}

test("bombs: the files are right but for what makes them bombs", () => {
  exactly(restored(fileWith([0x81, 0x05])).get(1, Value), [5]);
  equal(restored(fileWith(nested(100))).get(1, Value).length, 1);
});

test("bombs: a million empty arrays in one value are a value, in time that fits their bytes", () => {
  const list = new Uint8Array(1_000_005).fill(0x80);
  list.set([0x9a, 0, 0x0f, 0x42, 0x40]);
  const begun = performance.now();
  equal(restored(fileWith(list)).get(1, Value).length, 1_000_000);
  ok(performance.now() - begun < 5000);
});

/** Bytes packed with gzip. */
async function gzip(parts) {
  const stream = new Blob(parts).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

test("bombs: gzip that expands too far is refused while it expands", async () => {
  const packed = await gzip(Array(40).fill(new Uint8Array(2 ** 20)));
  ok(packed.length < 100_000);
  const world = new World();
  const before = world.snapshot();
  const begun = performance.now();
  const error = await rejects(world.restoreAsync(packed), SnapshotError, "LIMIT");
  ok(error.message.includes("expansionRatioMax"), error.message);
  ok(performance.now() - begun < 2000);
  const strict = new World({ limits: { expandedBytesMax: 2 ** 20, expansionRatioMax: 2 ** 31 } });
  const other = await rejects(strict.restoreAsync(packed), SnapshotError, "LIMIT");
  ok(other.message.includes("expandedBytesMax"), other.message);
  sameBytes(world.snapshot(), before);
});

test("bombs: a stream without an end is left as soon as it is too long", async () => {
  let [given, cancelled] = [0, false];
  const endless = new ReadableStream({
    pull(controller) {
      given += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(0x89));
    },
    cancel() { cancelled = true; },
  });
  const world = new World({ limits: { snapshotBytesMax: 2 ** 20 } });
  await rejects(world.restoreAsync(endless), SnapshotError, "LIMIT");
  ok(given <= 2 ** 20 + 4 * 65_536, `${given} bytes were taken`);
  ok(cancelled, "cancelled");
});

/** Fails unless the limit lets exactly `exact` pass: one less does not do. */
function bounded(limit, exact, { save, bytes }) {
  for (const [given, passes] of [[exact - 1, false], [exact, true], [exact + 1, true]]) {
    const options = { limits: { [limit]: given } };
    const attempt = (what, run) => {
      try {
        run(options);
      } catch (error) {
        if (passes || !(error instanceof SnapshotError) || error.code !== "LIMIT") fail(`${limit} ${given}, ${what}: ${String(error?.stack ?? error)}`);
        ok(error.message.includes(limit), error.message);
        return;
      }
      if (!passes) fail(`${limit} ${given}, ${what}: not refused`);
    };
    if (save !== undefined) attempt("saving", save);
    attempt("restoring", (options) => restored(bytes, options));
  }
}

function holding(value, options) {
  const world = new World(options);
  world.spawn([Value, value]);
  return world;
}

function arrays(levels) {
  let value = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

test("bombs: snapshotBytesMax is the length of the file", () => {
  const bytes = holding("x".repeat(1000)).snapshot();
  bounded("snapshotBytesMax", bytes.length, { bytes });
});

test("bombs: valueDepthMax counts levels, when saving and when restoring", () => {
  bounded("valueDepthMax", 20, { save: (options) => holding(arrays(20), options).snapshot(), bytes: holding(arrays(20)).snapshot() });
  holding(arrays(128)).snapshot();
  throws(() => holding(arrays(129)).snapshot(), SnapshotError, "LIMIT");
  const deepest = { limits: { valueDepthMax: 512 } };
  exactly(restored(holding(arrays(512), deepest).snapshot(), deepest).get(1, Value), arrays(512));
});

test("bombs: valueBytesMax counts the bytes of a value, when saving and when restoring", () => {
  const value = [new Uint8Array(1000).buffer];
  bounded("valueBytesMax", 1004, { save: (options) => holding(value, options).snapshot(), bytes: holding(value).snapshot() });
});

test("bombs: keyBytesMax counts the bytes of a key in UTF-8, when saving and when restoring", () => {
  for (const value of [{ ["é".repeat(50)]: 1 }, [{ ["é".repeat(50)]: [] }], [Object.assign(Object.create(null), { ["é".repeat(50)]: 1 })]]) {
    bounded("keyBytesMax", 100, { save: (options) => holding(value, options).snapshot(), bytes: holding(value).snapshot() });
  }
});

test("bombs: nameBytesMax holds for the names of types and classes in a file", () => {
  const name = "n".repeat(200);
  const Named = defineComponent(name);
  const world = new World();
  world.spawn([Named, 1]);
  bounded("nameBytesMax", 200, { bytes: world.snapshot() });
  const Long = Object.defineProperty(class {}, "name", { value: "C".repeat(150) });
  bounded("nameBytesMax", 150, { bytes: holding([new Long()]).snapshot() });
});

test("bombs: entitiesMax and componentTypesMax hold for a file", () => {
  const world = new World();
  world.spawnMany([], [], 50);
  bounded("entitiesMax", 50, { bytes: world.snapshot() });
  const types = Array.from({ length: 5 }, () => token("many"));
  world.spawn(...types.map((type) => [type, 1]));
  bounded("componentTypesMax", 5, { bytes: world.snapshot() });
});
