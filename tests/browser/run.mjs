// Runs every suite in headless Chromium, in a page and in a dedicated worker, under a strict content security
// policy, and prints TAP.

import { fileURLToPath } from "node:url";
import { launchChromium, openPage, serveFolder } from "../support/chromium.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src data:";
const PLACES = ["page", "worker"];

/** Opens a page that runs the suites; answers how many tests there are and what became of each. */
async function runIn(browser, url, place) {
  const results = [];
  const begun = Promise.withResolvers?.() ?? withResolvers();
  let tests = NaN;
  const { page, problems } = await openPage(browser, "about:blank");
  page.on("crash", () => begun.reject(new Error("the page crashed")));
  page.on("console", (message) => {
    const said = message.text();
    if (!said.startsWith("{")) return console.log(said);
    const line = JSON.parse(said);
    if (line.tests !== undefined) tests = line.tests;
    else if (line.done) begun.resolve();
    else results.push(line);
    return printResult(place, line);
  });
  page.on("pageerror", (error) => begun.reject(error));
  await page.goto(`${url}tests/browser/${place}.html`, { waitUntil: "commit" });
  const broken = await begun.promise.then(() => undefined, (error) => String(error));
  return [...results, ...lastChecks({ place, tests, ran: results.length, problems, broken })];
}

function withResolvers() {
  const resolvers = {};
  resolvers.promise = new Promise((resolve, reject) => Object.assign(resolvers, { resolve, reject }));
  return resolvers;
}

/** That every test ran, and that nothing went wrong beside the tests. */
function lastChecks({ place, tests, ran, problems, broken }) {
  const checks = [
    { name: "every test ran", error: ran === tests ? undefined : `${ran} of ${tests} ran; ${broken ?? ""}` },
    { name: "nothing went wrong beside the tests", error: problems.length === 0 ? undefined : problems.join("\n") },
  ];
  checks.forEach((check) => printResult(place, check));
  return checks;
}

function printResult(place, { name, error }) {
  if (name === undefined) return;
  console.log(error === undefined ? `ok - ${place}: ${name}` : `not ok - ${place}: ${name}\n${error.replace(/^/gm, "  # ")}`);
}

async function main() {
  const server = await serveFolder(ROOT, { headers: { "Content-Security-Policy": POLICY } });
  const browser = await launchChromium();
  try {
    const results = (await Promise.all(PLACES.map((place) => runIn(browser, server.url, place)))).flat();
    const failed = results.filter(({ error }) => error !== undefined).length;
    console.log(`# pass ${results.length - failed}\n# fail ${failed}`);
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    await browser.close();
    await server.close();
  }
}

await main();
