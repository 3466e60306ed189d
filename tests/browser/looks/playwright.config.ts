import { defineConfig } from "@playwright/test";
import { launchOptions } from "../browser.mjs";

/** Not among the tests that must pass on any machine: another version of the browser, or other fonts, may break a line elsewhere. */
export default defineConfig({
  testDir: ".",
  testMatch: "*.test.ts",
  snapshotPathTemplate: "{testDir}/{arg}{ext}",
  outputDir: "../test-results",
  fullyParallel: false,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: { launchOptions, serviceWorkers: "block" },
});
