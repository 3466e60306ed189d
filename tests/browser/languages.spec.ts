import { expect, figure, misfits, readThrough, test, verdict, violations } from "./site";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test.describe("a reader of German", () => {
  test.use({ locale: "de-AT" });

  test("is sent to the German page, with what the link says, and may choose English", async ({ page, site }) => {
    await page.goto(`${site.address}#blur`);
    await expect(page).toHaveURL(/\/de\/index\.html\?lang=de#blur$/);
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await page.getByRole("link", { name: "English" }).click();
    await expect(page).toHaveURL(/path\/index\.html\?lang=en$/);
    await expect(page.getByRole("heading", { level: 2 }).first()).toHaveText("Fool one");
  });
});

test.describe("a reader of English", () => {
  test("stays, and may choose German", async ({ page, site }) => {
    await page.goto(site.address);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await page.getByRole("link", { name: "Deutsch" }).click();
    await expect(page.getByRole("heading", { level: 2 }).first()).toHaveText("Eins hereinlegen");
  });
});

test("in German a picture is fooled in German, and a link to it works in English", async ({ page, site }) => {
  await page.goto(`${site.address}de/`);
  const one = await figure(page, "ef-fool-one");
  await one.getByRole("button", { name: "Mach daraus ein Schiff" }).click();
  await expect(verdict(one)).not.toContainText("Vorab gerechnet");
  await expect(verdict(one)).toContainText("Ein zweites, unabhängiges Programm sieht es genauso");
  const shown = await verdict(one).innerText();
  expect(shown).not.toMatch(/\b(the|network|says|agrees)\b/i);
  // Numbers as Germans write them.
  expect(shown).toMatch(/\d,\d\d\s%/);
  await one.locator("ef-share button").click();
  await expect(one.locator("ef-share")).toContainText("Kopiert");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain("wish=ship");
  await page.goto(`${site.address}?lang=en${link.slice(link.indexOf("#"))}`);
  await expect(page.locator("ef-fool-one ef-share")).toContainText("bit for bit");
});

test("in German a refused network is refused in German, and what is English in it is marked", async ({ page, site }) => {
  await page.goto(`${site.address}de/`);
  const lab = await figure(page, "ef-lab");
  await lab.getByRole("radio", { name: "Dein eigenes Netz" }).click({ force: true });
  await lab.locator("ef-own-net input[type=file]").setInputFiles({ name: "brief.onnx", mimeType: "application/octet-stream", buffer: Buffer.from("Liebe Leute") });
  const said = lab.locator("ef-own-net .problem");
  await expect(said).toContainText("Diese Datei lässt sich nicht als ONNX-Modell lesen.");
  await expect(said.locator("[lang=en]")).toHaveText(/^\w.{8,}[^.]$/s);
});

for (const width of [360, 1280]) {
  test.describe(`in German, ${width} px wide`, () => {
    test.use({ viewport: { width, height: 800 } });
    test("everything fits, and axe finds nothing", async ({ page, site }) => {
      test.slow();
      await page.goto(`${site.address}de/`);
      await readThrough(page);
      expect(await misfits(page)).toEqual([]);
      expect(await violations(page)).toEqual([]);
    });
  });
}
