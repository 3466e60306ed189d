import { describe, expect, test } from "vitest";
import { count, duration, fixed, of255, percent, plainNumber } from "../src/state/format.ts";

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

describe("numbers are those that the browser would write", () => {
  const values = [0, 0.5, 2.5, 12.344, 99.994999, 0.0099, -0.5, 999, 1000, 49152, 1234567.891];
  const british = (value: number, options: Intl.NumberFormatOptions) => value.toLocaleString("en-GB", options);

  test.each(values)("%d", (value) => {
    for (const decimals of [0, 1, 2]) {
      expect(fixed(value, decimals)).toBe(british(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: false }));
    }
    expect(count(value)).toBe(british(value, {}));
    expect(plainNumber(value)).toBe(british(value, { maximumSignificantDigits: 3 }).replace("-", "\u2212"));
  });
});
