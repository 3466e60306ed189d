import { blog } from "./blog.ts";
import { expect, test, violations } from "./site.ts";

test.use({ provoked: /request to http:\/\/localhost/ });

test("two elements in a blog on another host share one engine, and say what happens", async ({ page, site }) => {
  const programs: string[] = [];
  page.on("request", (request) => /\.wasm$/.test(request.url()) && programs.push(request.url()));
  await blog(
    page,
    `<script>
      window.heard = [];
      for (const name of ["ready", "progress", "result", "error"]) addEventListener(name, (event) => event.target.localName === "easily-fooled" && heard.push([event.target.id, name, event.detail]));
    </script>
    <style>easily-fooled::part(action) { border-radius: 3px } #two { --ink: rgb(250, 250, 240) }</style>
    <script type="module" src="${site.address}easily-fooled.js"></script>
    <easily-fooled id="one" figure="fool-one" net="tiny" picture="frog-1" wish="ship" method="pgd" randomStart="true" budget="8"></easily-fooled>
    <easily-fooled id="two" figure="lab" net="linear" method="fgsm" theme="dark"></easily-fooled>`,
  );
  const one = page.locator("#one");
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(one.locator(".verdict")).toContainText("Target reached");
  await expect(one.locator("button.main")).toHaveCSS("border-radius", "3px");
  const two = page.locator("#two");
  await two.scrollIntoViewIfNeeded();
  await two.getByRole("button", { name: /with FGSM|FGSM/ }).first().click();
  await expect(two.locator(".verdict")).toContainText(/Changed|Unchanged/);
  await expect(two.locator("h3").first()).toHaveCSS("color", "rgb(250, 250, 240)");
  // The engine's and the second runtime's, once each.
  expect(new Set(programs).size).toBe(2);
  expect(programs).toHaveLength(2);
  const heard = await page.evaluate(() => (window as unknown as { heard: [string, string, { record?: { attack: { randomStart: boolean } }; link?: string }][] }).heard);
  expect(heard.map(([id, name]) => `${id} ${name}`)).toEqual(expect.arrayContaining(["one ready", "one progress", "one result", "two ready", "two result"]));
  const result = heard.find(([id, name]) => id === "one" && name === "result")![2];
  expect(result.record!.attack.randomStart).toBe(true);
  expect(result.link).toContain(`${site.address}index.html#v=1&figure=fool-one`);
});

test("a sandboxed frame works, and says how high it is", async ({ page, site }) => {
  await blog(
    page,
    `<iframe id="frame" title="A figure" sandbox="allow-scripts" src="${site.address}figure.html#v=1&figure=fool-one&net=tiny&picture=frog-1&wish=ship" width="100%" height="900"></iframe>
    <script>
      addEventListener("message", ({ data, source }) => {
        if (data?.type === "easily-fooled:height" && source === frame.contentWindow) frame.height = data.height;
      });
    </script>`,
  );
  const figure = page.frameLocator("#frame").locator("ef-fool-one");
  await figure.getByRole("button", { name: "Make it a ship" }).click();
  await expect(figure.locator(".verdict")).toContainText("Target reached");
  await expect.poll(async () => Number(await page.locator("#frame").getAttribute("height"))).toBeGreaterThan(1000);
});

test("the page that builds the snippet takes a link's state", async ({ page, site }) => {
  await page.goto(`${site.address}embed.html`);
  await page.getByLabel("Begin where a link leads").fill(`${site.address}#v=1&figure=lab&net=tiny&method=square&epsilon=0.02`);
  await page.getByLabel("Begin where a link leads").press("Tab");
  await expect(page.locator("#element")).toContainText('<easily-fooled figure="lab" net="tiny" method="square" epsilon="0.02"></easily-fooled>');
  await expect(page.locator("#frame")).toContainText("figure.html#figure=lab&amp;net=tiny&amp;method=square");
  await page.locator("#preview").scrollIntoViewIfNeeded();
  await expect(page.locator("#preview ef-lab select.method")).toHaveValue("square");
  await page.getByLabel("Begin where a link leads").fill("nonsense");
  await page.getByLabel("Begin where a link leads").press("Tab");
  await expect(page.getByRole("status").first()).toContainText("no link");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`that page shuts nobody out, ${colorScheme}, and is never wider than a phone`, async ({ page, site }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 800 });
    await page.goto(`${site.address}embed.html`);
    await page.locator("#preview").scrollIntoViewIfNeeded();
    await expect(page.locator("#preview ef-fool-one").getByRole("button", { name: "Make it a ship" })).toBeEnabled();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await violations(page)).toEqual([]);
  });
}
