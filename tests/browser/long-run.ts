/** A visitor in the middle of an attack on a picture and with settings of their own, and what must still be theirs after a failure. */
import { expect, type Locator, type Page } from "@playwright/test";
import { fingerprint } from "./fingerprint.ts";
import { figure, verdict } from "./site.ts";

async function put(one: Locator, name: string | RegExp, value: string): Promise<void> {
  const field = one.getByRole("spinbutton", { name });
  await field.fill(value);
  await field.press("Tab");
}

export const shown = (one: Locator) => one.locator("ef-picture.result canvas").evaluate(fingerprint);

/** Chooses, without beginning. */
export async function prepare(page: Page, address: string): Promise<Locator> {
  await page.goto(address);
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("radio", { name: /Plain/ }).click({ force: true });
  await one.getByRole("radio", { name: /^deer/ }).first().check({ force: true });
  await expect(verdict(one)).toContainText("Before any attack");
  await one.getByText("More: method").click();
  await put(one, "Steps", "500");
  await put(one, /Budget/, "1");
  return one;
}

/** Begins, and returns what the untouched picture looks like. */
export async function begin(one: Locator): Promise<string> {
  const before = await shown(one);
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText(/Step [1-9]\d* of 500/);
  // The first steps are too small for 8 bits.
  await expect.poll(() => shown(one)).not.toBe(before);
  return before;
}

/** Picture, settings and what the attack had come to are still there, and the next try comes to its end. */
export async function expectNothingLost(one: Locator, before: string): Promise<void> {
  await expect(one.getByRole("radio", { name: /^deer/ }).first()).toBeChecked();
  await expect(one.getByRole("spinbutton", { name: "Steps" })).toHaveValue("500");
  expect(await shown(one)).not.toBe(before);
  await expect(one.getByRole("button", { name: "PNG, 32 × 32" })).toBeEnabled();
  await put(one, "Steps", "10");
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText(/\b10 steps, .* of computing/);
}
