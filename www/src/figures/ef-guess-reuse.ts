import { css, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import "../elements/ef-choice.ts";
import { Guess } from "../elements/guess.ts";
import recorded from "../posters/reuse.json";
import { byKin, type RecordedReuse } from "../state/reuse.ts";
import { en } from "../text/en.ts";
import { reuse } from "../text/reuse.en.ts";

const POSTER = recorded as unknown as RecordedReuse;
const FOOLED = byKin(POSTER);
/** From here on it is no accident any more. */
const MANY = 0.25;
const TRUTH = FOOLED.stranger.share >= MANY ? "all" : FOOLED.twin.share >= MANY ? "relations" : "own";
const ORDER = Object.keys(reuse.guess.choices);

/** Who else is fooled? Answered by what the gallery's pictures did. */
@customElement("ef-guess-reuse")
export class EfGuessReuse extends Guess {
  @state() private guess = "";

  static override styles = [
    ...Guess.styles,
    css`
      dl {
        display: grid;
        grid-template-columns: minmax(0, 1.2fr) minmax(4rem, 1fr) max-content;
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
        background: var(--target);
      }
      .number {
        text-align: right;
      }
      @media (forced-colors: active) {
        .bar > div {
          background: CanvasText;
        }
      }
    `,
  ];

  protected override get ready(): boolean {
    return this.guess !== "";
  }

  protected question(): string {
    return reuse.guess.question;
  }

  protected ask() {
    return html`<ef-choice
      .legend=${en.guess.yours}
      .value=${this.guess}
      .choices=${Object.entries(reuse.guess.choices).map(([value, text]) => ({ value, text, disabled: this.revealed }))}
      @choose=${(event: CustomEvent<string>) => (this.guess = event.detail)}
    ></ef-choice>`;
  }

  protected answer() {
    const { rows, compare, answer, of, explain } = reuse.guess;
    const listed = [
      { name: rows.itself, fooled: FOOLED.itself },
      { name: rows.twin, fooled: FOOLED.twin },
      { name: rows.cousin, fooled: FOOLED.cousin },
      { name: rows.stranger, fooled: FOOLED.stranger },
      { name: rows.chosen, fooled: FOOLED.chosen },
    ];
    const off = ORDER.indexOf(TRUTH) - ORDER.indexOf(this.guess);
    return html`<p>${off === 0 ? compare.right : off > 0 ? compare.more : compare.fewer} ${answer(POSTER.tried, POSTER.settings.budget)}</p>
      <dl>
        ${listed.map(
          ({ name, fooled }) => html`<div class="row">
            <dt>${name}</dt>
            <dd class="bar" aria-hidden="true"><div style="width:${100 * fooled.share}%"></div></dd>
            <dd class="number">${of(fooled)}</dd>
          </div>`,
        )}
      </dl>
      <p>${explain}</p>`;
  }
}
