/** A small version of what was measured natively, for the visitor's own machine: what is asked for each claim, and what comes of it. */
import type { ExperimentRecipe, ExperimentTask, Found, Share } from "easily-fooled";
import type { PieceFound, PieceOf } from "../engine/experiment-protocol.ts";
import type { Catalog } from "./catalog.ts";
import { MAIN_NET } from "./settings.ts";
import { share } from "./share.ts";
import { TRANSFER_FIRST, transferTasks } from "./transfer.ts";
import { type ClaimId, costOrder, COUNCILS, EQUAL_BUDGET, type Figure, gain, type Part, type PartId, type ThresholdId, VERDICT_BUDGET } from "./verdicts.ts";

export const REPEAT_SEED = 1;
/** Steps of an attack, and questions where it only asks. */
const STEPS = 20;
const QUESTIONS = 1000;
/** Gradients that each attacker of 1, 2, … members may spend. */
const SPENT = 40;
const LARGEST = 32;

export const pgd = (epsilon: number, steps = STEPS): ExperimentRecipe => ({
  rule: "pgd",
  epsilon_255: epsilon,
  steps,
  restarts: 1,
  step_255: (2.5 * epsilon) / steps,
  objective: "cross-entropy",
  aim: "all",
  targeted: false,
});

/** Nets that are asked together, and what is asked of them. */
export interface Job {
  models: string[];
  tasks: ExperimentTask[];
}

type Measured = Pick<Part, "id" | "of" | "by" | "filter" | "counts" | "decides" | "figure">;

/** What a claim's button does. `found` has a list of pieces for each job and task. */
export interface Repeat {
  jobs: Job[];
  measured(found: Found[][][]): Measured[];
}

const fallen = (found: Found[]): Share => {
  const fates = found.flatMap((one) => (one.kind === "fate" ? [one.value.right.mean] : []));
  return share(fates.filter((right) => !right).length, fates.length);
};
const kept = (found: Found[]): Share => {
  const { count, of } = fallen(found);
  return share(of - count, of);
};
const certainAfterAll = (found: Found[]): Share => {
  const ends = found.flatMap((one) => (one.kind === "far-end" ? [one.value.certain_from !== null] : []));
  return share(ends.filter(Boolean).length, ends.length);
};

const figure = ({ share: value, low, high, of: n }: Share): Figure | undefined => (n === 0 ? undefined : { value, low, high, n, origin: "gallery" });
const row = (id: PartId, by: ThresholdId | undefined, counted: Share, more: Partial<Measured> = {}): Measured => ({ id, by, decides: true, figure: figure(counted), ...more });

/** Undefined where the zoo lacks what it takes. */
export function repeatOf(claim: ClaimId, catalog: Catalog): Repeat | undefined {
  const has = (id: string) => catalog.models.some((model) => model.id === id);
  const councils = costOrder(catalog.ensembles);
  const strangers = councils.find(({ id }) => id === COUNCILS[0]);
  const main = [MAIN_NET];
  const hunt = (recipe: ExperimentRecipe): ExperimentTask => ({ experiment: "hunt", recipe });
  if (!has(MAIN_NET)) return undefined;
  switch (claim) {
    case "weights":
      return {
        jobs: [{ models: main, tasks: [hunt(pgd(VERDICT_BUDGET))] }],
        measured: ([[found = []] = []]) => [row("weights-main", "weights", fallen(found), { of: MAIN_NET })],
      };
    case "certain":
      return {
        jobs: [{ models: main, tasks: [{ experiment: "noise", leading: { epsilon_255: VERDICT_BUDGET, steps: 40 } }] }],
        measured: ([[found = []] = []]) => [row("certain-led", undefined, passing(found), { of: MAIN_NET })],
      };
    case "line":
      return {
        jobs: [{ models: main, tasks: [{ experiment: "ray", bearing: "away" }, { experiment: "ray", bearing: "random" }] }],
        measured: ([[away = [], random = []] = []]) => {
          const residuals = [...away, ...random].flatMap((one) => (one.kind === "far-end" && one.value.residual !== null ? [one.value.residual] : []));
          const largest = Math.max(...residuals);
          return [
            row("line-away", "farEnd", certainAfterAll(away), { of: MAIN_NET }),
            row("line-random", "farEnd", certainAfterAll(random), { of: MAIN_NET }),
            {
              id: "line-straight",
              by: "straight",
              decides: true,
              figure: residuals.length === 0 ? undefined : { value: largest, low: largest, high: largest, n: residuals.length, origin: "gallery" },
            },
          ];
        },
      };
    case "keys":
      return {
        jobs: [{ models: main, tasks: [hunt({ ...pgd(VERDICT_BUDGET, QUESTIONS), rule: "square", step_255: null, objective: "margin" })] }],
        measured: ([[found = []] = []]) => [row("keys-scores", "keys", fallen(found), { of: MAIN_NET })],
      };
    case "reuse": {
      if (!strangers) return undefined;
      const models = strangers.members.slice(0, 3);
      const tasks = [false, true].flatMap((targeted) => transferTasks(models.length, { ...TRANSFER_FIRST, budget: VERDICT_BUDGET, targeted }));
      return {
        jobs: [{ models, tasks }],
        measured: ([found = []]) => [
          row("reuse-any", "reuse", onOthers(found.slice(0, models.length)), { of: strangers.id }),
          row("reuse-chosen", "reuse", onOthers(found.slice(models.length)), { of: strangers.id }),
        ],
      };
    }
    case "blur": {
      const filter = { kind: "gaussian", sigma: 1 } as const;
      const recipe = pgd(VERDICT_BUDGET);
      return {
        jobs: [{ models: main, tasks: [{ experiment: "unaware", recipe, filters: [filter] }, { experiment: "hunt", recipe, behind: filter }] }],
        measured: ([[blind = [], knowing = []] = []]) => {
          const behind = blind.flatMap((one) => (one.kind === "filtered" ? [one.value] : []));
          const share_ = (of: (one: (typeof behind)[number]) => boolean | undefined) => share(behind.filter(of).length, behind.length);
          const right = knowing.filter((one) => one.kind === "fate" && one.value.right.mean).length;
          return [
            row("blur-aware", "blur", share(right, knowing.length), { filter }),
            row("blur-unaware", undefined, share_(({ right }) => right[0]), { filter, decides: false }),
            row("blur-clean", undefined, share_(({ clean }) => clean[0]), { filter, decides: false }),
          ];
        },
      };
    }
    case "vote":
      if (!strangers) return undefined;
      return {
        jobs: councils.map(({ members }) => ({
          models: members,
          tasks: [hunt({ ...pgd(VERDICT_BUDGET, STEPS * members.length), aim: "one-after-another" }), hunt({ ...pgd(VERDICT_BUDGET), objective: "mean-probability" })],
        })),
        measured: (found) =>
          councils.flatMap(({ id }, index) => [
            row("vote-turns", "vote", kept(found[index]?.[0] ?? []), { of: id }),
            row("vote-joint", "vote", kept(found[index]?.[1] ?? []), { of: id }),
          ]),
      };
    case "numbers": {
      if (!strangers) return undefined;
      const jobs = costJobs(strangers.members);
      return {
        jobs,
        measured: (found) => {
          const points = costPoints(found);
          const [first, last] = [points[0], points.at(-1)];
          const there = first && last && first.right.of > 0 && last.right.of > 0 ? { first, last } : undefined;
          const far = there && (there.last.smallest ?? LARGEST + 1) / (there.first.smallest ?? LARGEST + 1);
          const common = { decides: true, of: strangers.id, counts: [1, strangers.members.length] };
          return [
            { id: "numbers-gain", by: "gain", ...common, figure: there && { ...gain(there.first.right, there.last.right), origin: "gallery" } },
            { id: "numbers-further", by: "further", ...common, figure: far === undefined ? undefined : { value: far, low: far, high: far, n: there!.first.right.of, origin: "gallery" } },
          ];
        },
      };
    }
  }
}

/** Of noise that was led, that which is as certain as nineteen of twenty pictures. */
function passing(found: Found[]): Share {
  const heard = found.flatMap((one) => (one.kind === "heard" ? [one.value] : []));
  const pictures = heard.map(({ picture }) => picture.confidence).sort((one, other) => one - other);
  const threshold = pictures[Math.floor(pictures.length / 20)] ?? 1;
  return share(heard.filter(({ led }) => led.confidence >= threshold).length, heard.length);
}

/** A row of found pictures for each source: how many of them fool a member that they were not made on, on average over the members. */
function onOthers(rows: Found[][]): Share {
  const made = rows.flatMap((found, source) => found.flatMap((one) => (one.kind === "crafted" ? [{ source, fooled: one.value.fooled.slice(0, rows.length) }] : [])));
  const shown = made.flatMap(({ source, fooled }) => fooled.filter((_, member) => member !== source));
  const pictures = Math.round(made.length / Math.max(1, rows.length));
  const rate = shown.length === 0 ? 0 : shown.filter(Boolean).length / shown.length;
  return share(Math.round(rate * pictures), pictures);
}

/** For one member, two, … all: an attack of all at once, of equal budget; and the smallest budget that fools. */
export function costJobs(members: readonly string[]): Job[] {
  return members.map((_, index) => {
    const recipe = (epsilon: number): ExperimentRecipe => ({ ...pgd(epsilon, Math.floor(SPENT / (index + 1))), objective: "mean-probability" });
    return {
      models: members.slice(0, index + 1),
      tasks: [
        { experiment: "hunt", recipe: recipe(EQUAL_BUDGET) },
        { experiment: "smallest", recipe: recipe(LARGEST), largest_255: LARGEST },
      ],
    };
  });
}

/** One for each number of members that all is known of. */
export function costPoints(found: Found[][][]): { count: number; right: Share; smallest: number | null }[] {
  return found.map(([hunted = [], least = []], index) => {
    const smallest = least.flatMap((one) => (one.kind === "smallest" ? [one.value.epsilon_255 ?? Infinity] : [])).sort((one, other) => one - other);
    const half = smallest[Math.ceil(smallest.length / 2) - 1] ?? Infinity;
    return { count: index + 1, right: kept(hunted), smallest: half === Infinity ? null : half };
  });
}

/** All pieces of a job, picture by picture, so that stopping early leaves every task with the same pictures. */
export function pieces({ tasks }: Job, pictures: number): PieceOf[] {
  return Array.from({ length: tasks.length * pictures }, (_, index) => ({ task: index % tasks.length, piece: Math.floor(index / tasks.length) }));
}

/** What was found so far, and a piece more. */
export function withPiece(found: Found[][][], job: number, { task, found: one }: Pick<PieceFound, "task" | "found">): Found[][][] {
  return found.map((tasks, at) => (at === job ? tasks.map((list, which) => (which === task ? [...list, one] : list)) : tasks));
}

export const nothingFound = (jobs: readonly Job[]): Found[][][] => jobs.map(({ tasks }) => tasks.map(() => []));
