/** Every word of the scorecard: claims, verdicts, the numbers behind them, and the figure that repeats them. */
import type { Filter } from "easily-fooled";
import { count, duration, fixed, onePlacePercent, wholePercent } from "../../state/format.ts";
import { type ClaimId, EQUAL_BUDGET, type Figure, FINE_ENOUGH, type Part, type PartId, THRESHOLDS, type ThresholdId, type Verdict, VERDICT_BUDGET, type Word } from "../../state/verdicts.ts";
import { type Kind, kindOf, points, tiny, type Titles } from "../scorecard.ts";
import { list, numberWord, times } from "./grammar.ts";

const budget = `${VERDICT_BUDGET}/255`;
const equal = `${EQUAL_BUDGET}/255`;

const epsilon = (n: number) => (n > 32 ? "more than 32/255" : `${n}/255`);

function told(figure: Figure, kind: Kind): string {
  const { value, n, origin } = figure;
  if (kind === "gain") return `${points(value)}\u00a0points`;
  if (kind === "times") return `${fixed(value, 1)}\u00a0×`;
  if (kind === "residual") return value === 0 ? "0" : tiny(value);
  if (origin === "all") return `${Math.round(value * n)} of ${n}`;
  return origin === "test" ? onePlacePercent(value) : wholePercent(value);
}

function interval({ low, high, origin }: Figure, kind: Kind): string {
  if (origin === "all" || kind === "times" || kind === "residual") return "";
  if (kind === "gain") return `${points(low)} to ${points(high)}`;
  const digits = origin === "test" ? 1 : 0;
  return `${fixed(low * 100, digits)} to ${fixed(high * 100, digits)}\u00a0%`;
}

const filterName = (filter: Filter | undefined): string => {
  if (!filter) return "the best filter";
  switch (filter.kind) {
    case "gaussian":
      return `a blur of σ ${filter.sigma}`;
    case "median":
      return `a median of ${filter.size} × ${filter.size}`;
    case "bilateral":
      return `a bilateral filter, σ ${filter.sigma}`;
    case "bit-depth":
      return `${filter.bits} bits a colour`;
    case "total-variation":
      return `total variation, weight ${filter.weight}`;
    case "jpeg":
      return `JPEG at ${filter.quality}`;
    case "shift":
      return `random shifts by up to ${filter.margin}`;
    case "noise":
      return `random noise, σ ${filter.sigma}`;
  }
};

const find = (verdict: Verdict, id: PartId, of?: string) => verdict.parts.find((part) => part.id === id && (of === undefined || part.of === of));
const value = (part: Part | undefined) => (part?.figure ? told(part.figure, kindOf(part.by, part.id)) : "–");

/** One sentence for each claim, whatever came out; the word itself stands beside it. */
const reasons: Record<ClaimId, (verdict: Verdict, titles: Titles) => string> = {
  weights: (verdict, titles) => {
    const [main, weakest, sturdy] = [find(verdict, "weights-main"), find(verdict, "weights-weakest"), find(verdict, "weights-sturdy")];
    const others = weakest ? ` The one that held out best, “${titles(weakest.of!)}”, lost ${value(weakest)}.` : "";
    const hard = sturdy ? ` Training on attacked pictures helps: “${titles(sturdy.of!)}” lost ${value(sturdy)}.` : "";
    return `“${titles(main!.of!)}” lost ${value(main)} of the pictures that it had been right about, with no colour moved by more than ${budget}.${others}${hard}`;
  },
  certain: (verdict, titles) => {
    const [uphill, led] = [find(verdict, "certain-uphill"), find(verdict, "certain-led")];
    const little = led?.figure ? ` Moved by no more than ${budget}, ${value(led)} of the noise looks as certain as a photograph.` : "";
    return `“${titles(uphill!.of!)}” was led from noise to 99.99 % in ${value(uphill)} words.${little}`;
  },
  line: (verdict) => {
    const [away, random, straight] = [find(verdict, "line-away"), find(verdict, "line-random"), find(verdict, "line-straight")];
    return `Walking on, ${value(away)} of the walks away from what it is and ${value(random)} of those by lot end in certainty; after the last bend the answers leave a straight line by ${value(straight)} of their size at most. Nets without sharp bends are left out of that last number: it does not apply to them.`;
  },
  keys: (verdict, titles) => {
    const [scores, label] = [find(verdict, "keys-scores"), find(verdict, "keys-label")];
    return `${verdict.word === "fails" ? "Asking was enough. " : ""}Of the pictures that “${titles(scores!.of!)}” had right, ${value(scores)} fell to questions about its confidences, ${value(label)} to questions that were answered with one word.`;
  },
  reuse: (verdict) => {
    const [any, chosen] = [find(verdict, "reuse-any"), find(verdict, "reuse-chosen")];
    return `Made for one, ${value(any)} fool its sibling just so. To be one chosen thing, ${value(chosen)} do.`;
  },
  blur: (verdict) => {
    const [aware, unaware, clean] = [find(verdict, "blur-aware"), find(verdict, "blur-unaware"), find(verdict, "blur-clean")];
    return `We looked for the smoothing that does best. Against an attacker who does not know of it, ${value(unaware)} are right. Against one who does, ${value(aware)}, behind ${filterName(aware?.filter)}; without any attack it is ${value(clean)}.`;
  },
  vote: (verdict, titles) => {
    const councils = [...new Set(verdict.parts.map(({ of }) => of!))];
    const one = (id: string) => `“${titles(id)}” keep ${value(find(verdict, "vote-turns", id))} when taken one after another, ${value(find(verdict, "vote-joint", id))} when taken all at once`;
    return `Of what the vote had right: ${list(councils.map(one))}.`;
  },
  numbers: (verdict, titles) => {
    const councils = [...new Set(verdict.parts.map(({ of }) => of!))];
    const one = (id: string) => {
      const [gain, further] = [find(verdict, "numbers-gain", id), find(verdict, "numbers-further", id)];
      const [, last = 0, from, to] = further?.counts ?? [];
      return `${numberWord(last)} of “${titles(id)}” instead of one: ${value(gain)} still right at ${equal}, and ${from === to ? `still ${epsilon(from ?? 0)}` : `${epsilon(to ?? 0)} instead of ${epsilon(from ?? 0)}`} to fool half`;
    };
    const flat = verdict.parts.some(({ of, word, decides }) => decides && of === "strangers" && word === "fails") ? " For strangers the curve is as good as flat." : "";
    return `With equal budgets of gradients, ${list(councils.map(one))}.${flat}`;
  },
};

export const scorecard = {
  claims: {
    weights: "Whoever has a network’s plan and all its weights can fool it.",
    certain: "Networks are highly confident about pictures in which nobody can recognise anything.",
    line: "Beyond all photographs a network goes straight on, and ends up certain.",
    keys: "Without the plan and the weights, nobody can fool it.",
    reuse: "A picture that fools one network cannot be used on another.",
    blur: "Smooth the picture first: that is a defence.",
    vote: "Let several vote. Whoever attacks one after another undoes what was won.",
    numbers: "The more networks vote, the harder they are to fool.",
  } satisfies Record<ClaimId, string>,

  chapters: {
    weights: { section: "fool-one", title: "Fool one" },
    certain: { section: "certain", title: "Certain about nothing" },
    line: { section: "straight-line", title: "A straight line to wrong" },
    keys: { section: "without-keys", title: "Without the keys" },
    reuse: { section: "reuse", title: "Reuse" },
    blur: { section: "blur", title: "Blur it" },
    vote: { section: "ask-several", title: "Ask several" },
    numbers: { section: "ask-several", title: "Ask several" },
  } satisfies Record<ClaimId, { section: string; title: string }>,

  words: { holds: "Holds", half: "Half true", fails: "Fails", unmeasured: "Not measured yet" } satisfies Record<Word, string>,
  took: (title: string) => `What it took: “${title}”`,
  command: "The command",
  flagged: "In this run an attacker who knew of a filter came out weaker than one who did not. So that attack was too weak, and this number says less than it seems.",
  beside: "beside it",

  reason: (verdict: Verdict, titles: Titles): string =>
    verdict.word === "unmeasured" ? "Nobody has measured all of it on the nets that are here now, so nothing is said." : reasons[verdict.claim](verdict, titles),

  /** What a row's number is. */
  row: ({ id, of, filter, counts }: Part, titles: Titles): string => {
    const title = of === undefined ? "" : `“${titles(of)}”`;
    const members = counts?.[1] ?? 0;
    const rows: Record<PartId, () => string> = {
      "weights-main": () => `${title}: fooled, of those it was right about`,
      "weights-weakest": () => `${title}, which held out best of ${times(counts?.[0] ?? 0, "net")}`,
      "weights-sturdy": () => `${title}, trained on attacked pictures`,
      "certain-uphill": () => "Words reached with 99.99 %, uphill from noise",
      "certain-led": () => `Noise moved by ${budget} that looks as certain as a photograph`,
      "certain-pixels": () => "Words reached by breeding pixels",
      "certain-patterns": () => "Words reached by breeding patterns",
      "line-away": () => `Walks away from what it is that end certain${title && `, ${title}`}`,
      "line-random": () => `Walks by lot that end certain${title && `, ${title}`}`,
      "line-straight": () => "Off the straight line, after the last bend",
      "keys-scores": () => "Fooled by asking for confidences",
      "keys-label": () => "Fooled by asking for the word alone",
      "reuse-any": () => "Fool a sibling, as anything else",
      "reuse-chosen": () => "Fool a sibling, as one chosen thing",
      "reuse-disagree": () => `As anything else, among ${title}`,
      "reuse-stranger": () => "As anything else, on a net of another build",
      "blur-aware": () => `Right, and the attacker knows: ${filterName(filter)}`,
      "blur-unaware": () => `Right, and the attacker does not know: ${filterName(filter)}`,
      "blur-clean": () => `Right without an attack: ${filterName(filter)}`,
      "blur-any": () => `The best of all filters, and the attacker knows: ${filterName(filter)}`,
      "vote-turns": () => `${title}, one after another: votes still right`,
      "vote-joint": () => `${title}, all at once: votes still right`,
      "numbers-gain": () => `${title}: more still right with ${members || "all"} members than with one, at ${equal}`,
      "numbers-further": () => `${title}: how much further half must be moved with ${members || "all"}`,
    };
    return rows[id]();
  },

  number: (figure: Figure | undefined, kind: Kind) => (figure ? told(figure, kind) : "–"),
  interval: (figure: Figure, kind: Kind) => interval(figure, kind),
  sample: ({ n, origin }: Figure, yours = false): string => (origin === "all" ? "all there are" : `n = ${count(n)}${yours ? "" : origin === "gallery" ? ", gallery" : ""}`),
  none: "not measured yet",
  /** The plot in words. */
  twin: (figure: Figure, kind: Kind) => {
    const range = interval(figure, kind);
    return range ? `95\u00a0% interval ${range}` : "no interval";
  },

  tally: (words: readonly Word[]): string => {
    const of = (word: Word) => words.filter((one) => one === word).length;
    const parts = [
      [of("holds"), "holds", "hold"],
      [of("half"), "is half true", "are half true"],
      [of("fails"), "fails", "fail"],
      [of("unmeasured"), "is not measured yet", "are not measured yet"],
    ] as const;
    return `Of eight claims, ${list(parts.filter(([number]) => number > 0).map(([number, one, many]) => `${numberWord(number)} ${number === 1 ? one : many}`))}.`;
  },

  legend: {
    zones: "Where a number decides, its scale is blue where the claim would hold and orange where it would fail. The line is the 95 % interval; only when all of it lies in one of the two is anything decided.",
    all: "All numbers, in one file",
    rules: "How the verdicts are decided",
    rulesText:
      "Every verdict is computed, none is typed. Each number that decides has two thresholds. When the whole interval is beyond one of them, the number speaks for the claim or against it; otherwise it is half true. Where several numbers decide and they do not say the same, the claim is half true. Where one is missing, nothing is said.",
    rule: (id: ThresholdId): string => {
      const { holds, fails } = THRESHOLDS[id];
      const [name, show] = ruleNames[id];
      const up = holds > fails;
      return `${name}: holds from ${show(holds)} ${up ? "up" : "down"}, fails from ${show(fails)} ${up ? "down" : "up"}.`;
    },
  },

  repeat: {
    heading: "Repeat it",
    go: "Repeat on this machine",
    again: "Repeat again",
    stop: "Stop",
    size: (pictures: number) => `${count(pictures)} pictures, a smaller attack`,
    loading: "The nets are on their way.",
    running: (done: number, total: number) => `${count(done)} of ${count(total)} done`,
    stopped: (done: number, total: number) => `Stopped after ${count(done)} of ${count(total)}.`,
    took: (milliseconds: number) => `Here, just now: ${duration(milliseconds)} of computing.`,
    yours: "Here",
    spoken: (claim: string) => `Done. Your numbers are below “${claim}”`,
    missing: "The nets that this needs are not in this zoo.",
    nothing: "Nothing to count: the nets were wrong about every picture before.",
    material: "Which pictures the buttons use",
    note: "The small runs use fewer steps and one start, so they are a hint. The numbers above come from the commands.",
  },
};

const asPercent = (value: number) => wholePercent(value);
const ruleNames: Record<ThresholdId, [string, (value: number) => string]> = {
  weights: ["Fooled by whoever has the weights", asPercent],
  nothing: ["Words reached with 99.99 %, of ten", (value) => numberWord(Math.round(value * 10))],
  farEnd: ["Walks that end certain", asPercent],
  straight: ["Distance from a straight line", tiny],
  keys: ["Fooled by whoever only asks", asPercent],
  reuse: ["Pictures that fool another net", asPercent],
  blur: ["Right behind the filter, under attack", asPercent],
  vote: ["Votes still right, of those that were", asPercent],
  gain: ["More still right with all members than with one", (value) => `${Math.round(value * 100)} points`],
  further: [`How many times as far half must be moved (only where one member takes ${FINE_ENOUGH}/255 at least: whole steps are too coarse below)`, (value) => `${value}`],
};
