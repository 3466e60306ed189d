/** Headless Chromium with the bench's page open. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

export function launch() {
  const finder = fileURLToPath(new URL("../find-browser.sh", import.meta.url));
  const executablePath = execFileSync("sh", [finder], { encoding: "utf8" }).trim();
  return chromium.launch({ executablePath, headless: true, args: FLAGS.split(" ") });
}

/** Resolves to {version, call, close}; `call(name, argument)` calls what page.js put into `bench`. Any error of the page is ours. */
export async function openPage(address) {
  const browser = await launch();
  const page = await browser.newPage();
  const failed = new Promise((_, reject) => {
    page.on("pageerror", reject);
    page.on("crash", () => reject(new Error("the page crashed")));
  });
  failed.catch(() => {}); // It may come before anyone waits for it.
  page.on("console", (line) => console.error(line.text()));
  await page.goto(address);
  await Promise.race([page.waitForFunction(() => "bench" in globalThis), failed]);
  return {
    version: browser.version(),
    call: (name, argument) => Promise.race([page.evaluate(([name, argument]) => globalThis.bench[name](argument), [name, argument]), failed]),
    close: () => browser.close(),
  };
}
