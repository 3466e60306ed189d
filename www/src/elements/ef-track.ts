import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { count } from "../state/format.ts";
import { base } from "../styles/shared.ts";
import { memberColour, memberGlyph } from "./glyphs.ts";

export interface Lane {
  name: string;
  /** On the scale. */
  value: number;
  /** The same in words. */
  words: string;
  /** Said in bold beside it. */
  badge: string;
}

const DECADES = 4;
const place = (value: number) => `${((100 * Math.log10(Math.max(1, value))) / DECADES).toFixed(2)}%`;

/** A race on a scale from 1 to 10,000 that grows tenfold from mark to mark: one lane each, told apart by shape and hue. */
@customElement("ef-track")
export class EfTrack extends LitElement {
  @property({ attribute: false }) lanes: Lane[] = [];
  @property() label = "";

  static override styles = [
    base,
    css`
      .lane + .lane {
        margin-top: 0.7rem;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 0.8rem;
        margin-bottom: 0.35rem;
        font-size: 0.9375rem;
      }
      .name {
        display: inline-flex;
        align-items: center;
        gap: 0.5rem;
        font-weight: 650;
      }
      .badge {
        font-weight: 650;
      }
      /* Room on the right for a head that stands on the last mark. */
      .line {
        position: relative;
        height: 1.1rem;
        margin-right: 1.5rem;
        background: var(--panel);
        border-radius: 2px;
      }
      .mark {
        position: absolute;
        inset-block: 0;
        width: 1px;
        background: var(--line-strong);
        opacity: 0.5;
      }
      .way {
        position: absolute;
        inset: 0.3rem auto 0.3rem 0;
        border-radius: 2px;
        background: var(--hue);
        transition: width var(--quick) linear;
      }
      .runner {
        position: absolute;
        top: 50%;
        display: grid;
        font-size: 1.5rem;
        transform: translate(-50%, -50%);
        transition: left var(--quick) linear;
      }
      .scale {
        position: relative;
        height: 1.5rem;
        margin: 0.3rem 1.5rem 0 0;
        font-size: var(--small);
        color: var(--ink-soft);
      }
      .scale span {
        position: absolute;
        transform: translateX(-50%);
      }
      .scale span:first-child {
        transform: none;
      }
      @media (forced-colors: active) {
        .line {
          outline: 1px solid CanvasText;
        }
        .way {
          background: CanvasText;
        }
        .runner {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  override render() {
    const decades = Array.from({ length: DECADES + 1 }, (_, power) => 10 ** power);
    const marks = decades.map((value) => html`<span class="mark" style="left:${place(value)}"></span>`);
    return html`<ul aria-label=${this.label}>
        ${this.lanes.map(
          ({ name, value, words, badge }, index) => html`<li class="lane" style="--hue:${memberColour(index)}">
            <div class="head">
              <span class="name">${memberGlyph(index)}${name}</span>
              <span>${words}${badge ? html`, <span class="badge">${badge}</span>` : ""}</span>
            </div>
            <div class="line" aria-hidden="true">
              ${marks}
              <span class="way" style="width:${place(value)}"></span>
              <span class="runner" style="left:${place(value)}">${memberGlyph(index)}</span>
            </div>
          </li>`,
        )}
      </ul>
      <div class="scale" aria-hidden="true">${decades.map((value) => html`<span style="left:${place(value)}">${count(value)}</span>`)}</div>`;
  }
}
