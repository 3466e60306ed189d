import { css, html, LitElement, svg } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { count, percent, plainNumber } from "../state/format.ts";
import { base } from "../styles/shared.ts";
import { en } from "../text/en.ts";
import { line } from "../text/line.en.ts";
import type { Scale, Series } from "./line-plot.ts";
import type { rayPlot } from "./ray-plot.ts";

const HEIGHT = 280;

/** What a net says along a straight line, with marks where it bends, a spoken summary, and the same in numbers. A slider that goes along it has a slot below. */
@customElement("ef-ray-chart")
export class EfRayChart extends LitElement {
  /** Those without a symbol are drawn thin and share one entry of the legend. */
  @property({ attribute: false }) series: Series[] = [];
  @property({ attribute: false }) reach = 1;
  @property() scale: Scale = "share";
  @property({ attribute: false }) bends: { alpha: number; switches: number }[] = [];
  @property({ attribute: false }) lastBend: number | undefined;
  @property({ attribute: false }) at = 0;

  @state() private plot: typeof rayPlot | undefined;
  @state() private failed = false;
  @state() private width = 0;
  @query(".canvas") private canvas!: HTMLElement;

  private sight = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && this.load(), { rootMargin: "400px" });
  private size = new ResizeObserver((entries) => (this.width = Math.round(entries.at(-1)!.contentRect.width)));

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
  }

  override render() {
    const named = this.series.filter(({ symbol }) => symbol !== "");
    return html`
      <ul class="legend">
        ${named.map(
          ({ name, colour, path, dash }) => html`<li>
            <svg viewBox="0 0 48 16" width="39" height="13" aria-hidden="true" style="fill:${colour};stroke:${colour}">
              ${svg`<path d="M0 8h48" stroke-width="3" stroke-dasharray=${dash || "none"} /><path d=${path} stroke="none" transform="translate(16)" />`}
            </svg>
            ${name}
          </li>`,
        )}
        ${this.series.length > named.length ? html`<li><span class="soft">${line.chart.others}</span></li>` : ""}
      </ul>
      <div class="canvas" role="img" aria-label=${this.summary()}></div>
      <slot></slot>
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
    if (!this.plot || this.width === 0) return;
    const lastBend = this.lastBend !== undefined && this.lastBend > 0 && this.lastBend <= this.reach ? this.lastBend : undefined;
    const bends = this.bends.map(({ alpha }) => alpha);
    const drawing = this.plot(this.series, { width: this.width, height: HEIGHT, reach: this.reach, scale: this.scale, bends, lastBend, at: this.at });
    drawing.setAttribute("aria-hidden", "true");
    this.canvas.replaceChildren(drawing);
  }

  private load(): void {
    this.sight.disconnect();
    import("./ray-plot.ts").then(
      (module) => (this.plot = module.rayPlot),
      () => (this.failed = true),
    );
  }

  private said(value: number): string {
    return this.scale === "share" ? percent(value) : plainNumber(value);
  }

  private summary(): string {
    const parts = this.series
      .filter(({ symbol, points }) => symbol !== "" && points.length > 1)
      .map(({ name, points }) => line.chart.summaryOne(name, this.said(points[0]!.value), this.said(points.at(-1)!.value)));
    return line.chart.summary(parts, this.reach, this.bends.length);
  }

  private table() {
    const named = this.series.filter(({ symbol }) => symbol !== "");
    const rows = (named[0]?.points ?? []).filter((_, index) => index % 3 === 0);
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${en.chart.table}>
      <table>
        <thead>
          <tr>
            <th scope="col">${line.chart.x}</th>
            ${named.map(({ name }) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ iteration }, row) => html`<tr>
              <th scope="row">${iteration >= 10 ? count(Math.round(iteration)) : plainNumber(iteration)}</th>
              ${named.map(({ points }) => html`<td>${this.said(points[row * 3]!.value)}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}
