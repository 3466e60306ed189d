/** Three attackers of one picture who know ever less, and when each has got there. */
import type { AttackOptions, Method } from "easily-fooled";
import type { Run } from "./run.ts";

export const RUNNERS = ["weights", "scores", "label"] as const;
export type Runner = (typeof RUNNERS)[number];

/** What each attacks with. */
export const RUNNER_METHODS = { weights: "pgd", scores: "square", label: "hopskipjump" } as const satisfies Record<Runner, Method>;

/** The budget to begin with, in steps of 255. */
export const RACE_BUDGET = 8;
/** Where the one who hears scores gives up. */
export const MOST_QUESTIONS = 5000;
const MOST_GRADIENTS = 40;
/** Of the one who hears the word only; the last takes some four hundred questions. */
const ROUNDS = 12;

export interface RaceSettings {
  budget: number;
  seed: number;
}

/** Away from `label`, as soon as possible. */
export function raceOptions(runner: Runner, { budget, seed }: RaceSettings, label: number): AttackOptions {
  const method = RUNNER_METHODS[runner];
  const epsilon = budget / 255;
  if (runner === "weights") return { method, label, epsilon, steps: MOST_GRADIENTS, randomStart: false, confidence: 0, seed };
  if (runner === "scores") return { method, label, epsilon, steps: MOST_QUESTIONS, seed };
  return { method, label, norm: "l2", steps: ROUNDS, seed };
}

/** The longest change that a budget allows: every value moved by all of it. */
export function longestWithin(budget: number, values: number): number {
  return (budget / 255) * Math.sqrt(values);
}

/** What a runner pays with: backward passes, or questions. */
export function paid(runner: Runner, { counts }: Run): number {
  return runner === "weights" ? counts.gradientEvaluations : counts.queries;
}

/**
 * What a runner had paid when the net was fooled; undefined: it was not, or not yet. The one who hears the word only
 * begins with a wrong answer, far away: it is there when its change is no longer than the longest that the budget allows.
 */
export function arrival(runner: Runner, run: Run, budget: number): number | undefined {
  if (runner !== "label") return run.result?.verdict.fooled ? paid(runner, run) : undefined;
  const near = run.trail.find(({ iteration, length }) => iteration > 0 && length <= longestWithin(budget, run.pixels.length));
  return near?.queries;
}
