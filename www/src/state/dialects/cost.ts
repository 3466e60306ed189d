/** Whose cost is measured. */
import { changed, type Dialect, readChoice } from "../link.ts";
import { COUNCILS, costOrder } from "../verdicts.ts";

export interface CostState {
  council: string;
}

export const COST_FIRST: CostState = { council: COUNCILS[0] };

export const COST_DIALECT: Dialect<CostState> = {
  figure: "cost",
  nets: ({ council }, { ensembles }) => ensembles.find(({ id }) => id === council)?.members ?? [],
  write: (state) => changed(state, COST_FIRST),
  read: (given, { ensembles }) => ({ council: readChoice(given, "council", costOrder(ensembles).map(({ id }) => id), COST_FIRST.council) }),
};
