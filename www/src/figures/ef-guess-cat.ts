import { css, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import "../elements/ef-picture.ts";
import { Guess } from "../elements/guess.ts";
import measured from "../posters/guess-cat.json";
import { pixelsOfBase64, rgbaOf } from "../state/pixels.ts";
import { ui } from "../text/en/ui.ts";

const SQUARES = measured.squares.map((square) => ({ ...square, rgba: rgbaOf(pixelsOfBase64(square.pixels)) }));

/** Nine squares of noise; to the network one of them is a cat. */
@customElement("ef-guess-cat")
export class EfGuessCat extends Guess {
  @state() private guess: number | undefined;

  static override styles = [
    ...Guess.styles,
    css`
      .squares {
        display: grid;
        grid-template-columns: repeat(3, 64px);
        justify-content: space-between;
        gap: 0.5rem 1.25rem;
        max-width: 29rem;
      }
      @media (min-width: 30rem) {
        .squares {
          grid-template-columns: repeat(3, 128px);
        }
      }
      label {
        position: relative;
        display: block;
      }
      input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        opacity: 0;
        cursor: pointer;
      }
      ef-picture {
        --zoom: 2;
      }
      @media (min-width: 30rem) {
        ef-picture {
          --zoom: 4;
        }
      }
      label:hover ef-picture {
        outline: 2px solid var(--ink);
      }
      label:has(:checked) ef-picture {
        outline: 3px solid var(--orange);
      }
      label:has(:focus-visible) ef-picture {
        outline: 3px solid var(--blue);
        outline-offset: 1px;
      }
      .said {
        display: block;
        min-height: 3em;
        padding-top: 0.2rem;
        font-size: var(--small);
        line-height: 1.35;
      }
      .led {
        color: var(--target);
        font-weight: 650;
      }
    `,
  ];

  protected override get ready(): boolean {
    return this.guess !== undefined;
  }

  protected question(): string {
    return ui.guess.cat.question(this.classes[measured.target] ?? "");
  }

  protected ask() {
    return html`<fieldset class="squares">
      <legend class="visually-hidden">${ui.guess.yours}</legend>
      ${SQUARES.map(
        ({ rgba, label, confidence, led }, index) => html`<label>
          <ef-picture .rgba=${rgba} aria-hidden="true"></ef-picture>
          <input
            type="radio"
            name="square"
            aria-label=${ui.guess.cat.square(index + 1)}
            .checked=${this.guess === index}
            ?disabled=${this.revealed}
            @change=${() => (this.guess = index)}
          />
          <span class="said ${led ? "led" : "soft"}">
            ${this.revealed ? html`${this.classes[label]}<br />${ui.guess.cat.sure(confidence)}` : ""}
          </span>
        </label>`,
      )}
    </fieldset>`;
  }

  protected answer() {
    const right = SQUARES.findIndex(({ led }) => led);
    const others = SQUARES.filter(({ led }) => !led);
    return html`<p>
      <strong>${ui.guess.cat.answer(right + 1, this.guess === right)}</strong> ${ui.guess.cat.explain(
        Math.max(...others.map(({ confidence }) => confidence)),
      )}
    </p>`;
  }
}
