import { css, html, LitElement, nothing, svg, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { percent, plainNumber } from "../state/format.ts";
import { csvOf } from "../state/csv.ts";
import { base, controls } from "../styles/shared.ts";
import { ui } from "../text/en/ui.ts";
import { svgOf } from "./chart-svg.ts";
import { download } from "./download.ts";
import type { Scale, Series } from "./line-plot.ts";
import { whenOpened } from "./when-opened.ts";

const FILE = "easily-fooled-curves";

/** What charts share: a legend, a drawing that is made when it comes near, a spoken summary, and the same in numbers. */
export abstract class ChartFrame<Plot> extends LitElement {
  @property({ attribute: false }) series: Series[] = [];
  @property() scale: Scale = "share";

  @state() protected plot: Plot | undefined;
  @state() private failed = false;
  @state() protected width = 0;
  @query(".canvas") private canvas!: HTMLElement;

  private sight = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && this.begin(), { rootMargin: "400px" });
  private size = new ResizeObserver((entries) => (this.width = Math.round(entries.at(-1)!.contentRect.width)));

  static override styles = [
    base,
    controls,
    css`
      .files {
        margin-top: 0.6rem;
      }
      .canvas {
        height: var(--chart-height);
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

  /** The module that draws. */
  protected abstract load(): Promise<Plot>;
  protected abstract summary(): string;
  /** What is counted from left to right. */
  protected abstract get head(): string;
  protected abstract table(): TemplateResult;
  /** More in the legend, and below the drawing. */
  protected legendMore(): TemplateResult | typeof nothing {
    return nothing;
  }
  protected below(): TemplateResult | typeof nothing {
    return nothing;
  }

  /** The series that the legend names one by one. */
  protected get named(): Series[] {
    return this.series;
  }

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
    return html`
      <ul class="legend">
        ${this.named.map(
          ({ name, colour, path, dash }) => html`<li>
            <svg viewBox="0 0 48 16" width="39" height="13" aria-hidden="true" style="fill:${colour};stroke:${colour}">
              ${svg`<path d="M0 8h48" stroke-width="3" stroke-dasharray=${dash || "none"} /><path d=${path} stroke="none" transform="translate(16)" />`}
            </svg>
            ${name}
          </li>`,
        )}
        ${this.legendMore()}
      </ul>
      <div class="canvas" role="img" aria-label=${this.summary()}></div>
      ${this.below()} ${this.failed ? html`<p class="small">${ui.chart.failed}</p>` : nothing}
      <details>
        <summary>${ui.chart.table}</summary>
        ${whenOpened(() => this.numbers())}
      </details>
    `;
  }

  private numbers() {
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${ui.chart.table}>${this.table()}</div>
      <div class="buttons files" role="group" aria-label=${ui.controls.downloads}>
        <button type="button" @click=${() => download(new Blob([csvOf(this.head, this.series)], { type: "text/csv" }), `${FILE}.csv`)}>${ui.chart.csv}</button>
        <button type="button" ?disabled=${!this.plot} @click=${this.saveDrawing}>${ui.chart.svg}</button>
      </div>`;
  }

  protected override firstUpdated(): void {
    this.size.observe(this.canvas);
  }

  /** Puts a drawing in its place. */
  protected show(drawing: Element): void {
    drawing.setAttribute("aria-hidden", "true");
    this.canvas.replaceChildren(drawing);
  }

  protected said(value: number): string {
    return this.scale === "share" ? percent(value) : plainNumber(value);
  }

  private saveDrawing(): void {
    const drawing = this.canvas.querySelector("svg");
    if (drawing) download(new Blob([svgOf(drawing, this.named, this.summary())], { type: "image/svg+xml" }), `${FILE}.svg`);
  }

  private begin(): void {
    this.sight.disconnect();
    this.load().then(
      (plot) => (this.plot = plot),
      () => (this.failed = true),
    );
  }
}
