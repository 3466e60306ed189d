/** What a visitor can set, the ranges it must keep to, and what becomes of it at the core's door. */
import type { AttackOptions, Method, Strategy, VoteRule } from "easily-fooled";

export interface Range {
  min: number;
  max: number;
  /** 0: any number. */
  step: number;
}

export const RANGES = {
  /** Steps of 255. */
  budget: { min: 1, max: 32, step: 1 },
  /** Euclidean length in pixel values. */
  radius: { min: 0.05, max: 4, step: 0.05 },
  steps: { min: 1, max: 500, step: 1 },
  restarts: { min: 1, max: 20, step: 1 },
  seed: { min: 0, max: 4294967295, step: 1 },
  gain: { min: 1, max: 50, step: 1 },
} as const satisfies Record<string, Range>;

export type RangeName = keyof typeof RANGES;
export type Wish = number | "other";
export type Norm = "linf" | "l2";
export type AttackMethod = Extract<Method, "fgsm" | "bim" | "pgd" | "mi-fgsm">;
export type Plan = Extract<Strategy, "only" | "one-after-another" | "joint">;

export interface Settings {
  wish: Wish;
  method: AttackMethod;
  norm: Norm;
  budget: number;
  radius: number;
  steps: number;
  restarts: number;
  randomStart: boolean;
  seed: number;
}

/** The net that the page begins with, and that its prose speaks of. */
export const MAIN_NET = "residual";

/** How several nets vote, until the visitor chooses otherwise. */
export const FIRST_RULE: VoteRule = "majority";

/** What the page begins with; a figure's poster says where it differs. */
export const DEFAULTS: Settings = {
  wish: "other",
  method: "pgd",
  norm: "linf",
  budget: 4,
  radius: 1,
  steps: 40,
  restarts: 1,
  randomStart: false,
  seed: 1,
};

/** Attacks stop when they have won with this confidence; the visitor sees the end of the race, not a plateau. */
export const SURE_ENOUGH = 0.99;

/** From noise the way leads uphill until the net is so sure. */
export const CERTAIN = 0.9999;
/** A generous end for nets that never get certain. */
const MOST_UPHILL = 1000;

export type Checked = { ok: true; value: number } | { ok: false; value: number; reason: "not-a-number" | "too-small" | "too-large" };

/** What was typed, and the nearest value that works. */
export function check(name: RangeName, typed: string | number): Checked {
  return checkIn(RANGES[name], typed);
}

export function checkIn({ min, max, step }: Range, typed: string | number): Checked {
  const text = String(typed).trim().replace(",", ".").replace(/\s*\/\s*255$/, "");
  // Minus zero is zero.
  const number = text === "" ? Number.NaN : Number(text) + 0;
  if (Number.isNaN(number)) return { ok: false, value: Number.NaN, reason: "not-a-number" };
  if (number < min) return { ok: false, value: min, reason: "too-small" };
  if (number > max) return { ok: false, value: max, reason: "too-large" };
  return { ok: true, value: step === 0 ? number : Number((Math.round(number / step) * step).toFixed(4)) };
}

/** Budget in pixel values, whichever norm. */
export function epsilon(settings: Pick<Settings, "norm" | "budget" | "radius">): number {
  return settings.norm === "linf" ? settings.budget / 255 : settings.radius;
}

/** `label`: what the picture is, or is taken for: what an attack without a wished-for class leads away from. */
export function attackOptions(settings: Settings, label: number): AttackOptions {
  const options: AttackOptions = {
    method: settings.method,
    norm: settings.norm,
    epsilon: epsilon(settings),
    steps: settings.method === "fgsm" ? 1 : settings.steps,
    restarts: settings.restarts,
    confidence: SURE_ENOUGH,
    seed: settings.seed,
  };
  if (settings.wish === "other") options.label = label;
  else options.target = settings.wish;
  if (settings.method === "pgd") options.randomStart = settings.randomStart;
  return options;
}

/** From noise to certainty of one class. */
export function uphillOptions(target: number, seed: number): AttackOptions {
  return { method: "ascent", target, steps: MOST_UPHILL, confidence: CERTAIN, seed };
}

/** Milliseconds between iterations, so that a run of any length can be watched, and none takes much over a second. */
export function pace(iterations: number, motion: boolean): number {
  if (!motion || iterations <= 1) return 0;
  return Math.min(40, Math.max(0, Math.floor(1200 / iterations)));
}
