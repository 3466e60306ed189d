import { expect, figure, test, verdict } from "./site";

const runner = (name: "weights" | "scores" | "label") => `[data-runner=${name}]`;
/** Some thousand questions on one thread of a busy machine. */
const PATIENCE = { timeout: 150_000 };

test("a guess, then the answer", async ({ page, site }) => {
  await page.goto(site.address);
  await page.locator("#without-keys").scrollIntoViewIfNeeded();
  const guess = page.locator("ef-guess-keys");
  await guess.getByRole("radio", { name: "it cannot be done" }).check();
  await expect(guess).not.toContainText("Fewer than you thought");
  await guess.getByRole("button", { name: "That is my guess" }).click();
  await expect(guess).toContainText("Fewer than you thought");
  await expect(guess).toContainText(/\d+ of them fell within 5,000 questions/);
});

test("three race, on the net that is chosen, and what each paid is told", async ({ page, site }) => {
  test.slow();
  await page.goto(site.address);
  const race = await figure(page, "ef-without-keys");
  await expect(verdict(race)).toContainText("Prepared beforehand");
  await race.getByRole("radio", { name: /Linear/ }).check();
  await expect(verdict(race)).toContainText("Before any attack the network says");
  await race.getByRole("button", { name: "Let all three begin" }).click();
  await expect(verdict(race)).toContainText(/Fooled|Nobody got there/, PATIENCE);
  await expect(verdict(race)).toContainText("of computing, all together");
  await expect(verdict(race)).not.toContainText("Prepared");
  await expect(race.locator(runner("weights"))).toContainText(/There after \d+\sgradients?\./);
  // By type: who has no keys follows no gradient.
  for (const name of ["scores", "label"] as const) {
    await expect(race.locator(runner(name)).locator("dd").first()).toHaveText("0");
    await expect(race.locator(runner(name)).locator("dd").last()).not.toHaveText("0");
  }
  await expect(race.locator("ef-track li")).toHaveCount(3);
  await expect(page.locator("#status")).toContainText(/Fooled|Nobody got there/);
});

test("by keyboard: begin, pause, go on, stop, reset", async ({ page, site }) => {
  test.slow();
  await page.goto(site.address);
  const race = await figure(page, "ef-without-keys");
  await race.getByRole("button", { name: "Let all three begin" }).focus();
  await page.keyboard.press("Enter");
  await expect(race.getByRole("button", { name: "Pause" })).toBeFocused();
  await expect(race.locator(runner("label"))).toContainText(/works …|Goes on/, PATIENCE);
  await page.keyboard.press("Enter");
  await expect(race.getByRole("button", { name: "Go on" })).toBeVisible();
  await page.keyboard.press("Enter");
  await race.getByRole("button", { name: "Stop, keep the best" }).focus();
  await page.keyboard.press("Enter");
  await expect(verdict(race)).toContainText("You stopped it", PATIENCE);
  await race.getByRole("button", { name: "Reset this figure" }).focus();
  await page.keyboard.press("Enter");
  await expect(verdict(race)).toContainText("Prepared beforehand");
});

test("another picture is asked about before anybody attacks it", async ({ page, site }) => {
  await page.goto(site.address);
  const race = await figure(page, "ef-without-keys");
  await race.getByRole("radio", { name: /^horse/ }).first().check({ force: true });
  await expect(verdict(race)).toContainText("Before any attack the network says horse");
  await expect(race.locator(runner("label"))).toContainText("nothing changed yet");
});
