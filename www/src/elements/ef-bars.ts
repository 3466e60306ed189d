import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { percent } from "../state/format.ts";
import { base } from "../styles/shared.ts";
import { ui } from "../text/en/ui.ts";
import { labelGlyph, targetGlyph } from "./glyphs.ts";

/** One row a class: name, bar, per cent. The order never changes, so nothing jumps while the bars race. */
@customElement("ef-bars")
export class EfBars extends LitElement {
  @property({ attribute: false }) classes: string[] = [];
  @property({ attribute: false }) probabilities: ArrayLike<number> = [];
  /** Marked as thin lines. */
  @property({ attribute: false }) earlier: ArrayLike<number> | undefined;
  @property({ attribute: false }) label: number | undefined;
  @property({ attribute: false }) target: number | undefined;

  static override styles = [
    base,
    css`
      .rows {
        display: grid;
        grid-template-columns: max-content minmax(3rem, 1fr) 5.2rem;
        column-gap: 0.7rem;
        row-gap: 0.2rem;
        align-items: center;
      }
      .row {
        display: contents;
      }
      dt {
        display: flex;
        align-items: center;
        gap: 0.4rem;
        font-size: 0.9375rem;
      }
      .glyph {
        width: 0.8em;
        display: inline-flex;
      }
      .track {
        position: relative;
        height: 1rem;
        background: var(--panel-bar, var(--panel));
        border-radius: 2px;
      }
      .fill {
        position: absolute;
        inset: 0 auto 0 0;
        background: var(--line-strong);
        border-radius: 2px;
        transition: width var(--quick) linear;
      }
      .mark {
        position: absolute;
        top: -2px;
        bottom: -2px;
        width: 2px;
        margin-left: -1px;
        background: var(--ink);
      }
      .amount {
        font-size: 0.9375rem;
        text-align: right;
        white-space: nowrap;
      }
      .is-label dt,
      .is-label .amount {
        color: var(--label);
        font-weight: 600;
      }
      .is-label .fill {
        background: var(--label);
      }
      .is-target dt,
      .is-target .amount {
        color: var(--target);
        font-weight: 600;
      }
      .is-target .fill {
        background: var(--target);
      }
      @media (forced-colors: active) {
        .fill {
          background: CanvasText;
        }
        .track {
          outline: 1px solid CanvasText;
        }
      }
    `,
  ];

  override render() {
    return html`<dl class="rows">
      ${this.classes.map((name, index) => {
        const now = this.probabilities[index] ?? 0;
        const earlier = this.earlier?.[index];
        const role = index === this.label ? "label" : index === this.target ? "target" : undefined;
        return html`<div class="row ${role ? `is-${role}` : ""}">
          <dt>
            <span class="glyph">${role === "label" ? labelGlyph : role === "target" ? targetGlyph : ""}</span>${name}
            ${role ? html`<span class="visually-hidden">(${ui.bars.role[role]})</span>` : ""}
          </dt>
          <dd class="track" aria-hidden="true">
            <div class="fill" style="width:${(now * 100).toFixed(2)}%"></div>
            ${earlier === undefined ? "" : html`<div class="mark" style="left:${(earlier * 100).toFixed(2)}%"></div>`}
          </dd>
          <dd class="amount">
            ${percent(now)}
            ${earlier === undefined ? "" : html`<span class="visually-hidden">, ${ui.bars.before}: ${percent(earlier)}</span>`}
          </dd>
        </div>`;
      })}
    </dl>`;
  }
}
