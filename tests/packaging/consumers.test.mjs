// The packed tarball, used the ways its users will use it.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { createServer, build as viteBuild } from "vite";
import webpack from "webpack";
import { launchChromium, openPage, serveFolder } from "../support/chromium.mjs";
import { consumer, expected, pack, program, sh, toolsFolder } from "../support/consumer.mjs";

const NODE22 = join(toolsFolder, ".bin/node");
const PRINT = "console.log(JSON.stringify(result));";
const SHOW = "globalThis.result = result;";
const POST = "postMessage(result);";
const INSTALLED = "./node_modules/terrarium-ecs/dist";
const ICON = '<link rel="icon" href="data:,">';
const IMPORT_MAP = JSON.stringify({
  imports: {
    "terrarium-ecs": `${INSTALLED}/index.js`,
    "terrarium-ecs/slim": `${INSTALLED}/slim.js`,
    "terrarium-ecs/inspector": `${INSTALLED}/inspector.js`,
  },
});

let packed;
let browser;
const removals = [];

before(async () => {
  [packed, browser] = await Promise.all([pack(), launchChromium()]);
});

after(async () => {
  await browser?.close();
  await Promise.all([packed, ...removals].map((made) => made?.remove()));
});

async function project(files) {
  const made = await consumer(packed.tarball, files);
  removals.push(made);
  return made.folder;
}

function html(script) {
  return `<!doctype html>${ICON}<script type="importmap">${IMPORT_MAP}</script><script type="module" src="${script}"></script>`;
}

/** Opens a page and answers what its program came to. */
async function shown(url) {
  const { page, problems } = await openPage(browser, url);
  try {
    await page.waitForFunction(() => globalThis.result !== undefined);
    return await page.evaluate(() => globalThis.result);
  } catch (error) {
    throw new Error(problems.join("\n") || error.message);
  } finally {
    await page.close();
    assert.deepEqual(problems, []);
  }
}

async function shownFrom(folder) {
  const server = await serveFolder(folder);
  try {
    return await shown(server.url);
  } finally {
    await server.close();
  }
}

test("the tarball holds what is needed and nothing else", () => {
  const isScript = (path) => /^dist\/([\w-]+\.js|([\w-]+\/)?[\w-]+\.d\.ts)$/.test(path);
  const isOfInspector = (path) => /^inspector\/[\w-]+\.(html|css|js|svg|wasm)$/.test(path);
  const named = packed.files.filter((path) => !isScript(path) && !isOfInspector(path));
  assert.deepEqual(named.sort(), [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "dist/core.wasm",
    "package.json",
  ]);
  for (const entry of ["index", "slim", "inspect", "inspector", "node"]) {
    for (const ending of ["js", "d.ts"]) assert.ok(packed.files.includes(`dist/${entry}.${ending}`), entry);
  }
  for (const file of ["index.html", "loader.js", "packed.js"]) assert.ok(packed.files.includes(`inspector/${file}`), file);
  assert.equal(packed.files.filter((path) => path.endsWith("_bg.wasm")).length, 1);
});

describe("Node", () => {
  const slim = {
    from: "terrarium-ecs/slim",
    ready: `import { readFile } from "node:fs/promises";
await init(await readFile(new URL(import.meta.resolve("terrarium-ecs/core.wasm"))));`,
  };

  for (const [version, node] of [["20 or later", process.execPath], ["22", NODE22]]) {
    test(`Node ${version} imports it`, async () => {
      const folder = await project({ "main.js": program(PRINT) });
      assert.deepEqual(JSON.parse(await sh(node, ["main.js"], { cwd: folder })), expected);
    });

    test(`Node ${version} imports ./slim with the bytes of ./core.wasm`, async () => {
      const folder = await project({ "main.js": program(PRINT, slim) });
      assert.deepEqual(JSON.parse(await sh(node, ["main.js"], { cwd: folder })), expected);
    });
  }

  test("Node 22 requires it", async () => {
    const main = program(PRINT).replace(/import (.*) from (.*);/, "const $1 = require($2);");
    const folder = await project({ "main.cjs": main });
    assert.deepEqual(JSON.parse(await sh(NODE22, ["main.cjs"], { cwd: folder })), expected);
  });

  test("a world is served to browsers, with the inspector", async () => {
    const main = `import { World } from "terrarium-ecs";
import { inspect } from "terrarium-ecs/inspect/node";
const { url, close } = await inspect(new World(), { log: () => {} });
const answer = await fetch(url);
console.log(answer.status, /<title>Terrarium/.test(await answer.text()));
await close();`;
    const folder = await project({ "main.js": main });
    assert.equal(await sh(process.execPath, ["main.js"], { cwd: folder }), "200 true\n");
  });

  test("both entries share one copy", async () => {
    const main = `import * as whole from "terrarium-ecs";
import * as slim from "terrarium-ecs/slim";
console.log(whole.World === slim.World && whole.EntityError === slim.EntityError);`;
    const folder = await project({ "main.js": main });
    assert.equal(await sh(process.execPath, ["main.js"], { cwd: folder }), "true\n");
  });
});

describe("a plain page", () => {
  test("imports it through an import map", async () => {
    const folder = await project({ "index.html": html("main.js"), "main.js": program(SHOW) });
    assert.deepEqual(await shownFrom(folder), expected);
  });

  test("runs it in a module worker", async () => {
    const folder = await project({
      "index.html": html("main.js"),
      "main.js": `const worker = new Worker("worker.js", { type: "module" });
worker.onmessage = ({ data }) => { globalThis.result = data; };`,
      "worker.js": program(POST, { from: `${INSTALLED}/index.js` }),
    });
    assert.deepEqual(await shownFrom(folder), expected);
  });

  test("fetches the wasm of ./slim by its URL", async () => {
    const slim = {
      from: "terrarium-ecs/slim",
      ready: `await init(new URL("${INSTALLED}/core.wasm", import.meta.url));`,
    };
    const folder = await project({ "index.html": html("main.js"), "main.js": program(SHOW, slim) });
    assert.deepEqual(await shownFrom(folder), expected);
  });

  test("posts a compiled Module to a worker on ./slim", async () => {
    const slim = {
      from: `${INSTALLED}/slim.js`,
      ready: `const { data } = await new Promise((resolve) => addEventListener("message", resolve, { once: true }));
await init(data);`,
    };
    const folder = await project({
      "index.html": html("main.js"),
      "main.js": `const module = await WebAssembly.compileStreaming(fetch("${INSTALLED}/core.wasm"));
const worker = new Worker("worker.js", { type: "module" });
worker.onmessage = ({ data }) => { globalThis.result = data; };
worker.postMessage(module);`,
      "worker.js": program(POST, slim),
    });
    assert.deepEqual(await shownFrom(folder), expected);
  });
});

/** A page that uses the package three ways at once: in itself, in a worker, and slim with a file. */
function bundled(wasm) {
  const page = { "main.js": program("globalThis.inPage = result;") };
  const slim = program("globalThis.inSlim = result;", { from: "terrarium-ecs/slim", ready: `${wasm}\nawait init(url);` });
  return {
    "index.html": `<!doctype html>${ICON}<script type="module" src="/all.js"></script>`,
    ...page,
    "slim.js": slim,
    "worker.js": program(POST),
    "all.js": `import "./main.js";
import "./slim.js";
const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => { globalThis.result = [globalThis.inPage, globalThis.inSlim, data]; };`,
  };
}

const threefold = [expected, expected, expected];

describe("Vite", () => {
  const files = bundled('import url from "terrarium-ecs/core.wasm?url";');
  const settings = (root) => ({
    root,
    configFile: false,
    logLevel: "warn",
    build: { target: "es2022" },
    worker: { format: "es" },
  });

  test("builds with it", async () => {
    const folder = await project(files);
    await viteBuild(settings(folder));
    assert.deepEqual(await shownFrom(join(folder, "dist")), threefold);
  });

  test("serves it during development", async () => {
    const folder = await project(files);
    const server = await createServer({ ...settings(folder), server: { host: "127.0.0.1", port: 0 } });
    try {
      await server.listen();
      assert.deepEqual(await shown(server.resolvedUrls.local[0]), threefold);
    } finally {
      await server.close();
    }
  });
});

describe("webpack", () => {
  const files = bundled('const url = new URL("terrarium-ecs/core.wasm", import.meta.url);');

  for (const mode of ["production", "development"]) {
    test(`builds with it for ${mode}`, async () => {
      const folder = await project({ ...files, "dist/index.html": files["index.html"] });
      const stats = await webpacked({
        context: folder,
        mode,
        devtool: false,
        entry: "./all.js",
        output: { path: join(folder, "dist"), filename: "all.js", module: true, publicPath: "/" },
        experiments: { outputModule: true },
        performance: false,
      });
      assert.deepEqual(stats.toJson().errors, []);
      assert.deepEqual(stats.toJson().warnings, []);
      assert.deepEqual(await shownFrom(join(folder, "dist")), threefold);
    });
  }
});

function webpacked(settings) {
  return new Promise((resolve, reject) => {
    const compiler = webpack(settings);
    compiler.run((error, stats) => compiler.close(() => (error ? reject(error) : resolve(stats))));
  });
}

describe("a page with the inspector", () => {
  const files = {
    "main.js": `import { World, defineComponent } from "terrarium-ecs";
import { openInspector } from "terrarium-ecs/inspector";
const world = new World();
world.spawn([defineComponent("Name"), "Ada"]);
openInspector(world);`,
    "bundled.html": `<!doctype html>${ICON}<body><script type="module" src="/main.js"></script>`,
  };
  const page = (text) => ({ ...files, "index.html": text ?? files["bundled.html"] });

  /** Opens a page, and waits for the name of the one entity in the inspector. */
  async function inspected(url) {
    const { page, problems } = await openPage(browser, url);
    const frame = page.frameLocator("iframe[title='Terrarium inspector']");
    await frame.getByRole("gridcell", { name: "Ada" }).waitFor();
    await page.close();
    assert.deepEqual(problems, []);
  }

  async function inspectedFrom(folder) {
    const server = await serveFolder(folder);
    await inspected(server.url).finally(() => server.close());
  }

  test("imports it through an import map", async () => {
    await inspectedFrom(await project(page(html("main.js"))));
  });

  test("is built by Vite", async () => {
    const folder = await project(page());
    await viteBuild({ root: folder, configFile: false, logLevel: "error", build: { target: "es2022" } });
    await inspectedFrom(join(folder, "dist"));
  });

  test("is served by Vite during development", async () => {
    const folder = await project(page());
    const server = await createServer({ root: folder, configFile: false, logLevel: "warn", server: { host: "127.0.0.1", port: 0 } });
    await server.listen();
    await inspected(server.resolvedUrls.local[0]).finally(() => server.close());
  });

  test("is built by webpack", async () => {
    const folder = await project({ ...page(), "dist/index.html": files["bundled.html"] });
    const stats = await webpacked({
      context: folder,
      mode: "production",
      entry: "./main.js",
      output: { path: join(folder, "dist"), filename: "main.js", module: true, publicPath: "/" },
      experiments: { outputModule: true },
      performance: false,
    });
    assert.deepEqual(stats.toJson().errors, []);
    await inspectedFrom(join(folder, "dist"));
  });
});

describe("TypeScript, strict", () => {
  const typed = `import { World, type EntityId } from "terrarium-ecs";
class Position { constructor(public x: number, public y: number) {} }
class Velocity { constructor(public x: number, public y: number) {} }
const world = new World();
const entity: EntityId = world.spawn(new Position(1, 2), new Velocity(3, 4));
const moving = world.prepare({ all: [Position, Velocity] });
moving.each((id, position, velocity) => { position.x += velocity.x; const entity: EntityId = id; });
export const result: [number | undefined, number, number] = [world.get(entity, Position)?.x, moving.count(), world.size];
// @ts-expect-error a component of another class has no such field
world.get(entity, Position)?.speed;
`;
  const slim = `import { World, init } from "terrarium-ecs/slim";
import { World as Whole } from "terrarium-ecs";
await init(new URL("https://localhost/core.wasm"));
await init(new Uint8Array());
export const world: Whole = new World();
`;
  const tsconfig = (module, lib) => JSON.stringify({
    compilerOptions: { strict: true, noEmit: true, target: "es2022", types: [], lib, ...module },
    files: lib.includes("dom") ? ["main.ts", "slim.ts"] : ["main.ts"],
  });
  const bundler = { module: "esnext", moduleResolution: "bundler" };
  const nodenext = { module: "nodenext", moduleResolution: "nodenext" };

  for (const [name, module, lib] of [
    ["bundler", bundler, ["es2022", "dom"]],
    ["nodenext", nodenext, ["es2022", "dom"]],
    ["nodenext without the DOM's types", nodenext, ["es2022"]],
  ]) {
    test(`resolves as ${name}`, async () => {
      const files = { "main.ts": typed, "slim.ts": slim, "tsconfig.json": tsconfig(module, lib) };
      await sh(join(toolsFolder, ".bin/tsc"), [], { cwd: await project(files) });
    });
  }
});

describe("the package's own checks", () => {
  test("publint finds nothing", async () => {
    await sh(join(toolsFolder, ".bin/publint"), ["run", packed.tarball, "--strict"]);
  });

  test("the types are right for every way to import", async () => {
    const attw = join(toolsFolder, ".bin/attw");
    const data = ["--exclude-entrypoints", "./core.wasm", "./package.json"];
    await sh(attw, [packed.tarball, "--profile", "esm-only", "--no-emoji", "--no-color", ...data]);
  });
});
