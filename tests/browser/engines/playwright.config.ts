import { defineConfig } from "@playwright/test";
import { ENGINES } from "./driver.ts";

/** The built site in engines that Playwright cannot drive: its runner, and WebDriver. One browser at a time. */
export default defineConfig<object, { engine: (typeof ENGINES)[number] }>({
  testDir: ".",
  testMatch: "*.test.ts",
  outputDir: "../test-results",
  fullyParallel: false,
  workers: 1,
  retries: process.env.CI ? 1 : 0,
  timeout: 300_000,
  reporter: [["list"]],
  projects: ENGINES.map((engine) => ({ name: engine, use: { engine } })),
});
