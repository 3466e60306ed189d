/** A count out of a number of pictures, with its interval: the core's `share`, for numbers that fill while one watches. */
import type { Share } from "easily-fooled";

/** The 97.5 % point of the standard normal distribution. */
const Z = 1.959963984540054;

const round = (value: number) => Math.round(value * 1e6) / 1e6;

/** With the 95 % interval of Wilson (1927). */
export function share(count: number, of: number): Share {
  if (of === 0) return { count, of, share: 0, low: 0, high: 1 };
  const p = count / of;
  const centre = (p + (Z * Z) / (2 * of)) / (1 + (Z * Z) / of);
  const half = (Z / (1 + (Z * Z) / of)) * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of));
  return { count, of, share: round(p), low: count === 0 ? 0 : round(centre - half), high: count === of ? 1 : round(centre + half) };
}
