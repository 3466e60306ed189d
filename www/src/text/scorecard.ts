/** What the scorecards of all languages share. */
import { fixed } from "../state/format.ts";
import type { ClaimId, PartId, ThresholdId } from "../state/verdicts.ts";

/** What nets and councils are called. */
export type Titles = (id: string) => string;

/** How a number is written. */
export type Kind = "share" | "gain" | "times" | "residual";
export const kindOf = (by: ThresholdId | undefined, id: PartId): Kind =>
  id === "numbers-gain" ? "gain" : id === "numbers-further" ? "times" : by === "straight" ? "residual" : "share";

/** What measures a claim's numbers; those of a few dozen pictures or of all ten words are made with the page's other prepared results. */
const evaluated = (parts: string) => `make experiments DATA=DIR ARGUMENTS="--parts ${parts}"`;
const prepared = (names: string) => `npm --prefix www run posters -- ${names}`;
export const COMMANDS: Record<ClaimId, string[]> = {
  weights: [evaluated("robust,masking")],
  certain: [prepared("certain"), "npm --prefix www run evolutions", evaluated("noise")],
  line: [evaluated("ray"), prepared("line-survey")],
  keys: [evaluated("questions"), prepared("keys")],
  reuse: [evaluated("transfer"), prepared("reuse")],
  blur: [evaluated("filters")],
  vote: [evaluated("vote")],
  numbers: [evaluated("cost")],
};

const superscript = (digits: number) => String(digits).replace("-", "⁻").replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]!);

/** "7.0·10⁻⁷". */
export function tiny(value: number): string {
  const power = Math.floor(Math.log10(value));
  return `${fixed(value / 10 ** power, 1)}·10${superscript(power)}`;
}

/** Percentage points, with their sign. */
export const points = (value: number) => `${value < 0 ? "−" : "+"}${fixed(Math.abs(value * 100), 1)}`;
