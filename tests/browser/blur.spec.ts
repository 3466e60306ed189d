import { AxeBuilder } from "@axe-core/playwright";
import { expect, figure, test, verdict } from "./site";

/** Some hundred gradients on one thread of a busy machine. */
const PATIENCE = { timeout: 150_000 };
const RECORD = 3073;

/** A file of test pictures that hold nothing but one value each. */
function batch(pictures: number): Buffer {
  return Buffer.concat(Array.from({ length: pictures }, (_, index) => Buffer.concat([Buffer.from([index % 10]), Buffer.alloc(RECORD - 1, 25 * index)])));
}

test("a guess, then the answer for either attacker", async ({ page, site }) => {
  await page.goto(site.address);
  await page.locator("#blur").scrollIntoViewIfNeeded();
  const guess = page.locator("ef-guess-blur");
  await guess.getByRole("slider").focus();
  await page.keyboard.press("End");
  await guess.getByRole("button", { name: "That is my guess" }).click();
  await expect(guess).toContainText(/Fewer than you thought\. \d+ of \d+/);
  await expect(guess).toContainText(/somebody who was told of the blur/);
  await expect(guess.locator("dd.number")).toHaveCount(2);
});

test("the prepared picture comes back, and is lost to an attacker who knows", async ({ page, site }) => {
  await page.goto(site.address);
  const blur = await figure(page, "ef-blur");
  const scene = blur.locator(".scene .verdict");
  await expect(scene).toContainText(/The filter undoes it: the network says frog again/);
  await expect(scene).toContainText("Prepared beforehand");
  await expect(blur.locator(".sights ef-picture")).toHaveCount(4);
  await blur.getByRole("checkbox", { name: "The attacker knows" }).focus();
  await page.keyboard.press("Space");
  await expect(scene).toContainText(/The attacker knew, and the filter is no help/);
  await expect(blur.locator("ef-three-numbers tbody tr")).toHaveCount(5);
  await expect(blur.locator("ef-three-numbers tr.chosen")).toContainText(/\d+ of 39, 95\s% interval/);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`nobody is shut out, ${colorScheme}, and nothing is wider than a phone`, async ({ page, site }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 800 });
    await page.goto(site.address);
    const blur = await figure(page, "ef-blur");
    for (const summary of await blur.locator("summary").all()) await summary.click();
    const { violations } = await new AxeBuilder({ page }).include("#blur").analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const small = await blur.locator("button, select, summary, input:not([type=file])").evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < 20).map(({ outerHTML }) => outerHTML));
    expect(small).toEqual([]);
  });
}

for (const width of [1280, 360]) {
  test(`the figure stands still, whichever filter is chosen, at ${width}`, async ({ page, site }) => {
    test.setTimeout(200_000);
    await page.setViewportSize({ width, height: 900 });
    await page.goto(site.address);
    const blur = await figure(page, "ef-blur");
    const scene = blur.locator(".scene .verdict");
    const heights = new Set<number>();
    for (const label of ["Gaussian blur", "Median", "Bilateral", "Fewer colours", "Total variation", "JPEG", "Random shifts", "Noise"]) {
      await blur.getByRole("combobox", { name: "Filter" }).selectOption({ label });
      await expect(scene).toContainText(/A second runtime (agrees|says)/, PATIENCE);
      heights.add(await blur.evaluate((one) => Math.round(one.getBoundingClientRect().height)));
    }
    expect([...heights]).toHaveLength(1);
  });
}

test("another filter, another strength: looked through at once, and attacked anew", async ({ page, site }) => {
  test.setTimeout(200_000);
  await page.goto(site.address);
  const blur = await figure(page, "ef-blur");
  const scene = blur.locator(".scene .verdict");
  await blur.getByRole("combobox", { name: "Filter" }).selectOption({ label: "JPEG" });
  await expect(scene).toContainText(/A second runtime (agrees|says)/, PATIENCE);
  await expect(scene).not.toContainText("Prepared beforehand");
  await expect(blur.locator("ef-three-numbers")).toContainText("quality 50");
  await blur.getByRole("spinbutton", { name: "Quality" }).fill("101");
  await page.keyboard.press("Enter");
  await expect(blur.locator("ef-filter")).toContainText("“Quality, of 100” goes from 1 to 100; 100 is in place now.");
  await expect(blur.locator("ef-three-numbers tr.chosen")).toContainText("quality 100");
  await expect(scene).toContainText(/A second runtime (agrees|says)/, PATIENCE);
  await blur.getByRole("button", { name: "Reset this figure" }).click();
  await expect(scene).toContainText("Prepared beforehand");
});

test("the three numbers are measured on pictures of one's own, stopped and gone on with", async ({ page, site }) => {
  test.setTimeout(400_000);
  await page.goto(site.address);
  const blur = await figure(page, "ef-blur");
  const numbers = verdict(blur.locator(".numbers"));
  await blur.getByRole("radio", { name: /Linear/ }).check();
  await blur.locator("ef-material input[type=file]").setInputFiles({ name: "test_batch.bin", mimeType: "application/octet-stream", buffer: batch(30) });
  await expect(numbers).toContainText("Nothing measured yet");
  await blur.getByRole("button", { name: "Measure it on 30 pictures" }).focus();
  await page.keyboard.press("Enter");
  await expect(numbers).toContainText(/[1-9]\d* of 180 attacks done/, PATIENCE);
  await blur.getByRole("button", { name: "Stop, keep what is done" }).click();
  await expect(numbers).toContainText(/attacks are left to do/, PATIENCE);
  await blur.getByRole("button", { name: "Go on with the rest" }).click();
  await expect(numbers).toContainText(/30 pictures, moved by at most 8\/255/, PATIENCE);
  await expect(page.locator("#status")).toContainText(/Done\. Right without an attack/, PATIENCE);
  await expect(numbers).toContainText("of computing");
});

test("a picture is certified, or the net abstains", async ({ page, site }) => {
  test.setTimeout(200_000);
  await page.goto(site.address);
  const blur = await figure(page, "ef-blur");
  await blur.getByRole("radio", { name: /Linear/ }).check();
  await blur.getByText("Then something can be proved").click();
  const certificate = blur.locator("ef-certificate");
  await certificate.getByRole("radio", { name: "0.25" }).check();
  await certificate.getByRole("button", { name: "Certify this picture" }).click();
  await expect(certificate.locator(".outcome")).toContainText(/Certified: \w+|It abstains/, PATIENCE);
});

test("the Lab takes a filter before its nets", async ({ page, site }) => {
  test.setTimeout(200_000);
  await page.goto(site.address);
  const lab = await figure(page, "ef-lab");
  await lab.getByRole("combobox", { name: "Filter" }).selectOption({ label: "Random shifts" });
  await expect(lab.getByRole("checkbox", { name: "The attacker knows" })).toBeChecked();
  await expect(lab.getByRole("spinbutton", { name: /Draws/ })).toHaveValue("8");
  await lab.getByRole("checkbox", { name: "The attacker knows" }).uncheck();
  await lab.locator(".go .main").click();
  await expect(verdict(lab)).toContainText(/runtime agrees|runtime says/, PATIENCE);
});

test("a file dropped on the test pictures is theirs, and the picture in hand stays", async ({ page, site }) => {
  await page.goto(site.address);
  const blur = await figure(page, "ef-blur");
  const chosen = blur.locator(".strip input:checked");
  const before = await chosen.getAttribute("aria-label");
  await blur.locator("ef-material").evaluate((element) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(1000)], "photo.png", { type: "image/png" }));
    const options = { bubbles: true, composed: true, cancelable: true, dataTransfer: transfer };
    element.dispatchEvent(new DragEvent("dragover", options));
    element.dispatchEvent(new DragEvent("drop", options));
  });
  await expect(blur.locator("ef-material")).toContainText("no multiple of 3,073 bytes");
  await expect(chosen).toHaveAttribute("aria-label", before!);
  await expect(blur.locator(".drop")).toHaveCount(0);
  await expect(blur.locator(".problem")).toHaveCount(1);
});
