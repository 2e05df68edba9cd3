// The past on the page: recorded, gone through, compared, continued from.

import assert from "node:assert/strict";
import { onPage } from "../support/e2e.mjs";
import { attach, axe, inaccessible, until } from "../support/inspector.mjs";

/** Hands over a world that moves with each step: an ant that walks, and is renamed at some ticks. */
function ants(page) {
  return attach(page, () => {
    const { World, defineComponent } = globalThis.terrarium;
    const world = new World();
    const [Name, Mood] = ["Name", "Mood"].map((name) => defineComponent(name));
    const ant = world.spawn([Name, "Ada"], [Mood, "She is calm and at home."]);
    world.spawn([Name, "Bo"], [Mood, "He sleeps."]);
    const moods = { 3: "She is alarmed and at home.", 6: "She is alarmed and far away." };
    const simulation = {
      running: false,
      pause() {},
      resume() {},
      step() {
        const mood = moods[world.tick];
        if (mood !== undefined) world.set(ant, Mood, mood);
        world.set(ant, Name, `Ada ${world.tick}`);
        world.advance();
      },
    };
    Object.assign(globalThis, { world, Name, ant });
    globalThis.serve(world, { name: "Ants", simulation });
  });
}

/** What the tests do with the strip. */
function strip(page, inspector) {
  const region = page.getByRole("region", { name: "History", exact: true });
  const slider = region.getByRole("slider", { name: "Tick" });
  return {
    region,
    slider,
    record: region.getByRole("switch", { name: "Record" }),
    banner: page.getByText(/of the past/),
    button: (name) => page.getByRole("button", { name, exact: true }),
    tick: () => slider.getAttribute("aria-valuetext"),
    /** Records some ticks. */
    recorded: async (ticks) => {
      await ants(page);
      await inspector.lists(2);
      await region.getByRole("switch", { name: "Record" }).click();
      await slider.waitFor();
      await inspector.steps(ticks);
      await until(() => slider.getAttribute("max"), String(ticks));
    },
  };
}

const name = (page) => page.evaluate(() => globalThis.world.get(globalThis.ant, globalThis.Name));

onPage("ticks are recorded from when that is asked for until it is ended", async (inspector, page) => {
  const { record, region, slider, recorded } = strip(page, inspector);
  await recorded(5);
  await until(() => record.getAttribute("aria-checked"), "true");
  await region.getByText(/^5 ticks/).waitFor();
  assert.deepEqual([await slider.getAttribute("min"), await slider.getAttribute("max")], ["0", "5"]);
  assert.ok((await region.locator("path").getAttribute("d")).length > 20);
  await record.click();
  await until(() => record.getAttribute("aria-checked"), "false");
  await inspector.steps(2);
  await region.getByText(/^5 ticks/).waitFor();
}, { query: "?birds=20" });

onPage("the past is gone through with the keyboard, and left again", async (inspector, page) => {
  const { slider, banner, button, tick, recorded } = strip(page, inspector);
  await recorded(8);
  await until(tick, "Now");
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await until(tick, "Tick 6");
  await until(inspector.tick, 6);
  await banner.waitFor();
  await inspector.rows.filter({ hasText: "Ada 6" }).waitFor();
  await page.keyboard.press("Home");
  await until(inspector.tick, 0);
  await inspector.rows.filter({ hasText: "Ada 0" }).waitFor();
  assert.equal(await button("Step").count(), 0);
  await button("Back to now").click();
  await until(inspector.tick, 8);
  await until(tick, "Now");
  await until(() => banner.count(), 0);
}, { query: "?birds=20" });

onPage("a world goes on from its past", async (inspector, page) => {
  const { slider, button, recorded } = strip(page, inspector);
  await recorded(8);
  await slider.fill("4");
  await until(inspector.tick, 4);
  await button("Continue from here").click();
  await until(() => page.evaluate(() => globalThis.world.tick), 4);
  assert.equal(await name(page), "Ada 4");
  await button("Step").waitFor();
  await button("Undo: Go back to tick 4").click();
  await until(inspector.tick, 8);
  assert.equal(await name(page), "Ada 7");
}, { query: "?birds=20" });

onPage("a second world goes on from the past, and the first stays as it is", async (inspector, page) => {
  const { slider, button, recorded } = strip(page, inspector);
  await recorded(8);
  await slider.fill("2");
  await until(inspector.tick, 2);
  await button("Fork").click();
  const world = page.getByRole("combobox", { name: "World" });
  await until(() => world.locator("option").allInnerTexts(), ["Ants", "Ants from tick 2"]);
  await until(() => world.inputValue(), "1");
  await until(() => button("Back to now").count(), 0);
  assert.equal(await page.evaluate(() => globalThis.world.tick), 8);
}, { query: "?birds=20" });

onPage("a tick is pinned, and compared with the one that is shown", async (inspector, page) => {
  const { slider, button, recorded } = strip(page, inspector);
  await recorded(8);
  await slider.fill("1");
  await until(inspector.tick, 1);
  await button("Pin tick 1").click();
  await slider.fill("3");
  await until(inspector.tick, 3);
  await button("Compare with pinned").click();
  const differences = page.getByRole("region", { name: "Differences" });
  await differences.getByText("From tick 1 to tick 3").waitFor();
  await differences.getByText("0 created, 0 destroyed, 2 values changed").waitFor();
  const mood = differences.getByRole("listitem").filter({ hasText: /^Mood/ });
  assert.deepEqual([await mood.locator("del").innerText(), await mood.locator("ins").innerText()].map((text) => text.trim()), ["calm", "alarmed"]);
  await button("Unpin tick 1").click();
  await until(() => button("Compare with pinned").count(), 0);
}, { query: "?birds=20" });

onPage("a component's past is told tick by tick and word by word, and leads there", async (inspector, page) => {
  const { recorded } = strip(page, inspector);
  await recorded(8);
  await inspector.row("0:1v0").click();
  await inspector.entity.getByRole("button", { name: "History of Mood" }).click();
  const past = page.getByRole("region", { name: "History of Mood" });
  await past.getByText("2 changes").waitFor();
  const ticks = past.getByRole("list", { name: "Changes" }).getByRole("button");
  assert.deepEqual(await ticks.allInnerTexts(), ["Tick 6", "Tick 3", "Tick 0"]);
  assert.deepEqual(await past.locator("ins").allInnerTexts().then((texts) => texts.map((text) => text.trim())), ["far away.", "alarmed"]);
  await ticks.filter({ hasText: "Tick 3" }).click();
  await until(inspector.tick, 3);
  await inspector.entity.getByText("alarmed and at home").waitFor();
  await past.getByRole("button", { name: "Close history" }).click();
  await until(() => past.count(), 0);
}, { query: "?birds=20" });

onPage("what takes its time shows how far it is, and is given up", async (inspector, page) => {
  await attach(page, () => {
    const { World, defineComponent } = globalThis.terrarium;
    const world = new World();
    const Bag = defineComponent("Bag");
    const count = 60_000;
    const bags = Array.from({ length: count }, (_, at) => ({ at, items: Array.from({ length: 30 }, (_, item) => ({ item, at })) }));
    const all = world.spawnMany([Bag], [bags], count);
    world.record();
    world.advance();
    Object.assign(globalThis, { world, change: () => all.forEach((entity, at) => world.set(entity, Bag, { at, items: [] })) });
    globalThis.serve(world, { name: "Bags" });
  });
  await inspector.lists(60_000);
  await page.getByRole("tab", { name: "Snapshots" }).click();
  const panel = page.getByRole("region", { name: "Snapshots", exact: true });
  await panel.getByRole("button", { name: "Take snapshot" }).click();
  await panel.getByRole("button", { name: "Restore Tick 1" }).waitFor();
  await page.evaluate(() => globalThis.change());
  await panel.getByRole("combobox", { name: "Compare Tick 1" }).selectOption("Now");
  await page.getByRole("progressbar", { name: "Comparing" }).waitFor();
  await inspector.button("Cancel").click();
  await until(() => page.getByRole("region", { name: "Differences" }).count(), 0);
  await until(() => page.getByRole("progressbar").count(), 0);
}, { query: "?birds=20" });

onPage("the strip can be used by everybody, light and dark", async (inspector, page) => {
  const { slider, button, recorded } = strip(page, inspector);
  await recorded(30);
  await slider.fill("12");
  await until(inspector.tick, 12);
  await button("Pin tick 12").click();
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await inaccessible(page), []);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/history-${colorScheme}.png` });
  }
  await page.setViewportSize({ width: 390, height: 844 });
  assert.deepEqual(await inaccessible(page), []);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/history-phone.png`, fullPage: true });
}, { query: "?birds=20", scripts: [await axe()] });
