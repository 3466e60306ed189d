import { css, html, LitElement, nothing, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type ClimbPoint, heightOf } from "../state/climb.ts";
import { count, fixed } from "../state/format.ts";
import { base } from "../styles/shared.ts";

/** Of a drawing that is stretched to the room there is. */
const WIDTH = 100;
const HEIGHT = 100;
const LABELLED = [
  { at: 0.0001, decimals: 2 },
  { at: 0.01, decimals: 0 },
  { at: 0.5, decimals: 0 },
  { at: 0.99, decimals: 0 },
  { at: 0.9999, decimals: 2 },
].map(({ at, decimals }) => ({ at, text: `${fixed(100 * at, decimals)} %` }));

/** How sure a net became, on a scale of log odds. With `axes` it can be read on its own. */
@customElement("ef-climb")
export class EfClimb extends LitElement {
  @property({ attribute: false }) points: readonly ClimbPoint[] = [];
  /** The last step or generation on the axis. */
  @property({ type: Number }) last = 1;
  @property({ type: Boolean, reflect: true }) axes = false;
  /** What the axis counts. */
  @property() unit = "";
  @property() twin = "";

  static override styles = [
    base,
    css`
      .plot {
        position: relative;
        height: 3rem;
      }
      :host([axes]) .plot {
        margin: 0.6rem 0.4rem 0 4.4rem;
        height: 9rem;
      }
      svg {
        display: block;
        width: 100%;
        height: 100%;
        overflow: visible;
      }
      path {
        fill: none;
        vector-effect: non-scaling-stroke;
      }
      .ground {
        stroke: var(--line-strong);
        stroke-width: 1;
      }
      .guide {
        stroke: var(--line-strong);
        stroke-width: 1;
        stroke-dasharray: 2 3;
      }
      .certain {
        stroke: var(--target);
        stroke-width: 1.5;
      }
      .curve {
        stroke: var(--ink);
        stroke-width: 2;
        stroke-linejoin: round;
        stroke-linecap: round;
      }
      .tick {
        position: absolute;
        right: calc(100% + 0.5rem);
        translate: 0 50%;
        font-size: var(--small);
        line-height: 1;
        white-space: nowrap;
        color: var(--ink-soft);
      }
      .below {
        display: flex;
        justify-content: space-between;
        margin: 0.35rem 0.4rem 0 4.4rem;
        font-size: var(--small);
        color: var(--ink-soft);
      }
    `,
  ];

  override render() {
    const guides = this.axes ? LABELLED.filter(({ at }) => at !== 0.9999) : [{ at: 0.5 }];
    return html`<div class="plot" role=${this.twin ? "img" : nothing} aria-label=${this.twin || nothing} aria-hidden=${this.twin ? nothing : "true"}>
        <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">
          ${guides.map(({ at }) => svg`<path class="guide" d=${level(at)} />`)}
          <path class="ground" d="M0 ${HEIGHT}H${WIDTH}"></path>
          <path class="certain" d=${level(0.9999)}></path>
          <path class="curve" d=${this.line()}></path>
        </svg>
        ${this.axes ? LABELLED.map(({ at, text }) => html`<span class="tick" style="bottom:${(heightOf(at) * 100).toFixed(1)}%">${text}</span>`) : nothing}
      </div>
      ${this.axes ? html`<div class="below" aria-hidden="true"><span>1</span><span>${this.unit}</span><span>${count(Math.floor(this.last))}</span></div>` : nothing}`;
  }

  private line(): string {
    const [first] = this.points;
    if (!first) return "";
    const span = Math.max(1, this.last - 1);
    const places = this.points.map(([at, probability]) => {
      const x = (Math.max(0, at - 1) / span) * WIDTH;
      return `${x.toFixed(2)} ${((1 - heightOf(probability)) * HEIGHT).toFixed(2)}`;
    });
    // A single point is a short line, so that it is seen.
    return places.length === 1 ? `M${places[0]}h2` : `M${places.join("L")}`;
  }
}

function level(probability: number): string {
  return `M0 ${((1 - heightOf(probability)) * HEIGHT).toFixed(2)}H${WIDTH}`;
}
