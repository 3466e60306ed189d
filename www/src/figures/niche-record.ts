/** The JSON beside a downloaded square: all that it takes to make it again, and what was found. */
import type { Catalog } from "../state/catalog.ts";
import { evolutionOptions, type Way } from "../state/evolution.ts";
import type { Niche } from "../state/niche.ts";
import { uphillOptions } from "../state/settings.ts";

export function nicheRecord({ genome, confidence, took, seed, agreed }: Niche, way: Way, label: number, model: string, { classes, models }: Catalog) {
  return {
    format: "easily-fooled/1",
    picture: way === "gradient" ? { kind: "noise", seed } : { kind: "bred", genome: genome ?? null },
    models: [{ id: model, sha256: models.find(({ id }) => id === model)?.sha256 ?? null }],
    ...(way === "gradient" ? { attack: uphillOptions(label, seed), iterations: took } : { evolution: evolutionOptions(way, seed), generation: took }),
    class: classes[label],
    confidence,
    secondRuntimeAgrees: agreed ?? null,
  };
}
