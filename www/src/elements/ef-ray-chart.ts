import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { count, plainNumber } from "../state/format.ts";
import { line } from "../text/en/line.ts";
import { ChartFrame } from "./chart-frame.ts";
import type { Series } from "./line-plot.ts";
import type { rayPlot } from "./ray-plot.ts";

const HEIGHT = 280;

/** What a net says along a straight line, with marks where it bends. A slider that goes along it has a slot below. Series without a symbol are drawn thin and share one entry of the legend. */
@customElement("ef-ray-chart")
export class EfRayChart extends ChartFrame<typeof rayPlot> {
  @property({ attribute: false }) reach = 1;
  @property({ attribute: false }) bends: { alpha: number; switches: number }[] = [];
  @property({ attribute: false }) lastBend: number | undefined;
  @property({ attribute: false }) at = 0;

  static override styles = [
    ...ChartFrame.styles,
    css`
      :host {
        --chart-height: ${HEIGHT}px;
      }
    `,
  ];

  protected override get named(): Series[] {
    return this.series.filter(({ symbol }) => symbol !== "");
  }

  protected override legendMore() {
    return this.series.length > this.named.length ? html`<li><span class="soft">${line.chart.others}</span></li>` : nothing;
  }

  protected override below() {
    return html`<slot></slot>`;
  }

  protected override updated(): void {
    if (!this.plot || this.width === 0) return;
    const lastBend = this.lastBend !== undefined && this.lastBend > 0 && this.lastBend <= this.reach ? this.lastBend : undefined;
    const bends = this.bends.map(({ alpha }) => alpha);
    this.show(this.plot(this.series, { width: this.width, height: HEIGHT, reach: this.reach, scale: this.scale, bends, lastBend, at: this.at }));
  }

  protected async load() {
    return (await import("./ray-plot.ts")).rayPlot;
  }

  protected get head(): string {
    return line.chart.x;
  }

  protected summary(): string {
    const parts = this.named
      .filter(({ points }) => points.length > 1)
      .map(({ name, points }) => line.chart.summaryOne(name, this.said(points[0]!.value), this.said(points.at(-1)!.value)));
    return line.chart.summary(parts, this.reach, this.bends.length);
  }

  protected table() {
    const { named } = this;
    const rows = (named[0]?.points ?? []).filter((_, index) => index % 3 === 0);
    return html`<table>
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
    </table>`;
  }
}
