// The browser that tests run in, and the folders that they show it.

import { createReadStream } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { delimiter, extname, join, sep } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".wasm": "application/wasm",
};

/** The path of Chromium or Chrome: what CHROME says, or what is on PATH. */
export async function findChromium() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const candidates = process.env.CHROME ? [process.env.CHROME] : [...found, MAC];
  for (const path of candidates) {
    if (await access(path).then(() => true, () => false)) return path;
  }
  throw new Error("Chromium is missing: install it (Debian: apt-get install chromium), or set CHROME to its path");
}

/** Starts headless Chromium. Answers playwright's Browser; close it when done. */
export async function launchChromium({ args = [] } = {}) {
  const executablePath = await findChromium();
  return chromium.launch({ executablePath, args: [...ARGUMENTS, ...args] });
}

/**
 * Serves a folder on a free port of this machine. Answers `{ url, close }`, the url ending in "/".
 * `headers` are sent with every file.
 */
export async function serveFolder(folder, { headers = {} } = {}) {
  const root = await realpath(folder);
  const server = createServer((request, response) => {
    answer(root, headers, request, response).catch(() => response.writeHead(404).end());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(root, headers, request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  const name = decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
  const path = await realpath(join(root, name));
  if (!path.startsWith(root + sep) || !(await stat(path)).isFile()) throw new Error("outside");
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-cache", ...headers });
  createReadStream(path).pipe(response);
}

/**
 * Opens a page and keeps what goes wrong in it: uncaught errors, refused or failed loads, and
 * console errors. Answers `{ page, problems }`.
 */
export async function openPage(browser, url) {
  const page = await browser.newPage();
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
  await page.goto(url);
  return { page, problems };
}
