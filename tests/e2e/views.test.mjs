// Every view of the inspector, light and dark, on a desk and on a phone: axe finds nothing wrong in it. With the name of a
// folder in TERRARIUM_SCREENSHOTS, each is kept there as a picture for web/README.md.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { open } from "../support/e2e.mjs";
import { axe, inaccessible, until } from "../support/inspector.mjs";

const DESK = { viewport: { width: 1280, height: 720 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const FOLDER = process.env.TERRARIUM_SCREENSHOTS;

/** What is done, one after the other, to see each view. */
const SCENES = {
  async entities({ inspector }) {
    await until(async () => (await inspector.tick()) > 30, true);
    await inspector.pause();
  },
  async query({ inspector }) {
    await inspector.query.fill("Trader, Purse.coins > 60, ");
    await inspector.suggestions.first().waitFor();
  },
  async entity({ inspector }) {
    await inspector.query.fill("Trader, Purse.coins > 60");
    await inspector.query.press("Escape");
    await inspector.rows.nth(1).click();
    await inspector.tree.getByRole("treeitem", { name: /Memory/ }).first().waitFor();
  },
  async shared({ page, region }) {
    await page.getByRole("tab", { name: "Shared" }).click();
    await region("Shared").getByRole("button", { name: "Find equal values" }).click();
    await region("Shared").getByText(/^Of [\d,]+ values/).waitFor();
  },
  async types({ inspector }) {
    await inspector.button("Look into Needs").click();
    await inspector.types.getByRole("group", { name: "Values of hunger" }).waitFor();
  },
  async history({ page, inspector, region }) {
    await region("History").getByRole("switch", { name: "Record" }).click();
    await inspector.steps(12);
    const slider = region("History").getByRole("slider", { name: "Tick" });
    await until(async () => Number(await slider.getAttribute("max")) === (await inspector.tick()), true);
    await region("History").getByRole("button", { name: /^Pin tick/ }).click();
    for (let ticks = 0; ticks < 4; ticks += 1) await slider.press("ArrowLeft");
    await page.getByText(/of the past/).waitFor();
    await region("History").getByRole("button", { name: "Compare with pinned" }).click();
    await region("Differences").getByText(/values changed/).waitFor();
  },
  async snapshots({ page, region, inspector }) {
    await inspector.button("Back to now").click();
    await page.getByRole("tab", { name: "Snapshots" }).click();
    const panel = region("Snapshots");
    await panel.getByRole("textbox", { name: "Name", exact: true }).fill("Before the harvest");
    await panel.getByRole("button", { name: "Take snapshot" }).click();
    await panel.getByText("Look inside").click();
    await inspector.steps(3);
    await panel.getByRole("combobox", { name: "Compare Before the harvest" }).selectOption("now");
    await region("Differences").getByText(/values changed/).waitFor();
  },
  async watches({ page, region }) {
    await page.getByRole("tab", { name: "Watches" }).click();
    const form = region("Watches").getByRole("form", { name: "New watch" });
    await form.getByLabel("Query").fill("Purse.coins > 500");
    await form.getByRole("button", { name: "Watch" }).click();
    await region("Watches").getByRole("listitem").first().waitFor();
  },
};

for (const [screen, options] of [["desk", DESK], ["phone", PHONE]]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`every view is accessible: ${screen}, ${colorScheme}`, async () => {
      const { page, problems, inspector } = await open("?demo=market", { colorScheme, scripts: [await axe()], ...options });
      const region = (name) => page.getByRole("region", { name, exact: true });
      for (const [name, see] of Object.entries(SCENES)) {
        await see({ page, inspector, region });
        assert.deepEqual(await inaccessible(page), [], name);
        await keep(page, `${name}-${screen}-${colorScheme}`);
      }
      assert.deepEqual(problems, []);
      await page.context().close();
    });

    test(`the page without a world is accessible: ${screen}, ${colorScheme}`, async () => {
      const { page, problems } = await open("?demo=", { colorScheme, scripts: [await axe()], waits: false, ...options });
      await page.getByRole("heading", { name: "Look into a world" }).waitFor();
      assert.deepEqual(await inaccessible(page), []);
      await keep(page, `start-${screen}-${colorScheme}`);
      assert.deepEqual(problems, []);
      await page.context().close();
    });
  }
}

test("web/README.md shows every view, and no picture that is not there", async () => {
  const web = new URL("../../web/", import.meta.url);
  const text = await readFile(new URL("README.md", web), "utf8");
  const shown = [...text.matchAll(/\(screenshots\/([^)]+)\.png\)/g)].map(([, name]) => name);
  const kept = await readdir(new URL("screenshots", web));
  assert.deepEqual([...shown].sort(), kept.map((name) => name.replace(".png", "")).sort());
  for (const view of [...Object.keys(SCENES), "start"]) assert.ok(shown.some((name) => name.startsWith(`${view}-`)), view);
});

/** Keeps what is seen, of those views that are shown: all on a desk, and one on a phone. */
async function keep(page, name) {
  const isShown = /^(?!query).*desk-light$|^(query|types|history)-desk-dark$|^entity-phone-light$/.test(name);
  if (FOLDER && isShown) await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}
