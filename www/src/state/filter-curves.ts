/** How many pictures stay right behind a filter as the budget grows: what was measured natively, as curves. */
import type { Share } from "easily-fooled";
import type { CurvePoint } from "./curve.ts";
import { type Filter, strengthOf } from "./filters.ts";

/** One filter before one net, within one budget. */
export interface MeasuredFilter {
  net: string;
  filter: Filter;
  epsilon: number;
  clean: Share;
  unaware: Share;
  aware: Share | null;
}

export interface FilterCurves {
  net: string;
  filter: Filter;
  /** The fewest that any point stands for. */
  pictures: number;
  bare: CurvePoint[];
  unaware: CurvePoint[];
  aware: CurvePoint[];
}

/** No blur at all: the net as it is. */
const isBare = ({ filter }: MeasuredFilter) => filter.kind === "gaussian" && strengthOf(filter) === 0;

/** Of the measured filters of this kind the one nearest in strength; undefined where one budget at most was measured. */
export function filterCurves(all: readonly MeasuredFilter[], net: string, wanted: Filter): FilterCurves | undefined {
  const measured = all.filter((one) => one.net === net);
  const ofKind = measured.filter((one) => one.filter.kind === wanted.kind && !isBare(one));
  const away = ({ filter }: MeasuredFilter) => Math.abs(strengthOf(filter) - strengthOf(wanted));
  const nearest = ofKind.reduce<MeasuredFilter | undefined>((best, one) => (best === undefined || away(one) < away(best) ? one : best), undefined);
  if (!nearest) return undefined;
  const chosen = ofKind.filter(({ filter }) => strengthOf(filter) === strengthOf(nearest.filter));
  const bare = measured.filter(isBare);
  const curve = (of: readonly MeasuredFilter[], share: (one: MeasuredFilter) => Share | null): CurvePoint[] => {
    const attacked = of.flatMap((one) => {
      const found = share(one);
      return found ? [{ iteration: one.epsilon, value: found.share }] : [];
    });
    // Without a budget nothing is moved.
    const [first] = of;
    return [...(first ? [{ iteration: 0, value: first.clean.share }] : []), ...attacked].sort((a, b) => a.iteration - b.iteration);
  };
  const aware = curve(chosen, (one) => one.aware);
  if (aware.length < 3) return undefined;
  return {
    net,
    filter: nearest.filter,
    pictures: Math.min(...[...chosen, ...bare].map(({ clean }) => clean.of)),
    bare: curve(bare, (one) => one.unaware),
    unaware: curve(chosen, (one) => one.unaware),
    aware,
  };
}
