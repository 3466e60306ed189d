import { expect, test } from "vitest";
import { type Frame, withFrame } from "../src/state/frames.ts";

test("frames grow thinner instead of more, and the first and the newest stay", () => {
  let frames: Frame[] = [];
  for (let iteration = 0; iteration < 5000; iteration++) {
    frames = withFrame(frames, { iteration, pixels: new Float32Array(1) });
    expect(frames.length).toBeLessThanOrEqual(120);
    expect(frames[0]!.iteration).toBe(0);
    expect(frames.at(-1)!.iteration).toBe(iteration);
  }
  expect(frames.length).toBeGreaterThan(50);
});
