import { PNG } from "pngjs";
import { expect, figure, test, verdict } from "./site.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("a link makes the same picture again, bit for bit", async ({ page, site, context }) => {
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("radio", { name: /Tiny net/ }).click({ force: true });
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText("Target reached");
  await one.getByRole("button", { name: "Copy link" }).click();
  await expect(one).toContainText("Copied. It makes the same picture again.");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/^http.*\/some\/path\/#v=1&figure=fool-one&picture=frog-1&net=tiny&at=[0-9a-f]{6}&wish=ship.*&result=[0-9a-f]{8}$/);
  expect(page.url()).toBe(link);

  const other = await context.newPage();
  await other.goto(link);
  await expect(other.locator("ef-fool-one")).toContainText("the same picture again, bit for bit");
  await expect(verdict(other.locator("ef-fool-one"))).toContainText("Target reached");
  await other.goto(link.replace(/result=.{8}/, "result=00000000"));
  await expect(other.locator("ef-fool-one")).toContainText("the picture is not the same");
});

test("a link to the Lab brings picture, nets, attack, parameters and filter", async ({ page, site }) => {
  await page.goto(`${site.address}#v=1&figure=lab&noise=4&council=strangers-3&rule=mean&wish=horse&method=pgd&steps=7&strategy=only&member=1&filter=median:2`);
  const lab = page.locator("ef-lab");
  await expect(lab).toContainText("Noise number 4");
  await expect(lab.locator("select.method")).toHaveValue("pgd");
  await expect(lab.locator("[data-parameter=steps] input")).toHaveValue("7");
  await expect(lab.locator("[data-parameter=member] input")).toHaveValue("1");
  await expect(lab.getByRole("button", { name: /PGD/ })).toBeEnabled();
  expect(await lab.evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(900);
});

test("one's own picture travels in the link, which says so", async ({ page, site, context }) => {
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  const png = new PNG({ width: 32, height: 32 });
  png.data.forEach((_, index) => (png.data[index] = index % 4 === 3 ? 255 : (index * 7) % 256));
  await one.locator("input[type=file]").setInputFiles({ name: "mine.png", mimeType: "image/png", buffer: PNG.sync.write(png) });
  await expect(one).toContainText("whoever gets the link can see it");
  await one.getByRole("button", { name: "Copy link" }).click();
  await expect(one).toContainText("Copied. It contains your picture");
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.locator("ef-fool-one")).toContainText("Your picture “from the link”");
});

test("torn links leave the page as it begins", async ({ page, site }) => {
  await page.goto(`${site.address}#v=1&figure=fool-one&net=%E0%A4%A&picture=__proto__&budget=-1e999&wish=constructor&own=AAAA`);
  const one = page.locator("ef-fool-one");
  await expect(one.getByRole("button", { name: "Make it anything else" })).toBeEnabled();
  await page.goto(`${site.address}#v=99&figure=fool-one`);
  await expect(one.getByRole("button", { name: /^Make it/ })).toBeEnabled();
});
