/** Ways to fill the ten squares with what a net is certain of, and what the core is told of two of them. */
import type { Encoding, EvolutionOptions } from "easily-fooled";
import type { Catalog } from "./catalog.ts";
import { CERTAIN } from "./settings.ts";

/** Uphill by the gradient, or bred: as pixels, or as patterns. */
export type Way = "gradient" | Encoding;
export const WAYS: readonly Way[] = ["gradient", "direct", "cppn"];

/** Children a generation, as published. */
export const POPULATION = 200;
/** A generous end for nets that never get certain. */
const MOST_GENERATIONS = 5000;

export function evolutionOptions(encoding: Encoding, seed: number): EvolutionOptions {
  return { encoding, population: POPULATION, generations: MOST_GENERATIONS, confidence: CERTAIN, seed };
}

/** Whom evolutions ask until the visitor chooses: they ask often, so the quickest that the zoo has. */
const QUICKEST = ["tiny", "plain"];

export function breedingNet({ models }: Catalog): string {
  const found = QUICKEST.find((quick) => models.some(({ id }) => id === quick)) ?? models[0]?.id;
  if (found === undefined) throw new Error("models/manifest.json has no net");
  return found;
}
