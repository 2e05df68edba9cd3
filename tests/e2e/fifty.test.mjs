// The fifty questions of the fixture, asked in the query bar: the answers are those of code and of watches.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { buildTown } from "../suite/fifty-world.mjs";
import { World } from "../suite/package.mjs";
import { open } from "../support/e2e.mjs";
import { attach, until } from "../support/inspector.mjs";

/** High enough for all rows of the town. */
const TALL = { reducedMotion: "reduce", viewport: { width: 1280, height: 1400 } };

/** The town as bytes: what is restored of it cannot be told from the first. */
function townBytes() {
  const world = new World();
  buildTown(world);
  return Buffer.from(world.snapshot()).toString("base64");
}

/** A question as a person writes it in the bar, where there are no parameters. */
function written({ text, parameters = {} }) {
  return text.replaceAll(/\$(\w+)/g, (_, name) => JSON.stringify(parameters[name]));
}

test("the query bar answers fifty questions as code and watches do", async () => {
  const questions = JSON.parse(await readFile(new URL("../fixtures/queries.json", import.meta.url), "utf8"));
  const { page, problems, inspector } = await open("", TALL);
  await page.evaluate((bytes) => Object.assign(globalThis, { bytes }), townBytes());
  await attach(page, () => {
    const { World } = globalThis.terrarium;
    const world = new World();
    world.restore(Uint8Array.from(atob(globalThis.bytes), (letter) => letter.charCodeAt(0)));
    globalThis.serve(world);
  });
  const handles = async () => (await inspector.rows.getByRole("rowheader").allInnerTexts()).map((text) => text.trim());
  await inspector.lists(18);
  assert.equal(questions.length, 50);
  for (const question of questions) {
    await inspector.query.fill(written(question));
    if (question.groups === undefined) await until(handles, question.rows);
    else await inspector.lists(question.groups.length);
    assert.equal(await inspector.query.getAttribute("aria-invalid"), "false", question.text);
  }
  assert.deepEqual(problems, []);
});
