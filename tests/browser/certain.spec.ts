import { readFileSync } from "node:fs";
import { PNG } from "pngjs";
import { expect, figure, test, verdict } from "./site";

/** A thousand steps and more on one thread of a busy machine. */
const PATIENCE = { timeout: 120_000 };

test("ten squares of noise fill, are judged, looked at and downloaded", async ({ page, site }) => {
  test.slow();
  await page.goto(site.address);
  const certain = await figure(page, "ef-certain");
  await certain.getByRole("button", { name: "Fill all ten" }).click();
  await expect(verdict(certain)).toContainText("All ten filled", PATIENCE);
  await expect(verdict(certain)).not.toContainText("Prepared");
  await expect(verdict(certain)).toContainText("A second, independent runtime agrees on every one.");
  await expect(certain.locator(".cell.filled")).toHaveCount(10);
  await expect(page.locator("#status")).toContainText("All ten filled");

  await certain.getByRole("button", { name: /led to: cat/ }).press("Enter");
  const dialog = certain.getByRole("dialog");
  await expect(dialog).toContainText("Cat, says the network");
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "PNG, 32 × 32" }).click()]);
  expect(PNG.sync.read(readFileSync(await download.path())).width).toBe(32);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("another net, other noise, stop, reset", async ({ page, site }) => {
  test.slow();
  await page.goto(site.address);
  const certain = await figure(page, "ef-certain");
  await certain.getByRole("radio", { name: /Linear/ }).check();
  await certain.getByRole("button", { name: "Other noise" }).click();
  await expect(verdict(certain)).toContainText(/All ten filled|reached 99.99/, PATIENCE);
  await certain.getByRole("radio", { name: /Plain/ }).check();
  await certain.getByRole("button", { name: "Fill all ten, again" }).click();
  await certain.getByRole("button", { name: "Stop, keep the best" }).click();
  await expect(verdict(certain)).toContainText(/Stopped with|All ten filled|Prepared/);
  await certain.getByRole("button", { name: "Reset this figure" }).click();
  await expect(verdict(certain)).toContainText("Prepared beforehand");
});
