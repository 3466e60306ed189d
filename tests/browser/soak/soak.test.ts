import { writeFileSync } from "node:fs";
import type { CDPSession, Page } from "@playwright/test";
import { memories, openCores } from "../core-drill.ts";
import { fingerprint } from "../fingerprint.ts";
import { alone, expect, figure, test, verdict } from "../site.ts";
import { attack, DEEDS } from "../visit.ts";
import { csv, type Sample, svg } from "./curve.ts";
import { MINUTES } from "./playwright.config.ts";

const write = (name: string, text: string) => writeFileSync(new URL(name, import.meta.url), text);

/** Rounds after which every net has been loaded once: a core's memory grows with the largest work that it had, and never shrinks. */
const WARM_UP = alone.length + 1;
const MOST_GROWTH = 1.2;

/** Runs that hang on nothing but their seeds: one by gradients, one by questions. */
async function seeded(page: Page): Promise<string[]> {
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("button", { name: "Reset this figure" }).click();
  await one.getByRole("radio", { name: /Tiny net/ }).click({ force: true });
  await expect(verdict(one)).toContainText("Before any attack");
  await attack(one, /^Make it a ship/);
  const lab = await figure(page, "ef-lab");
  await lab.getByRole("button", { name: "Reset this figure" }).click();
  await lab.getByRole("radio", { name: /Linear/ }).check();
  await expect(verdict(lab)).toContainText("Before any attack");
  await lab.getByRole("combobox", { name: "Attack", exact: true }).selectOption("square");
  const steps = lab.locator("[data-parameter=steps]").getByRole("spinbutton");
  await steps.fill("400");
  await steps.press("Tab");
  await attack(lab, /^Square/);
  return Promise.all([one, lab].map((of) => of.locator("ef-picture.result canvas").evaluate(fingerprint)));
}

/** Other nets than the deeds ask, a new one in each round; and another page, opened and left. */
async function wander(page: Page, round: number, address: string): Promise<void> {
  const one = await figure(page, "ef-fool-one");
  const nets = one.locator("ef-nets input[type=radio]");
  await nets.nth(round % (await nets.count())).check({ force: true });
  await attack(one, /^Make it/);
  const other = await page.context().newPage();
  await other.goto(`${address}figure.html#v=1&figure=fool-one&net=tiny`);
  await attack(other.locator("ef-fool-one"), /^Make it/);
  await other.close();
}

async function resetAll(page: Page): Promise<void> {
  for (const button of await page.getByRole("button", { name: "Reset this figure" }).all()) await button.click();
}

async function measured(page: Page, session: CDPSession): Promise<Pick<Sample, "heap" | "wasm" | "workers" | "nodes">> {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const value = (name: string) => metrics.find((metric) => metric.name === name)!.value;
  const wasm = await memories(page);
  return { heap: value("JSHeapUsedSize"), nodes: value("Nodes"), wasm: wasm.reduce((sum, bytes) => sum + bytes, 0), workers: wasm.length };
}

test(`${MINUTES} minutes of use leave neither errors nor memory behind, and seeds keep their pictures`, async ({ page, site }) => {
  await openCores(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await page.goto(site.address);
  const first = await seeded(page);
  const samples: Sample[] = [];
  const began = Date.now();
  const minutes = () => (Date.now() - began) / 60_000;
  let warm: Sample | undefined;
  for (let rounds = 0; minutes() < MINUTES || rounds <= WARM_UP; rounds++) {
    const sample = async () => ({ minute: minutes(), rounds, ...(await measured(page, session)) });
    // Between rounds, when everything is at rest.
    await resetAll(page);
    const rested = await sample();
    if (rounds === WARM_UP) warm = rested;
    samples.push(rested);
    for (const deed of Object.values(DEEDS)) {
      await deed(page);
      if (minutes() - samples.at(-1)!.minute >= 1) samples.push(await sample());
    }
    await wander(page, rounds, site.address);
    expect(await seeded(page)).toEqual(first);
    // What there is so far, should it end here.
    write("curve.csv", csv(samples));
    write("curve.svg", svg(samples));
  }
  await resetAll(page);
  const last: Sample = { minute: minutes(), rounds: samples.at(-1)!.rounds + 1, ...(await measured(page, session)) };
  samples.push(last);
  write("curve.csv", csv(samples));
  write("curve.svg", svg(samples));
  expect(last.heap, "scripts of the page").toBeLessThan(warm!.heap * MOST_GROWTH);
  expect(last.wasm, "cores of all workers").toBeLessThan(warm!.wasm * MOST_GROWTH);
  expect(last.nodes, "nodes of the page").toBeLessThan(warm!.nodes * MOST_GROWTH);
});
