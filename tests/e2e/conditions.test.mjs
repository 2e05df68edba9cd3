// The inspector under conditions that are not the usual: themes, small screens, large worlds, values
// that do not want to be looked at, and its own failure.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "../support/e2e.mjs";
import { attach, axe, inaccessible, until } from "../support/inspector.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

for (const colorScheme of ["light", "dark"]) {
  for (const [screen, options] of [["desktop", {}], ["phone", PHONE]]) {
    test(`axe finds nothing wrong: ${colorScheme}, ${screen}`, async () => {
      const { page, problems, inspector } = await open("?birds=2000", { colorScheme, scripts: [await axe()], ...options });
      assert.deepEqual(await inaccessible(page), []);
      await inspector.types.getByRole("button", { name: /^Rules/ }).click();
      await inspector.rows.first().click();
      await inspector.tree.getByRole("treeitem").first().waitFor();
      assert.deepEqual(await inaccessible(page), []);
      await inspector.query.fill("Leader, Po");
      await inspector.suggestions.first().waitFor();
      assert.deepEqual(await inaccessible(page), []);
      await inspector.query.fill("Leader, Nobody");
      await inspector.entities.getByText(/Unknown type/).waitFor();
      assert.deepEqual(await inaccessible(page), []);
      assert.deepEqual(problems, []);
      await page.context().close();
    });
  }
}

test("the theme is the system's until another is chosen, which is kept, and the flock's too", async () => {
  const { page, problems, inspector } = await open("?birds=2000", { colorScheme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const sky = () => inspector.picture.evaluate((canvas) => getComputedStyle(canvas.parentElement).backgroundColor);
  const [light, day] = [await ground(), await sky()];
  await inspector.button("Switch to dark theme").click();
  const dark = await ground();
  assert.notEqual(dark, light);
  await until(async () => (await sky()) === day, false);
  await page.reload();
  await inspector.rows.first().waitFor();
  assert.equal(await ground(), dark);
  await inspector.button("Switch to light theme").click();
  assert.equal(await ground(), light);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("a phone shows everything without scrolling sideways", async () => {
  const { page, problems, inspector } = await open("?birds=2000", PHONE);
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
  const entity = Math.min(...(await middle.allInnerTexts()).map((handle) => Number(/:(\d+)v/.exec(handle)[1])));
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

/** A world of values that are hard to look at: whoever writes a tool for worlds will meet them. */
function curiosities() {
  const { defineComponent, World } = globalThis.terrarium;
  const gone = Proxy.revocable({}, {});
  gone.revoke();
  const throws = () => { throw new Error("keep out"); };
  const traps = {
    getter: Object.defineProperty({}, "computed", { get: throws, enumerable: true }),
    proxy: new Proxy({}, { ownKeys: throws }),
    revoked: gone.proxy,
    liar: Object.create(Map.prototype),
  };
  const map = new Map([["hp", 10]]);
  map.set(map, [1, 2]);
  const kinds = { map, date: new Date(0), invalidDate: new Date(NaN), bigint: 2n ** 64n - 1n, symbol: Symbol("home"), minusZero: -0 };
  kinds.itself = kinds;
  const values = {
    Kinds: kinds,
    Traps: traps,
    Many: { items: Array.from({ length: 100_000 }, (_, at) => at), text: "word ".repeat(20_000) },
    ["__proto__"]: JSON.parse('{"__proto__": {"polluted": true}, "constructor": "<b>none</b>"}'),
    "<img src=x onerror=alert(1)>": "<script>alert(2)</script>\u202e\0",
    ["every component type has a name ".repeat(7)]: "\ud800",
  };
  const world = new World();
  const names = Object.getOwnPropertyNames(values);
  world.spawn(...names.map((name) => [defineComponent(name), values[name]]));
  globalThis.serve(world, { name: "Curiosities\u202e" });
}

test("values and names that are dangerous are text, and those that throw are survived", async () => {
  const { page, problems, inspector } = await open("?birds=2000", {
    scripts: ["globalThis.alert = () => reportViolation('a script of a value was run')"],
  });
  await attach(page, curiosities);
  await until(() => inspector.figure("World"), "Curiosities\\u{202e}");
  await inspector.rows.first().click();
  const item = (name) => inspector.tree.getByRole("treeitem", { name });
  for (const name of ["<img src=x onerror=alert(1)>", "__proto__", /^every component type has.*…/, /^Kinds/]) {
    await item(name).first().waitFor();
  }
  await item("proxy unreadable: keep out unreadable").waitFor();
  await item(/^revoked unreadable/).waitFor();
  await item(/^liar .*Map/).waitFor();
  await item(/^getter/).click();
  await item("computed (computed) accessor").waitFor();
  await item("minusZero -0 number").waitFor();
  await item("bigint 18446744073709551615n bigint").waitFor();
  await item("invalidDate Invalid Date Date").waitFor();
  await item("itself the same as the component same object").waitFor();
  assert.equal(await page.locator("img, script:not(#loader)").count(), 0);
  assert.equal(await page.evaluate(() => ({}).polluted), undefined);
  assert.equal(await inspector.button("Pause").count(), 0);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("long lists and long texts are shown in parts", async () => {
  const { page, problems, inspector } = await open();
  await attach(page, curiosities);
  await until(() => inspector.figure("World"), "Curiosities\\u{202e}");
  await inspector.rows.first().click();
  const item = (name) => inspector.tree.getByRole("treeitem", { name });
  await item(/^items/).click();
  await item("99 99 number").waitFor();
  await item("… 99900 more items").click();
  await item("199 199 number").waitFor();
  await item("… 100 before").click();
  await item("0 0 number").waitFor();
  const text = item(/^text/);
  assert.ok((await text.innerText()).length < 500);
  await text.click();
  await until(async () => (await text.innerText()).length > 60_000, true);
  await text.click();
  await until(async () => (await text.innerText()).length < 500, true);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("another world takes the place of the one that was looked at", async () => {
  const { page, problems, inspector } = await open("?birds=2000&query=Leader");
  await inspector.lists(6);
  await attach(page, () => {
    const { defineComponent, World } = globalThis.terrarium;
    const world = new World();
    const Leader = defineComponent("Leader");
    for (let age = 0; age < 3; age += 1) world.spawn([Leader, { age }]);
    globalThis.serve(world, { name: "Ants" });
  });
  await inspector.lists(3);
  assert.equal(await inspector.figure("World"), "Ants");
  assert.equal(await inspector.query.inputValue(), "Leader");
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("a simulation that fails is told, and a world that ends is too", async () => {
  const { page, problems, inspector } = await open();
  await attach(page, () => {
    const world = new globalThis.terrarium.World();
    world.createEntity();
    const step = () => { throw new Error("out of steam"); };
    globalThis.serve(world, { name: "Train", simulation: { pause() {}, resume() {}, step } });
    globalThis.end = () => world.dispose();
  });
  await until(() => inspector.figure("World"), "Train");
  await inspector.button("Step").click();
  await page.getByText("The simulation failed: out of steam").waitFor();
  await page.evaluate(() => globalThis.end());
  await page.getByText(/^This world cannot be looked at: .*disposed/).waitFor();
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("a panic is shown on the page, and stops it", async () => {
  // The page's machinery takes it for granted that there is a body.
  const scripts = ["Object.defineProperty(Document.prototype, 'body', { get: () => null })"];
  const { page, problems } = await open("?birds=2000", { scripts, waits: false });
  const dialog = page.getByRole("alertdialog", { name: "Terrarium has stopped" });
  await dialog.waitFor();
  assert.match(await dialog.innerText(), /panicked at/);
  await dialog.getByRole("link", { name: "Reload the page" }).waitFor();
  assert.ok(problems.every((problem) => /unreachable/.test(problem)), problems.join("\n"));
  await page.context().close();
});

test("an exception that breaks off what the page was doing is told, too", async () => {
  const { page, problems } = await open();
  await page.evaluate(() => {
    Performance.prototype.now = () => {
      throw new Error("out of time");
    };
  });
  await page.getByRole("alertdialog", { name: "Terrarium has stopped" }).waitFor();
  assert.ok(problems.length > 0 && problems.every((problem) => /out of time/.test(problem)), problems.join("\n"));
  await page.context().close();
});

test("a page that cannot start says so", async () => {
  const scripts = ["delete globalThis.WebAssembly"];
  const { page } = await open("?birds=2000", { scripts, waits: false });
  await page.getByText(/Terrarium could not start: .*WebAssembly/).waitFor();
  await page.context().close();
});
