import { launchChromium } from "../support/chromium.mjs";
import { servePage } from "../support/inspector.mjs";
const server = await servePage(); const browser = await launchChromium();
for (const n of process.argv.slice(2)) {
const context = await browser.newContext({ reducedMotion: "reduce" }); const page = await context.newPage();
const cdp = await context.newCDPSession(page);
await cdp.send("Profiler.enable"); await cdp.send("Profiler.start");
const t = Date.now();
await page.goto(server.url + "?birds=" + n);
await page.getByRole("rowheader").first().waitFor({ timeout: 120000 });
console.log(n, Date.now() - t);
const { profile } = await cdp.send("Profiler.stop");
const self = new Map(); const byId = new Map(profile.nodes.map((x) => [x.id, x]));
profile.samples.forEach((id, i) => { const f = byId.get(id).callFrame; const k = f.functionName + " " + f.url.split("/").pop().slice(-12); self.set(k, (self.get(k) ?? 0) + profile.timeDeltas[i]); });
console.log([...self].sort((a, b) => b[1] - a[1]).slice(0, 8).map(([k, t]) => `${(t / 1000).toFixed(0)} ms ${k}`).join("\n"));
console.log(await page.evaluate(() => performance.memory?.usedJSHeapSize / 1e6));
await context.close(); }
await browser.close(); await server.close();
