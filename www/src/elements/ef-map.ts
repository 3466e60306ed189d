import { css, html, LitElement, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type MapCells, MAP_SIDE, regionsOf } from "../state/line.ts";
import { base } from "../styles/shared.ts";
import { line } from "../text/en/line.ts";

/** Names are written into regions that have room for them; all stand in the list beside the map. */
const LEAST_SHARE = 0.03;
const MIDDLE = (MAP_SIDE - 1) / 2;

/** A flat cut through the space of pictures: each cell in the colour of the class that is seen there, paler where it is less sure. */
@customElement("ef-map")
export class EfMap extends LitElement {
  @property({ attribute: false }) cells: MapCells | undefined;
  @property({ attribute: false }) names: string[] = [];
  /** What the net sees in the middle. */
  @property({ attribute: false }) label = 0;

  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 1rem 1.6rem;
        align-items: start;
      }
      .map {
        position: relative;
        aspect-ratio: 1;
        background: var(--panel);
      }
      svg {
        display: block;
        width: 100%;
        height: 100%;
      }
      .name {
        position: absolute;
        translate: -50% -50%;
        padding: 0 0.35rem;
        border-radius: 0.3rem;
        background: var(--raised);
        font-size: var(--small);
        font-weight: 600;
        line-height: 1.5;
        white-space: nowrap;
      }
      /* Beside the mark in the middle. */
      .name.aside {
        translate: -50% calc(-100% - 0.8rem);
      }
      .here {
        position: absolute;
        left: 50%;
        top: 50%;
        width: 0.9rem;
        height: 0.9rem;
        translate: -50% -50%;
        border: 2px solid var(--ink);
        outline: 2px solid var(--raised);
        border-radius: 50%;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr));
        gap: 0.15rem 1rem;
        align-content: start;
        font-size: 0.9375rem;
        min-height: 5rem;
      }
      li {
        display: grid;
        grid-template-columns: 0.9rem minmax(0, 1fr) max-content;
        gap: 0.5rem;
        align-items: center;
      }
      li span:first-child {
        width: 0.9rem;
        height: 0.9rem;
        border-radius: 2px;
      }
    `,
  ];

  override render() {
    const { cells } = this;
    if (!cells) return html`<div class="map"></div>`;
    const regions = regionsOf(cells, MAP_SIDE);
    const place = (cell: number) => `${(100 * (cell + 0.5)) / MAP_SIDE}%`;
    return html`<div class="map" role="img" aria-label=${line.map.twin(regions.map(({ label, share }) => line.map.share(this.names[label] ?? "", share)))}>
        <svg viewBox="0 0 ${MAP_SIDE} ${MAP_SIDE}" aria-hidden="true" shape-rendering="crispEdges">
          ${Array.from(cells.labels, (label, cell) => {
            // Ten words: at a tenth it is a guess, and nearly white.
            const strength = 0.12 + 0.88 * Math.max(0, (cells.confidences[cell]! - 0.1) / 0.9);
            return svg`<rect x=${cell % MAP_SIDE} y=${Math.floor(cell / MAP_SIDE)} width="1" height="1" fill=${this.colour(label)} fill-opacity=${strength.toFixed(2)} />`;
          })}
        </svg>
        ${regions
          .filter(({ share }) => share >= LEAST_SHARE)
          .map(({ label, row, column }) => {
            const aside = Math.abs(row - MIDDLE) < 3 && Math.abs(column - MIDDLE) < 5;
            const top = aside ? "50%" : `clamp(0.8rem,${place(row)},100% - 0.8rem)`;
            return html`<span class="name ${aside ? "aside" : ""}" aria-hidden="true" style="left:clamp(2.4rem,${place(column)},100% - 2.4rem);top:${top}">${this.names[label]}</span>`;
          })}
        <span class="here" aria-hidden="true"></span>
      </div>
      <ul>
        ${regions.map(
          ({ label, share }) => html`<li><span style="background:${this.colour(label)}"></span><span>${this.names[label]}</span><span class="soft">${line.map.percent(share)}</span></li>`,
        )}
      </ul>`;
  }

  /** Blue is what it is taken for; the others take the members' colours in turn, and the last one orange. */
  private colour(label: number): string {
    if (label === this.label) return "var(--label)";
    const index = label > this.label ? label - 1 : label;
    return index < 8 ? `var(--member-${index})` : "var(--target)";
  }
}
