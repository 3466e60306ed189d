/** The verdicts and the cost over the number of members, from the results that belong to the nets in models/; read when the page is built. */
import { existsSync, readFileSync } from "node:fs";
import { readManifest } from "../state/catalog.ts";
import type { MeasuredFilter } from "../state/filter-curves.ts";
import { belonging, readResults, type Results } from "../state/results.ts";
import { type CostPoint, costOf, type Evidence, type Verdict, verdicts } from "../state/verdicts.ts";

/** What the page's figures show of it. */
export interface Measured {
  verdicts: Verdict[];
  /** By council, of those that were measured. */
  costs: { council: string; points: CostPoint[] }[];
  filters: MeasuredFilter[];
}

const address = (path: string) => new URL(`../../../${path}`, import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(address(path), "utf8"));

export const RESULTS = "www/public/results/evaluation.json";
const NOTHING: Results = { run: { command: "", engine: "", data_sha256: "", seed: 0, pictures: 0 }, commits: [], dirty: false, nets: [], ensembles: [] };

export function evidence(): Evidence {
  const manifest = json("models/manifest.json") as { models: { id: string; adversarial?: boolean }[] };
  const { models, ensembles } = readManifest(manifest);
  const adversarial = manifest.models.filter((model) => model.adversarial).map(({ id }) => id);
  const poster = (name: string) => json(`www/src/posters/${name}.json`);
  const results = existsSync(address(RESULTS)) ? readResults(json(RESULTS)) : NOTHING;
  return {
    results: belonging(results, models, ensembles),
    undefended: models.filter(({ id, ensemble }) => ensemble === undefined && !adversarial.includes(id)).map(({ id }) => id),
    adversarial,
    uphill: poster("certain"),
    evolutions: poster("evolutions"),
    line: poster("line-survey"),
    keys: poster("keys"),
    reuse: poster("reuse"),
  };
}

export function measured(): Measured {
  const found = evidence();
  return {
    verdicts: verdicts(found),
    costs: found.results.ensembles.flatMap(({ id }) => {
      const points = costOf(found.results, id);
      return points.length > 1 ? [{ council: id, points }] : [];
    }),
    filters: found.results.nets.flatMap(({ id, filters }) =>
      filters.map(({ filter, epsilon_255: epsilon, clean, unaware, aware }) => ({ net: id, filter, epsilon, clean, unaware, aware })),
    ),
  };
}
