import { expect, test } from "vitest";
import type { TrailPoint } from "../src/engine/protocol.ts";
import { curveOf, lossOf } from "../src/state/curve.ts";

const trail = (length: number): TrailPoint[] =>
  Array.from({ length }, (_, iteration) => ({
    iteration,
    active: [0],
    members: [Float32Array.of(iteration / length, 1 - iteration / length)],
    loss: iteration === 0 ? undefined : -iteration,
    queries: iteration,
    linf: 0,
  }));

test("a short trail is drawn point by point", () => {
  expect(curveOf(trail(3), 0, 1).map(({ value }) => value)).toEqual([1, expect.closeTo(2 / 3), expect.closeTo(1 / 3)]);
});

test("a long one is thinned, and keeps its end", () => {
  const curve = curveOf(trail(30_001), 0, 0);
  expect(curve.length).toBeLessThanOrEqual(302);
  expect(curve[0]!.iteration).toBe(0);
  expect(curve.at(-1)!.iteration).toBe(30_000);
});

test("the loss begins when the attack does, and leaves out what is no number", () => {
  const points = trail(3);
  points[2]!.loss = -Infinity;
  expect(lossOf(points)).toEqual([{ iteration: 1, value: -1 }]);
});
