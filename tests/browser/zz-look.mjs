import { chromium } from "@playwright/test";
import { launchOptions } from "./browser.mjs";
import { serve } from "./server.mjs";
const [,, folder, ...which] = process.argv;
const { address, stop } = await serve();
const browser = await chromium.launch(launchOptions);
for (const name of which) {
  const [section, width, scheme] = name.split(":");
  const page = await browser.newPage({ viewport: { width: Number(width), height: 900 }, colorScheme: scheme });
  page.on("console", (m) => console.log(name, m.type(), m.text()));
  page.on("pageerror", (e) => console.log(name, "error", e.message));
  await page.goto(address);
  await page.locator(`#${section}`).scrollIntoViewIfNeeded();
  await page.waitForTimeout(1500);
  await page.locator(`#${section}`).scrollIntoViewIfNeeded();
  await page.waitForTimeout(1500);
  const box = await page.evaluate((id) => { const r = document.querySelector("#" + id).getBoundingClientRect(); return { x: 0, y: r.top + scrollY, width: innerWidth, height: r.height }; }, section);
  for (let top = box.y, part = 1; top < box.y + box.height; top += 1500, part++)
    await page.screenshot({ path: `${folder}/${section}-${width}-${scheme}-${part}.png`, clip: { x: 0, y: top, width: Number(width), height: Math.min(1500, box.y + box.height - top) }, fullPage: true });
  await page.close();
}
await browser.close();
stop();
