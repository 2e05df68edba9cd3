import { launchChromium } from "../support/chromium.mjs";
import { openInspector, servePage } from "../support/inspector.mjs";
const server = await servePage(); const browser = await launchChromium();
for (const n of process.argv.slice(2)) {
  const t = Date.now();
  const { page, problems, inspector } = await openInspector(browser, server.url + "?birds=" + n, { reducedMotion: "reduce", waits: false });
  page.setDefaultTimeout(120_000);
  await inspector.rows.first().waitFor();
  console.log(n, Date.now() - t, "ms", await page.evaluate(() => performance.now()), problems, await inspector.grid.evaluate((g) => [g.scrollHeight, g.clientHeight]));
  await page.context().close();
}
await browser.close(); await server.close();
