import { type ExperimentTask, Experiment, type Found, noise } from "easily-fooled/light";
import { describe, expect, test } from "vitest";
import { PIXEL_VALUES } from "../src/engine/protocol.ts";
import { undone } from "../src/state/plans.ts";
import { costJobs, costPoints, nothingFound, pieces, repeatOf, withPiece } from "../src/state/repeat.ts";
import { evidence } from "../src/text/measured.node.ts";
import { readManifest } from "../src/state/catalog.ts";
import { CLAIMS, verdicts } from "../src/state/verdicts.ts";
import { readFileSync } from "node:fs";
import { linear } from "./core.ts";

const catalog = readManifest(JSON.parse(readFileSync(new URL("../../models/manifest.json", import.meta.url), "utf8")));
const spent = { gradients: 0, forwards: 0, zero_gradients: 0, refuted: 0 };
const fate = (right: boolean): Found => ({ kind: "fate", value: { right: { mean: right, majority: right }, cost: spent } });
const least = (epsilon_255: number | null): Found => ({ kind: "smallest", value: { epsilon_255, cost: spent } });

/** Noise, labelled as the smallest net answers it. */
const PICTURES = 2;
const pictures = noise(3, PICTURES * PIXEL_VALUES);
const labels = Uint8Array.from({ length: PICTURES }, (_, index) => {
  const logits = linear.logits(pictures.subarray(index * PIXEL_VALUES, (index + 1) * PIXEL_VALUES));
  return logits.indexOf(Math.max(...logits));
});

/** Few steps, so that it does not take long. */
const short = (task: ExperimentTask): ExperimentTask => ("recipe" in task ? { ...task, recipe: { ...task.recipe, steps: 2 } } : task);

describe("what is repeated", () => {
  test.each(CLAIMS)("%s: the core takes every task, and its rows are rows of the verdict", (claim) => {
    const repeat = repeatOf(claim, catalog)!;
    const found = repeat.jobs.map(({ models, tasks }) => {
      const of = new Experiment(models.map(() => linear), pictures, labels, { seed: 1 });
      return tasks.map((task) =>
        Array.from({ length: PICTURES }, (_, piece) => {
          of.start(short(task), piece);
          for (;;) {
            const found = of.step(50);
            if (found) return found;
          }
        }),
      );
    });
    const rows = repeat.measured(found);
    const known = verdicts(evidence()).find((verdict) => verdict.claim === claim)!.parts.map(({ id }) => id);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(known).toContain(row.id);
      expect(row.figure).toMatchObject({ origin: "gallery" });
      expect(Number.isFinite(row.figure!.value)).toBe(true);
    }
    // While nothing is known there are as many rows, so that nothing jumps.
    const before = repeat.measured(nothingFound(repeat.jobs));
    expect(before.map(({ id, of }) => [id, of])).toEqual(rows.map(({ id, of }) => [id, of]));
    expect(before.every(({ figure }) => figure === undefined)).toBe(true);
  });

  test("nothing, where the zoo lacks the nets", () => {
    expect(repeatOf("weights", { ...catalog, models: [] })).toBeUndefined();
    expect(repeatOf("vote", { ...catalog, ensembles: [] })).toBeUndefined();
  });

  test("pieces come picture by picture, and are put where they belong", () => {
    const jobs = costJobs(["a", "b"]);
    expect(pieces(jobs[0]!, 2)).toEqual([{ task: 0, piece: 0 }, { task: 1, piece: 0 }, { task: 0, piece: 1 }, { task: 1, piece: 1 }]);
    expect(withPiece(nothingFound(jobs), 1, { task: 0, found: fate(true) })).toEqual([[[], []], [[fate(true)], []]]);
  });
});

test("the cost: equal budgets for any number of members, what is left, and the smallest that fools half", () => {
  const spends = costJobs(["a", "b", "c", "d"]).map(({ models, tasks }) => models.length * (tasks[0] as Extract<ExperimentTask, { experiment: "hunt" }>).recipe.steps);
  expect(Math.max(...spends) - Math.min(...spends)).toBeLessThanOrEqual(4);
  const [one, two] = costPoints([
    [[fate(true), fate(false), { kind: "nothing" }], [least(3), { kind: "nothing" }, least(1), least(2)]],
    [[fate(true), fate(true)], [least(null), least(null), least(4)]],
  ]);
  expect(one).toMatchObject({ count: 1, right: { count: 1, of: 2 }, smallest: 2 });
  expect(two).toMatchObject({ count: 2, right: { count: 2, of: 2 }, smallest: null });
});

test("undone is who was won, and is right in the end", () => {
  const right = [0.9, 0.1];
  const wrong = [0.2, 0.8];
  const at = (...members: number[][]) => ({ members: members.map((probabilities) => Float32Array.from(probabilities)) });
  expect(undone([at(right, right), at(wrong, right), at(right, wrong)] as never, 0)).toBe(1);
  expect(undone([at(right, right), at(wrong, wrong)] as never, 0)).toBe(0);
  expect(undone([], 0)).toBe(0);
});
