import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import measured from "virtual:measured";
import type { Filter } from "../state/filters.ts";
import { type FilterCurves, filterCurves } from "../state/filter-curves.ts";
import { base } from "../styles/shared.ts";
import { blur } from "../text/en/blur.ts";
import "./ef-chart.ts";
import { memberPath } from "./glyphs.ts";
import type { Series } from "./line-plot.ts";

const { curves: words } = blur;
const LAST = Math.max(1, ...measured.filters.map(({ epsilon }) => epsilon));

/** A filter over the budget, against attackers who know of it and who do not: what was measured over test pictures. */
@customElement("ef-filter-curves")
export class EfFilterCurves extends LitElement {
  @property({ attribute: false }) filter: Filter | undefined;
  /** Id and title of the net behind it. */
  @property() net = "";
  @property() called = "";

  static override styles = [
    base,
    css`
      h4 {
        font-size: 1rem;
        font-weight: 650;
      }
      :host {
        container-type: inline-size;
        margin-block: 2rem 1.4rem;
      }
      /* Keeps its room, however long the filter's name is. */
      p {
        max-width: 44rem;
        min-height: 6.5em;
        margin-bottom: 0.6rem;
      }
      @container (min-width: 40rem) {
        p {
          min-height: 3.2em;
        }
      }
    `,
  ];

  override render() {
    const found = this.filter && filterCurves(measured.filters, this.net, this.filter);
    return html`<h4>${words.heading}</h4>
      <p class="small soft">${found ? words.caption(found.filter, this.called, found.pictures) : words.unmeasured}</p>
      <ef-chart .series=${seriesOf(found)} .steps=${LAST} .axis=${{ label: words.x, first: 0, head: words.head, summary: words.summary }} .empty=${words.unmeasured}></ef-chart>`;
  }
}

function seriesOf({ bare = [], unaware = [], aware = [] }: Partial<FilterCurves> = {}): Series[] {
  return [
    { name: words.bare, colour: "var(--ink-soft)", symbol: "square", path: memberPath(0), dash: "2 4", points: bare },
    { name: words.unaware, colour: "var(--target)", symbol: "circle", path: memberPath(2), dash: "6 4", points: unaware },
    { name: words.aware, colour: "var(--target)", symbol: "diamond", path: memberPath(3), dash: "", points: aware },
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    "ef-filter-curves": EfFilterCurves;
  }
}
