import { html } from "lit";
import { state } from "lit/decorators.js";
import { ui } from "../text/en/ui.ts";
import "./ef-choice.ts";
import { Guess } from "./guess.ts";

/** A guess among a few answers. */
export abstract class GuessChoice extends Guess {
  @state() protected guess = "";

  /** By what is guessed: the words. */
  protected abstract choices(): Record<string, string>;

  protected override get ready(): boolean {
    return this.guess !== "";
  }

  protected ask() {
    return html`<ef-choice
      .legend=${ui.guess.yours}
      .value=${this.guess}
      .choices=${Object.entries(this.choices()).map(([value, text]) => ({ value, text, disabled: this.revealed }))}
      @choose=${(event: CustomEvent<string>) => (this.guess = event.detail)}
    ></ef-choice>`;
  }
}
