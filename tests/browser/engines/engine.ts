import { expect, test as plain } from "@playwright/test";
import type { WebDriver } from "selenium-webdriver";
import { serve } from "../server.mjs";
import { type Engine, start } from "./driver.ts";
import { LISTENER } from "./listener.ts";
import { Tab } from "./tab.ts";

interface PerTest {
  skipped: void;
  tab: Tab;
}

interface PerWorker {
  engine: Engine;
  site: { address: string };
  driven: WebDriver;
}

const drivable = (process.env.ENGINES ?? "").split(/\s+/);

/** A browser of the project's engine, and a page that fails its test on anything its console is told. */
export const test = plain.extend<PerTest, PerWorker>({
  engine: ["firefox", { option: true, scope: "worker" }],
  site: [
    async ({}, use) => {
      const { address, stop } = await serve(0, undefined, LISTENER);
      await use({ address });
      stop();
    },
    { scope: "worker" },
  ],
  driven: [
    async ({ engine }, use) => {
      const { browser, stop } = await start(engine);
      await use(browser);
      await stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  // First of all, so that nothing is started that is not here.
  skipped: [
    async ({ engine }, use, { skip }) => {
      skip(!drivable.includes(engine), `${engine} is not here`);
      await use();
    },
    { auto: true },
  ],
  tab: async ({ driven, site }, use) => {
    const tab = new Tab(driven);
    await use(tab);
    expect(await tab.complaints(new URL(site.address).host)).toEqual([]);
  },
});

export { expect };
