/** The JSON beside a downloaded picture: all that it takes to make it again, and what was found. */
import type { Catalog, GalleryPicture } from "../state/catalog.ts";
import { outcomeOf } from "../state/outcome.ts";
import type { Run } from "../state/run.ts";
import { attackOptions } from "../state/settings.ts";

export function recordOf(run: Run, { classes, models }: Catalog, picture: GalleryPicture | undefined) {
  const { result, settings, subject, council, label } = run;
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
    attack: { ...attackOptions(settings, label), seed: result.seed },
    iterations: run.trail.at(-1)?.iteration ?? 0,
    outcome: outcomeOf(verdict, settings.wish, label).kind,
    fooled: verdict.fooled,
    secondRuntimeAgrees: verdict.agreed,
    perturbation: verdict.perturbation,
    answers: opinions(verdict.vote),
    secondOpinions: opinions(verdict.secondOpinion),
  };
}
