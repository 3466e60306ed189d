import { defineConfig } from "@playwright/test";
import { launchOptions } from "./browser.mjs";

/** Against the built site, served by server.mjs (see site.ts). */
export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  fullyParallel: false,
  workers: 1,
  // On a shared machine a run may be starved once; twice is a failure.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: { launchOptions, viewport: { width: 1280, height: 900 }, serviceWorkers: "block" },
});
