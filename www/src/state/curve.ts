/** The numbers that a chart draws, gathered while an attack runs. Thinned when long: a chart cannot show more. */
import type { TrailPoint } from "../engine/protocol.ts";

export interface CurvePoint {
  iteration: number;
  value: number;
}

const MOST = 300;

/** One class's probability, by one member, after every iteration. */
export function curveOf(trail: readonly TrailPoint[], member: number, label: number): CurvePoint[] {
  return thinned(trail).map(({ iteration, members }) => ({ iteration, value: members[member]?.[label] ?? 0 }));
}

/** What the attack climbs, after every iteration. */
export function lossOf(trail: readonly TrailPoint[]): CurvePoint[] {
  return thinned(trail).flatMap(({ iteration, loss }) => (loss === undefined || !Number.isFinite(loss) ? [] : [{ iteration, value: loss }]));
}

/** Evenly, and never without the last. */
function thinned(trail: readonly TrailPoint[]): TrailPoint[] {
  const every = Math.max(1, Math.ceil(trail.length / MOST));
  return trail.filter((_, index) => index % every === 0 || index === trail.length - 1);
}
