import { expect, figure, test, titleOf, verdict } from "./site";

/** Some hundred forward passes on one thread of a busy machine. */
const PATIENCE = { timeout: 60_000 };

test("a guess, then the answer", async ({ page, site }) => {
  await page.goto(site.address);
  await page.locator("#straight-line").scrollIntoViewIfNeeded();
  const guess = page.locator("ef-guess-line");
  await guess.getByRole("radio", { name: "it becomes unsure" }).check();
  await guess.getByRole("button", { name: "That is my guess" }).click();
  await expect(guess).toContainText("Not at all");
  await expect(guess).toContainText(/at least 99 % certain on \d+ and \d+ of them/);
});

test("before the first click there is a walk that can be zoomed, walked along and turned", async ({ page, site }) => {
  await page.goto(site.address);
  const walk = await figure(page, "ef-straight-line");
  await expect(verdict(walk)).toContainText("Prepared beforehand");
  await expect(verdict(walk)).toContainText(/none leaves it by more than 1 in [\d,]+ of the largest/);
  await walk.getByRole("button", { name: "Zoom out tenfold" }).click();
  await expect(walk.getByRole("radio", { name: "10", exact: true })).toBeChecked();
  const slider = walk.getByRole("slider", { name: "Walk along the line" });
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", /^α = 0: frog/);
  await page.keyboard.press("End");
  await expect(slider).toHaveAttribute("aria-valuetext", /^α = 10:/);
  await expect(walk).toContainText("every value lies beyond black or white");
  await walk.getByRole("radio", { name: "its scores" }).check();
  await walk.getByRole("radio", { name: "a random way" }).check();
  await expect(walk.getByRole("img", { name: /From the picture to α = 10\./ })).toBeVisible();
  await expect(verdict(walk)).toContainText("Prepared beforehand");
  for (const reach of ["0.1", "100: far", "1: the edge"]) {
    await walk.getByRole("radio", { name: reach }).check();
    await expect(walk.getByRole("img", { name: /A map of what the network sees/ })).toBeVisible();
  }
});

test("walked here, on another net and towards a class, by keyboard", async ({ page, site }) => {
  test.slow();
  await page.goto(site.address);
  const walk = await figure(page, "ef-straight-line");
  await walk.getByRole("radio", { name: new RegExp(titleOf("linear")) }).check();
  await expect(verdict(walk)).toContainText("This network never bends", PATIENCE);
  await expect(verdict(walk)).not.toContainText("Prepared");
  await expect(walk).toContainText("Press to draw it anew");
  await walk.getByRole("radio", { name: "towards a class" }).focus();
  await page.keyboard.press("Space");
  await expect(verdict(walk)).toContainText("This network never bends", PATIENCE);
  await walk.getByRole("combobox", { name: "Towards" }).selectOption("cat");
  await expect(walk).toContainText("towards a cat", PATIENCE);
  await walk.getByRole("button", { name: "Draw the map here" }).click();
  await expect(walk).toContainText("Drawn here", PATIENCE);
  await expect(page.locator("#status")).toContainText("Drawn here");
  await walk.getByRole("button", { name: "Reset this figure" }).click();
  await expect(verdict(walk)).toContainText("Prepared beforehand");
});

test("another picture is walked from at once; a stop leaves what was there", async ({ page, site }) => {
  test.slow();
  await page.goto(site.address);
  const walk = await figure(page, "ef-straight-line");
  await walk.getByRole("button", { name: "Walk it here" }).click();
  await walk.getByRole("button", { name: "Stop" }).click();
  await expect(verdict(walk)).toContainText("Prepared beforehand");
  await walk.getByRole("radio", { name: /^horse/ }).first().check({ force: true });
  await expect(verdict(walk)).toContainText(/It becomes certain|It is certain|It does not become certain/, PATIENCE);
  await expect(verdict(walk)).toContainText(/switches inside the network flip|still bends/);
});
