/** A number of the scorecard and its interval, as HTML: the same when the page is built and when a visitor repeats it. */
import { type Figure, type Part, THRESHOLDS, type Word } from "../state/verdicts.ts";
import { scorecard } from "../text/en/scorecard.ts";
import { kindOf, type Titles } from "../text/scorecard.ts";

export const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const clamped = (value: number) => Math.min(1, Math.max(0, value));
const at = (value: number) => `${(100 * clamped(value)).toFixed(2)}%`;

/** Shapes beside the words, so that no verdict hangs on a colour. */
const GLYPHS: Record<Word, string> = {
  holds: '<circle cx="12" cy="12" r="11" fill="currentColor" stroke="none"/><path d="M6.5 12.5l3.8 3.8 7.2-8.2" stroke="var(--paper)" stroke-width="2.6" fill="none"/>',
  half: '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2"/><path d="M12 2a10 10 0 0 0 0 20z" fill="currentColor"/>',
  fails: '<rect x="1.5" y="1.5" width="21" height="21" rx="4" fill="currentColor"/><path d="M7.5 7.5l9 9m0-9l-9 9" stroke="var(--paper)" stroke-width="2.6"/>',
  unmeasured: '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3.2 3"/>',
};

export const wordGlyph = (word: Word): string => `<svg class="glyph" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">${GLYPHS[word]}</svg>`;

/** From none to all: where the claim would hold and where it would fail, the number, and its interval. */
function plot(figure: Figure, part: Pick<Part, "id" | "by">, twin: string): string {
  const zones = part.by ? THRESHOLDS[part.by] : undefined;
  const zone = (from: number, to: number, kind: string) => `<rect class="${kind}" x="${at(from)}" y="6" width="${at(to - from)}" height="16"/>`;
  const fields = !zones
    ? ""
    : zones.holds > zones.fails
      ? zone(0, zones.fails, "against") + zone(zones.holds, 1, "for")
      : zone(0, zones.holds, "for") + zone(zones.fails, 1, "against");
  const { value, low, high } = figure;
  const whiskers =
    low === high
      ? ""
      : `<line class="reach" x1="${at(low)}" x2="${at(high)}" y1="14" y2="14"/><line class="end" x1="${at(low)}" x2="${at(low)}" y1="9" y2="19"/><line class="end" x1="${at(high)}" x2="${at(high)}" y1="9" y2="19"/>`;
  return `<svg class="plot" width="100%" height="28" role="img" aria-label="${escaped(twin)}"><rect class="track" x="0" y="6" width="100%" height="16"/>${fields}${whiskers}<circle class="point" cx="${at(value)}" cy="14" r="5"/></svg>`;
}

/** `yours`: measured on the visitor's machine. */
export function scoreRow(part: Pick<Part, "id" | "of" | "filter" | "by" | "counts" | "decides" | "figure">, titles: Titles, yours = false): string {
  const { figure } = part;
  const kind = kindOf(part.by, part.id);
  const name = escaped(scorecard.row({ ...part, word: "half" }, titles));
  const drawn = figure && (kind === "share" || kind === "gain") ? plot(figure, part, scorecard.twin(figure, kind)) : "";
  const range = figure ? scorecard.interval(figure, kind) : "";
  const sample = figure ? [range, scorecard.sample(figure, yours)].filter(Boolean).join(" · ") : scorecard.none;
  return `<div class="score-row${part.decides ? "" : " beside"}${yours ? " yours" : ""}"><dt>${name}</dt><dd class="drawn">${drawn}</dd><dd class="value">${escaped(scorecard.number(figure, kind))}</dd><dd class="sample">${escaped(sample)}</dd></div>`;
}

/** In the page and in the figure's shadow alike. */
export const scoreRowStyles = `
  .score-rows {
    margin: 0;
    font-family: var(--sans);
    font-size: 1rem;
    line-height: 1.35;
    font-variant-numeric: lining-nums tabular-nums;
    container-type: inline-size;
  }
  .score-row {
    display: grid;
    grid-template: "name name value" auto "drawn sample sample" auto / minmax(0, 1fr) auto auto;
    gap: 0 1rem;
    align-items: center;
    padding-block: 0.35rem;
    border-top: 1px solid var(--line);
  }
  .score-row dt { grid-area: name; }
  .score-row dd { margin: 0; }
  .score-row .drawn { grid-area: drawn; min-height: 28px; }
  .score-row .value { grid-area: value; align-self: start; text-align: right; font-weight: 650; white-space: nowrap; }
  .score-row .sample { grid-area: sample; font-size: 0.875rem; color: var(--ink-soft); text-align: right; }
  .score-row.beside dt, .score-row.beside .value { font-weight: 400; color: var(--ink-soft); }
  @container (min-width: 44rem) {
    .score-row { grid-template: "name drawn value sample" auto / minmax(0, 1.5fr) minmax(0, 1fr) 6rem 13.5rem; }
    .score-row .value { align-self: center; }
  }
  .plot { display: block; overflow: visible; }
  .plot .track { fill: var(--panel); stroke: var(--line); }
  .plot .for { fill: var(--blue-soft); }
  .plot .against { fill: var(--orange-soft); }
  .plot .reach { stroke: var(--ink); stroke-width: 3; }
  .plot .end { stroke: var(--ink); stroke-width: 2; }
  .plot .point { fill: var(--ink); stroke: var(--paper); stroke-width: 1.5; }
  .beside .plot .reach, .beside .plot .end { stroke: var(--ink-soft); }
  .beside .plot .point { fill: var(--ink-soft); }
  .yours .plot .point { fill: var(--paper); stroke: var(--ink); stroke-width: 2.5; }
`;
