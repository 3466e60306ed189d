/** Makes the links of links.json anew, in Chromium, after nets have changed: `npm run links`. */
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { launchOptions } from "./browser.mjs";
import { serve } from "./server.mjs";

const FILE = new URL("links.json", import.meta.url);
const links = JSON.parse(readFileSync(FILE, "utf8"));
const { address, stop } = await serve();
const browser = await chromium.launch(launchOptions);
for (const link of links) {
  const wanted = new URLSearchParams(link.hash);
  for (const name of ["at", "result"]) wanted.delete(name);
  const page = await browser.newPage();
  await page.goto(`${address}#${wanted}`);
  const figure = page.locator(`ef-${wanted.get("figure")}`);
  await figure.locator("button.main").click({ timeout: 300_000 });
  await figure.locator(".verdict").getByText(/runtime (agrees|says)/).waitFor({ timeout: 300_000 });
  await figure.getByRole("button", { name: "Copy link" }).click();
  link.hash = new URL(page.url()).hash.slice(1);
  link.verdict = (await figure.locator(".verdict .sentence").textContent()).replace(/\s+/g, " ").trim();
  await page.close();
}
await browser.close();
stop();
writeFileSync(FILE, `${JSON.stringify(links, null, 2)}\n`);
