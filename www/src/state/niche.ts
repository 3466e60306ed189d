/** One class's square: what is in it, how sure the net is of it, and how it came there. */
import type { ClimbPoint } from "./climb.ts";
import { CERTAIN } from "./settings.ts";

export interface Niche {
  pixels: Float32Array | undefined;
  /** What a pattern is drawn from. */
  genome: string | undefined;
  confidence: number;
  /** Steps that it was led uphill, or the generation that it was born in. */
  took: number;
  /** How the confidence grew over these. */
  climb: readonly ClimbPoint[];
  seed: number;
  /** Does the second runtime say the same? Undefined until it was asked. */
  agreed: boolean | undefined;
  /** working: it may still get better; filled: certain; short: it ended before that. */
  state: "empty" | "working" | "filled" | "short";
}

export const isCertain = ({ confidence }: Pick<Niche, "confidence">): boolean => confidence >= CERTAIN;

export function emptyNiche(seed: number): Niche {
  return { pixels: undefined, genome: undefined, confidence: 0, took: 0, climb: [], seed, agreed: undefined, state: "empty" };
}

export function countFrom(niches: readonly Niche[], confidence: number): number {
  return niches.filter((niche) => niche.confidence >= confidence).length;
}

export function filledCount(niches: readonly Niche[]): number {
  return niches.filter(({ state }) => state === "filled").length;
}

/** The last step or generation of any of them. */
export function lastOf(niches: readonly Niche[]): number {
  return Math.max(1, ...niches.map(({ climb }) => climb.at(-1)?.[0] ?? 1));
}
