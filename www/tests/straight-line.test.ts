import { noise, Ray, Slice } from "easily-fooled/light";
import { describe, expect, test } from "vitest";
import {
  alphasOf,
  bendsOf,
  beyondShare,
  firstWish,
  MAP_SIDE,
  packDirection,
  pixelsAt,
  POINTS,
  pointsOf,
  rayOptions,
  REACHES,
  regionsOf,
  seenAt,
  STATIONS,
  unpackDirection,
  WAYS,
} from "../src/state/line.ts";
import { cutSlice, findFarEnd, sampleRay } from "../src/engine/ray-work.ts";
import { linear } from "./core.ts";

const pixels = noise(1, 3072);
const curve = { logits: [0, 0, 2, 0, 0, 4], switches: [0, 3, 0] };

describe("where a line is looked at", () => {
  test("from the picture to the reach", () => {
    for (const reach of REACHES) {
      expect([alphasOf(reach)[0], alphasOf(reach).at(-1), alphasOf(reach).length]).toEqual([0, reach, POINTS]);
    }
    expect(STATIONS.at(-1)).toBe(POINTS - 1);
  });
  test("the core takes every way", () => {
    for (const way of WAYS) expect(() => new Ray(linear, pixels, rayOptions(way, 3, 4)).free()).not.toThrow();
    expect(() => new Ray(linear, pixels, { away: 1, towards: 2 })).toThrow(/away/);
    expect(() => new Ray(linear, pixels, { towards: 10 })).toThrow(/class/);
  });
  test("nobody walks towards where they are", () => {
    expect([firstWish(3, 8, 10), firstWish(8, 8, 10), firstWish(9, 9, 10)]).toEqual([8, 9, 0]);
  });
});

describe("what is read off it", () => {
  test("who is seen, and one class along it", () => {
    expect(seenAt(curve, 1, 2)).toMatchObject({ label: 0 });
    expect(seenAt(curve, 2, 2).confidence).toBeCloseTo(1 / (1 + Math.exp(-4)), 6);
    expect(pointsOf({ ...curve, logits: Array(POINTS * 2).fill(1) }, 10, 1, 2, "share").at(-1)).toEqual({ iteration: 10, value: 0.5 });
  });
  test("only points where something changed are bends", () => {
    const switches = Array(POINTS).fill(0).with(2, 5);
    expect(bendsOf({ logits: [], switches }, 48)).toEqual([{ alpha: 2, switches: 5 }]);
  });
  test("pictures stand unclipped, and say how much of them cannot be shown", () => {
    const moved = pixelsAt(Float32Array.of(0.5, 0.5, 0.5, 1), Int8Array.of(1, -1, 0, -1), 1);
    expect([...moved]).toEqual([1.5, -0.5, 0.5, 0]);
    expect(beyondShare(moved)).toBe(0.5);
  });
  test("directions survive being packed", () => {
    const direction = Int8Array.of(-1, 0, 1, 1, 0, 0, -1, 1);
    expect(unpackDirection(packDirection(direction))).toEqual(direction);
  });
});

describe("the map", () => {
  test("a name stands where its class is widest", () => {
    const labels = Array.from({ length: 25 }, (_, cell) => (cell % 5 < 3 ? 7 : 2));
    const [first, second] = regionsOf({ labels, confidences: [] }, 5);
    expect(first).toMatchObject({ label: 7, share: 0.6, column: 1 });
    expect(second).toMatchObject({ label: 2, share: 0.4 });
  });
});

describe("what a worker does", () => {
  test("a sample brings the direction along, and a linear net never bends", async () => {
    const options = rayOptions("random", 0, 1);
    const { logits, switches, direction } = sampleRay(linear, { model: "linear", pixels, options, alphas: [0, 1, 2] });
    expect([logits.length, switches.length, direction.length]).toEqual([30, 3, 3072]);
    expect([...switches]).toEqual([0, 0, 0]);
    expect(direction.every((value) => value === 1 || value === -1)).toBe(true);
    for (let label = 0; label < 10; label++) expect(logits[20 + label]! - logits[10 + label]!).toBeCloseTo(logits[10 + label]! - logits[label]!, 3);
    const { end, curvedNode } = await findFarEnd(linear, { model: "linear", pixels, options });
    expect(end).toMatchObject({ done: true, lastBend: 0, switches: 0 });
    expect(end.residual).toBeLessThan(1e-5);
    expect(curvedNode).toBeUndefined();
  });
  test("cells of a slice come in any portions", () => {
    const request = { model: "linear", pixels, options: { away: 1, side: MAP_SIDE, reach: 1, seed: 1 } };
    const row = cutSlice(linear, { ...request, first: 0, count: MAP_SIDE });
    const half = cutSlice(linear, { ...request, first: 16, count: 2 });
    expect([...half.labels]).toEqual([...row.labels.slice(16, 18)]);
    expect(() => new Slice(linear, pixels, { away: 1, side: 4 })).toThrow(/side/);
  });
});
