// Snapshots that go from one process to another, which knows nothing of what the first one defined.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("..", import.meta.url));
const CLASSES = `
  import { World } from "terrarium-ecs";
  class Position { constructor(x) { this.x = x; } }
  class Inner { constructor(n) { this.n = n; } }
  class Outer { constructor(list) { this.list = list; } }
`;

/** Runs a program in a new process and answers what it prints. */
function run(program, input = "") {
  const options = { cwd: FOLDER, encoding: "utf8", input };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", CLASSES + program], options);
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

const READ = `
  import { readFileSync } from "node:fs";
  const bytes = Uint8Array.from(Buffer.from(readFileSync(0, "utf8"), "base64"));
  const world = new World();
`;

const saved = run(`
  const world = new World();
  world.spawn(new Position(1), new Outer([new Inner(5)]));
  world.spawn(new Position(2));
  console.log(Buffer.from(world.snapshot()).toString("base64"));
`);

test("a class that is used before restoring is the class of what is restored, registered or not", () => {
  const printed = run(`${READ}
    world.spawn(new Position(9), new Outer([]), new Inner(0));
    world.restore(bytes);
    const { list: [inner] } = world.get(1, Outer);
    console.log(world.get(1, Position) instanceof Position, world.get(2, Position).x, inner instanceof Inner, inner.n);
  `, saved);
  assert.equal(printed, "true 2 true 5");
});

test("a class that is used after restoring turns what was restored into its instances", () => {
  const printed = run(`${READ}
    world.restore(bytes);
    const names = world.componentTypes().map(({ name }) => name).join();
    const position = world.get(2, Position);
    world.spawn(new Inner(0));
    const { list: [inner] } = world.get(1, Outer);
    world.check();
    console.log(names, position instanceof Position, position.x, inner instanceof Inner, inner.n);
  `, saved);
  assert.equal(printed, "Outer,Position true 2 true 5");
});

test("what nobody knows is saved again as it came", () => {
  const printed = run(`${READ}
    world.restore(bytes);
    console.log(Buffer.from(world.snapshot()).toString("base64") === Buffer.from(bytes).toString("base64"));
  `, saved);
  assert.equal(printed, "true");
});
