import { readFileSync } from "node:fs";
import { PNG } from "pngjs";
import { alone, councils, expect, figure, test, titleOf, verdict } from "./site";

const DONE = /Target reached|Changed|Unchanged/;

test("a gallery picture becomes a ship, is judged, voted on and downloaded", async ({ page, site }) => {
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("radio", { name: /^horse/ }).first().check({ force: true });
  await expect(verdict(one)).toContainText("Before any attack");
  await expect(verdict(one)).not.toContainText("Prepared");

  await one.getByRole("combobox", { name: "Make it" }).selectOption("a ship");
  await one.getByRole("spinbutton", { name: /Budget/ }).fill("8");
  await one.getByRole("spinbutton", { name: /Budget/ }).press("Tab");
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText("Target reached. The network now says ship");
  await expect(verdict(one)).toContainText("A second, independent runtime agrees.");
  await expect(page.locator("#status")).toContainText("Target reached");
  await expect(one.locator(".others li")).toHaveCount(alone.length);
  await expect(one.locator(".others .says")).toHaveCount(0);
  await one.getByRole("button", { name: /^Ask/ }).click();
  await expect(one.locator(".others .says")).toHaveCount(alone.length);
  await expect(one.locator(".others")).toContainText("A vote of all of them");

  const wait = () => page.waitForEvent("download");
  const [small] = await Promise.all([wait(), one.getByRole("button", { name: "PNG, 32 × 32" }).click()]);
  const native = PNG.sync.read(readFileSync(await small.path()));
  expect([native.width, native.height]).toEqual([32, 32]);
  const [big] = await Promise.all([wait(), one.getByRole("button", { name: "PNG, 512 × 512" }).click()]);
  const large = PNG.sync.read(readFileSync(await big.path()));
  expect([large.width, large.height]).toEqual([512, 512]);
  // The enlarged picture is the native one, pixel by pixel.
  for (let y = 0; y < 512; y += 37) {
    for (let x = 0; x < 512; x += 41) {
      const from = (Math.floor(y / 16) * 32 + Math.floor(x / 16)) * 4;
      const to = (y * 512 + x) * 4;
      expect([...large.data.subarray(to, to + 4)]).toEqual([...native.data.subarray(from, from + 4)]);
    }
  }
  const [details] = await Promise.all([wait(), one.getByRole("button", { name: "Details as JSON" }).click()]);
  const record = JSON.parse(readFileSync(await details.path(), "utf8"));
  expect(record).toMatchObject({ fooled: true, secondRuntimeAgrees: true, outcome: "target-reached", attack: { seed: 1, target: 8 } });
  expect(record.models[0].sha256).toMatch(/^[0-9a-f]{64}$/);

  // The downloaded picture keeps the budget, and opening it again fools the net again.
  const original = PNG.sync.read(readFileSync(new URL(`../../www/gallery/pictures/${record.picture.credit.file}`, import.meta.url)));
  const moved = Math.max(...native.data.map((value, index) => Math.abs(value - original.data[index]!)));
  expect(moved).toBeGreaterThan(0);
  expect(moved).toBeLessThanOrEqual(8);
  await one.locator("input[type=file]").setInputFiles(await small.path());
  await expect(verdict(one)).toContainText("takes it for a ship");
});

test("only nets that were asked for are fetched, and what each took is told", async ({ page, site }) => {
  const fetched: string[] = [];
  page.on("request", (request) => {
    const [, net] = /([a-z0-9-]+)-[\w-]{8}\.onnx$/.exec(request.url()) ?? [];
    if (net) fetched.push(net);
  });
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText(DONE);
  await expect(one.locator("ef-nets .about")).toContainText(/Set up in \d/);
  expect(fetched).toEqual(["residual"]);
  await one.getByRole("button", { name: /^Ask .*to fetch/ }).click();
  await expect(one.locator(".others .says")).toHaveCount(alone.length);
  expect([...fetched].sort()).toEqual(alone.map(({ id }) => id).sort());
  // They are here now: the next result is shown to them without a word.
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText(DONE);
  await expect(one.locator(".others .says")).toHaveCount(alone.length);
  expect(fetched).toHaveLength(alone.length);
  await one.getByRole("button", { name: "Reset this figure" }).click();
  await expect(one.locator(".others .says")).toHaveCount(alone.length);
});

test("a member of a council can be chosen from the list, and left again", async ({ page, site }) => {
  test.skip(councils.length === 0, "the zoo has no nets but those that stand alone");
  const [member] = councils[0]!.members;
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  const list = one.getByRole("combobox", { name: /vote together/ });
  await list.selectOption(member!);
  await expect(verdict(one)).toContainText("Before any attack");
  await expect(one.locator("ef-nets .about")).toContainText(titleOf(member!));
  await expect(one.locator("ef-nets").getByRole("radio", { checked: true })).toHaveCount(0);
  await one.locator("ef-nets").getByRole("radio", { name: /Linear/ }).check();
  await expect(list).toHaveValue("");
  await expect(one.locator("ef-nets .about")).toContainText("Linear");
});

test("by keyboard alone: pick, wish, step, go on, stop", async ({ page, site }) => {
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("radio", { name: /^airplane/ }).first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(verdict(one)).toContainText("Before any attack");
  await one.getByText("More: method").focus();
  await page.keyboard.press("Enter");
  await one.getByRole("spinbutton", { name: "Steps" }).fill("400");
  await page.keyboard.press("Tab");
  await one.getByRole("combobox", { name: "Make it" }).focus();
  await page.keyboard.type("a truck");
  await one.getByRole("spinbutton", { name: /Budget/ }).fill("1");
  await page.keyboard.press("Tab");
  await one.getByRole("button", { name: "One step" }).focus();
  await page.keyboard.press("Enter");
  await expect(verdict(one)).toContainText("Paused after step 1 of 400");
  await page.keyboard.press("Enter");
  await expect(verdict(one)).toContainText("Paused after step 2 of 400");
  await one.getByRole("button", { name: "Go on" }).focus();
  await page.keyboard.press("Enter");
  await expect(verdict(one)).toContainText(/Step \d+ of 400|Target reached|Changed|Unchanged/);
});

test("pausing holds, going on goes on, stopping keeps the best so far", async ({ page, site }) => {
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  await slowly(one);
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await one.getByRole("button", { name: "Pause" }).click();
  await expect(verdict(one)).toContainText("Paused after step");
  // The step that was under way is still finished.
  await page.waitForTimeout(500);
  const paused = await verdict(one).textContent();
  await page.waitForTimeout(300);
  expect(await verdict(one).textContent()).toBe(paused);
  await one.getByRole("button", { name: "Go on" }).click();
  await one.getByRole("button", { name: "Stop, keep the best" }).click();
  await expect(verdict(one)).toContainText(DONE);
  await expect(one.getByRole("button", { name: "PNG, 32 × 32" })).toBeEnabled();
});

test("a new setting cancels the running attack and starts it anew; without one it starts nothing", async ({ page, site }) => {
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("slider", { name: "Budget" }).fill("3");
  await expect(verdict(one)).toContainText("Prepared beforehand");
  await slowly(one);
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText(/Step \d+ of 500/);
  await one.getByRole("spinbutton", { name: "Steps" }).fill("450");
  await one.getByRole("spinbutton", { name: "Steps" }).press("Tab");
  await expect(verdict(one)).toContainText(/Step \d+ of 450/);
  await one.getByRole("button", { name: "Reset this figure" }).click();
  await expect(verdict(one)).toContainText("Prepared beforehand");
});

test("every net, every method, both norms come to an end with an honest word", async ({ page, site }) => {
  test.slow();
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  await one.getByText("More: method").click();
  await one.getByRole("combobox", { name: "Make it" }).selectOption("anything else");
  for (const net of ["Linear", "Plain", "Residual"]) {
    await one.getByRole("radio", { name: new RegExp(net) }).check();
    await expect(verdict(one)).toContainText("Before any attack");
    for (const method of ["fgsm", "bim", "pgd", "mi-fgsm"]) {
      for (const norm of ["linf", "l2"]) {
        await one.getByLabel("Method").selectOption(method);
        await one.getByLabel("Budget counts").selectOption(norm);
        await one.getByRole("button", { name: "Make it anything else" }).click();
        await expect(verdict(one), `${net} ${method} ${norm}`).toContainText(DONE);
      }
    }
  }
});

test("what is out of range is put right, and said", async ({ page, site }) => {
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  const budget = one.getByRole("spinbutton", { name: /Budget/ });
  await budget.fill("300");
  await budget.press("Tab");
  await expect(one).toContainText("The budget goes from 1 to 32; 32 is in place now.");
  await expect(budget).toHaveValue("32");
  await budget.fill("");
  await budget.press("Tab");
  await expect(one).toContainText("The budget must be a number from 1 to 32. Nothing was changed.");
  await expect(budget).toHaveValue("32");
});

test("a wish that is true already is not granted", async ({ page, site }) => {
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("radio", { name: /^ship/ }).first().check({ force: true });
  await expect(one).toContainText("It is a ship already. Wish for something else.");
  await expect(one.getByRole("button", { name: "Make it a ship" })).toBeDisabled();
});

test("a file that is no picture is refused kindly, and the picture in place stays", async ({ page, site }) => {
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  const picture = one.getByRole("img", { name: /^The original/ });
  const before = await picture.screenshot();
  await one.locator("input[type=file]").setInputFiles({ name: "broken.png", mimeType: "image/png", buffer: Buffer.from("\x89PNG\r\n\x1a\nnot at all") });
  await expect(one).toContainText("not a picture that this browser can read");
  expect((await picture.screenshot()).equals(before)).toBe(true);
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText(DONE);
});

test("an own picture of any size works: chosen, dropped, pasted", async ({ page, site }) => {
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  const png = new PNG({ width: 200, height: 120 });
  for (let at = 0; at < png.data.length; at++) png.data[at] = at % 4 === 3 ? 255 : (at * 31) % 256;
  const buffer = PNG.sync.write(png);
  await one.locator("input[type=file]").setInputFiles({ name: "mine.png", mimeType: "image/png", buffer });
  await expect(one).toContainText("Your picture “mine.png”");
  await expect(verdict(one)).toContainText("Nobody told us what this is");

  for (const way of ["drop", "paste"] as const) {
    await one.hover();
    await one.evaluate(
      (element, { way, base64 }) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], `${way}.png`, { type: "image/png" }));
        const options = { bubbles: true, composed: true, cancelable: true };
        if (way === "drop") element.dispatchEvent(new DragEvent("drop", { ...options, dataTransfer: transfer }));
        else element.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: transfer }));
      },
      { way, base64: buffer.toString("base64") },
    );
    await expect(one).toContainText(`Your picture “${way}.png”`);
  }
});

test("noise is a picture, too", async ({ page, site }) => {
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("button", { name: "Noise" }).click();
  await expect(one).toContainText("Noise number 1");
  await expect(verdict(one)).toContainText("Nobody told us what this is");
  await one.getByRole("button", { name: "Noise" }).click();
  await expect(one).toContainText("Noise number 2");
});

/** So many steps that there is time to press buttons. */
async function slowly(one: Awaited<ReturnType<typeof figure>>): Promise<void> {
  await one.getByText("More: method").click();
  await one.getByRole("spinbutton", { name: "Steps" }).fill("500");
  await one.getByRole("spinbutton", { name: "Steps" }).press("Tab");
  await one.getByRole("spinbutton", { name: /Budget/ }).fill("1");
  await one.getByRole("spinbutton", { name: /Budget/ }).press("Tab");
}

test("the way can be watched again, and its curves taken home", async ({ page, site }) => {
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  const again = one.getByRole("slider", { name: "Watch it again, step by step" });
  await expect(again).toBeDisabled();
  await one.getByRole("button", { name: "Make it a ship" }).click();
  await expect(verdict(one)).toContainText("Target reached");
  await again.press("Home");
  await expect(one.locator(".result")).toContainText("Before the first step");
  await expect(one.locator(".result")).toContainText("frog");
  await again.press("ArrowRight");
  await expect(one.locator(".result")).toContainText(/Step \d+/);
  await again.press("End");
  await expect(one.locator(".result")).toContainText("Result");
  await one.getByText("The same in numbers").click();
  const saved = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent("download"), one.getByRole("button", { name }).click()]);
    return readFileSync(await download.path(), "utf8");
  };
  expect(await saved("Curves as CSV")).toMatch(/^Step,frog,ship\r\n0,0\.\d+,/);
  const drawing = await saved("Drawing as SVG");
  expect(drawing).toContain("<title>");
  expect(drawing).not.toContain("var(--");
});

test("a drawing, by pointer and by keys, becomes the picture", async ({ page, site }) => {
  await page.goto(site.address);
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("button", { name: "Draw" }).click();
  const paper = one.getByRole("application", { name: "Paper, 32 × 32 pixels" });
  await paper.click({ position: { x: 4, y: 4 } });
  await paper.press("ArrowLeft");
  await paper.press(" ");
  const painted = await paper.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, 32, 32);
    return [0, 15 + 16 * 32].map((pixel) => Array.from(data.slice(pixel * 4, pixel * 4 + 3)));
  });
  expect(painted).toEqual([[27, 87, 181], [27, 87, 181]]);
  await one.getByRole("button", { name: "Use it" }).click();
  await expect(one).toContainText("Your picture “drawing”");
});
