// Suites that need a process of their own: flags, frozen prototypes, and a garbage collector to call.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../suite/main.mjs", import.meta.url));
const EVERYDAY = ["storage", "journeys", "allocator", "bugs", "world", "components", "sharing", "copies", "lineage", "batches", "queries", "names",
  "kinds", "classes", "bugs-snapshots", "names-snapshots"];

/** Runs suites in a new process; every test in it must pass, and there must be this many at least. */
function passes({ flags = [], suites, atLeast }) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, MAIN, ...suites], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const passed = Number(/^# pass (\d+)$/m.exec(stdout)?.[1]);
  assert.equal(status, 0, failures(stdout) + stderr);
  assert.ok(passed >= atLeast, `${passed} tests passed, ${atLeast} were to`);
}

function failures(stdout) {
  return stdout.split("\n").filter((line) => !line.startsWith("ok ")).join("\n");
}

test("odd names do no harm under --disable-proto=throw", () => {
  passes({ flags: ["--disable-proto=throw"], suites: ["names", "names-snapshots"], atLeast: 16 });
});

test("odd names do no harm under --disable-proto=delete", () => {
  passes({ flags: ["--disable-proto=delete"], suites: ["names", "names-snapshots"], atLeast: 16 });
});

test("odd names do no harm where the built-in prototypes are frozen", () => {
  passes({ suites: ["--frozen", "names", "names-snapshots"], atLeast: 16 });
});

test("the suites pass under --disable-proto=throw", () => {
  passes({ flags: ["--disable-proto=throw"], suites: EVERYDAY, atLeast: 320 });
});

test("the suites pass where the built-in prototypes are frozen", () => {
  passes({ suites: ["--frozen", ...EVERYDAY], atLeast: 260 });
});

test("the suites pass where strings cannot be made into code", () => {
  passes({ flags: ["--disallow-code-generation-from-strings"], suites: EVERYDAY, atLeast: 320 });
});

test("1,000 worlds made, filled and disposed of leave memory as it was", () => {
  passes({ flags: ["--expose-gc"], suites: ["leaks"], atLeast: 6 });
});
