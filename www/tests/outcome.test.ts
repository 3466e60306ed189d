import { describe, expect, test } from "vitest";
import type { Verdict, Vote } from "easily-fooled/light";
import { outcomeOf, runnerUp, top } from "../src/state/outcome.ts";

const probabilities = (label: number, confidence: number) =>
  Float32Array.from({ length: 10 }, (_, index) => (index === label ? confidence : (1 - confidence) / 9));
const opinion = (label: number, confidence = 0.9) => ({ label, confidence, probabilities: probabilities(label, confidence) });
const verdict = (vote: Vote, fooled: boolean, agreed = true): Verdict => ({
  outcome: "unchanged",
  fooled,
  agreed,
  vote,
  secondOpinion: vote,
  perturbation: { linf: 0, l2: 0 },
  warnings: [],
});
const alone = (label: number): Vote => ({ label, probabilities: probabilities(label, 0.9), members: [opinion(label)] });
const several = (label: number | undefined, ...labels: number[]): Vote => ({
  label,
  probabilities: probabilities(labels[0]!, 0.5),
  members: labels.map((member) => opinion(member)),
});

describe("outcomeOf tells apart", () => {
  test("a wish that came true", () => expect(outcomeOf(verdict(alone(8), true), 8, 6).kind).toBe("target-reached"));
  test("a change to something else than was wished", () => expect(outcomeOf(verdict(alone(0), false), 8, 6).kind).toBe("changed"));
  test("no change", () => expect(outcomeOf(verdict(alone(6), false), 8, 6).kind).toBe("unchanged"));
  test("anything else", () => expect(outcomeOf(verdict(alone(3), true), "other", 6).kind).toBe("changed"));
  test("a vote without a majority", () => {
    const outcome = outcomeOf(verdict(several(undefined, 1, 2, 3), false), "other", 6);
    expect(outcome).toMatchObject({ kind: "abstained", says: undefined, confidence: 0 });
  });
  test("a vote from its members: the vote counts", () => {
    expect(outcomeOf(verdict(several(6, 6, 6, 8), false), 8, 6).kind).toBe("unchanged");
  });
  test("a win that the second runtime does not confirm", () => {
    expect(outcomeOf(verdict(alone(8), false, false), 8, 6)).toMatchObject({ won: false, agreed: false });
  });
});

test("top and runnerUp", () => {
  expect(top([0.1, 0.7, 0.2])).toBe(1);
  expect(runnerUp([0.1, 0.7, 0.2], 1)).toBe(2);
  expect(runnerUp([0.7, 0.1, 0.2], 0)).toBe(2);
  expect(runnerUp([0, 0], 0)).toBe(1);
});
