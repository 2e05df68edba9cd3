// The inspector under conditions that are not the usual: themes, small screens, large worlds, values
// that do not want to be looked at, and its own failure.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launchChromium } from "../support/chromium.mjs";
import { axe, inaccessible, number, openInspector, servePage } from "../support/inspector.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

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

async function open(query = "", options = {}) {
  return openInspector(browser, server.url + query, options);
}

for (const colorScheme of ["light", "dark"]) {
  for (const [screen, options] of [["desktop", {}], ["phone", PHONE]]) {
    test(`axe finds nothing wrong: ${colorScheme}, ${screen}`, async () => {
      const { page, problems, inspector } = await open("", { colorScheme, scripts: [await axe()], ...options });
      assert.deepEqual(await inaccessible(page), []);
      await inspector.types.getByRole("button", { name: /^Rules/ }).click();
      await inspector.rows.first().click();
      await inspector.tree.getByRole("treeitem").first().waitFor();
      assert.deepEqual(await inaccessible(page), []);
      assert.deepEqual(problems, []);
      await page.context().close();
    });
  }
}

test("the theme is the system's until another is chosen, which is kept", async () => {
  const { page, problems, inspector } = await open("", { colorScheme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await inspector.button("Switch to dark theme").click();
  const dark = await ground();
  assert.notEqual(dark, light);
  await page.reload();
  await inspector.rows.first().waitFor();
  assert.equal(await ground(), dark);
  await inspector.button("Switch to light theme").click();
  assert.equal(await ground(), light);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("a phone shows everything without scrolling sideways", async () => {
  const { page, problems, inspector } = await open("", PHONE);
  for (const part of [inspector.entities, inspector.types, inspector.archetypes]) {
    await part.scrollIntoViewIfNeeded();
    const box = await part.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
  }
  assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), 390);
  await inspector.rows.nth(1).tap();
  await inspector.tree.getByRole("treeitem", { name: /Briar/ }).waitFor();
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("1,000,000 entities scroll by rows, and to the end", async () => {
  const { page, problems, inspector } = await open("?birds=1000000", { reducedMotion: "reduce" });
  assert.equal(await inspector.figure("Entities"), "1,000,000");
  const canvas = await inspector.grid.evaluate((grid) => grid.scrollHeight);
  assert.ok(canvas < 1_000_000 * 28, `${canvas}`);
  await inspector.grid.evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
  await inspector.grid.getByRole("rowheader", { name: "0:1000000v0", exact: true }).waitFor();
  await inspector.grid.evaluate((grid) => grid.scrollTo(0, grid.scrollHeight / 2));
  const middle = inspector.grid.getByRole("rowheader", { name: /^0:(499|500)\d\d\dv0$/ });
  await middle.first().waitFor();
  const entity = Number(/:(\d+)v/.exec(await middle.first().innerText())[1]);
  // Ten rows further by the pixel, although a pixel of the scroll bar stands for many rows.
  await inspector.grid.evaluate((grid) => grid.scrollBy(0, 280));
  const rowOf = (number) => inspector.grid.getByRole("rowheader", { name: `0:${number}v0`, exact: true });
  await rowOf(entity).waitFor({ state: "detached" });
  assert.equal(await rowOf(entity + 9).count(), 0);
  assert.equal(await rowOf(entity + 10).count(), 1);
  assert.ok((await inspector.rows.count()) < 45);
  await inspector.grid.focus();
  await page.keyboard.press("End");
  await inspector.tree.getByRole("treeitem", { name: /^Position/ }).waitFor();
  assert.match(await inspector.entity.innerText(), /0:1000000v0/);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("values and names that are dangerous are text, and those that throw are survived", async () => {
  const { page, problems, inspector } = await open("?curiosities", {
    scripts: ["globalThis.alert = () => reportViolation('a script of a value was run')"],
  });
  await inspector.types.getByRole("button", { name: /^Traps/ }).click();
  await inspector.rows.first().click();
  const item = (name) => inspector.tree.getByRole("treeitem", { name });
  for (const name of ["<img src=x onerror=alert(1)>", "__proto__", /^every component type has.*…/, /^Kinds/]) {
    await item(name).first().waitFor();
  }
  await item(/^proxy unreachable|^proxy unreadable/).waitFor();
  await item(/^revoked unreadable/).waitFor();
  await item(/^liar .*Map/).waitFor();
  await item(/^getter/).click();
  await item("computed (computed) accessor").waitFor();
  await item("minusZero -0 number").waitFor();
  await item("bigint 18446744073709551615n bigint").waitFor();
  await item("invalidDate Invalid Date Date").waitFor();
  await item(/^items/).click();
  await item(/99,?900 more items/).waitFor();
  for (let depth = 0; depth < 3; depth += 1) await item(/^itself/).last().click();
  assert.equal(await item(/^itself/).count(), 4);
  assert.equal(await page.locator("img, script:not(#loader)").count(), 0);
  assert.ok((await inspector.entity.innerText()).length < 30_000);
  assert.equal(await page.evaluate(() => ({}).polluted), undefined);
  const tick = await inspector.tick();
  while ((await inspector.tick()) === tick) await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("a panic is shown on the page, and stops it", async () => {
  // The page's machinery takes it for granted that there is a body.
  const scripts = ["Object.defineProperty(Document.prototype, 'body', { get: () => null })"];
  const { page, problems } = await open("", { scripts, waits: false });
  const dialog = page.getByRole("alertdialog", { name: "Terrarium has stopped" });
  await dialog.waitFor();
  assert.match(await dialog.innerText(), /panicked at/);
  await dialog.getByRole("link", { name: "Reload the page" }).waitFor();
  assert.ok(problems.every((problem) => /unreachable/.test(problem)), problems.join("\n"));
  await page.context().close();
});

test("an exception that breaks the world off is told, too", async () => {
  const { page, problems } = await open();
  await page.evaluate(() => {
    CanvasRenderingContext2D.prototype.fill = () => {
      throw new Error("out of ink");
    };
  });
  await page.getByRole("alertdialog", { name: "Terrarium has stopped" }).waitFor();
  assert.equal(problems.length, 1);
  assert.match(problems[0], /out of ink/);
  await page.context().close();
});

test("a page that cannot start says so", async () => {
  const scripts = ["delete globalThis.WebAssembly"];
  const { page } = await open("", { scripts, waits: false });
  await page.getByText(/Terrarium could not start: .*WebAssembly/).waitFor();
  await page.context().close();
});

const shots = process.env.TERRARIUM_SCREENSHOTS;
const views = [
  ["desktop-light", { colorScheme: "light", viewport: { width: 1280, height: 800 } }],
  ["desktop-dark", { colorScheme: "dark", viewport: { width: 1280, height: 800 } }],
  ["phone", { colorScheme: "light", ...PHONE }],
];

for (const [name, options] of shots ? views : []) {
  test(`screenshot: ${name}`, async () => {
    const { page, inspector } = await open("", options);
    await page.waitForFunction(() => !/^(\d\d?|1\d\d)$/m.test(document.querySelectorAll("dd")[1].textContent));
    const row = inspector.rows.nth(1);
    await (name === "phone" ? row.tap() : row.click());
    await inspector.tree.getByRole("treeitem").first().waitFor();
    assert.equal(number(await inspector.figure("Entities")), 2000);
    await page.screenshot({ path: join(shots, `${name}.png`) });
    await page.context().close();
  });
}
