/** What the figure "Reuse" shows: one measurement's settings and what has come of it, prepared or made here. */
import type { Share, Vote } from "easily-fooled";
import { pixelsOfBase64 } from "./pixels.ts";
import { type Json, voteOf } from "./run.ts";
import { bytesOf, emptyMatrix, type Kin, kinOf, type MadePicture, type Matrix, others, pooled, type Shares, sharesOf, type TransferSettings } from "./transfer.ts";
import { share } from "./share.ts";

/** What is measured, on whom. `pictures` tells apart where they come from. */
export interface Question {
  models: string[];
  settings: TransferSettings;
  pictures: string;
}

export const questionKey = ({ models, settings, pictures }: Question) => JSON.stringify([models, settings, pictures]);

/** A picture in sight, and what it was made of. */
export interface Example {
  made: MadePicture;
  original: Float32Array;
  label: number;
  /** Known beforehand of what was prepared. */
  vote?: Vote;
}

/** As `scripts/posters.mjs` writes it: the counts of every question that the prose speaks of, and one picture of each row. */
export interface RecordedReuse {
  models: string[];
  settings: TransferSettings;
  /** How many were looked at, and how many all nets were right about. */
  pictures: number;
  tried: number;
  /** Row: made on; column: shown to, the last is the vote. */
  fooled: Record<"other" | "chosen" | "unbounded" | "unboundedChosen", number[][]>;
  examples: { subject: number; label: number; before: string; after: string; fooled: boolean[]; vote: Json<Vote> }[];
}

export function recordedShares(fooled: number[][], of: number): Shares {
  return fooled.map((row) => row.map((count) => share(count, of)));
}

export function recordedExamples({ examples }: RecordedReuse): Example[] {
  return examples.map(({ subject, label, before, after, fooled, vote }) => ({
    made: { subject, bytes: bytesOf(pixelsOfBase64(after)), target: undefined, fooled },
    original: pixelsOfBase64(before),
    label,
    vote: voteOf(vote),
  }));
}

/** How many fooled each kind of relation; and any other net in the way that was drawn by lot. */
export function byKin({ models, tried, fooled }: Pick<RecordedReuse, "models" | "tried" | "fooled">): Record<Kin | "chosen", Share> {
  const free = recordedShares(fooled.other, tried);
  const of = (kin: Kin) => pooled(free, (row, column) => column < models.length && kinOf(models[row]!, models[column]!) === kin);
  return { itself: of("itself"), twin: of("twin"), cousin: of("cousin"), stranger: of("stranger"), chosen: pooled(recordedShares(fooled.chosen, tried), others(models.length)) };
}

/** What came of one question so far. */
export interface Findings {
  matrix: Matrix;
  /** Pictures that are looked at. */
  pictures: number;
  /** Spent on what is done. */
  milliseconds: number;
  /** Only of what was prepared: the numbers, without the pictures behind them. */
  prepared?: { shares: Shares; examples: Example[] };
}

export function noFindings(nets: number, pictures: number): Findings {
  return { matrix: emptyMatrix(nets), pictures, milliseconds: 0 };
}

export function findingsShares({ matrix, prepared }: Findings): Shares {
  return prepared?.shares ?? sharesOf(matrix);
}

export function isComplete({ matrix, pictures, prepared }: Findings): boolean {
  return prepared !== undefined || (pictures > 0 && matrix.done.length === pictures * matrix.rows.length);
}
