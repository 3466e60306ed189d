import { html } from "lit";
import { customElement } from "lit/decorators.js";
import { GuessChoice } from "../elements/guess-choice.ts";
import survey from "../posters/line-survey.json";
import { line } from "../text/en/line.ts";

/** What happens past the edge of all pictures? Answered by walks from the gallery's. */
@customElement("ef-guess-line")
export class EfGuessLine extends GuessChoice {
  protected question(): string {
    return line.guess.question;
  }

  protected choices() {
    return line.guess.choices;
  }

  protected answer() {
    const { away, random } = survey.ways;
    const { compare } = line.guess;
    const verdict = this.guess === "sure" ? compare.right : compare[this.guess as "unsure" | "jumps"];
    return html`<p>${verdict} ${line.guess.answer(survey.pictures, [away, random])}</p>
      <p>${line.guess.explain(random.from)}</p>`;
  }
}
