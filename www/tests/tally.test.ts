import { describe, expect, test } from "vitest";
import { tally } from "../src/state/tally.ts";

const member = (label: number, confidence: number, other: number) => {
  const probabilities = new Float32Array(10);
  probabilities[label] = confidence;
  probabilities[other] = 1 - confidence;
  return { label, confidence, probabilities };
};

describe("a vote", () => {
  const split = [member(1, 0.6, 2), member(1, 0.6, 2), member(2, 0.95, 1)];
  test("by majority counts heads", () => expect(tally("majority", split)).toBe(1));
  test("by mean counts certainty", () => expect(tally("mean", split)).toBe(2));
  test("by all or nobody needs all", () => {
    expect(tally("unanimous", split)).toBeUndefined();
    expect(tally("unanimous", split.slice(0, 2))).toBe(1);
  });
  test("half is no majority", () => expect(tally("majority", [member(1, 0.9, 2), member(2, 0.9, 1)])).toBeUndefined());
  test("three words of three members are no majority", () => {
    expect(tally("majority", [member(1, 0.9, 2), member(2, 0.9, 1), member(3, 0.9, 1)])).toBeUndefined();
  });
  test("nobody decides nothing", () => expect(tally("mean", [])).toBeUndefined());
});
