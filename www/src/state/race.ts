/** Three attackers of one picture who know ever less, and when each has got there. */
import type { AttackOptions, Method } from "easily-fooled";
import type { Run } from "./run.ts";

export const RUNNERS = ["weights", "scores", "label"] as const;
export type Runner = (typeof RUNNERS)[number];

/** One of something for each. */
export function perRunner<T>(make: (runner: Runner) => T): Record<Runner, T> {
  return { weights: make("weights"), scores: make("scores"), label: make("label") };
}

/** What each attacks with. */
export const RUNNER_METHODS = { weights: "pgd", scores: "square", label: "hopskipjump" } as const satisfies Record<Runner, Method>;

/** The budget to begin with, in steps of 255. */
export const RACE_BUDGET = 8;
/** Where the one who hears scores gives up. */
export const MOST_QUESTIONS = 5000;
const MOST_GRADIENTS = 40;
/** Of the one who hears the word only; all of them take some five thousand questions. */
const ROUNDS = 16;

export interface RaceSettings {
  budget: number;
  seed: number;
}

export const RACE_FIRST: RaceSettings = { budget: RACE_BUDGET, seed: 1 };

/** Away from `label`, as soon as possible. */
export function raceOptions(runner: Runner, { budget, seed }: RaceSettings, label: number): AttackOptions {
  const method = RUNNER_METHODS[runner];
  const epsilon = budget / 255;
  if (runner === "weights") return { method, label, epsilon, steps: MOST_GRADIENTS, randomStart: false, confidence: 0, seed };
  if (runner === "scores") return { method, label, epsilon, steps: MOST_QUESTIONS, seed };
  return { method, label, norm: "linf", steps: ROUNDS, seed };
}

/** Not quite the budget's edge: it is reached in 32 bits. */
export const isWithin = (linf: number, budget: number) => linf <= budget / 255 + 1e-6;

/** What a runner pays with: backward passes, or questions. */
export function paid(runner: Runner, { counts }: Run): number {
  return runner === "weights" ? counts.gradientEvaluations : counts.queries;
}

/**
 * What a runner had paid when the net was fooled within the budget; undefined: it was not, or not yet. The one who hears the
 * word only has no budget: it begins with a wrong answer, far away, and is there when its iterate has come near enough (and,
 * once it has ended, its 8-bit picture too).
 */
export function arrival(runner: Runner, run: Run, budget: number): number | undefined {
  const verdict = run.result?.verdict;
  const failed = verdict && !(verdict.fooled && isWithin(verdict.perturbation.linf, budget));
  if (failed) return undefined;
  if (runner !== "label") return verdict && paid(runner, run);
  return run.trail.find(({ iteration, linf }) => iteration > 0 && isWithin(linf, budget))?.queries;
}
