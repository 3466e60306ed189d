import { html } from "lit";
import { customElement, state } from "lit/decorators.js";
import "../elements/ef-slider.ts";
import { Guess } from "../elements/guess.ts";
import { shareBars, shareBarsStyle } from "../elements/share-bars.ts";
import recorded from "../posters/blur.json";
import { givenBack, type RecordedBlur, recordedFindings } from "../state/blur.ts";
import { blur } from "../text/en/blur.ts";

const POSTER = recorded as unknown as RecordedBlur;
const BACK = givenBack(recordedFindings(POSTER), POSTER.filter);
const ROWS = ["unaware", "aware"] as const;

/** How much does a blur undo? Answered by what it did to the gallery's pictures; then again, for somebody who was told. */
@customElement("ef-guess-blur")
export class EfGuessBlur extends Guess {
  @state() private guess = Math.round(BACK.fallen / 2);

  static override styles = [...Guess.styles, shareBarsStyle];

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
      ${shareBars(ROWS.map((row) => ({ name: rows[row], share: BACK[row] / Math.max(1, BACK.fallen), said: of(BACK[row], BACK.fallen) })))}`;
  }
}
