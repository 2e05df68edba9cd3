// The Types region: what the values of a type have in common, and bars that narrow the query.

import assert from "node:assert/strict";
import { attach, number, until } from "../support/inspector.mjs";
import { onPage } from "../support/e2e.mjs";

const QUIET = { reducedMotion: "reduce" };
const shown = (inspector) => inspector.types.getByRole("group", { name: /^Values of/ });

onPage("a type opens, tells its fields, and closes", async (inspector) => {
  const open = inspector.button("Look into Position");
  assert.equal(await open.getAttribute("aria-expanded"), "false");
  await open.click();
  await inspector.types.getByText("All 2,000 values looked at").waitFor();
  assert.equal(await open.getAttribute("aria-expanded"), "true");
  assert.deepEqual(await shown(inspector).evaluateAll((groups) => groups.map((group) => group.getAttribute("aria-label"))), ["Values of x", "Values of y"]);
  await inspector.button("Look into Name").click();
  await inspector.types.getByText("All 11 values looked at").waitFor();
  assert.equal(await open.getAttribute("aria-expanded"), "false");
  await inspector.button("Look into Name").click();
  assert.equal(await inspector.types.getByText("values looked at").count(), 0);
}, QUIET);

onPage("a bar of numbers narrows the query to those that it counts", async (inspector) => {
  await inspector.button("Look into Position").click();
  const bar = inspector.types.getByRole("group", { name: "Values of x" }).getByRole("button").nth(3);
  const [, count] = /: ([\d,]+)$/.exec(await bar.getAttribute("aria-label"));
  await bar.click();
  await inspector.lists(number(count));
  assert.match(await inspector.query.inputValue(), /^Position\.x >= [\d.]+, Position\.x < [\d.]+$/);
  await inspector.query.fill("Position limit 5");
  await bar.click();
  assert.match(await inspector.query.inputValue(), /^Position, Position\.x >= [\d.]+, Position\.x < [\d.]+ limit 5$/);
}, QUIET);

onPage("a bar of texts narrows the query, whatever the text is", async (inspector, page) => {
  await attach(page, async () => {
    const { defineComponent, World } = globalThis.terrarium;
    const Task = defineComponent("tasks/Task");
    const world = new World();
    for (let at = 0; at < 5000; at += 1) world.spawn([Task, { state: at % 5 === 0 ? `done "x" \\ <img src=x onerror=alert(1)>` : "open", at }]);
    globalThis.serve(world, { name: "Tasks" });
  });
  await inspector.lists(5000);
  await inspector.button("Look into tasks/Task").click();
  await inspector.types.getByText("2,000 of 5,000 values looked at").waitFor();
  const bars = inspector.types.getByRole("group", { name: "Values of state" }).getByRole("button");
  assert.equal(await bars.count(), 2);
  await bars.nth(1).click();
  await inspector.lists(1000);
  await until(() => inspector.query.getAttribute("aria-invalid"), "false");
}, QUIET);

onPage("what is seen of a type is renewed while the world runs", async (inspector) => {
  await inspector.button("Look into Velocity").click();
  const label = () => inspector.types.getByRole("group", { name: "Values of x" }).getByRole("button").first().getAttribute("aria-label");
  const before = await label();
  await inspector.steps(30);
  await until(async () => (await label()) !== before, true);
}, QUIET);
