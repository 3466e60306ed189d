import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";

test("the single file opens from disk, asks nobody for anything, and fools a net", async ({ page }) => {
  test.setTimeout(120_000);
  const complaints: string[] = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("request", (request) => /^(file|data|blob):/.test(request.url()) || complaints.push(request.url()));
  await page.goto(`file://${fileURLToPath(new URL("../../dist/easily-fooled.html", import.meta.url))}`);
  const one = page.locator("ef-fool-one");
  await one.scrollIntoViewIfNeeded();
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(one.locator(".verdict")).toContainText("Target reached", { timeout: 60_000 });
  await one.locator("ef-picker").getByRole("radio", { name: /^horse/ }).first().click({ force: true });
  await expect(one.locator(".pictures")).toContainText("horse");
  await page.getByRole("link", { name: "sources and licences" }).click();
  await expect(page.locator("#licences")).toContainText("GNU GENERAL PUBLIC LICENSE");
  expect(complaints).toEqual([]);
});
