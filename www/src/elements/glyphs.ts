/** Shapes that tell roles and members apart where colour cannot. Drawn, so that no font changes them. */
import { svg, type SVGTemplateResult } from "lit";

const shape = (content: SVGTemplateResult, colour: string) =>
  svg`<svg viewBox="0 0 16 16" width="0.8em" height="0.8em" aria-hidden="true" focusable="false" style="flex:none;fill:${colour};stroke:${colour}">${content}</svg>`;

/** What it is: a disc. */
export const labelGlyph = shape(svg`<circle cx="8" cy="8" r="6.5" stroke="none"/>`, "var(--label)");
/** What it is made to be: a ring with a point, a target. */
export const targetGlyph = shape(
  svg`<circle cx="8" cy="8" r="6" fill="none" stroke-width="2.6"/><circle cx="8" cy="8" r="2.2" stroke="none"/>`,
  "var(--target)",
);

/** Outlines of the members' shapes in a 16 × 16 box, what the chart library calls them, and the strokes of their lines; after the eighth they begin again. */
const MEMBER_SHAPES = [
  { symbol: "square", path: "M2 2h12v12H2z", dash: "" },
  { symbol: "triangle", path: "M8 1.2 15.2 14.2H.8z", dash: "9 4" },
  { symbol: "circle", path: "M8 1.2A6.8 6.8 0 1 1 8 14.8 6.8 6.8 0 1 1 8 1.2z", dash: "2 4" },
  { symbol: "diamond", path: "M8 .8 15.2 8 8 15.2.8 8z", dash: "11 4 2 4" },
  { symbol: "hexagon", path: "M4.4 1.6h7.2L15.2 8l-3.6 6.4H4.4L.8 8z", dash: "5 3" },
  { symbol: "cross", path: "M5.5 1h5v4.5H15v5h-4.5V15h-5v-4.5H1v-5h4.5z", dash: "16 4" },
  { symbol: "star", path: "M8 .6l2 5.2 5.4.3-4.2 3.5 1.4 5.4L8 12l-4.6 3 1.4-5.4L.6 6.1 6 5.8z", dash: "7 3 2 3 2 3" },
  { symbol: "wye", path: "M5.6 15V9.6L.9 6.9l2.4-4.2L8 5.4l4.7-2.7 2.4 4.2-4.7 2.7V15z", dash: "1 3" },
] as const;

export const memberColour = (index: number) => `var(--member-${index % MEMBER_SHAPES.length})`;
export const memberPath = (index: number) => MEMBER_SHAPES[index % MEMBER_SHAPES.length]!.path;
export const memberSymbol = (index: number) => MEMBER_SHAPES[index % MEMBER_SHAPES.length]!.symbol;
export const memberDash = (index: number) => MEMBER_SHAPES[index % MEMBER_SHAPES.length]!.dash;
export const memberGlyph = (index: number) => shape(svg`<path stroke="none" d=${memberPath(index)} />`, memberColour(index));
