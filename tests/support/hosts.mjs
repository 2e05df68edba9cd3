// Pages of imagined users, with the package beside them, and processes with a world.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { serveFolder } from "./chromium.mjs";

const PACKAGE = fileURLToPath(new URL("../../pkg", import.meta.url));
const SIMULATION = fileURLToPath(new URL("../../pkg/examples/node-sim/sim.mjs", import.meta.url));

/** What a page of a user begins with: a world that runs, and what opens an inspector. */
const PRELUDE = `
import { World, defineComponent } from "/dist/index.js";
import { announceWorld, serveWorld } from "/dist/inspect.js";
import { openInspector } from "/dist/inspector.js";
const Age = defineComponent("Age");
const world = new World();
for (let age = 0; age < 300; age += 1) world.spawn([Age, { age, text: "x".repeat(age) }]);
const isWorker = typeof document === "undefined";
setInterval(() => world.advance(), 50);
const ready = () => { document.body.dataset.ready = ""; };
`;

/** Serves the package, and pages of users that are given by name as what they run. Answers `{ url, close }`. */
export async function serveHosts(browser, scripts, options) {
  const server = await serveFolder(PACKAGE, options);
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const fulfil = (pattern, contentType, text) =>
    context.route(pattern, (route) => {
      const name = /\/(\w+)\.host/.exec(route.request().url())[1];
      return route.fulfill({ contentType, body: text(name) });
    });
  await fulfil("**/*.host.html", "text/html", (name) => `<!doctype html><title>${name}</title><link rel="icon" href="data:,"><body><script type="module" src="${name}.host.js"></script>`);
  await fulfil("**/*.host.js", "text/javascript", (name) => PRELUDE + scripts[name]);
  return {
    url: server.url,
    context,
    /** Opens a user's page, and waits until it says that it is ready. */
    open: async (name) => {
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(`${server.url}${name}.host.html`);
      await page.locator("body[data-ready]").waitFor({ state: "attached" });
      return page;
    },
    close: async () => {
      await context.close();
      await server.close();
    },
  };
}

/** Starts the simulation in Node. Answers the process and the address that it prints. */
export async function simulate(...options) {
  const child = spawn(process.execPath, [SIMULATION, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url !== undefined) return { child, url };
  }
  throw new Error("the simulation printed no address");
}
