import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Way } from "../state/evolution.ts";
import { count, percent } from "../state/format.ts";
import { lastOf, type Niche } from "../state/niche.ts";
import { rgbaOf } from "../state/pixels.ts";
import { base, controls } from "../styles/shared.ts";
import { breeding } from "../text/en/breeding.ts";
import { ui } from "../text/en/ui.ts";
import "./ef-climb.ts";
import "./ef-picture.ts";
import { targetGlyph } from "./glyphs.ts";

/** The ten squares, each with how sure the net is and how it came there. Fires `look` with the class that was pressed. */
@customElement("ef-niches")
export class EfNiches extends LitElement {
  @property({ attribute: false }) niches: Niche[] = [];
  @property({ attribute: false }) classes: string[] = [];
  @property() way: Way = "gradient";

  static override styles = [
    base,
    controls,
    css`
      :host {
        container-type: inline-size;
      }
      .cells {
        --zoom: 4;
        display: grid;
        grid-template-columns: repeat(2, calc(32px * var(--zoom)));
        justify-content: space-between;
        gap: 0.9rem 0.5rem;
      }
      @container (min-width: 20.4rem) {
        .cells {
          --zoom: 3;
          grid-template-columns: repeat(3, calc(32px * var(--zoom)));
        }
      }
      @container (min-width: 20.4rem) and (max-width: 31.99rem) {
        .cells .name {
          gap: 0.25rem;
          font-size: 0.9375rem;
        }
      }
      @container (min-width: 32rem) {
        .cells {
          --zoom: 3;
          grid-template-columns: repeat(5, calc(32px * var(--zoom)));
        }
      }
      @container (min-width: 44rem) {
        .cells {
          --zoom: 4;
        }
      }
      @container (min-width: 56rem) {
        .cells {
          --zoom: 5;
        }
      }
      .cell {
        display: block;
        width: calc(32px * var(--zoom));
        min-height: 0;
        padding: 0;
        border: 0;
        border-radius: 0;
        background: none;
        text-align: left;
        font-weight: 400;
      }
      .cell:hover:enabled .name {
        text-decoration: underline;
      }
      .name {
        display: flex;
        align-items: center;
        gap: 0.35rem;
        margin-top: 0.4rem;
        font-weight: 600;
        line-height: 1.3;
      }
      .filled .name {
        color: var(--target);
      }
      ef-climb {
        margin: 0.35rem 0 0.3rem;
      }
      .how {
        display: block;
        font-size: var(--small);
        line-height: 1.35;
        min-height: 2.7em;
        color: var(--ink-soft);
      }
      .wide {
        display: none;
      }
      @container (min-width: 44rem) {
        .wide {
          display: inline;
        }
        .narrow {
          display: none;
        }
      }
      .empty-square {
        display: block;
        aspect-ratio: 1;
        background: var(--panel);
      }
    `,
  ];

  override render() {
    const last = lastOf(this.niches);
    return html`<ol class="cells" aria-label=${ui.certain.grid}>
      ${this.niches.map((niche, label) => html`<li>${this.cell(niche, label, last)}</li>`)}
    </ol>`;
  }

  private cell({ pixels, confidence, took, climb, state }: Niche, label: number, last: number) {
    const bred = this.way !== "gradient";
    const look = () => this.dispatchEvent(new CustomEvent("look", { detail: label }));
    return html`<button class="cell ${state}" type="button" ?disabled=${!pixels} @click=${look}>
      ${pixels ? html`<ef-picture .rgba=${rgbaOf(pixels)} aria-hidden="true"></ef-picture>` : html`<span class="empty-square"></span>`}
      <span class="name">
        ${state === "filled" ? targetGlyph : nothing}<span class="visually-hidden">${bred ? breeding.cellTwin : ui.certain.cellTwin}</span>
        ${this.classes[label] ?? ""}
      </span>
      <ef-climb .points=${climb} .last=${last}></ef-climb>
      <span class="how">${pixels ? html`${percent(confidence)}<br />${bred ? this.born(took) : ui.certain.steps(took)}` : nothing}</span>
    </button>`;
  }

  private born(generation: number) {
    const { wide, narrow } = breeding.born;
    return html`<span class="wide">${wide}</span><span class="narrow">${narrow}</span> ${count(generation)}`;
  }
}
