/** The one place that knows the chart library; loaded when the first chart comes near. */
import { axisX, axisY, dot, gridY, lineY, plot, text } from "@observablehq/plot";
import type { CurvePoint } from "../state/curve.ts";

export interface Series {
  name: string;
  colour: string;
  /** The chart library's name of the shape, and its outline for the legend (16 × 16). */
  symbol: string;
  path: string;
  /** Lengths of strokes and gaps; empty: one unbroken line. */
  dash: string;
  points: CurvePoint[];
}

export interface PlotSize {
  width: number;
  height: number;
  /** The last step on the axis, so that it stands still while the curves grow. */
  steps: number;
  scale: Scale;
  axis: Axis;
  empty: string;
}

/** What is counted from left to right, and where the counting begins. */
export interface Axis {
  label: string;
  first: number;
}

/** Shares go from nothing to all, counts from nothing on; plain numbers wherever they go. */
export type Scale = "share" | "count" | "number";

export function linePlot(series: Series[], { width, height, steps, scale, axis, empty }: PlotSize): SVGElement | HTMLElement {
  const markEvery = (points: CurvePoint[]) => Math.max(1, Math.ceil(points.length / 6));
  const last = Math.max(axis.first + 1, steps);
  const fill = "var(--ink-soft)";
  const grid = { stroke: "var(--line)", strokeOpacity: 1 };
  const shares = scale === "share";
  const nothing = series.every(({ points }) => points.length === 0);
  return plot({
    width,
    height,
    marginLeft: 48,
    marginRight: 16,
    marginTop: 12,
    marginBottom: 40,
    style: "background:none;color:currentColor;font:500 14px var(--sans);overflow:visible",
    x: { domain: [axis.first, last] },
    y: shares || nothing ? { domain: [0, 1] } : { domain: reach(series, scale), nice: true },
    marks: [
      shares ? gridY([0, 0.25, 0.5, 0.75, 1], grid) : gridY({ ticks: 5, ...grid }),
      shares
        ? axisY([0, 0.5, 1], { tickFormat: (value: number) => `${value * 100} %`, tickSize: 0, fill, label: null })
        : axisY({ ticks: 5, tickSize: 0, fill, label: null }),
      axisX({ ticks: Math.min(6, last - axis.first), tickFormat: (value: number) => (Number.isInteger(value) ? String(value) : ""), tickSize: 0, fill, label: axis.label, labelArrow: "right" }),
      ...series.flatMap(({ colour, symbol, dash, points }) => [
        lineY(points, {
          x: "iteration",
          y: "value",
          stroke: colour,
          strokeWidth: 2.5,
          strokeLinejoin: "round",
          strokeDasharray: dash || "none",
          curve: "linear",
        }),
        dot(
          points.filter((_, index) => index % markEvery(points) === 0 || index === points.length - 1),
          { x: "iteration", y: "value", fill: colour, symbol: symbol as "circle", r: 4.5 },
        ),
      ]),
      ...(nothing
        ? [text([empty], { frameAnchor: "middle", fill, fontSize: 15, lineWidth: 20 })]
        : []),
    ],
  });
}

/** From the least to the largest value; a single one has room around it, or its scale would have ticks of a millionth. */
function reach(series: Series[], scale: Scale): [least: number, largest: number] {
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const least = Math.min(...values, ...(scale === "count" ? [0] : []));
  const largest = Math.max(...values);
  const room = largest > least ? 0 : Math.max(0.5, Math.abs(largest) / 2);
  return scale === "count" ? [least, largest + room] : [least - room, largest + room];
}
