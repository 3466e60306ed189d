/** Numbers as the page's language writes them. By hand: what browsers have for it takes a phone 80 ms to set up, before the first picture. */
import { DECIMAL_SIGN, LOCALE, THOUSANDS_SIGN } from "../text/en/locale.ts";

/** So many decimals, no thousands apart. */
export function fixed(value: number, decimals: number): string {
  return value.toFixed(decimals).replace(".", DECIMAL_SIGN);
}

/** As many decimals as there are, thousands apart. */
function grouped(value: number): string {
  const [whole, decimals] = String(value).split(".");
  const apart = whole!.replace(/\B(?=(\d{3})+$)/g, THOUSANDS_SIGN);
  return decimals === undefined ? apart : `${apart}${DECIMAL_SIGN}${decimals}`;
}

/** A probability in per cent, with as many decimals as its size deserves, and no doubt rounded away: never "100\u00a0%". */
export function percent(probability: number): string {
  const value = probability * 100;
  if (value >= 99.995) return `>\u00a0${fixed(99.99, 2)}\u00a0%`;
  if (value >= 98.5) return `${fixed(value, 2)}\u00a0%`;
  if (value >= 10) return `${fixed(value, 0)}\u00a0%`;
  if (value >= 1) return `${fixed(value, 1)}\u00a0%`;
  if (value >= 0.01) return `${fixed(value, 2)}\u00a0%`;
  return `<\u00a0${fixed(0.01, 2)}\u00a0%`;
}

/** Percent without decimals, for test accuracies and shares. */
export function wholePercent(fraction: number): string {
  return `${Math.round(fraction * 100)}\u00a0%`;
}

export function onePlacePercent(fraction: number): string {
  return `${fixed(fraction * 100, 1)}\u00a0%`;
}

/** A distance in pixel values as n/255. */
export function of255(value: number): string {
  const steps = value * 255;
  const text = Math.abs(steps - Math.round(steps)) < 0.005 ? String(Math.round(steps)) : fixed(steps, 1);
  return `${text}/255`;
}

/** Any number, with three digits that count, and a true minus. */
export function plainNumber(value: number): string {
  return grouped(Number(value.toPrecision(3))).replace("-", "\u2212");
}

/** A number in little room: "60K". */
export function compact(value: number): string {
  return value.toLocaleString(LOCALE, { notation: "compact", maximumSignificantDigits: 3 }).replace("-", "\u2212");
}

export function count(value: number): string {
  return grouped(Number(value.toFixed(3)));
}

export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${fixed(milliseconds / 1000, 1)} s`;
}

export function bytes(size: number): string {
  return size < 1_000_000 ? `${Math.max(1, Math.round(size / 1000))} kB` : `${fixed(size / 1_000_000, 1)} MB`;
}
