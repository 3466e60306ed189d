/** What the figure "Blur it" measures: three numbers for every filter, clean, against who does not know of it, against who does. */
import type { AttackOptions, ExperimentTask, Filter, Share, Vote } from "easily-fooled";
import type { PieceFound, PieceOf } from "../engine/experiment-protocol.ts";
import { type FilterKind, filterKey, filterOf, filterRow, type Guard, strengthOf } from "./filters.ts";
import type { Json } from "./run.ts";
import { share } from "./share.ts";
import { recipe } from "./transfer.ts";

/** n of n/255. */
export const BLUR_BUDGETS = [2, 4, 8, 16] as const;
export type BlurBudget = (typeof BLUR_BUDGETS)[number];
export const BLUR_STEPS = 20;
export const BLUR_SEED = 1;

/** Standard deviations of the certificate's noise, in pixel values. */
export const CERTIFICATE_SIGMAS = [0.03, 0.06, 0.12, 0.25] as const;
export type CertificateSigma = (typeof CERTIFICATE_SIGMAS)[number];

/** What the figure begins with: a filter that the attacker does not know of. */
export const BLUR_FIRST: { budget: BlurBudget; guard: Guard; certify: CertificateSigma } = {
  budget: 8,
  guard: { filter: filterOf("gaussian"), known: false, seed: BLUR_SEED },
  certify: 0.06,
};

/** What is measured, on whom. `pictures` tells apart where they come from. */
export interface BlurQuestion {
  model: string;
  budget: BlurBudget;
  pictures: string;
}

export const blurKey = ({ model, budget, pictures }: BlurQuestion) => JSON.stringify([model, budget, pictures]);

/** Of each picture: is it answered right? Undefined: not known yet. */
export type Marks = (boolean | undefined)[];
export const COLUMNS = ["clean", "unaware", "aware"] as const;
export type Column = (typeof COLUMNS)[number];
export type Row = Record<Column, Marks>;

/** No filter at all: what the others are to be held against. */
export const NONE = "none";
export const rowKey = (filter: Filter | undefined) => (filter ? filterKey(filter) : NONE);

export interface Findings {
  rows: Record<string, Row>;
  /** Spent on what is done. */
  milliseconds: number;
  /** Not made here. */
  prepared?: boolean;
}

export const noFindings = (): Findings => ({ rows: {}, milliseconds: 0 });
const emptyRow = (): Row => ({ clean: [], unaware: [], aware: [] });

/** One kind's rows, as many for each: no filter, then from weak to strong, the strength in hand in place of the one nearest to it. */
export function filtersOf(current: Filter): (Filter | undefined)[] {
  const { strengths } = filterRow(current.kind);
  const far = (strength: number) => Math.abs(strength - strengthOf(current));
  const nearest = strengths.reduce((best, strength) => (far(strength) < far(best) ? strength : best));
  return [undefined, ...strengths.map((strength) => (strength === nearest ? current : filterOf(current.kind, strength)))];
}

/** What each attacker does, for the picture in hand as for many: see the core’s recipe. */
export function blurOptions(budget: BlurBudget, label: number): AttackOptions {
  const epsilon = budget / 255;
  return { method: "pgd", epsilon, steps: BLUR_STEPS, stepSize: (2.5 * epsilon) / BLUR_STEPS, loss: "cross-entropy", seed: BLUR_SEED, label };
}

/** The attacker who does not know comes first, then for each row the one who does. */
export function blurTasks(filters: (Filter | undefined)[], budget: BlurBudget): ExperimentTask[] {
  const how = recipe({ budget, targeted: false });
  return [
    { experiment: "unaware", recipe: how, filters: filters.filter((filter) => filter !== undefined) },
    ...filters.map((behind): ExperimentTask => ({ experiment: "hunt", recipe: how, only: null, ...(behind ? { behind } : {}) })),
  ];
}

/** What is left to do, picture by picture, so that all numbers grow together. */
export function blurPieces({ rows }: Findings, filters: (Filter | undefined)[], pictures: number): PieceOf[] {
  const missing = (filter: Filter | undefined, column: Column, picture: number) => rows[rowKey(filter)]?.[column][picture] === undefined;
  return Array.from({ length: pictures }, (_, piece) => [
    ...(filters.some((filter) => missing(filter, "unaware", piece)) ? [{ task: 0, piece }] : []),
    ...filters.flatMap((filter, index) => (missing(filter, "aware", piece) ? [{ task: index + 1, piece }] : [])),
  ]).flat();
}

export function withFound(findings: Findings, filters: (Filter | undefined)[], { task, piece, found, milliseconds }: PieceFound): Findings {
  const rows = { ...findings.rows };
  const put = (filter: Filter | undefined, marks: Partial<Record<Column, boolean>>) => {
    const row = rows[rowKey(filter)] ?? emptyRow();
    const changed = Object.entries(marks).map(([column, mark]) => {
      const all = [...row[column as Column]];
      all[piece] = mark;
      return [column, all] as const;
    });
    rows[rowKey(filter)] = { ...row, ...Object.fromEntries(changed) };
  };
  if (found.kind === "filtered") {
    const named = filters.filter((filter) => filter !== undefined);
    named.forEach((filter, index) => put(filter, { clean: found.value.clean[index]!, unaware: found.value.right[index]! }));
  } else if (found.kind === "fate" || found.kind === "nothing") {
    const filter = filters[task - 1];
    const right = found.kind === "fate" && found.value.right.mean;
    // Where there is no filter, nobody can be unaware of it.
    put(filter, filter ? { aware: right } : { clean: found.kind === "fate", unaware: right, aware: right });
  }
  return { ...findings, rows, milliseconds: findings.milliseconds + milliseconds };
}

export type ThreeNumbers = Record<Column, Share>;

export function threeNumbers(findings: Findings, filter: Filter | undefined): ThreeNumbers {
  const row = findings.rows[rowKey(filter)] ?? emptyRow();
  const counted = (column: Column) => {
    const known = row[column].filter((mark) => mark !== undefined);
    return share(known.filter(Boolean).length, known.length);
  };
  return { clean: counted("clean"), unaware: counted("unaware"), aware: counted("aware") };
}

/** Knowing more never makes an attacker weaker. Where it seems so, it is the attack that fails, and the number flatters the filter. */
export function isSuspect({ rows }: Findings, filter: Filter): boolean {
  const row = rows[rowKey(filter)];
  if (!row) return false;
  const both = row.aware.flatMap((aware, index) => (aware === undefined || row.unaware[index] === undefined ? [] : [[aware, row.unaware[index]]]));
  return both.filter(([aware]) => aware).length > both.filter(([, unaware]) => unaware).length;
}

/** Of the pictures that the attack took from the bare net: how many a filter gives back, to who does not know of it and who does. */
export function givenBack({ rows }: Findings, filter: Filter): { fallen: number; unaware: number; aware: number } {
  const bare = rows[NONE] ?? emptyRow();
  const row = rows[rowKey(filter)] ?? emptyRow();
  const fallen = bare.clean.flatMap((clean, index) => (clean && bare.aware[index] === false ? [index] : []));
  const right = (column: Column) => fallen.filter((index) => row[column][index]).length;
  return { fallen: fallen.length, unaware: right("unaware"), aware: right("aware") };
}

/** As `scripts/posters.mjs` writes it: of every row, picture by picture, 1 for right; and one picture with and without knowledge. */
export interface RecordedBlur {
  question: BlurQuestion;
  filter: Filter;
  pictures: number;
  rows: { filter: Filter | null; clean: string; unaware: string; aware: string }[];
  scene: { picture: string; label: number; before: RecordedSight; after: Record<"unaware" | "aware", RecordedSight & { agreed: boolean; fooled: boolean }> };
}

/** A picture, what a net says of it without and with the filter, and what that one sees. */
export interface RecordedSight {
  pixels: string;
  bare: Json<Vote>;
  behind: Json<Vote>;
  seen: string;
}

const marksOf = (bits: string): Marks => Array.from(bits, (bit) => bit === "1");

export function recordedFindings({ rows }: Pick<RecordedBlur, "rows">): Findings {
  const entries = rows.map(({ filter, clean, unaware, aware }) => [rowKey(filter ?? undefined), { clean: marksOf(clean), unaware: marksOf(unaware), aware: marksOf(aware) }]);
  return { rows: Object.fromEntries(entries), milliseconds: 0, prepared: true };
}

/** What the recorded rows say of one filter of each kind, in the order of the table. */
export function recordedKinds({ rows }: Pick<RecordedBlur, "rows">, kinds: FilterKind[]): Filter[] {
  return kinds.flatMap((kind) => rows.flatMap(({ filter }) => (filter?.kind === kind && filterKey(filter) === filterKey(filterOf(kind)) ? [filter] : [])));
}
