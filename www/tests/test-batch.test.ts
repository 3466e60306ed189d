import { describe, expect, test } from "vitest";
import { PIXEL_VALUES } from "../src/engine/protocol.ts";
import { BatchError, RECORD, spread, TestBatch } from "../src/state/test-batch.ts";

/** Pictures of one value each; picture i shows class i mod 10. */
function file(count: number): Uint8Array {
  const bytes = new Uint8Array(count * RECORD);
  for (let index = 0; index < count; index++) bytes.fill(index, index * RECORD + 1, (index + 1) * RECORD).set([index % 10], index * RECORD);
  return bytes;
}

const problem = (bytes: Uint8Array) => {
  try {
    TestBatch.read("x", bytes);
  } catch (reason) {
    return (reason as BatchError).problem;
  }
  return undefined;
};

describe("CIFAR-10's test file", () => {
  test("is a label and its planar picture, again and again", () => {
    const bytes = file(3);
    bytes.set([10, 20, 30], 2 * RECORD + 1);
    const batch = TestBatch.read("test_batch.bin", bytes);
    expect(batch.count).toBe(3);
    const { pictures, labels } = batch.spread(3);
    expect([...labels]).toEqual([0, 1, 2]);
    expect(pictures).toHaveLength(3 * PIXEL_VALUES);
    expect([...pictures.slice(2 * PIXEL_VALUES, 2 * PIXEL_VALUES + 4)].map((value) => Math.round(value * 255))).toEqual([10, 20, 30, 2]);
  });

  test("is measured on pictures from everywhere in it", () => {
    const { labels } = TestBatch.read("x", file(20)).spread(4);
    expect([...labels]).toEqual([0, 5, 0, 5]);
    expect(spread(4, 10)).toEqual([0, 2, 5, 7]);
    expect(spread(20, 3)).toEqual([0, 1, 2]);
    expect(spread(0, 3)).toEqual([]);
  });

  test("two files are two, even of one name", () => {
    expect(TestBatch.read("x", file(1)).number).not.toBe(TestBatch.read("x", file(1)).number);
  });

  test("anything else is told apart", () => {
    const label = file(2);
    label[RECORD] = 10;
    const python = file(2);
    python[0] = 0x80;
    expect(problem(new Uint8Array())).toBe("empty");
    expect(problem(Uint8Array.from([0x1f, 0x8b, 8, 0]))).toBe("archive");
    expect(problem(python)).toBe("python");
    expect(problem(file(2).subarray(1))).toBe("records");
    expect(problem(new Uint8Array(2 * (RECORD + 1)))).toBe("cifar-100");
    expect(problem(label)).toBe("label");
    expect(problem(new Uint8Array(60_001 * RECORD))).toBe("too-large");
    expect(problem(file(2))).toBeUndefined();
  });
});
