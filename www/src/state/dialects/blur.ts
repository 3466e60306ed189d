/** Picture, net and budget, the filter between them and who knows of it, and how noisy the certificate's copies are. */
import { BLUR_BUDGETS, BLUR_FIRST, type BlurBudget, CERTIFICATE_SIGMAS, type CertificateSigma } from "../blur.ts";
import { filterRow, type Guard, strengthName, strengthOf, withStrength } from "../filters.ts";
import { changed, type Dialect, guardPairs, netPairs, type Pictured, picturePairs, readGuard, readNearest, readNet, readPicture } from "../link.ts";

export interface BlurState {
  pictured: Pictured | undefined;
  model: string;
  budget: BlurBudget;
  guard: Guard;
  /** Of the certificate. */
  certify: CertificateSigma;
}

/** As far as this figure's sliders go. */
function withinReach(guard: Guard): Guard {
  const { filter } = guard;
  const { max, reach = max } = filterRow(filter.kind).takes[strengthName(filter.kind)]!;
  return strengthOf(filter) <= reach ? guard : { ...guard, filter: withStrength(filter, reach) };
}

export const BLUR_DIALECT: Dialect<BlurState> = {
  figure: "blur",
  nets: ({ model }) => [model],
  write: ({ pictured, model, guard, budget, certify }) => [
    ...picturePairs(pictured),
    ...netPairs(model),
    ...changed({ budget, certify }, { budget: BLUR_FIRST.budget, certify: BLUR_FIRST.certify }),
    ...guardPairs(guard, BLUR_FIRST.guard),
  ],
  read: (given, catalog, gallery) => ({
    pictured: readPicture(given, gallery),
    model: readNet(given, catalog),
    budget: readNearest(given, "budget", BLUR_BUDGETS, BLUR_FIRST.budget),
    guard: withinReach(readGuard(given, BLUR_FIRST.guard) ?? BLUR_FIRST.guard),
    certify: readNearest(given, "certify", CERTIFICATE_SIGMAS, BLUR_FIRST.certify),
  }),
};
