import { expect, readThrough, test } from "./site";

test("the page can be read, and the opening's slider works, before anything heavy is fetched", async ({ page, site }) => {
  const heavy: string[] = [];
  page.on("request", (request) => {
    if (/\.(wasm|onnx)$/.test(new URL(request.url()).pathname)) heavy.push(request.url());
  });
  await page.goto(site.address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Easily Fooled");
  const opening = page.locator("ef-opening");
  const before = await opening.getByRole("img").nth(1).screenshot();
  const slider = opening.getByRole("slider");
  await slider.focus();
  await slider.press("End");
  await expect(opening).toContainText("30 times as strong");
  expect((await opening.getByRole("img").nth(1).screenshot()).equals(before)).toBe(false);
  await readThrough(page);
  expect(heavy).toEqual([]);
});

test("every figure shows a finished result before the first click, and says that it was prepared", async ({ page, site }) => {
  await page.goto(site.address);
  await readThrough(page);
  for (const name of ["ef-fool-one", "ef-certain", "ef-without-keys", "ef-ask-several", "ef-lab"]) {
    await expect(page.locator(name).locator(".verdict")).toContainText("Prepared beforehand");
  }
  await expect(page.locator("ef-fool-one .verdict")).toContainText("Target reached");
  await expect(page.locator("ef-certain .verdict")).toContainText("All ten filled");
});

test("guesses are asked for before the answers", async ({ page, site }) => {
  await page.goto(site.address);
  const budget = page.locator("ef-guess-budget");
  await budget.getByRole("slider").fill("20");
  await expect(budget).not.toContainText("enough");
  await budget.getByRole("button", { name: "That is my guess" }).click();
  await expect(budget).toContainText("enough");

  await page.locator("#certain").scrollIntoViewIfNeeded();
  const cat = page.locator("ef-guess-cat");
  await expect(cat.getByRole("button", { name: "That is my guess" })).toBeDisabled();
  await cat.getByRole("radio").nth(2).check({ force: true });
  await cat.getByRole("button", { name: "That is my guess" }).click();
  await expect(cat).toContainText(/square \d/i);

  await page.locator("#ask-several").scrollIntoViewIfNeeded();
  const plan = page.locator("ef-guess-plan");
  await plan.getByRole("radio", { name: "Fool all at once" }).check();
  await plan.getByRole("button", { name: "That is my guess" }).click();
  await expect(plan).toContainText("all at once");
  await expect(plan).toContainText(/\d+ of \d+/);
});

test("nothing jumps while the page loads and is read", async ({ page, site }) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    (window as unknown as { shifts: number[] }).shifts = shifts;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) shifts.push(entry.value);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(site.address);
  await readThrough(page);
  const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
  expect(shifts.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.05);
});

test("the prose is in the page without any script", async ({ browser, site }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.address);
  await expect(page.getByRole("heading", { name: "Certain about nothing" })).toBeVisible();
  await expect(page.getByText("walk uphill until the network")).toBeVisible();
  await context.close();
});
