/** Every word of the figure "Reuse", of its guess, and of bringing many pictures of one’s own. */
import type { Share } from "easily-fooled";
import type { BatchProblem } from "../../state/test-batch.ts";
import type { TransferBudget } from "../../state/transfer.ts";
import { count, duration, of255, percent, wholePercent } from "../../state/format.ts";
import { a, capital, list } from "./grammar.ts";

const interval = ({ low, high }: Share) => `95\u00a0% interval ${Math.round(low * 100)} to ${Math.round(high * 100)}\u00a0%`;
const counted = ({ count: fooled, of }: Share) => `${count(fooled)} of ${count(of)}`;
/** "at most 8/255 a colour", "as far as it takes". */
const limit = (budget: TransferBudget) => (budget === "unbounded" ? "as far as it takes" : `at most ${of255(budget / 255)}`);

export const reuse = {
  title: "Made for one, shown to all",
  what: "Each row is made on one network alone. Each column is who looks at it.",

  matrix: {
    caption: (of: number) => `How many of ${count(of)} pictures fool, in per cent. Rows: the network that they were made on. Columns: the network that they were shown to, and in the end the vote of all.`,
    corner: "made on",
    vote: "The vote",
    none: "–",
    number: ({ share }: Share) => String(Math.round(share * 100)),
    cell: (from: string, to: string, share: Share) =>
      share.of === 0 ? `Made on ${from}, shown to ${to}: nothing yet` : `Made on ${from}, shown to ${to}: ${counted(share)} fool, ${wholePercent(share.share)}, ${interval(share)}`,
    toVote: "the vote of all",
    legend: (of: number) => (of === 0 ? "Per cent of the pictures that fool" : `Per cent of ${count(of)} pictures that fool`),
    own: "framed: shown to the net that they were made on",
    keys: "Press a number to see its pictures. The arrow keys move, too.",
  },

  example: {
    heading: (from: string, to: string) => `Made on ${from}, shown to ${to}`,
    count: (share: Share) => (share.of === 0 ? "Nothing made yet." : `${capital(counted(share))} fool it, ${wholePercent(share.share)} (${interval(share)}).`),
    itself: "itself",
    place: (index: number, of: number) => `Picture ${count(index)} of ${count(of)}`,
    oneOf: "One of them; let it run to see all.",
    previous: "Previous picture",
    next: "Next picture",
    nothing: "No picture yet.",
    toBe: (target: string | undefined) => (target === undefined ? "made to be anything else" : `made to be ${a(target)}`),
    says: "Who says what to this picture",
    madeOn: "made on it",
    vote: "The vote",
    changeTwin: (gain: number, linf: number) => `What was changed, magnified ${gain} times on grey. No colour value moved by more than ${of255(linf)}.`,
    answer: (name: string, confidence: number) => `${name}, ${percent(confidence)}`,
    failed: "They could not be asked. Press the number again.",
  },

  go: (pictures: number) => `Try it on ${count(pictures)} pictures`,
  goOn: "Go on with the rest",
  stop: "Stop, keep what is done",
  fold: "More: other pictures, another wish, other networks",

  verdict: {
    ready: "Nothing made yet with these settings.",
    running: (done: number, total: number) => `${count(done)} of ${count(total)} done.`,
    looking: "Nothing to show yet: a picture counts when every network is right about it.",
    others: (others: Share, vote: Share, targeted: boolean) =>
      targeted
        ? `Made to be one chosen thing for one network, ${wholePercent(others.share)} are that same thing to another. The vote of all follows in ${wholePercent(vote.share)}.`
        : `Made for one network, ${wholePercent(others.share)} fool another one as well. The vote of all is fooled by ${wholePercent(vote.share)}.`,
    travels: (name: string) => `Pictures made on “${name}” travel best.`,
    measured: (of: number, pictures: number, budget: TransferBudget) =>
      `Measured on ${count(of)} of ${count(pictures)} pictures, those that every network here is right about before; moved ${limit(budget)}. What counts is the picture as a file would hold it, and that a second runtime agrees.`,
    stopped: (done: number, total: number) => `Stopped after ${count(done)} of ${count(total)}; what was done is kept.`,
    took: (milliseconds: number) => `${duration(milliseconds)} of computing.`,
    noneRight: "There is no picture here that every network is right about. Take other networks, or other pictures.",
    spoken: (others: Share) => `Done. ${wholePercent(others.share)} of the pictures fool another network as well.`,
    started: "The pictures are being made.",
    stoppedSpoken: "Stopped. What was done is kept.",
  },

  budget: "How far each colour value may move",
  budgets: (budget: TransferBudget) => (budget === "unbounded" ? "no limit" : `${budget}/255`),
  wish: "They are made to be",
  wishes: { other: "anything else", chosen: "a chosen class, drawn by lot" },
  company: "Who takes part",
  families: { title: "Relations and others", description: (names: string[]) => `${list(names)}.` },
  ownChoice: { title: "Your choice", description: "Any of them, two to eight." },
  each: "Which networks",
  netNote: (accuracy: number) => `right on ${wholePercent(accuracy)}`,

  material: {
    legend: "Pictures",
    gallery: (pictures: number) => `the gallery’s ${count(pictures)}`,
    file: "test pictures of your own",
    choose: "Open test_batch.bin",
    hint: "CIFAR-10’s official test file, binary version. Choose or drop it; it stays on your computer.",
    there: (name: string, pictures: number) => `“${name}”, ${count(pictures)} pictures, is open. It stays on your computer.`,
    howMany: "How many of them",
    reading: "Reading the file …",
    drop: "Let go: it stays on your computer",
    problem: (problem: BatchProblem | "unreadable", name: string) =>
      ({
        empty: `“${name}” is empty.`,
        "too-large": `“${name}” is larger than all of CIFAR-10. The file to open is test_batch.bin, 30.7 MB.`,
        archive: `“${name}” is still packed. Unpack it first (tar xzf cifar-10-binary.tar.gz); the file to open is test_batch.bin inside.`,
        python: `“${name}” is the version for Python. Take the one that is called “binary version” (cifar-10-binary.tar.gz); in it is test_batch.bin.`,
        "cifar-100": `“${name}” looks like CIFAR-100, which has other classes. The file to open is CIFAR-10’s test_batch.bin.`,
        records: `“${name}” is not a file of CIFAR-10 pictures: its length is no multiple of 3,073 bytes (a label and 32 × 32 × 3 colours). The file to open is test_batch.bin.`,
        label: `“${name}” is not a file of CIFAR-10 pictures: where a label should be, there is a number above 9. The file to open is test_batch.bin.`,
        unreadable: `“${name}” could not be read. Is it still there?`,
      })[problem],
  },

  guess: {
    question: "A picture is made to fool one network, and that one alone. Then others see it, unchanged. Who is fooled?",
    choices: { own: "only the one that it was made for", relations: "its relations, too", all: "nearly everybody" },
    answer: (pictures: number, budget: TransferBudget) => `We made ${count(pictures)} gallery pictures for each of several networks, moved ${limit(budget)}, and showed them around. They fooled:`,
    rows: { itself: "the one they were made for", twin: "its twin", cousin: "a cousin", stranger: "one that is no relation", chosen: "any other, to be one chosen thing" },
    of: ({ count: fooled, of }: Share) => `${count(fooled)} of ${count(of)}`,
    compare: { right: "Just as you said.", more: "More than you thought.", fewer: "Fewer than you thought." },
    explain: "The same few dozen pictures every time, so this is a hint and not a law. Below you can let it run.",
  },
};
