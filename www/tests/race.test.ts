import { Attack, noise } from "easily-fooled";
import { describe, expect, test } from "vitest";
import type { Run } from "../src/state/run.ts";
import { arrival, longestWithin, paid, raceOptions, RUNNERS } from "../src/state/race.ts";
import { linear } from "./core.ts";

const point = (iteration: number, queries: number, length: number) => ({ iteration, active: [], members: [], loss: undefined, queries, length });
const run = (change: object): Run =>
  ({
    pixels: new Float32Array(100),
    trail: [point(0, 0, 0), point(1, 150, 3), point(2, 320, 0.25), point(3, 500, 0.2)],
    counts: { iteration: 3, gradientEvaluations: 6, queries: 500, zeroGradients: 0 },
    result: { verdict: { fooled: true } },
    ...change,
  }) as unknown as Run;

describe("what a runner is told", () => {
  test.each(RUNNERS)("the core takes it: %s", (runner) => {
    const options = raceOptions(runner, { budget: 8, seed: 3 }, 0);
    expect(options).toMatchObject({ label: 0, seed: 3 });
    expect(() => new Attack(linear, noise(1, 3072), options).free()).not.toThrow();
  });
  test("only those with a budget are given it", () => {
    expect(RUNNERS.map((runner) => raceOptions(runner, { budget: 8, seed: 1 }, 0).epsilon)).toEqual([8 / 255, 8 / 255, undefined]);
  });
});

describe("what it pays", () => {
  test("gradients by those who have the weights, questions by the others", () => {
    expect(RUNNERS.map((runner) => paid(runner, run({})))).toEqual([6, 500, 500]);
  });
});

describe("when it has got there", () => {
  test("with a budget: when the net is fooled, by both runtimes", () => {
    expect(arrival("weights", run({}), 8)).toBe(6);
    expect(arrival("scores", run({}), 8)).toBe(500);
    expect(arrival("scores", run({ result: { verdict: { fooled: false } } }), 8)).toBeUndefined();
    expect(arrival("scores", run({ result: undefined }), 8)).toBeUndefined();
  });
  test("without: when its change is as short as the longest that the budget allows", () => {
    expect(longestWithin(8, 100)).toBeCloseTo(0.3137, 3);
    expect(arrival("label", run({}), 8)).toBe(320);
    expect(arrival("label", run({}), 6)).toBe(500);
    expect(arrival("label", run({}), 1)).toBeUndefined();
  });
});
