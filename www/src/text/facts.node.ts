/** The measured numbers that the prose tells, read when the page is built. */
import { readFileSync } from "node:fs";
import type { Encoding, VoteRule } from "easily-fooled";
import type { RecordedBlur } from "../state/blur.ts";
import { type Catalog, readManifest } from "../state/catalog.ts";
import type { LineSurvey } from "../state/line.ts";
import type { Runner } from "../state/race.ts";
import type { RecordedReuse } from "../state/reuse.ts";
import { type Evidence, type Verdict, verdicts } from "../state/verdicts.ts";
import { evidence } from "./measured.node.ts";

export interface Facts {
  /** Of the page. */
  version: string;
  catalog: Catalog;
  opening: { model: string; label: number; target: number; beforeConfidence: number; afterConfidence: number; linf: number };
  budgets: Record<string, number | null>;
  uphill: { model: string; cells: { iterations: number }[] };
  evolutions: Record<Encoding, Bred>;
  /** What the first council was put through. */
  survey: { ensemble: string; models: string[]; rule: VoteRule; pictures: number; budget: number; fooled: Record<string, number> };
  /** Pictures made for one net each and shown to others. */
  reuse: Pick<RecordedReuse, "models" | "settings" | "pictures" | "tried" | "fooled">;
  /** Filters before the first net, against attackers who know of them and who do not. */
  blur: Pick<RecordedBlur, "question" | "filter" | "pictures" | "rows">;
  /** What fooling the gallery's pictures took those who have the weights, see scores, hear words; null: it failed. */
  keys: { model: string; budget: number; most: number; arrivals: Record<Runner, (number | null)[]> };
  /** What was measured natively and belongs to these nets, and what it says of the claims. */
  evidence: Evidence;
  verdicts: Verdict[];
  /** Where walks from the gallery's pictures ended. */
  line: LineSurvey;
}

/** What came of an evolution. */
export interface Bred {
  model: string;
  generation: number;
  niches: { confidence: number }[];
}

const json = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));

export function facts(): Facts {
  const found = evidence();
  return {
    version: json("../../package.json").version,
    evidence: found,
    verdicts: verdicts(found),
    catalog: readManifest(json("../../../models/manifest.json")),
    opening: json("../posters/opening.json"),
    budgets: json("../posters/guess-budget.json").budgets,
    uphill: json("../posters/certain.json"),
    evolutions: json("../posters/evolutions.json"),
    survey: json("../posters/survey.json"),
    keys: json("../posters/keys.json"),
    line: json("../posters/line-survey.json"),
    reuse: json("../posters/reuse.json"),
    blur: json("../posters/blur.json"),
  };
}
