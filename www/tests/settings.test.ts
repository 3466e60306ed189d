import { describe, expect, test } from "vitest";
import { ALONE, type Council, runOptions } from "../src/state/run.ts";
import { plannedIterations } from "../src/state/armoury.ts";
import { attackOptions, check, DEFAULTS, pace, RANGES } from "../src/state/settings.ts";

describe("check", () => {
  test.each([
    ["budget", "8", { ok: true, value: 8 }],
    ["budget", " 8/255 ", { ok: true, value: 8 }],
    ["budget", "8.4", { ok: true, value: 8 }],
    ["budget", "300", { ok: false, value: 32, reason: "too-large" }],
    ["budget", "1e400", { ok: false, value: 32, reason: "too-large" }],
    ["budget", "0", { ok: false, value: 1, reason: "too-small" }],
    ["budget", "-8", { ok: false, value: 1, reason: "too-small" }],
    ["budget", "eight", { ok: false, value: Number.NaN, reason: "not-a-number" }],
    ["budget", "", { ok: false, value: Number.NaN, reason: "not-a-number" }],
    ["radius", "0,5", { ok: true, value: 0.5 }],
    ["seed", "4294967296", { ok: false, value: 4294967295, reason: "too-large" }],
  ] as const)("%s: %j", (name, typed, expected) => expect(check(name, typed)).toEqual(expected));

  test("leaves every allowed value of every range alone", () => {
    for (const name of ["budget", "steps", "restarts", "gain"] as const) {
      const { min, max, step } = RANGES[name];
      for (let value = min; value <= max; value += step) expect(check(name, value)).toEqual({ ok: true, value });
    }
  });
});

describe("attackOptions", () => {
  test("names either a target or a label, never both", () => {
    const toShip = attackOptions({ ...DEFAULTS, wish: 8 }, 6);
    expect(toShip.target).toBe(8);
    expect(toShip).not.toHaveProperty("label");
    const away = attackOptions({ ...DEFAULTS, wish: "other" }, 6);
    expect(away.label).toBe(6);
    expect(away).not.toHaveProperty("target");
  });

  test("turns the budget into pixel values, whichever norm", () => {
    expect(attackOptions({ ...DEFAULTS, norm: "linf", budget: 8 }, 0).epsilon).toBe(8 / 255);
    expect(attackOptions({ ...DEFAULTS, norm: "l2", radius: 0.5 }, 0).epsilon).toBe(0.5);
  });

  test("gives one step to FGSM, and a random start only to PGD", () => {
    expect(attackOptions({ ...DEFAULTS, method: "fgsm", steps: 40 }, 0).steps).toBe(1);
    expect(attackOptions({ ...DEFAULTS, method: "bim", randomStart: true }, 0)).not.toHaveProperty("randomStart");
    expect(attackOptions({ ...DEFAULTS, method: "pgd", randomStart: true }, 0).randomStart).toBe(true);
  });
});

describe("runOptions", () => {
  const council: Council = { ensemble: "shapes", rule: "majority", plan: "one-after-another", member: 2 };
  const told = (models: string[], change: Partial<Council> = {}) => runOptions({ models, council: { ...council, ...change }, settings: DEFAULTS }, 6);
  test("asks for a plan only where there are several, and names a member only where one is meant", () => {
    expect(runOptions({ models: ["plain"], council: ALONE, settings: DEFAULTS }, 6)).toEqual(attackOptions(DEFAULTS, 6));
    expect(told(["plain", "linear"])).toMatchObject({ strategy: "one-after-another" });
    expect(told(["plain", "linear"])).not.toHaveProperty("member");
    expect(told(["plain", "linear"], { plan: "only", member: 1 })).toMatchObject({ strategy: "only", member: 1 });
  });
});

test("no run is slowed down by much more than a second, and none where motion is not wanted", () => {
  for (const steps of [2, 10, 40, 100, 500]) {
    const iterations = plannedIterations(attackOptions({ ...DEFAULTS, steps }, 0));
    expect(pace(iterations, true) * iterations).toBeLessThanOrEqual(1200);
    expect(pace(iterations, false)).toBe(0);
  }
});
