import { expect, figure, readThrough, test, verdict, violations } from "./site";

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
        const found = await page.evaluate(() => {
          const problems: string[] = [];
          const visit = (root: Document | ShadowRoot) => {
            for (const element of root.querySelectorAll<HTMLElement>("*")) {
              if (element.shadowRoot) visit(element.shadowRoot);
              const box = element.getBoundingClientRect();
              if (box.width <= 1 || box.height <= 1 || !element.checkVisibility()) continue;
              const name = `${element.tagName.toLowerCase()}.${String(element.className)} ${(element.textContent ?? "").trim().slice(0, 30)}`;
              const scrolls = element.closest(".strip, .skip, .scroll, .visually-hidden, svg");
              if (!scrolls && (box.right > innerWidth + 1 || box.left < -1)) problems.push(`too wide: ${name}`);
              const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
              if (text && Number.parseFloat(getComputedStyle(element).fontSize) < 14) problems.push(`small text: ${name}`);
              const target = element.closest("label") ?? element;
              const size = target.getBoundingClientRect();
              const pressed = element.matches("button, select, summary, input:not([type=radio], [type=checkbox], [type=file])");
              if (pressed && (size.height < 24 || size.width < 24)) problems.push(`tiny: ${name} ${size.width}×${size.height}`);
            }
          };
          visit(document);
          if (document.documentElement.scrollWidth > innerWidth) problems.push(`the page is ${document.documentElement.scrollWidth} wide`);
          return problems;
        });
        expect(found).toEqual([]);
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
