// Values as an inspector is sent them: nothing is lost, nothing is run, nothing is too large.

import { equal, ok, same } from "./assert.mjs";
import { inspected } from "./inspector.mjs";
import { defineComponent, World } from "./package.mjs";
import { test } from "./registry.mjs";

const Anything = defineComponent("inspected/anything");
const Linked = defineComponent("inspected/linked", { entities: ["target", "crew"] });

/** What an inspector is sent of a value, with some of it open: paths, or `[path, from, count]`. */
async function sent(value, { open = [], type = Anything } = {}) {
  const world = new World();
  const entity = world.spawn([type, value]);
  const openings = open.map((item) => (Array.isArray(item[0]) ? [[0, ...item[0]], ...item.slice(1)] : [[0, ...item]]));
  return inspected(world, async (client) => {
    const { components } = await client.follow("entity", { entity, open: openings });
    return components[0].value;
  });
}

class Ant {
  constructor(age) {
    this.age = age;
  }
}

test("inspected values: every primitive comes as what it is", async () => {
  const cases = [
    [null, null],
    [true, true],
    [1.5, 1.5],
    ["text", "text"],
    [NaN, ["number", "NaN"]],
    [-0, ["number", "-0"]],
    [-Infinity, ["number", "-Infinity"]],
    [2n ** 64n, ["bigint", "18446744073709551616"]],
    [Symbol("home"), ["symbol", "home"]],
    [Math.max, ["function", "max"]],
    ["a\ud800b", ["units", "0061d8000062", 3, 0]],
  ];
  for (const [value, wire] of cases) same(await sent(value), wire);
  same(await sent({ nothing: undefined }), ["object", "", 1, 0, "nothing", ["undefined"]]);
});

test("inspected values: every container comes with its class, its size and what is inside", async () => {
  const cases = [
    [{ x: 1, y: 2 }, ["object", "", 2, 0, "x", 1, "y", 2]],
    [new Ant(3), ["object", "Ant", 1, 0, "age", 3]],
    [Object.assign(Object.create(null), { a: 1 }), ["object", null, 1, 0, "a", 1]],
    [[1, , 3], ["list", "", 3, 0, 1, ["absent"], 3]],
    [new Map([["hp", 10], [7, "b"]]), ["map", "", 2, 0, "hp", 10, 7, "b"]],
    [new Set(["a", null]), ["set", "", 2, 0, "a", null]],
    [new (class Crew extends Map {})([[1, 2]]), ["map", "Crew", 1, 0, 1, 2]],
    [new Float64Array([0.5, NaN]), ["typed", "Float64Array", 2, 0, 0.5, ["number", "NaN"]]],
    [new BigInt64Array([-1n]), ["typed", "BigInt64Array", 1, 0, ["bigint", "-1"]]],
    [new Date(0), ["date", "1970-01-01T00:00:00.000Z"]],
    [new Date(NaN), ["date", null]],
    [/a+/gi, ["regexp", "a+", "gi"]],
    [{ [Symbol("s")]: 1 }, ["object", "", 1, 0, ["symbol", "s"], 1]],
  ];
  for (const [value, wire] of cases) same(await sent(value), wire);
});

test("inspected values: no getter is run, and what throws is said in its place", async () => {
  const trap = new Proxy({}, { ownKeys: () => { throw new Error("keep out"); } });
  const gone = Proxy.revocable({}, {});
  gone.revoke();
  const value = { trap, revoked: gone.proxy, liar: Object.create(Map.prototype) };
  let runs = 0;
  Object.defineProperty(value, "computed", { get: () => (runs += 1), enumerable: true });
  const wire = await sent(value);
  same(wire.slice(0, 5), ["object", "", 4, 0, "trap"]);
  same(wire[5], ["unreadable", "keep out"]);
  equal(wire[7][0], "unreadable");
  same(wire[9], ["object", "Map", 0, 0]);
  same(wire.slice(10), ["computed", ["accessor"]]);
  equal(runs, 0);
});

test("inspected values: hostile names are data", async () => {
  const value = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1, "<img src=x>": 2}');
  const wire = await sent(value);
  same(wire, ["object", "", 3, 0, "__proto__", ["object", "", 1, 0, "polluted", true], "constructor", 1, "<img src=x>", 2]);
  equal({}.polluted, undefined);
  const long = await sent({ ["k".repeat(70_000)]: 1, "\udc00": 2 });
  same(long.slice(4), [["text", "k".repeat(64), 70_000, 0], 1, ["units", "dc00", 1, 0], 2]);
});

test("inspected values: an object that was met before is not sent again, so loops end", async () => {
  const place = { x: 1 };
  const value = { place, also: place };
  value.itself = value;
  same(await sent(value), ["object", "", 3, 0, "place", ["object", "", 1, 0, "x", 1], "also", ["object", "", 1, 0, "x", 1], "itself", ["same", []]]);
  const opened = await sent(value, { open: [["place"], ["also"]] });
  same(opened.slice(4), ["place", ["object", "", 1, 0, "x", 1], "also", ["same", ["place"]], "itself", ["same", []]]);
});

test("inspected values: what is closed is sent in brief, what is open as far as it was asked for", async () => {
  const value = { list: Array.from({ length: 1_000 }, (_, at) => ({ at })), text: "x".repeat(1_000) };
  const closed = await sent(value);
  same(closed[5], ["list", "", 1_000, 0, ...Array.from({ length: 5 }, () => ["object", "", 1, 0])]);
  same(closed[7], ["text", "x".repeat(40), 1_000, 0]);
  const opened = await sent(value, { open: [[["list"], 990, 3], [["text"], 998, 500]] });
  same(opened[5], ["list", "", 1_000, 990, ...[990, 991, 992].map((at) => ["object", "", 1, 0, "at", at])]);
  same(opened[7], ["text", "xx", 1_000, 998]);
});

test("inspected values: a text is not cut between the halves of a pair", async () => {
  const value = "🐝".repeat(300);
  same(await sent({ value }, { open: [[["value"], 1, 4]] }), ["object", "", 1, 0, "value", ["text", "🐝🐝", 600, 0]]);
});

test("inspected values: depth, width and all together are bounded", async () => {
  let deep = 1;
  const path = [];
  for (let depth = 0; depth < 200; depth += 1) {
    deep = { deep };
    path.push("deep");
  }
  const wire = JSON.stringify(await sent(deep, { open: [path.slice(0, 100)] }));
  equal(wire.match(/"deep"/g).length, 100);
  const wide = Array.from({ length: 300 }, () => Array.from({ length: 1_000 }, (_, at) => at));
  const open = wide.map((_, at) => [[at], 0, 1_000]);
  const sentWide = await sent(wide, { open: [[[], 0, 300], ...open] });
  equal(sentWide.length, 304);
  const values = JSON.stringify(sentWide).match(/\d+/g).length;
  ok(values < 25_000, `${values} numbers`);
  ok(JSON.stringify(await sent(2n ** 100_000n)).includes("2048 bits"), "a bigint that would take long");
});

test("inspected values: numbers that are declared as entities come as entities, in open and closed values", async () => {
  const value = { target: 5, crew: [6, new Set([7]), 1.5], age: 8 };
  const wire = await sent(value, { type: Linked, open: [["crew"]] });
  same(wire.slice(4), ["target", ["entity", 5], "crew", ["list", "", 3, 0, ["entity", 6], ["set", "", 1, 0, ["entity", 7]], 1.5], "age", 8]);
});
