import { describe, expect, test } from "vitest";
import { firstClasses, fits, type NetReport, readChannels, readClasses } from "../src/state/own-net.ts";

const report = (inputShape: number[]): NetReport => ({ inputShape, classCount: 10, hasGradient: true, multiplyAdds: 1, notes: [] });

describe("a net of the visitor's", () => {
  test("takes pictures of this page's size only", () => {
    expect(fits(report([3, 32, 32]))).toBe(true);
    expect(fits(report([1, 32, 96]))).toBe(false);
    expect(fits(report([1, 28, 28]))).toBe(false);
    expect(fits(report([3, 224, 224]))).toBe(false);
    expect(fits(report([3072]))).toBe(false);
  });

  test("channels are three numbers, one for all, or none", () => {
    expect(readChannels("0.5, 0.4 0.3")).toEqual([0.5, 0.4, 0.3]);
    expect(readChannels("0.5")).toEqual([0.5, 0.5, 0.5]);
    expect(readChannels("  ")).toEqual([]);
    expect(readChannels("1, 2")).toBeUndefined();
    expect(readChannels("a, b, c")).toBeUndefined();
    expect(readChannels("1e999")).toBeUndefined();
  });

  test("has as many names as classes", () => {
    expect(readClasses("cat, dog,, bird", 5)).toEqual(["cat", "dog", "class 2", "bird", "class 4"]);
    expect(readClasses("a,b,c", 2)).toEqual(["a", "b"]);
    expect(firstClasses(2, ["a", "b"])).toEqual(["a", "b"]);
    expect(firstClasses(3, ["a", "b"])).toEqual(["class 0", "class 1", "class 2"]);
  });
});
