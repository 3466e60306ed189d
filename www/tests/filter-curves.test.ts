import { describe, expect, test } from "vitest";
import { filterCurves, type MeasuredFilter } from "../src/state/filter-curves.ts";
import type { Filter } from "../src/state/filters.ts";

const share = (count: number, of = 10) => ({ count, of, share: count / of, low: 0, high: 1 });
const blurred = (sigma: number): Filter => ({ kind: "gaussian", sigma });
const one = (filter: Filter, epsilon: number, clean: number, unaware: number, aware: number | null): MeasuredFilter => ({
  net: "residual",
  filter,
  epsilon,
  clean: share(clean),
  unaware: share(unaware),
  aware: aware === null ? null : share(aware),
});
const MEASURED = [one(blurred(0), 8, 9, 0, 0), one(blurred(1), 8, 4, 3, 0), one(blurred(1), 2, 4, 4, 1), one(blurred(2), 8, 2, 2, 0), one(blurred(2), 2, 2, 2, null), one(blurred(0), 2, 9, 1, 1)];

describe("curves over the budget", () => {
  test("are of the nearest strength that was measured, begin without an attack, and go by budget", () => {
    const curves = filterCurves(MEASURED, "residual", blurred(1.2))!;
    expect(curves.filter).toEqual(blurred(1));
    expect(curves.pictures).toBe(10);
    expect(curves.aware).toEqual([0, 2, 8].map((iteration, index) => ({ iteration, value: [0.4, 0.1, 0][index] })));
    expect(curves.unaware.map(({ value }) => value)).toEqual([0.4, 0.4, 0.3]);
    expect(curves.bare.map(({ value }) => value)).toEqual([0.9, 0.1, 0]);
  });
  test("are none of one budget, of another kind, or of another net", () => {
    expect(filterCurves(MEASURED, "residual", blurred(2))).toBeUndefined();
    expect(filterCurves(MEASURED, "residual", { kind: "median", size: 3 })).toBeUndefined();
    expect(filterCurves(MEASURED, "robust", blurred(1))).toBeUndefined();
  });
});
