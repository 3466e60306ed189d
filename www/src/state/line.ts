/** A straight line from a picture: where it is looked at, and what is read off it. Alphas are in pixel values. */
import type { FarEnd, RayOptions } from "easily-fooled";
import type { CurvePoint } from "./curve.ts";

export const WAYS = ["away", "random", "towards"] as const;
export type Way = (typeof WAYS)[number];

/** How far the chart goes: from the edge of all pictures to a hundred thousand times as far. */
export const REACHES = [1, 10, 100, 1000, 10_000, 100_000] as const;
/** Of a curve, evenly spaced, both ends among them. */
export const POINTS = 49;
/** Where the pictures beneath the chart stand, as indices of points: they begin close together, where something can be seen. */
export const STATIONS = [0, 6, 24, 48] as const;

/** How far the map goes, from its middle to its edges. */
export const MAP_REACHES = [0.1, 1, 100] as const;
/** Cells along either side of the map. */
export const MAP_SIDE = 33;
/** Cells that are asked for at once. */
export const MAP_SLICE = 3 * MAP_SIDE;

/** Of each class along the line: how sure the net is of it, or its logit. */
export const SHOWN = ["share", "number"] as const;
export type Shown = (typeof SHOWN)[number];

/** Which line, and from where it is looked at. */
export interface LineView {
  way: Way;
  reach: (typeof REACHES)[number];
  /** Index of a point within the reach: where the visitor stands. */
  point: number;
  shown: Shown;
  /** How far the map goes. */
  map: (typeof MAP_REACHES)[number];
}

/** At first some way out, where the picture can still be seen; and the class to walk towards, a ship. */
export const LINE_FIRST: LineView & { wish: number } = { way: "away", reach: 1, point: 12, shown: "share", map: 1, wish: 8 };

/** Chance of the line and of the map's second axis. */
export const LINE_SEED = 1;

/** What was found on one line within one reach. */
export interface Curve {
  /** A row of logits for each point. */
  logits: ArrayLike<number>;
  /** ReLUs and maxima that chose otherwise than at the point before. */
  switches: ArrayLike<number>;
}

export interface Line {
  curves: Curve[];
  end: FarEnd;
  /** Why nothing that is said of bends applies to this net. */
  curvedNode: string | undefined;
  /** Which way each value goes: −1, 0 or 1. */
  direction: Int8Array;
}

export interface MapCells {
  labels: ArrayLike<number>;
  confidences: ArrayLike<number>;
}

export function alphasOf(reach: number): number[] {
  return Array.from({ length: POINTS }, (_, index) => (reach * index) / (POINTS - 1));
}

/** `label`: what the net took the picture for. */
export function rayOptions(way: Way, label: number, wish: number): RayOptions {
  if (way === "random") return { seed: LINE_SEED };
  return way === "away" ? { away: label } : { towards: wish };
}

/** The first class after `label` in the list: what to walk towards until a visitor chooses. */
export function firstWish(label: number, wish: number, classes: number): number {
  return wish === label ? (label + 1) % classes : wish;
}

export function softmax(logits: ArrayLike<number>, first: number, classes: number): number[] {
  const row = Array.from({ length: classes }, (_, index) => logits[first + index]!);
  const largest = Math.max(...row);
  const exponentials = row.map((logit) => Math.exp(logit - largest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}

/** Who is seen at a point, and how surely. */
export function seenAt({ logits }: Curve, point: number, classes: number): { label: number; confidence: number } {
  const probabilities = softmax(logits, point * classes, classes);
  const confidence = Math.max(...probabilities);
  return { label: probabilities.indexOf(confidence), confidence };
}

/** One class along the line. */
export function pointsOf({ logits }: Curve, reach: number, label: number, classes: number, shown: Shown): CurvePoint[] {
  return alphasOf(reach).map((iteration, point) => ({
    iteration,
    value: shown === "share" ? softmax(logits, point * classes, classes)[label]! : logits[point * classes + label]!,
  }));
}

/** The points at which at least one choice is another than at the point before. */
export function bendsOf({ switches }: Curve, reach: number): { alpha: number; switches: number }[] {
  return alphasOf(reach).flatMap((alpha, point) => (switches[point]! > 0 ? [{ alpha, switches: switches[point]! }] : []));
}

/** The picture at `alpha`, as it stands: unclipped. */
export function pixelsAt(pixels: Float32Array, direction: Int8Array, alpha: number): Float32Array {
  return pixels.map((value, index) => value + alpha * direction[index]!);
}

/** The share of values that a screen cannot show as they are. */
export function beyondShare(pixels: Float32Array): number {
  return pixels.reduce((count, value) => count + (value < 0 || value > 1 ? 1 : 0), 0) / pixels.length;
}

/** Classes in the order of their share of the map, and for each the cell that is deepest inside it: where its name fits. */
export function regionsOf({ labels }: MapCells, side: number): { label: number; share: number; row: number; column: number }[] {
  const counts = new Map<number, number>();
  for (const label of Array.from(labels)) counts.set(label, (counts.get(label) ?? 0) + 1);
  const at = (row: number, column: number) => labels[row * side + column];
  /** Cells that can be gone in every direction without leaving the class or the map. */
  const depth = (row: number, column: number): number => {
    const label = at(row, column);
    for (let steps = 1; ; steps++) {
      for (let offset = -steps; offset <= steps; offset++) {
        const around = [[row - steps, column + offset], [row + steps, column + offset], [row + offset, column - steps], [row + offset, column + steps]] as const;
        if (around.some(([y, x]) => y < 0 || x < 0 || y >= side || x >= side || at(y, x) !== label)) return steps;
      }
    }
  };
  const deepest = new Map<number, { row: number; column: number; depth: number }>();
  for (let cell = 0; cell < labels.length; cell++) {
    const [row, column] = [Math.floor(cell / side), cell % side];
    const found = depth(row, column);
    if (found > (deepest.get(labels[cell]!)?.depth ?? 0)) deepest.set(labels[cell]!, { row, column, depth: found });
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([label, count]) => ({ label, share: count / labels.length, row: deepest.get(label)!.row, column: deepest.get(label)!.column }));
}

/** Directions as posters hold them: four values a byte, in base64. */
export function packDirection(direction: ArrayLike<number>): string {
  let text = "";
  for (let at = 0; at < direction.length; at += 4) {
    text += String.fromCharCode([0, 1, 2, 3].reduce((byte, part) => byte | (((direction[at + part] ?? 0) + 1) << (2 * part)), 0));
  }
  return btoa(text);
}

export function unpackDirection(text: string): Int8Array {
  return Int8Array.from([...atob(text)].flatMap((character) => [0, 2, 4, 6].map((shift) => ((character.charCodeAt(0) >> shift) & 3) - 1)));
}

/** What a poster holds of a line. */
export interface RecordedLine {
  curves: { logits: number[]; switches: number[] }[];
  end: Omit<FarEnd, "lastBend" | "residual" | "certainFrom"> & Partial<FarEnd>;
  curvedNode?: string;
  direction: string;
}

export function replayLine({ curves, end, curvedNode, direction }: RecordedLine): Line {
  return { curves, end: { lastBend: undefined, residual: undefined, certainFrom: undefined, ...end }, curvedNode, direction: unpackDirection(direction) };
}

/** The survey of the gallery, as the guess and the prose tell it. */
export interface LineSurvey {
  model: string;
  /** Those that the net gets right. */
  pictures: number;
  ways: Record<"away" | "random", { certain: number; from: number; lastBend: number; residual: number }>;
}

/** The value that half of them do not exceed. */
export function median(values: number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}
