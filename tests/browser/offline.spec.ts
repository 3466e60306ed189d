import { expect, figure, test, verdict } from "./site.ts";

test.use({ serviceWorkers: "allow", provoked: /net::ERR_INTERNET_DISCONNECTED|Failed to fetch/ });

test("the page reloads without a network, and with all of it kept, every net can be fooled", async ({ page, site, context }) => {
  await page.goto(site.address);
  const foot = page.locator("#offline");
  await expect(foot).toContainText("works without a network from now on", { timeout: 30_000 });
  await foot.getByRole("button", { name: /Keep all of it here/ }).click();
  await expect(foot).toContainText("All of this page is on this device", { timeout: 30_000 });

  await context.setOffline(true);
  await page.reload();
  await expect(page.locator("ef-opening")).toBeVisible();
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("radio", { name: /Attention net/ }).click({ force: true });
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText(/Target reached|Changed|Unchanged/);
  await page.goto(`${site.address}embed.html`);
  await expect(page.locator("#element")).toContainText("easily-fooled");
});

test("what was used works offline without asking for more", async ({ page, site, context }) => {
  await page.goto(site.address);
  await expect(page.locator("#offline")).toContainText("from now on", { timeout: 30_000 });
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText("Target reached");
  await context.setOffline(true);
  await page.reload();
  const again = await figure(page, "ef-fool-one");
  await again.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(again)).toContainText("Target reached");
});
