import { css, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import "../elements/ef-slider.ts";
import { Guess } from "../elements/guess.ts";
import recorded from "../posters/blur.json";
import { givenBack, type RecordedBlur, recordedFindings } from "../state/blur.ts";
import { blur } from "../text/blur.en.ts";

const POSTER = recorded as unknown as RecordedBlur;
const BACK = givenBack(recordedFindings(POSTER), POSTER.filter);
const ROWS = ["unaware", "aware"] as const;

/** How much does a blur undo? Answered by what it did to the gallery's pictures; then again, for somebody who was told. */
@customElement("ef-guess-blur")
export class EfGuessBlur extends Guess {
  @state() private guess = Math.round(BACK.fallen / 2);

  static override styles = [
    ...Guess.styles,
    css`
      dl {
        display: grid;
        grid-template-columns: max-content minmax(3rem, 1fr) max-content;
        gap: 0.3rem 0.9rem;
        align-items: center;
        margin-block: 0.7rem;
        font-family: var(--sans);
        font-size: 1rem;
        line-height: 1.3;
      }
      .row {
        display: contents;
      }
      .bar {
        height: 1rem;
        background: var(--paper);
        border-radius: 2px;
      }
      .bar > div {
        height: 100%;
        border-radius: 2px;
        background: var(--label);
      }
      @media (max-width: 30rem) {
        dl {
          grid-template-columns: minmax(0, 1fr) max-content;
        }
        dt {
          grid-column: 1 / -1;
        }
      }
      @media (forced-colors: active) {
        .bar > div {
          background: CanvasText;
        }
      }
    `,
  ];

  protected question(): string {
    return blur.guess.question(BACK.fallen, POSTER.filter);
  }

  protected ask() {
    return html`<ef-slider
      .label=${blur.guess.slider(BACK.fallen)}
      .range=${{ min: 0, max: BACK.fallen, step: 1 }}
      .value=${this.guess}
      ?disabled=${this.revealed}
      @slide=${(event: CustomEvent<number>) => (this.guess = event.detail)}
    ></ef-slider>`;
  }

  protected answer() {
    const { answer, compare, then, rows, of } = blur.guess;
    const off = BACK.unaware - this.guess;
    return html`<p>${off === 0 ? compare.right : off > 0 ? compare.more : compare.fewer} <strong>${answer(BACK.unaware, BACK.fallen)}</strong> ${then(BACK.aware, BACK.fallen)}</p>
      <dl>
        ${ROWS.map(
          (row) => html`<div class="row">
            <dt>${rows[row]}</dt>
            <dd class="bar" aria-hidden="true"><div style="width:${(100 * BACK[row]) / Math.max(1, BACK.fallen)}%"></div></dd>
            <dd class="number">${of(BACK[row], BACK.fallen)}</dd>
          </div>`,
        )}
      </dl>`;
  }
}
