/** The lines of a chart: two classes' confidences by one net, or every member's in one class. */
import { memberColour, memberDash, memberPath, memberSymbol } from "../elements/glyphs.ts";
import type { Series } from "../elements/line-plot.ts";
import { curveOf, lossOf } from "../state/curve.ts";
import { opinionsNow, type Run } from "../state/run.ts";
import { runnerUp } from "../state/outcome.ts";
import { lab } from "../text/en/lab.ts";
import type { Names } from "./telling.ts";

/** What is made of a picture: the wish, or without one what came out instead. */
export function targetOf(run: Run): number | undefined {
  if (run.wish !== "other") return run.wish;
  const label = run.subject.label ?? run.label;
  const [now] = opinionsNow(run);
  if (!now || label === undefined || run.trail.length < 2) return undefined;
  return runnerUp(now.probabilities, label);
}

export function roleSeries(run: Run, { nameOf }: Pick<Names, "nameOf">): Series[] {
  const label = run.subject.label ?? run.label;
  const target = targetOf(run);
  const series: Series[] = [];
  if (label !== undefined) {
    series.push({ name: nameOf(label), colour: "var(--label)", symbol: "circle", path: memberPath(2), dash: "", points: curveOf(run.trail, 0, label) });
  }
  if (target !== undefined && target !== label) {
    series.push({ name: nameOf(target), colour: "var(--target)", symbol: "diamond", path: memberPath(3), dash: "", points: curveOf(run.trail, 0, target) });
  }
  return series;
}

export function memberSeries(run: Pick<Run, "models" | "trail">, watched: number | undefined, { titleOf }: Pick<Names, "titleOf">): Series[] {
  if (watched === undefined) return [];
  return run.models.map((id, index) => ({
    name: titleOf(id),
    colour: memberColour(index),
    symbol: memberSymbol(index),
    path: memberPath(index),
    dash: memberDash(index),
    points: curveOf(run.trail, index, watched),
  }));
}

export function lossSeries(run: Run): Series[] {
  return [{ name: lab.climbed, colour: "var(--ink)", symbol: "square", path: memberPath(0), dash: "", points: lossOf(run.trail) }];
}
