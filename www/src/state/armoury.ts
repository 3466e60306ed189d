/**
 * Every attack of the core and every parameter of each, as the Lab shows them: a method is one row of METHODS, an option one of
 * PARAMETERS. Both are total over the core's types, so that a new method or option does not compile before it has its row, and its
 * words in every language (text/en/armoury.ts). Defaults say what the core does by itself (its tests hold them to it); only what a
 * visitor changed is sent.
 */
import type { AttackOptions, Method } from "easily-fooled";
import { armoury } from "../text/en/armoury.ts";
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

export interface MethodRow extends Described {
  family: Family;
  paper: string;
  year: number;
  /** Where it measures in one norm only. */
  norm?: Norm;
  takes: Partial<Record<ParameterName, Taken>>;
  /** Where an iteration is not a step. */
  iterations?: (steps: number, targeted: boolean) => number;
}

/** Those that one can do without. */
type Dispensable = "epsilon" | "confidence" | "queries";
type ChoicesOf<Name extends ParameterName> = Extract<AttackOptions[Name], string>;
type ParameterWords<Name extends ParameterName> = Described &
  ([ChoicesOf<Name>] extends [never] ? unknown : { choices: Record<ChoicesOf<Name>, string> }) &
  (Name extends Dispensable ? { none: string } : unknown);

/** How a default is said that depends on something. The last five are of a step's length. */
type RuleName = "budget" | "loss" | "whole" | "generous" | "even" | "halved" | "tenth";

/** What a parameter means to some attacks, where that is not what it means to the others. */
type Meaning =
  | "limit"
  | "smallest"
  | "stepsOfEach"
  | "stepsShared"
  | "stepsOfTwo"
  | "stepsAsking"
  | "longestStep"
  | "firstStep"
  | "valueStep"
  | "learningRate"
  | "fewValues"
  | "fewPixels"
  | "candidates"
  | "firstQuestions";

/** What a language has to say of it all. */
export interface ArmouryWords {
  methods: Record<Method, Described>;
  parameters: { [Name in ParameterName]: ParameterWords<Name> };
  rules: Record<RuleName, string>;
  meanings: Record<Meaning, string>;
}

const { methods, parameters: said, rules, meanings } = armoury;

const LARGEST_DISTANCE = 64;

export const PARAMETERS = {
  norm: { kind: "choice", ...said.norm },
  epsilon: { kind: "number", ...said.epsilon, unit: "distance", min: 0, max: LARGEST_DISTANCE },
  steps: { kind: "number", ...said.steps, unit: "count", min: 1, max: 100_000, whole: true },
  stepSize: { kind: "number", ...said.stepSize, unit: "distance", min: 0, max: LARGEST_DISTANCE },
  restarts: { kind: "number", ...said.restarts, unit: "count", min: 1, max: 1000, whole: true },
  randomStart: { kind: "switch", ...said.randomStart },
  momentum: { kind: "number", ...said.momentum, unit: "rate", min: 0, max: 2 },
  loss: { kind: "choice", ...said.loss },
  strategy: { kind: "choice", ...said.strategy },
  member: { kind: "number", ...said.member, unit: "count", min: 0, max: 0, whole: true },
  normalizeMembers: { kind: "switch", ...said.normalizeMembers },
  confidence: { kind: "number", ...said.confidence, unit: "share", min: 0, max: 0.9999 },
  pInit: { kind: "number", ...said.pInit, unit: "share", min: 0.001, max: 1 },
  samples: { kind: "number", ...said.samples, unit: "count", min: 1, max: 10_000, whole: true },
  spread: { kind: "number", ...said.spread, unit: "of255", min: 0.0001, max: 1 },
  pixels: { kind: "number", ...said.pixels, unit: "count", min: 1, max: 1024, whole: true },
  queries: { kind: "number", ...said.queries, unit: "count", min: 1, max: 10_000_000, whole: true },
  seed: { kind: "number", ...said.seed, unit: "count", min: 0, max: 4_294_967_295, whole: true },
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
const BUDGET = { norm: is("linf"), epsilon: rule(rules.budget, ({ norm }) => standard(norm)) };
const LIMIT = { epsilon: is(Infinity, { sentence: meanings.limit }) };
const LOSS = {
  loss: rule(rules.loss, ({ members, targeted, strategy }) => (members > 1 && !targeted && strategy === "joint" ? "mean-probability" : "cross-entropy")),
};
const MEMBERS = { strategy: is("joint"), member: is(0), normalizeMembers: is(false) };
const ALL_OR_ONE = { ...MEMBERS, strategy: is("joint", { choices: ["joint", "only"] }) };
const QUESTIONS = { queries: is(undefined) };
const ALL_STEPS = { confidence: is(undefined) };
const ANY_SUCCESS = { confidence: is(0) };
const LOOP = { ...BUDGET, restarts: is(1), randomStart: is(false), momentum: is(0), ...LOSS, ...ALL_STEPS, ...MEMBERS, ...SEED };

export const METHODS = {
  fgsm: {
    ...methods.fgsm,
    family: "weights",
    paper: "Goodfellow, Shlens and Szegedy",
    year: 2015,
    takes: { ...LOOP, stepSize: share(rules.whole, (epsilon) => epsilon) },
    iterations: () => 1,
  },
  bim: {
    ...methods.bim,
    family: "weights",
    paper: "Kurakin, Goodfellow and Bengio",
    year: 2017,
    takes: { ...LOOP, steps: is(10), stepSize: share(rules.generous, (epsilon, steps) => (2.5 * epsilon) / steps) },
  },
  pgd: {
    ...methods.pgd,
    family: "weights",
    paper: "Madry and others",
    year: 2018,
    takes: { ...LOOP, steps: is(20), stepSize: share(rules.generous, (epsilon, steps) => (2.5 * epsilon) / steps), randomStart: is(true) },
  },
  "mi-fgsm": {
    ...methods["mi-fgsm"],
    family: "weights",
    paper: "Dong and others",
    year: 2018,
    takes: { ...LOOP, steps: is(10), stepSize: share(rules.even, (epsilon, steps) => epsilon / steps), momentum: is(1) },
  },
  apgd: {
    ...methods.apgd,
    family: "weights",
    paper: "Croce and Hein",
    year: 2020,
    takes: {
      ...BUDGET,
      steps: is(100),
      stepSize: share(rules.halved, (epsilon) => 2 * epsilon),
      restarts: is(1),
      randomStart: is(true),
      ...LOSS,
      ...ALL_STEPS,
      ...MEMBERS,
      ...SEED,
    },
  },
  autoattack: {
    ...methods.autoattack,
    family: "weights",
    paper: "Croce and Hein",
    year: 2020,
    takes: {
      ...BUDGET,
      steps: is(100, { sentence: meanings.stepsOfEach }),
      stepSize: share(rules.halved, (epsilon) => 2 * epsilon),
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
    ...methods.ascent,
    family: "weights",
    paper: "Yosinski and others",
    year: 2015,
    norm: "l2",
    takes: {
      steps: is(500),
      stepSize: is(1, { unit: "length", sentence: meanings.longestStep }),
      restarts: is(1),
      randomStart: is(false),
      loss: is("mean-probability"),
      confidence: is(0.9999),
      ...MEMBERS,
      ...SEED,
    },
  },
  deepfool: {
    ...methods.deepfool,
    family: "weights",
    paper: "Moosavi-Dezfooli, Fawzi and Frossard",
    year: 2016,
    norm: "l2",
    takes: { ...LIMIT, steps: is(50), ...ALL_STEPS, ...ALL_OR_ONE },
  },
  "carlini-wagner": {
    ...methods["carlini-wagner"],
    family: "weights",
    paper: "Carlini and Wagner",
    year: 2017,
    norm: "l2",
    takes: {
      ...LIMIT,
      steps: is(900, { sentence: meanings.stepsShared }),
      stepSize: is(0.01, { unit: "rate", sentence: meanings.learningRate }),
      ...ALL_STEPS,
      ...ALL_OR_ONE,
    },
  },
  ddn: {
    ...methods.ddn,
    family: "weights",
    paper: "Rony and others",
    year: 2019,
    norm: "l2",
    takes: {
      ...LIMIT,
      steps: is(100),
      stepSize: is(1, { unit: "length", sentence: meanings.firstStep }),
      restarts: is(1),
      randomStart: is(false),
      ...LOSS,
      ...ALL_STEPS,
      ...ALL_OR_ONE,
      ...SEED,
    },
  },
  fab: {
    ...methods.fab,
    family: "weights",
    paper: "Croce and Hein",
    year: 2020,
    takes: {
      norm: is("linf", { sentence: meanings.smallest }),
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
    ...methods.jsma,
    family: "weights",
    paper: "Papernot and others",
    year: 2016,
    norm: "linf",
    takes: {
      epsilon: is(Infinity, { sentence: meanings.fewValues }),
      steps: is(153, { sentence: meanings.stepsOfTwo }),
      stepSize: is(1, { unit: "of255", sentence: meanings.valueStep }),
      ...ANY_SUCCESS,
      ...ALL_OR_ONE,
    },
  },
  square: {
    ...methods.square,
    family: "scores",
    paper: "Andriushchenko and others",
    year: 2020,
    takes: { ...BUDGET, steps: is(5000, { sentence: meanings.stepsAsking }), pInit: is(0.8), restarts: is(1), ...ANY_SUCCESS, ...QUESTIONS, ...SEED },
  },
  nes: {
    ...methods.nes,
    family: "scores",
    paper: "Ilyas and others",
    year: 2018,
    takes: {
      ...BUDGET,
      steps: is(200),
      stepSize: share(rules.tenth, (epsilon) => 0.1 * epsilon),
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
    ...methods.spsa,
    family: "scores",
    paper: "Uesato and others",
    year: 2018,
    takes: {
      ...BUDGET,
      steps: is(100),
      stepSize: is(0.01, { unit: "rate", sentence: meanings.learningRate }),
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
    ...methods["one-pixel"],
    family: "scores",
    paper: "Su, Vargas and Sakurai",
    year: 2019,
    norm: "linf",
    takes: {
      epsilon: is(Infinity, { sentence: meanings.fewPixels }),
      pixels: is(1),
      steps: is(30_000, { sentence: meanings.stepsAsking }),
      samples: is(400, { min: 4, sentence: meanings.candidates }),
      restarts: is(1),
      ...ANY_SUCCESS,
      ...QUESTIONS,
      ...SEED,
    },
  },
  hopskipjump: {
    ...methods.hopskipjump,
    family: "label",
    paper: "Chen, Jordan and Wainwright",
    year: 2020,
    takes: {
      norm: is("linf", { sentence: meanings.smallest }),
      ...LIMIT,
      steps: is(32),
      samples: is(100, { sentence: meanings.firstQuestions }),
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
