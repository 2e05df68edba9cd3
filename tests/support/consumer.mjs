// Projects of imagined users: an empty folder, the packed tarball installed into it, and a program.

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The folder of the npm package, and the one that the tests' tools are installed in. */
export const packageFolder = fileURLToPath(new URL("../../pkg", import.meta.url));
export const toolsFolder = fileURLToPath(new URL("../node_modules", import.meta.url));

/** What every consumer's program must come to. */
export const expected = [4, 1, 1];

const BODY = `
class Position { constructor(x, y) { this.x = x; this.y = y; } }
class Velocity { constructor(x, y) { this.x = x; this.y = y; } }
const world = new World();
const entity = world.spawn(new Position(1, 2), new Velocity(3, 4));
const moving = world.prepare({ all: [Position, Velocity] });
moving.each((id, position, velocity) => { position.x += velocity.x; position.y += velocity.y; });
const result = [world.get(entity, Position).x, moving.count(), world.size];
`;

/** A program that uses the package and hands its result to `report`, a line that may name `result`. */
export function program(report, { from = "terrarium-ecs", ready = "" } = {}) {
  const names = ready ? "{ World, init }" : "{ World }";
  return `import ${names} from "${from}";\n${ready}${BODY}${report}\n`;
}

/** Runs a program to its end and answers what it printed. A failure's error shows all of it. */
export async function sh(file, args, options) {
  try {
    const { stdout } = await run(file, args, { maxBuffer: 64 * 1024 * 1024, ...options });
    return stdout;
  } catch (error) {
    throw new Error(`${file} ${args.join(" ")}\n${error.stdout ?? ""}${error.stderr ?? error.message}`);
  }
}

/** Packs the package into a new folder. Answers `{ tarball, files, remove }`. */
export async function pack() {
  const folder = await mkdtemp(join(tmpdir(), "terrarium-pack-"));
  const printed = await sh("npm", ["pack", "--json", "--pack-destination", folder], { cwd: packageFolder });
  const answer = JSON.parse(printed);
  const [{ filename, files }] = Array.isArray(answer) ? answer : Object.values(answer);
  return {
    tarball: join(folder, filename),
    files: files.map((file) => file.path),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** A new folder that holds the installed tarball and these files. Answers `{ folder, remove }`. */
export async function consumer(tarball, files) {
  const folder = await mkdtemp(join(tmpdir(), "terrarium-consumer-"));
  const manifest = { name: "consumer", private: true, type: "module" };
  await write(folder, { "package.json": JSON.stringify(manifest), ...files });
  // What the package depends on comes from here: nothing is fetched.
  const dependency = join(toolsFolder, "ws");
  await sh("npm", ["install", "--offline", "--ignore-scripts", "--install-links", tarball, dependency], { cwd: folder });
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

async function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
