// The program of the README, in its parts one after the other, runs as it is written.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { fileURLToPath } from "node:url";

const README = new URL("../../README.md", import.meta.url);
const BLOCKS = /^```(?:js|javascript)\n(.*?)^```/gms;
const FOLDER = fileURLToPath(new URL("..", import.meta.url));

/** The program and what its comments say that it prints, line by line: `console.log(x); // 5`. */
async function readmeProgram() {
  const text = await readFile(README, "utf8").catch(() => assert.fail("README.md is missing"));
  const program = [...text.matchAll(BLOCKS)].map(([, part]) => part).join("\n");
  assert.ok(program, "README.md has no ```js block");
  const printed = [...program.matchAll(/^console\.log\(.*\);? *\/\/ *(.+)$/gm)].map(([, said]) => said.trim());
  return { program, printed };
}

test("README: the program imports the package by its name and runs as written", async () => {
  const { program, printed } = await readmeProgram();
  assert.match(program, /from "terrarium-ecs"/);
  // Run among the tests' modules, where the name resolves to the built package.
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], { cwd: FOLDER, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const lines = stdout.trimEnd().split("\n");
  assert.deepEqual(printed.filter((said) => !lines.includes(said)), [], `what the comments say is printed, in\n${stdout}`);
});
