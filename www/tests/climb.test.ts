import type { EvolutionProgress } from "easily-fooled/light";
import { describe, expect, test } from "vitest";
import { climbedTo, type ClimbPoint, climbsOf, heightOf, thinned } from "../src/state/climb.ts";

const progress = (evaluations: number, generations: number[]) =>
  ({
    evaluations,
    population: 200,
    fitness: Float32Array.from([0.9, 0.8]),
    history: { generations: Uint32Array.from(generations), fitness: Float32Array.from(generations.flatMap((at) => [at / 100, at / 200])) },
  }) as EvolutionProgress;

describe("climbs", () => {
  const rounded = (climb: readonly ClimbPoint[]) => climb.map(([at, probability]) => [at, Number(probability.toFixed(3))]);
  test("are the history, class by class", () => {
    expect(climbsOf(progress(400, [1, 2])).map(rounded)).toEqual([
      [[1, 0.01], [2, 0.02]],
      [[1, 0.005], [2, 0.01]],
    ]);
  });
  test("end where things stand now", () => {
    expect(rounded(climbsOf(progress(500, [1, 2]))[0]!)).toEqual([[1, 0.01], [2, 0.02], [2.5, 0.9]]);
    expect(rounded(climbsOf(progress(1000, [2, 4]))[1]!)).toEqual([[2, 0.01], [4, 0.02], [5, 0.8]]);
  });
  test("hold what was reached until the next point", () => {
    const [climb] = climbsOf(progress(1000, [2, 4]));
    expect([1, 2, 3, 4.5, 9].map((at) => climbedTo(climb!, at)?.toFixed(2))).toEqual([undefined, "0.02", "0.02", "0.04", "0.90"]);
  });
});

test("thinning keeps the last, and never too many", () => {
  const points = Array.from({ length: 127 }, (_, index) => index);
  expect(thinned(points, 24).length).toBeLessThanOrEqual(24);
  expect(thinned(points, 24).at(-1)).toBe(126);
  expect(thinned([1, 2, 3], 24)).toEqual([1, 2, 3]);
});

test("the scale climbs from doubtful to certain, and each nine is about as high as the one before", () => {
  const heights = [0, 0.0001, 0.01, 0.5, 0.9, 0.99, 0.999, 0.9999, 1].map(heightOf);
  expect(heights).toEqual([...heights].sort((one, other) => one - other));
  expect([heights[0], heights[1], heights.at(-1)]).toEqual([0, 0, 1]);
  expect(heights[6]! - heights[5]!).toBeCloseTo(heights[7]! - heights[6]!, 2);
  expect(heights[7]).toBeLessThan(0.95);
});
