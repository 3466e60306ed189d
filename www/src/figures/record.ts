/** The JSON beside a downloaded picture: all that it takes to make it again, and what was found. */
import type { Catalog, GalleryPicture } from "../state/catalog.ts";
import { outcomeOf } from "../state/outcome.ts";
import type { Run } from "../state/run.ts";

export function recordOf(run: Run, { classes, models }: Catalog, picture: GalleryPicture | undefined) {
  const { result, wish, options, subject, council, label } = run;
  if (!result || label === undefined) return undefined;
  const { verdict } = result;
  const opinions = (vote: typeof verdict.vote) =>
    vote.members.map((opinion, index) => ({
      model: run.models[index],
      class: classes[opinion.label],
      confidence: opinion.confidence,
    }));
  return {
    format: "easily-fooled/1",
    picture: { ...subject.origin, class: subject.label === undefined ? null : classes[subject.label], credit: picture ?? null },
    models: run.models.map((id) => ({ id, sha256: models.find((model) => model.id === id)?.sha256 ?? null })),
    ...(run.models.length > 1 ? { council } : {}),
    ...(council.guard ? { filter: council.guard } : {}),
    attack: { ...options, seed: result.seed },
    spent: { iterations: run.counts.iteration, gradients: run.counts.gradientEvaluations, questions: run.counts.queries, zeroGradients: run.counts.zeroGradients },
    outcome: outcomeOf(verdict, wish, label).kind,
    fooled: verdict.fooled,
    secondRuntimeAgrees: verdict.agreed,
    perturbation: verdict.perturbation,
    warnings: verdict.warnings,
    answers: opinions(verdict.vote),
    secondOpinions: opinions(verdict.secondOpinion),
  };
}
