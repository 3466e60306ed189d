/** How a model from outside expects its pictures. Default: pixels in [0, 1], normalisation inside the graph, layout told from the shape. */
export interface ModelOptions {
  /** Subtracted from each channel. */
  mean?: number[];
  /** Divides each channel after that. */
  std?: number[];
  layout?: "nchw" | "nhwc";
}

/** `mean`: highest mean probability; `majority`: named by more than half; `unanimous`: named by all. */
export type VoteRule = "mean" | "majority" | "unanimous";

export interface EnsembleOptions {
  /** Default "mean". */
  vote?: VoteRule;
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

/** `fgsm` Goodfellow 2015, `bim` Kurakin 2017, `pgd` Madry 2018, `mi-fgsm` Dong 2018, `ascent` Yosinski 2015 (no budget). */
export type Method = "fgsm" | "bim" | "pgd" | "mi-fgsm" | "ascent";

/** Whom an attack on an ensemble attacks: all at once, one member alone, each for its share of the steps, another in every step. */
export type Strategy = "joint" | "only" | "one-after-another" | "round-robin";

export interface AttackOptions {
  method: Method;
  /** Reach this class … */
  target?: number;
  /** … or leave this one. Exactly one of the two. */
  label?: number;
  /** Default "linf". */
  norm?: "linf" | "l2";
  /** Radius in pixel values (8/255 by default, 0.5 in L2); Infinity: unbounded, as "ascent" always is. */
  epsilon?: number;
  /** Iterations a restart. Default: 1 (fgsm), 10 (bim, mi-fgsm), 20 (pgd), at most 500 (ascent). */
  steps?: number;
  /** In pixel values. Default: epsilon (fgsm), epsilon / steps (mi-fgsm), 2.5 epsilon / steps (bim, pgd). */
  stepSize?: number;
  /** The best over all restarts is kept. Default 1. */
  restarts?: number;
  /** Start at a random point of the budget. Default: pgd only; later restarts always do. */
  randomStart?: boolean;
  /** Default 1 for mi-fgsm, else 0. */
  momentum?: number;
  /** Default "cross-entropy"; "mean-probability" for a joint untargeted attack. */
  loss?: "cross-entropy" | "margin" | "mean-probability";
  /** Default "joint". */
  strategy?: Strategy;
  /** For "only". */
  member?: number;
  /** Stop when every attacked member has this confidence on the 8-bit picture. Default: run all steps; 0.9999 for "ascent". */
  confidence?: number;
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
}
