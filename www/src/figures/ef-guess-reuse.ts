import { html } from "lit";
import { customElement } from "lit/decorators.js";
import { GuessChoice } from "../elements/guess-choice.ts";
import { shareBars, shareBarsStyle } from "../elements/share-bars.ts";
import recorded from "../posters/reuse.json";
import { byKin, type RecordedReuse } from "../state/reuse.ts";
import { reuse } from "../text/en/reuse.ts";

const POSTER = recorded as unknown as RecordedReuse;
const FOOLED = byKin(POSTER);
const ROWS = ["itself", "twin", "cousin", "stranger", "chosen"] as const;
/** From here on it is no accident any more. */
const MANY = 0.25;
const TRUTH = FOOLED.stranger.share >= MANY ? "all" : FOOLED.twin.share >= MANY ? "relations" : "own";
const ORDER = Object.keys(reuse.guess.choices);

/** Who else is fooled? Answered by what the gallery's pictures did. */
@customElement("ef-guess-reuse")
export class EfGuessReuse extends GuessChoice {
  static override styles = [...GuessChoice.styles, shareBarsStyle];

  protected question(): string {
    return reuse.guess.question;
  }

  protected choices() {
    return reuse.guess.choices;
  }

  protected answer() {
    const { rows, compare, answer, of, explain } = reuse.guess;
    const off = ORDER.indexOf(TRUTH) - ORDER.indexOf(this.guess);
    return html`<p>${off === 0 ? compare.right : off > 0 ? compare.more : compare.fewer} ${answer(POSTER.tried, POSTER.settings.budget)}</p>
      ${shareBars(ROWS.map((row) => ({ name: rows[row], share: FOOLED[row].share, said: of(FOOLED[row]) })))}
      <p>${explain}</p>`;
  }
}
