/** Every word of the figure "Without the keys" and of its guess. */
import { fixed, count, of255 } from "../../state/format.ts";
import type { Runner } from "../../state/race.ts";
import { numberWord } from "./grammar.ts";

const times = (number: number, one: string) => `${count(number)}\u00a0${one}${number === 1 ? "" : "s"}`;
const currency = { weights: "gradient", scores: "question", label: "question" } satisfies Record<Runner, string>;

export const keys = {
  title: "Three attackers, one picture",
  what: "Each is told less than the one before.",
  runners: {
    weights: { name: "Has the weights", sees: "PGD. Follows gradients." },
    scores: { name: "Sees the scores", sees: "Square. Asks, and reads ten numbers." },
    label: { name: "Hears the word", sees: "HopSkipJump. Asks, and hears one word." },
  } satisfies Record<Runner, { name: string; sees: string }>,
  track: "What each has paid so far, on a scale that grows tenfold from mark to mark",
  paid: (runner: Runner, paid: number) => times(paid, currency[runner]),
  there: "there",
  gradients: "Gradients",
  questions: "Questions",
  pictureTwin: (says: string) => `The picture so far. The network says: ${says}`,
  moved: (linf: number, l2: number) => `at most ${of255(linf)} a colour, length ${fixed(l2, 2)}`,

  go: "Let all three begin",
  budget: "Budget",
  budgetHint: "How far each colour value may move. The third has none: it must come home so near.",
  fold: "More: another picture, another network",

  before: (says: string) => `Before any attack the network says ${says}.`,
  working: (there: number) => (there === 0 ? "Nobody is there yet." : there === 1 ? "One is there." : "Two are there."),
  /** What each paid until it was there; undefined: it never was. */
  outcome: (arrivals: Record<Runner, number | undefined>) => {
    const fooled = Object.values(arrivals).filter((paid) => paid !== undefined).length;
    const lead = fooled === 3 ? "Fooled, three times over." : fooled === 0 ? "Nobody got there." : `Fooled by ${numberWord(fooled)} of three.`;
    const told = (runner: Runner, how: string) => {
      const paid = arrivals[runner];
      return paid === undefined ? `${how} it did not work` : `${how} it took ${times(paid, currency[runner])}`;
    };
    return `${lead} ${told("weights", "With the weights")}, ${told("scores", "with the scores")}, ${told("label", "with the word alone")}.`;
  },
  meaning: (budget: number) =>
    `“There” means: fooled, with no colour value moved by more than ${of255(budget / 255)}, on the picture as a file would hold it, and a second runtime agrees. The third begins far away, and is counted when the picture that it asks about has come so near.`,
  gaveUp: (most: number) => `The one who sees scores gives up after ${count(most)} questions.`,
  spent: (seconds: string) => `${seconds} of computing, all together.`,
  stopped: "You stopped it; this is how far they came.",
  state: {
    waiting: "waits",
    working: "works …",
    there: (runner: Runner, paid: number) => `There after ${times(paid, currency[runner])}.`,
    nearer: (runner: Runner, paid: number) => `There after ${times(paid, currency[runner])}. Goes on, to come nearer.`,
    not: "Not fooled.",
    far: "Fooled all along, but never near enough.",
  },

  guess: {
    question: "The network sits in a sealed box. You may show it pictures, and read what it says. How many must you show until it is fooled?",
    choices: { 10: "some ten", 100: "some hundred", 1000: "some thousand", 10000: "ten thousand or more", never: "it cannot be done" },
    answer: (fooled: number, pictures: number, median: number, most: number) =>
      `We asked about ${pictures} gallery pictures, one of each kind. ${fooled} of them fell within ${count(most)} questions, half of those within ${count(median)}.`,
    compare: {
      fewer: "Fewer than you thought.",
      right: "Just as you said.",
      more: "A little more than you thought. Still no lock.",
    },
    word: (median: number) => `And when the box says one word only, and no number? Then half took ${count(median)} questions or fewer.`,
  },
};
