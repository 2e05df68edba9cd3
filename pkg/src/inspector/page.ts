import { bytesOf } from "../base64.js";
import { typeOf } from "./files.js";

/** What the build of the page puts beside this package: files by name, each compressed with gzip, as base64. */
type Packed = ReadonlyArray<readonly [name: string, base64: string]>;

const INDEX = "index.html";

let built: Promise<string> | undefined;

/** The URL of the inspector's page, made of what this package holds. It is made once. */
export function pageUrl(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  // @ts-expect-error the page's build makes it, after this was compiled
  const { FILES } = (await import("../inspector/packed.js")) as { FILES: Packed };
  const blobs = new Map(await Promise.all(FILES.map(async ([name, base64]) => [name, await unpacked(name, base64)] as const)));
  const index = blobs.get(INDEX)!;
  blobs.delete(INDEX);
  let html = await index.text();
  for (const [name, blob] of blobs) html = html.replaceAll(`"./${name}"`, `"${URL.createObjectURL(blob)}"`);
  return URL.createObjectURL(new Blob([html], { type: typeOf(INDEX) }));
}

async function unpacked(name: string, base64: string): Promise<Blob> {
  const stream = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Blob([await new Response(stream).arrayBuffer()], { type: typeOf(name) });
}
