/**
 * How often, how soon and how fast does Square fool the main net in the page? Drives the Lab of the built site as a person
 * would, over the gallery and several seeds: `npm run square` (some minutes; nothing that tests depend on).
 */
import { chromium } from "@playwright/test";
import { launchOptions } from "./browser.mjs";
import { serve } from "./server.mjs";

const RUNS = Number(process.argv[2] ?? 100);
const QUESTIONS = 1000;

const { address, stop } = await serve();
const browser = await chromium.launch(launchOptions);
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
await page.goto(address);
const lab = page.locator("ef-lab");
await lab.scrollIntoViewIfNeeded();
const verdict = lab.locator(".verdict");
const sentence = verdict.locator(".sentence");
await lab.getByRole("combobox", { name: "Attack", exact: true }).selectOption("square");
const type = async (parameter, value) => {
  const box = lab.locator(`[data-parameter=${parameter}]`).getByRole("spinbutton");
  await box.fill(String(value));
  await box.press("Tab");
};
await type("steps", QUESTIONS);
const pictures = await lab.locator(".strip input").evaluateAll((inputs) => inputs.map((input) => input.getAttribute("aria-label")));

const says = (words) => lab.locator(".sentence").filter({ hasText: words }).waitFor({ timeout: 120_000 });

const runs = [];
let wrong = 0;
for (let seed = 1; runs.length < RUNS; seed++) {
  await type("seed", seed);
  for (const name of pictures) {
    if (runs.length === RUNS) break;
    await lab.getByRole("radio", { name, exact: true }).check({ force: true });
    await says(/Before any attack/);
    // Fooled from the start says nothing.
    if (!(await sentence.textContent()).includes("Right.")) {
      wrong += seed === 1 ? 1 : 0;
      continue;
    }
    const pressed = performance.now();
    await lab.getByRole("button", { name: "Square: anything else" }).click();
    await says(/^(Changed|Unchanged)/);
    const wall = performance.now() - pressed;
    const [, amount, unit] = /([\d.]+) (ms|s) of computing/.exec(await verdict.textContent());
    const questions = Number((await lab.locator("ef-counters dd").nth(2).textContent()).replace(",", ""));
    runs.push({ fooled: (await sentence.textContent()).startsWith("Changed"), questions, computing: Number(amount) * (unit === "ms" ? 1 : 1000), wall });
  }
}
await browser.close();
stop();

const middle = (values) => values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)];
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;
const fooled = runs.filter((run) => run.fooled);
const asked = runs.reduce((sum, { questions }) => sum + questions, 0);
const computed = runs.reduce((sum, { computing }) => sum + computing, 0);
console.log(`fooled within ${QUESTIONS} questions: ${fooled.length} of ${runs.length} (${pictures.length - wrong} pictures that the net gets right, by seeds)`);
console.log(`questions of those: median ${middle(fooled.map(({ questions }) => questions))}`);
console.log(`from press to verdict: median ${seconds(middle(runs.map(({ wall }) => wall)))}, longest ${seconds(Math.max(...runs.map(({ wall }) => wall)))}`);
console.log(`computing: median ${seconds(middle(runs.map(({ computing }) => computing)))}; ${(asked / (computed / 1000)).toFixed(0)} questions a second`);
