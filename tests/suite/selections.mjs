// Query texts beside what they select: rows, groups, tables, explanations, errors, completion, observed types.

import { equal, fail, ok, same, throws } from "./assert.mjs";
import { defineComponent, defineTag, QueryError, registerComponent, shared, World } from "./package.mjs";
import { test } from "./registry.mjs";

class Life {
  constructor(hp, max = 10) {
    this.hp = hp;
    this.max = max;
  }
}
registerComponent(Life, { name: "selections/Life" });
const Label = defineComponent("Label of selections");
const Asleep = defineTag("selections/Asleep");
const Unused = defineTag("selections/Unused");
const LIFE = "selections/Life";
const LABEL = "`Label of selections`";

/** Six entities: life 0..5, every second asleep, the first three with a label. */
function six() {
  const world = new World();
  const entities = Array.from({ length: 6 }, (_, at) => world.spawn(new Life(at)));
  entities.forEach((entity, at) => {
    if (at % 2 === 1) world.set(entity, Asleep, true);
    if (at < 3) world.set(entity, Label, `say "${at}", then`);
  });
  return { world, entities };
}

test("a selection finds anew each time it is asked", () => {
  const { world, entities } = six();
  const weak = world.select(`${LIFE}.hp < 2`);
  equal(weak.count(), 2);
  world.get(entities[5], Life).hp = 1;
  same(weak.entities(), [entities[0], entities[1], entities[5]]);
  world.destroy(entities[0]);
  equal(weak.count(), 2);
});

test("rows hold live values, in the order of the columns", () => {
  const { world, entities } = six();
  const rows = [...world.select(`${LIFE}, ?${LABEL}, selections/Asleep`)];
  same(rows.map(({ entity }) => entity), [entities[1], entities[3], entities[5]]);
  equal(rows[0].values[0], world.get(entities[1], Life));
  same(rows.map(({ values }) => values.slice(1)), [['say "1", then', true], [undefined, true], [undefined, true]]);
  same(world.select(`${LIFE}, ?${LABEL}, selections/Asleep`).columns, [LIFE, "Label of selections", "selections/Asleep"]);
});

test("a page of rows is cut out of all of them", () => {
  const { world } = six();
  for (const text of [LIFE, `${LIFE} order by ${LIFE}.hp desc`, `${LIFE}.hp > 0 limit 4 offset 1`]) {
    const all = world.select(text).page(0, 100);
    equal(all.length, world.select(text).count(), text);
    for (let offset = 0; offset < 7; offset += 1) {
      for (let limit = 0; limit < 7; limit += 1) same(world.select(text).page(offset, limit), all.slice(offset, offset + limit));
    }
  }
});

test("entities that die while rows are gone through are passed over", () => {
  const { world, entities } = six();
  const seen = [];
  for (const { entity } of world.select(LIFE)) {
    seen.push(entity);
    world.destroy(entities[2]);
    world.spawn(new Life(1));
  }
  same(seen, [entities[0], entities[1], entities[3], entities[4], entities[5]]);
});

test("a type that was defined is known before any entity has it", () => {
  const world = new World();
  equal(world.select("selections/Unused").count(), 0);
  ok(world.componentTypes().some(({ type }) => type === Unused));
});

test("groups divide the matches, and have their figures", () => {
  const { world } = six();
  const selection = world.select(`${LIFE} group by selections/Asleep select count, sum(${LIFE}.hp), avg(${LIFE}.hp) order by count, sum(${LIFE}.hp) desc`);
  same(selection.groupColumns, ["selections/Asleep", "count", `sum(${LIFE}.hp)`, `avg(${LIFE}.hp)`]);
  same(selection.groups(), [
    { key: [true], values: [3, 9, 3], entities: 3 },
    { key: [undefined], values: [3, 6, 2], entities: 3 },
  ]);
  equal(selection.count(), 6);
});

test("a table is written as comma-separated values and as JSON", () => {
  const { world } = six();
  const text = `${LIFE}.hp < 2 select ${LABEL}, ${LIFE}.hp`;
  equal(world.select(text).toCSV(), `entity,${LABEL},${LIFE}.hp\r\n0:1v0,"say ""0"", then",0\r\n0:2v0,"say ""1"", then",1\r\n`);
  same(JSON.parse(JSON.stringify(world.select(text)))[1], { entity: 2, [LABEL]: 'say "1", then', [`${LIFE}.hp`]: 1 });
  equal(world.select(`${LIFE} group by selections/Asleep`).toCSV(), "selections/Asleep,entities\r\ntrue,3\r\n,3\r\n");
});

test("values that JSON has no word for are said in words", () => {
  const world = new World();
  const cyclic = { big: 10n, not: NaN, when: new Date(0), never: new Date(NaN), map: new Map([[1, 2n]]), set: new Set([1]), bytes: new Uint8Array([1]) };
  cyclic.self = cyclic;
  Object.defineProperty(cyclic, "__proto__", { value: "own", enumerable: true });
  world.spawn([Label, cyclic]);
  const [row] = JSON.parse(JSON.stringify(world.select(LABEL)));
  const { self, ...said } = row["Label of selections"];
  equal(self, null);
  equal(Object.getOwnPropertyDescriptor(said, "__proto__").value, "own");
  same([said.big, said.not, said.when, said.never, said.map, said.set, said.bytes], ["10", "NaN", "1970-01-01T00:00:00.000Z", null, [[1, "2"]], [1], [1]]);
});

test("an explanation tells the steps in their order, and how many were left after each", () => {
  const { world } = six();
  const { steps, matches, milliseconds } = world.select(`${LABEL} ~ "say", ${LIFE}.hp < 2, !selections/Asleep`).explain();
  same(steps.map(({ text, by, left }) => [text, by, left]), [
    [LABEL, "mask", 3],
    [LIFE, "mask", 3],
    ["!selections/Asleep", "mask", 2],
    [`${LIFE}.hp < 2`, "value", 1],
    [`${LABEL} ~ "say"`, "value", 1],
  ]);
  ok(steps.every(({ estimate }) => estimate >= 0) && matches === 1 && milliseconds >= 0);
});

test("an error tells the place, and what was expected there", () => {
  const { world } = six();
  const error = throws(() => world.select("selections/Lif"), QueryError, "UNKNOWN_TYPE");
  same([error.offset, error.length, error.expected], [0, 14, ["a type"]]);
  equal(error.message, "Unknown type `selections/Lif`; did you mean `selections/Life`?");
  const syntax = throws(() => world.select(`${LIFE}.hp < `), QueryError, "QUERY_SYNTAX");
  equal(syntax.offset, `${LIFE}.hp < `.length);
  ok(syntax.expected.includes("a value"));
  throws(() => world.select("("
    .repeat(65_536)), QueryError, "LIMIT");
  throws(() => world.select(undefined), QueryError, "QUERY_SYNTAX");
});

test("a parameter must be given, by its own name, and be what is needed there", () => {
  const { world } = six();
  const refused = (text, parameters) => throws(() => world.select(text, parameters), QueryError, "PARAMETER").offset;
  equal(refused(`${LIFE}.hp < $hp`, {}), `${LIFE}.hp < `.length);
  refused(`${LIFE}.hp < $toString`, {});
  for (const wrong of [-1, 1.5, "3", null, 2n, NaN]) refused(`${LIFE} limit $n`, { n: wrong });
  refused(`changed(${LIFE}, $n)`, { n: "now" });
  refused(`shares(${LIFE}, $e)`, { e: "0:1v0" });
  equal(world.select(`${LIFE}.hp in $few limit $n`, { few: new Set([1, 2, 3]), n: 2 }).count(), 2);
});

test("completion offers types, properties of values, and words, in place of what is being written", () => {
  const { world } = six();
  const offered = (text, offset = text.length) => {
    const { start, end, items } = world.complete(text, offset);
    return [text.slice(start, end), items.filter(({ kind }) => kind !== "word").map(({ text }) => text), items.filter(({ kind }) => kind === "word").map(({ text }) => text)];
  };
  same(offered("sel")[1], [LIFE, "selections/Asleep"]);
  same(offered(`${LIFE}.h`), ["h", ["hp"], []]);
  same(offered(`${LIFE}.`)[1], ["hp", "max"]);
  same(offered(`${LIFE} order by ${LIFE}.hp d`)[2], ["desc"]);
  same(offered(`${LIFE}.hp is nu`)[2], ["null", "number"]);
  same(offered("`lab"), ["`lab", [LABEL], []]);
  same(offered(`${LIFE}, nonsense ! (`, 4)[1], [LIFE, "selections/Asleep"]);
});

test("types tell what was seen of their values", () => {
  const { world, entities } = six();
  world.set(entities[0], new Life("none"));
  world.set(entities[1], shared(Object.assign(new Life(3), { note: { "odd key": [1, 2] } })));
  delete world.get(entities[2], Life).max;
  const { entities: count, groups, sampled, schema } = world.types().find(({ type }) => type === Life);
  same([count, groups, sampled], [6, 1, 6]);
  same(schema.map(({ path, kinds, missing }) => [path, kinds, missing]), [
    [LIFE, { object: 6 }, 0],
    [`${LIFE}.hp`, { string: 1, number: 5 }, 0],
    [`${LIFE}.max`, { number: 5 }, 1],
    [`${LIFE}.note`, { object: 1 }, 5],
    [`${LIFE}.note.\`odd key\``, { array: 1 }, 5],
  ]);
  same(schema[1].range, [2, 5]);
  same(schema[2].distinct, [{ value: 10, count: 5 }]);
  same(schema[4].lengths, [2, 2]);
  for (const { path } of schema) equal(world.select(`${path} is not missing`).count() > 0, true, path);
});

test("looking at types costs no more than the sample", () => {
  const world = new World();
  let reads = 0;
  class Counted {
    constructor() {
      Object.defineProperty(this, "seen", { enumerable: true, get: () => (reads += 1) });
    }
  }
  world.spawnMany([Counted], [Array.from({ length: 20_000 }, () => new Counted())], 20_000);
  const [{ sampled, entities }] = world.types({ sample: 50 });
  same([sampled, entities, reads], [50, 20_000, 50]);
  if (world.types({ sample: 0 })[0].sampled !== 0) fail("nothing was to be looked at");
});

test("queries over properties without end, and over what cannot be read, are answered", () => {
  const world = new World();
  const entity = world.spawn([Label, new Proxy({}, { get: () => { throw new Error("no"); }, ownKeys: () => { throw new Error("no"); } })]);
  for (const test of ["is missing", "= 1", "~ \"a\"", "has 1", "in [1]"]) {
    equal(world.select(`${LABEL}.x ${test}`).count(), test === "is missing" ? 1 : 0, test);
  }
  same(world.types().map(({ schema }) => schema.length), [1]);
  same(world.select(LABEL).entities(), [entity]);
});
