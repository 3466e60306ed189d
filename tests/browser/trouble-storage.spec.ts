import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { begin, expectNothingLost, prepare } from "./long-run.ts";
import { serve } from "./server.mjs";
import { expect, figure, test, verdict } from "./site.ts";

const WORKER = readFileSync(fileURLToPath(new URL("../../dist/sw.js", import.meta.url)), "utf8");
// Each test has a host of its own.
test.use({ serviceWorkers: "allow", provoked: /request to http:/ });

/** The site with another service worker, which may change while it is open. */
async function hosted(served: { worker: string }) {
  return serve(0, undefined, undefined, (path: string, response: ServerResponse) => {
    if (path !== "sw.js") return false;
    response.writeHead(200, { "content-type": "text/javascript" }).end(served.worker);
    return true;
  });
}

async function limit(page: Page, quotaSize: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(page.url()).origin, quotaSize });
}

async function foolOne(page: Page): Promise<void> {
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText("Target reached");
}

test("no room for all of it: what was kept stays, the page says so and goes on", async ({ page, site }) => {
  await page.goto(site.address);
  const foot = page.locator("#offline");
  await expect(foot).toContainText("works without a network from now on", { timeout: 30_000 });
  await limit(page, 3_000_000);
  await foot.getByRole("button", { name: /Keep all of it here/ }).click();
  await expect(foot).toContainText("no room left for all of it", { timeout: 30_000 });
  await foolOne(page);
  await limit(page, 1_000_000_000);
  await foot.getByRole("button", { name: /Keep all of it here/ }).click();
  await expect(foot).toContainText("All of this page is on this device", { timeout: 30_000 });
});

test("no room for anything: the page says that it needs a network", async ({ page }) => {
  const { address, stop } = await hosted({ worker: `Cache.prototype.put = async () => { throw new DOMException("Quota exceeded.", "QuotaExceededError"); };\n${WORKER}` });
  await page.goto(address);
  await expect(page.locator("#offline")).toContainText("keeps nothing of this page", { timeout: 30_000 });
  await foolOne(page);
  stop();
});

test("a storage that is refused later on is gone round", async ({ page }) => {
  const { address, stop } = await hosted({
    worker: `let refused = false;
      const open = caches.open.bind(caches);
      caches.open = async (name) => { if (refused) throw new DOMException("The operation is insecure.", "SecurityError"); return open(name); };
      self.addEventListener("message", ({ data }) => { refused ||= data === "refuse"; });
      ${WORKER}`,
  });
  await page.goto(address);
  await expect(page.locator("#offline")).toContainText("from now on", { timeout: 30_000 });
  await page.evaluate(() => navigator.serviceWorker.controller!.postMessage("refuse"));
  await page.reload();
  await foolOne(page);
  stop();
});

test("a newer version comes in the middle of a run: the run goes on, in this tab and in another that loads it", async ({ page, context }) => {
  const served = { worker: WORKER };
  const { address, stop } = await hosted(served);
  await page.goto(address);
  await expect(page.locator("#offline")).toContainText("from now on", { timeout: 30_000 });
  const one = await prepare(page, address);
  const before = await begin(one);
  await one.getByRole("button", { name: "Pause" }).click();

  served.worker = WORKER.replace(/const BUILD = "\w+"/, 'const BUILD = "another"');
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())!.update()));
  await expect(page.locator("#offline")).toContainText("There is a newer version of this page.", { timeout: 30_000 });
  const other = await context.newPage();
  await other.goto(address);
  // A browser ends the old worker once it has nothing to do, and then the new one begins; not while a test looks at both.
  const session = await context.newCDPSession(other);
  await session.send("ServiceWorker.enable");
  const news = other.locator("#offline .news");
  await expect(async () => {
    if (await news.isVisible()) await news.getByRole("button", { name: "Load it" }).click({ timeout: 1000 });
    await other.waitForTimeout(500);
    await session.send("ServiceWorker.stopAllWorkers");
    await expect(news).toHaveCount(0, { timeout: 3000 });
  }).toPass({ timeout: 40_000 });

  await one.getByRole("button", { name: "Go on" }).click();
  await expect(verdict(one)).toContainText(/\b500 steps, .* of computing/, { timeout: 60_000 });
  await expectNothingLost(one, before);
  stop();
});
