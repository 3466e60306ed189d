import { css, html, LitElement, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { percent } from "../state/format.ts";
import { base } from "../styles/shared.ts";
import { ui } from "../text/en/ui.ts";
import { labelGlyph, memberColour, memberPath, targetGlyph } from "./glyphs.ts";

/** A member of the council: its face (shape and hue are its own), what it says, and how sure it is. */
@customElement("ef-face")
export class EfFace extends LitElement {
  @property({ type: Number }) index = 0;
  @property() name = "";
  @property() note = "";
  @property() answer = "";
  @property({ type: Number }) confidence = 0;
  @property({ type: Boolean }) right = true;
  @property({ type: Boolean }) attacked = false;

  static override styles = [
    base,
    css`
      :host {
        height: 100%;
      }
      :host {
        container-type: inline-size;
      }
      .card {
        display: grid;
        grid-template: "face who" auto "face says" auto / 3.5rem minmax(0, 1fr);
        column-gap: 0.9rem;
        align-items: center;
        height: 100%;
        padding: 0.8rem 0 0.9rem;
        border-top: 3px solid var(--hue);
      }
      svg.face {
        grid-area: face;
        width: 100%;
        aspect-ratio: 1;
        overflow: visible;
      }
      .who {
        grid-area: who;
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.6rem;
        align-items: baseline;
        justify-content: space-between;
      }
      .says {
        grid-area: says;
      }
      /* Five in a row: the face beside the name, the answer below both. */
      @container (max-width: 15.5rem) {
        .card {
          grid-template: "face who" auto "says says" auto / 2.75rem minmax(0, 1fr);
          column-gap: 0.7rem;
          row-gap: 0.5rem;
          align-content: start;
        }
        .who {
          display: block;
        }
        .who .note {
          text-align: left;
        }
      }
      .name {
        font-weight: 650;
        line-height: 1.25;
      }
      .answer {
        display: inline-flex;
        align-items: baseline;
        gap: 0.35rem;
        font-weight: 600;
        color: var(--target);
      }
      .answer svg {
        align-self: center;
      }
      .answer.right {
        color: var(--label);
      }
      .bar {
        height: 0.5rem;
        margin-top: 0.3rem;
        background: var(--panel);
        border-radius: 2px;
      }
      .bar > div {
        height: 100%;
        border-radius: 2px;
        background: var(--target);
        transition: width var(--quick) linear;
      }
      .bar > div.right {
        background: var(--label);
      }
      .note {
        font-size: var(--small);
        line-height: 1.35;
        min-width: 6.4rem;
        text-align: right;
        color: var(--ink-soft);
      }
      .attack {
        font-weight: 600;
        color: var(--orange);
      }
      @media (forced-colors: active) {
        .bar {
          outline: 1px solid CanvasText;
        }
        .bar > div {
          background: CanvasText !important;
        }
        svg.face {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  override render() {
    const mood = this.answer === "" || this.confidence < 0.6 ? "unsure" : this.right ? "right" : "wrong";
    return html`<div class="card" style="--hue:${memberColour(this.index)}">
      ${this.face(mood)}
      <div class="who">
        <div class="name">${this.name}</div>
        <div class="note">${this.attacked ? html`<span class="attack">${ui.several.attackedNow}</span>` : this.note}</div>
      </div>
      <div class="says">
        <div class="answer ${this.right ? "right" : ""}">
          ${this.answer === "" ? "…" : html`${this.right ? labelGlyph : targetGlyph}${this.answer}, ${percent(this.confidence)}`}
        </div>
        <div class="bar" aria-hidden="true">
          <div class=${this.right ? "right" : ""} style="width:${(this.confidence * 100).toFixed(1)}%"></div>
        </div>
      </div>
    </div>`;
  }

  /** Content, unsure, or dizzy; the words beside it say the same. */
  private face(mood: "right" | "unsure" | "wrong") {
    const ink = "var(--paper)";
    const eye = (x: number) =>
      mood === "wrong"
        ? svg`<path d="M${x - 0.9} 6.4l1.8 1.8m0-1.8l-1.8 1.8" stroke=${ink} stroke-width=".6" stroke-linecap="round"/>`
        : svg`<circle cx=${x} cy="7.3" r=".8" fill=${ink}/>`;
    const mouth =
      mood === "right"
        ? svg`<path d="M5.9 9.9q2.1 1.9 4.2 0" fill="none" stroke=${ink} stroke-width=".7" stroke-linecap="round"/>`
        : mood === "unsure"
          ? svg`<path d="M6.2 10.6h3.6" stroke=${ink} stroke-width=".7" stroke-linecap="round"/>`
          : svg`<ellipse cx="8" cy="10.7" rx="1" ry="1.2" fill=${ink}/>`;
    return html`<svg class="face" viewBox="0 0 16 16" aria-hidden="true">
      <path d=${memberPath(this.index)} style="fill:var(--hue);stroke:var(--hue);stroke-width:.8;stroke-linejoin:round"></path>
      ${eye(6.1)}${eye(9.9)}${mouth}
    </svg>`;
  }
}
