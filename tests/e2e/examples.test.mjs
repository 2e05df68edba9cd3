// The examples, as the page's menu offers them. The one in Node is that of `attach.test.mjs`.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { onPage } from "../support/e2e.mjs";
import { changes, until } from "../support/inspector.mjs";

const EXAMPLES = new URL("../../pkg/examples/", import.meta.url);
const LINES_MAX = 200;

/** The picture of the example that is shown. */
const picture = (page) => page.frameLocator(".stage iframe").locator("canvas");

/** Whether something is drawn, and not in one colour. */
const isDrawn = (page) =>
  picture(page).evaluate((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size > 3;
  });

/** How many rows a query finds. */
async function ask(inspector, query) {
  await inspector.query.fill(query);
  await inspector.query.press("Escape");
}

test("every example is under 200 lines", async () => {
  const files = await readdir(EXAMPLES, { recursive: true });
  const scripts = files.filter((file) => /\.m?js$/.test(file));
  assert.ok(["flock", "market", "pareto", "node-sim"].every((name) => scripts.some((file) => file.startsWith(`${name}/`))));
  for (const script of scripts) {
    const lines = (await readFile(new URL(script, EXAMPLES), "utf8")).split("\n").length - 1;
    assert.ok(lines < LINES_MAX, `${script} has ${lines} lines`);
  }
});

onPage("the menu of examples shows each of them, and forgets what was asked of the one before", async (inspector, page) => {
  const menu = page.getByRole("combobox", { name: "Example" });
  await ask(inspector, "Name");
  for (const name of ["Market", "Pareto", "Flock"]) {
    await menu.selectOption(name);
    await until(() => inspector.figure("World"), name);
    await until(() => isDrawn(page), true);
    assert.equal(await inspector.query.inputValue(), "");
    await changes(() => inspector.figure("Tick"));
  }
});

onPage("the traders of the market share one policy, and remember in words", async (inspector) => {
  await inspector.pause();
  await inspector.steps(60);
  const counts = await inspector.counts("Types");
  const policy = counts.find(({ words }) => words[0] === "Policy");
  assert.equal(policy.words.join(" "), "Policy 1 group");
  assert.equal(policy.count, 120);
  await ask(inspector, "Memory.bargains >= 2 order by Memory.bargains desc");
  await until(async () => (await inspector.total()) >= 20, true);
  await ask(inspector, 'Memory.text ~ "bought honey of"');
  await until(async () => (await inspector.total()) > 5 && (await inspector.total()) < 120, true);
  await inspector.rows.first().click();
  await inspector.tree.getByRole("treeitem", { name: /^Memory/ }).waitFor();
}, { query: "?demo=market" });

onPage("the search finds the best trade-offs, and its fronts are queries", async (inspector, page) => {
  await inspector.pause();
  await inspector.steps(300);
  await ask(inspector, "Rank.front = 0, Objectives.f2 < 1.1 - Objectives.f1");
  await until(async () => (await inspector.total()) > 20, true);
  const frame = page.frameLocator(".stage iframe");
  const best = await frame.locator("dd").first().innerText();
  assert.deepEqual(await frame.locator("dt").allInnerTexts(), ["best front", "second front", "lonely points", "just born"]);
  await ask(inspector, "Rank.front = 0");
  await inspector.lists(Number(best));
}, { query: "?demo=pareto" });
