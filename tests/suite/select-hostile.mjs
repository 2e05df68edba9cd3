// Hostile values and texts through all that a query answers: nothing throws, nothing breaks, and the next call works.

import { equal, forEachCase, ok, same, throws } from "./assert.mjs";
import { EXACT, OPAQUE } from "./hostile-values.mjs";
import { defineComponent, QueryError, reset, TerrariumError, World } from "./package.mjs";
import { TOKENS } from "./odd-names.mjs";
import { test } from "./registry.mjs";

const Thing = defineComponent("selectHostile/Thing");
const THING = Thing.name;
const ODD_NAMES = ["__proto__", "constructor", "toString", "", "\ud800", "hasOwnProperty"];
const OddTypes = [...ODD_NAMES.map((name) => TOKENS.get(name)), defineComponent("a.b"), defineComponent("back`tick")];

/** A symbol, a function and what else is no value are told as nothing. */
const KINDS = { ...EXACT, ...OPAQUE };
const SPARSE = "a sparse array of 2^32-2";
/** Whole tables of these are as large as memory. */
const ENDLESS = [SPARSE, "the global object"];
const NAMES = Object.keys(KINDS).filter((name) => !ENDLESS.includes(name));

const TEXTS = [
  "", THING, `?${THING}`, `${THING} = 1`, `${THING} != $p`, `${THING} < "a"`, `${THING} has 1`, `${THING} has "a"`, `${THING} ~ "a"`, `${THING} not ~ "a"`,
  `${THING} in [1, "a", $p]`, `${THING} not in $p`, `${THING}.a < 5`, `${THING}.a + $p > 1`, `-${THING}.a = 1`, `${THING}.a.b.c = "x"`, `${THING}[0] = 1`,
  `${THING}["__proto__"] is object`, `${THING}.__proto__.a = 1`, `${THING}.constructor.name ~ "o"`, `${THING}.toString is missing`, `${THING}.\`\` = 1`,
  `${THING}.\`\\ud800\` = 1`, `${THING}.length > 1`, `${THING}.size > 1`, `${THING}.a -> ${THING}`, `${THING} -> ${THING}.a = 1`, `${THING}.next.next.next = 1`,
  ...["missing", "null", "nan", "number", "date", "array", "map", "set", "object", "entity"].flatMap((kind) => [`${THING} is ${kind}`, `${THING}.a is not ${kind}`]),
  `${THING} order by ${THING}, ${THING}.a desc limit 1`, `${THING} group by ${THING}`, `${THING} group by ${THING}.a, ${THING} order by ${THING} desc`,
  `${THING} select min(${THING}), max(${THING}.a), sum(${THING}), avg(${THING}.a), count(${THING})`, `${THING} select ${THING}.a, ${THING}.__proto__, ${THING} + 1, entity`,
  `not ${THING}.a = 1 or changed(${THING})`,
];

const ANSWERS = {
  count: (selection) => selection.count(),
  entities: (selection) => selection.entities(),
  page: (selection) => selection.page(0, 10),
  rows: (selection) => [...selection],
  groups: (selection) => selection.groups(),
  explain: (selection) => selection.explain(),
};
const TABLES = { toCSV: (selection) => selection.toCSV(), JSON: (selection) => JSON.stringify(selection) };

/** What built-in prototypes have of their own, so that additions are seen. */
function prototypes() {
  return [Object, Array, Map, Set, Date, Function].map(({ prototype }) => Reflect.ownKeys(prototype).length);
}

function worldOf(value) {
  const world = new World();
  const entities = [world.spawn([Thing, value]), world.spawn([Thing, { a: 1 }]), world.spawn()];
  return { world, entities };
}

function askAll(world, answers, texts, parameters) {
  const failures = [];
  for (const text of texts) {
    for (const [name, answer] of Object.entries(answers)) {
      try {
        answer(world.select(text, parameters));
      } catch (error) {
        failures.push(`${name} of \`${text}\`: ${error?.message ?? "no error"}`);
      }
    }
  }
  same(failures.slice(0, 3), [], `${failures.length} failures`);
}

/** The world is as it was, and answers. */
function checkUsable(world, entities) {
  world.check();
  same(world.select("").entities(), entities);
  equal(world.select(`${THING}.a = 1`).entities().at(-1), entities[1]);
}

/** Runs it, and makes sure that a world made before still answers; if none does, later tests get a module that works. */
function leavesUsable(run) {
  const { world, entities } = worldOf(1);
  try {
    run();
    checkUsable(world, entities);
  } catch (error) {
    reset();
    throw error;
  }
}

test("no value that is in a world makes a query throw", () => {
  const before = prototypes();
  forEachCase(NAMES, (name) => {
    const { world, entities } = worldOf(KINDS[name]());
    askAll(world, ANSWERS, TEXTS, { p: 1 });
    checkUsable(world, entities);
  });
  same(prototypes(), before);
});

test("no value that is in a world makes a table throw", () => {
  const before = prototypes();
  forEachCase(NAMES, (name) => {
    const { world, entities } = worldOf(KINDS[name]());
    askAll(world, TABLES, TEXTS, { p: 1 });
    checkUsable(world, entities);
  });
  same(prototypes(), before);
});

test("no value that is in a world makes types or completion throw", () => {
  const before = prototypes();
  forEachCase([...NAMES, SPARSE], (name) => {
    const { world, entities } = worldOf(KINDS[name]());
    ok(world.types().length === 1);
    for (const text of [`${THING}.`, `${THING}.a.`, `${THING}.__proto__.`, `${THING}[0].`, ""]) world.complete(text, text.length);
    checkUsable(world, entities);
  });
  same(prototypes(), before);
});

test("no value that is given as a parameter makes a comparison throw", () => {
  const texts = ["=", "!=", "<", "in", "not in", "~", "has"].map((relation) => `${THING} ${relation} $p`);
  forEachCase(NAMES, (name) => {
    const { world, entities } = worldOf("text");
    askAll(world, ANSWERS, [...texts, `${THING} + $p = 1`, `entity in [$p, 1]`], { p: KINDS[name]() });
    checkUsable(world, entities);
  });
});

test("a parameter that is not what is needed is refused, whatever it is", () => {
  forEachCase(NAMES, (name) => {
    const value = KINDS[name]();
    if (typeof value === "number") return;
    const { world, entities } = worldOf(1);
    for (const text of [`${THING} limit $p`, `${THING} offset $p`, `changed(${THING}, $p)`, `shares(${THING}, $p)`]) {
      throws(() => world.select(text, { p: value }), QueryError, "PARAMETER");
    }
    checkUsable(world, entities);
  });
});

test("parameters that are none are refused as not given", () => {
  forEachCase(["null", "5", "text", "a function"], (name) => {
    const parameters = { null: null, 5: 5, text: "text", "a function": () => {} }[name];
    const { world, entities } = worldOf(1);
    throws(() => world.select(`${THING} = $p`, parameters), QueryError, "PARAMETER");
    checkUsable(world, entities);
  });
});

test("a text that is none is refused, whatever it is", () => {
  forEachCase([...NAMES, ...ENDLESS], (name) => {
    const value = KINDS[name]();
    if (typeof value === "string") return;
    const { world, entities } = worldOf(1);
    throws(() => world.select(value), QueryError, "QUERY_SYNTAX");
    throws(() => world.watch(value, () => {}), QueryError, "QUERY_SYNTAX");
    checkUsable(world, entities);
  });
});

test("completion of what is no text leaves every world usable", () => {
  for (const [text, offset] of [[undefined, 0], [null, 0], [5, 0], [THING, 2n], [THING, NaN], [THING, -1], [THING, "x"]]) {
    leavesUsable(() => {
      try {
        worldOf(1).world.complete(text, offset);
      } catch (error) {
        ok(error instanceof Error);
      }
    });
  }
});

test("texts of any units are answered or refused", () => {
  const { world, entities } = worldOf(1);
  for (const text of ["\ud800", "`\ud800`.x = 1", "\0", "Thing\u2028", "`", "$", "#", "\\", "é".repeat(65_537), "__proto__.x = 1", "constructor = 1", "toString.x is missing"]) {
    try {
      world.select(text).entities();
    } catch (error) {
      ok(error instanceof QueryError, `${text.slice(0, 20)}: ${error}`);
    }
    world.complete(text, text.length);
    checkUsable(world, entities);
  }
});

test("types and properties of odd names are asked like others", () => {
  const world = new World();
  const before = prototypes();
  const written = (name) => `\`${name.replaceAll("`", "\\`")}\``;
  for (const [at, type] of OddTypes.entries()) {
    const value = Object.create(null);
    for (const name of ODD_NAMES) Object.defineProperty(value, name, { value: at, enumerable: true, configurable: true });
    const entity = world.spawn([type, value]);
    for (const name of ODD_NAMES) same(world.select(`${written(type.name)}.${written(name)} = ${at}`).entities(), [entity], `${type.name}, ${name}`);
    const selection = world.select(`${written(type.name)} select ${written(type.name)}, ${written(type.name)}.__proto__`);
    same(selection.page(0, 1)[0].values, [value, at]);
    const [row] = JSON.parse(JSON.stringify(selection));
    equal(Object.keys(row).length, 3, type.name);
    ok(selection.toCSV().endsWith("\r\n"));
    equal(world.select(`${written(type.name)} group by ${written(type.name)}.__proto__`).groups()[0].key[0], at);
  }
  equal(world.types().length, OddTypes.length);
  equal({}.polluted, undefined);
  same(prototypes(), before);
  world.check();
});

test("a getter that changes the world, or asks it again, while it is asked leaves it whole", () => {
  const doings = {
    spawn: (world) => world.spawn([Thing, { a: 1 }]),
    destroy: (world, entities) => entities.forEach((entity) => world.destroy(entity)),
    set: (world, entities) => entities.forEach((entity) => world.isAlive(entity) && world.set(entity, Thing, { a: 5 })),
    remove: (world, entities) => entities.forEach((entity) => world.isAlive(entity) && world.remove(entity, Thing)),
    advance: (world) => world.advance(),
    "another question": (world, _, text, parameters) => world.select(text, { p: parameters.p + 1 }).count(),
    "many questions": (world) => Array.from({ length: 70 }, (_, at) => world.select(`${THING}, limit${at} limit ${at}`.replace(/, limit\d+/, "")).count()),
  };
  const texts = [`${THING}.a < $p`, `${THING}.a < 5`, `${THING} order by ${THING}.a`, `${THING} group by ${THING}.a`, `${THING} select ${THING}.a, ${THING}.a`,
    `changed(${THING}, $p) or ${THING}.a = 3 limit $p`];
  forEachCase(Object.keys(doings), (name) => {
    for (const text of texts) {
      for (const [answered, answer] of Object.entries({ ...ANSWERS, ...TABLES, types: (_, world) => world.types() })) {
        const world = new World();
        const entities = [];
        let depth = 0;
        class Reentrant {
          get a() {
            if (depth > 0) return 1;
            depth += 1;
            doings[name](world, entities, text, { p: 3 });
            depth -= 1;
            return 1;
          }
        }
        for (let at = 0; at < 4; at += 1) entities.push(world.spawn([Thing, at === 1 ? new Reentrant() : { a: 1 }]));
        try {
          answer(world.select(text, { p: 3 }), world);
        } catch (error) {
          throw new Error(`${answered} of \`${text}\``, { cause: error });
        }
        world.check();
        world.advance();
        const asked = world.spawn([Thing, { a: 77 }]);
        same(world.select(`${THING}.a = 77`).entities(), [asked]);
      }
    }
  });
});

test("a parameter of another question of the same text, asked within, does not stay", () => {
  const world = new World();
  const inner = [];
  const law = { get a() { inner.push(world.select(`changed(${THING}, $p), ${THING}.a2 is missing`, { p: 1 }).count()); return 1; } };
  world.spawn([Thing, law]);
  world.spawn([Thing, { a: 1 }]);
  world.advance();
  const text = `changed(${THING}, $p), ${THING}.a = 1`;
  equal(world.select(text, { p: 2 }).count(), 2);
  equal(world.select(text, { p: 1 }).count(), 0);
  same(inner, [0]);
});

test("every question to a disposed world is refused as such", () => {
  const { world } = worldOf(1);
  const selection = world.select(`${THING} = 1`);
  world.dispose();
  const asked = {
    select: () => world.select(THING), watch: () => world.watch(THING, () => {}), types: () => world.types(), complete: () => world.complete(THING, 1),
    ...Object.fromEntries(Object.entries({ ...ANSWERS, ...TABLES }).map(([name, answer]) => [name, () => answer(selection)])),
    "selection.watch": () => selection.watch(() => {}), advance: () => world.advance(),
  };
  leavesUsable(() => forEachCase(Object.keys(asked), (name) => throws(asked[name], TerrariumError, "DISPOSED")));
});
