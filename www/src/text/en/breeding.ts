/** Every word that a visitor reads or hears about breeding in the figure "Certain about nothing". */
import type { Encoding } from "easily-fooled";
import type { Way } from "../../state/evolution.ts";
import { count, percent } from "../../state/format.ts";
import { times } from "./grammar.ts";

export const breeding = {
  way: "How to fill them",
  ways: {
    gradient: {
      text: "Uphill, by gradient",
      note: "Noise follows the network’s own arithmetic, backwards, step by step. That takes its weights, and seconds.",
    },
    direct: {
      text: "By breeding pixels",
      note: "Only answers are asked for: copies of the best get some colour values changed by lot, and whichever does better takes the square.",
    },
    cppn: {
      text: "By breeding patterns",
      note: "Likewise, but what is bred is a small formula from place to colour, a CPPN: it draws waves and edges instead of noise.",
    },
  } satisfies Record<Way, { text: string; note: string }>,
  go: { direct: "Breed pixels", cppn: "Breed patterns" } satisfies Record<Encoding, string>,
  again: { direct: "Breed pixels, again", cppn: "Breed patterns, again" } satisfies Record<Encoding, string>,
  step: "One generation",
  others: "Other ancestors",
  cellTwin: "Bred to be:",
  born: { wide: "generation", narrow: "gen." },
  filled: (filled: number, generation: number) => `${filled} of 10 filled in generation ${count(generation)}.`,
  running: (generation: number, filled: number, paused: boolean) =>
    `${paused ? "Paused. " : ""}${generation === 0 ? "The first generation is judged" : `Generation ${count(generation)}`}: ${filled} of 10 filled.`,
  done: (filled: number, net: string, generation: number) =>
    filled === 10
      ? `All ten filled. After ${times(generation, "generation")} “${net}” is at least 99.99 % certain of ten things that are not there.`
      : `${filled} of 10 reached 99.99 % in ${times(generation, "generation")}.`,
  stopped: (filled: number) => `Stopped with ${filled} of 10 filled. The best of each class stay.`,
  noGradient: "Nobody looked inside the network: it was only asked.",
  tally: {
    steps: "Steps, at most",
    gradients: "Gradients",
    generation: "Generation",
    evaluations: "Judged",
    rate: "Per second",
    at99: "At 99 %",
    at9999: "At 99.99 %",
    ofTen: (number: number) => `${number} of 10`,
  },
  climb: {
    key: "The curves: how sure the network became. The scale gets finer towards the top: from 99\u00a0% to 99.99\u00a0% is as far up as from 1\u00a0% to 50\u00a0%.",
    half: "50 %",
    certain: "99.99 %",
    table: "The same in numbers",
    units: { gradient: "steps", direct: "generations", cppn: "generations" } satisfies Record<Way, string>,
    twin: (name: string, from: number, to: number) => `How sure the network became of this ${name}: from ${percent(from)} to ${percent(to)}.`,
  },
  look: {
    redrawn: "Redrawn",
    redrawnNote: (side: number) => `from its formula, ${side} × ${side}`,
    judged: "As it was judged",
    judgedNote: "32 × 32",
    view: "Shown",
    drawing: "It is being drawn …",
    drawingFailed: "It could not be drawn large: something did not arrive. Close, and look again.",
    bred: (name: string, confidence: number, generation: number, seed: number) =>
      `${percent(confidence)} ${name}. Born in generation ${count(generation)}; seed ${count(seed)}.`,
    genome: (letters: number) => `Its formula is ${times(letters, "letter")} long, and can be drawn at any size.`,
    png: (side: number) => `PNG, ${side} × ${side}`,
  },
};
