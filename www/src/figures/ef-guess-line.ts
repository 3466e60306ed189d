import { html } from "lit";
import { customElement, state } from "lit/decorators.js";
import "../elements/ef-choice.ts";
import { Guess } from "../elements/guess.ts";
import survey from "../posters/line-survey.json";
import { en } from "../text/en.ts";
import { line } from "../text/line.en.ts";

/** What happens past the edge of all pictures? Answered by walks from the gallery's. */
@customElement("ef-guess-line")
export class EfGuessLine extends Guess {
  @state() private guess = "";

  protected override get ready(): boolean {
    return this.guess !== "";
  }

  protected question(): string {
    return line.guess.question;
  }

  protected ask() {
    return html`<ef-choice
      .legend=${en.guess.yours}
      .value=${this.guess}
      .choices=${Object.entries(line.guess.choices).map(([value, text]) => ({ value, text, disabled: this.revealed }))}
      @choose=${(event: CustomEvent<string>) => (this.guess = event.detail)}
    ></ef-choice>`;
  }

  protected answer() {
    const { away, random } = survey.ways;
    const { compare } = line.guess;
    const verdict = this.guess === "sure" ? compare.right : compare[this.guess as "unsure" | "jumps"];
    return html`<p>${verdict} ${line.guess.answer(survey.pictures, [away, random])}</p>
      <p>${line.guess.explain(random.from)}</p>`;
  }
}
