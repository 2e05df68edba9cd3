// The first program of the README runs as it is written.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { fileURLToPath } from "node:url";

const README = new URL("../../README.md", import.meta.url);
const BLOCK = /^```(?:js|javascript)\n(.*?)^```/ms;
const FOLDER = fileURLToPath(new URL("..", import.meta.url));

/** The program and what its comments say that it prints, line by line: `console.log(x); // 5`. */
async function firstProgram() {
  const text = await readFile(README, "utf8").catch(() => assert.fail("README.md is missing"));
  const program = BLOCK.exec(text)?.[1];
  assert.ok(program, "README.md has no ```js block");
  const printed = [...program.matchAll(/^console\.log\(.*\);? *\/\/ *(.+)$/gm)].map(([, said]) => said.trim());
  return { program, printed };
}

test("README: the first program imports the package by its name and runs as written", async () => {
  const { program, printed } = await firstProgram();
  assert.match(program, /from "terrarium-ecs"/);
  // Run among the tests' modules, where the name resolves to the built package.
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], { cwd: FOLDER, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const lines = stdout.trimEnd().split("\n");
  assert.deepEqual(printed.filter((said) => !lines.includes(said)), [], `what the comments say is printed, in\n${stdout}`);
});
