// The inspector page, opened as its users meet it: under a strict policy, with everything that goes
// wrong kept.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { serveFolder } from "./chromium.mjs";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));

export const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:";

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
  page.on("requestfailed", (request) => problems.push(`${request.url()}: ${request.failure()?.errorText}`));
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

/** The page's parts, found as a person with a screen reader finds them. */
function inspector(page) {
  const region = (name) => page.getByRole("region", { name, exact: true });
  const grid = page.getByRole("grid", { name: "Entities" });
  const figure = async (name) => {
    const value = page.getByRole("definition").filter({ has: page.locator(`xpath=self::*[preceding-sibling::dt="${name}"]`) });
    return (await value.innerText()).trim();
  };
  return {
    grid,
    rows: grid.getByRole("row").filter({ has: page.getByRole("rowheader") }),
    types: region("Types"),
    archetypes: region("Archetypes"),
    entities: region("Entities"),
    entity: region("Entity"),
    tree: region("Entity").getByRole("tree"),
    button: (name) => page.getByRole("button", { name, exact: true }),
    figure,
    tick: async () => number(await figure("Tick")),
    /** Lets the world stand still, and answers the tick at which it does. */
    pause: async () => {
      await page.getByRole("button", { name: "Pause", exact: true }).click();
      return number(await figure("Tick"));
    },
    /** The named counts of a list. */
    counts: async (list) => {
      const items = await region(list).getByRole("button").all();
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
