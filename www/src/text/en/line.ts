/** Every word of the figure "A straight line to wrong" and of its guess. */
import type { Way } from "../../state/line.ts";
import { count, percent, plainNumber, wholePercent } from "../../state/format.ts";
import { a, capital, list } from "./grammar.ts";

/** How far out, in words that need no unit. */
const far = (alpha: number) => (alpha >= 100 ? count(Math.round(alpha)) : plainNumber(alpha));
/** "1 in 2,000,000": a share too small for per cent. */
const oneIn = (share: number) => `1 in ${count(Number((1 / share).toPrecision(2)))}`;

export const line = {
  title: "Straight on, past the edge of all pictures",
  what: "Zoom out, and see what becomes of the curves.",

  ways: {
    away: { text: "the gradient’s way", note: "away from what it is" },
    random: { text: "a random way", note: "each value by lot" },
    towards: { text: "towards a class", note: "one that you choose" },
  } satisfies Record<Way, { text: string; note: string }>,
  way: "Which way",
  class: "Towards",
  reach: "How far the chart goes",
  reachOf: (reach: number) => count(reach),
  show: "Show",
  shows: { share: "how sure it is", number: "its scores" },
  zoom: "Zoom out tenfold",
  back: "Back to the picture",
  again: "Walk it here",
  stop: "Stop",
  fold: "More: another picture, another network",

  far,
  at: (alpha: number) => `α = ${far(alpha)}`,
  slider: "Walk along the line",
  sliderValue: (alpha: number, says: string) => `α = ${far(alpha)}: ${says}`,
  standing: (alpha: number, beyond: number) =>
    alpha === 0
      ? "The picture as it is."
      : beyond === 0
        ? "Every value still fits on the screen."
        : beyond >= 0.995
          ? "Clipped for the screen: every value lies beyond black or white."
          : `Clipped for the screen: ${percent(beyond)} of the values lie beyond black or white.`,
  stations: "Pictures along the line, clipped to what a screen can show",
  twin: (alpha: number, says: string) => `The picture at α = ${far(alpha)}, clipped for the screen. The network says: ${says}`,

  chart: {
    heading: (shown: "share" | "number", way: string) => `${shown === "share" ? "How sure it is of each class" : "Its score for each class"}, ${way}`,
    x: "α",
    lastBend: "last bend",
    others: "thin: all other classes",
    summaryOne: (name: string, from: string, to: string) => `${capital(name)}: from ${from} to ${to}`,
    summary: (parts: string[], reach: number, bends: number) =>
      `From the picture to α = ${far(reach)}. ${parts.join(". ")}. ${bends === 0 ? "No bend between any two points." : `It bends before ${bends} of 48 points.`}`,
    note: "Marks above the curves: somewhere since the point before, a ReLU or a maximum inside the network changed its mind. There the line bends.",
    noteCurved: "No marks: this network bends everywhere a little.",
    noteAffine: "No marks: this network has nothing inside that could bend.",
  },

  verdict: {
    looking: "The network looks at the picture …",
    walking: "Walking …",
    certain: (name: string, confidence: number, from: number) =>
      from === 0
        ? `It is certain all the way: ${name}, ${percent(confidence)} at the end.`
        : `It becomes certain: ${name}, ${percent(confidence)}. From α = ${far(from)} on nothing changes that.`,
    unsure: (name: string, confidence: number) => `It does not become certain here: ${name}, ${percent(confidence)} at the end.`,
    bent: (switches: number, lastBend: number) =>
      `On the way ${count(switches)} switches inside the network flip. The last bend we found is at α = ${far(lastBend)}.`,
    straight: (residual: number) => `Beyond it every score is a straight line: none leaves it by more than ${oneIn(residual)} of the largest.`,
    affine: (residual: number) => `This network never bends: it is one weighted sum. No score leaves its straight line by more than ${oneIn(residual)} of the largest.`,
    unsettled: "It still bends at α = 1,048,576, where we stop looking.",
    curved: (node: string) => `This network is curved (in “${node}”), not made of straight pieces, so what is said here of bends and straight lines does not apply to it.`,
    stopped: "You stopped it.",
  },

  map: {
    heading: "The same, as a map",
    what: "In the middle the picture. To the right the gradient’s way, upwards a random way. Each cell in the colour of what the network sees there, paler where it is less sure.",
    reach: "From the middle to the edge",
    reaches: { 0.1: "0.1: still pictures", 1: "1: the edge of all pictures", 100: "100: far beyond" } as Record<number, string>,
    twin: (shares: string[]) => `A map of what the network sees around the picture: ${list(shares)}.`,
    share: (name: string, share: number) => `${name} ${wholePercent(share)}`,
    percent: (share: number) => (share < 0.005 ? "<\u00a01\u00a0%" : wholePercent(share)),
    draw: "Draw the map here",
    drawing: (part: number) => `Drawing: ${wholePercent(part)}`,
    stale: "Of the picture before. Press to draw it anew.",
    prepared: "Prepared beforehand.",
    done: "Drawn here.",
  },

  guess: {
    question: "We walk away from a picture, in a straight line, past the edge of everything that is a picture. Does the network become unsure?",
    choices: { unsure: "it becomes unsure", jumps: "its answers jump about", sure: "it becomes surer" },
    answer: (pictures: number, ways: { certain: number; from: number }[]) =>
      `We walked from ${pictures} gallery pictures, the gradient’s way and a random way. ${capital(`it ended at least 99 % certain on ${list(ways.map(({ certain }) => `${certain}`))} of them`)}.`,
    compare: {
      right: "Just as you said.",
      unsure: "Not at all: it becomes surer than it ever was of a picture.",
      jumps: "At first they do. Then they stop, and it is certain.",
    },
    explain: (from: number) => `Half of the random walks were over by α = ${far(from)}: that is ${far(from)} times the way from black to white.`,
  },

  walkTo: (name: string) => `towards ${a(name)}`,
};
