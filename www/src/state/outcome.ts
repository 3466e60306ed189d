/** What an attack's end means, told apart so that the text can be honest about it. */
import type { Verdict, Vote } from "easily-fooled";
import type { Wish } from "./settings.ts";

export type OutcomeKind = "target-reached" | "changed" | "abstained" | "unchanged";

export interface Outcome {
  kind: OutcomeKind;
  /** What the net or the vote says now; undefined: no decision. */
  says: number | undefined;
  confidence: number;
  /** Did the attacker get what they asked for, on the 8-bit picture, by both runtimes? */
  won: boolean;
  agreed: boolean;
}

export function outcomeOf(verdict: Verdict, wish: Wish, label: number): Outcome {
  const { label: says, confidence } = answerOf(verdict.vote);
  const kind: OutcomeKind =
    says === undefined ? "abstained" : wish !== "other" && says === wish ? "target-reached" : says === label ? "unchanged" : "changed";
  return { kind, says, confidence, won: verdict.fooled, agreed: verdict.agreed };
}

/** The vote's class, or the single member's. */
export function answerOf(vote: Vote): { label: number | undefined; confidence: number } {
  if (vote.members.length === 1) {
    const [only] = vote.members;
    return { label: only!.label, confidence: only!.confidence };
  }
  return { label: vote.label, confidence: vote.label === undefined ? 0 : (vote.probabilities[vote.label] ?? 0) };
}

/** Index of the largest value. */
export function top(probabilities: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < probabilities.length; index++) {
    if ((probabilities[index] ?? 0) > (probabilities[best] ?? 0)) best = index;
  }
  return best;
}

/** The likeliest class other than `label`. */
export function runnerUp(probabilities: ArrayLike<number>, label: number): number {
  let best = label === 0 ? 1 : 0;
  for (let index = 0; index < probabilities.length; index++) {
    if (index !== label && (probabilities[index] ?? 0) > (probabilities[best] ?? 0)) best = index;
  }
  return best;
}
