import { css, html } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../elements/ef-choice.ts";
import { Guess } from "../elements/guess.ts";
import survey from "../posters/survey.json";
import type { Model } from "../state/catalog.ts";
import { en } from "../text/en.ts";

/** Which plan breaks the vote? Answered by what each did to the gallery. */
@customElement("ef-guess-plan")
export class EfGuessPlan extends Guess {
  @property({ attribute: false }) models: Model[] = [];
  @state() private guess = "";

  static override styles = [
    ...Guess.styles,
    css`
      dl {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(4rem, 1fr) max-content;
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
    return en.guess.plan.question(survey.models.length);
  }

  protected ask() {
    return html`<ef-choice
      .legend=${en.guess.yours}
      .value=${this.guess}
      .choices=${Object.entries(en.guess.plan.choices).map(([value, text]) => ({ value, text, disabled: this.revealed }))}
      @choose=${(event: CustomEvent<string>) => (this.guess = event.detail)}
    ></ef-choice>`;
  }

  protected answer() {
    const rows = Object.entries(survey.fooled).map(([plan, fooled]) => ({ name: this.planName(plan), fooled }));
    return html`<p>${en.guess.plan.answer(survey.pictures, survey.budget)}</p>
      <dl>
        ${rows.map(
          ({ name, fooled }) => html`<div class="row">
            <dt>${name}</dt>
            <dd class="bar" aria-hidden="true"><div style="width:${(100 * fooled) / survey.pictures}%"></div></dd>
            <dd class="number">${en.guess.plan.of(fooled, survey.pictures)}</dd>
          </div>`,
        )}
      </dl>
      <p>${en.guess.plan.explain}</p>`;
  }

  private planName(plan: string): string {
    const [, id] = plan.split(":");
    if (id === undefined) return en.several.plans[plan as keyof typeof en.several.plans];
    return en.guess.plan.only(this.models.find((model) => model.id === id)?.title ?? id);
  }
}
