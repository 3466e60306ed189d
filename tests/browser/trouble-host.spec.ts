import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { begin, expectNothingLost, prepare } from "./long-run.ts";
import { serve } from "./server.mjs";
import { expect, figure, test, verdict } from "./site.ts";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const HTML = "<!doctype html><html><head><title>Not found</title></head><body><h1>404</h1></body></html>";
const press = { name: "Make it a ship" };

/** Sends the first half of a file, and then hangs up. */
function halfOf(path: string, response: ServerResponse): void {
  const whole = readFileSync(`${DIST}${path}`);
  response.writeHead(200, { "content-type": path.endsWith(".wasm") ? "application/wasm" : "application/octet-stream", "content-length": whole.length });
  response.write(whole.subarray(0, whole.length / 2), () => response.destroy());
}

/** The site from a host whose line breaks in the middle of what fits `broken`, as long as it says so. */
async function shaky(broken: { files: RegExp | undefined }) {
  return serve(0, undefined, undefined, (path: string, response: ServerResponse) => {
    if (!broken.files?.test(path)) return false;
    halfOf(path, response);
    return true;
  });
}

test.describe("the line breaks in the middle of", () => {
  // Each test has a host of its own.
  test.use({ provoked: /Failed to load resource|request to http:|Failed to fetch|ERR_/ });

  for (const [what, files, name] of [
    ["the program", /\.wasm$/, /The file “[\w-]+\.wasm” did not arrive\. Check the connection, then press again/],
    ["a net", /residual[^/]*\.onnx$/, /The file “residual[^”]*\.onnx” did not arrive\. Check the connection, then press again/],
  ] as const) {
    test(what, async ({ page }) => {
      const broken: { files: RegExp | undefined } = { files };
      const { address, stop } = await shaky(broken);
      await page.goto(address);
      const one = await figure(page, "ef-fool-one");
      await one.getByRole("button", press).click();
      await expect(verdict(one)).toContainText(name);
      broken.files = undefined;
      await one.getByRole("button", press).click();
      await expect(verdict(one)).toContainText("Target reached");
      stop();
    });
  }

  test("a picture: the one before stays, and the next try brings it", async ({ page }) => {
    const broken: { files: RegExp | undefined } = { files: /\/ship-1[^/]*\.png$/ };
    const { address, stop } = await shaky(broken);
    await page.goto(address);
    const one = await figure(page, "ef-fool-one");
    await one.getByRole("radio", { name: /^ship/ }).first().click({ force: true });
    await expect(one).toContainText(/The file “ship-1[^”]*” did not arrive/);
    await one.getByRole("button", press).click();
    await expect(verdict(one)).toContainText("Target reached");
    stop();
  });

  test("a figure's script: its place says so, and the next try brings it", async ({ page }) => {
    const broken: { files: RegExp | undefined } = { files: /\/ef-(blur|lab)[^/]*\.js$/ };
    const { address, stop } = await shaky(broken);
    await page.goto(address);
    const place = page.locator("#blur");
    await place.scrollIntoViewIfNeeded();
    await expect(place.locator(".missing")).toContainText("This figure did not arrive. Check the connection and try again");
    broken.files = undefined;
    await place.getByRole("button", { name: "Try again" }).click();
    await expect(page.locator("ef-blur").getByRole("heading").first()).toBeVisible();
    await expect(place.locator(".missing")).toHaveCount(0);
    stop();
  });

  test("the worker's script", async ({ page }) => {
    const broken: { files: RegExp | undefined } = { files: /\/worker-[^/]*\.js$/ };
    const { address, stop } = await shaky(broken);
    await page.goto(address);
    const one = await figure(page, "ef-fool-one");
    await one.getByRole("button", press).click();
    await expect(verdict(one)).toContainText("The worker did not start.");
    broken.files = undefined;
    await one.getByRole("button", press).click();
    await expect(verdict(one)).toContainText("Target reached");
    stop();
  });
});

test.describe("a host that sends something else", () => {
  test.use({ provoked: /Failed to load resource/ });

  test("a web page in place of a net", async ({ page, site }) => {
    await page.route(/\.onnx$/, (route) => route.fulfill({ contentType: "text/html", body: HTML }));
    await page.goto(site.address);
    const one = await figure(page, "ef-fool-one");
    await one.getByRole("button", press).click();
    await expect(verdict(one)).toContainText(/The server sent something else in place of “residual[^”]*\.onnx”, probably a web page/);
    await page.unroute(/\.onnx$/);
    await one.getByRole("button", press).click();
    await expect(verdict(one)).toContainText("Target reached");
  });

  test("a web page in place of a net, that calls itself a file", async ({ page, site }) => {
    await page.route(/\.onnx$/, (route) => route.fulfill({ contentType: "application/octet-stream", body: HTML }));
    await page.goto(site.address);
    const one = await figure(page, "ef-fool-one");
    await one.getByRole("button", press).click();
    await expect(verdict(one)).toContainText("That did not work.");
    await expect(verdict(one)).toContainText(/a web page came in the place of its \.onnx file/);
    await page.unroute(/\.onnx$/);
    await one.getByRole("button", press).click();
    await expect(verdict(one)).toContainText("Target reached");
  });

  for (const contentType of ["application/octet-stream", "text/plain"]) {
    test(`the program as ${contentType} is a program all the same`, async ({ page, site }) => {
      await page.route(/\.wasm$/, async (route) => route.fulfill({ response: await route.fetch(), contentType }));
      await page.goto(site.address);
      const one = await figure(page, "ef-fool-one");
      await one.getByRole("button", press).click();
      await expect(verdict(one)).toContainText("Target reached");
    });
  }
});

const LACKS = "This browser cannot run the experiments: it lacks";
for (const [what, take, lacks] of [
  ["WebAssembly", () => Reflect.deleteProperty(globalThis, "WebAssembly"), `${LACKS} WebAssembly.`],
  ["workers", () => Reflect.deleteProperty(globalThis, "Worker"), `${LACKS} workers that can draw.`],
  ["OffscreenCanvas", () => Reflect.deleteProperty(globalThis, "OffscreenCanvas"), `${LACKS} workers that can draw.`],
] as const) {
  test(`a browser without ${what} is told so in a sentence, and can read on`, async ({ page, site }) => {
    await page.addInitScript(take);
    await page.goto(site.address);
    const one = await figure(page, "ef-fool-one");
    await one.getByRole("button", press).click();
    await expect(verdict(one)).toContainText(lacks);
    await expect(one.getByRole("radio", { name: /^deer/ }).first()).toBeEnabled();
    const lab = await figure(page, "ef-lab");
    await lab.locator("button.main").click();
    await expect(verdict(lab)).toContainText(lacks);
  });
}

test("a browser that refuses every storage to the page loses nothing", async ({ page, site }) => {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) Object.defineProperty(globalThis, name, { get: refuse });
    Object.defineProperty(Document.prototype, "cookie", { get: refuse, set: refuse });
  });
  const one = await prepare(page, site.address);
  const before = await begin(one);
  await one.getByRole("button", { name: "Stop, keep the best" }).click();
  await expect(verdict(one)).toContainText("You stopped it; this is the best so far.");
  await expectNothingLost(one, before);
});

test("a program that is cut short on the host is not taken for one", async ({ page, site }) => {
  const address = /\.wasm$/;
  await page.route(address, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: body.subarray(0, body.length / 2), headers: { "content-type": "application/wasm" } });
  });
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("button", press).click();
  await expect(verdict(one)).toContainText(/The server sent something else in place of “[\w-]+\.wasm”/);
});
