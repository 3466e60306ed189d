/** What the page and a worker say to each other about an evolution; see protocol.ts. */
import type { ChampionVerdict, EvolutionOptions, EvolutionProgress, VoteRule } from "easily-fooled";

export interface EvolutionRequest {
  /** Judged together when there are several. */
  models: string[];
  rule: VoteRule;
  options: EvolutionOptions;
  /** Milliseconds between two reports. */
  reportEvery: number;
  /** Breed one generation and pause, instead of running on. */
  oneStep: boolean;
}

/** The best of one class so far. */
export interface Champion {
  label: number;
  pixels: Float32Array;
  /** Of the CPPN encoding. */
  genome: string | undefined;
  confidence: number;
  /** The generation that it was born in; the first is 1. */
  generation: number;
}

export interface EvolutionReport {
  kind: "progress";
  progress: EvolutionProgress;
  /** Those that are better than in the last report. */
  champions: Champion[];
  /** Spent on breeding and judging so far, without pauses. */
  milliseconds: number;
}

export interface EvolutionResult {
  kind: "finished";
  progress: EvolutionProgress;
  /** All of them. */
  champions: (Champion & { verdict: ChampionVerdict })[];
  seed: number;
  /** The visitor ended it before it was done. */
  stopped: boolean;
  milliseconds: number;
}

export type EvolutionUpdate = EvolutionReport | EvolutionResult;

/** Two reports that nobody had time to read between: the newest of everything. */
export function mergeReports(earlier: EvolutionReport, later: EvolutionReport): EvolutionReport {
  const champions = new Map([...earlier.champions, ...later.champions].map((champion) => [champion.label, champion]));
  return { ...later, champions: [...champions.values()] };
}
