import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { type AttackMethod, check, type Norm, RANGES, type RangeName, type Settings } from "../state/settings.ts";
import { base, controls } from "../styles/shared.ts";
import { ui } from "../text/en/ui.ts";

/** The settings that most readers never need. Fires `change-settings` with what was changed. */
@customElement("ef-advanced")
export class EfAdvanced extends LitElement {
  @property({ attribute: false }) settings!: Settings;
  @state() private problem = "";

  static override styles = [
    base,
    controls,
    css`
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr));
        gap: 1rem 1.25rem;
        align-items: end;
      }
      .field {
        display: grid;
        gap: 0.3rem;
      }
      .check {
        display: flex;
        gap: 0.6rem;
        align-items: center;
        min-height: 2.5rem;
      }
      select,
      input[type="number"] {
        width: 100%;
      }
      .problem {
        color: var(--orange);
        font-weight: 600;
      }
      p {
        margin-top: 0.6rem;
      }
    `,
  ];

  override render() {
    const { method, norm, randomStart } = this.settings;
    return html`
      <div class="grid">
        <label class="field">
          <span class="heading">${ui.advanced.method}</span>
          <select @change=${(event: Event) => this.change({ method: (event.target as HTMLSelectElement).value as AttackMethod })}>
            ${Object.entries(ui.advanced.methods).map(
              ([value, name]) => html`<option value=${value} ?selected=${value === method}>${name}</option>`,
            )}
          </select>
        </label>
        <label class="field">
          <span class="heading">${ui.advanced.norm}</span>
          <select @change=${(event: Event) => this.change({ norm: (event.target as HTMLSelectElement).value as Norm })}>
            ${(["linf", "l2"] as const).map((value) => html`<option value=${value} ?selected=${value === norm}>${ui.advanced[value]}</option>`)}
          </select>
        </label>
        ${this.number("steps", ui.advanced.steps, method === "fgsm")} ${this.number("restarts", ui.advanced.restarts)}
        ${this.number("seed", ui.advanced.seed)}
        <label class="check">
          <input
            type="checkbox"
            .checked=${randomStart}
            ?disabled=${method !== "pgd"}
            @change=${(event: Event) => this.change({ randomStart: (event.target as HTMLInputElement).checked })}
          />
          ${ui.advanced.randomStart}
        </label>
      </div>
      <p class="small ${this.problem ? "problem" : "soft"}" aria-live="polite">${this.problem || ui.advanced.seedHint}</p>
    `;
  }

  private number(name: Extract<RangeName, "steps" | "restarts" | "seed">, label: string, disabled = false) {
    const { min, max, step } = RANGES[name];
    return html`<label class="field">
      <span class="heading">${label}</span>
      <input
        type="number"
        min=${min}
        max=${max}
        step=${step}
        .value=${String(this.settings[name])}
        ?disabled=${disabled}
        @change=${(event: Event) => this.typed(name, event.target as HTMLInputElement)}
      />
    </label>`;
  }

  private typed(name: "steps" | "restarts" | "seed", input: HTMLInputElement): void {
    const checked = check(name, input.value);
    this.problem = checked.ok ? "" : ui.range.problem(name, checked);
    if (Number.isNaN(checked.value)) input.value = String(this.settings[name]);
    else {
      input.value = String(checked.value);
      this.change({ [name]: checked.value });
    }
  }

  private change(settings: Partial<Settings>): void {
    this.dispatchEvent(new CustomEvent("change-settings", { detail: settings }));
  }
}
