import { html } from "lit";
import { customElement, state } from "lit/decorators.js";
import "../elements/ef-choice.ts";
import { Guess } from "../elements/guess.ts";
import survey from "../posters/keys.json";
import { compareGuess, middle, paidBy } from "../state/survey.ts";
import { ui } from "../text/en/ui.ts";
import { keys } from "../text/en/keys.ts";

/** How many questions does it take? Answered by what the gallery's pictures took. */
@customElement("ef-guess-keys")
export class EfGuessKeys extends Guess {
  @state() private guess = "";

  protected override get ready(): boolean {
    return this.guess !== "";
  }

  protected question(): string {
    return keys.guess.question;
  }

  protected ask() {
    return html`<ef-choice
      .legend=${ui.guess.yours}
      .value=${this.guess}
      .choices=${Object.entries(keys.guess.choices).map(([value, text]) => ({ value, text, disabled: this.revealed }))}
      @choose=${(event: CustomEvent<string>) => (this.guess = event.detail)}
    ></ef-choice>`;
  }

  protected answer() {
    const scores = paidBy(survey.arrivals.scores);
    const words = paidBy(survey.arrivals.label);
    const median = middle(scores) ?? survey.most;
    return html`<p>${keys.guess.answer(scores.length, survey.arrivals.scores.length, median, survey.most)} ${keys.guess.compare[compareGuess(this.guess, median)]}</p>
      <p>${keys.guess.word(middle(words) ?? 0)}</p>`;
  }
}
