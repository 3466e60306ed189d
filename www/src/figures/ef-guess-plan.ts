import { html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { GuessChoice } from "../elements/guess-choice.ts";
import { shareBars, shareBarsStyle } from "../elements/share-bars.ts";
import survey from "../posters/survey.json";
import type { Model } from "../state/catalog.ts";
import { ui } from "../text/en/ui.ts";

/** Which plan breaks the vote? Answered by what each did to the gallery. */
@customElement("ef-guess-plan")
export class EfGuessPlan extends GuessChoice {
  @property({ attribute: false }) models: Model[] = [];

  static override styles = [...GuessChoice.styles, shareBarsStyle];

  protected question(): string {
    return ui.guess.plan.question(survey.models.length);
  }

  protected choices() {
    return ui.guess.plan.choices;
  }

  protected answer() {
    const bars = Object.entries(survey.fooled).map(([plan, fooled]) => ({
      name: this.planName(plan),
      share: fooled / survey.pictures,
      said: ui.guess.plan.of(fooled, survey.pictures),
    }));
    return html`<p>${ui.guess.plan.answer(survey.pictures, survey.budget)}</p>
      ${shareBars(bars)}
      <p>${ui.guess.plan.explain}</p>`;
  }

  private planName(plan: string): string {
    const [, id] = plan.split(":");
    if (id === undefined) return ui.several.plans[plan as keyof typeof ui.several.plans];
    return ui.guess.plan.only(this.models.find((model) => model.id === id)?.title ?? id);
  }
}
