import { html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { GuessChoice } from "../elements/guess-choice.ts";
import { shareBars, shareBarsStyle } from "../elements/share-bars.ts";
import survey from "../posters/survey.json";
import type { Model } from "../state/catalog.ts";
import { en } from "../text/en.ts";

/** Which plan breaks the vote? Answered by what each did to the gallery. */
@customElement("ef-guess-plan")
export class EfGuessPlan extends GuessChoice {
  @property({ attribute: false }) models: Model[] = [];

  static override styles = [...GuessChoice.styles, shareBarsStyle];

  protected question(): string {
    return en.guess.plan.question(survey.models.length);
  }

  protected choices() {
    return en.guess.plan.choices;
  }

  protected answer() {
    const bars = Object.entries(survey.fooled).map(([plan, fooled]) => ({
      name: this.planName(plan),
      share: fooled / survey.pictures,
      said: en.guess.plan.of(fooled, survey.pictures),
    }));
    return html`<p>${en.guess.plan.answer(survey.pictures, survey.budget)}</p>
      ${shareBars(bars)}
      <p>${en.guess.plan.explain}</p>`;
  }

  private planName(plan: string): string {
    const [, id] = plan.split(":");
    if (id === undefined) return en.several.plans[plan as keyof typeof en.several.plans];
    return en.guess.plan.only(this.models.find((model) => model.id === id)?.title ?? id);
  }
}
