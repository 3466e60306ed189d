/** What it took on many pictures: numbers in a sentence. */

/** Of those who got there, in order. */
export function paidBy(arrivals: readonly (number | null)[]): number[] {
  return arrivals.filter((paid) => paid !== null).sort((one, other) => one - other);
}

/** The lower median; undefined of none. */
export function middle(ordered: readonly number[]): number | undefined {
  return ordered[Math.floor((ordered.length - 1) / 2)];
}

/** How a guess of a size ("10", "100", …, "never") compares with what it took: to the nearest power of ten. */
export function compareGuess(guess: string, taken: number): "fewer" | "right" | "more" {
  const guessed = guess === "never" ? Infinity : Math.log10(Number(guess));
  const found = Math.round(Math.log10(taken));
  return found < guessed ? "fewer" : found > guessed ? "more" : "right";
}
