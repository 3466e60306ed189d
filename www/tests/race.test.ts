import { Attack, noise } from "easily-fooled/light";
import { describe, expect, test } from "vitest";
import type { Run } from "../src/state/run.ts";
import { arrival, paid, raceOptions, RUNNERS } from "../src/state/race.ts";
import { linear } from "./core.ts";

const point = (iteration: number, queries: number, steps: number) => ({ iteration, active: [], members: [], loss: undefined, queries, linf: steps / 255 });
const verdict = (fooled: boolean, steps: number) => ({ verdict: { fooled, perturbation: { linf: steps / 255 } } });
const run = (change: object): Run =>
  ({
    pixels: new Float32Array(100),
    trail: [point(0, 0, 0), point(1, 150, 30), point(2, 320, 8), point(3, 500, 5)],
    counts: { iteration: 3, gradientEvaluations: 6, queries: 500, zeroGradients: 0 },
    result: verdict(true, 5),
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
    expect(arrival("scores", run({ result: verdict(false, 8) }), 8)).toBeUndefined();
    expect(arrival("scores", run({ result: undefined }), 8)).toBeUndefined();
  });
  test("without: when its largest change has shrunk to the budget, on the way already", () => {
    expect(arrival("label", run({}), 8)).toBe(320);
    expect(arrival("label", run({ result: undefined }), 8)).toBe(320);
    expect(arrival("label", run({}), 6)).toBe(500);
    expect(arrival("label", run({}), 4)).toBeUndefined();
  });
  test("never, if the picture in a file's 8 bits is not", () => {
    expect(arrival("label", run({ result: verdict(true, 9) }), 8)).toBeUndefined();
    expect(arrival("label", run({ result: verdict(false, 5) }), 8)).toBeUndefined();
  });
});
