import { describe, expect, test } from "vitest";
import { duration, of255, percent } from "../src/state/format.ts";

const spaced = (text: string) => text.replaceAll("\u00a0", " ");

describe("percent never rounds a doubt away", () => {
  test.each([
    [0, "< 0.01 %"],
    [0.00004, "< 0.01 %"],
    [0.0012, "0.12 %"],
    [0.0149, "1.5 %"],
    [0.434, "43 %"],
    [0.98, "98 %"],
    [0.991, "99.10 %"],
    [0.99984, "99.98 %"],
    [0.99996, "> 99.99 %"],
    [1, "> 99.99 %"],
  ])("%d is %s", (probability, text) => expect(spaced(percent(probability))).toBe(text));
});

describe("distances are told in steps of 255", () => {
  test.each([
    [4 / 255, "4/255"],
    [1, "255/255"],
    [0.5 / 255, "0.5/255"],
    [Math.fround(8 / 255), "8/255"],
  ])("%d is %s", (value, text) => expect(of255(value)).toBe(text));
});

test("durations", () => {
  expect(duration(0.2)).toBe("1 ms");
  expect(duration(412.4)).toBe("412 ms");
  expect(duration(1534)).toBe("1.5 s");
});
