// The inspector page, opened as its users meet it: under a strict policy, with everything that goes
// wrong kept.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { serveFolder } from "./chromium.mjs";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));

export const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
  "require-trusted-types-for 'script'; trusted-types default";

/** Where the page is: what `cargo xtask test page` serves, or the built `dist` served here. */
export async function servePage() {
  const url = process.env.TERRARIUM_PAGE_URL;
  if (url) return { url, close: async () => {} };
  return serveFolder(DIST, { headers: { "Content-Security-Policy": POLICY } });
}

/**
 * Opens the inspector in a browser profile of its own. Answers the page and its `problems`: uncaught
 * errors, failed loads, console errors and violations of the policy. `waits` is whether to wait for rows.
 */
export async function openInspector(browser, url, { scripts = [], waits = true, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error.stack ?? error)));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // A page that reloads gives up its loads; that is its right.
    if (reason !== "net::ERR_ABORTED") problems.push(`${request.url()}: ${reason}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  await page.exposeFunction("reportViolation", (text) => problems.push(text));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      globalThis.reportViolation(`${event.violatedDirective} refuses ${event.blockedURI || event.sourceFile}`);
    });
  });
  for (const content of scripts) await page.addInitScript({ content });
  const response = await page.goto(url);
  if (waits) await page.getByRole("grid", { name: "Entities" }).getByRole("rowheader").first().waitFor();
  return { page, problems, response, inspector: inspector(page) };
}

/** The text of axe-core, to be run in a page before the page's own scripts. */
export async function axe() {
  return readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
}

/** What axe finds wrong, one line for each kind. */
export async function inaccessible(page) {
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join("; ")}`);
}

/** Waits until what is asked is answered as expected. */
export async function until(ask, expected) {
  let answer;
  for (let tries = 0; tries < 400; tries += 1) {
    answer = await ask();
    if (JSON.stringify(answer) === JSON.stringify(expected)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`it is ${JSON.stringify(answer)}, not ${JSON.stringify(expected)}`);
}

/** Waits until what is asked gives another answer than before. */
export async function changes(ask) {
  const first = JSON.stringify(await ask());
  for (let tries = 0; tries < 400; tries += 1) {
    if (JSON.stringify(await ask()) !== first) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`it stays ${first}`);
}

/**
 * Hands the page a world of the test's own, in place of the one it shows. `make` runs in the page, with the package as
 * `terrarium`, and calls `serve(world, options)`, which answers the inspection.
 */
export async function attach(page, make) {
  await page.evaluate(async () => {
    const load = (entry) => import(new URL(`pkg/dist/${entry}.js`, location.href).href);
    const [terrarium, { serveWorld }] = await Promise.all([load("index"), load("inspect")]);
    const serve = (world, options) => {
      const { port1, port2 } = new MessageChannel();
      const inspection = serveWorld(world, port1, options);
      postMessage({ terrarium: "attach" }, location.origin, [port2]);
      return inspection;
    };
    Object.assign(globalThis, { terrarium, serve });
  });
  await page.evaluate(make);
}

/** The page's parts, or those of a frame, found as a person with a screen reader finds them. */
export function inspector(page) {
  const region = (name) => page.getByRole("region", { name, exact: true });
  const grid = page.getByRole("grid", { name: "Entities" });
  const figure = async (name) => {
    const value = page.getByRole("definition").filter({ has: page.locator(`xpath=self::*[preceding-sibling::dt="${name}"]`) });
    return (await value.innerText()).trim();
  };
  const tick = async () => number(await figure("Tick"));
  const button = (name) => page.getByRole("button", { name, exact: true });
  return {
    grid,
    rows: grid.getByRole("row").filter({ has: page.getByRole("rowheader") }),
    row: (handle) => grid.getByRole("row").filter({ has: page.getByRole("rowheader", { name: handle, exact: true }) }),
    query: page.getByRole("combobox", { name: "Query", exact: true }),
    suggestions: page.getByRole("listbox", { name: "Suggestions" }).getByRole("option"),
    types: region("Types"),
    archetypes: region("Archetypes"),
    entities: region("Entities"),
    watches: region("Watches"),
    tab: (name) => page.getByRole("tab", { name, exact: true }),
    entity: region("Entity"),
    tree: region("Entity").getByRole("tree"),
    picture: page.frameLocator("iframe[title=Flock]").getByRole("img", { name: /Birds/ }),
    button,
    figure,
    tick,
    /** How many rows there are, in the page or not. */
    total: async () => Number(await grid.getAttribute("aria-rowcount")) - 1,
    /** Waits until so many rows are listed. */
    lists: (rows) => until(async () => Number(await grid.getAttribute("aria-rowcount")) - 1, rows),
    /** Lets the world stand still, and answers the tick at which it does. */
    pause: async () => {
      await button("Pause").click();
      await button("Resume").waitFor();
      return tick();
    },
    /** Runs ticks one by one, and waits for the last. */
    steps: async (count) => {
      const before = await tick();
      await button("Step").evaluate((step, count) => {
        for (let number = 0; number < count; number += 1) step.click();
      }, count);
      await until(tick, before + count);
    },
    /** The named counts of a list. */
    counts: async (list) => {
      const items = await region(list).getByRole("button").and(page.locator("[aria-pressed]")).all();
      return Promise.all(items.map(async (item) => {
        const words = (await item.innerText()).split(/\s+/);
        return { words: words.slice(0, -1), count: number(words.at(-1)) };
      }));
    },
  };
}

/** A number as the page writes it. */
export function number(text) {
  return Number(text.replaceAll(",", ""));
}
