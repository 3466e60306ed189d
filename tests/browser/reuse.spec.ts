import { expect, figure, test, verdict } from "./site";

const cell = (row: number, column: number) => `ef-matrix [data-place="${row}-${column}"]`;
/** Some hundred gradients on one thread of a busy machine. */
const PATIENCE = { timeout: 150_000 };
const RECORD = 3073;

/** A file of test pictures that hold nothing but one value each. */
function batch(pictures: number): Buffer {
  return Buffer.concat(Array.from({ length: pictures }, (_, index) => Buffer.concat([Buffer.from([index % 10]), Buffer.alloc(RECORD - 1, 25 * index)])));
}

test("a guess, then the answer", async ({ page, site }) => {
  await page.goto(site.address);
  await page.locator("#reuse").scrollIntoViewIfNeeded();
  const guess = page.locator("ef-guess-reuse");
  await guess.getByRole("radio", { name: "only the one that it was made for" }).check();
  await guess.getByRole("button", { name: "That is my guess" }).click();
  await expect(guess).toContainText(/gallery pictures for each of several networks/);
  await expect(guess.locator("dd.number")).toHaveCount(5);
});

test("the prepared matrix shows a picture behind every number", async ({ page, site }) => {
  await page.goto(site.address);
  const reuse = await figure(page, "ef-reuse");
  await expect(verdict(reuse)).toContainText("Prepared beforehand");
  await expect(reuse.locator("ef-matrix button")).toHaveCount(6 * 7);
  await reuse.locator(cell(0, 1)).click();
  await expect(reuse.locator(cell(0, 1))).toHaveAttribute("aria-pressed", "true");
  await expect(reuse.locator(cell(0, 1))).toHaveAttribute("aria-label", /\d+ of \d+ fool, \d+\s%, 95\s% interval \d+ to \d+/);
  await expect(reuse.locator(".example")).toContainText("Made on Stranger 1, shown to Stranger 2");
  await expect(reuse.locator(".saying > div")).toHaveCount(7);
  await expect(reuse.locator(".saying dd").first()).toContainText("%");
});

test("it runs on the gallery, is stopped, keeps what was done and goes on", async ({ page, site }) => {
  test.setTimeout(400_000);
  await page.goto(site.address);
  const reuse = await figure(page, "ef-reuse");
  // Few nets, so that it does not take long; slow ones, so that there is time to stop.
  await reuse.getByRole("radio", { name: /Your choice/ }).check();
  for (const name of [/Attention/, /Stranger 1/, /Stranger 2/, /Plain/, /Residual/, /Robust/]) await reuse.getByRole("checkbox", { name }).click();
  await expect(reuse.getByRole("checkbox", { checked: true })).toHaveCount(2);
  await expect(verdict(reuse)).toContainText("Nothing made yet");
  await expect(reuse.locator(cell(1, 0))).toHaveText("–");

  await reuse.getByRole("button", { name: /Try it on \d+ pictures/ }).focus();
  await page.keyboard.press("Enter");
  await expect(verdict(reuse)).toContainText(/\d+ of 78 done/, PATIENCE);
  await expect(reuse.locator(cell(0, 0))).not.toHaveText("–", PATIENCE);
  await reuse.getByRole("button", { name: "Stop, keep what is done" }).click();
  await expect(verdict(reuse)).toContainText(/Stopped after \d+ of 78/);
  const half = await reuse.locator(cell(0, 0)).getAttribute("aria-label");
  expect(half).toMatch(/\d+ of \d+ fool/);

  await reuse.getByRole("button", { name: "Go on with the rest" }).click();
  await expect(verdict(reuse)).toContainText(/Measured on \d+ of 39 pictures/, PATIENCE);
  await expect(verdict(reuse)).toContainText(/of computing/);
  await expect(page.locator("#status")).toContainText(/Done\. \d+/);
  await expect(reuse.locator(".leaf")).toContainText(/Picture 1 of \d+/);
  await expect(reuse.locator(".saying dd").first()).toContainText("%");

  // By keyboard from number to number, and from picture to picture.
  await reuse.locator("ef-matrix [aria-pressed=true]").focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowUp");
  await expect(reuse.locator(cell(0, 0))).toBeFocused();
  await reuse.getByRole("button", { name: "Next picture" }).click();
  await expect(reuse.locator(".leaf")).toContainText("Picture 2 of");

  await reuse.getByRole("button", { name: "Reset this figure" }).click();
  await expect(verdict(reuse)).toContainText("Prepared beforehand");
});

test("test pictures of one's own are read here, and other files are told apart", async ({ page, site }) => {
  test.setTimeout(200_000);
  await page.goto(site.address);
  const reuse = await figure(page, "ef-reuse");
  const file = reuse.locator("ef-material input[type=file]");
  const open = (name: string, buffer: Buffer) => file.setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await open("data_batch_1", Buffer.from([0x80, 2, 3]));
  await expect(reuse.locator("ef-material")).toContainText("is the version for Python");
  await open("cifar-10-binary.tar.gz", Buffer.from([0x1f, 0x8b, 8]));
  await expect(reuse.locator("ef-material")).toContainText("is still packed");
  await open("photo.bin", Buffer.alloc(1000));
  await expect(reuse.locator("ef-material")).toContainText("no multiple of 3,073 bytes");
  await expect(verdict(reuse)).toContainText("Prepared beforehand");

  await open("test_batch.bin", batch(4));
  await expect(reuse.locator("ef-material")).toContainText("“test_batch.bin”, 4 pictures, is open");
  await reuse.getByRole("button", { name: "Try it on 4 pictures" }).click();
  await expect(verdict(reuse)).toContainText(/no picture here that every network is right about|Measured on \d of 4 pictures/, PATIENCE);
});
