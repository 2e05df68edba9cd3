import { launchChromium } from "../support/chromium.mjs";
import { openInspector, servePage } from "../support/inspector.mjs";
const server = await servePage(); const browser = await launchChromium();
{
  const { page, inspector } = await openInspector(browser, server.url + "?curiosities", { colorScheme: "dark" });
  await page.waitForTimeout(4000);
  await inspector.types.getByRole("button", { name: /^Traps/ }).click();
  await inspector.rows.first().click();
  await inspector.tree.getByRole("treeitem", { name: /^map/ }).click();
  await page.waitForTimeout(500);
  await page.screenshot({ path: "/tmp/shots/curious.png" });
  await page.context().close();
}
{
  const { page, inspector } = await openInspector(browser, server.url, { colorScheme: "light" });
  await inspector.pause();
  const steps = (n) => page.evaluate((n) => { const b = [...document.querySelectorAll("button")].find((b) => b.textContent.trim() === "Step"); for (let i = 0; i < n; i++) b.click(); }, n);
  await steps(130);
  await inspector.archetypes.getByRole("button", { name: /Tired/ }).first().click();
  await inspector.rows.filter({ hasText: 'of: "age"' }).first().click();
  await steps(400);
  await page.waitForTimeout(500);
  await page.screenshot({ path: "/tmp/shots/dead.png" });
  await page.setViewportSize({ width: 820, height: 1100 });
  await page.waitForTimeout(500);
  await page.screenshot({ path: "/tmp/shots/tablet.png" });
  await page.setViewportSize({ width: 390, height: 844 });
  await inspector.button("Close entity").click();
  await page.waitForTimeout(500);
  await page.screenshot({ path: "/tmp/shots/phone-full.png", fullPage: true });
  await page.context().close();
}
await browser.close(); await server.close();
