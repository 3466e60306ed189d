import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext, Page } from "@playwright/test";
import { PNG } from "pngjs";
import { expect, figure, test, verdict } from "./site.ts";
import { DEEDS } from "./visit.ts";

/** Stands in for the rest of the world: whatever a page, its workers or its service worker ask of another host arrives here. */
async function world() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  server.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { asked, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}

interface Seen {
  strangers: string[];
  told: string[];
}

/** What a context asks of anybody, and whether it tells the host more than which file it wants. */
function watch(context: BrowserContext, host: string): Seen {
  const seen: Seen = { strangers: [], told: [] };
  context.on("request", (request) => {
    const { protocol, host: asked, search } = new URL(request.url());
    if (["data:", "blob:"].includes(protocol)) return;
    if (asked !== host) seen.strangers.push(request.url());
    if (request.method() !== "GET" || request.postData() !== null || (search !== "" && !/^\?lang=\w+$/.test(search))) seen.told.push(`${request.method()} ${request.url()}`);
  });
  context.on("page", (page) => page.on("websocket", (socket) => seen.strangers.push(socket.url())));
  return seen;
}

/** All that a browser keeps for a site. */
async function kept(page: Page) {
  return page.evaluate(async () => ({
    cookies: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    folders: await (await navigator.storage.getDirectory()).keys().next().then(({ done }) => (done ? [] : ["something"])),
    caches: await caches.keys(),
  }));
}

test("over a whole visit nobody but the host is asked, it is told nothing, and only files of the site are kept", async ({ browser, site }) => {
  test.setTimeout(300_000);
  const elsewhere = await world();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    serviceWorkers: "allow",
    proxy: { server: elsewhere.address, bypass: "127.0.0.1" },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const seen = watch(context, new URL(site.address).host);
  const complaints: string[] = [];
  context.on("console", (message) => ["error", "warning"].includes(message.type()) && !/willReadFrequently/.test(message.text()) && complaints.push(message.text()));
  context.on("weberror", (error) => complaints.push(error.error().message));
  await context.addInitScript(() =>
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => console.error(`against the policy: ${violatedDirective} ${blockedURI}`)),
  );
  const page = await context.newPage();
  await page.goto(site.address);
  for (const [name, deed] of Object.entries(DEEDS)) await test.step(name, () => deed(page));

  // A picture of one's own, and a link that holds it.
  const one = await figure(page, "ef-fool-one");
  const mine = new PNG({ width: 40, height: 40 });
  mine.data.fill(200);
  await one.locator("input[type=file]").first().setInputFiles({ name: "mine.png", mimeType: "image/png", buffer: PNG.sync.write(mine) });
  await expect(one).toContainText("Your picture “mine.png”");
  await one.getByRole("button", { name: "Copy link" }).click();
  await expect(one).toContainText("Copied. It contains your picture");
  const link = page.url();

  for (const address of ["embed.html", "figure.html#v=1&figure=lab&net=tiny&method=fgsm", "de/index.html?lang=de"]) {
    const other = await context.newPage();
    await other.goto(`${site.address}${address}`);
    await other.locator("#preview, #fool-one, easily-fooled").first().scrollIntoViewIfNeeded();
    await expect(other.locator("ef-fool-one, ef-lab").first()).toBeVisible();
    await other.close();
  }
  const followed = await context.newPage();
  await followed.goto(link);
  await expect(followed.locator("ef-fool-one")).toContainText("from the link");

  expect(elsewhere.asked).toEqual([]);
  expect(seen).toEqual({ strangers: [], told: [] });
  expect(complaints).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  const { caches: names, ...rest } = await kept(page);
  expect(rest).toEqual({ cookies: "", local: [], session: [], databases: [], folders: [] });
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(name).toMatch(/^easily-fooled http/);
  const strays = await page.evaluate(async () => {
    const addresses: string[] = [];
    for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) addresses.push(url);
    return addresses.filter((address) => !address.startsWith(new URL("./", location.href).href.split("#")[0]!) || /[?#]/.test(address));
  });
  expect(strays).toEqual([]);
  await context.close();
  elsewhere.stop();
});

test("what a visit asks of a stranger would be seen", async ({ browser }) => {
  const elsewhere = await world();
  const context = await browser.newContext({ proxy: { server: elsewhere.address, bypass: "127.0.0.1" } });
  const page = await context.newPage();
  await page.goto("http://stranger.example/").catch(() => {});
  expect(elsewhere.asked).toEqual([expect.stringContaining("stranger.example")]);
  await context.close();
  elsewhere.stop();
});

test.describe("the policy of the built pages", () => {
  test.use({ provoked: /Content Security Policy|TrustedScript|TrustedHTML|Refused|ERR_BLOCKED_BY_CSP|violates|assignment/ });

  for (const name of ["", "embed.html", "figure.html"]) {
    test(`lets no foreign script, address or markup in: ${name || "the page"}`, async ({ page, site }) => {
      await page.goto(`${site.address}${name}`);
      expect(await page.locator("script:not([src])").count()).toBe(0);
      const refused = await page.evaluate(async (own) => {
        const refuses = async (attempt: () => unknown) => {
          try {
            await attempt();
            return false;
          } catch {
            return true;
          }
        };
        const inline = document.createElement("script");
        (inline as unknown as { append: (text: string) => void }).append("window.ran = true");
        return {
          // Later: what a test evaluates may evaluate.
          evaluated: await refuses(() => new Promise((resolve, reject) => setTimeout(() => {
            try {
              resolve(new Function("return 1"));
            } catch (reason) {
              reject(reason);
            }
          }))),
          markup: await refuses(() => (document.createElement("p").innerHTML = "<b>bold</b>")),
          worker: await refuses(() => new Worker(own)),
          fetched: await refuses(() => fetch("http://stranger.example/")),
          policy: await refuses(() => (globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }).trustedTypes.createPolicy("another", {})),
          inline: await refuses(() => document.head.append(inline)) || !("ran" in window),
        };
      }, `${site.address}easily-fooled.js`);
      expect(refused).toEqual({ evaluated: true, markup: true, worker: true, fetched: true, policy: true, inline: true });
    });
  }
});

test("a run in the page leaves no trace in the address, before its link is copied", async ({ page, site }) => {
  await page.goto(site.address);
  await DEEDS["fool one"]!(page);
  expect(page.url()).toBe(site.address);
  await expect(verdict(await figure(page, "ef-fool-one"))).toContainText(/Target reached|Changed|Unchanged/);
});
