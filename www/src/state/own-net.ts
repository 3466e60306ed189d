/** A net of the visitor's: what is known of it, and what they say about how it wants its pictures. */
import type { ModelOptions } from "easily-fooled";
import { ownNet } from "../text/en/own-net.ts";
import { SIDE } from "./pixels.ts";

/** What the core takes at most (src/onnx/bounds.rs), so that nothing larger is read into the page's memory. */
export const MOST_BYTES = 64 * 2 ** 20;

/** What loading a net found. */
export interface NetReport {
  /** Channels, height, width that the file wants; ours are scaled to fit. */
  nativeShape: number[];
  classCount: number;
  hasGradient: boolean;
  /** Of one forward pass; 0 where there is no gradient. */
  multiplyAdds: number;
  notes: string[];
}

export interface OwnNet {
  id: string;
  /** Of its file. */
  name: string;
  content: Uint8Array;
  report: NetReport;
  options: ModelOptions;
  classes: string[];
}

/** Of the figures' pictures. */
const PICTURE: [number, number, number] = [3, SIDE, SIDE];

/** What is loaded: the file as the visitor says that it wants its pictures, behind a scaling where it wants another size. */
export const loading = (options: ModelOptions): ModelOptions => ({ ...options, picture: PICTURE });

export const isScaled = ({ nativeShape }: NetReport): boolean => nativeShape.join() !== PICTURE.join();

/** A number for each channel, or one for all; empty: none. Undefined: neither. */
export function readChannels(text: string): number[] | undefined {
  const numbers = text.split(/[\s,;]+/).filter(Boolean).map(Number);
  if (!numbers.every(Number.isFinite)) return undefined;
  return [0, 1, 3].includes(numbers.length) ? numbers : undefined;
}

/** As many names as classes: those that were typed, and numbers for the rest. */
export function readClasses(text: string, count: number): string[] {
  const typed = text.split(/[,\n]/).map((name) => name.trim());
  return Array.from({ length: count }, (_, index) => typed[index] || ownNet.unnamed(index));
}

/** Those of the page where there are as many, numbers otherwise. */
export function firstClasses(count: number, ours: string[]): string[] {
  return count === ours.length ? ours : readClasses("", count);
}
