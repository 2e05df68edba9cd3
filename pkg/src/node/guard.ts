/// <reference types="node" />
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Names of this machine that no name server gives out. */
const LOCAL_NAMES = ["127.0.0.1", "localhost"];

/** Knows who may come in: pages of this server alone, by the names of this machine, and with the token. */
export class Guard {
  readonly #token: Buffer;
  readonly #hosts: readonly string[];

  constructor(token: string, port: number) {
    this.#token = digest(token);
    this.#hosts = LOCAL_NAMES.map((name) => `${name}:${port}`);
  }

  /** Whether the request names this machine: a name elsewhere that points here (DNS rebinding) does not. */
  namesUs({ headers }: IncomingMessage): boolean {
    return headers.host !== undefined && this.#hosts.includes(headers.host);
  }

  /** Whether a page of this server asks, and no page from elsewhere. */
  isOurs({ headers }: IncomingMessage): boolean {
    return headers.origin === `http://${headers.host}`;
  }

  /** Whether the token is the right one. How long the answer takes tells nothing about it. */
  admits(token: string | null): boolean {
    return timingSafeEqual(digest(token ?? ""), this.#token);
  }
}

/** Texts of any length become as long as each other. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
