/**
 * A figure's state as short text: after a page's #, or as an element's attributes. Defaults are left out. Whatever cannot be read is
 * left at its default, and whatever is beyond its range at its nearest end, so that every text is a valid state.
 */
import type { AttackOptions, VoteRule } from "easily-fooled";
import type { Catalog, GalleryPicture } from "./catalog.ts";
import { firstCouncil, membersOf, seated } from "./council.ts";
import { FILTER_KINDS, type Filter, type FilterKind, filterOf, filterRow, type Guard, parameterOf, withParameter } from "./filters.ts";
import { base64urlOfPixels, pixelsOfBase64url } from "./pixels.ts";
import { ALONE, type Council, type Run, type Subject } from "./run.ts";
import { check, checkIn, FIRST_RULE, MAIN_NET, type Plan, type Wish } from "./settings.ts";

export const VERSION = "1";

/** The figures that a link can name. */
export const LINKED_FIGURES = ["fool-one", "ask-several", "lab"] as const;
export type LinkedFigure = (typeof LINKED_FIGURES)[number];

export type Pair = [name: string, text: string];
export type Pairs = Pair[];

/** How one figure's settings are written. */
export interface Dialect<S> {
  figure: LinkedFigure;
  /** Whom it attacks. */
  attacks: "one" | "several" | "either";
  /** Only where they differ from the figure's defaults. */
  write(settings: S): Pairs;
  /** Total: see above. */
  read(given: URLSearchParams, wish: Wish, members: number): S;
}

export type Pictured = { kind: "gallery"; picture: GalleryPicture } | { kind: "noise"; seed: number } | { kind: "own"; pixels: Float32Array };

export interface Linked<S> {
  /** Undefined: whichever the figure begins with. */
  pictured: Pictured | undefined;
  models: string[];
  council: Council;
  settings: S;
  /** The nets that the link was made with had the same names, but were others. */
  otherNets: boolean;
  /** Of the result that the link was made of, where there was one. */
  fingerprint: string | undefined;
}

const RULES: readonly VoteRule[] = ["mean", "majority", "unanimous"];
const PLANS: readonly Plan[] = ["only", "one-after-another", "joint"];
const OTHER = "other";
/** Of a net's SHA-256, as hexadecimal digits: enough to see that it is another. */
const HASH_DIGITS = 6;

/** What follows the # says which figure it is for; undefined where it is a chapter's name, or from a later version of the page. */
export function readFigure(hash: string): { figure: LinkedFigure; given: URLSearchParams } | undefined {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const figure = LINKED_FIGURES.find((name) => name === given.get("figure"));
  return figure && given.get("v") === VERSION ? { figure, given } : undefined;
}

export function readLink<S>(given: URLSearchParams, dialect: Dialect<S>, catalog: Catalog, gallery: GalleryPicture[]): Linked<S> {
  const { models, ensemble } = readNets(given, dialect.attacks, catalog);
  const wish = readWish(given.get("wish"), catalog.classes);
  const digests = given.get("at");
  return {
    pictured: readPicture(given, gallery),
    models,
    council: readCouncil(given, models, ensemble),
    settings: dialect.read(given, wish, models.length),
    otherNets: digests !== null && digests !== digestsOf(models, catalog),
    fingerprint: /^[0-9a-f]{8}$/.exec(given.get("result") ?? "")?.[0],
  };
}

/** `settings` are those that stand in the figure now; the result counts only where it is theirs. */
export function writeLink<S extends { wish: Wish }>(
  dialect: Dialect<S>,
  { subject, models, council, settings, result }: { subject: Subject; models: string[]; council: Council; settings: S; result: Float32Array | undefined },
  catalog: Catalog,
): string {
  const pairs: Pairs = [
    ["v", VERSION],
    ["figure", dialect.figure],
    pictureOf(subject),
    ...netsOf(models, council),
    ["at", digestsOf(models, catalog)],
    ...councilPairs(models, council),
  ];
  if (settings.wish !== OTHER) pairs.push(["wish", catalog.classes[settings.wish] ?? OTHER]);
  pairs.push(...dialect.write(settings));
  if (result) pairs.push(["result", fingerprintOf(result)]);
  return new URLSearchParams(pairs).toString();
}

export const withoutHash = (address: string) => address.replace(/#.*/s, "");

/** Tells 8-bit pictures apart: FNV-1a (Fowler, Noll and Vo), 32 bits. */
export function fingerprintOf(pixels: Float32Array): string {
  let hash = 0x811c9dc5;
  for (const value of pixels) hash = Math.imul(hash ^ Math.round(value * 255), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** A result that a link can promise: the run went to its end, with the settings that stand there now. */
export function promised({ result, options = {} as AttackOptions }: Run, told: AttackOptions): Float32Array | undefined {
  const names = Object.keys({ ...options, ...told }) as (keyof AttackOptions)[];
  return result && !result.stopped && names.every((name) => options[name] === told[name]) ? result.best : undefined;
}

function readPicture(given: URLSearchParams, gallery: GalleryPicture[]): Pictured | undefined {
  const own = given.get("own");
  const pixels = own === null ? undefined : pixelsOfBase64url(own);
  if (pixels) return { kind: "own", pixels };
  const noise = given.get("noise");
  if (noise !== null) return { kind: "noise", seed: numberOr(check("seed", noise), 1) };
  const picture = gallery.find(({ id }) => id === given.get("picture"));
  return picture && { kind: "gallery", picture };
}

function pictureOf({ origin, pixels }: Subject): Pair {
  if (origin.kind === "file") return ["own", base64urlOfPixels(pixels)];
  return origin.kind === "gallery" ? ["picture", origin.id] : ["noise", String(origin.seed)];
}

function readNets(given: URLSearchParams, attacks: Dialect<unknown>["attacks"], catalog: Catalog): { models: string[]; ensemble?: string } {
  const [, ensemble, size] = /^(.+)-(\d+)$/.exec(given.get("council") ?? "") ?? [];
  if (attacks === "several" || (attacks === "either" && ensemble !== undefined)) {
    const first = firstCouncil(catalog);
    const seats = seated(catalog, { ensemble: ensemble ?? first.ensemble, size: size === undefined ? first.size : Number(size) });
    return { models: membersOf(catalog, seats), ensemble: seats.ensemble };
  }
  const { models } = catalog;
  const net = models.find(({ id }) => id === given.get("net")) ?? models.find(({ id }) => id === MAIN_NET) ?? models[0];
  return { models: net ? [net.id] : [] };
}

function netsOf(models: string[], { ensemble }: Council): Pairs {
  if (models.length > 1) return [["council", `${ensemble}-${models.length}`]];
  return models[0] === MAIN_NET ? [] : [["net", models[0]!]];
}

function digestsOf(models: string[], catalog: Catalog): string {
  return models.map((id) => (catalog.models.find((model) => model.id === id)?.sha256 ?? "").slice(0, HASH_DIGITS)).join(".");
}

function readCouncil(given: URLSearchParams, models: string[], ensemble: string | undefined): Council {
  const several = models.length > 1;
  const guard = readGuard(given);
  return {
    ...ALONE,
    ...(several ? { rule: RULES.find((rule) => rule === given.get("rule")) ?? FIRST_RULE } : {}),
    ...(several ? { plan: PLANS.find((plan) => plan === given.get("plan")) ?? ALONE.plan } : {}),
    ...(several ? { member: numberOr(checkIn({ min: 0, max: models.length - 1, step: 1 }, given.get("only") ?? "0"), 0) } : {}),
    ...(ensemble === undefined ? {} : { ensemble }),
    ...(guard ? { guard } : {}),
  };
}

function councilPairs(models: string[], { rule, plan, member, guard }: Council): Pairs {
  const pairs: Pairs = [];
  if (models.length > 1) {
    if (rule !== FIRST_RULE) pairs.push(["rule", rule]);
    if (plan !== ALONE.plan) pairs.push(["plan", plan]);
    if (plan === "only" && member !== 0) pairs.push(["only", String(member)]);
  }
  if (guard) {
    pairs.push(["filter", [guard.filter.kind, ...Object.keys(filterRow(guard.filter.kind).takes).map((name) => parameterOf(guard.filter, name))].join(":")]);
    if (!guard.known) pairs.push(["known", "no"]);
    if (guard.seed !== 1) pairs.push(["draw", String(guard.seed)]);
  }
  return pairs;
}

function readGuard(given: URLSearchParams): Guard | undefined {
  const [kind, ...values] = (given.get("filter") ?? "").split(":");
  if (!FILTER_KINDS.includes(kind as FilterKind)) return undefined;
  let filter: Filter = filterOf(kind as FilterKind);
  for (const [index, [name, range]] of Object.entries(filterRow(filter.kind).takes).entries()) {
    filter = withParameter(filter, name, numberOr(checkIn(range, values[index] ?? ""), range.by));
  }
  return { filter, known: given.get("known") !== "no", seed: numberOr(check("seed", given.get("draw") ?? "1"), 1) };
}

function readWish(text: string | null, classes: string[]): Wish {
  const index = classes.indexOf(text ?? "");
  return index < 0 ? OTHER : index;
}

/** What was checked, or where it was no number at all, the default. */
export function numberOr({ value }: { value: number }, otherwise: number): number {
  return Number.isNaN(value) ? otherwise : value;
}
