import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import severalJson from "../src/posters/ask-several.json";
import certain from "../src/posters/certain.json";
import evolutions from "../src/posters/evolutions.json";
import foolOneJson from "../src/posters/fool-one.json";
import guessBudget from "../src/posters/guess-budget.json";
import guessCat from "../src/posters/guess-cat.json";
import keys from "../src/posters/keys.json";
import lab from "../src/posters/lab.json";
import opening from "../src/posters/opening.json";
import race from "../src/posters/race.json";
import reuseJson from "../src/posters/reuse.json";
import survey from "../src/posters/survey.json";
import { distance, pixelsOfBase64 } from "../src/state/pixels.ts";
import { readManifest } from "../src/state/catalog.ts";
import { breedingNet } from "../src/state/evolution.ts";
import { firstCouncil, membersOf, standingAlone } from "../src/state/council.ts";
import { byKin, type RecordedReuse, recordedExamples } from "../src/state/reuse.ts";
import { bytesOf, companies, TRANSFER_FIRST } from "../src/state/transfer.ts";
import { LAB_FIRST } from "../src/state/lab.ts";
import { arrival, MOST_QUESTIONS, paid, RACE_BUDGET, raceOptions, RUNNERS } from "../src/state/race.ts";
import { ALONE, type RecordedRun, replay } from "../src/state/run.ts";
import { DEFAULTS, FIRST_RULE, MAIN_NET } from "../src/state/settings.ts";
import { paidBy } from "../src/state/survey.ts";

const catalog = readManifest(JSON.parse(readFileSync(new URL("../../models/manifest.json", import.meta.url), "utf8")));
const seats = firstCouncil(catalog);
const council = membersOf(catalog, seats);

const foolOne = replay(foolOneJson.run as unknown as RecordedRun);
const several = replay(severalJson.run as unknown as RecordedRun);

describe("what is shown before the first click is what the figures claim", () => {
  test.each([
    ["fool-one", foolOne],
    ["ask-several", several],
  ])("%s keeps its budget, and its numbers are those of its picture", (_, run) => {
    const { linf } = distance(run.subject.pixels, run.pixels);
    expect(linf).toBeGreaterThan(0);
    expect(linf).toBeLessThanOrEqual(run.options!.epsilon! + 1e-6);
    expect(run.result!.verdict.perturbation.linf).toBeCloseTo(linf, 5);
    expect(run.result!.verdict.agreed).toBe(true);
    expect(run.trail[0]).toMatchObject({ iteration: 0 });
    expect(run.trail.at(-1)!.members).toHaveLength(run.models.length);
  });

  test("the nets, the council and the settings are those that the page begins with", () => {
    expect([opening.model, guessBudget.model, certain.model, guessCat.model, ...foolOne.models]).toEqual(Array(5).fill(MAIN_NET));
    expect(foolOne.council).toEqual(ALONE);
    expect(foolOneJson.settings).toEqual({ ...DEFAULTS, wish: opening.target, budget: foolOneJson.settings.budget });
    expect(foolOneJson.others.models).toEqual(standingAlone(catalog).map(({ id }) => id));
    expect(several.models).toEqual(council);
    expect(several.council).toMatchObject({ ensemble: seats.ensemble, rule: FIRST_RULE });
    expect(severalJson.settings).toEqual({ ...DEFAULTS, steps: severalJson.settings.steps });
    expect(survey).toMatchObject({ ensemble: seats.ensemble, models: council, rule: FIRST_RULE, budget: DEFAULTS.budget, steps: DEFAULTS.steps });
    expect(Object.keys(survey.fooled)).toEqual([...council.map((id) => `only:${id}`), "one-after-another", "joint"]);
  });

  test("the race has three runners of one picture, who paid what they say, within the budget", () => {
    expect(race).toMatchObject({ model: MAIN_NET, settings: { budget: RACE_BUDGET } });
    for (const runner of RUNNERS) {
      const run = replay(race.runs[runner] as unknown as RecordedRun);
      expect(run.options).toEqual(raceOptions(runner, race.settings, run.label!));
      expect(run.subject.pixels).toEqual(pixelsOfBase64(race.runs.weights.subject.pixels));
      expect(run.result!.verdict.perturbation.linf).toBeCloseTo(distance(run.subject.pixels, run.pixels).linf, 5);
      expect(run.result!.verdict.fooled).toBe(run.result!.verdict.agreed && run.result!.verdict.vote.label !== run.label);
      expect(arrival(runner, run, race.settings.budget) ?? 0).toBeLessThanOrEqual(paid(runner, run));
      if (runner !== "weights") expect(run.counts.gradientEvaluations).toBe(0);
    }
    expect(arrival("scores", replay(race.runs.scores as unknown as RecordedRun), race.settings.budget)).toBeGreaterThan(0);
  });

  test("the survey of the keys asked everybody about the same pictures", () => {
    const { weights, scores, label } = keys.arrivals;
    expect(keys).toMatchObject({ model: MAIN_NET, budget: RACE_BUDGET, most: MOST_QUESTIONS });
    expect(weights.length).toBeGreaterThan(5);
    expect([scores.length, label.length]).toEqual([weights.length, weights.length]);
    for (const questions of paidBy(scores)) expect(questions).toBeLessThanOrEqual(MOST_QUESTIONS + 2);
  });

  test("the matrix of reuse is that of the company which it begins with, and its pictures keep the budget", () => {
    const reuse = reuseJson as unknown as RecordedReuse;
    const [company] = companies(catalog);
    expect(reuse).toMatchObject({ models: company!.members, settings: TRANSFER_FIRST });
    expect(reuse.tried).toBeGreaterThan(9);
    for (const fooled of Object.values(reuse.fooled)) {
      expect(fooled.map((row) => row.length)).toEqual(reuse.models.map(() => reuse.models.length + 1));
      for (const count of fooled.flat()) expect(count).toBeLessThanOrEqual(reuse.tried);
    }
    expect(byKin(reuse).itself.share).toBeGreaterThan(0.5);
    const examples = recordedExamples(reuse);
    expect(examples).toHaveLength(reuse.models.length);
    for (const { made, original, label, vote } of examples) {
      const after = Float32Array.from(made.bytes, (value) => value / 255);
      expect(distance(original, after).linf).toBeLessThanOrEqual((TRANSFER_FIRST.budget as number) / 255 + 1e-6);
      expect(vote!.members.map((member) => member.label !== label)).toEqual(made.fooled.slice(0, -1));
      expect(bytesOf(original)).not.toEqual(made.bytes);
    }
  });

  test("the Lab begins with what it says that it begins with", () => {
    expect(lab.settings).toEqual(LAB_FIRST);
    expect(replay(lab.run as unknown as RecordedRun).options).toMatchObject({ method: LAB_FIRST.method });
    expect(lab.run.models).toEqual([MAIN_NET]);
  });

  test("the opening's network was right about the one picture and is wrong, and sure, about the other", () => {
    expect(opening.target).not.toBe(opening.label);
    expect(opening.beforeConfidence).toBeGreaterThan(0.9);
    expect(opening.afterConfidence).toBeGreaterThan(0.9);
    expect(distance(pixelsOfBase64(opening.before), pixelsOfBase64(opening.after)).linf).toBeCloseTo(opening.linf, 5);
  });

  test("the frog of the opening is that of the first figure", () => {
    expect(foolOneJson.run.best).toBe(opening.after);
    expect(foolOne.result!.verdict.fooled).toBe(true);
  });

  test("ten squares, all certain, all confirmed", () => {
    expect(certain.cells).toHaveLength(10);
    for (const { confidence, agreed, iterations, climb } of certain.cells) {
      expect(climb.at(-1)![0]).toBe(iterations);
      expect(confidence).toBeGreaterThanOrEqual(0.9999);
      expect(agreed).toBe(true);
    }
  });

  test.each(["direct", "cppn"] as const)("ten squares bred (%s) by the net that the page begins with, all confirmed", (encoding) => {
    const { model, generation, niches, history } = evolutions[encoding];
    expect(model).toBe(breedingNet(catalog));
    expect(niches).toHaveLength(10);
    for (const niche of niches) {
      expect(niche).toMatchObject({ agreed: true });
      expect(niche.generation).toBeLessThanOrEqual(generation);
      expect("genome" in niche).toBe(encoding === "cppn");
    }
    expect(history.at(-1)).toEqual({ generation, fitness: niches.map(({ confidence }) => confidence) });
  });

  test("one of nine squares was led, and it is the one that the question asks for", () => {
    const led = guessCat.squares.filter((square) => square.led);
    expect(guessCat.squares).toHaveLength(9);
    expect(led).toHaveLength(1);
    expect(led[0]).toMatchObject({ label: guessCat.target });
    expect(led[0]!.confidence).toBeGreaterThanOrEqual(0.9999);
  });

  test("the guesses have an answer", () => {
    const budgets: Record<string, number | null> = guessBudget.budgets;
    expect(budgets[guessBudget.model]).toBeGreaterThan(0);
    expect(survey.pictures).toBeGreaterThan(9);
    for (const fooled of Object.values(survey.fooled)) expect(fooled).toBeLessThanOrEqual(survey.pictures);
  });
});
