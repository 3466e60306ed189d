import { html } from "lit";
import { customElement, state } from "lit/decorators.js";
import "../elements/ef-slider.ts";
import { Guess } from "../elements/guess.ts";
import measured from "../posters/guess-budget.json";
import { ui } from "../text/en/ui.ts";

/** How small a change is enough? */
@customElement("ef-guess-budget")
export class EfGuessBudget extends Guess {
  @state() private guess = 16;

  protected question(): string {
    return ui.guess.budget.question(this.name(measured.label), this.name(measured.target));
  }

  protected ask() {
    return html`<ef-slider
      name="budget"
      unit=${ui.controls.of255}
      .label=${ui.guess.yours}
      .value=${this.guess}
      .disabled=${this.revealed}
      @slide=${(event: CustomEvent<number>) => (this.guess = event.detail)}
    ></ef-slider>`;
  }

  protected answer() {
    const budgets: Record<string, number | null> = measured.budgets;
    const smallest = budgets[measured.model];
    return html`<p><strong>${ui.guess.budget.answer(smallest ?? undefined)}</strong> ${ui.guess.budget.compare(this.guess, smallest ?? undefined)}</p>`;
  }

  private name(label: number): string {
    return this.classes[label] ?? "";
  }
}
