/**
 * Every attack of the core and every parameter of each, as the Lab shows them: a method is one row of METHODS, an option one of
 * PARAMETERS. Both are total over the core's types, so that a new method or option does not compile before it has its row.
 * Defaults say what the core does by itself (its tests hold them to it); only what a visitor changed is sent.
 */
import type { AttackOptions, Method } from "easily-fooled";
import type { Norm } from "./settings.ts";

/** What an attack gets to know: all weights, the scores of an answer, or its label only. */
export const FAMILIES = ["weights", "scores", "label"] as const;
export type Family = (typeof FAMILIES)[number];

export type ParameterName = Exclude<keyof AttackOptions, "method" | "target" | "label">;
export type Value = number | boolean | string;

/** What a number counts. `distance`: like the budget, 255ths of a colour value in L∞, a length in L2. */
export type Unit = "distance" | "length" | "of255" | "rate" | "share" | "count";

interface Described {
  name: string;
  sentence: string;
}
export interface NumberParameter extends Described {
  kind: "number";
  unit: Unit;
  /** As the core has it: distances in pixel values. */
  min: number;
  max: number;
  whole?: boolean;
  /** How having none is called, where one can. */
  none?: string;
}
export interface ChoiceParameter extends Described {
  kind: "choice";
  choices: Record<string, string>;
}
export interface SwitchParameter extends Described {
  kind: "switch";
}
export type Parameter = NumberParameter | ChoiceParameter | SwitchParameter;

/** On what defaults depend. */
export interface Circumstances {
  norm: Norm;
  /** In pixel values; Infinity: none. */
  epsilon: number;
  steps: number;
  targeted: boolean;
  members: number;
  strategy: string;
}

/** A default that depends on something, and how that is said. */
export interface Rule {
  words: string;
  of: (circumstances: Circumstances) => Value | undefined;
}

/** A parameter as one method takes it: its default (undefined: none), and where it differs from the others'. */
export interface Taken {
  by: Value | undefined | Rule;
  unit?: Unit;
  min?: number;
  choices?: string[];
  sentence?: string;
}

export interface MethodRow {
  name: string;
  family: Family;
  sentence: string;
  paper: string;
  year: number;
  /** Where it measures in one norm only. */
  norm?: Norm;
  takes: Partial<Record<ParameterName, Taken>>;
  /** Where an iteration is not a step. */
  iterations?: (steps: number, targeted: boolean) => number;
}

const LARGEST_DISTANCE = 64;

export const PARAMETERS = {
  norm: {
    kind: "choice",
    name: "Budget counts",
    sentence: "How the size of a change is measured: its largest value, or its length.",
    choices: { linf: "the largest change (L∞)", l2: "the length of the change (L2)" },
  },
  epsilon: {
    kind: "number",
    name: "Budget ε",
    sentence: "How far the picture may move from the original.",
    unit: "distance",
    min: 0,
    max: LARGEST_DISTANCE,
    none: "no limit",
  },
  steps: { kind: "number", name: "Steps", sentence: "Iterations a restart, at most.", unit: "count", min: 1, max: 100_000, whole: true },
  stepSize: {
    kind: "number",
    name: "Step size",
    sentence: "How far one step goes.",
    unit: "distance",
    min: 0,
    max: LARGEST_DISTANCE,
  },
  restarts: {
    kind: "number",
    name: "Restarts",
    sentence: "How often it begins again, each time by other chance; the best is kept.",
    unit: "count",
    min: 1,
    max: 1000,
    whole: true,
  },
  randomStart: {
    kind: "switch",
    name: "Random start",
    sentence: "Begin at a random point within the budget, not at the original. Later restarts always do.",
  },
  momentum: {
    kind: "number",
    name: "Momentum",
    sentence: "How much of the steps before is kept; 0 forgets them.",
    unit: "rate",
    min: 0,
    max: 2,
  },
  loss: {
    kind: "choice",
    name: "What it climbs",
    sentence: "The number that each step is meant to raise.",
    choices: {
      "cross-entropy": "cross-entropy",
      margin: "margin: best wrong score minus right one",
      "mean-probability": "log of the mean probability",
      dlr: "DLR: margin, whatever the scale",
    },
  },
  strategy: {
    kind: "choice",
    name: "Whom it attacks",
    sentence: "Which members of the council an iteration works on.",
    choices: {
      joint: "all at once",
      only: "one only",
      "one-after-another": "one after another",
      "round-robin": "in turn, another each step",
    },
  },
  member: {
    kind: "number",
    name: "Which one",
    sentence: "The member that is attacked alone; the first is number 0.",
    unit: "count",
    min: 0,
    max: 0,
    whole: true,
  },
  normalizeMembers: {
    kind: "switch",
    name: "Equal say",
    sentence: "Every member’s gradient is scaled to the same length before they are added, so that none drowns the others.",
  },
  confidence: {
    kind: "number",
    name: "Stop at confidence",
    sentence: "End early, once the wrong answer is given with this confidence on the picture as a file would hold it.",
    unit: "share",
    min: 0,
    max: 0.9999,
    none: "do all steps",
  },
  pInit: {
    kind: "number",
    name: "First squares",
    sentence: "Share of the picture that the first squares take; later ones shrink.",
    unit: "share",
    min: 0.001,
    max: 1,
  },
  samples: {
    kind: "number",
    name: "Questions a step",
    sentence: "How often the network is asked before a step is taken.",
    unit: "count",
    min: 1,
    max: 10_000,
    whole: true,
  },
  spread: {
    kind: "number",
    name: "Reach of questions",
    sentence: "How far from the picture it asks, to feel which way is up.",
    unit: "of255",
    min: 0.0001,
    max: 1,
  },
  pixels: {
    kind: "number",
    name: "Pixels",
    sentence: "How many pixels it may repaint, in any colour.",
    unit: "count",
    min: 1,
    max: 1024,
    whole: true,
  },
  queries: {
    kind: "number",
    name: "Questions, at most",
    sentence: "When it has asked so often, over all restarts, it has to do with what it has.",
    unit: "count",
    min: 1,
    max: 10_000_000,
    whole: true,
    none: "no limit",
  },
  seed: {
    kind: "number",
    name: "Seed",
    sentence: "Where chance begins: the same seed and settings give the same picture, everywhere.",
    unit: "count",
    min: 0,
    max: 4_294_967_295,
    whole: true,
  },
} as const satisfies Record<ParameterName, Parameter>;

const rule = (words: string, of: Rule["of"]): Taken => ({ by: { words, of } });
const is = (by: Value | undefined, change: Omit<Taken, "by"> = {}): Taken => ({ by, ...change });

const boundless = (epsilon: number) => epsilon === Infinity;
/** A step's reach where there is no budget to measure it by. */
const standard = (norm: Norm) => (norm === "linf" ? 8 / 255 : 0.5);
const share = (words: string, of: (epsilon: number, steps: number) => number): Taken =>
  rule(words, ({ norm, epsilon, steps }) => (boundless(epsilon) ? standard(norm) / 4 : of(epsilon, steps)));

/** Whatever follows one, it can be told so. */
const SEED = { seed: is(1) };
const BUDGET = { norm: is("linf"), epsilon: rule("8/255, or 0.5 in L2", ({ norm }) => standard(norm)) };
const LIMIT = { epsilon: is(Infinity, { sentence: "It looks for the smallest change by itself. A limit on top of that can only make it fail." }) };
const LOSS = {
  loss: rule("cross-entropy; for all members at once, without a wish: mean probability", ({ members, targeted, strategy }) =>
    members > 1 && !targeted && strategy === "joint" ? "mean-probability" : "cross-entropy",
  ),
};
const MEMBERS = { strategy: is("joint"), member: is(0), normalizeMembers: is(false) };
const ALL_OR_ONE = { ...MEMBERS, strategy: is("joint", { choices: ["joint", "only"] }) };
const QUESTIONS = { queries: is(undefined) };
const ALL_STEPS = { confidence: is(undefined) };
const ANY_SUCCESS = { confidence: is(0) };
const LOOP = { ...BUDGET, restarts: is(1), randomStart: is(false), momentum: is(0), ...LOSS, ...ALL_STEPS, ...MEMBERS, ...SEED };

export const METHODS = {
  fgsm: {
    name: "FGSM",
    family: "weights",
    sentence: "One step, as far as the budget goes, along the sign of the gradient.",
    paper: "Goodfellow, Shlens and Szegedy",
    year: 2015,
    takes: { ...LOOP, stepSize: share("ε", (epsilon) => epsilon) },
    iterations: () => 1,
  },
  bim: {
    name: "BIM",
    family: "weights",
    sentence: "Many small steps of FGSM’s kind, each kept within the budget.",
    paper: "Kurakin, Goodfellow and Bengio",
    year: 2017,
    takes: { ...LOOP, steps: is(10), stepSize: share("2.5 ε / steps", (epsilon, steps) => (2.5 * epsilon) / steps) },
  },
  pgd: {
    name: "PGD",
    family: "weights",
    sentence: "The same from a random start: the field’s standard test.",
    paper: "Madry and others",
    year: 2018,
    takes: { ...LOOP, steps: is(20), stepSize: share("2.5 ε / steps", (epsilon, steps) => (2.5 * epsilon) / steps), randomStart: is(true) },
  },
  "mi-fgsm": {
    name: "MI-FGSM",
    family: "weights",
    sentence: "Steps that keep some of their momentum, so that they do not turn back at every bump.",
    paper: "Dong and others",
    year: 2018,
    takes: { ...LOOP, steps: is(10), stepSize: share("ε / steps", (epsilon, steps) => epsilon / steps), momentum: is(1) },
  },
  apgd: {
    name: "APGD",
    family: "weights",
    sentence: "PGD that plans its own steps: it halves them where the climb has stopped, and goes back to the best point.",
    paper: "Croce and Hein",
    year: 2020,
    takes: {
      ...BUDGET,
      steps: is(100),
      stepSize: share("2 ε at first", (epsilon) => 2 * epsilon),
      restarts: is(1),
      randomStart: is(true),
      ...LOSS,
      ...ALL_STEPS,
      ...MEMBERS,
      ...SEED,
    },
  },
  autoattack: {
    name: "AutoAttack",
    family: "weights",
    sentence: "One attack after another, each from the original, until one succeeds: APGD, APGD and FAB towards nine classes, then Square.",
    paper: "Croce and Hein",
    year: 2020,
    takes: {
      ...BUDGET,
      steps: is(100, { sentence: "Of each of its gradient attacks; its Square asks fifty times as many questions." }),
      stepSize: share("2 ε at first", (epsilon) => 2 * epsilon),
      restarts: is(1),
      randomStart: is(true),
      ...LOSS,
      ...ANY_SUCCESS,
      ...MEMBERS,
      ...SEED,
    },
    iterations: (steps, targeted) => steps * (targeted ? 3 : 19) + steps * 50,
  },
  ascent: {
    name: "Ascent",
    family: "weights",
    sentence: "Uphill without any budget until the network is certain: for pictures that are certain nonsense.",
    paper: "Yosinski and others",
    year: 2015,
    norm: "l2",
    takes: {
      steps: is(500),
      stepSize: is(1, { unit: "length", sentence: "The longest that a step may be." }),
      restarts: is(1),
      randomStart: is(false),
      loss: is("mean-probability"),
      confidence: is(0.9999),
      ...MEMBERS,
      ...SEED,
    },
  },
  deepfool: {
    name: "DeepFool",
    family: "weights",
    sentence: "Straight to the nearest border between two answers, as if the network were linear, again and again until it is crossed.",
    paper: "Moosavi-Dezfooli, Fawzi and Frossard",
    year: 2016,
    norm: "l2",
    takes: { ...LIMIT, steps: is(50), ...ALL_STEPS, ...ALL_OR_ONE },
  },
  "carlini-wagner": {
    name: "Carlini and Wagner",
    family: "weights",
    sentence: "Weighs the length of the change against the wrong answer, and searches for the weight that leaves the shortest.",
    paper: "Carlini and Wagner",
    year: 2017,
    norm: "l2",
    takes: {
      ...LIMIT,
      steps: is(900, { sentence: "Shared among nine weights: 100 for each. (The paper takes up to 10,000 each.)" }),
      stepSize: is(0.01, { unit: "rate", sentence: "The learning rate of Adam, which it follows." }),
      ...ALL_STEPS,
      ...ALL_OR_ONE,
    },
  },
  ddn: {
    name: "DDN",
    family: "weights",
    sentence: "Walks on a sphere around the original that shrinks whenever the network is fooled, and grows when it is not.",
    paper: "Rony and others",
    year: 2019,
    norm: "l2",
    takes: {
      ...LIMIT,
      steps: is(100),
      stepSize: is(1, { unit: "length", sentence: "Of the first step; later ones are shorter." }),
      restarts: is(1),
      randomStart: is(false),
      ...LOSS,
      ...ALL_STEPS,
      ...ALL_OR_ONE,
      ...SEED,
    },
  },
  fab: {
    name: "FAB",
    family: "weights",
    sentence: "Walks along the border between two answers, drawn towards the original, to where the border is nearest.",
    paper: "Croce and Hein",
    year: 2020,
    takes: {
      norm: is("linf", { sentence: "What it makes small: the largest value of the change, or its length." }),
      ...LIMIT,
      steps: is(100),
      restarts: is(1),
      randomStart: is(false),
      ...ALL_STEPS,
      ...ALL_OR_ONE,
      ...SEED,
    },
  },
  jsma: {
    name: "JSMA",
    family: "weights",
    sentence: "Changes few values by much: in each step the two that promise most.",
    paper: "Papernot and others",
    year: 2016,
    norm: "linf",
    takes: {
      epsilon: is(Infinity, { sentence: "How far a value may move; it changes few values instead." }),
      steps: is(153, { sentence: "Two values each; 153 steps touch a tenth of the picture’s values." }),
      stepSize: is(1, { unit: "of255", sentence: "How far a chosen value is moved at once." }),
      ...ANY_SUCCESS,
      ...ALL_OR_ONE,
    },
  },
  square: {
    name: "Square",
    family: "scores",
    sentence: "Throws coloured squares at the picture, smaller and smaller, and keeps each that hurts.",
    paper: "Andriushchenko and others",
    year: 2020,
    takes: { ...BUDGET, steps: is(5000, { sentence: "Questions, at most: one each." }), pInit: is(0.8), restarts: is(1), ...ANY_SUCCESS, ...QUESTIONS, ...SEED },
  },
  nes: {
    name: "NES",
    family: "scores",
    sentence: "Guesses the gradient from the scores of random neighbours, then steps as PGD does.",
    paper: "Ilyas and others",
    year: 2018,
    takes: {
      ...BUDGET,
      steps: is(200),
      stepSize: share("0.1 ε", (epsilon) => 0.1 * epsilon),
      samples: is(20, { min: 2 }),
      spread: is(0.01),
      restarts: is(1),
      randomStart: is(false),
      ...ANY_SUCCESS,
      ...QUESTIONS,
      ...SEED,
    },
  },
  spsa: {
    name: "SPSA",
    family: "scores",
    sentence: "Guesses the gradient from pairs of opposite neighbours, and follows it with Adam.",
    paper: "Uesato and others",
    year: 2018,
    takes: {
      ...BUDGET,
      steps: is(100),
      stepSize: is(0.01, { unit: "rate", sentence: "The learning rate of Adam, which it follows." }),
      samples: is(128, { min: 2 }),
      spread: is(0.01),
      restarts: is(1),
      randomStart: is(false),
      ...ANY_SUCCESS,
      ...QUESTIONS,
      ...SEED,
    },
  },
  "one-pixel": {
    name: "One pixel",
    family: "scores",
    sentence: "Breeds a place and a colour for one pixel, or for a few.",
    paper: "Su, Vargas and Sakurai",
    year: 2019,
    norm: "linf",
    takes: {
      epsilon: is(Infinity, { sentence: "How far a colour value may move; it repaints few pixels instead." }),
      pixels: is(1),
      steps: is(30_000, { sentence: "Questions, at most: one each." }),
      samples: is(400, { min: 4, sentence: "How many candidates are bred with one another." }),
      restarts: is(1),
      ...ANY_SUCCESS,
      ...QUESTIONS,
      ...SEED,
    },
  },
  hopskipjump: {
    name: "HopSkipJump",
    family: "label",
    sentence: "Hears the word only. Starts far off, where the answer is wrong, and feels its way along the border towards the original.",
    paper: "Chen, Jordan and Wainwright",
    year: 2020,
    takes: {
      norm: is("linf", { sentence: "What it makes small: the largest value of the change, or its length." }),
      ...LIMIT,
      steps: is(32),
      samples: is(100, { sentence: "In the first step; later ones ask more." }),
      restarts: is(1),
      ...ALL_STEPS,
      ...QUESTIONS,
      ...SEED,
    },
  },
} as const satisfies Record<Method, MethodRow>;

export const METHOD_NAMES = Object.keys(METHODS) as Method[];

/** The rows with their general types, to be looked up by name. */
export const methodRow = (method: Method): MethodRow => METHODS[method];
export const parameter = (name: ParameterName): Parameter => PARAMETERS[name];

/** How many iterations at most. */
export function plannedIterations(options: AttackOptions | undefined): number {
  if (!options) return 1;
  const { takes, iterations } = methodRow(options.method);
  const steps = options.steps ?? Number(takes.steps?.by ?? 1);
  return (iterations?.(steps, options.target !== undefined) ?? steps) * (options.restarts ?? 1);
}
