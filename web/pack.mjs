// Trunk runs this when it has built the page: it puts it into the npm package, without what the page shows of the
// package here. `inspector` holds its files as they are served, and `packed.js` all of them once more, for `openInspector`.

import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const FROM = process.env.TRUNK_STAGING_DIR;
const TO = join(process.env.TRUNK_SOURCE_DIR, "pkg/inspector");
/** Where the page finds the package, and examples; in the package, the one is next door, and there are no others. */
const [HERE, THERE] = [/data-package="[^"]*" data-examples="[^"]*"/, 'data-package="./../dist/"'];

const entries = await readdir(FROM, { withFileTypes: true });
const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name).sort();
const files = await Promise.all(names.map(async (name) => [name, await packed(name)]));
await rm(TO, { recursive: true, force: true });
await mkdir(TO, { recursive: true });
await Promise.all(files.map(([name, bytes]) => writeFile(join(TO, name), bytes)));
const lines = files.map(([name, bytes]) => `["${name}","${gzipSync(bytes, { level: 9 }).toString("base64")}"]`);
await writeFile(join(TO, "packed.js"), `export const FILES = [\n${lines.join(",\n")}\n];\n`);

async function packed(name) {
  const bytes = await readFile(join(FROM, name));
  if (name !== "index.html") return bytes;
  const html = bytes.toString();
  if (!HERE.test(html)) throw new Error("index.html says nowhere where package and examples are");
  return Buffer.from(html.replace(HERE, THERE));
}
