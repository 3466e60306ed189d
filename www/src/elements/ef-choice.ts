import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { base, controls } from "../styles/shared.ts";

export interface Choice {
  value: string;
  text: string;
  note?: string;
  glyph?: TemplateResult;
  disabled?: boolean;
}

/** One of a few, all visible. Native radio buttons, so the arrow keys work. Fires `choose` with the value. */
@customElement("ef-choice")
export class EfChoice extends LitElement {
  @property() legend = "";
  @property({ attribute: false }) choices: Choice[] = [];
  @property() value = "";
  /** Tiles: equal columns of `--tile` at least, for choices that come with a sentence. Chips: never wider than they must be, for numbers. */
  @property({ reflect: true }) layout: "flow" | "tiles" | "chips" = "flow";

  static override styles = [
    base,
    controls,
    css`
      :host {
        container-type: inline-size;
      }
      legend {
        margin-bottom: 0.35rem;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
      }
      label {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-height: 2.5rem;
        padding: 0.3rem 0.8rem 0.3rem 0.6rem;
        border: 1px solid var(--line);
        border-radius: var(--round);
        background: var(--raised);
        transition: border-color var(--quick);
      }
      label:hover {
        border-color: var(--ink);
      }
      label:has(:checked) {
        border-color: var(--orange);
        box-shadow: inset 0 0 0 1px var(--orange);
      }
      label:has(:focus-visible) {
        outline: 3px solid var(--blue);
        outline-offset: 2px;
      }
      input:focus-visible {
        outline: none;
      }
      :host([layout="tiles"]) .choices {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--tile, 20rem)), 1fr));
      }
      :host([layout="tiles"]) label {
        align-items: start;
        padding-block: 0.55rem;
      }
      @container (max-width: 28rem) {
        :host(:not([layout="chips"])) label {
          flex: 1 1 auto;
        }
      }
      @container (max-width: 22rem) {
        :host(:not([layout="chips"])) label {
          flex: 1 1 100%;
        }
      }
      input {
        flex: none;
      }
      .text {
        line-height: 1.25;
      }
      :host([layout="tiles"]) .text {
        font-weight: 600;
      }
      :host([layout="tiles"]) .note {
        margin-top: 0.15rem;
        font-weight: 400;
        line-height: 1.4;
      }
      .note {
        display: block;
        font-size: var(--small);
        color: var(--ink-soft);
      }
    `,
  ];

  override render() {
    return html`<fieldset>
      <legend class="heading">${this.legend}</legend>
      <div class="choices">
        ${this.choices.map(
          ({ value, text, note, glyph, disabled }) => html`<label>
            <input
              type="radio"
              name="choice"
              .value=${value}
              .checked=${value === this.value}
              ?disabled=${disabled ?? false}
              @change=${() => this.choose(value)}
            />
            <span class="text">${glyph ?? ""} ${text}${note ? html`<span class="note">${note}</span>` : ""}</span>
          </label>`,
        )}
      </div>
    </fieldset>`;
  }

  private choose(value: string): void {
    this.dispatchEvent(new CustomEvent("choose", { detail: value }));
  }
}
