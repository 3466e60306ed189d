import { expect, figure, test, violations } from "./site";

/** Some thousand gradients on one thread of a busy machine. */
const PATIENCE = { timeout: 150_000 };
const WORDS = /^(Holds|Half true|Fails|Not measured yet)$/;

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the verdicts, their numbers and what to do about it can be read", async ({ page, site }) => {
    await page.goto(site.address);
    const cards = page.locator(".verdict-card");
    await expect(cards).toHaveCount(8);
    for (const card of await cards.all()) {
      await expect(card.locator(".word")).toHaveText(WORDS);
      await expect(card.locator(".reason")).not.toBeEmpty();
      expect(await card.locator(".score-row").count()).toBeGreaterThan(0);
      await expect(card.locator("a.took")).toHaveAttribute("href", /^#/);
    }
    await expect(page.locator("#scorecard")).toContainText(/Of eight claims, /);
    await expect(page.locator("#scorecard")).toContainText("So what does help?");
  });
});

test("a verdict leads to its chapter, its command and its rule", async ({ page, site }) => {
  await page.goto(site.address);
  const card = page.locator("#verdict-keys");
  await card.scrollIntoViewIfNeeded();
  await card.getByText("The command").click();
  await expect(card.locator("code").first()).toContainText("make experiments DATA=DIR");
  for (const href of await page.locator(".verdict-card a.took").evaluateAll((links) => links.map((link) => link.getAttribute("href")!))) {
    await expect(page.locator(href)).toHaveCount(1);
  }
  await page.getByText("How the verdicts are decided").click();
  await expect(page.locator("details.rules")).toContainText("Fooled by whoever only asks: holds from 5 % down, fails from 50 % up.");
  const numbers = await page.request.get(new URL("results/evaluation.json", site.address).href);
  expect(await numbers.json()).toHaveProperty("run.command");
  expect(await violations(page)).toEqual([]);
});

test("a number is repeated here, by keyboard, and stopped", async ({ page, site }) => {
  test.setTimeout(400_000);
  await page.goto(site.address);
  const card = page.locator("#verdict-weights");
  await card.scrollIntoViewIfNeeded();
  const repeat = card.locator("ef-repeat");
  await expect(repeat).toContainText("39 pictures");
  await repeat.getByRole("button", { name: "Repeat on this machine" }).focus();
  await page.keyboard.press("Enter");
  await expect(repeat).toContainText(/\d+ of 39 done/, PATIENCE);
  await expect(repeat).toContainText(/of computing/, PATIENCE);
  await expect(repeat.locator(".score-row .value")).toHaveText(/\d+\s%/);
  await expect(repeat.locator(".score-row .sample")).toContainText(/n = 3\d/);
  await expect(page.locator("#status")).toContainText("Done.");

  // One at a time: the next one ends the one before.
  const keys = page.locator("#verdict-keys ef-repeat");
  await keys.getByRole("button", { name: "Repeat on this machine" }).click();
  await expect(keys).toContainText(/\d+ of 39 done/, PATIENCE);
  await page.locator("#verdict-line ef-repeat").getByRole("button", { name: "Repeat on this machine" }).click();
  await expect(keys).toContainText(/Stopped after \d+ of 39/);
  const line = page.locator("#verdict-line ef-repeat");
  await expect(line).toContainText(/\d+ of 78 done/, PATIENCE);
  await line.getByRole("button", { name: "Stop" }).click();
  await expect(line).toContainText(/Stopped after \d+ of 78/);
  await expect(line.locator(".score-row")).toHaveCount(3);
});

test("every plan on one picture, side by side", async ({ page, site }) => {
  test.setTimeout(200_000);
  await page.goto(site.address);
  const several = await figure(page, "ef-ask-several");
  await several.getByRole("button", { name: "Try all four plans" }).click();
  const plans = several.locator("ef-plans");
  await expect(plans.locator("ef-chart")).toHaveCount(4);
  await expect(plans.locator(".chart p").last()).toContainText(/The vote (is broken|holds)/, PATIENCE);
  await expect(plans.locator("[role=status]")).toContainText(/The vote is broken by|No plan broke the vote/);
});

test("the cost of one more member grows here, and is stopped", async ({ page, site }) => {
  test.setTimeout(200_000);
  await page.goto(site.address);
  const cost = await figure(page, "ef-cost");
  await cost.getByRole("button", { name: /Try it here, on 39 pictures/ }).click();
  await expect(cost.locator(".verdict")).toContainText(/\d+ of \d+ done/, PATIENCE);
  await cost.getByRole("button", { name: "Stop, keep what is done" }).click();
  await expect(cost.locator(".verdict")).toContainText(/Stopped after \d+ of \d+/);
  await expect(cost.locator("ef-chart.right .legend")).toContainText("Strangers, here");
});
