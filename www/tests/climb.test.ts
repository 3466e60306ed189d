import type { EvolutionProgress } from "easily-fooled";
import { describe, expect, test } from "vitest";
import { climbOf, heightOf, thinned } from "../src/state/climb.ts";

const progress = (evaluations: number, generations: number[]) =>
  ({
    evaluations,
    population: 200,
    fitness: Float32Array.from([0.9, 0.8]),
    history: { generations: Uint32Array.from(generations), fitness: Float32Array.from(generations.flatMap((at) => [at / 100, at / 200])) },
  }) as EvolutionProgress;

describe("a climb", () => {
  test("is the history, each generation with its classes", () => {
    const climb = climbOf(progress(400, [1, 2]));
    expect(climb.map(({ generation }) => generation)).toEqual([1, 2]);
    expect(Array.from(climb[1]!.fitness, (value) => Math.round(value * 1000))).toEqual([20, 10]);
  });
  test("ends where it stands now", () => {
    expect(climbOf(progress(500, [1, 2])).map(({ generation }) => generation)).toEqual([1, 2, 2.5]);
    expect(climbOf(progress(1000, [2, 4])).map(({ generation }) => generation)).toEqual([2, 4, 5]);
  });
  test("has nothing to tell before the first picture", () => expect(climbOf(progress(0, []))).toEqual([]));
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
