/** Who votes, and which nets stand alone. */
import { type Catalog, type Ensemble, FEWEST_MEMBERS, type Model } from "./catalog.ts";

/** The first `size` members of an ensemble. */
export interface Seats {
  ensemble: string;
  size: number;
}

/** The council that the page begins with, where the zoo has it: in the figure, in its poster, in the survey and in the prose. */
export const FIRST_COUNCIL: Seats = { ensemble: "strangers", size: 3 };

/** `FIRST_COUNCIL`, or as many of the first ensemble that there is. */
export function firstCouncil(catalog: Catalog): Seats {
  return seated(catalog, FIRST_COUNCIL);
}

/** Seats that exist: of an unknown ensemble the first one's, and never fewer or more than there can be. */
export function seated({ ensembles }: Catalog, { ensemble, size }: Seats): Seats {
  const [first] = ensembles;
  const found = ensembles.find(({ id }) => id === ensemble) ?? first;
  if (!found) throw new Error("models/manifest.json has no ensemble, and not the nets of the built-in one");
  return { ensemble: found.id, size: Math.min(found.members.length, Math.max(FEWEST_MEMBERS, Math.round(size))) };
}

export function ensembleOf({ ensembles }: Catalog, { ensemble }: Seats): Ensemble | undefined {
  return ensembles.find(({ id }) => id === ensemble);
}

/** Ids of the nets that vote. */
export function membersOf(catalog: Catalog, seats: Seats): string[] {
  return ensembleOf(catalog, seats)?.members.slice(0, seats.size) ?? [];
}

/** How many of it may vote, from the fewest to all. */
export function sizesOf({ members }: Ensemble): number[] {
  return Array.from({ length: members.length - FEWEST_MEMBERS + 1 }, (_, index) => FEWEST_MEMBERS + index);
}

/** Those that were not trained as one of several. */
export function standingAlone({ models }: Catalog): Model[] {
  return models.filter(({ ensemble }) => ensemble === undefined);
}

/** Those that were, by ensemble. */
export function trainedTogether({ models, ensembles }: Catalog): { ensemble: Ensemble; models: Model[] }[] {
  return ensembles
    .map((ensemble) => ({ ensemble, models: models.filter((model) => model.ensemble === ensemble.id) }))
    .filter(({ models }) => models.length > 0);
}
