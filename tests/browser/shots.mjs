/** Pictures of the page, to be looked at: `npm run shots -- DIR` writes them, wide and narrow, light and dark; `-- DIR 360-dark de/`: some of them, of another page. */
import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";
import { launchOptions } from "./browser.mjs";
import { serve } from "./server.mjs";

const folder = process.argv[2] ?? "shots";
const only = process.argv[3];
const path = process.argv[4] ?? "?lang=en";
mkdirSync(folder, { recursive: true });
const { address, stop } = await serve();
const browser = await chromium.launch(launchOptions);
for (const width of [1440, 768, 360]) {
  for (const colorScheme of ["light", "dark"]) {
    const name = `${width}-${colorScheme}`;
    if (only && only !== name) continue;
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    page.on("console", (message) => console.log(name, message.type(), message.text()));
    page.on("pageerror", (error) => console.log(name, "error", error.message));
    await page.goto(`${address}${path}`);
    // Down and up once, so that everything that waits to be seen has been.
    for (let y = 0; y < (await page.evaluate(() => document.documentElement.scrollHeight)); y += 700) {
      await page.evaluate((top) => scrollTo(0, top), y);
      await page.waitForTimeout(120);
    }
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForTimeout(1500);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    for (let top = 0, part = 1; top < height; top += 1600, part++) {
      await page.screenshot({ path: `${folder}/${name}-${part}.png`, clip: { x: 0, y: top, width, height: Math.min(1600, height - top) }, fullPage: true });
    }
    await page.close();
  }
}
await browser.close();
stop();
