/**
 * Words of another language inside a sentence. The core speaks English only; what cannot be translated is marked with Unicode's isolates,
 * which nobody sees, so that a plain string can carry it to where it becomes markup: see elements/spoken.ts.
 */
const MARKED = /\u2068([^\u2068\u2069]*)\u2069/;

export const english = (words: string): string => `\u2068${words}\u2069`;

/** The sentence's parts, each of the other language at an odd place. */
export const partsOf = (sentence: string): string[] => sentence.split(MARKED);
