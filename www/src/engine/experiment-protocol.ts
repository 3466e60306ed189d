/** What the page and a worker say to each other about a measurement over many pictures; see protocol.ts. */
import type { ExperimentTask, Found } from "easily-fooled";

/** Nets and labelled pictures, and what is asked of them. Equal material and seed give equal results, whichever worker does a piece. */
export interface Material {
  models: string[];
  /** One after another. */
  pictures: Float32Array;
  labels: Uint8Array;
  tasks: ExperimentTask[];
  seed: number;
}

/** One of the pieces that a task falls into: for most tasks, one picture. */
export interface PieceOf {
  /** Index among the tasks. */
  task: number;
  piece: number;
}

export interface ExperimentRequest extends Material {
  /** In the order in which they are begun. */
  todo: PieceOf[];
}

/** A piece that is finished. */
export interface PieceFound extends PieceOf {
  found: Found;
  /** What was made, on 8 bits; undefined where nothing was. */
  picture: Float32Array | undefined;
  /** Spent on computing it. */
  milliseconds: number;
}
