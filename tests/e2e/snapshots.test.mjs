// Snapshots on the page: taken, looked into, kept as files, brought back, put beside, compared.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { onPage } from "../support/e2e.mjs";
import { attach, axe, inaccessible, until } from "../support/inspector.mjs";

const AGENTS = fixture("agentecs/simple.pickle");

function fixture(name) {
  return readFile(new URL(`../fixtures/${name}`, import.meta.url));
}

/** What is dropped where a file is. */
async function dragged(page, name, file) {
  return page.evaluateHandle(([name, bytes]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], name));
    return data;
  }, [name, [...(await file)]]);
}

/** Hands over a world of a few agents with memories. */
function agents(page) {
  return attach(page, () => {
    const { World, defineComponent } = globalThis.terrarium;
    const world = new World();
    const [Name, Memory] = ["Name", "Memory"].map((name) => defineComponent(name));
    for (const name of ["Ada", "Bo", "Cy"]) world.spawn([Name, name], [Memory, { text: `${name} met nobody yet.` }]);
    Object.assign(globalThis, { world, Name, Memory });
    globalThis.serve(world, { name: "Agents" });
  });
}

/** What the tests do with the panel. */
function shelf(page) {
  const panel = page.getByRole("region", { name: "Snapshots", exact: true });
  const items = panel.getByRole("textbox", { name: /^Name of/ });
  return {
    panel,
    open: () => page.getByRole("tab", { name: "Snapshots" }).click(),
    /** What the snapshots are called. */
    names: () => items.evaluateAll((inputs) => inputs.map((input) => input.value)),
    take: async (name) => {
      await panel.getByRole("textbox", { name: "Name", exact: true }).fill(name);
      await panel.getByRole("button", { name: "Take snapshot" }).click();
      await panel.getByRole("textbox", { name: `Name of ${name}` }).waitFor();
    },
    upload: (file) => panel.getByLabel("Snapshot file").setInputFiles(file),
    act: (deed, name) => panel.getByRole("button", { name: `${deed} ${name}`, exact: true }).click(),
  };
}

const digest = (page) => page.evaluate(() => globalThis.world.digest());

onPage("a snapshot is taken under a name, looked into, called something else and forgotten", async (inspector, page) => {
  await agents(page);
  await inspector.lists(3);
  const { panel, open, names, take, act } = shelf(page);
  await open();
  await panel.getByText("None yet.").waitFor();
  await take("Before");
  await panel.getByText("3 entities, tick 0").waitFor();
  await panel.getByText("Look inside").click();
  await panel.getByText("Memory").waitFor();
  const name = panel.getByRole("textbox", { name: "Name of Before" });
  await name.fill("After");
  await name.press("Enter");
  await panel.getByRole("button", { name: "Restore After" }).waitFor();
  assert.deepEqual(await names(), ["After"]);
  await act("Forget", "After");
  await until(names, []);
}, { query: "?birds=20" });

onPage("a world is restored, and what was there can be had back", async (inspector, page) => {
  await agents(page);
  const { open, take, act } = shelf(page);
  await open();
  await take("Three");
  const three = await digest(page);
  await page.evaluate(() => [...globalThis.world.allEntities()].forEach((entity) => globalThis.world.destroy(entity)));
  await inspector.lists(0);
  await act("Restore", "Three");
  await inspector.lists(3);
  assert.equal(await digest(page), three);
  await inspector.button("Undo: Restore Three").click();
  await inspector.lists(0);
}, { query: "?birds=20" });

onPage("what is downloaded is a file, and uploaded again it is the same", async (inspector, page) => {
  await agents(page);
  const { open, take, act, upload, names } = shelf(page);
  await open();
  await take("To/keep");
  const before = await digest(page);
  const [download] = await Promise.all([page.waitForEvent("download"), act("Download", "To/keep")]);
  assert.equal(download.suggestedFilename(), "To-keep.terrarium");
  const buffer = await readFile(await download.path());
  await act("Forget", "To/keep");
  await until(names, []);
  await page.evaluate(() => globalThis.world.destroy([...globalThis.world.allEntities()][0]));
  await upload({ name: "again.terrarium", mimeType: "application/octet-stream", buffer });
  await until(names, ["again.terrarium"]);
  await act("Restore", "again.terrarium");
  await inspector.lists(3);
  assert.equal(await digest(page), before);
}, { query: "?birds=20" });

onPage("a damaged file says what is wrong with it, and the world and the list stay", async (inspector, page) => {
  await agents(page);
  const { open, take, upload, names } = shelf(page);
  await open();
  await take("Safe");
  const before = await digest(page);
  const buffer = Buffer.from(await fixture("snapshots/v2.terrarium"));
  buffer[buffer.length >> 1] ^= 0xff;
  await upload({ name: "damaged.terrarium", mimeType: "application/octet-stream", buffer });
  await page.getByRole("status").filter({ hasText: /checksum|damaged|corrupt|does not match/i }).waitFor();
  assert.deepEqual(await names(), ["Safe"]);
  assert.equal(await digest(page), before);
  await inspector.lists(3);
}, { query: "?birds=20" });

onPage("a file of AgentECS that is dropped is looked into, and opened as a second world", async (inspector, page) => {
  await agents(page);
  const drag = await dragged(page, "simple.pickle", AGENTS);
  await page.dispatchEvent("main", "dragover", { dataTransfer: drag });
  await page.getByText("Drop a snapshot").waitFor();
  await page.dispatchEvent("main", "drop", { dataTransfer: drag });
  const { panel, act } = shelf(page);
  await panel.getByText("from AgentECS").waitFor();
  assert.equal(await page.getByText("Drop a snapshot").count(), 0);
  const before = await digest(page);
  await act("Fork", "simple.pickle");
  const world = page.getByRole("combobox", { name: "World" });
  await until(() => world.locator("option").allInnerTexts(), ["Agents", "simple.pickle"]);
  await until(async () => (await inspector.total()) !== 3, true);
  assert.equal(await digest(page), before);
  await world.selectOption("Agents");
  await inspector.lists(3);
  await world.selectOption("simple.pickle");
  await inspector.button("Close world").click();
  await inspector.lists(3);
  await until(() => world.count(), 0);
}, { query: "?birds=20" });

onPage("a file that is dropped before there is a world is looked into in an empty one", async (inspector, page) => {
  await inspector.button("Open a snapshot").waitFor();
  const drag = await dragged(page, "simple.pickle", AGENTS);
  await page.dispatchEvent("body", "dragover", { dataTransfer: drag });
  await page.dispatchEvent("body", "drop", { dataTransfer: drag });
  await shelf(page).panel.getByText("from AgentECS").waitFor();
  assert.equal(await inspector.figure("Entities"), "0");
  await shelf(page).act("Restore", "simple.pickle");
  await until(async () => (await inspector.figure("Entities")) !== "0", true);
}, { query: "?demo=none", waits: false });

onPage("entities of a snapshot come beside those that are there", async (inspector, page) => {
  await agents(page);
  const { open, take, act } = shelf(page);
  await open();
  await take("Three");
  await act("Import beside", "Three");
  await inspector.lists(6);
}, { query: "?birds=20" });

onPage("a snapshot is compared with now and with another, word by word", async (inspector, page) => {
  await agents(page);
  const { panel, open, take } = shelf(page);
  await open();
  await take("First");
  await page.evaluate(() => {
    const { world, Name, Memory } = globalThis;
    const [ada, bo] = [...world.allEntities()];
    world.set(ada, Memory, { text: "Ada met Bo at last." });
    world.destroy(bo);
    world.spawn([Name, "Dee"]);
  });
  await panel.getByRole("combobox", { name: "Compare First" }).selectOption("Now");
  const differences = page.getByRole("region", { name: "Differences" });
  await differences.getByText("1 created, 1 destroyed, 1 value changed").waitFor();
  await differences.getByText("From First to now").waitFor();
  const changed = differences.getByRole("listitem").filter({ hasText: "Memory.text" }).last();
  assert.equal(await changed.locator("del").allInnerTexts().then((texts) => texts.join("").trim()), "nobody yet.");
  assert.equal(await changed.locator("ins").allInnerTexts().then((texts) => texts.join("").trim()), "Bo at last.");
  await take("Second");
  await panel.getByRole("combobox", { name: "Compare Second" }).selectOption("First");
  await differences.getByText("From Second to First").waitFor();
  await differences.getByRole("button", { name: "0:1v0" }).click();
  await page.getByRole("tab", { name: "Snapshots" }).click();
  await differences.getByRole("button", { name: "Close differences" }).click();
  await until(() => differences.count(), 0);
}, { query: "?birds=20" });

onPage("the panel can be used by everybody, light and dark", async (inspector, page) => {
  await agents(page);
  const { panel, open, take } = shelf(page);
  await open();
  await take("First");
  await panel.getByText("Look inside").click();
  await page.evaluate(() => globalThis.world.set([...globalThis.world.allEntities()][0], globalThis.Name, "Ada Lovelace"));
  await panel.getByRole("combobox", { name: "Compare First" }).selectOption("Now");
  await page.getByRole("region", { name: "Differences" }).getByText("Lovelace").waitFor();
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await inaccessible(page), []);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/snapshots-${colorScheme}.png` });
  }
}, { query: "?birds=20", scripts: [await axe()] });
