import { describe, expect, test } from "vitest";
import { compareGuess, middle, paidBy } from "../src/state/survey.ts";

test("who got there, in order", () => expect(paidBy([300, null, 20, 100])).toEqual([20, 100, 300]));

test("the middle is one that was measured", () => {
  expect(middle([1, 2, 3])).toBe(2);
  expect(middle([1, 2, 3, 4])).toBe(2);
  expect(middle([])).toBeUndefined();
});

describe("a guess is right to the nearest power of ten", () => {
  test.each([
    ["100", 95, "right"],
    ["100", 310, "right"],
    ["100", 330, "more"],
    ["100", 25, "fewer"],
    ["never", 9000, "fewer"],
    ["10", 95, "more"],
  ])("%s, and it took %d: %s", (guess, taken, verdict) => expect(compareGuess(guess, taken)).toBe(verdict));
});
