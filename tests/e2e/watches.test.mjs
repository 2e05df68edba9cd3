// Watches: queries that pause the simulation.

import assert from "node:assert/strict";
import { attach, until } from "../support/inspector.mjs";
import { onPage } from "../support/e2e.mjs";

/** Sets a watch in the panel. */
async function watch(inspector, page, query, when, limit) {
  await inspector.tab("Watches").click();
  const form = inspector.watches.getByRole("form", { name: "New watch" });
  await form.getByLabel("Query").fill(query);
  await form.getByLabel("Pause when it finds").selectOption({ label: when });
  if (limit !== undefined) await form.getByLabel("Number").fill(String(limit));
  await form.getByRole("button", { name: "Watch" }).click();
}

onPage("a watch pauses the flock as soon as its query finds something", async (inspector, page) => {
  await watch(inspector, page, 'Tired.of = "age"', "something");
  await inspector.button("Resume").click();
  await page.getByText(/^Paused by watch “Tired\.of = "age"”, which finds something, at tick [\d,]+\./).waitFor();
  await inspector.button("Resume").waitFor();
  await inspector.button("Show the entities").click();
  await until(async () => (await inspector.total()) >= 1, true);
  assert.equal(await inspector.query.inputValue(), 'Tired.of = "age"');
  assert.match(await inspector.watches.getByRole("listitem").innerText(), /paused at tick/);
  await inspector.button("Resume").click();
  await inspector.button("Pause").waitFor();
  await page.getByText(/^Paused by watch/).waitFor({ state: "detached" });
  await inspector.button('Remove watch Tired.of = "age"').click();
  await inspector.watches.getByText("A watch pauses the simulation as soon as").waitFor();
}, { reducedMotion: "reduce" });

onPage("a watch waits for more than a number, and its notice can be dismissed", async (inspector, page) => {
  await watch(inspector, page, "Tired", "more than", 20);
  await page.getByText(/^Paused by watch “Tired”, which finds more than 20, at tick/).waitFor();
  await inspector.button("Dismiss").click();
  await page.getByText(/^Paused by watch/).waitFor({ state: "detached" });
  assert.equal(await inspector.figure("Ticks/s"), "paused");
});

onPage("a watch on what cannot be understood is refused with a notice", async (inspector, page) => {
  await watch(inspector, page, "Nobody", "nothing");
  await page.getByText(/Unknown type `Nobody`/).waitFor();
  assert.equal(await inspector.watches.getByRole("listitem").count(), 0);
});

onPage("a world without a simulation has no watches, and says why", async (inspector, page) => {
  await attach(page, async () => {
    const world = new globalThis.terrarium.World();
    world.createEntity();
    globalThis.serve(world, { name: "Still" });
  });
  await inspector.lists(1);
  await inspector.tab("Watches").click();
  await inspector.watches.getByText("This simulation cannot be paused from here").waitFor();
});
