import { describe, expect, test } from "vitest";
import { share } from "../src/state/share.ts";
import { CLAIMS, type ClaimId, costOf, type Figure, gain, judge, THRESHOLDS, type ThresholdId, together, verdicts, type Word } from "../src/state/verdicts.ts";
import { cost } from "../src/text/en/cost.ts";
import { scorecard } from "../src/text/en/scorecard.ts";
import { council, evidence, everything, N, net, of, results } from "./made-up-results.ts";

const word = (claim: ClaimId, measured = everything(), change = {}): Word => verdicts(evidence(measured, change)).find((verdict) => verdict.claim === claim)!.word;
const part = (claim: ClaimId, id: string, of?: string, measured = everything()) =>
  verdicts(evidence(measured))
    .find((verdict) => verdict.claim === claim)!
    .parts.find((one) => one.id === id && (of === undefined || one.of === of))!;

describe("a threshold", () => {
  const figure = (low: number, high: number): Figure => ({ value: (low + high) / 2, low, high, n: N, origin: "test" });

  test.each(Object.keys(THRESHOLDS) as ThresholdId[])("%s: the whole interval must be beyond it", (id) => {
    const { holds, fails } = THRESHOLDS[id];
    const up = holds > fails;
    const [beyond, short] = up ? [1, -1] : [-1, 1];
    const little = Math.abs(holds - fails) / 10;
    const between = (one: number, other: number) => figure(Math.min(one, other), Math.max(one, other));
    expect(judge(between(holds, holds + beyond * little), THRESHOLDS[id])).toBe("holds");
    expect(judge(between(holds - beyond * little, holds + beyond * little), THRESHOLDS[id])).toBe("half");
    expect(judge(between(fails, fails + short * little), THRESHOLDS[id])).toBe("fails");
    expect(judge(between(fails - short * little, fails + short * little), THRESHOLDS[id])).toBe("half");
    expect(judge(undefined, THRESHOLDS[id])).toBe("unmeasured");
  });

  test("parts that decide have to agree, and none may be missing", () => {
    const parts = (...words: Word[]) => words.map((word) => ({ decides: true, word }));
    expect(together(parts("holds", "holds"))).toBe("holds");
    expect(together(parts("fails", "fails"))).toBe("fails");
    expect(together(parts("holds", "fails"))).toBe("half");
    expect(together(parts("half", "half"))).toBe("half");
    expect(together(parts("holds", "unmeasured"))).toBe("unmeasured");
    expect(together([{ decides: false, word: "holds" }])).toBe("unmeasured");
    expect(together([...parts("fails"), { decides: false, word: "unmeasured" }])).toBe("fails");
  });
});

describe("without measurements", () => {
  const none = results([]);
  test.each(["weights", "reuse", "blur", "vote", "numbers"] as const)("nothing is said of %s", (claim) => expect(word(claim, none)).toBe("unmeasured"));

  test("what the gallery and the ten words say is said, with its own n", () => {
    expect(word("certain", none)).toBe("holds");
    expect(word("line", none)).toBe("holds");
    expect(word("keys", none)).toBe("fails");
    expect(part("keys", "keys-scores", undefined, none).figure).toMatchObject({ n: 10, origin: "gallery" });
    expect(part("line", "line-away", undefined, none).figure).toMatchObject({ n: 35, origin: "gallery" });
    expect(part("certain", "certain-uphill", undefined, none).figure).toMatchObject({ value: 1, low: 1, high: 1, n: 10, origin: "all" });
  });
});

describe("whoever has the weights", () => {
  const robust = (residual: number, plain: number) => word("weights", results([net("residual", { robust: residual }), net("plain", { robust: plain })]));

  test("fools all nets, some, or none", () => {
    expect(robust(0, 0.01)).toBe("holds");
    expect(robust(0, 0.3)).toBe("half");
    expect(robust(0.6, 0.7)).toBe("fails");
  });

  test("counts over those that were right before", () => {
    expect(part("weights", "weights-main", undefined, results([net("residual", { clean: 0.8, robust: 0.2 })])).figure).toMatchObject({ value: 0.75, n: 800 });
  });

  test("the main net has to be among them, and a hardened one decides nothing", () => {
    expect(word("weights", results([net("plain", { robust: 0 })]))).toBe("unmeasured");
    expect(word("weights", results([net("residual", { robust: 0 }), net("robust", { robust: 0.4 })]))).toBe("holds");
    expect(part("weights", "weights-weakest")).toMatchObject({ of: "plain", counts: [2] });
  });
});

test("certain about nothing: all ten, some, or half of them", () => {
  const uphill = (certain: number) => ({ uphill: { model: "residual", cells: Array.from({ length: 10 }, (_, index) => ({ confidence: index < certain ? 0.99991 : 0.9 })) } });
  expect(word("certain", everything(), uphill(10))).toBe("holds");
  expect(word("certain", everything(), uphill(9))).toBe("half");
  expect(word("certain", everything(), uphill(5))).toBe("fails");
  const doubted = { uphill: { model: "residual", cells: Array.from({ length: 10 }, (_, index) => ({ confidence: 1, agreed: index > 0 })) } };
  expect(word("certain", everything(), doubted)).toBe("half");
});

describe("a straight line", () => {
  test("ends certain, and is straight", () => {
    const ray = (certain: number, residual: number | null) => word("line", results([net("residual", { certain, residual })]));
    expect(ray(0.99, 1e-6)).toBe("holds");
    expect(ray(0.99, 1e-4)).toBe("half");
    expect(ray(0.7, 1e-6)).toBe("half");
    expect(ray(0.2, 0.1)).toBe("fails");
  });

  test("the least certain net decides; one without bends has no say in straightness", () => {
    const measured = results([net("residual", { certain: 1 }), net("plain", { certain: 0.3, residual: null })]);
    expect(part("line", "line-away", undefined, measured)).toMatchObject({ of: "plain", word: "fails" });
    expect(part("line", "line-straight", undefined, measured)).toMatchObject({ of: "residual", word: "holds" });
    // What bends nowhere is straight but for rounding.
    const linear = results([net("residual", { certain: 1 }), net("plain", { certain: 1, residual: 2e-5, switches: 0 })]);
    expect(part("line", "line-straight", undefined, linear)).toMatchObject({ of: "residual", word: "holds" });
  });
});

test("a black box: the test pictures' number stands before the gallery's", () => {
  const asked = (right: number) => results([net("residual", { asked: right })]);
  expect(word("keys", asked(0.01))).toBe("fails");
  expect(word("keys", asked(0.9))).toBe("half");
  expect(part("keys", "keys-scores", undefined, asked(0.01)).figure).toMatchObject({ n: 900, origin: "test" });
  const shut = { keys: { model: "residual", arrivals: { weights: [], scores: Array(200).fill(null), label: Array(200).fill(null) } } };
  expect(word("keys", results([]), shut)).toBe("holds");
});

test("reuse: as anything else, and as one chosen thing", () => {
  const travel = (any: number, chosen: number) => word("reuse", results([], [council("strangers", { travel: [any, chosen] })]));
  expect(travel(0.02, 0)).toBe("holds");
  expect(travel(0.6, 0.01)).toBe("half");
  expect(travel(0.6, 0.15)).toBe("half");
  expect(travel(0.9, 0.4)).toBe("fails");
  expect(part("reuse", "reuse-any").figure).toMatchObject({ value: 0.61, n: N });
});

describe("smoothing", () => {
  const behind = (aware: number, unaware = 0.6, stronger = true) =>
    results([net("residual", { filters: [{ filter: { kind: "gaussian", sigma: 0 }, clean: 0.9, unaware: 0.9, aware: 0.9 }, { filter: { kind: "median", size: 3 }, clean: 0.8, unaware, aware, stronger }] })]);

  test("who knows decides, and only filters that smooth", () => {
    expect(word("blur", behind(0.55))).toBe("holds");
    expect(word("blur", behind(0.3))).toBe("half");
    expect(word("blur", behind(0.02))).toBe("fails");
    const noisy = results([net("residual", { filters: [{ filter: { kind: "noise", sigma: 0.1, draws: 8 }, clean: 0.8, unaware: 0.7, aware: 0.7 }] })]);
    expect(word("blur", noisy)).toBe("unmeasured");
  });

  test("right is who withstands both, and an attack that is too weak is flagged", () => {
    const [verdict] = verdicts(evidence(behind(0.6, 0.2, false))).filter(({ claim }) => claim === "blur");
    expect(verdict!.word).toBe("half");
    expect(verdict!.flagged).toBe(true);
    expect(verdicts(evidence(behind(0.02))).find(({ claim }) => claim === "blur")!.flagged).toBe(false);
  });
});

test("a vote: strangers and those who disagree, one after another and all at once", () => {
  const vote = (strangers: [number, number], disagree?: [number, number]) =>
    word("vote", results([], [council("strangers", { vote: strangers }), ...(disagree ? [council("disagree", { vote: disagree })] : [])]));
  expect(vote([0.7, 0.6], [0.8, 0.7])).toBe("holds");
  expect(vote([0.05, 0.01], [0.8, 0.05])).toBe("half");
  expect(vote([0.05, 0.01], [0.04, 0])).toBe("fails");
  expect(vote([0.05, 0.01])).toBe("unmeasured");
  // Hardened ones explain, and decide nothing.
  expect(word("vote", results([], [council("strangers", { vote: [0, 0] }), council("disagree", { vote: [0, 0] }), council("hardened", { vote: [0.9, 0.9] })]))).toBe("fails");
});

describe("the more, the harder", () => {
  const curve = (...of: [number, number | null][]) => of;
  const numbers = (strangers: [number, number | null][], disagree = strangers) => word("numbers", results([], [council("strangers", { curve: strangers }), council("disagree", { curve: disagree })]));

  test("by what is left at equal budgets, and by the smallest that fools half", () => {
    expect(numbers(curve([0.1, 4], [0.4, 8]))).toBe("holds");
    expect(numbers(curve([0.1, 4], [0.4, 4]))).toBe("half");
    expect(numbers(curve([0.1, 4], [0.11, 4]))).toBe("fails");
    // From 1 to 2 steps may be hardly anything, so it decides nothing.
    expect(numbers(curve([0.1, 1], [0.11, 2]))).toBe("fails");
    expect(numbers(curve([0.1, 2], [0.11, 2]), curve([0.1, 2], [0.5, 5]))).toBe("half");
    expect(numbers(curve([0.1, 2]))).toBe("unmeasured");
    expect(part("numbers", "numbers-further", "strangers", results([], [council("strangers", { curve: curve([0.1, 11], [0.4, null]) })])).figure).toMatchObject({ value: 3 });
  });

  test("a curve is read as far as its pictures go, and no further", () => {
    const read = (from: number, to: number, n: number) => {
      const point = (count: number, right: number) => ({ count, right: share(right, n), clean: share(n, n), smallest: 1 });
      return cost.reading("Some", [point(1, from), point(5, to)]);
    };
    expect(read(0, 0, 20)).toBe("Five “Some” instead of one: 0\u00a0points more still right. With 20 pictures that is a hint and no more: it may be anything from −16 to +16.");
    expect(read(0, 0, 1000)).toContain("no difference. That curve is flat");
    expect(read(100, 600, 1000)).toBe("Five “Some” instead of one: 50\u00a0points more still right.");
    expect(read(100, 250, 1000)).toContain("which is something, and not much");
  });
  test("the strongest attacker counts", () => expect(costOf(everything(), "strangers")).toMatchObject([{ count: 1, smallest: 1, right: of(0.02) }, { count: 2 }, { count: 3, right: of(0.06) }]));

  test("a difference has an interval that is no narrower than either share's", () => {
    const found = gain(of(0.1), of(0.3));
    expect(found.value).toBeCloseTo(0.2);
    expect(found.low).toBeGreaterThan(0.16);
    expect(found.high).toBeLessThan(0.24);
  });
});

describe("words", () => {
  test("every claim has a sentence, rows and a number, measured or not", () => {
    for (const measured of [everything(), results([])]) {
      const all = verdicts(evidence(measured));
      expect(all.map(({ claim }) => claim)).toEqual([...CLAIMS]);
      for (const verdict of all) {
        expect(scorecard.reason(verdict, (id) => id)).not.toMatch(/undefined|NaN|–|null/);
        for (const one of verdict.parts) expect(scorecard.row(one, (id) => id)).not.toMatch(/undefined|NaN/);
      }
    }
  });

  test("the tally counts to eight", () => expect(scorecard.tally(["holds", "holds", "half", "fails", "fails", "fails", "fails", "unmeasured"])).toBe("Of eight claims, two hold, one is half true, four fail and one is not measured yet."));
});
