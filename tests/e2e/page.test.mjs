// The inspector with its flock, in a real browser: what it shows, and that it goes on showing it.

import assert from "node:assert/strict";
import { onPage } from "../support/e2e.mjs";
import { changes, number, until } from "../support/inspector.mjs";

const texts = (locator) => locator.allInnerTexts();

onPage("the page comes with a strict policy and a flock of 10,000", async (inspector, page, response) => {
  const policy = response.headers()["content-security-policy"];
  assert.match(policy, /default-src 'self'/);
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'/);
  await until(() => inspector.figure("Entities"), "10,000");
  assert.equal(await inspector.figure("World"), "Flock");
  assert.equal(await inspector.total(), 10_000);
  assert.equal(await page.title(), "Terrarium");
}, { query: "" });

onPage("types are listed with their counts and sharing groups", async (inspector) => {
  await inspector.pause();
  const counts = await inspector.counts("Types");
  const of = Object.fromEntries(counts.map(({ words, count }) => [words.join(" "), count]));
  const { Tired: tired = 0, ...steady } = of;
  assert.deepEqual(steady, { Name: 11, Leader: 6, Position: 2000, Velocity: 2000, Route: 6, "Rules 1 group": 2000 });
  await inspector.types.getByRole("button", { name: /^Tired/ }).click();
  await inspector.lists(tired);
});

onPage("archetypes are listed with counts that add up", async (inspector) => {
  await inspector.pause();
  const archetypes = await inspector.counts("Archetypes");
  const count = (...names) => archetypes.find(({ words }) => words.join() === names.join())?.count;
  assert.equal(count("Name", "Leader", "Position", "Velocity", "Rules", "Route"), 6);
  assert.ok(count("Position", "Velocity", "Rules") > 1800);
  assert.equal(archetypes.reduce((sum, { count }) => sum + count, 0), 2000);
});

onPage("archetypes come and their counts change while the world runs", async (inspector) => {
  await changes(() => inspector.counts("Archetypes"));
});

onPage("values move while the world runs, stand while it is paused, and move again", async (inspector, page) => {
  const row = inspector.rows.first();
  await changes(() => row.innerText());
  const tick = await inspector.pause();
  // What was under way when it was paused still comes in.
  await page.waitForTimeout(600);
  const values = await row.innerText();
  await page.waitForTimeout(600);
  assert.equal(await row.innerText(), values);
  assert.equal(await inspector.tick(), tick);
  assert.equal(await inspector.figure("Ticks/s"), "paused");
  await inspector.button("Resume").click();
  await changes(() => row.innerText());
});

onPage("a step is one tick, and leaves the world paused", async (inspector) => {
  await inspector.pause();
  const values = await inspector.rows.first().innerText();
  await inspector.steps(1);
  assert.notEqual(await inspector.rows.first().innerText(), values);
  await inspector.button("Resume").click();
  await inspector.button("Pause").waitFor();
  await inspector.button("Step").click();
  await inspector.button("Resume").waitFor();
  await inspector.steps(1);
});

onPage("a tick costs well under 8 ms", async (inspector) => {
  await changes(() => inspector.figure("Tick"));
  await changes(() => inspector.figure("Tick"));
  const cost = parseFloat(await inspector.figure("Cost of a tick"));
  assert.ok(cost > 0 && cost < 8, `${cost} ms`);
});

onPage("a click on a row shows the entity's values as a tree, live", async (inspector) => {
  await inspector.pause();
  const row = inspector.rows.nth(2);
  await row.click();
  assert.equal(await row.getAttribute("aria-selected"), "true");
  const item = (name) => inspector.tree.getByRole("treeitem", { name });
  await item('Name "Clover" string').waitFor();
  assert.match(await inspector.entity.innerText(), /0:3v0/);
  await item("Rules shared by 2,000 Rules").waitFor();
  const [x] = /(?<=x: )[-\d.]+/.exec(await row.innerText());
  const exact = await inspector.tree.getByRole("treeitem", { name: /^x / }).first().innerText();
  assert.equal(Number(/[-\d.]+/.exec(exact)[0]).toFixed(2), x);
  await inspector.button("Resume").click();
  await changes(() => texts(inspector.tree.getByRole("treeitem", { name: /^x / })));
  await inspector.button("Close entity").click();
  await inspector.entity.getByText("Select a row").waitFor();
});

onPage("nodes of the tree open and close, and stay so while the world runs", async (inspector, page) => {
  await inspector.rows.first().click();
  const stops = inspector.tree.getByRole("treeitem", { name: /^stops/ });
  assert.equal(await stops.getAttribute("aria-expanded"), "false");
  await stops.click();
  await inspector.tree.getByRole("treeitem", { name: /^3 / }).waitFor();
  await changes(() => inspector.tick());
  assert.equal(await stops.getAttribute("aria-expanded"), "true");
  await inspector.tree.focus();
  await page.keyboard.press("ArrowLeft");
  assert.equal(await stops.getAttribute("aria-expanded"), "false");
  await page.keyboard.press("Home");
  const active = await inspector.tree.getAttribute("aria-activedescendant");
  assert.match(await page.locator(`#${active}`).innerText(), /Name/);
});

onPage("the keyboard moves the selection along the rows", async (inspector, page) => {
  // Read at once: the selection moves on meanwhile.
  const selected = () => inspector.grid.evaluate((grid) => {
    const row = document.getElementById(grid.getAttribute("aria-activedescendant"));
    const handle = row?.querySelector("[role=rowheader]").textContent.trim();
    const shown = document.querySelector(".entity .handle")?.textContent;
    const isSelected = row?.getAttribute("aria-selected") === "true" && shown === handle;
    return isSelected ? Number(/:(\d+)v/.exec(handle)[1]) : undefined;
  });
  await inspector.pause();
  await inspector.grid.focus();
  const visits = async (key, expected) => {
    await page.keyboard.press(key);
    await until(selected, expected);
  };
  await visits("ArrowDown", 1);
  await visits("ArrowDown", 2);
  await visits("ArrowUp", 1);
  await page.keyboard.press("PageDown");
  await until(async () => (await selected()) > 10 && (await selected()) < 40, true);
  await visits("PageUp", 1);
  await visits("End", 2000);
  await visits("Home", 1);
  await visits("Enter", 1);
  await page.keyboard.press("Escape");
  await inspector.entity.getByText("Select a row").waitFor();
  await visits("Enter", 1);
});

onPage("only a windowful of rows is in the page, and the end shows the last entity", async (inspector, page) => {
  assert.ok((await inspector.rows.count()) < 45);
  await inspector.grid.evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
  await inspector.grid.getByRole("rowheader", { name: /^0:2000v/ }).waitFor();
  // Rows keep their elements while they are in view, so the last of them need not be the last element.
  const last = await page.locator('[aria-rowindex="2001"]').boundingBox();
  const grid = await inspector.grid.boundingBox();
  assert.ok(last.y >= grid.y && last.y + last.height <= grid.y + grid.height + 1);
  assert.ok((await inspector.rows.count()) < 45);
  assert.ok((await page.locator("*").count()) < 1500);
});

onPage("the table keeps its place and its selection while the world runs", async (inspector) => {
  await inspector.grid.evaluate((grid) => grid.scrollTo(0, 20_000));
  const row = inspector.grid.getByRole("row").filter({ hasText: /0:72\dv/ }).first();
  await row.click();
  const handle = (await row.getByRole("rowheader").innerText()).trim();
  // Its width may grow, when a value comes that is wider than its column was.
  const place = async () => ({ ...(await row.boundingBox()), width: undefined });
  const before = await place();
  for (let times = 0; times < 6; times += 1) await changes(() => inspector.tick());
  assert.deepEqual(await place(), before);
  assert.equal(await inspector.grid.getByRole("row", { selected: true }).getByRole("rowheader").innerText(), handle);
  assert.equal(await inspector.grid.evaluate((grid) => grid.scrollTop), 20_000);
});

onPage("a bird that is clicked is selected, and one that is selected is marked", async (inspector) => {
  await inspector.pause();
  const box = await inspector.picture.boundingBox();
  const look = () => inspector.picture.screenshot();
  const before = await look();
  await inspector.rows.first().click();
  await inspector.tree.getByRole("treeitem", { name: /Alder/ }).waitFor();
  await until(async () => before.equals(await look()), false);
  const first = await inspector.entity.innerText();
  for (let part = 0.1; part < 1 && (await inspector.entity.innerText()) === first; part += 0.1) {
    await inspector.picture.click({ position: { x: box.width * part, y: box.height * 0.5 } });
    await inspector.figure("Tick");
  }
  await until(async () => (await inspector.entity.innerText()) === first, false);
  await until(() => inspector.grid.getByRole("row", { selected: true }).count(), 1);
});

onPage("a dead entity says so, and shows who took its place", async (inspector) => {
  await inspector.pause();
  await inspector.steps(120);
  await inspector.types.getByRole("button", { name: /^Tired/ }).click();
  const old = inspector.rows.filter({ hasText: 'of: "age"' }).first();
  const handle = (await old.getByRole("rowheader").innerText()).trim();
  await old.click();
  await until(async () => (await inspector.entity.innerText()).includes(handle), true);
  await inspector.steps(400);
  await inspector.entity.getByText("This entity is dead.").waitFor();
  const [, tick] = /last seen alive at tick ([\d,]+)/.exec(await inspector.entity.innerText());
  assert.ok(number(tick) > 120 && number(tick) < 521, tick);
  assert.ok((await inspector.entity.innerText()).includes(handle));
  const next = handle.replace(/v(\d+)$/, (_, generation) => `v${Number(generation) + 1}`);
  await inspector.button(`Show ${next}, which took its place`).click();
  await until(async () => (await inspector.entity.innerText()).includes(next), true);
  assert.equal(await inspector.entity.getByText("This entity is dead.").count(), 0);
  assert.equal(await inspector.figure("Entities"), "2,000");
});

onPage("where less motion is wanted the world waits, and a query that finds nothing says so", async (inspector) => {
  await until(() => inspector.figure("Ticks/s"), "paused");
  assert.equal(await inspector.tick(), 0);
  await inspector.query.fill("!Position");
  await inspector.entities.getByText("No entity is like this now.").waitFor();
  assert.equal(await inspector.rows.count(), 0);
  await inspector.query.fill("");
  await inspector.button("Resume").click();
  await changes(() => inspector.tick());
  await inspector.rows.first().waitFor();
}, { reducedMotion: "reduce" });
