/** What the Lab says of every attack and of every parameter. */
import type { ArmouryWords } from "../../state/armoury.ts";
import { count, of255, plainNumber } from "../../state/format.ts";

export const armoury: ArmouryWords = {
  methods: {
    fgsm: { name: "FGSM", sentence: "One step, as far as the budget goes, along the sign of the gradient." },
    bim: { name: "BIM", sentence: "Many small steps of FGSM’s kind, each kept within the budget." },
    pgd: { name: "PGD", sentence: "The same from a random start: the field’s standard test." },
    "mi-fgsm": { name: "MI-FGSM", sentence: "Steps that keep some of their momentum, so that they do not turn back at every bump." },
    apgd: {
      name: "APGD",
      sentence: "PGD that plans its own steps: it halves them where the climb has stopped, and goes back to the best point.",
    },
    autoattack: {
      name: "AutoAttack",
      sentence: "One attack after another, each from the original, until one succeeds: APGD, APGD and FAB towards nine classes, then Square.",
    },
    ascent: {
      name: "Ascent",
      sentence: "Uphill without any budget until the network is certain: for pictures that are certain nonsense.",
    },
    deepfool: {
      name: "DeepFool",
      sentence: "Straight to the nearest border between two answers, as if the network were linear, again and again until it is crossed.",
    },
    "carlini-wagner": {
      name: "Carlini and Wagner",
      sentence: "Weighs the length of the change against the wrong answer, and searches for the weight that leaves the shortest.",
    },
    ddn: {
      name: "DDN",
      sentence: "Walks on a sphere around the original that shrinks whenever the network is fooled, and grows when it is not.",
    },
    fab: {
      name: "FAB",
      sentence: "Walks along the border between two answers, drawn towards the original, to where the border is nearest.",
    },
    jsma: { name: "JSMA", sentence: "Changes few values by much: in each step the two that promise most." },
    square: { name: "Square", sentence: "Throws coloured squares at the picture, smaller and smaller, and keeps each that hurts." },
    nes: { name: "NES", sentence: "Guesses the gradient from the scores of random neighbours, then steps as PGD does." },
    spsa: { name: "SPSA", sentence: "Guesses the gradient from pairs of opposite neighbours, and follows it with Adam." },
    "one-pixel": { name: "One pixel", sentence: "Breeds a place and a colour for one pixel, or for a few." },
    hopskipjump: {
      name: "HopSkipJump",
      sentence: "Hears the word only. Starts far off, where the answer is wrong, and feels its way along the border towards the original.",
    },
  },

  parameters: {
    norm: {
      name: "Budget counts",
      sentence: "How the size of a change is measured: its largest value, or its length.",
      choices: { linf: "the largest change (L∞)", l2: "the length of the change (L2)" },
    },
    epsilon: { name: "Budget ε", sentence: "How far the picture may move from the original.", none: "no limit" },
    steps: { name: "Steps", sentence: "Iterations a restart, at most." },
    stepSize: { name: "Step size", sentence: "How far one step goes." },
    restarts: { name: "Restarts", sentence: "How often it begins again, each time by other chance; the best is kept." },
    randomStart: {
      name: "Random start",
      sentence: "Begin at a random point within the budget, not at the original. Later restarts always do.",
    },
    momentum: { name: "Momentum", sentence: "How much of the steps before is kept; 0 forgets them." },
    loss: {
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
      name: "Whom it attacks",
      sentence: "Which members of the council an iteration works on.",
      choices: {
        joint: "all at once",
        only: "one only",
        "one-after-another": "one after another",
        "round-robin": "in turn, another each step",
      },
    },
    member: { name: "Which one", sentence: "The member that is attacked alone; the first is number 0." },
    normalizeMembers: {
      name: "Equal say",
      sentence: "Every member’s gradient is scaled to the same length before they are added, so that none drowns the others.",
    },
    confidence: {
      name: "Stop at confidence",
      sentence: "End early, once the wrong answer is given with this confidence on the picture as a file would hold it.",
      none: "do all steps",
    },
    pInit: { name: "First squares", sentence: "Share of the picture that the first squares take; later ones shrink." },
    samples: { name: "Questions a step", sentence: "How often the network is asked before a step is taken." },
    spread: { name: "Reach of questions", sentence: "How far from the picture it asks, to feel which way is up." },
    pixels: { name: "Pixels", sentence: "How many pixels it may repaint, in any colour." },
    queries: {
      name: "Questions, at most",
      sentence: "When it has asked so often, over all restarts, it has to do with what it has.",
      none: "no limit",
    },
    seed: { name: "Seed", sentence: "Where chance begins: the same seed and settings give the same picture, everywhere." },
  },

  rules: {
    budget: `${of255(8 / 255)}, or ${plainNumber(0.5)} in L2`,
    loss: "cross-entropy; for all members at once, without a wish: mean probability",
    whole: "ε",
    generous: `${plainNumber(2.5)} ε / steps`,
    even: "ε / steps",
    halved: "2 ε at first",
    tenth: `${plainNumber(0.1)} ε`,
  },

  meanings: {
    limit: "It looks for the smallest change by itself. A limit on top of that can only make it fail.",
    smallest: "What it makes small: the largest value of the change, or its length.",
    stepsOfEach: "Of each of its gradient attacks; its Square asks fifty times as many questions.",
    stepsShared: `Shared among nine weights: 100 for each. (The paper takes up to ${count(10_000)} each.)`,
    stepsOfTwo: "Two values each; 153 steps touch a tenth of the picture’s values.",
    stepsAsking: "Questions, at most: one each.",
    longestStep: "The longest that a step may be.",
    firstStep: "Of the first step; later ones are shorter.",
    valueStep: "How far a chosen value is moved at once.",
    learningRate: "The learning rate of Adam, which it follows.",
    fewValues: "How far a value may move; it changes few values instead.",
    fewPixels: "How far a colour value may move; it repaints few pixels instead.",
    candidates: "How many candidates are bred with one another.",
    firstQuestions: "In the first step; later ones ask more.",
  },
};
