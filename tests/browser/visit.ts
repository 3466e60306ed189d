/** A visitor who tries everything: each figure on the page, by its main button, on the smallest nets. */
import { fileURLToPath } from "node:url";
import { expect, type Locator, type Page } from "@playwright/test";
import { figure, verdict } from "./site.ts";

/** Two busy processors. */
const PATIENCE = { timeout: 90_000 };
const OUTCOME = /Target reached|Changed|Unchanged|No decision/;

export type Deed = (page: Page) => Promise<void>;

/** Ends a measurement that has begun, unless it was quicker. */
async function stopEarly(measuring: Locator): Promise<void> {
  const stop = measuring.getByRole("button", { name: /^Stop, keep what is done/ });
  await expect(verdict(measuring)).toContainText(/[1-9]\d* of \d+ done|of computing/, PATIENCE);
  if (await stop.isVisible()) await stop.click({ timeout: 2_000 }).catch(() => {});
  await expect(verdict(measuring)).toContainText(/Stopped after \d+ of \d+|of computing/, PATIENCE);
}

/** By name; none depends on another. */
export const DEEDS: Record<string, Deed> = {
  async "fool one"(page) {
    const one = await figure(page, "ef-fool-one");
    await one.getByRole("radio", { name: /Tiny net/ }).click({ force: true });
    await one.getByRole("button", { name: "Make it a ship" }).click();
    await expect(verdict(one)).toContainText(OUTCOME, PATIENCE);
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
    await repeat.getByRole("button", { name: /^Repeat on this machine/ }).click();
    await expect(repeat).toContainText(/Here, just now: .* of computing/, PATIENCE);
  },
  async lab(page) {
    const lab = await figure(page, "ef-lab");
    await lab.getByRole("radio", { name: /Linear/ }).check();
    await lab.getByRole("combobox", { name: "Attack", exact: true }).selectOption("fgsm");
    await lab.getByRole("button", { name: /^FGSM: / }).click();
    await expect(verdict(lab)).toContainText(OUTCOME, PATIENCE);
  },
  async "own net"(page) {
    const lab = await figure(page, "ef-lab");
    await lab.getByRole("radio", { name: "Your own network" }).click({ force: true });
    await lab.locator("ef-own-net input[type=file]").setInputFiles(fileURLToPath(new URL("../../models/tiny.onnx", import.meta.url)));
    await expect(lab).toContainText("from 3 × 32 × 32 values to 10 classes", PATIENCE);
    await lab.getByRole("combobox", { name: "Attack", exact: true }).selectOption("fgsm");
    await lab.getByRole("button", { name: /^FGSM: / }).click();
    await expect(verdict(lab)).toContainText(OUTCOME, PATIENCE);
    await lab.getByRole("radio", { name: "One network" }).click({ force: true });
    await expect(verdict(lab)).toContainText("Before any attack", PATIENCE);
  },
};
