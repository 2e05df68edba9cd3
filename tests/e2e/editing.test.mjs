// Changing a world from the page: values, components, entities, several at once, and back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "../support/e2e.mjs";
import { attach, axe, inaccessible, until } from "../support/inspector.mjs";

/** A world of five ants, served to the page as `ants` with what is defined for it. */
const colony = () => {
  const { defineComponent, defineTag, shared, World } = globalThis.terrarium;
  const [Ant, Home, Policy, Job] = ["Ant", "Home", "Policy", "Job"].map((name) =>
    defineComponent(name, { ...(name === "Home" && { entities: ["nest"] }), combine: (one, other) => ({ ...one, ...other }) }));
  const Asleep = defineTag("Asleep");
  const world = new World();
  const rules = shared({ speed: 1 });
  const nest = world.spawn([Job, "nest"]);
  for (let age = 1; age <= 4; age += 1) {
    const born = new Date(0);
    const ant = { age, name: `Ant ${age}`, strong: false, born, gold: 5n, bag: ["leaf"], past: new Map([["a", 1]]), link: null };
    world.spawn([Ant, ant], [Home, { nest }], [Policy, rules]);
  }
  globalThis.ants = { world, Ant, Home, Policy, Job, Asleep, at: (index) => [...world.allEntities()].find((id) => id % 2 ** 26 === index) };
  globalThis.serve(world, { name: "Ants" });
};

/** A test with the ants. */
function onAnts(name, body, options = {}) {
  test(name, async () => {
    const { page, problems, inspector } = await open("?birds=100", { reducedMotion: "reduce", permissions: ["clipboard-read", "clipboard-write"], ...options });
    await attach(page, colony);
    await until(() => inspector.figure("World"), "Ants");
    await inspector.lists(5);
    const line = (name) => inspector.tree.getByRole("treeitem").filter({ has: page.locator(".name", { hasText: new RegExp(`^${name}$`) }) }).first();
    const ask = (read, argument) => page.evaluate(read, argument);
    const ant = (index) => ask((index) => {
      const { world, Ant, at } = globalThis.ants;
      const value = world.get(at(index), Ant);
      return value && { ...value, gold: String(value.gold), born: value.born instanceof Date ? value.born.toISOString() : value.born, past: [...(value.past ?? [])] };
    }, index);
    const menu = async (of, item) => {
      await line(of).hover();
      await line(of).getByRole("button", { name: `Actions for ${of}`, exact: true }).click();
      await page.getByRole("menuitem", { name: item, exact: true }).click();
    };
    await body({ inspector, page, line, ask, ant, menu });
    assert.deepEqual(problems, []);
    await page.context().close();
  });
}

const write = async (page, text) => {
  const field = page.getByRole("textbox", { name: /^New value/ });
  await field.fill(text);
  await field.press("Enter");
};

onAnts("a value is edited in place, with a double click or F2, and Escape gives up", async ({ inspector, page, line, ant }) => {
  await inspector.row("0:2v0").click();
  await line("age").dblclick();
  const field = page.getByRole("textbox", { name: "New value of age" });
  assert.equal(await field.inputValue(), "1");
  await write(page, "many");
  await page.getByRole("alert").filter({ hasText: "A number is expected" }).waitFor();
  assert.equal((await ant(2)).age, 1);
  await write(page, "2.5");
  await until(async () => (await ant(2)).age, 2.5);
  await until(() => field.count(), 0);
  assert.equal(await inspector.tree.evaluate((tree) => tree === document.activeElement), true);
  await page.keyboard.press("F2");
  await field.fill("9");
  await field.press("Escape");
  await until(() => field.count(), 0);
  assert.equal((await ant(2)).age, 2.5);
  await page.keyboard.press("Enter");
  await write(page, "null");
  await until(async () => (await ant(2)).age, null);
});

onAnts("every kind of value can be written, and a boolean is turned", async ({ inspector, page, line, ant }) => {
  await inspector.row("0:2v0").click();
  const cases = [["name", "Bea", "name", "Bea"], ["name", "\"12\"", "name", "12"], ["gold", "-7n", "gold", "-7"], ["born", "2026-01-31", "born", "2026-01-31T00:00:00.000Z"]];
  for (const [name, text, key, value] of cases) {
    await line(name).dblclick();
    await write(page, text);
    await until(async () => (await ant(2))[key], value);
  }
  await line("born").dblclick();
  await write(page, "2026-99-99");
  await page.getByRole("alert").filter({ hasText: "a date is written as" }).waitFor();
  await page.keyboard.press("Escape");
  await line("strong").dblclick();
  await until(async () => (await ant(2)).strong, true);
  await line("link").dblclick();
  await write(page, "[1, {\"a\": \"b\"}]");
  await until(async () => (await ant(2)).link, [1, { a: "b" }]);
});

onAnts("what is being written stays while the world goes on", async ({ inspector, page, line, ask, ant }) => {
  await inspector.row("0:2v0").click();
  await line("age").dblclick();
  const field = page.getByRole("textbox", { name: "New value of age" });
  await field.fill("4");
  await ask(() => {
    const { world, Ant, at } = globalThis.ants;
    world.get(at(2), Ant).name = "Zoe";
    world.advance();
  });
  await line("name").getByText("Zoe").waitFor();
  assert.equal(await field.inputValue(), "4");
  assert.equal(await field.evaluate((field) => field === document.activeElement), true);
  await field.press("Enter");
  await until(async () => (await ant(2)).age, 4);
  assert.equal((await ant(2)).name, "Zoe");
});

onAnts("items, entries and properties are added and taken out", async ({ inspector, page, line, menu, ant }) => {
  await inspector.row("0:2v0").click();
  await menu("bag", "Add item");
  await write(page, "\"seed\"");
  await until(async () => (await ant(2)).bag, ["leaf", "seed"]);
  await menu("past", "Add entry");
  await page.getByRole("textbox", { name: "Key" }).fill("b");
  await write(page, "true");
  await until(async () => (await ant(2)).past, [["a", 1], ["b", true]]);
  await menu("Ant", "Add property");
  await page.getByRole("textbox", { name: "Key" }).fill("__proto__");
  await write(page, "{\"x\": 1}");
  await line("__proto__").waitFor();
  await page.getByRole("textbox", { name: /^New/ }).waitFor({ state: "detached" });
  await menu("Ant", "Add property");
  await page.getByRole("textbox", { name: "Key" }).fill("age");
  await write(page, "1");
  await page.getByRole("alert").filter({ hasText: "it is there already" }).waitFor();
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await menu("link", "Take out");
  await until(async () => "link" in (await ant(2)), false);
});

onAnts("components are found by name and added, and removed", async ({ inspector, page, line, menu, ask }) => {
  await inspector.row("0:1v0").click();
  const picker = inspector.entity.getByRole("combobox", { name: "Add component" });
  await picker.fill("an");
  await page.getByRole("option", { name: "Ant", exact: true }).waitFor();
  await picker.press("Enter");
  await line("Ant").waitFor();
  await picker.fill("sleep");
  await page.getByRole("option", { name: "Asleep" }).click();
  await line("Asleep").waitFor();
  const types = () => ask(() => [...globalThis.ants.world.getComponentTypes(globalThis.ants.at(1))].map(({ name }) => name).sort());
  assert.deepEqual(await types(), ["Ant", "Asleep", "Job"]);
  await menu("Asleep", "Remove component");
  await until(types, ["Ant", "Job"]);
});

onAnts("everything is undone and redone, by button and by key", async ({ inspector, page, line, ant }) => {
  await inspector.row("0:2v0").click();
  await line("age").dblclick();
  await write(page, "7");
  await page.getByRole("button", { name: "Undo: Set Ant.age of 0:2v0" }).click();
  await until(async () => (await ant(2)).age, 1);
  await page.getByRole("button", { name: "Redo: Set Ant.age of 0:2v0" }).waitFor();
  await page.keyboard.press("Control+Shift+Z");
  await until(async () => (await ant(2)).age, 7);
  await inspector.tree.focus();
  await page.keyboard.press("Control+z");
  await until(async () => (await ant(2)).age, 1);
  await until(() => page.getByRole("button", { name: "Undo", exact: true }).isDisabled(), true);
});

onAnts("entities are made, doubled, destroyed and come back with their ids", async ({ inspector, page, ask }) => {
  const size = () => ask(() => globalThis.ants.world.size);
  await inspector.button("Create").click();
  await inspector.row("0:6v0").and(page.locator("[aria-selected=true]")).waitFor();
  await inspector.entity.getByText("It has no components.").waitFor();
  await inspector.row("0:2v0").click();
  await inspector.button("Duplicate").click();
  await inspector.row("0:7v0").and(page.locator("[aria-selected=true]")).waitFor();
  assert.equal(await size(), 7);
  await inspector.row("0:2v0").click();
  await inspector.button("Destroy").click();
  await inspector.entity.getByText("This entity is dead.").waitFor();
  await page.getByRole("button", { name: /^Undo: Destroy/ }).click();
  await inspector.lists(7);
  assert.equal(await ask(() => globalThis.ants.at(2)), 2);
});

onAnts("two become one, and one two", async ({ inspector, page, ask }) => {
  await inspector.row("0:1v0").click();
  assert.equal(await inspector.button("Merge").isDisabled(), true);
  await inspector.row("0:2v0").click({ modifiers: ["Control"] });
  assert.equal(await inspector.button("Split").isDisabled(), true);
  await inspector.button("Merge").click();
  await inspector.lists(4);
  await inspector.row("0:3v0").click();
  await inspector.button("Split").click();
  await inspector.lists(5);
  await inspector.entity.getByText("2 selected").waitFor();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await inspector.lists(5);
  await until(() => ask(() => [1, 2, 3].map((index) => globalThis.ants.at(index))), [1, 2, 3]);
});

onAnts("several are selected, shown together, and edited at once", async ({ inspector, page, line, ant }) => {
  await inspector.row("0:2v0").click();
  await inspector.row("0:4v0").click({ modifiers: ["Shift"] });
  await inspector.entity.getByText("3 selected").waitFor();
  await line("age").getByText("differs").waitFor();
  assert.equal(await line("gold").getByText("differs").count(), 0);
  await line("age").dblclick();
  await write(page, "50");
  await until(async () => [(await ant(2)).age, (await ant(3)).age, (await ant(4)).age, (await ant(5)).age], [50, 50, 50, 4]);
  await inspector.grid.focus();
  await page.keyboard.press("Shift+ArrowDown");
  await inspector.entity.getByText("4 selected").waitFor();
  await page.keyboard.press("Shift+ArrowUp");
  await inspector.entity.getByText("3 selected").waitFor();
  await page.keyboard.press("Control+a");
  await inspector.entity.getByText("5 selected").waitFor();
  await line("Ant").or(line("Job")).first().getByText(/lack it/).waitFor();
  await page.keyboard.press("ArrowDown");
  await until(() => inspector.entity.getByText("selected").count(), 0);
  await page.keyboard.press("Control+z");
  await until(async () => [(await ant(2)).age, (await ant(3)).age], [1, 2]);
});

onAnts("a change of what is shared asks for whom it is", async ({ inspector, page, line, ask }) => {
  const speeds = () => ask(() => [2, 3, 4, 5].map((index) => globalThis.ants.world.get(globalThis.ants.at(index), globalThis.ants.Policy).speed));
  await inspector.row("0:2v0").click();
  const dialog = page.getByRole("dialog", { name: "This component is shared" });
  for (const [button, expected] of [["Cancel", [1, 1, 1, 1]], ["All 4 holders", [3, 3, 3, 3]], ["This one only", [3, 3, 3, 3]]]) {
    await line("speed").dblclick();
    await write(page, "3");
    await dialog.getByRole("button", { name: button }).click();
    await until(() => dialog.isVisible(), false);
    await until(speeds, expected);
  }
  await until(() => line("Policy").getByText("shared by").count(), 0);
  await inspector.row("0:3v0").click();
  await line("Policy").getByText("shared by 3").waitFor();
});

onAnts("components are copied as JSON and pasted to others", async ({ inspector, page, line, menu, ask, ant }) => {
  await inspector.row("0:2v0").click();
  await menu("Ant", "Copy component");
  await until(() => page.evaluate(() => navigator.clipboard.readText().then((text) => JSON.parse(text || "null")?.components[0][0])), "Ant");
  await inspector.row("0:1v0").click();
  await line("Job").waitFor();
  await inspector.button("Paste").click();
  await line("Ant").waitFor();
  assert.deepEqual(await ant(1), await ant(2));
  assert.equal(await ask(() => globalThis.ants.world.get(1, globalThis.ants.Ant) === globalThis.ants.world.get(2, globalThis.ants.Ant)), false);
  await page.evaluate(() => navigator.clipboard.writeText("no components"));
  await inspector.button("Paste").click();
  await page.getByText("There are no components on the clipboard.").waitFor();
});

onAnts("who refers to an entity is listed, and can be gone to", async ({ inspector, page, line }) => {
  await inspector.row("0:1v0").click();
  await inspector.entity.getByText("Referenced by 4").waitFor();
  await page.getByRole("list", { name: "Referenced by" }).getByRole("button", { name: /0:4v0 Home.nest/ }).click();
  await line("nest").getByText("0:1v0").waitFor();
  assert.equal(await inspector.row("0:4v0").getAttribute("aria-selected"), "true");
});

onAnts("hostile names and values stay what they are", async ({ inspector, page, line, ask, menu }) => {
  await ask(() => {
    const { world, Job, at } = globalThis.ants;
    world.set(at(1), Job, { "<img src=x onerror=alert(1)>": "<script>alert(1)</script>", __proto__: null });
  });
  await inspector.row("0:1v0").click();
  await inspector.tree.getByText("<script>").dblclick();
  await write(page, "\"</textarea><b>x</b>\"");
  await until(() => ask(() => Object.values(globalThis.ants.world.get(1, globalThis.ants.Job))), ["</textarea><b>x</b>"]);
  await menu("Job", "Remove component");
  await page.getByRole("button", { name: "Undo: Remove Job of 0:1v0" }).waitFor();
  assert.equal(await page.locator("img, b").count(), 0);
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing wrong while something is edited, ${colorScheme}`, async () => {
    const { page, inspector } = await open("?birds=100", { reducedMotion: "reduce", colorScheme, scripts: [await axe()] });
    await attach(page, colony);
    await until(() => inspector.figure("World"), "Ants");
    await inspector.row("0:2v0").click();
    const age = inspector.tree.getByRole("treeitem").filter({ hasText: "age" }).last();
    await age.dblclick();
    await write(page, "x");
    await page.getByRole("alert").filter({ hasText: "expected" }).waitFor();
    assert.deepEqual(await inaccessible(page), []);
    await page.keyboard.press("Escape");
    await age.hover();
    await age.getByRole("button", { name: "Actions for age" }).click();
    assert.deepEqual(await inaccessible(page), []);
    await page.keyboard.press("Escape");
    await inspector.tree.getByRole("treeitem").filter({ hasText: "speed" }).last().dblclick();
    await write(page, "9");
    await page.getByRole("dialog").waitFor();
    assert.deepEqual(await inaccessible(page), []);
    await page.context().close();
  });
}
