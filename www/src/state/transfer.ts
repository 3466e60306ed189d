/** A picture made for one net, shown to others: what is asked, and the matrix that the answers fill. */
import type { ExperimentRecipe, ExperimentTask, Share } from "easily-fooled";
import type { PieceFound, PieceOf } from "../engine/experiment-protocol.ts";
import { PIXEL_VALUES } from "../engine/protocol.ts";
import type { Catalog } from "./catalog.ts";
import { share } from "./share.ts";

/** n of n/255; or as far as it takes. */
export const BUDGETS = [2, 4, 8, 16, "unbounded"] as const;
export type TransferBudget = (typeof BUDGETS)[number];

export interface TransferSettings {
  budget: TransferBudget;
  /** To a class drawn for each picture, instead of to any other. */
  targeted: boolean;
  seed: number;
}

export const TRANSFER_FIRST: TransferSettings = { budget: 8, targeted: false, seed: 1 };

/** One build, trained apart. */
const TWINS = ["strangers-1", "strangers-2"];
/** By how they look at a picture: those that begin with fixed patches of 2 × 2, and those that begin with convolutions. */
const FAMILIES = [
  [...TWINS, "tiny"],
  ["plain", "residual"],
];
/** Trained on attacked pictures. */
export const STURDY = "robust";
/** Whom the figure begins with, as far as the zoo has them. */
const FIRST_COMPANY = [...FAMILIES.flat(), STURDY];
export const FEWEST_NETS = 2;
export const MOST_NETS = 8;

export type Kin = "itself" | "twin" | "cousin" | "stranger";

export function kinOf(one: string, other: string): Kin {
  if (one === other) return "itself";
  const both = (ids: readonly string[]) => ids.includes(one) && ids.includes(other);
  if (both(TWINS)) return "twin";
  return FAMILIES.some(both) ? "cousin" : "stranger";
}

/** Nets that may be measured together. */
export interface Company {
  id: string;
  members: string[];
}

/** Those to choose from: two families first, then every ensemble. */
export function companies({ models, ensembles }: Catalog): Company[] {
  const first = FIRST_COMPANY.filter((id) => models.some((model) => model.id === id));
  const councils = ensembles.map(({ id, members }) => ({ id, members: members.slice(0, MOST_NETS) }));
  return first.length < FEWEST_NETS ? councils : [{ id: "families", members: first }, ...councils];
}

/** The core's own: PGD from a random start. */
export function recipe({ budget, targeted }: Pick<TransferSettings, "budget" | "targeted">): ExperimentRecipe {
  const unbounded = budget === "unbounded";
  const steps = unbounded ? 100 : 20;
  return {
    rule: "pgd",
    epsilon_255: unbounded ? null : budget,
    steps,
    restarts: 1,
    step_255: unbounded ? 4 : (2.5 * budget) / steps,
    objective: "cross-entropy",
    aim: "all",
    targeted,
  };
}

/** One for each net that pictures are made on. */
export function transferTasks(nets: number, settings: TransferSettings): ExperimentTask[] {
  return Array.from({ length: nets }, (_, source) => ({ experiment: "transfer", recipe: recipe(settings), source }));
}

/** All pieces, picture by picture, so that all rows grow together; without those that are there already. */
export function transferPieces(nets: number, pictures: number, there: readonly PieceOf[] = []): PieceOf[] {
  const done = new Set(there.map(({ task, piece }) => piece * nets + task));
  const all = Array.from({ length: nets * pictures }, (_, index) => ({ task: index % nets, piece: Math.floor(index / nets) }));
  return all.filter((_, index) => !done.has(index));
}

/** A picture that was made, and whom it fooled. */
export interface MadePicture {
  /** Index among the measured pictures. */
  subject: number;
  /** 8-bit, planar RGB. */
  bytes: Uint8Array;
  /** The class that it was made to be; undefined: any but its own. */
  target: number | undefined;
  /** Each net, then the vote. */
  fooled: boolean[];
}

/** What has been found so far. Row: made on; column: shown to, the last is the vote. */
export interface Matrix {
  rows: MadePicture[][];
  /** Pieces that are finished; also those of pictures that not every net was right about, of which nothing is made. */
  done: PieceOf[];
}

export function emptyMatrix(nets: number): Matrix {
  return { rows: Array.from({ length: nets }, () => []), done: [] };
}

export function withFound({ rows, done }: Matrix, { task, piece, found, picture }: PieceFound): Matrix {
  const finished = [...done, { task, piece }];
  if (found.kind !== "crafted" || !picture) return { rows, done: finished };
  const { fooled, target } = found.value;
  const made = { subject: piece, bytes: bytesOf(picture), target: target ?? undefined, fooled };
  return { rows: rows.map((row, index) => (index === task ? [...row, made] : row)), done: finished };
}

/** How many of a row's pictures fooled a column. */
export function cell({ rows }: Matrix, row: number, column: number): Share {
  const made = rows[row] ?? [];
  return share(made.filter(({ fooled }) => fooled[column]).length, made.length);
}

export type Shares = Share[][];

export function sharesOf(matrix: Matrix): Shares {
  const { rows } = matrix;
  return rows.map((_, row) => Array.from({ length: rows.length + 1 }, (_, column) => cell(matrix, row, column)));
}

/** Together: what was counted of some cells. */
export function pooled(shares: Shares, of: (row: number, column: number) => boolean): Share {
  const cells = shares.flatMap((row, at) => row.filter((_, column) => of(at, column)));
  return share(cells.reduce((sum, { count }) => sum + count, 0), cells.reduce((sum, cell) => sum + cell.of, 0));
}

/** Everybody but the vote and the net that it was made on. */
export const others = (nets: number) => (row: number, column: number) => row !== column && column < nets;

/** The net whose pictures fooled most of the others; undefined while nobody has fooled anybody. */
export function bestTraveller(shares: Shares): number | undefined {
  const rates = shares.map((_, row) => pooled(shares, (at, column) => at === row && others(shares.length)(at, column)).share);
  const best = Math.max(0, ...rates);
  return best === 0 ? undefined : rates.indexOf(best);
}

/** A row's pictures in the order in which a cell shows them: those that fooled its column first. */
export function examples({ rows }: Matrix, row: number, column: number): MadePicture[] {
  const made = [...(rows[row] ?? [])].sort((one, other) => one.subject - other.subject);
  return [...made.filter(({ fooled }) => fooled[column]), ...made.filter(({ fooled }) => !fooled[column])];
}

export function bytesOf(pixels: ArrayLike<number>): Uint8Array {
  return Uint8Array.from({ length: PIXEL_VALUES }, (_, index) => Math.round(pixels[index]! * 255));
}

export function pixelsOfBytes(bytes: Uint8Array): Float32Array {
  return Float32Array.from(bytes, (value) => value / 255);
}
