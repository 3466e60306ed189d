import { expect, figure, test, verdict } from "./site";

test.describe("what can go wrong", () => {
  test.use({ provoked: /Failed to load resource|boom/ });

  test("a worker that dies is replaced, the page says so, and nothing else is lost", async ({ page, site }) => {
    await page.goto(site.address);
    const one = await figure(page, "ef-fool-one");
    await one.getByRole("radio", { name: /^deer/ }).first().check({ force: true });
    await expect(verdict(one)).toContainText("Before any attack");
    await one.getByText("More: method").click();
    await one.getByRole("spinbutton", { name: "Steps" }).fill("500");
    await one.getByRole("spinbutton", { name: "Steps" }).press("Tab");
    await one.getByRole("spinbutton", { name: /Budget/ }).fill("1");
    await one.getByRole("spinbutton", { name: /Budget/ }).press("Tab");
    await one.getByRole("button", { name: "Make it a ship" }).click();
    await expect(verdict(one)).toContainText(/Step \d+ of 500/);
    for (const worker of page.workers()) await worker.evaluate(() => void setTimeout(() => { throw new Error("boom"); }));
    await expect(verdict(one)).toContainText("a new one has taken its place");
    await expect(one.getByRole("radio", { name: /^deer/ }).first()).toBeChecked();
    await one.getByRole("spinbutton", { name: "Steps" }).fill("20");
    await one.getByRole("spinbutton", { name: "Steps" }).press("Tab");
    await one.getByRole("button", { name: "Make it a ship" }).click();
    await expect(verdict(one)).toContainText(/Target reached|Changed|Unchanged/);
  });

  test("a net that does not arrive is named, and pressing again works", async ({ page, site }) => {
    await page.route(/\.onnx$/, (route) => route.abort());
    await page.goto(site.address);
    const one = await figure(page, "ef-fool-one");
    await one.getByRole("button", { name: "Make it a ship" }).click();
    await expect(verdict(one)).toContainText(/The file “residual.*onnx” did not arrive/);
    await page.unroute(/\.onnx$/);
    await one.getByRole("button", { name: "Make it a ship" }).click();
    await expect(verdict(one)).toContainText(/Target reached|Changed|Unchanged/);
  });

  test("a second runtime that does not arrive is named, what was found stays, and pressing again works", async ({ page, site }) => {
    await page.route(/easily_fooled_bg[^/]*\.wasm$/, (route) => route.abort());
    await page.goto(site.address);
    const one = await figure(page, "ef-fool-one");
    await one.getByRole("button", { name: "Make it a ship" }).click();
    await expect(verdict(one)).toContainText(/The file “easily_fooled_bg.*wasm” did not arrive/);
    await expect(one.locator(".result")).toContainText("ship");
    await page.unroute(/easily_fooled_bg[^/]*\.wasm$/);
    await one.getByRole("button", { name: "Make it a ship" }).click();
    await expect(verdict(one)).toContainText("A second, independent runtime agrees");
  });

  test("a web page in place of the program is recognised", async ({ page, site }) => {
    await page.route(/\.wasm$/, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
    await page.goto(site.address);
    const one = await figure(page, "ef-fool-one");
    await one.getByRole("button", { name: "Make it a ship" }).click();
    await expect(verdict(one)).toContainText("The server sent something else");
  });

  test("a gallery picture that does not arrive leaves the rest working", async ({ page, site }) => {
    await page.route(/\/ship-1-[^/]*\.png$/, (route) => route.abort());
    await page.goto(site.address);
    const one = await figure(page, "ef-fool-one");
    await one.getByRole("radio", { name: /^ship/ }).first().click({ force: true });
    await expect(one).toContainText("ship-1");
    await one.getByRole("button", { name: "Noise" }).click();
    await expect(one).toContainText("Noise number 1");
  });
});

test("a browser without SIMD is told so in a sentence", async ({ page, site }) => {
  await page.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText("This browser cannot run the experiments: it lacks WebAssembly SIMD.");
});
