/** Curves as a table for other programs: RFC 4180, one row for each place on the axis, numbers in full. */
import type { CurvePoint } from "./curve.ts";

export function csvOf(head: string, series: { name: string; points: CurvePoint[] }[]): string {
  const places = [...new Set(series.flatMap(({ points }) => points.map(({ iteration }) => iteration)))].sort((one, other) => one - other);
  const columns = series.map(({ points }) => new Map(points.map(({ iteration, value }) => [iteration, value])));
  const rows = places.map((place) => [place, ...columns.map((values) => values.get(place) ?? "")].join(","));
  return `${[[head, ...series.map(({ name }) => name)].map(quoted).join(","), ...rows].join("\r\n")}\r\n`;
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
