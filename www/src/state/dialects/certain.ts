/** The way in sight, with its net and its seed: each way has its own. */
import type { Catalog } from "../catalog.ts";
import { breedingNet, type Way, WAYS } from "../evolution.ts";
import { changed, type Dialect, netPairs, readChoice, readNet, readNumber } from "../link.ts";
import { MAIN_NET, type Range } from "../settings.ts";

export interface CertainState {
  way: Way;
  model: string;
  /** Of the first square's noise, or of the ancestors. */
  seed: number;
}

const FIRST = { way: "gradient" as Way, seed: 1 };
/** Not to the end of what the core takes: each square, and each press of "other noise", counts on from it. */
const SEEDS: Range = { min: 0, max: 4_000_000_000, step: 1 };

export const firstNet = (way: Way, catalog: Catalog) => (way === "gradient" ? MAIN_NET : breedingNet(catalog));

export const CERTAIN_DIALECT: Dialect<CertainState> = {
  figure: "certain",
  nets: ({ model }) => [model],
  write: ({ way, model, seed }, catalog) => [...changed({ way, seed }, FIRST), ...netPairs(model, firstNet(way, catalog))],
  read(given, catalog) {
    const way = readChoice(given, "way", WAYS, FIRST.way);
    return { way, model: readNet(given, catalog, firstNet(way, catalog)), seed: readNumber(given, "seed", SEEDS, FIRST.seed) };
  },
};
