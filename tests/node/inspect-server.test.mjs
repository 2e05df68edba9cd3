// A world in Node that browsers look into: who is let in, who is not, and that nobody can harm the process.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { defineComponent, World } from "../../pkg/dist/index.js";
import { inspect } from "../../pkg/dist/node.js";
import { clientAt, dial, framed, refusal, socketTo, tokenOf } from "../support/sockets.mjs";

const Age = defineComponent("Age");
const silent = { log: () => {} };

let world;
let served;
let printed;

before(async () => {
  world = new World();
  for (let age = 0; age < 100; age += 1) world.spawn([Age, age]);
  served = await inspect(world, { name: "Ants", log: (line) => (printed = line) });
});

after(() => served.close());

/** Asks for a file, and answers the whole answer. */
function get(path, { method = "GET", headers = {} } = {}) {
  const { hostname, port } = new URL(served.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("the address has a token that nobody guesses, and is printed", async () => {
  assert.match(served.url, /^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{32}$/);
  assert.equal(printed, `Look into Ants: ${served.url}`);
  const other = await inspect(world, silent);
  assert.notEqual(tokenOf(other.url), tokenOf(served.url));
  await other.close();
});

test("a client with the token looks at the world", async () => {
  const client = await clientAt(served.url);
  assert.equal((await client.hello()).name, "Ants");
  assert.equal((await client.follow("pulse")).entities, 100);
  served.point(3);
  assert.deepEqual(await client.next(), { method: "point", entity: 3 });
  client.close();
});

test("ten clients look at once, and each is told", async () => {
  const clients = await Promise.all(Array.from({ length: 10 }, () => clientAt(served.url)));
  await Promise.all(clients.map((client) => client.hello()));
  await Promise.all(clients.map((client) => client.follow("pulse")));
  const entity = world.spawn([Age, 100]);
  const told = await Promise.all(clients.map((client) => client.update()));
  assert.deepEqual(told.map(({ entities }) => entities), Array(10).fill(101));
  world.destroy(entity);
  clients.forEach((client) => client.close());
});

test("nobody comes in with a wrong token or none", async () => {
  for (const token of ["", "x", null, `${tokenOf(served.url)}x`, tokenOf(served.url).slice(1)]) {
    assert.equal(await refusal(served.url, { token }), 4401, token);
  }
});

test("who comes with a wrong token is told nothing", async () => {
  const socket = socketTo(served.url, { token: "wrong" });
  socket.on("message", () => assert.fail("something was told"));
  socket.on("open", () => socket.send(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "hello", params: { protocol: 1 } })));
  const [code] = await once(socket, "close");
  assert.equal(code, 4401);
});

test("pages of other origins are turned away", async () => {
  const { port } = new URL(served.url);
  const origins = ["https://evil.example", "null", undefined, `http://127.0.0.1:${Number(port) + 1}`, `https://127.0.0.1:${port}`];
  for (const origin of origins) assert.equal(await refusal(served.url, { origin: origin ?? "" }), 403, origin);
});

test("other names of this machine are turned away", async () => {
  for (const host of ["evil.example", `evil.example:${new URL(served.url).port}`, "127.0.0.1"]) {
    assert.equal(await refusal(served.url, { origin: `http://${host}`, headers: { host } }), 403, host);
    assert.equal((await get("/", { headers: { host } })).status, 403, host);
  }
  const host = `localhost:${new URL(served.url).port}`;
  const socket = await dial(served.url, { origin: `http://${host}`, headers: { host } });
  socket.terminate();
});

test("no path leads out of what the page needs", async () => {
  const paths = ["/package.json", "/../package.json", "/dist/../package.json", "/%2e%2e/package.json", "/dist/", "//", "/a/b", "/.x", "*"];
  for (const path of paths) assert.equal((await get(path)).status, 404, path);
  assert.equal((await get("/", { method: "POST" })).status, 405);
});

test("the page's files come under a strict policy", async () => {
  const { status, headers, body } = await get("/dist/index.js");
  assert.equal(status, 200);
  assert.ok(body.length > 100_000);
  assert.equal(headers["content-type"], "text/javascript; charset=utf-8");
  assert.equal(headers["x-content-type-options"], "nosniff");
  const policy = headers["content-security-policy"].split("; ");
  const { host } = new URL(served.url);
  for (const part of ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", `connect-src 'self' ws://${host}`]) {
    assert.ok(policy.includes(part), part);
  }
  assert.ok(policy.includes("require-trusted-types-for 'script'"));
  assert.equal((await get("/dist/index.js", { method: "HEAD" })).body.length, 0);
});

test("a frame that is too large ends its socket alone", async () => {
  const [large, other] = await Promise.all([dial(served.url), clientAt(served.url)]);
  large.send(Buffer.alloc(72 * 2 ** 20));
  assert.equal((await once(large, "close"))[0], 1009);
  assert.equal((await other.hello()).name, "Ants");
  other.close();
});

test("frames that are none end their socket alone", async () => {
  const other = await clientAt(served.url);
  for (const bytes of ["ffffffffffffffff", "8f80000000", "c180000000 00", "818200000000ff"]) {
    const socket = await dial(served.url);
    socket.on("error", () => {});
    socket._socket.write(Buffer.from(bytes.replaceAll(" ", ""), "hex"));
    socket._socket.end();
    await once(socket, "close");
  }
  assert.equal((await other.hello()).name, "Ants");
  other.close();
});

test("binary frames that hold no message are refused, and the socket goes on", async () => {
  const client = await clientAt(served.url);
  const { socket } = client.port;
  for (const frame of [[], [1, 2], [255, 255, 255, 255, 1], [1, 0, 0, 0, 0xff], [5, 0, 0, 0, 0x7b]]) {
    socket.send(Buffer.from(frame));
    while (client.stray.length === 0) await once(socket, "message");
    assert.equal(client.stray.pop().error.data.name, "INVALID_REQUEST");
  }
  assert.equal((await client.hello()).name, "Ants");
  socket.send(framed(JSON.stringify({ jsonrpc: "2.0", id: 7, method: "ping" }), Buffer.from([1, 2, 3])));
  while (client.stray.length === 0) await once(socket, "message");
  assert.deepEqual(client.stray, [{ jsonrpc: "2.0", id: 7, result: null }]);
  client.close();
});

test("what is no request at all harms nobody", async () => {
  for (const bytes of ["\0\0\0\0\r\n\r\n", "GET\r\n\r\n", `GET / HTTP/1.1\r\n${"a: b\r\n".repeat(10_000)}\r\n`]) {
    const { hostname, port } = new URL(served.url);
    const socket = connect(Number(port), hostname);
    socket.on("error", () => {});
    socket.resume();
    socket.end(bytes);
    await once(socket, "close");
  }
  assert.equal((await get("/dist/index.js")).status, 200);
});

test("a token must not be guessable, a port must be free", async () => {
  for (const token of ["", "short", "with space in it 123", "x".repeat(257)]) {
    await assert.rejects(inspect(world, { ...silent, token }), TypeError);
  }
  await assert.rejects(inspect(world, { ...silent, port: Number(new URL(served.url).port) }), { code: "EADDRINUSE" });
});

test("closing ends it for all, and frees the port for the same address", async () => {
  const token = "a-token-to-come-back";
  const first = await inspect(world, { ...silent, token });
  const client = await clientAt(first.url);
  await client.hello();
  const gone = once(client.port.socket, "close");
  await first.close();
  await gone;
  const again = await inspect(world, { ...silent, token, port: Number(new URL(first.url).port) });
  assert.equal(again.url, first.url);
  await again.close();
});

test("a world that is served lets the program end", () => {
  const program = `
    import { World } from "${new URL("../../pkg/dist/index.js", import.meta.url)}";
    import { inspect } from "${new URL("../../pkg/dist/node.js", import.meta.url)}";
    await inspect(new World(), { log: () => console.log("served") });`;
  const { stdout, status } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], { encoding: "utf8", timeout: 20_000 });
  assert.deepEqual([stdout, status], ["served\n", 0]);
});
