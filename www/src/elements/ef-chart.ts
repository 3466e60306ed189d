import { css, html, LitElement, svg } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { percent, plainNumber } from "../state/format.ts";
import { base } from "../styles/shared.ts";
import { en } from "../text/en.ts";
import type { Axis, linePlot, Scale, Series } from "./line-plot.ts";

/** Redrawing is the dearest thing on the page's own thread: ten times a second is enough to the eye. */
const REDRAW_EVERY = 100;
const HEIGHT = 260;

/** Confidences, or other numbers, over the steps, with a legend, a spoken summary, and the same in numbers. */
@customElement("ef-chart")
export class EfChart extends LitElement {
  @property({ attribute: false }) series: Series[] = [];
  @property({ attribute: false }) steps = 1;
  @property() scale: Scale = "share";
  @property({ attribute: false }) axis: Axis & { head: string; summary: typeof en.chart.summaryOne } = { label: en.chart.x, first: 0, head: en.chart.step, summary: en.chart.summaryOne };
  /** Said while there is nothing to draw. */
  @property() empty: string = en.chart.empty;

  @state() private plot: typeof linePlot | undefined;
  @state() private failed = false;
  @state() private width = 0;
  @query(".canvas") private canvas!: HTMLElement;

  private sight = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && this.load(), { rootMargin: "400px" });
  private size = new ResizeObserver((entries) => (this.width = Math.round(entries.at(-1)!.contentRect.width)));
  private drawnAt = 0;
  private redraw: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    base,
    css`
      .canvas {
        height: ${HEIGHT}px;
        overflow: hidden;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0.1rem 1.1rem;
        font-size: 0.9375rem;
        min-height: 1.4rem;
      }
      .legend li {
        display: flex;
        align-items: center;
        gap: 0.4rem;
      }
      details {
        font-size: 0.9375rem;
      }
      summary {
        min-height: 1.75rem;
        padding-block: 0.15rem;
        cursor: pointer;
        color: var(--ink-soft);
      }
      .scroll {
        max-height: 16rem;
        overflow: auto;
      }
      table {
        border-collapse: collapse;
        width: 100%;
      }
      th,
      td {
        text-align: right;
        font-weight: 400;
        padding: 0.15rem 0.5rem;
        border-bottom: 1px solid var(--line);
      }
      thead th {
        font-weight: 600;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.sight.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sight.disconnect();
    this.size.disconnect();
    clearTimeout(this.redraw);
  }

  override render() {
    return html`
      <ul class="legend">
        ${this.series.map(
          ({ name, colour, path, dash }) => html`<li>
            <svg viewBox="0 0 48 16" width="39" height="13" aria-hidden="true" style="fill:${colour};stroke:${colour}">
              ${svg`<path d="M0 8h48" stroke-width="3" stroke-dasharray=${dash || "none"} /><path d=${path} stroke="none" transform="translate(16)" />`}
            </svg>
            ${name}
          </li>`,
        )}
      </ul>
      <div class="canvas" role="img" aria-label=${this.summary()}></div>
      ${this.failed ? html`<p class="small">${en.chart.failed}</p>` : ""}
      <details>
        <summary>${en.chart.table}</summary>
        ${this.table()}
      </details>
    `;
  }

  protected override firstUpdated(): void {
    this.size.observe(this.canvas);
  }

  protected override updated(): void {
    if (!this.plot || this.width === 0 || this.redraw !== undefined) return;
    const wait = this.drawnAt + REDRAW_EVERY - performance.now();
    this.redraw = setTimeout(() => {
      this.redraw = undefined;
      this.draw();
    }, Math.max(0, wait));
  }

  private draw(): void {
    if (!this.plot) return;
    this.drawnAt = performance.now();
    const drawing = this.plot(this.series, { width: this.width, height: HEIGHT, steps: this.steps, scale: this.scale, axis: this.axis, empty: this.empty });
    drawing.setAttribute("aria-hidden", "true");
    this.canvas.replaceChildren(drawing);
  }

  private load(): void {
    this.sight.disconnect();
    import("./line-plot.ts").then(
      (module) => (this.plot = module.linePlot),
      () => (this.failed = true),
    );
  }

  private said(value: number): string {
    return this.scale === "share" ? percent(value) : plainNumber(value);
  }

  private summary(): string {
    const parts = this.series.flatMap(({ name, points }) =>
      points.length < 2 ? [] : [this.axis.summary(name, this.said(points[0]!.value), this.said(points.at(-1)!.value), points.at(-1)!.iteration)],
    );
    return parts.length === 0 ? this.empty : `${parts.join(". ")}.`;
  }

  private table() {
    const longest = this.series.reduce<Series["points"]>((long, { points }) => (points.length > long.length ? points : long), []);
    const every = Math.max(1, Math.ceil(longest.length / 20));
    const rows = longest.filter((_, index) => index % every === 0 || index === longest.length - 1);
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${en.chart.table}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.axis.head}</th>
            ${this.series.map(({ name }) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ iteration }) => html`<tr>
              <th scope="row">${iteration}</th>
              ${this.series.map(({ points }) => {
                const point = points.find((candidate) => candidate.iteration === iteration);
                return html`<td>${point ? this.said(point.value) : ""}</td>`;
              })}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}
