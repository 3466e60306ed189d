/** One picture under several plans: which members were won, and lost again. */
import type { TrailPoint } from "../engine/protocol.ts";

/** How one plan went. */
export interface PlanTrail {
  trail: TrailPoint[];
  /** At most, and once it has ended as many as there were. */
  steps: number;
  /** Was the vote fooled in the end? Undefined while it runs. */
  fooled: boolean | undefined;
}

/** Members that gave another answer than `label` on the way, and the right one in the end. */
export function undone(trail: readonly Pick<TrailPoint, "members">[], label: number): number {
  const last = trail.at(-1);
  if (!last) return 0;
  const right = (probabilities: ArrayLike<number>) => Array.from(probabilities).every((value) => value <= probabilities[label]!);
  return Array.from(last.members).filter((probabilities, member) => right(probabilities) && trail.some(({ members }) => !right(members[member]!))).length;
}
