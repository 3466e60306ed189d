/** A finished run as one side of a comparison. */
import type { Side } from "../elements/ef-comparison.ts";
import type { Series } from "../elements/line-plot.ts";
import { memberPath } from "../elements/glyphs.ts";
import { methodRow } from "../state/armoury.ts";
import { curveOf } from "../state/curve.ts";
import { count, duration, fixed, of255 } from "../state/format.ts";
import { rgbaOf } from "../state/pixels.ts";
import type { Run } from "../state/run.ts";
import { lab } from "../text/en/lab.ts";
import { list } from "../text/en/grammar.ts";
import { targetOf } from "./curves.ts";
import { type Names, sentence } from "./telling.ts";

export function sideOf(run: Run, heading: string, names: Names): Side {
  const { result, options, counts, models } = run;
  const { linf, l2 } = result!.verdict.perturbation;
  const told = sentence(run, names);
  const { compare } = lab;
  return {
    heading,
    rgba: rgbaOf(run.pixels),
    twin: told,
    cells: [
      methodRow(options!.method).name,
      list(models.map((id) => names.titleOf(id))),
      run.wish === "other" ? compare.anythingElse : names.nameOf(run.wish),
      told,
      of255(linf),
      fixed(l2, 2),
      count(counts.iteration),
      count(counts.gradientEvaluations),
      count(counts.queries),
      duration(result!.milliseconds),
    ],
  };
}

/** What the kept run made of its picture, as one more line among those of the run that is shown. */
export function keptSeries(kept: Run, { nameOf }: Names): Series[] {
  const target = targetOf(kept);
  if (target === undefined || kept.models.length > 1) return [];
  return [{ name: lab.compare.line(nameOf(target)), colour: "var(--ink-soft)", symbol: "square", path: memberPath(0), dash: "2 4", points: curveOf(kept.trail, 0, target) }];
}
