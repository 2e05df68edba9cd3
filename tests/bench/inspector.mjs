// Measures the built inspector in Chromium, and prints markdown:
//   node --expose-gc tests/bench/inspector.mjs [folder of the built page]

import { fileURLToPath } from "node:url";
import { launchChromium, serveFolder } from "../support/chromium.mjs";
import { attach, POLICY } from "../support/inspector.mjs";
import { idle } from "./inspector-idle.mjs";

const DIST = process.argv[2] ?? fileURLToPath(new URL("../../dist", import.meta.url));
const ROUNDS = 5;
const SCROLLS = 240;
/** The page, and the frame of the flock in it. */
const [PAGE, STAGE] = [{ width: 1280, height: 720 }, { width: 302, height: 189 }];
/** How long the flock is watched, in milliseconds. */
const WATCHED = 10_000;

const server = await serveFolder(DIST, { headers: { "Content-Security-Policy": POLICY } });
const browser = await launchChromium();
const lines = [];

/** Notes a figure, and what it is to be. */
function note(title, value, unit, most) {
  const verdict = most === undefined ? "" : value <= most ? `at most ${most}: yes` : `at most ${most}: NO`;
  lines.push(`| ${title} | ${value.toFixed(value < 10 ? 2 : 1)} | ${unit} | ${verdict} |`);
}

function quantile(values, part) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * part)];
}

/** A page of a browser profile that has nothing kept. */
async function fresh(path, options = {}) {
  const context = await browser.newContext({ viewport: PAGE, ...options });
  const page = await context.newPage();
  await page.addInitScript(() => {
    // When the first row of the table is there, in milliseconds since the page was asked for.
    new MutationObserver((_, observer) => {
      globalThis.mounted ??= document.querySelector("main") ? performance.now() : undefined;
      if (document.querySelector("[role=rowheader]") === null) return;
      globalThis.interactive = performance.now();
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(server.url + path);
  await page.getByRole("grid", { name: "Entities" }).getByRole("rowheader").first().waitFor({ timeout: 60_000 });
  return page;
}

async function loads() {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await fresh("");
    times.push(await page.evaluate(() => ({ mounted, interactive })));
    await page.context().close();
  }
  note("cold load until the page is there", quantile(times.map(({ mounted }) => mounted), 0.5), "ms");
  note("cold load until the flock's rows are there", quantile(times.map(({ interactive }) => interactive), 0.5), "ms", 1_000);
}

/** A page with a world of 1,000,000 entities of its own, and the milliseconds until the first of them was shown. */
async function million() {
  const page = await fresh("?birds=100", { reducedMotion: "reduce" });
  await attach(page, async () => {
    const { defineComponent, World } = globalThis.terrarium;
    const [Position, Health, Name] = ["Position", "Health", "Name"].map((name) => defineComponent(name));
    const world = new World();
    const many = (make) => Array.from({ length: 1_000_000 }, (_, at) => make(at));
    const columns = [many((at) => ({ x: at % 997, y: at % 991 })), many((at) => ({ hp: at % 100 })), many((at) => `bird ${at}`)];
    world.spawnMany([Position, Health, Name], columns, 1_000_000);
    globalThis.Position = Position;
    globalThis.world = world;
    globalThis.entityCount = () => document.querySelector("[role=grid]").getAttribute("aria-rowcount");
  });
  return page;
}

async function attaching(page) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    times.push(await page.evaluate(() => new Promise((resolve) => {
      const grid = document.querySelector("[role=grid]");
      const begun = performance.now();
      const observer = new MutationObserver(() => {
        if (grid.getAttribute("aria-rowcount") !== "1000001") return;
        observer.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - begun));
      });
      observer.observe(grid, { childList: true, subtree: true, attributes: true, characterData: true });
      globalThis.inspection?.close();
      globalThis.inspection = globalThis.serve(globalThis.world, { name: "Million" });
    })));
    await page.waitForTimeout(500);
    await page.evaluate(async () => {
      globalThis.inspection.close();
      globalThis.inspection = globalThis.serve(new globalThis.terrarium.World(), { name: "Empty" });
      while (globalThis.entityCount() !== "1") await new Promise((resolve) => setTimeout(resolve, 10));
    });
  }
  note("attached to 1,000,000 entities until the first rows", quantile(times, 0.5), "ms", 100);
  await page.evaluate(async () => {
    globalThis.inspection = globalThis.serve(globalThis.world, { name: "Million" });
    while (globalThis.entityCount() !== "1000001") await new Promise((resolve) => setTimeout(resolve, 10));
  });
}

/** Times of frames while the table scrolls by so many pixels a frame. */
async function frames(page, pixels) {
  return page.evaluate(([count, pixels]) => new Promise((resolve) => {
    const grid = document.querySelector("[role=grid]");
    const times = [];
    let before = performance.now();
    const frame = (now) => {
      times.push(now - before);
      before = now;
      grid.scrollTop += pixels;
      if (times.length < count) requestAnimationFrame(frame);
      else resolve(times.slice(5));
    };
    requestAnimationFrame(frame);
  }), [SCROLLS, pixels]);
}

async function scrolling(page) {
  for (const [title, pixels] of [["60 px", 60], ["a page", 500], ["10,000 rows", 80_000]]) {
    const times = await frames(page, pixels);
    note(`frame while 1,000,000 rows scroll by ${title} a frame, median`, quantile(times, 0.5), "ms");
    note(`frame while 1,000,000 rows scroll by ${title} a frame, p95`, quantile(times, 0.95), "ms", 32);
  }
}

/** Ticks of the flock in so many milliseconds, as the page in its frame counts its own frames. */
async function watched(path, viewport) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.goto(server.url + path);
  await page.waitForTimeout(2_500);
  const frame = page.frames().find((frame) => frame.url().includes("flock/index.html"));
  const count = await frame.evaluate((duration) => new Promise((resolve) => {
    const begun = performance.now();
    let count = 0;
    const next = (now) => {
      count += 1;
      if (now - begun < duration) requestAnimationFrame(next);
      else resolve((count * 1_000) / (now - begun));
    };
    requestAnimationFrame(next);
  }), WATCHED);
  await context.close();
  return count;
}

async function flocks() {
  const alone = [];
  const attached = [];
  for (let round = 0; round < 3; round += 1) {
    alone.push(await watched("pkg/examples/flock/index.html", STAGE));
    attached.push(await watched("", PAGE));
  }
  const [without, with_] = [alone, attached].map((rates) => Math.max(...rates));
  note("frames a second of the flock of 10,000 alone", without, "1/s");
  note("frames a second of the flock of 10,000 in the inspector", with_, "1/s");
  note("slowed by", Math.max(0, (1 - with_ / without) * 100), "%", 5);
}

try {
  await loads();
  const page = await million();
  await attaching(page);
  await scrolling(page);
  await page.context().close();
  await flocks();
  const { allocated, share } = await idle();
  note("bytes allocated a tick by a world that is served, nobody attached", allocated, "bytes", 0);
  note("time of a tick that being served takes, nobody attached", share, "%", 1);
} finally {
  await browser.close();
  await server.close();
}

console.log(["| what | | unit | wanted |", "|---|---|---|---|", ...lines].join("\n"));
