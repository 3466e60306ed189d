/** How sure a net became of its best, step by step or generation by generation, and the scale that this is drawn on. */
import type { EvolutionProgress } from "easily-fooled";

/** Steps or generations done (between two whole ones while the next is under way), and the probability then. */
export type ClimbPoint = readonly [at: number, probability: number];

/** Each class's climb: the recorded generations, and where it stands now. */
export function climbsOf({ history, fitness, evaluations, population }: EvolutionProgress): ClimbPoint[][] {
  const classes = fitness.length;
  const now = evaluations / population;
  return Array.from(fitness, (probability, label) => {
    const points = Array.from(history.generations, (at, row): ClimbPoint => [at, history.fitness[row * classes + label]!]);
    return points.at(-1)?.[0] === now ? points : [...points, [now, probability]];
  });
}

/** At most `most` of the points, evenly spread, the last one among them. */
export function thinned<Point>(points: readonly Point[], most: number): Point[] {
  const every = Math.max(1, Math.ceil(points.length / most));
  return points.filter((_, index) => (points.length - 1 - index) % every === 0);
}

/** The probability at the last point that is not after `at`. */
export function climbedTo(points: readonly ClimbPoint[], at: number): number | undefined {
  return points.findLast(([point]) => point <= at)?.[1];
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
