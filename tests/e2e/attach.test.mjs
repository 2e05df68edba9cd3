// Every way to a world: a process in Node, a worker, another tab, a page that opens the inspector, a world of its own.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../support/chromium.mjs";
import { serveHosts, simulate } from "../support/hosts.mjs";
import { axe, inaccessible, inspector, openInspector, POLICY, servePage, until } from "../support/inspector.mjs";

const TOKEN = "a-token-of-these-tests";
const FIXTURE = fileURLToPath(new URL("../fixtures/snapshots/v2.terrarium", import.meta.url));
const FRAME = "iframe[title='Terrarium inspector']";

let browser;
const started = [];

before(async () => {
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  for (const { child } of started) child.kill("SIGKILL");
});

async function process(port = 0) {
  const running = await simulate("--port", String(port), "--token", TOKEN);
  started.push(running);
  return running;
}

/** Problems but those that a browser reports of a socket that finds nobody. */
const unexpected = (problems) => problems.filter((text) => !/WebSocket connection/.test(text));

/** Follows the opener's or the host's world through its grid. */
async function shows(scope, total) {
  const shown = inspector(scope);
  await shown.rows.first().waitFor();
  await shown.lists(total);
  return shown;
}

test("a process in Node is looked at, killed and started again, and the page finds it with all that was being looked at", async () => {
  const first = await process();
  const { page, problems, inspector: shown } = await openInspector(browser, first.url);
  assert.equal(await shown.figure("World"), "Island");
  await shown.query.fill("Person, Place");
  await shown.query.press("Enter");
  await until(async () => Number(await shown.grid.getAttribute("aria-rowcount")) > 1_000, true);
  const total = await shown.total();
  const scroller = shown.grid;
  await scroller.evaluate((grid) => { grid.scrollTop = 14_000; });
  await until(async () => Number(await shown.rows.first().getAttribute("aria-rowindex")) > 400, true);
  await shown.rows.nth(20).click();
  const chosen = await shown.entity.getByRole("heading").first().innerText();
  await shown.tree.getByRole("treeitem", { name: /^Rules/ }).click();
  await shown.tree.getByRole("treeitem", { name: /^Rules/ }).locator("xpath=self::*[@aria-expanded='false']").waitFor();
  const at = await scroller.evaluate((grid) => grid.scrollTop);

  first.child.kill("SIGKILL");
  await page.getByRole("status").getByText("Connection lost, trying again").waitFor();
  const again = await process(new URL(first.url).port);
  assert.equal(again.url, first.url);
  await page.getByText("Connection lost, trying again").waitFor({ state: "detached" });
  const tick = await shown.tick();
  await until(async () => (await shown.tick()) > tick, true);

  assert.equal(await shown.query.inputValue(), "Person, Place");
  assert.equal(await shown.total(), total);
  assert.equal(await scroller.evaluate((grid) => grid.scrollTop), at);
  assert.equal(await shown.entity.getByRole("heading").first().innerText(), chosen);
  assert.equal(await shown.tree.getByRole("treeitem", { name: /^Rules/ }).getAttribute("aria-expanded"), "false");
  await shown.button("Pause").click();
  await shown.button("Resume").waitFor();
  assert.deepEqual(unexpected(problems), []);
  await page.context().close();
  again.child.kill("SIGKILL");
});

test("a process that stands still is said to do so, until it answers", async () => {
  const { child, url } = await process();
  const { page, problems } = await openInspector(browser, url);
  child.kill("SIGSTOP");
  const notice = page.getByRole("status").getByText("The world does not answer");
  await notice.waitFor();
  child.kill("SIGCONT");
  await notice.waitFor({ state: "detached" });
  assert.deepEqual(problems, []);
  await page.context().close();
  child.kill("SIGKILL");
});

test("a page with a wrong token says what to do", async () => {
  const { child, url } = await process();
  const { page } = await openInspector(browser, `${url}x`, { waits: false });
  await page.getByRole("status").getByText(/token in the address is not the right one/).waitFor();
  await page.context().close();
  child.kill("SIGKILL");
});

test("a page opens the inspector over itself, with one line", async () => {
  const host = await serveHosts(browser, { over: "globalThis.shown = openInspector(world, { name: 'Ages' }); ready();" });
  const page = await host.open("over");
  const shown = await shows(page.frameLocator(FRAME), 300);
  assert.equal(await shown.figure("World"), "Ages");
  await page.evaluate(() => globalThis.shown.point(7));
  await shown.entity.getByText("0:7v0").first().waitFor();

  const edge = page.getByRole("separator", { name: "Height of the inspector" });
  const height = () => page.locator(FRAME).evaluate((frame) => frame.clientHeight);
  const before = await height();
  await edge.press("ArrowDown");
  assert.ok((await height()) < before);
  await edge.press("ArrowUp");
  const { x, y, width } = await edge.boundingBox();
  await page.mouse.move(x + width / 2, y + 4);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y - 100, { steps: 3 });
  await page.mouse.up();
  await until(async () => (await height()) > before + 50, true);

  await page.getByRole("button", { name: "Close inspector" }).click();
  assert.equal(await page.locator(FRAME).count(), 0);
  await host.close();
});

test("a page opens the inspector in a tab, which finds its world again after it was loaded anew", async () => {
  const script = `const button = document.createElement("button");
button.textContent = "Inspect";
button.onclick = () => openInspector(world, { target: "tab", name: "Ages" });
document.body.append(button);
ready();`;
  const host = await serveHosts(browser, { tab: script });
  const page = await host.open("tab");
  const opened = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Inspect" }).click();
  const tab = await opened;
  await shows(tab, 300);
  await tab.reload();
  await shows(tab, 300);
  await host.close();
});

test("a page with a strict policy opens the inspector from where it is served", async () => {
  const script = "openInspector(world, { url: '/inspector/index.html' }); ready();";
  const host = await serveHosts(browser, { strict: script }, { headers: { "Content-Security-Policy": POLICY } });
  const page = await host.open("strict");
  await shows(page.frameLocator(FRAME), 300);
  await host.close();
});

test("a worker's world is looked at from its page", async () => {
  const script = `if (isWorker) serveWorld(world, self, { name: "In the worker" });
else { openInspector(new Worker("worker.host.js", { type: "module" })); ready(); }`;
  const host = await serveHosts(browser, { worker: script });
  const page = await host.open("worker");
  const shown = await shows(page.frameLocator(FRAME), 300);
  assert.equal(await shown.figure("World"), "In the worker");
  const tick = await shown.tick();
  await until(async () => (await shown.tick()) > tick, true);
  await host.close();
});

test("worlds of other tabs are listed, looked at, and found again", async () => {
  const script = "announceWorld(world, { name: 'Next door', channel: 'next-door' }); ready();";
  const host = await serveHosts(browser, { door: script });
  const other = await host.open("door");
  const page = await host.context.newPage();
  await page.goto(`${host.url}inspector/index.html`);
  await page.getByRole("button", { name: "Next door" }).click();
  const shown = await shows(page, 300);
  await shown.rows.nth(3).click();
  await other.close();
  await page.getByRole("status").getByText("The world does not answer").waitFor();
  await host.open("door");
  await page.getByText("The world does not answer").waitFor({ state: "detached" });
  await shown.entity.getByText("0:4v0").first().waitFor();
  await page.goto(`${host.url}inspector/index.html?channel=next-door`);
  await shows(page, 300);
  await page.goto(`${host.url}inspector/index.html`);
  await page.getByRole("textbox", { name: "Channel or address" }).fill("next-door");
  await page.getByRole("button", { name: "Attach", exact: true }).click();
  await shows(page, 300);
  await host.close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`without a world, the page offers the ways to one, in ${colorScheme}`, async () => {
    const server = await servePage();
    const options = { waits: false, colorScheme, scripts: [await axe()] };
    const { page, problems } = await openInspector(browser, `${server.url}?demo=none`, options);
    await page.getByRole("heading", { name: "Look into a world" }).waitFor();
    assert.deepEqual(await inaccessible(page), []);
    await page.getByRole("button", { name: "Market" }).click();
    await until(() => inspector(page).figure("World"), "Market");
    await page.reload();
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Open a snapshot" }).click();
    await (await chooser).setFiles(FIXTURE);
    await until(() => inspector(page).figure("World"), "Snapshot");
    await page.getByRole("button", { name: "Restore v2" }).click();
    await until(async () => (await inspector(page).total()) > 0, true);
    assert.deepEqual(problems, []);
    await page.context().close();
    await server.close();
  });
}

test("the address of a process is a way to its world", async () => {
  const { child, url } = await process();
  const server = await servePage();
  const { page } = await openInspector(browser, `${server.url}?demo=none`, { waits: false });
  await page.getByRole("textbox", { name: "Channel or address" }).fill(url);
  await page.getByRole("button", { name: "Attach", exact: true }).click();
  await until(() => inspector(page).figure("World").catch(() => ""), "Island");
  await page.context().close();
  await server.close();
  child.kill("SIGKILL");
});
