import type { Locator, Page } from "@playwright/test";
import { PNG } from "pngjs";
import { expect, figure, test, verdict } from "./site.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

/** Copies the link below a figure whose links say what was chosen, and returns it. */
async function linkOf(page: Page, of: Locator): Promise<string> {
  await of.getByRole("button", { name: "Copy link" }).click();
  await expect(of.locator("ef-share")).toContainText("Copied. It holds all that you chose here.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  return page.url();
}

/** Follows a link in a page of its own; what stands in its figure then is what the link says. */
async function followed(page: Page, link: string, name: string): Promise<{ other: Page; there: Locator }> {
  const other = await page.context().newPage();
  await other.goto(link);
  const there = other.locator(name);
  await expect(there.getByRole("button", { name: "Copy link" })).toBeVisible();
  return { other, there };
}

/** Some hundred passes on one thread of a busy machine. */
const PATIENCE = { timeout: 60_000 };

test("a link makes the same picture again, bit for bit", async ({ page, site, context }) => {
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("radio", { name: /Tiny net/ }).click({ force: true });
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText("Target reached");
  await one.getByRole("button", { name: "Copy link" }).click();
  await expect(one).toContainText("Copied. It makes the same picture again.");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/^http.*\/some\/path\/#v=1&figure=fool-one&picture=frog-1&net=tiny&wish=ship.*&result=[0-9a-f]{8}&at=[0-9a-f]{6}$/);
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
  for (const name of ["certain", "straight-line", "without-keys", "reuse", "blur"] as const) {
    await page.goto(`${site.address}#v=1&figure=${name}&nets=a.b.__proto__&net=%00&way=constructor&reach=NaN&point=x&seed=&filter=toString&row=-&wish=valueOf&at=`);
    await expect(page.locator(`ef-${name}`).locator(".verdict").first()).toContainText("Prepared beforehand");
  }
});

test("certain about nothing: the way, its net and its noise", async ({ page, site }) => {
  test.slow();
  await page.goto(site.address);
  const certain = await figure(page, "ef-certain");
  await certain.getByRole("radio", { name: /Linear/ }).check();
  await certain.getByRole("button", { name: "Other noise" }).click();
  await certain.getByRole("button", { name: "Stop, keep the best" }).click();
  const link = await linkOf(page, certain);
  expect(link).toMatch(/#v=1&figure=certain&seed=11&net=linear&at=[0-9a-f]{6}$/);
  const { other, there } = await followed(page, link, "ef-certain");
  await expect(there.getByRole("radio", { name: /Linear/ })).toBeChecked();
  await expect(verdict(there)).toContainText("Prepared beforehand");
  const firstStep = async (of: Locator) => {
    await of.getByRole("button", { name: "One step" }).click();
    await expect(of.locator(".how", { hasText: /\b1 step$/ })).toHaveCount(10, PATIENCE);
    return of.locator(".how").allTextContents();
  };
  expect(await firstStep(there)).toEqual(await firstStep(certain));
  expect(await linkOf(other, there)).toBe(link);

  await there.getByRole("radio", { name: "By breeding patterns" }).check();
  await there.getByRole("radio", { name: /Plain/ }).check();
  await page.goto(await linkOf(other, there));
  await expect(certain.getByRole("radio", { name: "By breeding patterns" })).toBeChecked();
  await expect(certain.getByRole("radio", { name: /Plain/ })).toBeChecked();
  await page.goto(page.url().replace(/at=.{6}/, "at=000000"));
  await expect(certain.locator("ef-share")).toContainText("made with other weights of these nets");
});

test("a straight line: where it leads, and from where it is looked at", async ({ page, site }) => {
  test.slow();
  await page.goto(site.address);
  const walk = await figure(page, "ef-straight-line");
  const towards = (of: Locator) => of.getByRole("combobox", { name: "Towards" });
  await walk.getByRole("radio", { name: "towards a class" }).check();
  await towards(walk).selectOption("cat");
  await walk.getByRole("radio", { name: /Linear/ }).check();
  await walk.getByRole("radio", { name: "1,000", exact: true }).check();
  await walk.getByRole("radio", { name: "its scores" }).check();
  await walk.getByRole("radio", { name: "0.1: still pictures" }).check();
  await walk.getByRole("slider", { name: "Walk along the line" }).press("End");
  await expect(verdict(walk)).toContainText("This network never bends", PATIENCE);
  const link = await linkOf(page, walk);
  expect(link).toMatch(/picture=frog-1&net=linear&wish=cat&way=towards&reach=1000&point=48&shown=number&map=0\.1&at=/);
  const { other, there } = await followed(page, link, "ef-straight-line");
  await expect(verdict(there)).toContainText("This network never bends", PATIENCE);
  for (const name of ["towards a class", /Linear/, "its scores", "0.1: still pictures"]) await expect(there.getByRole("radio", { name })).toBeChecked();
  await expect(there.getByRole("radio", { name: "1,000", exact: true })).toBeChecked();
  await expect(towards(there).locator("option:checked")).toHaveText("cat");
  await expect(there.getByRole("slider", { name: "Walk along the line" })).toHaveAttribute("aria-valuetext", /^α = 1,000:/);
  expect(await verdict(there).locator(".sentence").innerText()).toBe(await verdict(walk).locator(".sentence").innerText());
  expect(await linkOf(other, there)).toBe(link);
});

test("without the keys: picture, net and budget", async ({ page, site }) => {
  await page.goto(site.address);
  const race = await figure(page, "ef-without-keys");
  await race.getByRole("radio", { name: /^horse/ }).first().check({ force: true });
  await race.getByRole("radio", { name: /Linear/ }).check();
  await race.getByRole("spinbutton", { name: "Budget" }).fill("12");
  await race.getByRole("spinbutton", { name: "Budget" }).press("Enter");
  await expect(verdict(race)).toContainText("Before any attack the network says");
  const link = await linkOf(page, race);
  expect(link).toMatch(/figure=without-keys&picture=horse-\d+&net=linear&budget=12&at=/);
  const { other, there } = await followed(page, link, "ef-without-keys");
  await expect(verdict(there)).toContainText("Before any attack the network says");
  await expect(there.getByRole("radio", { name: /^horse/ }).first()).toBeChecked();
  await expect(there.getByRole("radio", { name: /Linear/ })).toBeChecked();
  await expect(there.getByRole("spinbutton", { name: "Budget" })).toHaveValue("12");
  expect(await linkOf(other, there)).toBe(link);
});

test("reuse: the company, the budget, what the pictures shall be, and the number in sight", async ({ page, site }) => {
  await page.goto(site.address);
  const reuse = await figure(page, "ef-reuse");
  await reuse.getByRole("radio", { name: /Your choice/ }).check();
  for (const name of [/Stranger 1/, /Stranger 2/, /Residual/, /Linear/]) await reuse.getByRole("checkbox", { name }).click();
  await reuse.getByRole("radio", { name: "4/255" }).check();
  await reuse.getByRole("radio", { name: "a chosen class" }).check();
  await reuse.locator('ef-matrix [data-place="1-2"]').click();
  const link = await linkOf(page, reuse);
  expect(link).toMatch(/figure=reuse&nets=tiny\.plain\.robust\.linear&budget=4&targeted=true&row=1&column=2&at=/);
  const { other, there } = await followed(page, link, "ef-reuse");
  await expect(verdict(there)).toContainText("Nothing made yet");
  await expect(there.getByRole("checkbox", { checked: true })).toHaveCount(4);
  for (const name of [/Tiny/, /Plain/, /Robust/, /Linear/]) await expect(there.getByRole("checkbox", { name })).toBeChecked();
  for (const name of ["4/255", "a chosen class"]) await expect(there.getByRole("radio", { name })).toBeChecked();
  await expect(there.locator('ef-matrix [data-place="1-2"]')).toHaveAttribute("aria-pressed", "true");
  expect(await linkOf(other, there)).toBe(link);

  const pictures = Buffer.concat([0, 1].map((label) => Buffer.concat([Buffer.from([label]), Buffer.alloc(3072)])));
  await there.locator("ef-material input[type=file]").setInputFiles({ name: "two.bin", mimeType: "application/octet-stream", buffer: pictures });
  await expect(there.locator("ef-share")).toContainText("Your file stays with you");
  expect(await linkOf(other, there)).toBe(link);
});

test("blur it: picture, net, budget, filter, who knows of it, and the certificate", async ({ page, site }) => {
  test.slow();
  await page.goto(site.address);
  const blur = await figure(page, "ef-blur");
  const scene = (of: Locator) => of.locator(".scene .verdict");
  await blur.getByRole("button", { name: "Noise", exact: true }).click();
  await blur.getByRole("radio", { name: /Linear/ }).check();
  await blur.getByRole("combobox", { name: "Filter" }).selectOption({ label: "JPEG" });
  await blur.getByRole("spinbutton", { name: "Quality" }).fill("30");
  await blur.getByRole("spinbutton", { name: "Quality" }).press("Enter");
  await blur.getByRole("checkbox", { name: "The attacker knows" }).check();
  await blur.getByRole("radio", { name: "4/255" }).check();
  await blur.getByText("Then something can be proved").click();
  await blur.getByRole("radio", { name: "0.25" }).check();
  await expect(scene(blur)).toContainText(/A second runtime (agrees|says)/, PATIENCE);
  const link = await linkOf(page, blur);
  expect(link).toMatch(/figure=blur&noise=1&net=linear&budget=4&certify=0\.25&filter=jpeg%3A30&known=yes&at=/);
  const { other, there } = await followed(page, link, "ef-blur");
  await expect(there).toContainText("Noise number 1");
  await expect(there.getByRole("combobox", { name: "Filter" })).toHaveValue("jpeg");
  await expect(there.getByRole("spinbutton", { name: "Quality" })).toHaveValue("30");
  await expect(there.getByRole("checkbox", { name: "The attacker knows" })).toBeChecked();
  for (const name of [/Linear/, "4/255"]) await expect(there.getByRole("radio", { name })).toBeChecked();
  await there.getByText("Then something can be proved").click();
  await expect(there.getByRole("radio", { name: "0.25" })).toBeChecked();
  await expect(scene(there)).toContainText(/A second runtime (agrees|says)/, PATIENCE);
  expect(await scene(there).locator(".sentence").innerText()).toBe(await scene(blur).locator(".sentence").innerText());
  expect(await linkOf(other, there)).toBe(link);
});

test("cost: the council", async ({ page, site }) => {
  await page.goto(site.address);
  const cost = await figure(page, "ef-cost");
  const [first, second] = await cost.locator(".council").getByRole("radio").all();
  await expect(first!).toBeChecked();
  await second!.check();
  const link = await linkOf(page, cost);
  expect(link).toMatch(/figure=cost&council=\w+&at=[0-9a-f.]+$/);
  const { other, there } = await followed(page, link, "ef-cost");
  await expect(there.locator(".council").getByRole("radio").nth(1)).toBeChecked();
  expect(await linkOf(other, there)).toBe(link);
});

test("the page that builds the snippet takes a link of these figures, too", async ({ page, site }) => {
  await page.goto(`${site.address}embed.html`);
  const given = page.getByLabel("Begin where a link leads");
  await given.fill(`${site.address}#v=1&figure=reuse&nets=tiny.linear&budget=none&at=000000.000000`);
  await given.press("Tab");
  await expect(page.locator("#element")).toContainText('<easily-fooled figure="reuse" nets="tiny.linear" budget="none" at="000000.000000"></easily-fooled>');
  await page.locator("#preview").scrollIntoViewIfNeeded();
  const reuse = page.locator("#preview ef-reuse");
  await expect(reuse.getByRole("radio", { name: "no limit" })).toBeChecked();
  await expect(reuse.getByRole("checkbox", { checked: true })).toHaveCount(2);
  await expect(reuse.locator("ef-share")).toContainText("made with other weights of these nets");
  await given.fill(`${site.address}#v=1&figure=certain&way=direct`);
  await given.press("Tab");
  await expect(page.locator("#preview ef-certain").getByRole("radio", { name: "By breeding pixels" })).toBeChecked();
});
