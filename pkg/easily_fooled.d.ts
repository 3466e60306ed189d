/* tslint:disable */
/* eslint-disable */
/** How a model from outside expects its pictures. Default: pixels in [0, 1], normalisation inside the graph, layout told from the shape. */
export interface ModelOptions {
    /** Subtracted from each channel: one number for all, or one for each. */
    mean?: number[];
    /** Divides each channel after that. */
    std?: number[];
    layout?: "nchw" | "nhwc";
    /** Channels, height, width of the pictures that will come, scaled to what the file wants. Default: as the file wants them. */
    picture?: [number, number, number];
}

/** `mean`: highest mean probability; `majority`: named by more than half; `unanimous`: named by all. */
export type VoteRule = "mean" | "majority" | "unanimous";

export interface EnsembleOptions {
    /** Default "mean". */
    vote?: VoteRule;
    /** Between every picture and all members; attacks on the ensemble know of it and follow its gradient. Default: none. */
    filter?: Filter;
    /** Of a random filter's draws, which follow from it and the picture. Unsigned 32 bits. Default: drawn by the system. */
    seed?: number;
}

/**
 * What is done to a picture before nets see it. `gaussian`: a blur, 0 to 8 pixels. `median`: of windows of 2 to 9 pixels a side (Xu
 * 2018). `bilateral`: a blur that stops at edges (Tomasi and Manduchi 1998), `sigma` in colour, 0.01 to 1. `bit-depth`: 1 to 8 bits
 * (Xu 2018). `total-variation`: 0 to 1, the price of variation (Rudin, Osher and Fatemi 1992). `jpeg`: quality 1 to 100. `shift`: by
 * up to 1 to 16 pixels either way (after Xie 2018); `noise`: of standard deviation 0 to 1: 1 to 16 draws (default 8), over which
 * nets average their probabilities.
 *
 * Gradients are exact for `gaussian`, `median`, `bilateral`, `shift` and `noise` (averaged over the draws: EOT, Athalye 2018), that of
 * a differentiable rounding for `jpeg` (Shin and Song 2017), and the identity's for `bit-depth` and `total-variation` (BPDA, Athalye
 * 2018).
 */
export type Filter =
| { kind: "gaussian"; sigma: number }
| { kind: "median"; size: number }
| { kind: "bilateral"; sigma: number }
| { kind: "bit-depth"; bits: number }
| { kind: "total-variation"; weight: number }
| { kind: "jpeg"; quality: number }
| { kind: "shift"; margin: number; draws?: number }
| { kind: "noise"; sigma: number; draws?: number };

/** Of randomised smoothing. */
export interface SmoothingOptions {
    /** Standard deviation of the noise, in pixel values, at most 2. Default 0.25. */
    sigma?: number;
    /** Noisy copies from which the class is chosen. Default 100. */
    selection?: number;
    /** Further copies on which it is tested, at most 100,000. Default 1000. */
    estimation?: number;
    /** Probability that a certificate is wrong. Default 0.001. */
    alpha?: number;
    /** Unsigned 32 bits. Default: drawn by the system. */
    seed?: number;
}

export interface CertifierProgress {
    seen: number;
    total: number;
    done: boolean;
}

export interface Certificate {
    /** The smoothed class; undefined: it abstains. */
    label: number | undefined;
    /** Within this L2 distance, in pixel values, the smoothed class is the same. */
    radius: number;
    /** The lower bound of the class's probability under noise. */
    atLeast: number;
}

/** One member's answer. */
export interface Opinion {
    label: number;
    confidence: number;
    probabilities: Float32Array;
}

export interface Vote {
    /** The class voted for; undefined: no majority, or not unanimous. */
    label: number | undefined;
    /** Mean probability of each class over the members. */
    probabilities: Float32Array;
    members: Opinion[];
}

/**
 * Following gradients: `fgsm` Goodfellow 2015, `bim` Kurakin 2017, `pgd` Madry 2018, `mi-fgsm` Dong 2018, `apgd` Croce and
 * Hein 2020, `jsma` Papernot 2016 (few values), `ascent` Yosinski 2015 (no budget); for the smallest change in L2
 * `deepfool` Moosavi-Dezfooli 2016, `carlini-wagner` 2017, `ddn` Rony 2019; in either norm `fab` Croce and Hein 2020;
 * several until one succeeds: `autoattack` Croce and Hein 2020 (APGD, APGD towards nine classes with the DLR loss, FAB
 * towards each of them, Square).
 *
 * By answers alone, on any model: `square` Andriushchenko 2020, `nes` Ilyas 2018, `spsa` Uesato 2018, `one-pixel` Su 2019
 * see scores, `hopskipjump` Chen 2020 the label only.
 */
export type Method =
| "fgsm"
| "bim"
| "pgd"
| "mi-fgsm"
| "ascent"
| "apgd"
| "deepfool"
| "carlini-wagner"
| "ddn"
| "fab"
| "jsma"
| "autoattack"
| "square"
| "nes"
| "spsa"
| "one-pixel"
| "hopskipjump";

/** Whom an attack on an ensemble attacks: all at once, one member alone, each for its share of the steps, another in every step. */
export type Strategy = "joint" | "only" | "one-after-another" | "round-robin";

export interface AttackOptions {
    method: Method;
    /**
     * Reach this class … Attacks that stop at any success, and those for the smallest change, refuse the class that the
     * picture is answered with already.
     */
    target?: number;
    /** … or leave this one. Exactly one of the two. */
    label?: number;
    /** Default "linf". */
    norm?: "linf" | "l2";
    /**
     * Radius in pixel values (8/255 by default, 0.5 in L2); Infinity: unbounded, as "ascent" always is. Unbounded by default:
     * "deepfool", "carlini-wagner", "ddn", "fab", "jsma", "one-pixel", "hopskipjump".
     */
    epsilon?: number;
    /**
     * Iterations a restart. Default: 1 (fgsm), 10 (bim, mi-fgsm), 20 (pgd), at most 500 (ascent), 100 (apgd, ddn, fab, spsa), 200
     * (nes), 50 (deepfool), 32 (hopskipjump), a twentieth of the picture's values (jsma), 900 (carlini-wagner: 100 for each of
     * nine constants); one question each: 5000 (square), 30000 (one-pixel). "autoattack": 100 for each of its APGD and FAB
     * attacks, and fifty times as many questions for its square attack.
     */
    steps?: number;
    /**
     * In pixel values. Default: epsilon (fgsm), epsilon / steps (mi-fgsm), 2.5 epsilon / steps (bim, pgd), 2 epsilon at first
     * (apgd, autoattack), 0.1 epsilon (nes), 1 (ddn at first; jsma: change of a value). Adam's rate, 0.01, for "spsa" and
     * "carlini-wagner".
     */
    stepSize?: number;
    /** The best over all restarts is kept. Default 1. */
    restarts?: number;
    /** Start at a random point of the budget. Default: pgd, apgd, autoattack; later restarts always do. */
    randomStart?: boolean;
    /** Default 1 for mi-fgsm, else 0. */
    momentum?: number;
    /** Default "cross-entropy"; "mean-probability" for a joint untargeted attack. */
    loss?: "cross-entropy" | "margin" | "mean-probability" | "dlr";
    /** Default "joint". */
    strategy?: Strategy;
    /** For "only". */
    member?: number;
    /** Divide each member's gradient by its length before they are added. Default false. */
    normalizeMembers?: boolean;
    /**
     * Stop when every attacked member has this confidence on the 8-bit picture; for attacks by answers, "jsma" and
     * "autoattack", when the vote has. Default: run all steps; 0.9999 for "ascent"; 0, any success, for "square", "nes", "spsa",
     * "one-pixel", "jsma" and "autoattack".
     */
    confidence?: number;
    /** Share of the picture that the first squares of "square" take. Default 0.8. */
    pInit?: number;
    /** Questions a step: 20 (nes) and 128 (spsa), both even, 100 in the first (hopskipjump); population: 400 (one-pixel). */
    samples?: number;
    /** How far from the iterate "nes" and "spsa" ask, in pixel values. Default 0.01. */
    spread?: number;
    /** Pixels that "one-pixel" changes. Default 1. */
    pixels?: number;
    /** Questions (see `Progress.queries`), over all restarts, after which the attack is done. Default: no limit. */
    queries?: number;
    /** Unsigned 32 bits. Default: drawn by the system, see `Attack.seed`. */
    seed?: number;
}

/** In pixel values. */
export interface Perturbation {
    linf: number;
    l2: number;
}

export interface Progress {
    /** Iterations done, over all restarts. */
    iteration: number;
    totalIterations: number;
    restart: number;
    /** Members attacked in the last iteration. */
    activeMembers: number[];
    /** Each member's answer to the current iterate. */
    members: Opinion[];
    /** What the attack climbs. */
    loss: number;
    /** Is the goal reached by the current iterate, by the best so far? Before rounding and the second opinion: see `Verdict`. */
    reached: boolean;
    bestReached: boolean;
    perturbation: Perturbation;
    /** One picture through one member counts 1. */
    gradientEvaluations: number;
    forwardEvaluations: number;
    /** Times that the whole ensemble was asked about a picture: what an attack without gradients pays. */
    queries: number;
    /** Gradients that were zero or not finite, so that no step was taken. */
    zeroGradients: number;
    done: boolean;
}

export interface Verdict {
    outcome: "target-reached" | "changed" | "unchanged";
    /** The 8-bit picture reaches the goal, for our engine and for tract. */
    fooled: boolean;
    /** Both runtimes give the same class for every member, and in the vote. */
    agreed: boolean;
    /** By our engine. */
    vote: Vote;
    /** By tract's runtime. */
    secondOpinion: Vote;
    perturbation: Perturbation;
    /** Signs that the result says less than it seems to. */
    warnings: Warning[];
}

/**
 * `zero-gradient`: a failure that may only mean that there was no gradient to follow. `lost-on-rounding`: the goal was reached, but not on 8 bits.
 * `judge-disagrees`: the runtimes differ. `black-box-beat-white-box`: questions found what no gradient had led to ("autoattack"), so
 * that the gradients are masked and resistance to white-box attacks means little. `softmax-as-logits`: a net answers with what look
 * like probabilities.
 */
export type Warning =
| "zero-gradient"
| "lost-on-rounding"
| "judge-disagrees"
| "black-box-beat-white-box"
| "softmax-as-logits";

/** For one change of many pictures. */
export interface UniversalOptions {
    /** Default "linf". */
    norm?: "linf" | "l2";
    /** Radius in pixel values: 10/255 by default, 1 in L2; Infinity: unbounded. */
    epsilon?: number;
    /** Enough when this share of the pictures is answered differently. Default 0.8. */
    fooled?: number;
    /** Times through all pictures at most. Default 10. */
    passes?: number;
    /** DeepFool's steps on one picture at most. Default 50. */
    steps?: number;
    /** Unsigned 32 bits. Default: drawn by the system, see `UniversalPerturbation.seed`. */
    seed?: number;
}

export interface UniversalProgress {
    /** From 0. */
    pass: number;
    passes: number;
    /** Asking without a change, making it larger where it does not do yet, counting whom it fools. */
    phase: "answering" | "pushing" | "counting";
    /** Pictures done in this phase, of all `pictures`. */
    seen: number;
    pictures: number;
    /** Pictures that have an answer (a vote may have none). */
    answered: number;
    /** Of these the best change so far fools as many, on 8 bits. */
    fooled: number;
    /** Of the best change so far. */
    perturbation: Perturbation;
    /** As in `Progress`, over all pictures. */
    gradientEvaluations: number;
    forwardEvaluations: number;
    queries: number;
    done: boolean;
}

/**
 * How the pictures of an evolution are written down. `direct`: a number a pixel and channel. `cppn`: a small network from a
 * pixel's place to its colour (Stanley 2007), which can be drawn at any size.
 */
export type Encoding = "direct" | "cppn";

/**
 * Evolution of pictures that mean nothing and are taken for something, by answers alone: MAP-Elites (Mouret and Clune 2015)
 * as in Nguyen, Yosinski and Clune 2015. The defaults are the published ones.
 */
export interface EvolutionOptions {
    encoding: Encoding;
    /** Children a generation, 1 to 1000. Default 200. */
    population?: number;
    /** It ends with this one in any case; 1 to 1,000,000. Default 1000. */
    generations?: number;
    /** It ends with the generation in which every class's champion has this probability. Default 0.9999. */
    confidence?: number;
    /** Unsigned 32 bits. Default: drawn by the system, see `Evolution.seed`. */
    seed?: number;
    /** η of the polynomial mutation, of pixels or of weights, 0 to 1000: the larger, the shorter the steps. Default 15. */
    eta?: number;
    /** Of "direct": the probability that a number is mutated. Default 0.1. */
    rate?: number;
    /** Of "direct": generations after which `rate` has halved, over and over; 0: never. Default 1000. */
    halfLife?: number;
    /** Of "cppn", each a probability a child. Defaults: 0.5, 0.3, 0.5, 0.5, 0.2. */
    addConnection?: number;
    deleteConnection?: number;
    changeConnection?: number;
    addNeuron?: number;
    deleteNeuron?: number;
    /** Of "cppn", a neuron: that its activation is drawn anew. Default 0.1. */
    changeActivation?: number;
    /** Of "cppn", a weight: that it is mutated. Default 0.1. */
    changeWeight?: number;
}

export interface EvolutionProgress {
    /** Generations done, the first, random one included. */
    generation: number;
    totalGenerations: number;
    /** Children a generation. */
    population: number;
    /** Pictures judged. Times the number of members: forward passes. */
    evaluations: number;
    /** Each class's champion: its probability of that class. Empty before the first picture. */
    fitness: Float32Array;
    /** Champions with a probability of at least 0.99, and of at least 0.9999. */
    at99: number;
    at9999: number;
    /** At most 127 evenly spaced generations, and row by row every class's fitness then. */
    history: { generations: Uint32Array; fitness: Float32Array };
    done: boolean;
}

/** What both runtimes say of a champion. */
export interface ChampionVerdict {
    /** The same class for every member, and in the vote. */
    agreed: boolean;
    /** By our engine. */
    vote: Vote;
    /** By tract's runtime. */
    secondOpinion: Vote;
}

/**
 * A line from a picture: x + alpha · d, every entry of d −1, 0 or 1, unclipped. Away from a class (the sign of the loss's
 * gradient), towards one (the sign of the gradient of its log-probability), or, with neither, by lot.
 */
export interface RayOptions {
    away?: number;
    towards?: number;
    /** Of the line by lot. Unsigned 32 bits. Default: drawn by the system. */
    seed?: number;
}

export interface RaySample {
    /** A row for each alpha. */
    logits: Float32Array;
    /** For each alpha: ReLUs and maxima that chose otherwise at the one before (the last of the call before; 0 at the very first). */
    switches: Uint32Array;
}

/** What becomes of a net's answer far along a line; alphas are in pixel values, and up to 1,048,576 are looked at. */
export interface FarEnd {
    done: boolean;
    /** Forward passes so far. */
    passes: number;
    /** The linear piece does not change beyond it; 0: it never does. Undefined: the net is not piecewise affine, or still bends at the end. */
    lastBend: number | undefined;
    /** ReLUs and maxima that choose otherwise at the end than at the picture. */
    switches: number;
    /** Beyond the last bend: the largest distance of a logit from a straight line through two points, as a share of the largest logit there. */
    residual: number | undefined;
    /** From here on one class has a probability of at least 0.99, wherever it was looked at; undefined: none has at the end. */
    certainFrom: number | undefined;
    /** The answer at the end. */
    label: number;
    confidence: number;
}

/** A plane through a picture: away from a class from left to right, by lot and at a right angle to that from bottom to top. */
export interface SliceOptions {
    away: number;
    /** Cells along either side: odd, at most 255, 33 by default. The picture is in the middle. */
    side?: number;
    /** Pixel values from the middle to either edge. Default 1. */
    reach?: number;
    /** Of the second axis. Unsigned 32 bits. Default: drawn by the system. */
    seed?: number;
}

export interface SliceCells {
    labels: Uint8Array;
    confidences: Float32Array;
}

export interface ExperimentOptions {
    /** Unsigned 32 bits; every picture draws from its own part of it. Default: drawn by the system, see `Experiment.seed`. */
    seed?: number;
}

/** An attack's settings in a measurement, L∞ throughout; numbers ending in `_255` are n of n/255. */
export interface ExperimentRecipe {
    rule: "fgsm" | "pgd" | "apgd" | "square";
    /** null: unbounded. */
    epsilon_255: number | null;
    steps: number;
    restarts: number;
    /** A step; null: the rule's own. */
    step_255: number | null;
    objective: "cross-entropy" | "margin" | "mean-probability";
    /** Whom an iteration attacks; a number is a member's index. */
    aim: "all" | "one-after-another" | "round-robin" | { only: number };
    /** Towards a wrong class, drawn for each picture, instead of any. */
    targeted: boolean;
}

/** How pictures are certified by smoothing, and how hard the certificates are tried. */
export interface ExperimentCertifying {
    /** As in `SmoothingOptions`. */
    sigma: number;
    selection: number;
    estimation: number;
    alpha: number;
    /** On each certified picture, inside its radius: PGD in L2 of so many steps against the mean over so many draws of noise. */
    attacks: number;
    steps: number;
    draws: number;
}

/**
 * `clean`: every picture classified. `hunt`: each picture that is right attacked until the answer falls, `behind` a filter that the
 * attacker knows of. `unaware`: the strongest picture against the bare nets, shown to them behind each of `filters`. `smallest`: the
 * smallest n of n/255 that fools, 1 to `largest_255`. `certify`: each picture smoothed, and attacked inside its certificate.
 * `transfer`: of each picture that all nets are right about the strongest one that member `source` alone leads to, shown to all.
 * `ray`: from each picture that is right straight on, far beyond all pictures. `noise`: each picture beside noise, as it is and led
 * to high evidence. Both are of one net.
 */
export type ExperimentTask =
| { experiment: "clean"; expected?: null }
| { experiment: "hunt"; recipe: ExperimentRecipe; only?: string | null; behind?: Filter }
| { experiment: "unaware"; recipe: ExperimentRecipe; filters: Filter[] }
| { experiment: "smallest"; recipe: ExperimentRecipe; largest_255: number }
| { experiment: "certify"; setting: ExperimentCertifying }
| { experiment: "transfer"; recipe: ExperimentRecipe; source: number }
| { experiment: "ray"; bearing: "away" | "random" | "towards" }
| { experiment: "noise"; leading: { epsilon_255: number; steps: number } };

/** One picture through one member counts 1. */
export interface ExperimentCost {
    gradients: number;
    forwards: number;
    zero_gradients: number;
    /** 8-bit pictures that fooled our engine and not tract's, and so did not count. */
    refuted: number;
}

/** Is the vote right, by the mean and by majority? */
export interface Answers {
    mean: boolean;
    majority: boolean;
}

/** Whom one picture fooled, on its 8-bit form and by both runtimes. */
export interface Crafted {
    /** Each member, then the vote by the mean. */
    fooled: boolean[];
    /** The class that it was made to be; null: any but its own. */
    target: number | null;
    cost: ExperimentCost;
}

/** What one picture is taken for behind each filter, on its 8-bit form and by both runtimes. */
export interface Filtered {
    /** Right without an attack. */
    clean: boolean[];
    /** Right without and with it. */
    right: boolean[];
    cost: ExperimentCost;
}

/** What became of one picture under smoothing. */
export interface Certified {
    /** Is the smoothed class the true one? null: it abstains. */
    right: boolean | null;
    /** In L2, pixel values; 0 where it abstains. */
    radius: number;
    attacks: number;
    /** Attacks inside the radius that changed the answer all the same. */
    broken: number;
    cost: ExperimentCost;
}

/** A `FarEnd` as the native runs keep it. */
export interface SurveyedEnd {
    last_bend: number | null;
    switches: number;
    residual: number | null;
    /** From where on one class has 99 % at least; null: none has in the end. */
    certain_from: number | null;
    label: number;
    confidence: number;
}

/** What a finished piece found. `nothing`: the picture was not right to begin with, or not asked for. */
export type Found =
| { kind: "classes"; value: [label: number, right: Answers][] }
| { kind: "fate"; value: { right: Answers; cost: ExperimentCost } }
| { kind: "crafted"; value: Crafted }
| { kind: "filtered"; value: Filtered }
/** null: not even the largest tried fooled. */
| { kind: "smallest"; value: { epsilon_255: number | null; cost: ExperimentCost } }
| { kind: "certified"; value: Certified }
| { kind: "far-end"; value: SurveyedEnd }
/** The largest softmax, and the evidence: log sum exp of the logits. */
| { kind: "heard"; value: Record<"picture" | "noise" | "led", { confidence: number; evidence: number }> }
| { kind: "nothing" };

/** All pieces together. Sets of pictures (`tried`, `right`) are hexadecimal: picture i is bit i mod 4 of digit i div 4. */
export type ExperimentOutcome =
| { kind: "clean"; pictures: number; right: number; majority_right: number | null; predictions_sha256: null; differing: null }
| { kind: "hunt"; pictures: number; tried: string; right: string; majority_right: string | null; cost: ExperimentCost }
| { kind: "unaware"; pictures: number; behind: { filter: Filter; clean: string; right: string }[]; cost: ExperimentCost }
/** Pictures by their smallest n of n/255: 1, 2, … the largest tried, and last those that withstood it. */
| { kind: "smallest"; pictures: number; counts: number[]; cost: ExperimentCost }
/** `radii`: of those certified for the right class, from the smallest. */
| {
    kind: "certify";
    pictures: number;
    abstained: number;
    certified: number;
    radii: number[];
    attacks: number;
    broken: number;
    cost: ExperimentCost;
}
| { kind: "transfer"; pictures: number; tried: number; fooled: number[]; cost: ExperimentCost };

/** `count` out of `of`, with the 95 % interval of Wilson (1927). */
export interface Share {
    count: number;
    of: number;
    /** 0 to 1, as `low` and `high`. */
    share: number;
    low: number;
    high: number;
}



/**
 * An attack on one picture, stepped by the caller.
 */
export class Attack {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The best picture so far, rounded to 8 bits inside the budget: what a download holds.
     */
    best(): Float32Array;
    /**
     * The current iterate, not rounded.
     */
    current(): Float32Array;
    /**
     * `pixels` (one picture) is rounded to 8 bits first. Throws on bad options, naming the option and its range.
     */
    constructor(target: Classifier | Ensemble, pixels: Float32Array | number[], options: AttackOptions);
    /**
     * Does at most `iterations` iterations and reports the state after the last.
     */
    step(iterations: number): Progress;
    /**
     * Judges `best()` by both runtimes behind a filter that the attack knew nothing of; of a random one `seed` (default 0) is where
     * the draws come from.
     */
    verdictBehind(filter: Filter, seed?: number | null): Verdict;
    /**
     * Judges `best()` by both runtimes.
     */
    verdict(): Verdict;
    /**
     * The seed in use, chosen or drawn.
     */
    readonly seed: number;
}

/**
 * Randomised smoothing of one picture's answer (Cohen, Rosenfeld and Kolter 2019), stepped by the caller.
 */
export class Certifier {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Undefined while copies are missing.
     */
    certificate(): Certificate | undefined;
    /**
     * The base classifier is `target`'s vote. Throws on bad options, naming the option and its range.
     */
    constructor(target: Classifier | Ensemble, pixels: Float32Array | number[], options?: SmoothingOptions | null | null);
    /**
     * Looks at about `copies` more noisy copies.
     */
    step(copies: number): CertifierProgress;
}

/**
 * A loaded model: our engine, and a second runtime for a second opinion.
 */
export class Classifier {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * What the light build's `fromBlueprint` needs beside `file`, the bytes that this was read from.
     */
    blueprint(file: Uint8Array | number[]): Uint8Array;
    /**
     * Builds what `blueprint` drew of the `.onnx` file `file`; `judge` is asked for second opinions. Of nets that come this way those
     * unused for longest give their memory up (some 40 MB stay in use) and are built again, in milliseconds, when they are asked.
     */
    static fromBlueprint(blueprint: Uint8Array | number[], file: Uint8Array | number[], judge: (pixels: Float32Array) => Float32Array): Classifier;
    /**
     * Reads an `.onnx` file. Throws an `Error` that says what is wrong with the file and what to do.
     */
    static fromOnnx(bytes: Uint8Array | number[], options?: ModelOptions | null | null): Classifier;
    /**
     * cotangentᵀ · ∂logits/∂pixels, as long as `pixels`.
     */
    inputGradient(pixels: Float32Array | number[], cotangent: Float32Array | number[]): Float32Array;
    /**
     * Logits of one picture, or of a batch of them, one after another.
     */
    logits(pixels: Float32Array | number[]): Float32Array;
    /**
     * Softmax of [`logits`].
     */
    probabilities(pixels: Float32Array | number[]): Float32Array;
    /**
     * Logits by the second runtime.
     */
    secondOpinion(pixels: Float32Array | number[]): Float32Array;
    readonly classCount: number;
    /**
     * False when an op has no gradient: then only query-only attacks work; `notes` says which node and op.
     */
    readonly hasGradient: boolean;
    /**
     * [channels, height, width] of a picture.
     */
    readonly inputShape: Uint32Array;
    /**
     * Multiplications of one forward pass; 0 where there is no gradient.
     */
    readonly multiplyAdds: number;
    /**
     * [channels, height, width] that the file wants; pictures of `inputShape` are scaled to them.
     */
    readonly nativeShape: Uint32Array;
    /**
     * Plain sentences about what loading found or changed.
     */
    readonly notes: string[];
    /**
     * Numbers that the file holds as weights, 8-bit ones included.
     */
    readonly parameterCount: number;
}

/**
 * Several classifiers that vote. They stay usable, and freeable, on their own.
 */
export class Ensemble {
    free(): void;
    [Symbol.dispose](): void;
    constructor(members: Classifier[], options?: EnsembleOptions | null | null);
    /**
     * The vote on one picture.
     */
    vote(pixels: Float32Array | number[]): Vote;
    readonly memberCount: number;
}

/**
 * Ten niches, or as many as there are classes, each with the picture that its class is surest of so far; bred by answers
 * alone, stepped by the caller.
 */
export class Evolution {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The best picture of a class so far, 8-bit: what was judged. Undefined before the first step.
     */
    champion(label: number): Float32Array | undefined;
    /**
     * The genome that `champion` is drawn from, for `drawGenome`: at most 446 letters that a link may hold. Undefined with
     * the direct encoding, where the picture is all there is.
     */
    genome(label: number): string | undefined;
    /**
     * Throws on bad options, naming the option and its range.
     */
    constructor(target: Classifier | Ensemble, options: EvolutionOptions);
    /**
     * Goes on where `state()` was taken, as if nothing had been between. Throws when the bytes are damaged, or when they
     * are of other networks.
     */
    static resume(target: Classifier | Ensemble, state: Uint8Array | number[]): Evolution;
    /**
     * All that there is to know, for `resume`.
     */
    state(): Uint8Array;
    /**
     * Breeds and judges at most `evaluations` more pictures. The outcome does not depend on the strides.
     */
    step(evaluations: number): EvolutionProgress;
    /**
     * Judges `champion` by both runtimes. Undefined before the first step.
     */
    verdict(label: number): ChampionVerdict | undefined;
    /**
     * The seed in use, chosen or drawn.
     */
    readonly seed: number;
}

/**
 * Nets and labelled pictures, to be measured. A task falls into pieces that are done in any order, here or by another
 * `Experiment` of the same nets, pictures and seed: the results are the same.
 */
export class Experiment {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * `pictures` holds them one after another (they are rounded to 8 bits), `labels` the class of each. Throws when their
     * numbers do not fit, or a label is no class.
     */
    constructor(nets: Classifier[], pictures: Float32Array | number[], labels: Uint8Array | number[], options?: ExperimentOptions | null | null);
    /**
     * The picture that the piece under way, or the last one, has made so far, on 8 bits; undefined where none is made.
     */
    picture(): Float32Array | undefined;
    /**
     * How many pieces the task falls into.
     */
    pieces(task: ExperimentTask): number;
    /**
     * Begins piece `index` of the task; a piece under way is dropped.
     */
    start(task: ExperimentTask, index: number): void;
    /**
     * Does at most `iterations` iterations of the piece under way, or classifies one block; what was found, when the piece
     * is finished.
     */
    step(iterations: number): Found | undefined;
    /**
     * Puts together what was found, piece after piece; undefined while some is missing.
     */
    tally(task: ExperimentTask, found: (Found | undefined)[]): ExperimentOutcome | undefined;
    /**
     * The seed in use, chosen or drawn.
     */
    readonly seed: number;
}

/**
 * A straight line from a picture, unclipped, and what a net says along it.
 */
export class Ray {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * `pixels` is one picture. Throws on bad options, and where the net has no gradient.
     */
    constructor(target: Classifier | Ensemble, pixels: Float32Array | number[], options: RayOptions);
    /**
     * What stands at `alpha`, unclipped.
     */
    pixels(alpha: number): Float32Array;
    /**
     * One forward pass each.
     */
    sample(alphas: Float64Array | number[]): RaySample;
    /**
     * Looks for the far end, with at most `passes` more forward passes.
     */
    survey(passes: number): FarEnd;
    /**
     * The node for which the net is not piecewise affine, so that nothing said of bends applies; undefined: there is none.
     */
    readonly curvedNode: string | undefined;
}

/**
 * A flat cut through the space of pictures: one axis away from the picture's class, the other by lot and at a right angle.
 */
export class Slice {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Cells from `first` on, row by row from the top; fewer where there are no more.
     */
    cells(first: number, count: number): SliceCells;
    /**
     * `pixels` is one picture. Throws on bad options, and where the net has no gradient.
     */
    constructor(target: Classifier | Ensemble, pixels: Float32Array | number[], options: SliceOptions);
}

/**
 * One change that alters the answers to many pictures (Moosavi-Dezfooli 2017), stepped by the caller.
 */
export class UniversalPerturbation {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Any picture with `best()` added, rounded to 8 bits inside the budget.
     */
    apply(pixels: Float32Array | number[]): Float32Array;
    /**
     * The change that fooled most pictures so far: signed pixel values, not rounded.
     */
    best(): Float32Array;
    /**
     * `pixels` holds the pictures one after another; they are rounded to 8 bits first. Throws on bad options, naming the
     * option and its range, and where a net has no gradient.
     */
    constructor(target: Classifier | Ensemble, pixels: Float32Array | number[], options?: UniversalOptions | null | null);
    /**
     * Looks at `pictures` pictures at most and reports the state after the last.
     */
    step(pictures: number): UniversalProgress;
    /**
     * Judges picture `index` with `best()` added, by both runtimes.
     */
    verdict(index: number): Verdict;
    /**
     * The seed in use, chosen or drawn.
     */
    readonly seed: number;
}

/**
 * What nets behind `filter` see of one planar picture of width × height; of a random filter the first draw of `seed`
 * (default 0).
 */
export function applyFilter(filter: Filter, pixels: Float32Array | number[], width: number, height: number, seed?: number | null): Float32Array;

/**
 * A genome's picture at any size up to 2048 a side, as RGBA. At the net's own size it is the champion, pixel by pixel.
 */
export function drawGenome(genome: string, width: number, height: number): Uint8ClampedArray;

/**
 * Uniform 8-bit noise from the seeded generator.
 */
export function noise(seed: number, length: number): Float32Array;

/**
 * [`pixelsFromRgba`] of a canvas's `ImageData`.
 */
export function pixelsFromImageData(source: ImageData, width: number, height: number): Float32Array;

/**
 * A picture of any size (interleaved RGBA) to planar 8-bit pixels: the centred crop of the right aspect ratio, averaged
 * over areas to width × height, transparency over mid-grey. The same in every browser.
 */
export function pixelsFromRgba(rgba: Uint8Array | number[], source_width: number, source_height: number, width: number, height: number): Float32Array;

/**
 * An unsigned 32-bit seed from the system.
 */
export function randomSeed(): number;

/**
 * Mid-grey plus `gain` times the change from `before` to `after`, as RGBA.
 */
export function rgbaFromChange(before: Float32Array | number[], after: Float32Array | number[], width: number, height: number, gain: number): Uint8ClampedArray;

/**
 * 8-bit RGBA of planar pixels, every pixel a square of `zoom` (default 1).
 */
export function rgbaFromPixels(pixels: Float32Array | number[], width: number, height: number, zoom?: number | null): Uint8ClampedArray;

/**
 * `count` out of `of`, with its 95 % interval.
 */
export function share(count: number, of: number): Share;

export function start(): void;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_attack_free: (a: number, b: number) => void;
    readonly __wbg_certifier_free: (a: number, b: number) => void;
    readonly __wbg_classifier_free: (a: number, b: number) => void;
    readonly __wbg_ensemble_free: (a: number, b: number) => void;
    readonly __wbg_evolution_free: (a: number, b: number) => void;
    readonly __wbg_experiment_free: (a: number, b: number) => void;
    readonly __wbg_ray_free: (a: number, b: number) => void;
    readonly __wbg_slice_free: (a: number, b: number) => void;
    readonly __wbg_universalperturbation_free: (a: number, b: number) => void;
    readonly __wbg_voters_free: (a: number, b: number) => void;
    readonly applyFilter: (a: any, b: number, c: number, d: number, e: number, f: number) => [number, number, number];
    readonly attack_best: (a: number) => any;
    readonly attack_current: (a: number) => any;
    readonly attack_new: (a: any, b: number, c: number, d: any) => [number, number, number];
    readonly attack_seed: (a: number) => number;
    readonly attack_step: (a: number, b: number) => [number, number, number];
    readonly attack_verdict: (a: number) => [number, number, number];
    readonly attack_verdictBehind: (a: number, b: any, c: number) => [number, number, number];
    readonly certifier_certificate: (a: number) => any;
    readonly certifier_new: (a: any, b: number, c: number, d: number) => [number, number, number];
    readonly certifier_step: (a: number, b: number) => [number, number, number];
    readonly classifier_blueprint: (a: number, b: number, c: number) => [number, number, number, number];
    readonly classifier_classCount: (a: number) => number;
    readonly classifier_fromBlueprint: (a: number, b: number, c: number, d: number, e: any) => [number, number, number];
    readonly classifier_fromOnnx: (a: number, b: number, c: number) => [number, number, number];
    readonly classifier_hasGradient: (a: number) => number;
    readonly classifier_inputGradient: (a: number, b: number, c: number, d: number, e: number) => [number, number, number];
    readonly classifier_inputShape: (a: number) => [number, number];
    readonly classifier_logits: (a: number, b: number, c: number) => [number, number, number];
    readonly classifier_multiplyAdds: (a: number) => number;
    readonly classifier_nativeShape: (a: number) => [number, number];
    readonly classifier_notes: (a: number) => [number, number];
    readonly classifier_parameterCount: (a: number) => number;
    readonly classifier_probabilities: (a: number, b: number, c: number) => [number, number, number];
    readonly classifier_secondOpinion: (a: number, b: number, c: number) => [number, number, number];
    readonly classifier_voters: (a: number) => [number, number, number];
    readonly drawGenome: (a: number, b: number, c: number, d: number) => [number, number, number, number];
    readonly ensemble_memberCount: (a: number) => number;
    readonly ensemble_new: (a: any, b: number) => [number, number, number];
    readonly ensemble_vote: (a: number, b: number, c: number) => [number, number, number];
    readonly ensemble_voters: (a: number) => [number, number, number];
    readonly evolution_champion: (a: number, b: number) => any;
    readonly evolution_genome: (a: number, b: number) => [number, number];
    readonly evolution_new: (a: any, b: any) => [number, number, number];
    readonly evolution_resume: (a: any, b: number, c: number) => [number, number, number];
    readonly evolution_seed: (a: number) => number;
    readonly evolution_state: (a: number) => [number, number];
    readonly evolution_step: (a: number, b: number) => [number, number, number];
    readonly evolution_verdict: (a: number, b: number) => [number, number, number];
    readonly experiment_new: (a: any, b: number, c: number, d: number, e: number, f: number) => [number, number, number];
    readonly experiment_picture: (a: number) => any;
    readonly experiment_pieces: (a: number, b: any) => [number, number, number];
    readonly experiment_seed: (a: number) => number;
    readonly experiment_start: (a: number, b: any, c: number) => [number, number];
    readonly experiment_step: (a: number, b: number) => [number, number, number];
    readonly experiment_tally: (a: number, b: any, c: any) => [number, number, number];
    readonly noise: (a: number, b: number) => [number, number, number];
    readonly pixelsFromImageData: (a: any, b: number, c: number) => [number, number, number];
    readonly pixelsFromRgba: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number, number];
    readonly randomSeed: () => [number, number, number];
    readonly ray_curvedNode: (a: number) => [number, number];
    readonly ray_new: (a: any, b: number, c: number, d: any) => [number, number, number];
    readonly ray_pixels: (a: number, b: number) => any;
    readonly ray_sample: (a: number, b: number, c: number) => [number, number, number];
    readonly ray_survey: (a: number, b: number) => [number, number, number];
    readonly rgbaFromChange: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => [number, number, number, number];
    readonly rgbaFromPixels: (a: number, b: number, c: number, d: number, e: number) => [number, number, number, number];
    readonly share: (a: number, b: number) => [number, number, number];
    readonly slice_cells: (a: number, b: number, c: number) => [number, number, number];
    readonly slice_new: (a: any, b: number, c: number, d: any) => [number, number, number];
    readonly start: () => void;
    readonly universalperturbation_apply: (a: number, b: number, c: number) => [number, number, number];
    readonly universalperturbation_best: (a: number) => any;
    readonly universalperturbation_new: (a: any, b: number, c: number, d: number) => [number, number, number];
    readonly universalperturbation_seed: (a: number) => number;
    readonly universalperturbation_step: (a: number, b: number) => [number, number, number];
    readonly universalperturbation_verdict: (a: number, b: number) => [number, number, number];
    readonly __wbindgen_malloc_command_export: (a: number, b: number) => number;
    readonly __wbindgen_realloc_command_export: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free_command_export: (a: number, b: number, c: number) => void;
    readonly __wbindgen_exn_store_command_export: (a: number) => void;
    readonly __externref_table_alloc_command_export: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __externref_table_dealloc_command_export: (a: number) => void;
    readonly __externref_drop_slice_command_export: (a: number, b: number) => void;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path?: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
