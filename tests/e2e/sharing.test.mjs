// The Shared panel: who shares with whom, and who could.

import assert from "node:assert/strict";
import { onPage } from "../support/e2e.mjs";
import { attach, until } from "../support/inspector.mjs";

/** Six agents of which four share one policy and two another; the moods of five are equal. */
function town() {
  const { World, defineComponent, shared } = globalThis.terrarium;
  const [Policy, Mood, Name] = ["Policy", "Mood", "Name"].map((name) => defineComponent(name));
  const [strict, lax] = [shared({ tax: 0.5 }), shared({ tax: 0.1 })];
  const world = (globalThis.world = new World());
  for (let at = 0; at < 6; at += 1) {
    world.spawn([Name, `agent ${at}`], [Policy, at < 4 ? strict : lax], [Mood, { of: at === 0 ? "grief" : "joy" }]);
  }
  globalThis.serve(world, { name: "Town" });
}

const groupsOf = (page) => page.getByRole("list", { name: "Groups" }).getByRole("listitem");

onPage("groups say what they share and how many do, and show who does", async (inspector, page) => {
  await attach(page, town);
  await page.getByRole("tab", { name: "Shared" }).click();
  const region = page.getByRole("region", { name: "Shared", exact: true });
  await until(() => groupsOf(region).count(), 2);
  assert.match(await groupsOf(region).first().innerText(), /Policy\s*{tax: 0.50}\s*4 holders/);
  await region.getByRole("button", { name: "2 holders of this Policy" }).click();
  await inspector.lists(2);
  assert.equal(await inspector.query.inputValue(), "shares(Policy, #0:5v0)");
  await groupsOf(region).first().getByRole("button", { name: "Edit this Policy" }).click();
  await inspector.tree.getByRole("treeitem", { name: /Policy.*shared by 4/ }).waitFor();
  assert.equal(await page.getByRole("tab", { name: "Entity" }).getAttribute("aria-selected"), "true");
});

onPage("equal values are found with what sharing would save, and shared", async (_, page) => {
  await attach(page, town);
  await page.getByRole("tab", { name: "Shared" }).click();
  await page.getByRole("button", { name: "Find equal values" }).click();
  const equals = page.getByRole("list", { name: "Equal values" }).getByRole("listitem");
  await until(() => equals.count(), 1);
  assert.match(await equals.innerText(), /Mood\s*{of: "joy"}\s*5 equal, \d+ B to save/);
  await equals.getByRole("button", { name: "Share" }).click();
  await until(() => equals.count(), 0);
  await page.getByText("Of 1 value, no two are equal that are not shared.").waitFor();
  await until(() => groupsOf(page).count(), 3);
  assert.equal(await page.evaluate(() => globalThis.world.select("shared(Mood)").count()), 5);
});

onPage("what is selected is shared, joins a group, and is split off again", async (inspector, page) => {
  await attach(page, town);
  await inspector.lists(6);
  await inspector.rows.nth(1).click();
  await inspector.rows.nth(3).click({ modifiers: ["Shift"] });
  await page.getByRole("tab", { name: "Shared" }).click();
  await page.getByRole("heading", { name: "The 3 selected entities" }).waitFor();
  await page.getByRole("button", { name: "Share Name" }).click();
  await until(() => groupsOf(page).count(), 3);
  assert.equal(await page.evaluate(() => globalThis.world.select("shared(Name)").count()), 3);
  await page.getByRole("button", { name: "Split off Name" }).click();
  await until(() => groupsOf(page).count(), 2);
  await groupsOf(page).nth(1).getByRole("button", { name: "Join this Policy" }).click();
  await until(async () => (await groupsOf(page).first().innerText()).includes("5 holders"), true);
  assert.deepEqual(await page.evaluate(() => [...globalThis.world.select("Policy.tax = 0.1").entities()].length), 5);
  await page.getByRole("button", { name: /^Undo/ }).click();
  await until(async () => (await groupsOf(page).first().innerText()).includes("4 holders"), true);
});

onPage("the keyboard goes along the tabs", async (_, page) => {
  await page.getByRole("tab", { name: "Entity" }).press("ArrowRight");
  await page.getByRole("region", { name: "Shared", exact: true }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Shared");
  await page.keyboard.press("Home");
  await page.getByRole("region", { name: "Entity", exact: true }).waitFor();
});
