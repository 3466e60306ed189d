import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { PieceFound } from "../src/engine/experiment-protocol.ts";
import { PIXEL_VALUES } from "../src/engine/protocol.ts";
import { readManifest } from "../src/state/catalog.ts";
import { byKin, findingsShares, isComplete, noFindings } from "../src/state/reuse.ts";
import {
  bestTraveller,
  BUDGETS,
  cell,
  companies,
  emptyMatrix,
  examples,
  kinOf,
  MOST_NETS,
  others,
  pooled,
  sharesOf,
  TRANSFER_FIRST,
  transferPieces,
  transferTasks,
  withFound,
} from "../src/state/transfer.ts";

const catalog = readManifest(JSON.parse(readFileSync(new URL("../../models/manifest.json", import.meta.url), "utf8")));
const cost = { gradients: 20, forwards: 20, zero_gradients: 0, refuted: 0 };
const made = (task: number, piece: number, fooled: boolean[], target: number | null = null): PieceFound => ({
  task,
  piece,
  found: { kind: "crafted", value: { fooled, target, cost } },
  picture: new Float32Array(PIXEL_VALUES).fill(piece / 255),
  milliseconds: 1,
});
const skipped = (task: number, piece: number): PieceFound => ({ task, piece, found: { kind: "nothing" }, picture: undefined, milliseconds: 1 });

describe("who falls for what was made on whom", () => {
  const found = [
    made(0, 0, [true, true, true]),
    made(1, 0, [false, true, false], 4),
    made(0, 2, [true, false, false]),
    skipped(0, 1),
    skipped(1, 1),
    made(1, 2, [false, true, false]),
  ];
  const matrix = found.reduce(withFound, emptyMatrix(2));

  test("each row counts its own pictures, and what was skipped is done and counted nowhere", () => {
    expect(sharesOf(matrix).map((row) => row.map(({ count, of }) => [count, of]))).toEqual([
      [[2, 2], [1, 2], [1, 2]],
      [[0, 2], [2, 2], [0, 2]],
    ]);
    expect(matrix.done).toHaveLength(6);
    expect(cell(emptyMatrix(2), 0, 1)).toMatchObject({ count: 0, of: 0 });
  });

  test("what is done is not asked for again", () => {
    const there = found.slice(0, 3).reduce(withFound, emptyMatrix(2)).done;
    expect(transferPieces(2, 3)).toHaveLength(6);
    expect(transferPieces(2, 3, there)).toEqual([{ task: 0, piece: 1 }, { task: 1, piece: 1 }, { task: 1, piece: 2 }]);
    expect(transferPieces(2, 3, matrix.done)).toEqual([]);
  });

  test("a cell shows first whom it fooled", () => {
    expect(examples(matrix, 0, 1).map(({ subject, fooled }) => [subject, fooled[1]])).toEqual([[0, true], [2, false]]);
    expect(examples(matrix, 1, 1)[0]).toMatchObject({ subject: 0, target: 4 });
    expect(examples(matrix, 0, 0)[1]!.bytes[0]).toBe(2);
  });

  test("the vote and the net itself are no others", () => {
    expect(pooled(sharesOf(matrix), others(2))).toMatchObject({ count: 1, of: 4 });
    expect(bestTraveller(sharesOf(matrix))).toBe(0);
    expect(bestTraveller(sharesOf(emptyMatrix(3)))).toBeUndefined();
  });

  test("it is complete when every piece is there", () => {
    const findings = noFindings(2, 3);
    expect(isComplete(findings)).toBe(false);
    expect(isComplete({ ...findings, matrix })).toBe(true);
    expect(isComplete(noFindings(2, 0))).toBe(false);
    expect(findingsShares({ ...findings, matrix })).toEqual(sharesOf(matrix));
  });
});

describe("what is asked", () => {
  test("one task a net, with the recipe of the settings", () => {
    const tasks = transferTasks(3, { ...TRANSFER_FIRST, budget: 8, targeted: true });
    expect(tasks.map((task) => "source" in task && task.source)).toEqual([0, 1, 2]);
    expect(tasks[0]).toMatchObject({ recipe: { epsilon_255: 8, steps: 20, step_255: 1, targeted: true } });
    expect(transferTasks(1, { ...TRANSFER_FIRST, budget: "unbounded" })[0]).toMatchObject({ recipe: { epsilon_255: null } });
    expect(BUDGETS).toContain(TRANSFER_FIRST.budget);
  });

  test("the family comes first, and every ensemble can take part", () => {
    const there = companies(catalog);
    expect(there.map(({ id }) => id)).toEqual(["families", ...catalog.ensembles.map(({ id }) => id)]);
    expect(there[0]!.members.slice(0, 5)).toEqual(["strangers-1", "strangers-2", "tiny", "plain", "residual"]);
    for (const { members } of there) expect(members.length).toBeLessThanOrEqual(MOST_NETS);
    expect(companies({ ...catalog, models: [] }).map(({ id }) => id)).not.toContain("families");
  });

  test("twins are of one build, cousins of one family", () => {
    expect(kinOf("strangers-1", "strangers-1")).toBe("itself");
    expect(kinOf("strangers-1", "strangers-2")).toBe("twin");
    expect(kinOf("tiny", "strangers-2")).toBe("cousin");
    expect(kinOf("plain", "residual")).toBe("cousin");
    expect(kinOf("strangers-1", "residual")).toBe("stranger");
    expect(kinOf("nobody", "else")).toBe("stranger");
    const counts = [[9, 6, 3, 5], [7, 9, 1, 5], [2, 2, 8, 5]];
    const kin = byKin({ models: ["strangers-1", "strangers-2", "plain"], tried: 10, fooled: { other: counts, chosen: counts, unbounded: counts, unboundedChosen: counts } });
    expect([kin.itself, kin.twin, kin.cousin, kin.stranger, kin.chosen].map(({ count, of }) => [count, of])).toEqual([[26, 30], [13, 20], [0, 0], [8, 40], [21, 60]]);
  });
});
