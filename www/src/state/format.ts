/** Numbers as the page writes them. */

/** A probability in per cent, with as many decimals as its size deserves, and no doubt rounded away: never "100\u00a0%". */
export function percent(probability: number): string {
  const value = probability * 100;
  if (value >= 99.995) return ">\u00a099.99\u00a0%";
  if (value >= 98.5) return `${value.toFixed(2)}\u00a0%`;
  if (value >= 10) return `${value.toFixed(0)}\u00a0%`;
  if (value >= 1) return `${value.toFixed(1)}\u00a0%`;
  if (value >= 0.01) return `${value.toFixed(2)}\u00a0%`;
  return "<\u00a00.01\u00a0%";
}

/** Percent without decimals, for test accuracies and shares. */
export function wholePercent(fraction: number): string {
  return `${Math.round(fraction * 100)}\u00a0%`;
}

export function onePlacePercent(fraction: number): string {
  return `${(fraction * 100).toFixed(1)}\u00a0%`;
}

/** A distance in pixel values as n/255. */
export function of255(value: number): string {
  const steps = value * 255;
  const text = Math.abs(steps - Math.round(steps)) < 0.005 ? String(Math.round(steps)) : steps.toFixed(1);
  return `${text}/255`;
}

/** Any number, with three digits that count, and a true minus. */
export function plainNumber(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString("en-GB", { maximumSignificantDigits: 3 }).replace("-", "\u2212");
}

/** A number in little room: "60K". */
export function compact(value: number): string {
  return value.toLocaleString("en-GB", { notation: "compact", maximumSignificantDigits: 3 }).replace("-", "\u2212");
}

export function count(value: number): string {
  return value.toLocaleString("en-GB");
}

export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

export function bytes(size: number): string {
  return size < 1_000_000 ? `${Math.max(1, Math.round(size / 1000))} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
}
