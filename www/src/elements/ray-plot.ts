/** The chart of a straight line, by the chart library; loaded when the first one comes near. */
import { axisX, axisY, dot, gridY, lineY, plot, ruleX, text } from "@observablehq/plot";
import { compact } from "../state/format.ts";
import { line } from "../text/en/line.ts";
import type { Scale, Series } from "./line-plot.ts";

export interface RayPlot {
  width: number;
  height: number;
  reach: number;
  scale: Scale;
  /** Where the net bends. */
  bends: readonly number[];
  /** The last bend; undefined: it is not in sight, or nobody knows. */
  lastBend: number | undefined;
  /** Where the visitor stands. */
  at: number;
}

/** Room beside the axes, so that a slider below can have the same ends. */
export const MARGIN = { left: 52, right: 20 };

/** The last series is drawn on top. */
export function rayPlot(series: Series[], { width, height, reach, scale, bends, lastBend, at }: RayPlot): SVGElement | HTMLElement {
  const fill = "var(--ink-soft)";
  const grid = { stroke: "var(--line)", strokeOpacity: 1 };
  const shares = scale === "share";
  const [marginTop, marginBottom] = [30, 40];
  const leftOfIt = lastBend !== undefined && lastBend > reach * 0.6;
  return plot({
    width,
    height,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop,
    marginBottom,
    style: "background:none;color:currentColor;font:500 14px var(--sans);overflow:visible",
    x: { domain: [0, reach] },
    y: shares ? { domain: [0, 1] } : { nice: true },
    marks: [
      shares ? gridY([0, 0.25, 0.5, 0.75, 1], grid) : gridY({ ticks: 5, ...grid }),
      shares
        ? axisY([0, 0.5, 1], { tickFormat: (value: number) => `${value * 100} %`, tickSize: 0, fill, label: null })
        : axisY({ ticks: 5, tickFormat: compact, tickSize: 0, fill, label: null }),
      axisX({ ticks: 4, tickFormat: compact, tickSize: 0, fill, label: line.chart.x, labelArrow: "right" }),
      // Marks of the bends, in a strip of their own above the lines.
      ruleX(bends, { stroke: fill, insetTop: -10, insetBottom: height - marginTop - marginBottom + 3 }),
      ...(lastBend === undefined
        ? []
        : [
            ruleX([lastBend], { stroke: "var(--ink)", strokeDasharray: "4 3", insetTop: -12 }),
            text([lastBend], { x: (bend) => bend, text: () => line.chart.lastBend, frameAnchor: "top", dy: -26, dx: leftOfIt ? -4 : 4, textAnchor: leftOfIt ? "end" : "start", fill: "var(--ink)", fontWeight: 600 }),
          ]),
      ruleX([at], { stroke: "var(--ink)", strokeWidth: 1.5 }),
      ...series.flatMap(({ colour, symbol, dash, points }, index) => {
        const stands = points.filter((_, at) => at % 8 === 0);
        return [
          lineY(points, { x: "iteration", y: "value", stroke: colour, strokeWidth: symbol ? 2.5 : 1.25, strokeLinejoin: "round", strokeDasharray: dash || "none", curve: "linear" }),
          ...(symbol ? [dot(stands, { x: "iteration", y: "value", fill: colour, symbol: symbol as "circle", r: index % 2 ? 4.5 : 4 })] : []),
        ];
      }),
    ],
  });
}
