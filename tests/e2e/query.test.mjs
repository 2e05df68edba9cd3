// The query bar: what is written is asked, what is wrong is marked, what was asked comes back.

import assert from "node:assert/strict";
import { onPage } from "../support/e2e.mjs";
import { until } from "../support/inspector.mjs";

const QUIET = { reducedMotion: "reduce" };

const onQuietPage = (name, body, query) => onPage(name, body, { query, ...QUIET });

onQuietPage("a query lists what it finds, and says how many and how long it took", async (inspector) => {
  await inspector.query.fill("Name, !Leader");
  await inspector.lists(5);
  await inspector.entities.getByText(/^5 found in [\d.]+ ms$/).waitFor();
  const headings = async () => {
    const headings = await inspector.grid.getByRole("columnheader").allInnerTexts();
    // The fields that a column can be sorted by stand below its name.
    return headings.map((heading) => heading.split("\n")[0]);
  };
  await until(async () => (await headings()).slice(0, 2), ["Entity", "Name"]);
  await inspector.query.fill("Rules, Name");
  await until(async () => (await headings()).slice(0, 3), ["Entity", "Rules", "Name"]);
  await inspector.button("Clear query").click();
  await inspector.lists(2000);
  assert.equal(await inspector.query.inputValue(), "");
});

onQuietPage("values are compared, ordered, selected and grouped", async (inspector) => {
  const first = async () => (await inspector.rows.first().innerText()).split(/\s+/).filter((text) => text !== "");
  await inspector.query.fill('Name ~ "A" select Name, Rules.speed order by Name desc limit 2');
  await inspector.lists(2);
  await until(first, ["0:11v0", '"Kale"', "2.40"]);
  await inspector.query.fill("Position select count, max(Rules.sight)");
  await inspector.lists(1);
  await until(first, ["2,000", "entities", "2000", "28"]);
});

onQuietPage("what cannot be understood is marked where it is, and the rows stay", async (inspector) => {
  await inspector.query.fill("Leader");
  await inspector.lists(6);
  await inspector.query.fill("Leader, Nobody, Name");
  const fault = inspector.entities.getByText(/Unknown type `Nobody`/);
  await fault.waitFor();
  assert.equal(await inspector.query.getAttribute("aria-invalid"), "true");
  assert.equal(await inspector.query.getAttribute("aria-describedby"), await fault.getAttribute("id"));
  assert.equal(await inspector.entities.locator("mark").innerText(), "Nobody");
  assert.equal(await inspector.total(), 6);
  await inspector.query.fill("Leader, Name");
  await fault.waitFor({ state: "detached" }).catch(() => {});
  await until(() => inspector.query.getAttribute("aria-invalid"), "false");
});

onQuietPage("completion writes what was begun, by keyboard and by mouse", async (inspector, page) => {
  await inspector.query.pressSequentially("Name, !lea");
  await until(() => inspector.suggestions.allInnerTexts(), ["Leader\ntype"]);
  assert.equal(await inspector.query.getAttribute("aria-expanded"), "true");
  await page.keyboard.press("ArrowDown");
  const active = await inspector.query.getAttribute("aria-activedescendant");
  assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
  await page.keyboard.press("Enter");
  assert.equal(await inspector.query.inputValue(), "Name, !Leader");
  assert.equal(await inspector.query.getAttribute("aria-expanded"), "false");
  await inspector.lists(5);
  await page.keyboard.type(", Pos");
  await inspector.suggestions.getByText("Position").click();
  assert.equal(await inspector.query.inputValue(), "Name, !Leader, Position");
  await page.keyboard.type(", v");
  await inspector.suggestions.first().waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await inspector.suggestions.count(), 0);
});

onQuietPage("what was asked comes back with an arrow, also after the page was loaded again", async (inspector, page) => {
  for (const query of ["Leader", "Name"]) {
    await inspector.query.fill(query);
    await inspector.query.press("Enter");
  }
  await inspector.query.fill("");
  await inspector.query.press("ArrowDown");
  assert.deepEqual(await inspector.suggestions.allInnerTexts(), ["Name\nrecent", "Leader\nrecent"]);
  await page.reload();
  await inspector.rows.first().waitFor();
  await inspector.query.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await inspector.query.inputValue(), "Leader");
  await inspector.lists(6);
});

onQuietPage("the query is in the page's address", async (inspector, page) => {
  await inspector.lists(6);
  assert.equal(await inspector.query.inputValue(), "Leader, !Tired");
  await inspector.query.fill("Name");
  await until(async () => new URL(page.url()).searchParams.get("query"), "Name");
  assert.equal(new URL(page.url()).searchParams.get("birds"), "2000");
  await inspector.button("Clear query").click();
  await until(async () => new URL(page.url()).searchParams.has("query"), false);
}, "?birds=2000&query=Leader%2C%20!Tired");

onQuietPage("a type asks for those that have it, and once more for all", async (inspector) => {
  const leader = inspector.types.getByRole("button", { name: /^Leader/ });
  await leader.click();
  await inspector.lists(6);
  assert.equal(await leader.getAttribute("aria-pressed"), "true");
  assert.equal(await inspector.query.inputValue(), "Leader");
  await leader.click();
  await inspector.lists(2000);
  assert.equal(await leader.getAttribute("aria-pressed"), "false");
});

onQuietPage("an archetype asks for exactly its entities", async (inspector) => {
  const friends = inspector.archetypes.getByRole("button", { name: /^Name Position Velocity Rules/ });
  await friends.click();
  await inspector.lists(5);
  assert.match(await inspector.query.inputValue(), /^Name, Position, Velocity, Rules, !Leader, !Route/);
  assert.equal(await friends.getAttribute("aria-pressed"), "true");
  await friends.click();
  await inspector.lists(2000);
});
