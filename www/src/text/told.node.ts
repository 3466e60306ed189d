/** What the prose of every language tells of the facts. */
import { givenBack, isSuspect, recordedFindings, recordedKinds, threeNumbers } from "../state/blur.ts";
import { FILTER_KINDS } from "../state/filters.ts";
import type { Facts } from "./facts.node.ts";

export function told(facts: Facts) {
  const { catalog, opening, budgets, survey } = facts;
  const { classNames, models } = catalog;
  const council = catalog.ensembles.find(({ id }) => id === survey.ensemble);
  if (!council) throw new Error(`the survey asked "${survey.ensemble}", which models/manifest.json does not have: make the posters again`);
  const model = (id: string) => {
    const found = models.find((candidate) => candidate.id === id);
    if (!found) throw new Error(`the prose speaks of a net "${id}", which models/manifest.json does not have`);
    return found;
  };
  const is = classNames[opening.label]!;
  const wish = classNames[opening.target]!;
  const main = model(opening.model);
  const linear = model("linear");
  const budget = (id: string) => budgets[id] ?? undefined;
  const fooled = (plan: string) => survey.fooled[plan] ?? 0;
  const onlyOne = Math.max(...Object.entries(survey.fooled).flatMap(([plan, pictures]) => (plan.startsWith("only:") ? [pictures] : [])));

  return { council, model, is, wish, main, linear, budget, fooled, onlyOne };
}

export function toldOfBlur({ catalog, blur }: Pick<Facts, "catalog" | "blur">) {
  const net = catalog.models.find(({ id }) => id === blur.question.model);
  if (!net) throw new Error(`the chapter on blur speaks of "${blur.question.model}", which models/manifest.json does not have: make the posters again`);
  const findings = recordedFindings(blur);
  const { filter, pictures, question } = blur;
  const bare = threeNumbers(findings, undefined);
  const blurred = threeNumbers(findings, filter);
  const back = givenBack(findings, filter);
  const kinds = recordedKinds(blur, FILTER_KINDS).filter(({ kind }) => kind !== filter.kind);
  const suspects = kinds.filter((one) => isSuspect(findings, one));

  return { net, filter, pictures, question, bare, blurred, back, kinds, suspects, findings };
}
