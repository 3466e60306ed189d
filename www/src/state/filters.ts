/**
 * Every filter of the core and every parameter of each: a filter is one row of FILTERS, total over the core's type, so that a new one
 * does not compile before it has its row, and its words in every language (text/en/filters.ts). The first parameter is the filter's
 * strength. Ranges and defaults are the core's (a test holds them to it).
 */
import type { Filter } from "easily-fooled";
import { filters as words } from "../text/en/filters.ts";
export type { Filter };

export type FilterKind = Filter["kind"];
type ParametersOf<K extends FilterKind> = Exclude<keyof Extract<Filter, { kind: K }>, "kind">;

/** How an attacker who knows gets through: by the filter's own gradient, by the mean over its draws, or as if it were not there. */
export type Passage = "exact" | "averaged" | "rounded" | "straight";

interface FilterParameterWords {
  name: string;
  /** What the number counts; empty: nothing that has a name. */
  unit: string;
}
export interface FilterParameter extends FilterParameterWords {
  min: number;
  max: number;
  /** Beyond this nobody can tell the pictures apart any more: where sliders end. */
  reach?: number;
  step: number;
  by: number;
}

interface Described {
  name: string;
  sentence: string;
}
interface FilterRowOf<K extends FilterKind> extends Described {
  /** Where somebody proposed it, for this or at all. */
  paper?: string;
  year?: number;
  passage: Passage;
  takes: Record<ParametersOf<K>, FilterParameter>;
  /** From weak to strong: what is measured. */
  strengths: number[];
}

/** What a language has to say of them. */
export type FilterWords = { [K in FilterKind]: Described & { takes: Record<ParametersOf<K>, FilterParameterWords> } };

const DRAWS = { min: 1, max: 16, step: 1, by: 8 };

export const FILTERS: { [K in FilterKind]: FilterRowOf<K> } = {
  gaussian: {
    ...words.gaussian,
    passage: "exact",
    takes: { sigma: { ...words.gaussian.takes.sigma, min: 0, max: 8, reach: 3, step: 0.05, by: 0.75 } },
    strengths: [0.5, 0.75, 1, 1.5],
  },
  median: {
    ...words.median,
    paper: "Xu, Evans and Qi",
    year: 2018,
    passage: "exact",
    takes: { size: { ...words.median.takes.size, min: 2, max: 9, reach: 5, step: 1, by: 3 } },
    strengths: [2, 3, 4, 5],
  },
  bilateral: {
    ...words.bilateral,
    paper: "Tomasi and Manduchi",
    year: 1998,
    passage: "exact",
    takes: { sigma: { ...words.bilateral.takes.sigma, min: 0.01, max: 1, reach: 0.5, step: 0.01, by: 0.1 } },
    strengths: [0.05, 0.1, 0.2, 0.4],
  },
  "bit-depth": {
    ...words["bit-depth"],
    paper: "Xu, Evans and Qi",
    year: 2018,
    passage: "straight",
    takes: { bits: { ...words["bit-depth"].takes.bits, min: 1, max: 8, step: 1, by: 3 } },
    strengths: [5, 4, 3, 2],
  },
  "total-variation": {
    ...words["total-variation"],
    paper: "Rudin, Osher and Fatemi",
    year: 1992,
    passage: "straight",
    takes: { weight: { ...words["total-variation"].takes.weight, min: 0, max: 1, reach: 0.4, step: 0.01, by: 0.1 } },
    strengths: [0.03, 0.06, 0.1, 0.2],
  },
  jpeg: {
    ...words.jpeg,
    paper: "Dziugaite, Ghahramani and Roy",
    year: 2016,
    passage: "rounded",
    takes: { quality: { ...words.jpeg.takes.quality, min: 1, max: 100, step: 1, by: 50 } },
    strengths: [85, 70, 50, 25],
  },
  shift: {
    ...words.shift,
    paper: "Xie and others",
    year: 2018,
    passage: "averaged",
    takes: { margin: { ...words.shift.takes.margin, min: 1, max: 16, reach: 8, step: 1, by: 2 }, draws: { ...words.shift.takes.draws, ...DRAWS } },
    strengths: [1, 2, 4, 8],
  },
  noise: {
    ...words.noise,
    paper: "Cohen, Rosenfeld and Kolter",
    year: 2019,
    passage: "averaged",
    takes: { sigma: { ...words.noise.takes.sigma, min: 0, max: 1, reach: 0.5, step: 0.01, by: 0.1 }, draws: { ...words.noise.takes.draws, ...DRAWS } },
    strengths: [0.03, 0.06, 0.1, 0.2],
  },
};

export const FILTER_KINDS = Object.keys(FILTERS) as FilterKind[];

export interface FilterRow extends Omit<FilterRowOf<FilterKind>, "takes"> {
  takes: Record<string, FilterParameter>;
}
/** The rows with their general types, to be looked up by name. */
export const filterRow = (kind: FilterKind): FilterRow => FILTERS[kind];

/** The parameter that says how much of it. */
export const strengthName = (kind: FilterKind): string => Object.keys(filterRow(kind).takes)[0]!;
export const strengthOf = (filter: Filter): number => parameterOf(filter, strengthName(filter.kind));
export const parameterOf = (filter: Filter, name: string): number => (filter as unknown as Record<string, number>)[name] ?? filterRow(filter.kind).takes[name]!.by;

/** With its usual strength, unless another is named. */
export function filterOf(kind: FilterKind, strength = filterRow(kind).takes[strengthName(kind)]!.by): Filter {
  const usual = Object.fromEntries(Object.entries(filterRow(kind).takes).map(([name, { by }]) => [name, by]));
  return { kind, ...usual, [strengthName(kind)]: strength } as unknown as Filter;
}

export const withParameter = (filter: Filter, name: string, value: number): Filter => ({ ...filter, [name]: value }) as Filter;
export const withStrength = (filter: Filter, strength: number): Filter => withParameter(filter, strengthName(filter.kind), strength);

/** Tells filters apart. */
export const filterKey = (filter: Filter): string => JSON.stringify(filter);

/** A filter before all nets, and whether the attacker knows of it. */
export interface Guard {
  filter: Filter;
  known: boolean;
  /** Of a random filter's draws. */
  seed: number;
}
