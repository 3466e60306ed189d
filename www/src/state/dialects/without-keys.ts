/** Picture, net and budget of the race. */
import { changed, type Dialect, netPairs, type Pictured, picturePairs, readNet, readNumber, readPicture } from "../link.ts";
import { RACE_FIRST, type RaceSettings } from "../race.ts";
import { RANGES } from "../settings.ts";

export interface RaceState {
  pictured: Pictured | undefined;
  model: string;
  settings: RaceSettings;
}

export const RACE_DIALECT: Dialect<RaceState> = {
  figure: "without-keys",
  nets: ({ model }) => [model],
  write: ({ pictured, model, settings }) => [...picturePairs(pictured), ...netPairs(model), ...changed(settings, RACE_FIRST)],
  read: (given, catalog, gallery) => ({
    pictured: readPicture(given, gallery),
    model: readNet(given, catalog),
    settings: {
      budget: readNumber(given, "budget", RANGES.budget, RACE_FIRST.budget),
      seed: readNumber(given, "seed", RANGES.seed, RACE_FIRST.seed),
    },
  }),
};
