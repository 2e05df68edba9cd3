// The files of `tests/fixtures`, wherever the suites run.

const FOLDER = new URL("../fixtures/", import.meta.url);

/** The bytes of a fixture. */
export async function readFixture(name) {
  const url = new URL(name, FOLDER);
  if (url.protocol === "file:") {
    const { readFile } = await import("node:fs/promises");
    return new Uint8Array(await readFile(url));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
