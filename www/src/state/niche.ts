/** One class's square: what is in it, how sure the net is of it, and how it came there. */
import { CERTAIN } from "./settings.ts";

export interface Niche {
  pixels: Float32Array | undefined;
  /** What a pattern is drawn from. */
  genome: string | undefined;
  confidence: number;
  /** Steps that it was led uphill, or the generation that it was born in. */
  took: number;
  seed: number;
  /** Does the second runtime say the same? Undefined until it was asked. */
  agreed: boolean | undefined;
  /** working: it may still get better; filled: certain; short: it ended before that. */
  state: "empty" | "working" | "filled" | "short";
}

export const isCertain = ({ confidence }: Pick<Niche, "confidence">): boolean => confidence >= CERTAIN;

export function emptyNiche(seed: number): Niche {
  return { pixels: undefined, genome: undefined, confidence: 0, took: 0, seed, agreed: undefined, state: "empty" };
}

export function filledCount(niches: readonly Niche[]): number {
  return niches.filter(({ state }) => state === "filled").length;
}
