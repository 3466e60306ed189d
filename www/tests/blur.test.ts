import { describe, expect, test } from "vitest";
import { Experiment, type Found, noise } from "easily-fooled/light";
import type { PieceFound } from "../src/engine/experiment-protocol.ts";
import { PIXEL_VALUES } from "../src/engine/protocol.ts";
import blurJson from "../src/posters/blur.json";
import {
  BLUR_BUDGETS,
  blurPieces,
  blurTasks,
  COLUMNS,
  filtersOf,
  type Findings,
  givenBack,
  isSuspect,
  noFindings,
  NONE,
  type RecordedBlur,
  recordedFindings,
  rowKey,
  threeNumbers,
  withFound,
} from "../src/state/blur.ts";
import { FILTER_KINDS, filterKey, filterOf, strengthOf } from "../src/state/filters.ts";
import { distance, pixelsOfBase64 } from "../src/state/pixels.ts";
import { MAIN_NET } from "../src/state/settings.ts";
import { linear } from "./core.ts";

const cost = { gradients: 20, forwards: 20, zero_gradients: 0, refuted: 0 };
const filters = [undefined, filterOf("gaussian", 0.5), filterOf("gaussian", 1)];
const piece = (task: number, piece: number, found: Found): PieceFound => ({ task, piece, found, picture: undefined, milliseconds: 2 });
const fate = (mean: boolean): Found => ({ kind: "fate", value: { right: { mean, majority: mean }, cost } });
const filtered = (clean: boolean[], right: boolean[]): Found => ({ kind: "filtered", value: { clean, right, cost } });

describe("which rows a kind has", () => {
  test("no filter first, then from weak to strong, the strength in hand in place of the nearest", () => {
    expect(filtersOf(filterOf("gaussian", 0.9)).map((filter) => filter && strengthOf(filter))).toEqual([undefined, 0.5, 0.75, 0.9, 1.5]);
    expect(filtersOf(filterOf("gaussian", 3)).map((filter) => filter && strengthOf(filter))).toEqual([undefined, 0.5, 0.75, 1, 3]);
    expect(filtersOf(filterOf("jpeg", 50)).map((filter) => filter && strengthOf(filter))).toEqual([undefined, 85, 70, 50, 25]);
    expect(filtersOf(filterOf("noise")).filter((filter) => filter && filterKey(filter) === filterKey(filterOf("noise", 0.1)))).toHaveLength(1);
    expect(FILTER_KINDS.map((kind) => filtersOf(filterOf(kind)).length)).toEqual(FILTER_KINDS.map(() => 5));
  });
});

describe("three numbers for every filter", () => {
  const found = [
    piece(0, 0, filtered([true, true], [false, true])),
    piece(1, 0, fate(false)),
    piece(2, 0, fate(false)),
    piece(3, 0, { kind: "nothing" }),
    piece(0, 1, filtered([true, false], [true, false])),
    piece(1, 1, { kind: "nothing" }),
  ];
  const findings = found.reduce((all, one) => withFound(all, filters, one), noFindings());

  test("each of what is known", () => {
    const counts = (index: number) => Object.values(threeNumbers(findings, filters[index])).map(({ count, of }) => [count, of]);
    expect(counts(0)).toEqual([[1, 2], [0, 2], [0, 2]]);
    expect(counts(1)).toEqual([[2, 2], [1, 2], [0, 1]]);
    expect(counts(2)).toEqual([[1, 2], [1, 2], [0, 1]]);
    expect(findings.milliseconds).toBe(12);
  });

  test("only what is missing is asked for", () => {
    expect(blurPieces(noFindings(), filters, 2)).toHaveLength(8);
    expect(blurPieces(findings, filters, 2)).toEqual([{ task: 2, piece: 1 }, { task: 3, piece: 1 }]);
    expect(blurPieces(findings, [undefined, filterOf("median")], 1)).toEqual([{ task: 0, piece: 0 }, { task: 2, piece: 0 }]);
  });

  test("what the attack took, and how much of it comes back", () => {
    expect(givenBack(findings, filters[1]!)).toEqual({ fallen: 1, unaware: 0, aware: 0 });
    expect(givenBack(findings, filters[2]!)).toEqual({ fallen: 1, unaware: 1, aware: 0 });
    expect(givenBack(noFindings(), filters[2]!)).toEqual({ fallen: 0, unaware: 0, aware: 0 });
  });

  test("an attacker who knows and does worse is suspect, over the pictures on which both are known", () => {
    const with_ = (aware: string, unaware: string): Findings => recordedFindings({ rows: [{ filter: filters[1]!, clean: "111", unaware, aware }] });
    expect(isSuspect(with_("011", "010"), filters[1]!)).toBe(true);
    expect(isSuspect(with_("010", "010"), filters[1]!)).toBe(false);
    expect(isSuspect(with_("001", "010"), filters[1]!)).toBe(false);
    expect(isSuspect(findings, filters[2]!)).toBe(false);
    expect(isSuspect(noFindings(), filters[2]!)).toBe(false);
  });

  test("rows are told apart by filter and strength", () => {
    expect(new Set(filters.map(rowKey)).size).toBe(3);
    expect(rowKey(undefined)).toBe(NONE);
  });
});

test("the core does these tasks, and its tally counts as we do", () => {
  const pictures = noise(3, 3 * PIXEL_VALUES);
  const labels = Uint8Array.from({ length: 3 }, (_, index) => {
    const logits = linear.logits(pictures.subarray(index * PIXEL_VALUES, (index + 1) * PIXEL_VALUES));
    return logits.indexOf(Math.max(...logits));
  });
  const experiment = new Experiment([linear], pictures, labels, { seed: 1 });
  const tasks = blurTasks(filters, 4);
  const done = tasks.map((task) =>
    [0, 1, 2].map((index) => {
      experiment.start(task, index);
      for (;;) {
        const found = experiment.step(7);
        if (found) return found;
      }
    }),
  );
  const findings = done.flatMap((all, task) => all.map((found, index) => piece(task, index, found))).reduce((all, one) => withFound(all, filters, one), noFindings());
  expect(blurPieces(findings, filters, 3)).toEqual([]);
  const unaware = experiment.tally(tasks[0]!, done[0]!);
  if (unaware?.kind !== "unaware") throw new Error("another outcome");
  const bits = (hex: string) => Array.from(hex, (digit) => [0, 1, 2, 3].map((bit) => (Number.parseInt(digit, 16) >> bit) & 1)).flat().filter(Boolean).length;
  unaware.behind.forEach(({ filter, clean, right }, index) => {
    expect(strengthOf(filter)).toBeCloseTo(strengthOf(filters[index + 1]!), 6);
    const numbers = threeNumbers(findings, filters[index + 1]);
    expect([numbers.clean.count, numbers.unaware.count]).toEqual([bits(clean), bits(right)]);
  });
  const hunt = experiment.tally(tasks[3]!, done[3]!);
  if (hunt?.kind !== "hunt") throw new Error("another outcome");
  expect(threeNumbers(findings, filters[2]).aware.count).toBe(bits(hunt.right));
});

test("what is shown before the first click has every filter measured on all of the gallery, and a picture that is lost, given back and lost again", () => {
  const recorded = blurJson as unknown as RecordedBlur;
  const findings = recordedFindings(recorded);
  expect(recorded.question).toMatchObject({ model: MAIN_NET });
  expect(BLUR_BUDGETS).toContain(recorded.question.budget);
  expect(recorded.filter).toEqual(filterOf("gaussian"));
  expect(blurPieces(findings, filtersOf(recorded.filter), recorded.pictures)).toEqual([]);
  expect(blurPieces(findings, FILTER_KINDS.map((kind) => filterOf(kind)), recorded.pictures)).toEqual([]);
  for (const kind of FILTER_KINDS) {
    const numbers = threeNumbers(findings, filterOf(kind));
    for (const column of COLUMNS) expect(numbers[column].of).toBe(recorded.pictures);
    expect(numbers.unaware.count).toBeLessThanOrEqual(numbers.clean.count);
    expect(isSuspect(findings, filterOf(kind))).toBe(false);
  }
  const { fallen, unaware, aware } = givenBack(findings, recorded.filter);
  expect(fallen).toBeGreaterThan(0);
  expect(aware).toBeLessThan(unaware);
  const { label, before, after } = recorded.scene;
  expect([before.bare.label, before.behind.label, after.unaware.behind.label]).toEqual([label, label, label]);
  expect([after.unaware.bare.label, after.aware.behind.label]).not.toContain(label);
  for (const { pixels, agreed } of [after.unaware, after.aware]) {
    expect(agreed).toBe(true);
    expect(distance(pixelsOfBase64(before.pixels), pixelsOfBase64(pixels)).linf).toBeLessThanOrEqual(recorded.question.budget / 255 + 1e-6);
  }
});
