import { html } from "lit";
import "../elements/ef-advanced.ts";
import "../elements/ef-choice.ts";
import "../elements/ef-nets.ts";
import type { AttackOptions } from "easily-fooled";
import { whenOpened } from "../elements/when-opened.ts";
import { runOptions } from "../state/run.ts";
import type { Settings } from "../state/settings.ts";
import { ui } from "../text/en/ui.ts";
import { AttackStage } from "./attack-stage.ts";

/** A figure whose attacker has a budget in sight, and the few settings behind "more". */
export abstract class BudgetStage extends AttackStage<Settings> {
  protected override tell(label: number): AttackOptions {
    const { models, council, settings } = this;
    return runOptions({ models, council, settings }, label);
  }

  /** What everybody needs: the wish, the budget, and the button that grants the one within the other. */
  protected act(words: (wish: string | undefined) => string, wish: string) {
    return html`<div class="act">${this.goal(wish)} ${this.budget()} ${this.go(words)}</div>
      ${this.grantedHint()}`;
  }

  private budget() {
    const { norm } = this.settings;
    return html`<ef-slider
      class="budget"
      .name=${norm === "linf" ? "budget" : "radius"}
      .label=${ui.controls.budget}
      .unit=${norm === "linf" ? ui.controls.of255 : ""}
      .hint=${norm === "linf" ? ui.controls.budgetHint : ui.controls.radiusHint}
      .value=${norm === "linf" ? this.settings.budget : this.settings.radius}
      @slide=${(event: CustomEvent<number>) => this.set(norm === "linf" ? { budget: event.detail } : { radius: event.detail })}
    ></ef-slider>`;
  }

  /** Picture and nets, and behind "more" the rest. `nets` is the figure's own; `fold` says on phones what is in it. */
  protected setup(nets: () => unknown, fold: string = ui.controls.fold) {
    return this.folds.panel(
      fold,
      () => html`${this.picker()} ${nets()}
        <details class="more">
          <summary>${ui.controls.more}</summary>
          ${whenOpened(() => this.advanced())}
        </details>`,
    );
  }

  private advanced() {
    return html`<ef-advanced .settings=${this.settings} @change-settings=${(event: CustomEvent<Partial<Settings>>) => this.set(event.detail)}></ef-advanced>`;
  }
}
