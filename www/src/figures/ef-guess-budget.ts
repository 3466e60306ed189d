import { html } from "lit";
import { customElement, state } from "lit/decorators.js";
import "../elements/ef-slider.ts";
import { Guess } from "../elements/guess.ts";
import measured from "../posters/guess-budget.json";
import { en } from "../text/en.ts";

/** How small a change is enough? */
@customElement("ef-guess-budget")
export class EfGuessBudget extends Guess {
  @state() private guess = 16;

  protected question(): string {
    return en.guess.budget.question(this.name(measured.label), this.name(measured.target));
  }

  protected ask() {
    return html`<ef-slider
      name="budget"
      unit=${en.controls.of255}
      .label=${en.guess.yours}
      .value=${this.guess}
      .disabled=${this.revealed}
      @slide=${(event: CustomEvent<number>) => (this.guess = event.detail)}
    ></ef-slider>`;
  }

  protected answer() {
    const budgets: Record<string, number | null> = measured.budgets;
    const smallest = budgets[measured.model];
    return html`<p><strong>${en.guess.budget.answer(smallest ?? undefined)}</strong> ${en.guess.budget.compare(this.guess, smallest ?? undefined)}</p>`;
  }

  private name(label: number): string {
    return this.classes[label] ?? "";
  }
}
