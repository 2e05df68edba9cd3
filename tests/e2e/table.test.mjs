// The table: its columns, its order, what is marked, what is found, what is kept.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { attach, until } from "../support/inspector.mjs";
import { onPage } from "../support/e2e.mjs";

const QUIET = { reducedMotion: "reduce" };
const heading = (inspector, name) => inspector.grid.getByRole("columnheader").filter({ hasText: name }).first();
const sorter = (inspector, name) => inspector.grid.getByRole("button", { name, exact: true });
const headings = (inspector) => inspector.grid.getByRole("columnheader").locator("button").allInnerTexts();

/** A world of its own, of a hundred that have a name, an age and a place. */
const hundred = async (page) => attach(page, async () => {
  const { defineComponent, World } = globalThis.terrarium;
  const [Name, Age, Place] = ["Name", "Age", "Place"].map((name) => defineComponent(`hundred/${name}`));
  const world = new World();
  const entities = Array.from({ length: 100 }, (_, at) => world.spawn([Name, `Bee ${at}`], [Age, (at * 37) % 100], [Place, { x: (at * 61) % 100, y: at }]));
  Object.assign(globalThis, { world, entities, Age });
  globalThis.inspection = globalThis.serve(world, { name: "Hundred" });
});

onPage("a click on a heading sorts, another turns it around, a third lets go", async (inspector, page) => {
  await hundred(page);
  await inspector.lists(100);
  const age = sorter(inspector, "hundred/Age");
  await age.click();
  assert.equal(await inspector.query.inputValue(), "order by hundred/Age");
  await inspector.rows.first().filter({ hasText: "Bee 0" }).waitFor();
  assert.equal(await heading(inspector, "hundred/Age").getAttribute("aria-sort"), "ascending");
  await age.click();
  await inspector.rows.first().filter({ hasText: "99" }).waitFor();
  assert.equal(await heading(inspector, "hundred/Age").getAttribute("aria-sort"), "descending");
  assert.equal(new URL(page.url()).searchParams.get("query"), "order by hundred/Age desc");
  await age.click();
  assert.equal(await inspector.query.inputValue(), "");
  assert.equal(await heading(inspector, "hundred/Age").getAttribute("aria-sort"), "none");
}, QUIET);

onPage("a column of objects is sorted by the field that is chosen", async (inspector, page) => {
  await hundred(page);
  await inspector.lists(100);
  await inspector.grid.getByRole("combobox", { name: "Sort hundred/Place by" }).selectOption({ label: "y" });
  assert.equal(await inspector.query.inputValue(), "order by hundred/Place.y");
  await sorter(inspector, "hundred/Place").click();
  await inspector.rows.first().filter({ hasText: "Bee 99" }).waitFor();
  await inspector.grid.getByRole("combobox", { name: "Sort hundred/Place by" }).selectOption({ label: "not sorted" });
  assert.equal(await inspector.query.inputValue(), "");
}, QUIET);

onPage("columns are hidden and shown, and stay so for the world", async (inspector, page) => {
  await inspector.button("Columns").click();
  const menu = inspector.entities.getByRole("group", { name: "Columns" });
  await menu.getByRole("checkbox", { name: "Velocity" }).uncheck();
  await menu.getByRole("checkbox", { name: "Leader" }).uncheck();
  assert.deepEqual((await headings(inspector)).filter((name) => ["Velocity", "Leader"].includes(name)), []);
  await page.keyboard.press("Escape");
  assert.equal(await menu.count(), 0);
  await until(async () => new URL(page.url()).searchParams.get("hide"), "Leader\nVelocity");
  await page.goto(page.url().replace(/hide=[^&]*/, ""));
  await inspector.rows.first().waitFor();
  await until(async () => (await headings(inspector)).includes("Velocity"), false);
  await inspector.button("Columns").click();
  await menu.getByRole("checkbox", { name: "Velocity" }).check();
  assert.equal((await headings(inspector)).includes("Velocity"), true);
}, QUIET);

onPage("a column is made wider with the mouse and narrower with the keyboard", async (inspector, page) => {
  const edge = inspector.grid.getByRole("separator", { name: "Width of Position" });
  const width = async () => Math.round((await heading(inspector, "Position").boundingBox()).width);
  const before = await width();
  const box = await edge.boundingBox();
  await page.mouse.move(box.x + 4, box.y + 5);
  await page.mouse.down();
  await page.mouse.move(box.x + 64, box.y + 5, { steps: 4 });
  await page.mouse.up();
  assert.equal(await width(), before + 60);
  await edge.focus();
  await page.keyboard.press("ArrowLeft");
  assert.equal(await width(), before + 44);
  await page.reload();
  await inspector.rows.first().waitFor();
  await until(width, before + 44);
}, QUIET);

onPage("cells that changed are marked, one by one, and the mark goes", async (inspector, page) => {
  await hundred(page);
  await inspector.lists(100);
  const marked = inspector.grid.locator(".changed");
  assert.equal(await marked.count(), 0);
  await page.evaluate(() => {
    const { world, entities, Age } = globalThis;
    world.set(entities[3], Age, 777);
  });
  await until(() => marked.allInnerTexts(), ["777"]);
  await until(() => marked.count(), 0);
}, QUIET);

onPage("entities are found by a part of their name, whatever its case", async (inspector, page) => {
  const finder = page.getByRole("searchbox", { name: "Find by name or id" });
  await finder.fill("DA");
  await inspector.lists(1);
  assert.equal(await inspector.query.inputValue(), 'Name ~ "DA"');
  await finder.fill('a"');
  await inspector.lists(0);
  await finder.press("Escape");
  await inspector.lists(2000);
  assert.equal(await inspector.query.inputValue(), "");
}, QUIET);

onPage("an id leads to its entity, and an index to whoever lives there", async (inspector, page) => {
  const finder = page.getByRole("searchbox", { name: "Find by name or id" });
  await finder.fill("0:1042v0");
  await finder.press("Enter");
  await inspector.row("0:1042v0").waitFor();
  await until(async () => new URL(page.url()).searchParams.get("entity"), "0:1042v0");
  await hundred(page);
  await inspector.lists(100);
  await page.evaluate(() => {
    const { world, entities, Age } = globalThis;
    world.destroy(entities[41]);
    world.spawn([Age, 1]);
  });
  await finder.fill("42");
  await finder.press("Enter");
  await until(async () => (await inspector.entity.innerText()).includes("0:42v1"), true);
}, QUIET);

onPage("queries are kept under a name, asked again, and removed", async (inspector, page) => {
  await inspector.query.fill("Leader, Name");
  await inspector.button("Saved").click();
  const menu = inspector.entities.getByRole("group", { name: "Saved" });
  await menu.getByRole("textbox", { name: "Name of the query" }).fill("Those in front");
  await menu.getByRole("button", { name: "Save this query" }).click();
  await page.goto(page.url().replace(/query=[^&]*/, ""));
  await inspector.lists(2000);
  await inspector.button("Saved").click();
  await menu.getByRole("button", { name: "Those in front", exact: true }).click();
  await inspector.lists(6);
  assert.equal(await inspector.query.inputValue(), "Leader, Name");
  await menu.getByRole("button", { name: "Remove Those in front" }).click();
  assert.equal(await menu.getByRole("listitem").count(), 0);
}, QUIET);

onPage("how a query is answered is told step by step", async (inspector, page) => {
  await inspector.query.fill("Position, Position.x > 0, Leader");
  await inspector.lists(6);
  await inspector.button("Explain").click();
  const table = inspector.entities.getByRole("table", { name: "How the query is answered" });
  await table.waitFor();
  assert.match(await table.innerText(), /mask/);
  assert.match(await table.innerText(), /Position\.x > 0\s+value/);
  await inspector.entities.getByText(/^6 matches, found in/).waitFor();
  await inspector.button("Explain").click();
  assert.equal(await table.count(), 0);
}, QUIET);

onPage("what a query finds is taken out as JSON and as CSV", async (inspector, page) => {
  await inspector.query.fill("Leader, Name select Name");
  await inspector.lists(6);
  await inspector.button("Export").click();
  const taken = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), inspector.button(name).click()]);
    return [download.suggestedFilename(), await readFile(await download.path(), "utf8")];
  };
  const [name, json] = await taken("As JSON");
  assert.equal(name, "Flock rows.json");
  assert.deepEqual(JSON.parse(json).map(({ Name }) => Name), ["Alder", "Briar", "Clover", "Dahlia", "Elder", "Fern"]);
  const [, csv] = await taken("As CSV");
  assert.deepEqual(csv.split("\r\n").slice(0, 2), ["entity,Name", "0:1v0,Alder"]);
}, QUIET);

onPage("the page's address holds the whole view", async (inspector, page) => {
  await inspector.entity.getByText("0:2v0").waitFor();
  await inspector.lists(6);
  assert.equal((await headings(inspector)).includes("Velocity"), false);
  await inspector.tab("Watches").click();
  await until(async () => new URL(page.url()).searchParams.get("tab"), "Watches");
  await page.reload();
  await inspector.watches.waitFor();
  await until(() => inspector.grid.getByRole("row", { selected: true }).count(), 1);
}, { ...QUIET, query: "?birds=2000&query=Leader&entity=0:2v0&hide=Velocity" });
