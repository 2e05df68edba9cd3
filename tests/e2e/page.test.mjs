// The inspector with its flock, in a real browser.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchChromium } from "../support/chromium.mjs";
import { openInspector, servePage } from "../support/inspector.mjs";

let browser;
let server;

before(async () => {
  server = await servePage();
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** A test with a page of its own, which must end without anything having gone wrong. */
function onPage(name, body, { query = "", ...options } = {}) {
  test(name, async () => {
    const { page, problems, response, inspector } = await openInspector(browser, server.url + query, options);
    await body(inspector, page, response);
    assert.deepEqual(problems, []);
    await page.context().close();
  });
}

const texts = (locator) => locator.allInnerTexts();

/** Waits until what is asked gives another answer than before. */
async function changes(ask) {
  const first = JSON.stringify(await ask());
  for (let tries = 0; tries < 200; tries += 1) {
    if (JSON.stringify(await ask()) !== first) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.fail(`it stays ${first}`);
}

/** Presses the Step button many times. */
const steps = (page, count) =>
  page.evaluate((count) => {
    const step = [...document.querySelectorAll("button")].find((button) => button.textContent.trim() === "Step");
    for (let number = 0; number < count; number += 1) step.click();
  }, count);

onPage("the page comes with a strict policy and a flock of 2,000", async (inspector, page, response) => {
  const policy = response.headers()["content-security-policy"];
  assert.match(policy, /default-src 'self'/);
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'/);
  assert.equal(await inspector.figure("Entities"), "2,000");
  assert.equal(await inspector.grid.getAttribute("aria-rowcount"), "2001");
  assert.equal(await page.title(), "Terrarium");
});

onPage("types are listed with their counts and sharing groups", async (inspector) => {
  await inspector.pause();
  const counts = await inspector.counts("Types");
  const of = Object.fromEntries(counts.map(({ words, count }) => [words.join(" "), count]));
  const { Tired: tired, ...steady } = of;
  assert.deepEqual(steady, { Name: 11, Leader: 6, Position: 2000, Velocity: 2000, Route: 6, "Rules 1 group": 2000 });
  await inspector.types.getByRole("button", { name: /^Tired/ }).click();
  assert.equal(await inspector.grid.getAttribute("aria-rowcount"), String(tired + 1));
});

onPage("archetypes are listed with counts that add up", async (inspector) => {
  await inspector.pause();
  const archetypes = await inspector.counts("Archetypes");
  const count = (...names) => archetypes.find(({ words }) => words.join() === names.join())?.count;
  assert.equal(count("Name", "Leader", "Position", "Velocity", "Route", "Rules"), 6);
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
  const values = await row.innerText();
  await page.waitForTimeout(600);
  assert.equal(await row.innerText(), values);
  assert.equal(await inspector.tick(), tick);
  assert.equal(await inspector.figure("Ticks/s"), "paused");
  await inspector.button("Resume").click();
  await changes(() => row.innerText());
});

onPage("a step is one tick, and leaves the world paused", async (inspector) => {
  const tick = await inspector.pause();
  const values = await inspector.rows.first().innerText();
  await inspector.button("Step").click();
  assert.equal(await inspector.tick(), tick + 1);
  assert.notEqual(await inspector.rows.first().innerText(), values);
  await inspector.button("Resume").click();
  await inspector.button("Step").click();
  const stopped = await inspector.tick();
  await inspector.button("Step").click();
  assert.equal(await inspector.tick(), stopped + 1);
});

onPage("a tick costs well under 8 ms", async (inspector) => {
  await changes(() => inspector.figure("Tick"));
  const cost = parseFloat(await inspector.figure("Cost of a tick"));
  assert.ok(cost > 0 && cost < 8, `${cost} ms`);
});

onPage("a click on a row shows the entity's values as a tree, live", async (inspector) => {
  await inspector.pause();
  const row = inspector.rows.nth(2);
  await row.click();
  assert.equal(await row.getAttribute("aria-selected"), "true");
  assert.match(await inspector.entity.innerText(), /0:3v0/);
  const item = (name) => inspector.tree.getByRole("treeitem", { name });
  await item('Name "Clover" string').waitFor();
  await item("Rules shared by 2,000 object").waitFor();
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
  const selected = async () => {
    const id = await inspector.grid.getAttribute("aria-activedescendant");
    const row = page.locator(`#${id}`);
    assert.equal(await row.getAttribute("aria-selected"), "true");
    const handle = (await row.getByRole("rowheader").innerText()).trim();
    assert.ok((await inspector.entity.innerText()).includes(handle));
    return Number(/:(\d+)v/.exec(handle)[1]);
  };
  await inspector.grid.focus();
  const visit = async (key) => {
    await page.keyboard.press(key);
    return selected();
  };
  assert.equal(await visit("ArrowDown"), 1);
  assert.equal(await visit("ArrowDown"), 2);
  assert.equal(await visit("ArrowUp"), 1);
  const paged = await visit("PageDown");
  assert.ok(paged > 10 && paged < 40, String(paged));
  assert.equal(await visit("PageUp"), 1);
  assert.equal(await visit("End"), 2000);
  assert.equal(await visit("Home"), 1);
  assert.equal(await visit("Enter"), 1);
  await page.keyboard.press("Escape");
  await inspector.entity.getByText("Select a row").waitFor();
  assert.equal(await visit("Enter"), 1);
});

onPage("a type filters the table, and the filter clears", async (inspector) => {
  const leader = inspector.types.getByRole("button", { name: /^Leader/ });
  await leader.click();
  assert.equal(await leader.getAttribute("aria-pressed"), "true");
  assert.equal(await inspector.rows.count(), 6);
  await inspector.entities.getByText("with Leader").waitFor();
  await inspector.button("Clear filter").click();
  assert.equal(await inspector.grid.getAttribute("aria-rowcount"), "2001");
  assert.equal(await leader.getAttribute("aria-pressed"), "false");
});

onPage("an archetype filters the table to exactly its entities", async (inspector) => {
  const friends = inspector.archetypes.getByRole("button", { name: /^Name Position Velocity Rules/ });
  await friends.click();
  assert.equal(await inspector.rows.count(), 5);
  await inspector.entities.getByText("exactly Name, Position, Velocity, Rules").waitFor();
  await friends.click();
  assert.equal(await inspector.grid.getAttribute("aria-rowcount"), "2001");
});

onPage("only a windowful of rows is in the page, and the end shows the last entity", async (inspector, page) => {
  assert.ok((await inspector.rows.count()) < 45);
  await inspector.grid.evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
  await inspector.grid.getByRole("rowheader", { name: /^0:2000v/ }).waitFor();
  assert.equal(await inspector.rows.last().getAttribute("aria-rowindex"), "2001");
  const last = await inspector.rows.last().boundingBox();
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

onPage("a bird that is clicked is selected", async (inspector, page) => {
  await inspector.pause();
  await inspector.rows.first().click();
  const before = await inspector.entity.innerText();
  const picture = page.getByRole("img", { name: /Birds/ });
  const box = await picture.boundingBox();
  for (let part = 0.1; part < 1 && (await inspector.entity.innerText()) === before; part += 0.1) {
    await picture.click({ position: { x: box.width * part, y: box.height * 0.5 } });
  }
  assert.notEqual(await inspector.entity.innerText(), before);
  assert.equal(await inspector.grid.getByRole("row", { selected: true }).count(), 1);
});

onPage("a dead entity says so, and shows who took its place", async (inspector, page) => {
  await inspector.pause();
  await steps(page, 120);
  await inspector.types.getByRole("button", { name: /^Tired/ }).click();
  const old = inspector.rows.filter({ hasText: 'of: "age"' }).first();
  const handle = (await old.getByRole("rowheader").innerText()).trim();
  await old.click();
  await steps(page, 400);
  await inspector.entity.getByText("This entity is dead.").waitFor();
  assert.match(await inspector.entity.innerText(), /last seen alive at tick [\d,]+/);
  assert.ok((await inspector.entity.innerText()).includes(handle));
  const next = handle.replace(/v(\d+)$/, (_, generation) => `v${Number(generation) + 1}`);
  await inspector.button(`Show ${next}, which took its place`).click();
  assert.match(await inspector.entity.innerText(), new RegExp(next));
  assert.equal(await inspector.entity.getByText("This entity is dead.").count(), 0);
  assert.equal(await inspector.figure("Entities"), "2,000");
});

onPage("where less motion is wanted the world waits, and a filter that nothing matches says so", async (inspector) => {
  assert.equal(await inspector.figure("Ticks/s"), "paused");
  assert.equal(await inspector.tick(), 0);
  await inspector.types.getByRole("button", { name: /^Tired/ }).click();
  await inspector.entities.getByText("No entity is like this now.").waitFor();
  assert.equal(await inspector.rows.count(), 0);
  await inspector.button("Resume").click();
  await changes(() => inspector.tick());
  await inspector.rows.first().waitFor();
}, { reducedMotion: "reduce" });
