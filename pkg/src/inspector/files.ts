const TYPES: ReadonlyMap<string, string> = new Map([
  ["html", "text/html; charset=utf-8"],
  ["js", "text/javascript; charset=utf-8"],
  ["css", "text/css; charset=utf-8"],
  ["svg", "image/svg+xml"],
  ["wasm", "application/wasm"],
]);

/** The media type of one of the inspector's files. */
export function typeOf(name: string): string {
  return TYPES.get(name.slice(name.lastIndexOf(".") + 1)) ?? "application/octet-stream";
}
