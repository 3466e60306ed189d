/** A net of the visitor's: what is known of it, and what they say about how it wants its pictures. */
import type { ModelOptions } from "easily-fooled";
import { SIDE } from "./pixels.ts";

/** What loading a net found. */
export interface NetReport {
  /** Channels, height, width, in whichever order the file wants them. */
  inputShape: number[];
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

/** The figures' pictures are of one size. */
export function fits({ inputShape }: NetReport): boolean {
  return inputShape.join() === [3, SIDE, SIDE].join();
}

/** Three numbers, or one for all channels; empty: none. Undefined: neither. */
export function readChannels(text: string): number[] | undefined {
  const numbers = text.split(/[\s,;]+/).filter(Boolean).map(Number);
  if (!numbers.every(Number.isFinite)) return undefined;
  if (numbers.length === 1) return [numbers[0]!, numbers[0]!, numbers[0]!];
  return numbers.length === 0 || numbers.length === 3 ? numbers : undefined;
}

/** As many names as classes: those that were typed, and numbers for the rest. */
export function readClasses(text: string, count: number): string[] {
  const typed = text.split(/[,\n]/).map((name) => name.trim());
  return Array.from({ length: count }, (_, index) => typed[index] || `class ${index}`);
}

/** Those of the page where there are as many, numbers otherwise. */
export function firstClasses(count: number, ours: string[]): string[] {
  return count === ours.length ? ours : readClasses("", count);
}
