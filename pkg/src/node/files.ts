/// <reference types="node" />
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { typeOf } from "../inspector/files.js";

// As seen from the bundled entry.
const INSPECTOR = new URL("../inspector/", import.meta.url);
/** The package itself, for a page that opens a snapshot in a world of its own. */
const PACKAGE = new URL("./", import.meta.url);

/** Nothing inline runs, nothing is fetched from elsewhere, all markup is checked, and no other page shows this one. */
function headersFor(host: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types default",
  ];
  return {
    "Content-Security-Policy": policy.join("; "),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
  };
}

/** Answers a request whose Host was checked with a file of the inspector. */
export async function answerFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405);
  const place = placeOf(request.url ?? "");
  const body = place && (await readFile(place).catch(() => undefined));
  if (body === undefined) return refuse(response, 404);
  response.writeHead(200, {
    ...headersFor(request.headers.host!),
    "Content-Type": typeOf(place!.pathname),
    "Content-Length": body.length,
  });
  response.end(request.method === "GET" ? body : undefined);
}

/** Answers without a body. */
export function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { "Content-Length": 0 }).end();
}

/** Where the file of a request is; undefined for all that is not a plain name in one of the two folders. */
function placeOf(target: string): URL | undefined {
  const [, folder, name] = /^\/(dist\/)?([\w-][\w.-]*)?(?:\?.*)?$/.exec(target) ?? [];
  if (folder !== undefined) return name === undefined ? undefined : new URL(name, PACKAGE);
  const isRoot = /^\/(?:\?.*)?$/.test(target);
  return name !== undefined || isRoot ? new URL(name ?? "index.html", INSPECTOR) : undefined;
}
