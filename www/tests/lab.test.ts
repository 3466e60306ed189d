import { describe, expect, test } from "vitest";
import { checkTyped, type Choice, labOptions, normOf, scaleOf, shown, tune, valueOf, withMethod } from "../src/state/lab.ts";

const pgd: Choice = { wish: "other", method: "pgd", tuned: {} };

describe("what the core is told", () => {
  test("the goal, the seed, and nothing that nobody changed", () => {
    expect(labOptions(pgd, 1, 6)).toEqual({ method: "pgd", label: 6, seed: 1 });
    expect(labOptions({ ...pgd, wish: 8 }, 1, 6)).toEqual({ method: "pgd", target: 8, seed: 1 });
  });
  test("what was changed, and only what matters", () => {
    const tuned = { steps: 7, strategy: "only", member: 1, seed: 5 };
    expect(labOptions({ ...pgd, tuned }, 1, 6)).toEqual({ method: "pgd", label: 6, seed: 5, steps: 7 });
    expect(labOptions({ ...pgd, tuned }, 3, 6)).toMatchObject({ strategy: "only", member: 1 });
    expect(labOptions({ ...pgd, tuned: { strategy: "only" } }, 3, 6)).toMatchObject({ strategy: "only", member: 0 });
    expect(labOptions({ ...pgd, tuned: { member: 2 } }, 3, 6)).not.toHaveProperty("member");
  });
  test("the norm of those that know one only", () => {
    expect(labOptions({ ...pgd, method: "ddn" }, 1, 6)).toMatchObject({ norm: "l2" });
    expect(normOf({ ...pgd, method: "ddn", tuned: { norm: "linf" } })).toBe("l2");
  });
});

describe("defaults follow what they depend on", () => {
  test("the step size the budget and the steps", () => {
    expect(valueOf("stepSize", pgd, 1)).toBeCloseTo((2.5 * 8) / 255 / 20);
    expect(valueOf("stepSize", tune(pgd, "steps", 10), 1)).toBeCloseTo((2.5 * 8) / 255 / 10);
    expect(valueOf("stepSize", tune(pgd, "epsilon", Infinity), 1)).toBeCloseTo(2 / 255);
    expect(valueOf("stepSize", tune(pgd, "stepSize", 0.5), 1)).toBe(0.5);
  });
  test("the loss the members and the goal", () => {
    expect(valueOf("loss", pgd, 1)).toBe("cross-entropy");
    expect(valueOf("loss", pgd, 3)).toBe("mean-probability");
    expect(valueOf("loss", { ...pgd, wish: 3 }, 3)).toBe("cross-entropy");
    expect(valueOf("loss", tune(pgd, "strategy", "only"), 3)).toBe("cross-entropy");
  });
});

describe("a change of mind", () => {
  test("back to the default leaves no trace", () => {
    expect(tune(tune(pgd, "steps", 3), "steps", undefined)).toEqual(pgd);
  });
  test("another norm forgets distances of the first", () => {
    const changed = tune(tune(tune(pgd, "epsilon", 0.1), "steps", 3), "norm", "l2");
    expect(changed.tuned).toEqual({ steps: 3, norm: "l2" });
    expect(valueOf("epsilon", changed, 1)).toBe(0.5);
  });
  test("another method keeps the seed, and the budget where it has one", () => {
    const chosen: Choice = { ...pgd, tuned: { norm: "l2", epsilon: 1, steps: 3, seed: 9 } };
    expect(withMethod(chosen, "square").tuned).toEqual({ norm: "l2", epsilon: 1, seed: 9 });
    expect(withMethod(chosen, "ddn").tuned).toEqual({ seed: 9 });
    expect(withMethod(chosen, "one-pixel").tuned).toEqual({ seed: 9 });
  });
});

describe("numbers as they are read", () => {
  test("distances in 255ths or in length, shares in per cent", () => {
    expect(scaleOf("epsilon", pgd)).toBe(255);
    expect(scaleOf("epsilon", tune(pgd, "norm", "l2"))).toBe(1);
    expect(scaleOf("confidence", pgd)).toBe(100);
    expect(scaleOf("stepSize", { ...pgd, method: "spsa" })).toBe(1);
  });
  test.each([
    ["epsilon", "8", { ok: true, value: 8 }],
    ["epsilon", "0.5/255", { ok: true, value: 0.5 }],
    ["epsilon", "300", { ok: false, value: 255, reason: "too-large" }],
    ["epsilon", "-1", { ok: false, value: 0, reason: "too-small" }],
    ["steps", "2.4", { ok: true, value: 2 }],
    ["steps", "0", { ok: false, value: 1, reason: "too-small" }],
    ["steps", "many", { ok: false, value: Number.NaN, reason: "not-a-number" }],
    ["momentum", "0,75", { ok: true, value: 0.75 }],
    ["confidence", "100", { ok: false, value: 99.99, reason: "too-large" }],
  ] as const)("%s: %j", (name, typed, expected) => expect(checkTyped(name, pgd, 1, typed)).toEqual(expected));
  test("a member is one of those that are there", () => {
    expect(checkTyped("member", pgd, 3, "7")).toMatchObject({ ok: false, value: 2 });
  });
});

test("who stands alone is not asked whom of several to attack", () => {
  expect(shown(pgd, 1)).not.toContain("strategy");
  expect(shown(pgd, 2)).toContain("strategy");
  expect(shown(pgd, 2)).not.toContain("member");
  expect(shown(tune(pgd, "strategy", "only"), 2)).toContain("member");
});
