import { fingerprint } from "./fingerprint.ts";
import links from "./links.json" with { type: "json" };
import { expect, test } from "./site.ts";

// The same table is checked in other engines: see engines/links.test.ts.
for (const { what, hash, verdict } of links) {
  test(`a link makes the same picture, bit for bit: ${what}`, async ({ page, site }) => {
    test.slow();
    const given = new URLSearchParams(hash);
    await page.goto(`${site.address}#${hash}`);
    const figure = page.locator(`ef-${given.get("figure")}`);
    await expect(figure).toContainText("the same picture again, bit for bit", { timeout: 150_000 });
    await expect(figure.locator(".verdict .sentence")).toHaveText(verdict);
    expect(await figure.locator("ef-picture.result canvas").evaluate(fingerprint)).toBe(given.get("result"));
  });
}
