import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { core } from "../src/text/de/core.ts";
import { titles } from "../src/text/de/gallery.ts";
import { partsOf } from "../src/text/foreign.ts";

const source = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const sentencesOf = (path: string, pattern: RegExp) => Array.from(source(path).matchAll(pattern), ([, sentence]) => sentence!);

const errors = sentencesOf("src/error.rs", /#\[error\(\s*"([^"]*)"\s*\)\]/g);
const notes = ["src/onnx/mod.rs", "src/classifier.rs"].flatMap((path) => sentencesOf(path, /notes\.push\((?:format!\()?"([^"]*)"/g));
const UNKNOWN = "Die Meldung dazu gibt es nur auf Englisch";
const NUMBERS = ["found", "limit", "batch", "DEFAULT_SIDE", ""];

/** With something in place of what the core fills in. */
const filled = (sentence: string) =>
  sentence.replace("Its final {name}", "Its final log-softmax").replace(/\{(\w*)\}/g, (_, name: string) => (NUMBERS.includes(name) ? "12" : "something (else)"));

describe("each sentence of the core has a German one", () => {
  test("there are some", () => {
    expect(errors.length).toBeGreaterThan(7);
    expect(notes.length).toBeGreaterThan(4);
  });
  test.each([...errors, ...notes].map(filled))("%s", (sentence) => {
    const german = core(sentence);
    expect(german).not.toContain(UNKNOWN);
    // Nothing English is left that is not marked as such.
    const plain = partsOf(german).filter((_, index) => index % 2 === 0).join("");
    expect(plain).not.toMatch(/\b(the|this|that|is used|run|with|model can)\b/i);
  });
});

test("a reason stays as it is, and is marked", () => {
  expect(partsOf(core("This file can't be read as an ONNX model: its first byte.\nis odd."))).toEqual([
    "Diese Datei lässt sich nicht als ONNX-Modell lesen. Der Grund, auf Englisch: ",
    "its first byte.\nis odd",
    ".",
  ]);
});

test("whatever else is said stands in a German frame", () => {
  expect(partsOf(core("There is no piece under way: start one first."))).toEqual([`${UNKNOWN}: `, "There is no piece under way: start one first.", ""]);
});

test("each picture of the gallery has a German title, and no other", () => {
  const gallery = JSON.parse(source("www/gallery/pictures/gallery.json")) as { id: string }[];
  expect(Object.keys(titles).sort()).toEqual(gallery.map(({ id }) => id).sort());
});
