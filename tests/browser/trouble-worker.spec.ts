import { fileURLToPath } from "node:url";
import { fillMemory, openCores, trapNext } from "./core-drill.ts";
import { begin, expectNothingLost, prepare } from "./long-run.ts";
import { expect, figure, test, verdict } from "./site.ts";

const REPLACED = "a new one has taken its place";

// The core says in the console what it stumbled over.
test.use({ provoked: /memory allocation of \d+ bytes failed|panicked/ });

test("a trap in the middle of an attack costs the worker, and nothing else", async ({ page, site }) => {
  await openCores(page);
  const one = await prepare(page, site.address);
  const before = await begin(one);
  await trapNext(page);
  await expect(verdict(one)).toContainText(REPLACED);
  await expectNothingLost(one, before);
});

test("no memory left in the middle of an attack, likewise", async ({ page, site }) => {
  await openCores(page);
  const one = await prepare(page, site.address);
  const before = await begin(one);
  await fillMemory(page);
  await expect(verdict(one)).toContainText(REPLACED);
  await expectNothingLost(one, before);
});

test("no memory left for a net of one's own: it can be brought again", async ({ page, site }) => {
  await openCores(page);
  await page.goto(site.address);
  const lab = await figure(page, "ef-lab");
  await lab.getByRole("radio", { name: /Linear/ }).check();
  await expect(verdict(lab)).toContainText("Before any attack");
  await fillMemory(page);
  await lab.getByRole("radio", { name: "Your own network" }).click({ force: true });
  const file = lab.locator("ef-own-net input[type=file]");
  const tiny = fileURLToPath(new URL("../../models/tiny.onnx", import.meta.url));
  await file.setInputFiles(tiny);
  await expect(lab.locator("ef-own-net .problem")).toContainText(REPLACED);
  await file.setInputFiles(tiny);
  await expect(lab).toContainText("from 3 × 32 × 32 values to 10 classes");
});

test("a browser that has no memory for another worker is told what helps, and pressing again works", async ({ page, site }) => {
  await openCores(page, 1);
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText("The browser has no memory left for this. Close other tabs");
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText("Target reached");
});

test("a worker that was ended by somebody else is missed, and replaced", async ({ page, site }) => {
  await page.clock.install();
  const one = await prepare(page, site.address);
  const before = await begin(one);
  for (const worker of page.workers()) await worker.evaluate(() => close());
  await page.clock.runFor(60_000);
  await expect(verdict(one)).toContainText(REPLACED);
  await expectNothingLost(one, before);
});

test("a tab that was hidden and frozen goes on where it was", async ({ page, site }) => {
  await page.clock.install();
  const one = await prepare(page, site.address);
  const before = await begin(one);
  const session = await page.context().newCDPSession(page);
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await session.send("Page.setWebLifecycleState", { state: "active" });
  // An hour has passed, in which nobody could answer.
  await page.clock.fastForward(3_600_000);
  await expect(verdict(one)).toContainText(/\b500 steps, .* of computing/, { timeout: 60_000 });
  await expectNothingLost(one, before);
});
