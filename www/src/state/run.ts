/** One attack on one picture, from its settings to its result: what a figure shows, and what a poster holds. */
import type { AttackOptions, Opinion, Progress, Verdict, Vote, VoteRule } from "easily-fooled";
import type { AttackResult, TrailPoint } from "../engine/protocol.ts";
import type { Guard } from "./filters.ts";
import type { Frame } from "./frames.ts";
import { answerOf, top } from "./outcome.ts";
import { pixelsOfBase64 } from "./pixels.ts";
import { attackOptions, type Plan, type Settings, type Wish } from "./settings.ts";

export type Origin = { kind: "gallery"; id: string } | { kind: "file"; name: string } | { kind: "noise"; seed: number };

export interface Subject {
  origin: Origin;
  pixels: Float32Array;
  /** What it shows, where anybody knows. */
  label: number | undefined;
}

/** How several nets vote, and how they are attacked. */
export interface Council {
  /** Id of the ensemble whose first members they are; none for a net alone. */
  ensemble?: string;
  rule: VoteRule;
  plan: Plan;
  /** Index of the only member attacked, for the plan "only". */
  member: number;
  /** A filter before all of them; none: they see the picture as it is. */
  guard?: Guard | undefined;
}

/** What is to be attacked, and how. */
export interface Order {
  subject: Subject;
  models: string[];
  council: Council;
  wish: Wish;
  /** What the core is told, once it is known which class to lead away from. */
  tell: (label: number) => AttackOptions;
}

/** What an attack has spent. */
export type Counts = Pick<Progress, "iteration" | "gradientEvaluations" | "queries" | "zeroGradients">;

export interface Run {
  subject: Subject;
  models: string[];
  council: Council;
  wish: Wish;
  /** What the core is told; undefined as long as `label` is. */
  options: AttackOptions | undefined;
  /** What the attack leads away from: what the nets say before it, or what the picture is; undefined until they were asked. */
  label: number | undefined;
  /** What the nets said before any attack; undefined until they were asked. */
  before: Vote | undefined;
  trail: TrailPoint[];
  /** Iterates on the way, from the untouched picture on; none of a poster. */
  frames: Frame[];
  counts: Counts;
  /** The current iterate, in the end the result. */
  pixels: Float32Array;
  progress: Progress | undefined;
  result: AttackResult | undefined;
}

/** A net alone has nothing to vote about. */
export const ALONE: Council = { rule: "mean", plan: "joint", member: 0 };

/** What the core is told. `label`: see `attackOptions`. */
export function runOptions(
  { models, council, settings }: { models: string[]; council: Council; settings: Settings },
  label: number,
): AttackOptions {
  const options = attackOptions(settings, label);
  if (models.length < 2) return options;
  return { ...options, strategy: council.plan, ...(council.plan === "only" ? { member: council.member } : {}) };
}

export type Json<T> = T extends Float32Array ? number[] : T extends object ? { [K in keyof T]: Json<T[K]> } : T;

/** A run as `scripts/posters.mjs` writes it; pictures as base64 of their 8-bit bytes. */
export interface RecordedRun {
  subject: { origin: Origin; pixels: string; label?: number };
  models: string[];
  council: Council;
  wish: Wish;
  options: AttackOptions;
  label: number;
  before: Json<Vote>;
  trail: Json<TrailPoint>[];
  counts: Counts;
  best: string;
  verdict: Json<Verdict>;
  seed: number;
}

export function replay(recorded: RecordedRun): Run {
  const best = pixelsOfBase64(recorded.best);
  return {
    subject: {
      origin: recorded.subject.origin,
      label: recorded.subject.label,
      pixels: pixelsOfBase64(recorded.subject.pixels),
    },
    models: recorded.models,
    council: recorded.council,
    wish: recorded.wish,
    options: recorded.options,
    label: recorded.label,
    before: voteOf(recorded.before),
    trail: recorded.trail.map((point) => ({
      ...point,
      members: point.members.map((values) => Float32Array.from(values)),
    })),
    frames: [],
    counts: recorded.counts,
    pixels: best,
    progress: undefined,
    result: {
      kind: "finished",
      best,
      verdict: {
        ...recorded.verdict,
        vote: voteOf(recorded.verdict.vote),
        secondOpinion: voteOf(recorded.verdict.secondOpinion),
      },
      seed: recorded.seed,
      stopped: false,
      milliseconds: 0,
    },
  };
}

export function voteOf(vote: Json<Vote>): Vote {
  return {
    label: vote.label,
    probabilities: Float32Array.from(vote.probabilities),
    members: vote.members.map(({ label, confidence, probabilities }) => ({
      label,
      confidence,
      probabilities: Float32Array.from(probabilities),
    })),
  };
}

/** The members' opinions of the picture that is shown now. */
export function opinionsNow(run: Run): Opinion[] {
  return run.result?.verdict.vote.members ?? run.progress?.members ?? run.before?.members ?? [];
}

/** A picture in place, nothing done to it yet. */
export function untouched({ subject, models, council, wish, tell }: Order, before?: Vote): Run {
  const answer = before && answerOf(before).label;
  const label = answer ?? subject.label ?? (before && top(before.probabilities));
  return {
    subject,
    models,
    council,
    wish,
    options: label === undefined ? undefined : tell(label),
    label,
    before,
    trail: before
      ? [{ iteration: 0, active: [], members: before.members.map(({ probabilities }) => probabilities), loss: undefined, queries: 0, linf: 0 }]
      : [],
    frames: [{ iteration: 0, pixels: subject.pixels }],
    counts: { iteration: 0, gradientEvaluations: 0, queries: 0, zeroGradients: 0 },
    pixels: subject.pixels,
    progress: undefined,
    result: undefined,
  };
}

/** Does the result, the best picture on the way, look different to the nets from where the curves end? */
export function lastIsNotBest({ trail, result }: Run): boolean {
  const last = trail.at(-1)?.members ?? [];
  return (
    result?.verdict.vote.members.some(({ label, confidence }, index) => Math.abs((last[index]?.[label] ?? confidence) - confidence) > 0.05) ??
    false
  );
}
