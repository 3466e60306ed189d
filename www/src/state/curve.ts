/** The confidences that a chart draws, gathered while an attack runs. */
import type { TrailPoint } from "../engine/protocol.ts";

export interface CurvePoint {
  iteration: number;
  value: number;
  active: boolean;
}

/** One class's probability, by one member, after every iteration. Thinned when long: a chart cannot show more. */
export function curveOf(trail: readonly TrailPoint[], member: number, label: number, most = 300): CurvePoint[] {
  const every = Math.max(1, Math.ceil(trail.length / most));
  return trail
    .filter((_, index) => index % every === 0 || index === trail.length - 1)
    .map(({ iteration, members, active }) => ({
      iteration,
      value: members[member]?.[label] ?? 0,
      active: active.includes(member),
    }));
}
