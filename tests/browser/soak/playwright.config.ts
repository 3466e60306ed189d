import { defineConfig } from "@playwright/test";
import { launchOptions } from "../browser.mjs";

/** `make soak`: one page, used without a pause for MINUTES minutes. */
export const MINUTES = Number(process.env.MINUTES ?? 60);

export default defineConfig({
  testDir: ".",
  testMatch: "*.test.ts",
  outputDir: "../test-results",
  workers: 1,
  timeout: (MINUTES + 15) * 60_000,
  expect: { timeout: 60_000 },
  reporter: [["list"]],
  use: { launchOptions, viewport: { width: 1280, height: 900 }, serviceWorkers: "block" },
});
