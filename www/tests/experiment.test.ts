import { Experiment, type ExperimentTask, type Found, noise, share as coreShare } from "easily-fooled/light";
import { describe, expect, test } from "vitest";
import type { PieceFound } from "../src/engine/experiment-protocol.ts";
import { ExperimentRun } from "../src/engine/experiment-run.ts";
import { PIXEL_VALUES } from "../src/engine/protocol.ts";
import { Turns } from "../src/engine/turns.ts";
import { share } from "../src/state/share.ts";
import { emptyMatrix, sharesOf, TRANSFER_FIRST, transferPieces, transferTasks, withFound } from "../src/state/transfer.ts";
import { linear, twin } from "./core.ts";

/** The second runtime has come. */
const HERE = { here: async () => {} };

/** Noise, labelled as the net answers it, so that there is something to attack. */
const PICTURES = 4;
const pictures = noise(3, PICTURES * PIXEL_VALUES);
const labels = Uint8Array.from({ length: PICTURES }, (_, index) => {
  const logits = linear.logits(pictures.subarray(index * PIXEL_VALUES, (index + 1) * PIXEL_VALUES));
  return logits.indexOf(Math.max(...logits));
});
const experiment = () => new Experiment([linear, twin], pictures, labels, { seed: 7 });
const tasks = transferTasks(2, TRANSFER_FIRST);

function done(of: Experiment, task: ExperimentTask, piece: number, stride: number): Found {
  of.start(task, piece);
  for (;;) {
    const found = of.step(stride);
    if (found) return found;
  }
}

describe("measurements at the boundary", () => {
  test("a piece is the same whatever the order and the strides, and its picture is there", () => {
    const one = experiment();
    const other = experiment();
    const forwards = [0, 1, 2, 3].map((piece) => [done(one, tasks[0]!, piece, 1), one.picture()]);
    const backwards = [3, 2, 1, 0].map((piece) => [done(other, tasks[0]!, piece, 100), other.picture()]);
    expect(backwards.reverse()).toEqual(forwards);
    expect(forwards.map(([found]) => (found as Found).kind)).toContain("crafted");
    expect(one.pieces(tasks[0]!)).toBe(PICTURES);
    expect(one.seed).toBe(7);
  });

  test("what fools one fools its twin, and all pieces together are the core's own tally", () => {
    const of = experiment();
    const found = [0, 1, 2, 3].map((piece) => done(of, tasks[1]!, piece, 5));
    const outcome = of.tally(tasks[1]!, found);
    if (outcome?.kind !== "transfer") throw new Error("not a transfer");
    expect(outcome.fooled[0]).toBe(outcome.fooled[1]);
    const matrix = found.reduce(
      (matrix, one, piece) => withFound(matrix, { task: 1, piece, found: one, picture: new Float32Array(PIXEL_VALUES), milliseconds: 1 }),
      emptyMatrix(2),
    );
    expect(sharesOf(matrix)[1]!.map(({ count }) => count)).toEqual(outcome.fooled);
    expect(sharesOf(matrix)[1]![0]!.of).toBe(outcome.tried);
    expect(of.tally(tasks[1]!, [...found.slice(1), undefined])).toBeUndefined();
  });

  test("every other task comes through the same door", () => {
    const of = experiment();
    const clean: ExperimentTask = { experiment: "clean" };
    expect(of.pieces(clean)).toBe(1);
    expect(of.tally(clean, [done(of, clean, 0, 1)])).toMatchObject({ kind: "clean", pictures: PICTURES, right: PICTURES });
    expect(of.picture()).toBeUndefined();
    const { recipe } = tasks[0] as Extract<ExperimentTask, { experiment: "transfer" }>;
    const hunt: ExperimentTask = { experiment: "hunt", recipe, only: "2" };
    const found = [0, 1, 2, 3].map((piece) => done(of, hunt, piece, 3));
    expect(found.map(({ kind }) => kind)).toEqual(["nothing", "fate", "nothing", "nothing"]);
    expect(of.tally(hunt, found)).toMatchObject({ kind: "hunt", tried: "2" });
    const all = (task: ExperimentTask) => [0, 1, 2, 3].map((piece) => done(of, task, piece, 20));
    const unaware: ExperimentTask = { experiment: "unaware", recipe, filters: [{ kind: "median", size: 3 }] };
    expect(of.tally(unaware, all(unaware))).toMatchObject({ kind: "unaware", pictures: PICTURES, behind: [{ filter: { kind: "median", size: 3 } }] });
    const smallest: ExperimentTask = { experiment: "smallest", recipe, largest_255: 4 };
    const counts = of.tally(smallest, all(smallest));
    expect(counts?.kind === "smallest" && counts.counts.reduce((sum, count) => sum + count, 0)).toBe(PICTURES);
    const certify: ExperimentTask = { experiment: "certify", setting: { sigma: 0.02, selection: 10, estimation: 100, alpha: 0.001, attacks: 1, steps: 5, draws: 4 } };
    expect(of.tally(certify, all(certify))).toMatchObject({ kind: "certify", pictures: PICTURES, broken: 0 });
  });

  test("what is wrong is refused by name", () => {
    const of = experiment();
    const [task] = tasks as [Extract<ExperimentTask, { experiment: "transfer" }>];
    const refused = (change: object) => () => of.start({ ...task, ...change } as ExperimentTask, 0);
    expect(() => new Experiment([linear], pictures.subarray(1), labels)).toThrow(/pictures for 4 labels/);
    expect(() => new Experiment([linear], pictures, labels.map(() => 10))).toThrow(/“label” is 10/);
    expect(() => new Experiment([linear], new Float32Array(), new Uint8Array())).toThrow(/one at least/);
    expect(() => new Experiment([], pictures, labels)).toThrow();
    expect(() => new Experiment([linear], pictures, labels, { sed: 1 } as object)).toThrow(/no “sed”/);
    expect(() => of.start(task, PICTURES)).toThrow(/“index” is 4/);
    expect(refused({ source: 2 })).toThrow(/“source” is 2/);
    expect(() => of.start({ experiment: "transfer", recipe: task.recipe } as ExperimentTask, 0)).toThrow(/not valid: missing field `source`/);
    expect(refused({ source: "me" })).toThrow(/not valid: invalid type/);
    expect(refused({ experiment: "magic" })).toThrow(/magic/);
    expect(refused({ sauce: 1 })).toThrow(/“sauce”/);
    expect(refused({ recipe: { ...task.recipe, stepz: 1 } })).toThrow(/“stepz”/);
    expect(refused({ recipe: { ...task.recipe, rule: "prayer" } })).toThrow(/prayer/);
    expect(refused({ recipe: { ...task.recipe, steps: 0 } })).toThrow(/steps/);
    expect(() => of.step(1)).toThrow(/start one first/);
    expect(() => of.tally(task, [])).toThrow(/4 numbers|expected 4/);
    expect(() => of.tally(task, Array.from({ length: 4 }, () => ({ kind: "crafted", value: {} }) as never))).toThrow(/piece 0/);
    expect(() => coreShare(3, 2)).toThrow(/“count” is 3/);
  });

  test("the page's intervals are the core's", () => {
    for (const [count, of] of [[81, 263], [15, 148], [0, 20], [1, 29], [7, 7], [0, 0], [31, 37]] as const) expect(share(count, of)).toEqual(coreShare(count, of));
  });
});

describe("a worker's share in a measurement", () => {
  test("does what it is given, one after another, and ends when nobody wants more", async () => {
    const reports: PieceFound[] = [];
    let heard = () => {};
    const run = new ExperimentRun(experiment(), tasks, new Turns(), HERE, (update) => {
      reports.push(update);
      heard();
    });
    const finished = run.finished();
    for (const piece of transferPieces(2, 2)) run.give(piece);
    await new Promise<void>((resolve) => (heard = () => reports.length === 4 && resolve()));
    expect(reports.map(({ task, piece }) => [task, piece])).toEqual([[0, 0], [1, 0], [0, 1], [1, 1]]);
    expect(reports[0]!.picture).toHaveLength(PIXEL_VALUES);
    run.abandon();
    await finished;
  });

  test("leaves a piece in the middle when it is abandoned", async () => {
    const reports: PieceFound[] = [];
    const { recipe } = tasks[0] as Extract<ExperimentTask, { experiment: "transfer" }>;
    const long: ExperimentTask = { experiment: "transfer", recipe: { ...recipe, steps: 100_000, step_255: 1 }, source: 0 };
    const run = new ExperimentRun(experiment(), [long], new Turns(), HERE, (update) => reports.push(update));
    run.give({ task: 0, piece: 0 });
    const finished = run.finished();
    setTimeout(() => run.abandon(), 20);
    await finished;
    expect(reports).toEqual([]);
  });

  test("a task that the core refuses is an error of the run", async () => {
    const run = new ExperimentRun(experiment(), [{ ...tasks[0]!, source: 9 } as ExperimentTask], new Turns(), HERE, () => {});
    run.give({ task: 0, piece: 0 });
    await expect(run.finished()).rejects.toThrow(/“source” is 9/);
  });
});
