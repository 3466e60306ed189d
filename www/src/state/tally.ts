import type { Opinion, VoteRule } from "easily-fooled";
import { top } from "./outcome.ts";

/** What the members decide; undefined when they come to no decision. */
export function tally(rule: VoteRule, members: readonly Opinion[]): number | undefined {
  const [first] = members;
  if (!first) return undefined;
  if (rule === "mean") {
    return top(Array.from(first.probabilities, (_, label) => members.reduce((sum, { probabilities }) => sum + probabilities[label]!, 0)));
  }
  const votes = (label: number) => members.filter((member) => member.label === label).length;
  const needed = rule === "unanimous" ? members.length : Math.floor(members.length / 2) + 1;
  return members.find(({ label }) => votes(label) >= needed)?.label;
}
