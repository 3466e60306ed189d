import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { better } from "../src/language.ts";

const tables = (language: string) => readdirSync(new URL(`../src/text/${language}/`, import.meta.url)).sort();

describe("languages", () => {
  test("every table has a twin in German", () => expect(tables("de")).toEqual(tables("en")));
  test.each([
    [["de-AT", "en"], "de"],
    [["fr", "de-DE", "en"], "de"],
    [["en-GB", "de"], undefined],
    [["fr", "it"], undefined],
    [[], undefined],
  ])("of %j the page is read in %s", (wanted, language) => expect(better(wanted, "en", ["de"])).toBe(language));
});
