import { expect, test } from "vitest";
import { distance, enlarge, pixelsOfBase64, pixelsOfRgba, rgbaOf, rgbaOfChange, rgbaOfExaggeration } from "../src/state/pixels.ts";

const steps = (value: (index: number) => number) => Float32Array.from({ length: 3072 }, (_, index) => value(index) / 255);
const picture = steps((index) => (index * 7) % 256);

test("pixels survive the way to a canvas and back, to the bit", () => {
  expect(pixelsOfRgba(rgbaOf(picture))).toEqual(picture);
});

test("pixels survive base64, to the bit", () => {
  const text = Buffer.from(Uint8Array.from(picture, (value) => Math.round(value * 255))).toString("base64");
  expect(pixelsOfBase64(text)).toEqual(picture);
});

test("planes become channels", () => {
  const red = new Float32Array(3072).fill(1, 0, 1024);
  expect([...rgbaOf(red).slice(0, 4)]).toEqual([255, 0, 0, 255]);
});

test("no change is mid-grey, and the gain multiplies what did change", () => {
  expect([...rgbaOfChange(picture, picture, 20).slice(0, 3)]).toEqual([128, 128, 128]);
  const brighter = picture.map((value, index) => (index === 0 ? value + 2 / 255 : value));
  expect(rgbaOfChange(picture, brighter, 20)[0]).toBe(168);
  expect(rgbaOfChange(picture, brighter, 1000)[0]).toBe(255);
});

test("an exaggeration of one is the picture itself", () => {
  const other = steps((index) => (index * 11) % 256);
  expect(rgbaOfExaggeration(picture, other, 1)).toEqual(rgbaOf(other));
});

test("enlarging repeats every pixel", () => {
  const small = rgbaOf(picture);
  const large = enlarge(small, 3);
  const at = (x: number, y: number) => [...large.slice((y * 96 + x) * 4, (y * 96 + x) * 4 + 4)];
  expect(large).toHaveLength(96 * 96 * 4);
  expect(at(5, 4)).toEqual([...small.slice((32 + 1) * 4, (32 + 1) * 4 + 4)]);
});

test("distance is the largest change and the length", () => {
  const moved = picture.map((value, index) => (index < 4 ? value + 2 / 255 : value));
  const { linf, l2 } = distance(picture, moved);
  expect(linf * 255).toBeCloseTo(2, 4);
  expect(l2 * 255).toBeCloseTo(4, 4);
});
