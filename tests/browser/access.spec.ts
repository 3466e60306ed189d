import { expect, figure, misfits, readThrough, test, verdict, violations } from "./site";

for (const width of [360, 1280]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${width} px wide, ${colorScheme}`, () => {
      test.use({ viewport: { width, height: 800 }, colorScheme });

      test("axe finds nothing, before and after a run", async ({ page, site }) => {
        test.slow();
        await page.goto(site.address);
        await readThrough(page);
        for (const summary of await page.locator("ef-fool-one summary:visible, ef-lab summary:visible, details.aside > summary").all()) await summary.click();
        await page.getByRole("button", { name: "That is my guess" }).first().click();
        expect(await violations(page)).toEqual([]);
        const one = await figure(page, "ef-fool-one");
        await one.getByRole("button", { name: "Make it a ship" }).click();
        await expect(verdict(one)).toContainText(/Target reached|Changed|Unchanged/);
        const certain = await figure(page, "ef-certain");
        await certain.getByRole("button", { name: /led to: cat/ }).click();
        await expect(certain.getByRole("dialog")).toBeVisible();
        expect(await violations(page)).toEqual([]);
      });

      test("nothing is wider than the window, no text is small, nothing to press is tiny", async ({ page, site }) => {
        await page.goto(site.address);
        await readThrough(page);
        expect(await misfits(page)).toEqual([]);
      });
    });
  }
}

test.describe("without motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });
  test("an attack shows its end at once", async ({ page, site }) => {
    await page.goto(site.address);
    const one = await figure(page, "ef-fool-one");
    await one.getByRole("button", { name: "Make it a ship" }).click();
    await expect(verdict(one)).toContainText(/Target reached|Changed|Unchanged/);
    const moving = await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === "running").length);
    expect(moving).toBe(0);
  });
});

test.describe("at the edges", () => {
  for (const width of [320, 2560]) {
    test.describe(`${width} px`, () => {
      test.use({ viewport: { width, height: 900 } });
      test("the page fits", async ({ page, site }) => {
        await page.goto(site.address);
        await readThrough(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      });
    });
  }
});

test.describe("with forced colours", () => {
  test.use({ contextOptions: { forcedColors: "active" } });
  test("axe finds nothing", async ({ page, site }) => {
    await page.goto(site.address);
    await readThrough(page);
    expect(await violations(page)).toEqual([]);
  });
});
