import type { Evolution, EvolutionProgress } from "easily-fooled/light";
import { describe, expect, test, vi } from "vitest";
import { type EvolutionReport, type EvolutionResult, type EvolutionUpdate, mergeReports } from "../src/engine/evolution-protocol.ts";
import { EvolutionRun } from "../src/engine/evolution-run.ts";

const POPULATION = 40;

/** Two classes: the first gets better with every picture, the second only with the first of each generation. */
class Fake {
  seed = 7;
  strides: number[] = [];
  private evaluations = 0;

  constructor(private readonly generations: number) {}

  step(count: number): EvolutionProgress {
    if (count > 0) this.strides.push(count);
    this.evaluations += count;
    const generation = Math.floor(this.evaluations / POPULATION);
    const begun = Math.ceil(this.evaluations / POPULATION);
    return {
      generation,
      totalGenerations: this.generations,
      population: POPULATION,
      evaluations: this.evaluations,
      fitness: Float32Array.from(this.evaluations === 0 ? [] : [this.evaluations / 1000, begun / 1000]),
      at99: 0,
      at9999: 0,
      history: { generations: new Uint32Array(0), fitness: new Float32Array(0) },
      done: generation === this.generations,
    };
  }

  champion = (label: number) => new Float32Array([label, this.evaluations]);
  genome = () => undefined;
  verdict = () => ({ agreed: true });
}

function begin(generations: number, oneStep: boolean, reportEvery = 0) {
  const fake = new Fake(generations);
  const updates: EvolutionUpdate[] = [];
  const run = new EvolutionRun(fake as unknown as Evolution, reportEvery, oneStep, { here: async () => {} }, (update) => updates.push(update));
  return { fake, updates, run, ended: run.finished(), last: () => updates.at(-1)! };
}

describe("a run of an evolution", () => {
  test("goes on to the end, never across the end of a generation", async () => {
    const { fake, ended, last } = begin(2, false);
    await ended;
    expect(fake.strides).toEqual([16, 16, 8, 16, 16, 8]);
    expect(last()).toMatchObject({ kind: "finished", stopped: false, seed: 7, progress: { generation: 2 } });
    expect((last() as EvolutionResult).champions).toMatchObject([
      { label: 0, generation: 2, verdict: { agreed: true } },
      { label: 1, generation: 2, verdict: { agreed: true } },
    ]);
  });

  test("reports only the champions that got better since", async () => {
    const { updates, ended } = begin(1, false);
    await ended;
    const reports = updates.filter((update): update is EvolutionReport => update.kind === "progress");
    expect(reports.map(({ champions }) => champions.map(({ label }) => label))).toEqual([[0, 1], [0], [0], []]);
  });

  test("does not report more often than it is asked to", async () => {
    const { updates, ended } = begin(5, false, 60_000);
    await ended;
    expect(updates.map(({ kind }) => kind)).toEqual(["progress", "progress", "finished"]);
  });

  test("one step is one generation, or what is left of it", async () => {
    const { run, ended, last } = begin(9, true, 60_000);
    await vi.waitFor(() => expect(last().progress).toMatchObject({ generation: 1, evaluations: 40 }));
    run.control("step");
    await vi.waitFor(() => expect(last().progress).toMatchObject({ generation: 2, evaluations: 80 }));
    run.control("stop");
    await ended;
    expect(last()).toMatchObject({ kind: "finished", stopped: true, champions: [{ label: 0 }, { label: 1 }] });
  });

  test("says nothing any more when nobody waits for it", async () => {
    const { run, ended, updates, last } = begin(9, true);
    await vi.waitFor(() => expect(last().progress.generation).toBe(1));
    const said = updates.length;
    run.abandon();
    await ended;
    expect(updates).toHaveLength(said);
  });
});

test("of two reports the newest of everything remains", () => {
  const report = (evaluations: number, ...labels: number[]) =>
    ({ kind: "progress", progress: { evaluations }, champions: labels.map((label) => ({ label, confidence: evaluations })) }) as unknown as EvolutionReport;
  expect(mergeReports(report(1, 0, 1), report(2, 1, 2))).toMatchObject({
    progress: { evaluations: 2 },
    champions: [
      { label: 0, confidence: 1 },
      { label: 1, confidence: 2 },
      { label: 2, confidence: 2 },
    ],
  });
});
