// What the files of end-to-end tests have in common: one browser and one server for a file, and a page for a test.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchChromium } from "./chromium.mjs";
import { openInspector, servePage } from "./inspector.mjs";

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

/** Opens the inspector with a query string; see `openInspector`. */
export async function open(query = "?birds=2000", options = {}) {
  return openInspector(browser, server.url + query, options);
}

/** A test with a page of its own, which must end without anything having gone wrong. */
export function onPage(name, body, { query, ...options } = {}) {
  test(name, async () => {
    const { page, problems, response, inspector } = await open(query, options);
    await body(inspector, page, response);
    assert.deepEqual(problems, []);
    await page.context().close();
  });
}
