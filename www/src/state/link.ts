/**
 * A figure's state as short text: after a page's #, or as an element's attributes. Defaults are left out. Whatever cannot be read is
 * left at its default, and whatever is beyond its range at its nearest end, so that every text is a valid state. Here is what all
 * figures' dialects (dialects/) are made of.
 */
import type { VoteRule } from "easily-fooled";
import type { Catalog, GalleryPicture } from "./catalog.ts";
import { membersOf, seated, type Seats } from "./council.ts";
import { FILTER_KINDS, type Filter, filterKey, filterOf, filterRow, type Guard, parameterOf, withParameter } from "./filters.ts";
import { base64urlOfPixels, pixelsOfBase64url } from "./pixels.ts";
import { ALONE, type Council, type Subject } from "./run.ts";
import { checkIn, FIRST_RULE, MAIN_NET, type Plan, type Range, RANGES } from "./settings.ts";

export const VERSION = "1";

/** The figures that a link can name, and that a page may show alone; the scorecard is prose. */
export const LINKED_FIGURES = ["fool-one", "certain", "straight-line", "without-keys", "reuse", "blur", "ask-several", "cost", "lab"] as const;
export type LinkedFigure = (typeof LINKED_FIGURES)[number];

/** A figure that links lead to. */
export interface Linkable {
  /** Puts in place what a link, or an element's attributes, say. */
  open(given: URLSearchParams): Promise<void>;
}

export type Pair = [name: string, text: string];
export type Pairs = Pair[];

/** How one figure's state is written. */
export interface Dialect<S> {
  figure: LinkedFigure;
  /** Only what differs from the figure's defaults; a picture is always named. */
  write(state: S, catalog: Catalog): Pairs;
  /** Total: see above. */
  read(given: URLSearchParams, catalog: Catalog, gallery: GalleryPicture[]): S;
  /** Whom the state is about. */
  nets(state: S, catalog: Catalog): string[];
}

export interface Linked<S> {
  state: S;
  /** The nets that the link was made with had the same names, but were others. */
  otherNets: boolean;
}

export type Pictured = { kind: "gallery"; id: string } | { kind: "noise"; seed: number } | { kind: "own"; pixels: Float32Array };

/** How a number is written where there is none. */
export const NONE = "none";
/** Of a net's SHA-256, as hexadecimal digits: enough to see that it is another. */
const HASH_DIGITS = 6;

/** What follows the # says which figure it is for; undefined where it is a chapter's name, or from a later version of the page. */
export function readFigure(hash: string): { figure: LinkedFigure; given: URLSearchParams } | undefined {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const figure = LINKED_FIGURES.find((name) => name === given.get("figure"));
  return figure && given.get("v") === VERSION ? { figure, given } : undefined;
}

export function readLink<S>(given: URLSearchParams, dialect: Dialect<S>, catalog: Catalog, gallery: GalleryPicture[]): Linked<S> {
  const state = dialect.read(given, catalog, gallery);
  const digests = given.get("at");
  return { state, otherNets: digests !== null && digests !== digestsOf(dialect.nets(state, catalog), catalog) };
}

export function writeLink<S>(dialect: Dialect<S>, state: S, catalog: Catalog): string {
  const digests = digestsOf(dialect.nets(state, catalog), catalog);
  return new URLSearchParams([["v", VERSION], ["figure", dialect.figure], ...dialect.write(state, catalog), ["at", digests]]).toString();
}

export const withoutHash = (address: string) => address.replace(/#.*/s, "");

function digestsOf(models: string[], { models: known }: Catalog): string {
  return models.map((id) => (known.find((model) => model.id === id)?.sha256 ?? "").slice(0, HASH_DIGITS)).join(".");
}

/** Those that differ from the defaults. */
export function changed<S extends object>(state: S, first: S): Pairs {
  return Object.entries(state)
    .filter(([name, value]) => value !== (first as Record<string, unknown>)[name])
    .map(([name, value]) => [name, String(value)]);
}

export function readNumber(given: URLSearchParams, name: string, range: Range, otherwise: number): number {
  return numberOr(checkIn(range, given.get(name) ?? ""), otherwise);
}

/** What was checked, or where it was no number at all, the default. */
export function numberOr({ value }: { value: number }, otherwise: number): number {
  return Number.isNaN(value) ? otherwise : value;
}

export function readChoice<T extends string>(given: URLSearchParams, name: string, offered: readonly T[], otherwise: T): T {
  return offered.find((one) => one === given.get(name)) ?? otherwise;
}

/** Of a few numbers, the one that comes nearest. */
export function readNearest<T extends number, O = T>(given: URLSearchParams, name: string, offered: readonly T[], otherwise: O): T | O {
  const [min, max] = [Math.min(...offered), Math.max(...offered)];
  const { value } = checkIn({ min, max, step: 0 }, given.get(name) ?? "");
  if (Number.isNaN(value)) return otherwise;
  return offered.reduce((best, one) => (Math.abs(one - value) < Math.abs(best - value) ? one : best));
}

/** Index of a class. */
export function readClass(given: URLSearchParams, name: string, { classes }: Catalog): number | undefined {
  const index = classes.indexOf(given.get(name) ?? "");
  return index < 0 ? undefined : index;
}

/** Undefined: whichever the figure begins with. */
export function readPicture(given: URLSearchParams, gallery: GalleryPicture[]): Pictured | undefined {
  const own = given.get("own");
  const pixels = own === null ? undefined : pixelsOfBase64url(own);
  if (pixels) return { kind: "own", pixels };
  if (given.has("noise")) return { kind: "noise", seed: readNumber(given, "noise", RANGES.seed, 1) };
  const picture = gallery.find(({ id }) => id === given.get("picture"));
  return picture && { kind: "gallery", id: picture.id };
}

export function picturePairs(pictured: Pictured | undefined): Pairs {
  if (!pictured) return [];
  if (pictured.kind === "own") return [["own", base64urlOfPixels(pictured.pixels)]];
  return [pictured.kind === "gallery" ? ["picture", pictured.id] : ["noise", String(pictured.seed)]];
}

export function picturedOf({ origin, pixels }: Subject): Pictured {
  return origin.kind === "file" ? { kind: "own", pixels } : origin;
}

export function readNet(given: URLSearchParams, { models }: Catalog, first = MAIN_NET): string {
  const found = models.find(({ id }) => id === given.get("net")) ?? models.find(({ id }) => id === first) ?? models[0];
  return found?.id ?? first;
}

export function netPairs(model: string, first = MAIN_NET): Pairs {
  return model === first ? [] : [["net", model]];
}

/** Undefined: it names none. */
export function readSeats(given: URLSearchParams, catalog: Catalog): Seats | undefined {
  const [, ensemble, size] = /^(.+)-(\d+)$/.exec(given.get("council") ?? "") ?? [];
  return ensemble === undefined ? undefined : seated(catalog, { ensemble, size: Number(size) });
}

/** One net, or several who vote: `seats`, and how. */
export function readCouncil(given: URLSearchParams, catalog: Catalog, seats: Seats | undefined): { models: string[]; council: Council } {
  const guard = readGuard(given);
  const guarded = guard ? { guard } : {};
  if (!seats) return { models: [readNet(given, catalog)], council: { ...ALONE, ...guarded } };
  const models = membersOf(catalog, seats);
  const plan = readChoice(given, "plan", PLANS, ALONE.plan);
  const council: Council = {
    rule: readChoice(given, "rule", RULES, FIRST_RULE),
    plan,
    member: plan === "only" ? readNumber(given, "only", { min: 0, max: models.length - 1, step: 1 }, ALONE.member) : ALONE.member,
    ensemble: seats.ensemble,
    ...guarded,
  };
  return { models, council };
}

export function councilPairs(models: string[], { ensemble, rule, plan, member, guard }: Council): Pairs {
  if (models.length < 2) return [...netPairs(models[0]!), ...guardPairs(guard)];
  const pairs: Pairs = [["council", `${ensemble}-${models.length}`]];
  if (rule !== FIRST_RULE) pairs.push(["rule", rule]);
  if (plan !== ALONE.plan) pairs.push(["plan", plan]);
  if (plan === "only" && member !== 0) pairs.push(["only", String(member)]);
  return [...pairs, ...guardPairs(guard)];
}

const RULES: readonly VoteRule[] = ["mean", "majority", "unanimous"];
const PLANS: readonly Plan[] = ["only", "one-after-another", "joint"];

/** `first`: the filter that is there until another is chosen. */
export function readGuard(given: URLSearchParams, first?: Guard): Guard | undefined {
  const filter = readFilter(given.get("filter") ?? "") ?? first?.filter;
  if (!filter) return undefined;
  const known = given.get("known");
  return {
    filter,
    known: known === "yes" || (known !== "no" && (first?.known ?? true)),
    seed: readNumber(given, "draw", RANGES.seed, 1),
  };
}

export function guardPairs(guard: Guard | undefined, first?: Guard): Pairs {
  if (!guard) return [];
  const { filter, known, seed } = guard;
  const pairs: Pairs = [];
  if (!first || filterKey(filter) !== filterKey(first.filter)) {
    pairs.push(["filter", [filter.kind, ...Object.keys(filterRow(filter.kind).takes).map((name) => parameterOf(filter, name))].join(":")]);
  }
  if (known !== (first?.known ?? true)) pairs.push(["known", known ? "yes" : "no"]);
  if (seed !== 1) pairs.push(["draw", String(seed)]);
  return pairs;
}

function readFilter(text: string): Filter | undefined {
  const [name, ...values] = text.split(":");
  const kind = FILTER_KINDS.find((one) => one === name);
  if (!kind) return undefined;
  return Object.entries(filterRow(kind).takes).reduce(
    (filter, [parameter, range], index) => withParameter(filter, parameter, numberOr(checkIn(range, values[index] ?? ""), range.by)),
    filterOf(kind),
  );
}
