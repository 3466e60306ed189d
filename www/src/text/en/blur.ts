/** Every word of the figure "Blur it", of its guess, of its certificate, and of filters in the Lab. */
import type { Certificate, Filter, Share } from "easily-fooled";
import type { Column } from "../../state/blur.ts";
import { type FilterKind, filterRow, type Passage, strengthName, strengthOf } from "../../state/filters.ts";
import { fixed, count, duration, of255, onePlacePercent, percent, wholePercent } from "../../state/format.ts";
import { a, capital } from "./grammar.ts";

const interval = ({ low, high }: Share) => `95\u00a0% interval ${Math.round(low * 100)} to ${Math.round(high * 100)}\u00a0%`;
/** "Radius 1 pixel". */
const amount = (filter: Filter) => {
  const { name, unit } = filterRow(filter.kind).takes[strengthName(filter.kind)]!;
  return `${name} ${strengthOf(filter)}${unit ? ` ${strengthOf(filter) === 1 ? unit.replace(/^(pixel|bit)s/, "$1") : unit}` : ""}`;
};

const three = (clean: Share, unaware: Share, aware: Share) =>
  `Right without an attack: ${wholePercent(clean.share)}. Against an attacker who does not know: ${wholePercent(unaware.share)}. Against one who knows: ${wholePercent(aware.share)}.`;

/** What somebody who knows of it does about it. */
const passages: Record<Passage, string> = {
  exact: "It has a gradient of its own, and whoever knows of it follows that.",
  averaged: "Whoever knows of it averages the gradient over the draws.",
  rounded: "Whoever knows of it follows a smooth stand-in for its rounding.",
  straight: "It has no gradient worth the name; whoever knows of it goes through it forwards, and backwards acts as if it were not there.",
};

export const blur = {
  title: "Look at it through a filter",
  what: "Choose a filter. Then tell the attacker about it.",

  filter: {
    kind: "Filter",
    none: "no filter",
    known: "The attacker knows",
    amount,
    about: (kind: FilterKind) => {
      const { sentence, passage, paper, year } = filterRow(kind);
      return [sentence, passages[passage], paper ? `${paper}, ${year}.` : ""].join(" ").trim();
    },
    lab: "A filter before the network",
    labFold: "More: a filter before the network",
  },

  picture: {
    original: "Original",
    originalSeen: "Original, filtered",
    attacked: "Attacked",
    attackedSeen: "Attacked, filtered",
    without: "without the filter",
    behind: "what the network sees",
    twin: (what: string, says: string) => `${what}, 32 by 32 pixels. ${says}`,
    pending: "…",
    attack: (known: boolean) => (known ? "made for this filter" : "made for the bare network"),
  },

  scene: {
    looking: "The network is looking.",
    attacking: "The attack is under way.",
    undone: (name: string, confidence: number) => `The filter undoes it: the network says ${name} again, ${percent(confidence)}.`,
    stillFooled: (name: string, confidence: number) => `The attacker did not know, and it works all the same: ${name}, ${percent(confidence)}.`,
    through: (name: string, confidence: number) => `The attacker knew, and the filter is no help: ${name}, ${percent(confidence)}.`,
    holds: (name: string, confidence: number) => `The attacker knew, and still it holds: ${name}, ${percent(confidence)}.`,
    weak: (name: string, confidence: number) => `There is nothing to undo: this attack did not even fool the bare network. It says ${name}, ${percent(confidence)}.`,
    wrongClean: (is: string, name: string, confidence: number) => `Nobody attacks, and behind this filter ${a(is)} is ${a(name)} already, ${percent(confidence)}.`,
    bare: (name: string, confidence: number) => `Without the filter the attacked picture is called ${name}, ${percent(confidence)}.`,
    agreed: "A second runtime agrees.",
    disagreed: "A second runtime says something else, so do not trust this one.",
    moved: (budget: number) => `No colour value was moved by more than ${of255(budget / 255)}.`,
    took: (milliseconds: number) => `${duration(milliseconds)}.`,
    prepared: "Prepared beforehand, with the same program. Touch any control to do it here.",
    retry: "Try again",
  },

  budget: "How far each colour value may move",
  budgets: (budget: number) => `${budget}/255`,

  curves: {
    heading: "And with a larger budget?",
    caption: (filter: Filter, net: string, pictures: number) =>
      `${filterRow(filter.kind).name}, ${amount(filter).toLowerCase()}, before “${net}”: how many of ${count(pictures)} test pictures stay right, measured beforehand.`,
    bare: "without a filter",
    unaware: "attacker does not know",
    aware: "attacker knows",
    x: "budget, n/255",
    head: "Budget, n/255",
    summary: (name: string, from: string, to: string, budget: number) => `${capital(name)}: from ${from} to ${to} at ${budget}/255`,
    unmeasured: "Nobody has measured this filter before this network yet.",
  },
  numbers: {
    heading: "Three numbers that belong together",
    caption: "How many pictures are answered right: without an attack, when the attacker does not know of the filter, and when the attacker does.",
    corner: (kind: FilterKind) => filterRow(kind).name,
    columns: { clean: "No attack", unaware: "Attacker does not know", aware: "Attacker knows" } satisfies Record<Column, string>,
    none: "No filter",
    number: ({ share, of }: Share) => (of === 0 ? "–" : wholePercent(share)),
    spoken: (share: Share) => (share.of === 0 ? "not measured" : `${wholePercent(share.share)}, ${count(share.count)} of ${count(share.of)}, ${interval(share)}`),
    row: (filter: Filter) => {
      const { unit } = filterRow(filter.kind).takes[strengthName(filter.kind)]!;
      const strength = strengthOf(filter);
      if (filter.kind === "median") return `${strength} × ${strength}`;
      return unit === "of 100" ? `quality ${strength}` : unit ? `${strength} ${strength === 1 ? unit.replace(/^(pixel|bit)s/, "$1") : unit}` : String(strength);
    },
    ready: "Nothing measured yet with these settings.",
    go: (pictures: number) => `Measure it on ${count(pictures)} pictures`,
    again: (pictures: number) => `Measure again, on ${count(pictures)} pictures`,
    goOn: "Go on with the rest",
    stop: "Stop, keep what is done",
    sentence: three,
    measured: (filter: Filter, of: number, budget: number) =>
      `${filterRow(filter.kind).name}, ${amount(filter).toLowerCase()}, ${count(of)} pictures, moved by at most ${of255(budget / 255)}, ${20} steps. What counts is the picture as a file would hold it, and that a second runtime agrees.`,
    running: (done: number, total: number) => `${count(done)} of ${count(total)} attacks done.`,
    stopped: (left: number) => `${count(left)} attacks are left to do; what was done is kept.`,
    took: (milliseconds: number) => `${duration(milliseconds)} of computing.`,
    suspect: "Here the attacker who knows did worse than the one who does not. That cannot be the filter’s merit: knowing never hurts. The attack got stuck, and the number flatters the filter.",
    started: "The measurement is under way.",
    stoppedSpoken: "Stopped. What was done is kept.",
    doneSpoken: (clean: Share, unaware: Share, aware: Share) => `Done. ${three(clean, unaware, aware)}`,
    prepared: "Prepared beforehand, with the same program.",
  },

  fold: "More: another picture, another network, other pictures to measure",

  certificate: {
    summary: "And if it is noise? Then something can be proved",
    lead: "Show the network a thousand noisy copies of the picture and take the answer that it gives most often. If that answer is clear enough, it is certain (to 99.9 %) that no change shorter than some length can turn it. Nobody needs to trust an attack for that. (Cohen, Rosenfeld and Kolter, 2019.)",
    sigma: "Standard deviation of the noise",
    sigmas: (sigma: number) => String(sigma),
    go: "Certify this picture",
    stop: "Stop",
    running: (seen: number, total: number) => `${count(seen)} of ${count(total)} noisy copies looked at.`,
    ready: "Nothing certified yet.",
    certified: (name: string, right: boolean | undefined, { radius, atLeast }: Certificate, shift: number) =>
      `Certified: ${name}${right === false ? ", which is wrong" : ""}. No change shorter than ${fixed(radius, 2)} can make the smoothed answer another one. The network says it of at least ${onePlacePercent(atLeast)} of all noisy copies. Spread evenly over the picture, that length is ${of255(shift)} a colour value.`,
    abstained: "It abstains: under this much noise no answer is given clearly more often than half of the time, so nothing is certified.",
    means: "What it means: the answer that is certified is that of the smoothed network, the one that asks a thousand times, and its length is the Euclidean one. What it does not mean: that the answer is right, or that the plain network is any safer, or that a larger change must succeed. These networks never saw noise in training, which is why it takes little of it to leave them without an answer.",
  },

  guess: {
    question: (fallen: number, filter: Filter) =>
      `An attack took ${count(fallen)} gallery pictures from a network. Now we blur those very pictures (${amount(filter).toLowerCase()}) before it looks. How many does it get right again?`,
    slider: (fallen: number) => `Pictures, of ${count(fallen)}`,
    answer: (back: number, fallen: number) => `${count(back)} of ${count(fallen)}.`,
    compare: { right: "Just as you said.", more: "More than you thought.", fewer: "Fewer than you thought." },
    then: (aware: number, fallen: number) =>
      `And now the same attack again, by somebody who was told of the blur: ${aware === 0 ? "none" : count(aware)} of ${count(fallen)} ${aware === 1 ? "is" : "are"} right.`,
    rows: { unaware: "attacker does not know", aware: "attacker knows" },
    of: (back: number, fallen: number) => `${count(back)} of ${count(fallen)}`,
  },
};
