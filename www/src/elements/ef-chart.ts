import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { ui } from "../text/en/ui.ts";
import { ChartFrame } from "./chart-frame.ts";
import type { Axis, linePlot, Series } from "./line-plot.ts";

/** Redrawing is the dearest thing on the page's own thread: ten times a second is enough to the eye. */
const REDRAW_EVERY = 100;
const HEIGHT = 260;

/** Confidences, or other numbers, over the steps. */
@customElement("ef-chart")
export class EfChart extends ChartFrame<typeof linePlot> {
  @property({ attribute: false }) steps = 1;
  @property({ attribute: false }) axis: Axis & { head: string; summary: typeof ui.chart.summaryOne } = { label: ui.chart.x, first: 0, head: ui.chart.step, summary: ui.chart.summaryOne };
  /** Said while there is nothing to draw. */
  @property() empty: string = ui.chart.empty;

  private drawnAt = 0;
  private redraw: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    ...ChartFrame.styles,
    css`
      :host {
        --chart-height: ${HEIGHT}px;
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.redraw);
    this.redraw = undefined;
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
    this.show(this.plot(this.series, { width: this.width, height: HEIGHT, steps: this.steps, scale: this.scale, axis: this.axis, empty: this.empty }));
  }

  protected async load() {
    return (await import("./line-plot.ts")).linePlot;
  }

  protected get head(): string {
    return this.axis.head;
  }

  protected summary(): string {
    const parts = this.series.flatMap(({ name, points }) =>
      points.length < 2 ? [] : [this.axis.summary(name, this.said(points[0]!.value), this.said(points.at(-1)!.value), points.at(-1)!.iteration)],
    );
    return parts.length === 0 ? this.empty : `${parts.join(". ")}.`;
  }

  protected table() {
    const longest = this.series.reduce<Series["points"]>((long, { points }) => (points.length > long.length ? points : long), []);
    const every = Math.max(1, Math.ceil(longest.length / 20));
    const rows = longest.filter((_, index) => index % every === 0 || index === longest.length - 1);
    return html`<table>
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
    </table>`;
  }
}
