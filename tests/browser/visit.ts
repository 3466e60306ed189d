/** A visitor who tries everything: each figure on the page, by its main button, on the smallest nets. */
import { readFileSync } from "node:fs";
import { expect, type Locator, type Page } from "@playwright/test";
import { figure, verdict } from "./site.ts";

/** Two busy processors. */
const PATIENCE = { timeout: 90_000 };
/** Found here, and not the one that was prepared. */
const OUTCOME = /^(?!.*Prepared beforehand).*(Target reached|Changed|Unchanged|No decision)/s;

export type Deed = (page: Page) => Promise<void>;

/** Begins, and waits for a result. On a busy machine a press may be lost where what is above it moves. */
export async function attack(of: Locator, button: RegExp): Promise<void> {
  await expect(async () => {
    if (!OUTCOME.test(await verdict(of).innerText())) await of.getByRole("button", { name: button }).click({ timeout: 5_000 });
    await expect(verdict(of)).toContainText(OUTCOME, { timeout: 20_000 });
  }).toPass(PATIENCE);
}

/** By the mouse. A file that is chosen by Playwright leaves its input behind: the developer tools keep hold of it. */
async function dropFile(of: Locator, name: string, content: Buffer): Promise<void> {
  await of.evaluate(
    (element, [name, bytes]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
      element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, composed: true, cancelable: true }));
    },
    [name, [...content]] as const,
  );
}

/** Ends a measurement that has begun, unless it was quicker. */
async function stopEarly(measuring: Locator): Promise<void> {
  const stop = measuring.getByRole("button", { name: /^Stop, keep what is done/ });
  await expect(verdict(measuring)).toContainText(/[1-9]\d* of \d+ done|of computing/, PATIENCE);
  if (await stop.isVisible()) await stop.click({ timeout: 2_000 }).catch(() => {});
  await expect(verdict(measuring)).toContainText(/Stopped after \d+ of \d+|of computing|Nothing made yet/, PATIENCE);
}

/** By name; none depends on another. */
export const DEEDS: Record<string, Deed> = {
  async "fool one"(page) {
    const one = await figure(page, "ef-fool-one");
    await one.getByRole("radio", { name: /Tiny net/ }).click({ force: true });
    await attack(one, /^Make it a ship/);
  },
  async certain(page) {
    const certain = await figure(page, "ef-certain");
    await certain.getByRole("radio", { name: /Linear/ }).check();
    await certain.locator("button.main").click();
    await expect(verdict(certain)).toContainText(/\d of 10 filled|All ten filled|reached 99\.99/, PATIENCE);
    await certain.getByRole("button", { name: "Reset this figure" }).click();
  },
  async "straight line"(page) {
    const walk = await figure(page, "ef-straight-line");
    await walk.getByRole("radio", { name: /Linear/ }).check();
    await expect(verdict(walk)).toContainText("This network never bends", PATIENCE);
    await walk.getByRole("button", { name: "Reset this figure" }).click();
  },
  async "without keys"(page) {
    const race = await figure(page, "ef-without-keys");
    await race.getByRole("radio", { name: /Linear/ }).check();
    await race.getByRole("button", { name: "Let all three begin" }).click();
    await expect(verdict(race)).toContainText(/of computing, all together/, PATIENCE);
    await race.getByRole("button", { name: "Reset this figure" }).click();
  },
  async reuse(page) {
    const reuse = await figure(page, "ef-reuse");
    await reuse.locator("button.main").click();
    await stopEarly(reuse);
  },
  async blur(page) {
    const blur = await figure(page, "ef-blur");
    await blur.getByRole("radio", { name: /Linear/ }).check();
    await blur.getByRole("combobox", { name: "Filter" }).selectOption({ label: "JPEG" });
    await expect(blur.locator(".scene .verdict")).toContainText(/A second runtime (agrees|says)/, PATIENCE);
  },
  async "ask several"(page) {
    const several = await figure(page, "ef-ask-several");
    await several.getByRole("radio", { name: "2", exact: true }).check();
    await several.locator("button.main").click();
    await expect(verdict(several)).toContainText(/members (was|were) fooled/, PATIENCE);
  },
  async cost(page) {
    const cost = await figure(page, "ef-cost");
    await cost.getByRole("button", { name: /^Try it here, on \d+ pictures/ }).click();
    await stopEarly(cost);
  },
  async scorecard(page) {
    await page.locator("#verdict-weights").scrollIntoViewIfNeeded();
    const repeat = page.locator("#verdict-weights ef-repeat");
    await repeat.getByRole("button", { name: /^Repeat/ }).click();
    await expect(repeat).toContainText(/Here, just now: .* of computing/, PATIENCE);
  },
  async lab(page) {
    const lab = await figure(page, "ef-lab");
    await lab.getByRole("radio", { name: /Linear/ }).check();
    await lab.getByRole("combobox", { name: "Attack", exact: true }).selectOption("fgsm");
    await attack(lab, /^FGSM: /);
  },
  async "own net"(page) {
    const lab = await figure(page, "ef-lab");
    await lab.getByRole("radio", { name: "Your own network" }).click({ force: true });
    await dropFile(lab, "tiny.onnx", readFileSync(new URL("../../models/tiny.onnx", import.meta.url)));
    await expect(lab).toContainText("from 3 × 32 × 32 values to 10 classes", PATIENCE);
    await lab.getByRole("combobox", { name: "Attack", exact: true }).selectOption("fgsm");
    await attack(lab, /^FGSM: /);
    await lab.getByRole("radio", { name: "One network" }).click({ force: true });
    await expect(verdict(lab)).toContainText("Before any attack", PATIENCE);
  },
};
