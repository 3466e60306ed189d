import { describe, expect, test } from "vitest";
import { firstClasses, isScaled, loading, type NetReport, readChannels, readClasses } from "../src/state/own-net.ts";

const report = (nativeShape: number[]): NetReport => ({ nativeShape, classCount: 10, hasGradient: true, multiplyAdds: 1, notes: [] });

describe("a net of the visitor's", () => {
  test("gets pictures of this page's size, scaled where it wants another", () => {
    expect(loading({ mean: [0.5] })).toEqual({ mean: [0.5], picture: [3, 32, 32] });
    expect(isScaled(report([3, 32, 32]))).toBe(false);
    expect(isScaled(report([1, 28, 28]))).toBe(true);
    expect(isScaled(report([3, 224, 224]))).toBe(true);
  });

  test("channels take three numbers, one for all, or none", () => {
    expect(readChannels("0.5, 0.4 0.3")).toEqual([0.5, 0.4, 0.3]);
    expect(readChannels("0.5")).toEqual([0.5]);
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
