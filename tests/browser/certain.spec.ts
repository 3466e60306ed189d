import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { PNG } from "pngjs";
import { expect, figure, test, verdict, violations } from "./site";

/** A thousand steps and more on one thread of a busy machine. */
const PATIENCE = { timeout: 120_000 };
const BREEDING = /^\s*(The first generation is judged|Generation [\d,]+): \d+ of 10 filled/;

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
  expect((await downloadedPng(page, dialog, "PNG, 32 × 32")).width).toBe(32);
  expect((await downloadedPng(page, dialog, "PNG, 512 × 512")).width).toBe(512);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("another net, other noise, pause, one step, stop, reset", async ({ page, site }) => {
  test.slow();
  await page.goto(site.address);
  const certain = await figure(page, "ef-certain");
  await certain.getByRole("radio", { name: /Linear/ }).check();
  await certain.getByRole("button", { name: "Other noise" }).click();
  await expect(verdict(certain)).toContainText(/All ten filled|reached 99.99/, PATIENCE);
  await certain.getByRole("radio", { name: /Plain/ }).check();
  await certain.getByRole("button", { name: "One step" }).click();
  await expect(certain.locator(".how", { hasText: /\b1 step$/ })).toHaveCount(10);
  await certain.getByRole("button", { name: "One step" }).click();
  await expect(certain.locator(".how", { hasText: "2 steps" })).toHaveCount(10);
  await certain.getByRole("button", { name: "Go on" }).click();
  await certain.getByRole("button", { name: "Stop, keep the best" }).click();
  await expect(verdict(certain)).toContainText(/Stopped with|All ten filled/);
  await certain.getByRole("button", { name: "Reset this figure" }).click();
  await expect(verdict(certain)).toContainText("Prepared beforehand");
});

for (const { way, begin, kind } of [
  { way: "By breeding pixels", begin: "Breed pixels", kind: "direct" },
  { way: "By breeding patterns", begin: "Breed patterns", kind: "cppn" },
]) {
  test(`${way.toLowerCase()}: begin, pause, one generation, go on, stop, take it with you`, async ({ page, site }) => {
    test.slow();
    await page.goto(site.address);
    const certain = await figure(page, "ef-certain");
    await certain.getByRole("radio", { name: way }).check();
    await expect(verdict(certain)).toContainText("Prepared beforehand");
    await expect(certain.getByRole("button", { name: /^Bred to be:/ })).toHaveCount(10);

    await certain.getByRole("button", { name: begin }).click();
    await expect(verdict(certain)).toContainText(BREEDING, PATIENCE);
    await expect.poll(() => told(certain, "Generation"), PATIENCE).toBeGreaterThanOrEqual(2);
    await certain.getByRole("button", { name: "Pause" }).click();
    await expect(verdict(certain)).toContainText(/Paused\. Generation \d+: \d+ of 10 filled/);
    expect(await told(certain, "Per second")).toBeGreaterThan(0);

    // What is left of this generation, and exactly that.
    const paused = await told(certain, "Generation");
    await certain.getByRole("button", { name: "One generation" }).click();
    await expect.poll(() => told(certain, "Generation"), PATIENCE).toBe(paused + 1);
    expect(await told(certain, "Judged")).toBe((paused + 1) * 200);

    const before = await confidences(certain);
    await certain.getByRole("button", { name: "Go on" }).click();
    await expect.poll(() => told(certain, "Generation"), PATIENCE).toBeGreaterThan(paused + 2);
    await certain.getByRole("button", { name: "Stop, keep the best" }).click();
    await expect(verdict(certain)).toContainText(/Stopped with \d+ of 10 filled/);
    await expect(page.locator("#status")).toContainText("Stopped with");
    await expect(certain.locator(".cell ef-picture")).toHaveCount(10);
    const after = await confidences(certain);
    for (const [label, confidence] of after.entries()) expect(confidence).toBeGreaterThanOrEqual(before[label]!);
    await certain.getByText("The same in numbers").first().click();
    await expect(certain.getByRole("row")).not.toHaveCount(1);

    await certain.getByRole("button", { name: /^Bred to be: frog/ }).press("Enter");
    const dialog = certain.getByRole("dialog");
    await expect(dialog).toContainText("Frog, says the network");
    await expect(dialog.getByRole("img", { name: /How sure the network became of this frog/ })).toBeVisible();
    const native = await downloadedPng(page, dialog, "PNG, 32 × 32");
    expect(native.width).toBe(32);
    const [details] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Details as JSON" }).click()]);
    const record = JSON.parse(readFileSync(await details.path(), "utf8"));
    expect(record).toMatchObject({ class: "frog", evolution: { encoding: kind, population: 200, seed: 1 }, secondRuntimeAgrees: expect.any(Boolean) });
    expect(record.models[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    if (kind === "cppn") {
      expect(record.picture.genome).toMatch(/^[\w-]+$/);
      const large = await downloadedPng(page, dialog, "PNG, 1024 × 1024");
      expect(large.width).toBe(1024);
      expect(roughness(large)).toBeLessThan(roughness(enlarged(native, 32)));
      await dialog.getByRole("radio", { name: /As it was judged/ }).check();
      await expect(dialog.locator("ef-picture canvas")).toHaveAttribute("width", "32");
    } else {
      expect((await downloadedPng(page, dialog, "PNG, 512 × 512")).width).toBe(512);
    }
    await dialog.getByRole("button", { name: "Close" }).click();

    await certain.getByRole("button", { name: "Reset this figure" }).click();
    await expect(certain.getByRole("radio", { name: "Uphill, by gradient" })).toBeChecked();
    await certain.getByRole("radio", { name: way }).check();
    await expect(verdict(certain)).toContainText("Prepared beforehand");
  });
}

test("the same ancestors have the same children, others have others", async ({ page, site }) => {
  test.slow();
  await page.goto(site.address);
  const certain = await figure(page, "ef-certain");
  await certain.getByRole("radio", { name: "By breeding patterns" }).check();
  await certain.getByRole("radio", { name: /Linear/ }).check();
  const bred = async () => {
    await certain.getByRole("button", { name: "One generation" }).click();
    await expect(verdict(certain)).toContainText("Paused. Generation 1:", PATIENCE);
    await certain.getByRole("button", { name: "Stop, keep the best" }).click();
    await expect(verdict(certain)).toContainText("Stopped with");
    return certain.locator(".how").allTextContents();
  };
  const first = await bred();
  expect(await bred()).toEqual(first);
  await certain.getByRole("button", { name: "Other ancestors" }).click();
  await expect(verdict(certain)).toContainText(BREEDING, PATIENCE);
  await expect.poll(() => told(certain, "Generation"), PATIENCE).toBeGreaterThanOrEqual(1);
  await certain.getByRole("button", { name: "Stop, keep the best" }).click();
  await expect(verdict(certain)).toContainText("Stopped with");
  expect(await certain.locator(".how").allTextContents()).not.toEqual(first);
});

test("another way stops the first, and each keeps what it found", async ({ page, site }) => {
  test.slow();
  await page.goto(site.address);
  const certain = await figure(page, "ef-certain");
  await certain.getByRole("radio", { name: "By breeding pixels" }).check();
  await certain.getByRole("button", { name: "Breed pixels" }).click();
  await expect(verdict(certain)).toContainText(BREEDING, PATIENCE);
  await expect.poll(() => told(certain, "Generation"), PATIENCE).toBeGreaterThanOrEqual(1);
  await certain.getByRole("radio", { name: "By breeding patterns" }).check();
  await expect(verdict(certain)).toContainText("Prepared beforehand");
  await certain.getByRole("radio", { name: "By breeding pixels" }).check();
  await expect(verdict(certain)).toContainText("Stopped with");
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ viewport: { width: 360, height: 780 }, colorScheme });
    test("bred patterns, their numbers and their close look: axe finds nothing, nothing is too wide", async ({ page, site }) => {
      test.slow();
      await page.goto(site.address);
      const certain = await figure(page, "ef-certain");
      await certain.getByRole("radio", { name: "By breeding patterns" }).check();
      await certain.getByText("The same in numbers").first().click();
      await expect(certain.getByRole("row")).not.toHaveCount(1);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      await certain.getByRole("button", { name: /^Bred to be: dog/ }).click();
      await expect(certain.getByRole("button", { name: "PNG, 1024 × 1024" })).toBeEnabled(PATIENCE);
      expect(await violations(page)).toEqual([]);
    });
  });
}

/** A number of the row of numbers. */
async function told(certain: Locator, name: string): Promise<number> {
  const entry = certain.locator(".tally > div").filter({ has: certain.page().getByText(name, { exact: true }) });
  return Number((await entry.locator("dd").textContent())!.replace(/,/g, ""));
}

async function confidences(certain: Locator): Promise<number[]> {
  const texts = await certain.locator(".how").allTextContents();
  return texts.map((text) => Number.parseFloat(text.replace(/^[^\d]*/, "")));
}

async function downloadedPng(page: Page, dialog: Locator, name: string): Promise<PNG> {
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name }).click()]);
  return PNG.sync.read(readFileSync(await download.path()));
}

function enlarged({ width, data }: PNG, zoom: number): PNG {
  const large = new PNG({ width: width * zoom, height: width * zoom });
  for (let at = 0; at < large.data.length; at++) {
    const [x, y] = [Math.floor(((at >> 2) % large.width) / zoom), Math.floor((at >> 2) / large.width / zoom)];
    large.data[at] = data[(y * width + x) * 4 + (at & 3)]!;
  }
  return large;
}

/** The summed squares of all steps from a pixel to the next one on the right: a smooth drawing has many small ones. */
function roughness({ width, data }: PNG): number {
  let sum = 0;
  for (let at = 4; at < data.length; at++) if ((at >> 2) % width !== 0) sum += (data[at]! - data[at - 4]!) ** 2;
  return sum;
}
