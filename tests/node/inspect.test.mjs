// What an inspector is sent, and what it may ask; and that nobody pays for it who does not import it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { registered } from "../suite/registry.mjs";
import "../suite/inspect-values.mjs";
import "../suite/inspect-messages.mjs";
import "../suite/inspect-asking.mjs";
import "../suite/inspect-edits.mjs";
import "../suite/inspect-decode.mjs";
import "../suite/inspect-worlds.mjs";
import "../suite/inspect-history.mjs";
import "../suite/inspect-snapshots.mjs";
import "../suite/inspect-sharing.mjs";

for (const { name, run } of registered) test(name, () => run());

const DIST = new URL("../../pkg/dist/", import.meta.url);

/** The text of a script and of all that it imports. */
async function loaded(script, seen = new Map()) {
  if (seen.has(script)) return seen;
  const text = await readFile(new URL(script, DIST), "utf8");
  seen.set(script, text);
  for (const [, other] of text.matchAll(/(?:from|import)\s*"\.\/([\w-]+\.js)"/g)) await loaded(other, seen);
  return seen;
}

test("the package's main entries hold nothing of the inspection", async () => {
  const speaks = async (entry) => [...(await loaded(entry)).values()].some((text) => text.includes("jsonrpc"));
  assert.deepEqual(await Promise.all(["index.js", "slim.js", "inspect.js"].map(speaks)), [false, false, true]);
});

test("a world that is served lets the program end", async () => {
  const program = `
    import { World } from "${new URL("index.js", DIST)}";
    import { serveWorld } from "${new URL("inspect.js", DIST)}";
    const { port1 } = new MessageChannel();
    serveWorld(new World(), port1);
    port1.close();
    console.log("served");`;
  const { stdout, status } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], { encoding: "utf8", timeout: 20_000 });
  assert.deepEqual([stdout, status], ["served\n", 0]);
});
