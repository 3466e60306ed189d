/** A run in sentences: what one net says, or what a vote decides. */
import { lastIsNotBest, opinionsNow, type Run } from "../state/run.ts";
import { answerOf, outcomeOf } from "../state/outcome.ts";
import { tally } from "../state/tally.ts";
import { ui } from "../text/en/ui.ts";
import type { Saying } from "./picture-figure.ts";

/** How classes and nets are called. */
export interface Names {
  nameOf(label: number): string;
  titleOf(model: string): string;
}

/** Who speaks below the pictures, now or before the attack. */
export function says(run: Run, which: "before" | "now"): Saying | undefined {
  const { before, result, progress } = run;
  if (which === "before") return before && answerOf(before);
  if (result) return answerOf(result.verdict.vote);
  // Several are counted elsewhere while they change.
  if (progress && run.models.length > 1) return undefined;
  const [opinion] = opinionsNow(run);
  return run.models.length > 1 ? before && answerOf(before) : opinion && { label: opinion.label, confidence: opinion.confidence };
}

export function sentence(run: Run, names: Names): string {
  return run.models.length > 1 ? voteSentence(run, names) : netSentence(run, names);
}

export function remarks(run: Run, names: Names): string[] {
  return run.models.length > 1 ? voteRemarks(run, names) : netRemarks(run, names);
}

function netSentence(run: Run, { nameOf }: Names): string {
  if (run.result) {
    const outcome = outcomeOf(run.result.verdict, run.wish, run.label!);
    const name = nameOf(outcome.says!);
    if (outcome.kind === "target-reached") return ui.outcome.reached(name, outcome.confidence);
    if (outcome.kind === "unchanged") return ui.outcome.unchanged(name, outcome.confidence);
    if (run.wish === "other") return ui.outcome.changed(name, outcome.confidence);
    return ui.outcome.changedElsewhere(name, outcome.confidence, nameOf(run.wish));
  }
  if (run.progress) {
    const [now] = run.progress.members;
    return ui.status.sure(nameOf(now!.label), now!.confidence);
  }
  const before = run.before && answerOf(run.before);
  if (before?.label === undefined) return ui.status.looking;
  const answer = nameOf(before.label);
  const { label } = run.subject;
  if (label === undefined) return ui.outcome.guessBefore(answer, before.confidence);
  return label === before.label
    ? ui.outcome.rightBefore(answer, before.confidence)
    : ui.outcome.wrongBefore(nameOf(label), answer, before.confidence);
}

function netRemarks(run: Run, { nameOf }: Names): string[] {
  const { result } = run;
  if (!result) return [];
  const outcome = outcomeOf(result.verdict, run.wish, run.label!);
  const [before] = run.before?.members ?? [];
  const { label } = run.subject;
  const wrong = before && label !== undefined && before.label !== label;
  return [
    ...common(run),
    outcome.won ? "" : ui.outcome.tryHarder(run.wish === "other"),
    wrong ? ui.outcome.wrongBefore(nameOf(label), nameOf(before.label), before.confidence) : "",
  ].filter(Boolean);
}

/** Agreement, size, cost, and which picture is kept. */
function common(run: Run): string[] {
  const { verdict, milliseconds, stopped } = run.result!;
  return [
    verdict.agreed ? ui.outcome.agreed : ui.outcome.disagreed,
    run.options?.norm === "l2" ? `${ui.picture.length(verdict.perturbation.l2)}.` : ui.outcome.moved(verdict.perturbation.linf),
    ui.outcome.took(run.trail.at(-1)?.iteration ?? 0, milliseconds),
    stopped ? ui.outcome.stopped : lastIsNotBest(run) ? ui.outcome.bestOnTheWay : "",
  ];
}

function voteSentence(run: Run, names: Names): string {
  const { nameOf } = names;
  const words = ui.several.outcome;
  if (run.result) {
    const { kind, says: decided } = outcomeOf(run.result.verdict, run.wish, run.label!);
    const name = decided === undefined ? "" : nameOf(decided);
    if (kind === "abstained") return run.before && run.before.label === undefined ? words.abstainedBefore : words.abstained;
    if (kind === "target-reached") return words.reached(name);
    if (kind === "unchanged") return words.unchanged(name);
    return run.wish === "other" ? words.changed(name) : words.changedElsewhere(name, nameOf(run.wish));
  }
  if (run.progress) {
    const decided = tally(run.council.rule, run.progress.members);
    return words.now(decided === undefined ? undefined : nameOf(decided));
  }
  if (!run.before || run.label === undefined) return ui.status.looking;
  const is = run.subject.label;
  if (is === undefined) return ui.several.guessBefore(nameOf(run.label));
  return wrongMembers(run, names) || ui.several.allRight(nameOf(is));
}

function voteRemarks(run: Run, names: Names): string[] {
  return run.result ? [fooledCount(run), ...common(run), wrongMembers(run, names)].filter(Boolean) : [];
}

/** Only those count as fooled who were right before. */
export function fooledCount(run: Run): string {
  const is = run.subject.label ?? run.label;
  const after = run.result?.verdict.vote.members ?? [];
  const fooled = after.filter(({ label }, index) => label !== is && run.before?.members[index]?.label === is).length;
  return ui.several.outcome.fooled(fooled, after.length);
}

function wrongMembers(run: Run, { nameOf, titleOf }: Names): string {
  const is = run.subject.label;
  const wrong = (run.before?.members ?? []).flatMap(({ label }, index) => (label === is ? [] : [titleOf(run.models[index]!)]));
  return is === undefined || wrong.length === 0 ? "" : ui.several.wrongBefore(wrong, nameOf(is));
}
