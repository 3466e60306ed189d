/** How the best of each class got better, generation by generation, and the scale that this is drawn on. */
import type { EvolutionProgress } from "easily-fooled";

export interface ClimbPoint {
  /** Generations done; between two whole ones while the next is under way. */
  generation: number;
  /** Each class's best probability. */
  fitness: ArrayLike<number>;
}

/** The recorded generations, and where it stands now. */
export function climbOf({ history, fitness, evaluations, population }: EvolutionProgress): ClimbPoint[] {
  const classes = fitness.length;
  const points = Array.from(history.generations, (generation, row) => ({
    generation,
    fitness: history.fitness.subarray(row * classes, (row + 1) * classes),
  }));
  const now = evaluations / population;
  return evaluations === 0 || points.at(-1)?.generation === now ? points : [...points, { generation: now, fitness }];
}

/** At most `most` of the points, evenly spread, the last one among them. */
export function thinned<Point>(points: readonly Point[], most: number): Point[] {
  const every = Math.max(1, Math.ceil(points.length / most));
  return points.filter((_, index) => (points.length - 1 - index) % every === 0);
}

/** Log odds: from one in ten thousand to certain, and a little beyond. */
const LOWEST = logOdds(0.0001);
const HIGHEST = logOdds(0.99999);

function logOdds(probability: number): number {
  return Math.log(probability / (1 - probability));
}

/** Where a probability stands on the scale, from 0 to 1. */
export function heightOf(probability: number): number {
  const odds = logOdds(Math.min(0.999999, Math.max(0.000001, probability)));
  return Math.min(1, Math.max(0, (odds - LOWEST) / (HIGHEST - LOWEST)));
}
