import { expect, figure, test } from "../site.ts";

/**
 * Each figure as it looks before the first press, when all that it shows was prepared. Browsers draw letters a little differently from
 * version to version: what counts is that nothing moved, vanished or changed its colour. `npm run looks -- -u` takes new ones.
 */
const FIGURES = ["ef-fool-one", "ef-certain", "ef-straight-line", "ef-without-keys", "ef-reuse", "ef-blur", "ef-ask-several", "ef-cost", "ef-lab"] as const;

test.use({ viewport: { width: 900, height: 900 }, colorScheme: "light" });

for (const name of FIGURES) {
  test(`${name} looks as it did`, async ({ page, site }) => {
    await page.goto(site.address);
    const found = await figure(page, name);
    for (const chart of await found.locator("ef-chart, ef-ray-chart").all()) {
      await chart.scrollIntoViewIfNeeded();
      await expect(chart.locator("svg").first()).toBeVisible();
    }
    await page.evaluate(() => document.fonts.ready);
    await expect(found).toHaveScreenshot(`${name}.png`, { animations: "disabled", maxDiffPixelRatio: 0.02, scale: "css" });
  });
}
