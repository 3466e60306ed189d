import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, figure, test, verdict } from "./site";

const DONE = /Target reached|Changed|Unchanged|No decision/;
const parameter = (name: string) => `[data-parameter=${name}]`;

test("every attack comes to an end on the smallest net, and counts what it spent", async ({ page, site }) => {
  test.slow();
  await page.goto(site.address);
  const lab = await figure(page, "ef-lab");
  await lab.getByRole("radio", { name: /Linear/ }).check();
  await lab.getByRole("combobox", { name: "Make it" }).selectOption("a ship");
  const methods = lab.getByRole("combobox", { name: "Attack", exact: true });
  const names = await methods.locator("option").evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  expect(names.length).toBeGreaterThanOrEqual(16);
  for (const method of names) {
    await methods.selectOption(method);
    await expect(lab.locator(".attack .about")).toContainText(/, 20\d\d\.$/);
    const steps = lab.locator(parameter("steps")).getByRole("spinbutton");
    if (await steps.count()) {
      await steps.fill("3");
      await steps.press("Tab");
    }
    await lab.getByRole("button", { name: /make it a ship$/ }).click();
    await expect(verdict(lab), method).toContainText(DONE);
    await expect(verdict(lab), method).toContainText(/\d+ steps?/);
    const spent = await lab.locator("ef-counters dd").allTextContents();
    expect(Number(spent[2]!.replace(",", "")), `${method}: questions`).toBeGreaterThan(0);
    const asksOnly = ["square", "nes", "spsa", "one-pixel", "hopskipjump"].includes(method);
    expect(spent[1] === "0", `${method}: gradients`).toBe(asksOnly);
  }
});

test("a parameter is changed, put right where it is out of range, and put back", async ({ page, site }) => {
  await page.goto(site.address);
  const lab = await figure(page, "ef-lab");
  await lab.getByRole("combobox", { name: "Attack", exact: true }).selectOption("pgd");
  const steps = lab.locator(parameter("steps"));
  const box = steps.getByRole("spinbutton", { name: "Steps" });
  await expect(box).toHaveValue("20");
  await box.fill("1000000");
  await box.press("Tab");
  await expect(steps).toContainText("“Steps” goes from 1 to 100,000; 100,000 is in place now.");
  await expect(box).toHaveValue("100000");
  await steps.getByRole("button", { name: "Steps: back to the default" }).click();
  await expect(box).toHaveValue("20");
  // The step size follows the budget as long as nobody chose it.
  const size = lab.locator(parameter("stepSize")).getByRole("spinbutton");
  await expect(size).toHaveValue("1");
  const budget = lab.locator(parameter("epsilon")).getByRole("spinbutton");
  await budget.fill("16");
  await budget.press("Tab");
  await expect(size).toHaveValue("2");
  await lab.getByRole("combobox", { name: "Budget counts" }).selectOption("l2");
  await expect(budget).toHaveValue("0.5");
  await lab.getByRole("checkbox", { name: "no limit" }).check();
  await expect(budget).toBeDisabled();
});

test("one step, go on, stop; the details hold what was set", async ({ page, site }) => {
  await page.goto(site.address);
  const lab = await figure(page, "ef-lab");
  await lab.getByRole("combobox", { name: "Attack", exact: true }).selectOption("square");
  const budget = lab.locator(parameter("epsilon")).getByRole("spinbutton");
  await budget.fill("1");
  await budget.press("Tab");
  await lab.getByRole("button", { name: "One step" }).focus();
  await page.keyboard.press("Enter");
  await expect(verdict(lab)).toContainText("Paused after step 1 of 5000");
  await lab.getByRole("button", { name: "Go on" }).click();
  await lab.getByRole("button", { name: "Stop, keep the best" }).click();
  await expect(verdict(lab)).toContainText(DONE);
  await lab.locator("ef-chart.loss").getByText("The same in numbers").click();
  await expect(lab.locator("ef-chart.loss").getByRole("row")).not.toHaveCount(1);
  const [download] = await Promise.all([page.waitForEvent("download"), lab.getByRole("button", { name: "Details as JSON" }).click()]);
  const record = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(record).toMatchObject({ attack: { method: "square", seed: 1, epsilon: expect.closeTo(1 / 255, 6) }, spent: { gradients: 0 }, warnings: expect.any(Array) });
  expect(record.models[0].sha256).toMatch(/^[0-9a-f]{64}$/);
});

test("a council can be attacked, all at once or one only, by any rule", async ({ page, site }) => {
  await page.goto(site.address);
  const lab = await figure(page, "ef-lab");
  await lab.getByRole("radio", { name: "Several that vote" }).check();
  await expect(verdict(lab)).toContainText(/Before any attack/);
  await expect(lab.locator("ef-chart.confidence .legend li")).toHaveCount(3);
  await lab.getByRole("radio", { name: "2", exact: true }).check();
  await lab.getByRole("radio", { name: "all or nobody" }).check();
  await lab.getByRole("combobox", { name: "Attack", exact: true }).selectOption("bim");
  await lab.getByRole("combobox", { name: "Whom it attacks" }).selectOption("only");
  const which = lab.locator(parameter("member")).getByRole("spinbutton");
  await which.fill("5");
  await which.press("Tab");
  await expect(which).toHaveValue("1");
  await lab.getByRole("button", { name: "BIM: anything else" }).click();
  await expect(verdict(lab)).toContainText(DONE);
  await expect(verdict(lab)).toContainText(/members (was|were) fooled/);
  await lab.getByRole("radio", { name: "One network" }).check();
  await expect(lab.locator(parameter("strategy"))).toHaveCount(0);
});

test("an ascent needs a wish, and every attack can be read about", async ({ page, site }) => {
  await page.goto(site.address);
  const lab = await figure(page, "ef-lab");
  await lab.getByRole("combobox", { name: "Attack", exact: true }).selectOption("ascent");
  await expect(lab).toContainText("It climbs towards a class: wish for one.");
  await expect(lab.getByRole("button", { name: "Ascent: anything else" })).toBeDisabled();
  await lab.getByText("All attacks at a glance").click();
  await expect(lab.getByRole("rowheader", { name: "HopSkipJump" })).toBeVisible();
  await lab.getByRole("button", { name: "Reset this figure" }).click();
  await expect(verdict(lab)).toContainText("Prepared beforehand");
});

test("a net of one's own: its classes, how it wants its pictures, and one of another size", async ({ page, site }) => {
  await page.goto(site.address);
  const lab = await figure(page, "ef-lab");
  const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
  await lab.getByRole("radio", { name: "Your own network" }).click({ force: true });
  await lab.locator("ef-own-net input[type=file]").setInputFiles(file("tests/goldens/abs_neg.onnx"));
  await expect(lab).toContainText("They are scaled to 4 × 5 before the network sees them");

  await lab.locator("ef-own-net input[type=file]").setInputFiles(file("models/tiny.onnx"));
  await expect(lab).toContainText("from 3 × 32 × 32 values to 10 classes");
  await expect(lab.locator(".pictures")).toContainText("frog");
  await lab.getByRole("textbox", { name: "Class names" }).fill("zero, one");
  await lab.getByRole("textbox", { name: "Class names" }).press("Tab");
  await expect(lab.locator(".pictures")).toContainText("class 6");
  await lab.getByRole("combobox", { name: "Attack", exact: true }).selectOption("fgsm");
  await lab.getByRole("button", { name: "FGSM: anything else" }).click();
  await expect(verdict(lab)).toContainText(/Changed|Unchanged/);
  await expect(lab.getByRole("button", { name: "Copy link" })).toBeDisabled();

  await lab.getByRole("textbox", { name: "Mean of each channel" }).fill("0.5, 0.5");
  await lab.getByRole("textbox", { name: "Mean of each channel" }).press("Tab");
  await expect(lab).toContainText("takes one number, or three, or nothing");
  await lab.getByRole("radio", { name: "One network" }).click({ force: true });
  await expect(lab.locator(".pictures")).toContainText("frog");
  await expect(lab.getByRole("button", { name: "Copy link" })).toBeEnabled();
});

test("a run in slow motion can be hurried, and two runs are read side by side", async ({ page, site }) => {
  await page.goto(site.address);
  const lab = await figure(page, "ef-lab");
  await lab.getByRole("combobox", { name: "Attack", exact: true }).selectOption("pgd");
  await lab.getByRole("checkbox", { name: "Slowly" }).check();
  await lab.getByRole("button", { name: "PGD: anything else" }).click();
  await expect(lab.getByRole("button", { name: "Pause" })).toBeVisible();
  const step = async () => Number(/\d+/.exec(await verdict(lab).locator(".details").innerText())?.[0]);
  await expect.poll(step).toBeGreaterThan(1);
  // At three steps a second a hundred of them would take half a minute.
  expect(await step()).toBeLessThan(30);
  await lab.getByRole("checkbox", { name: "Slowly" }).uncheck();
  await expect(verdict(lab)).toContainText(/Changed|Unchanged/, { timeout: 8_000 });

  await lab.getByRole("button", { name: "Keep it, to compare" }).click();
  await expect(lab).toContainText("Change what you like and run again");
  await lab.getByRole("combobox", { name: "Attack", exact: true }).selectOption("fgsm");
  await lab.getByRole("button", { name: "FGSM: anything else" }).click();
  const table = lab.getByRole("table", { name: "Two runs side by side" });
  await expect(table.getByRole("row", { name: /^Attack/ })).toContainText("PGD");
  await expect(table.getByRole("row", { name: /^Attack/ })).toContainText("FGSM");
  await expect(table.getByRole("row", { name: /^Gradients/ }).getByRole("cell").last()).toHaveText("1");
  await lab.getByRole("button", { name: "Forget the kept run" }).click();
  await expect(table).toHaveCount(0);
});
