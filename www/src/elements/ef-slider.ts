import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { checkIn, type Range, RANGES, type RangeName } from "../state/settings.ts";
import { base, controls } from "../styles/shared.ts";
import { ui } from "../text/en/ui.ts";

/**
 * A range with a box for typing beside it. What is typed is checked: a value out of range is moved to
 * the nearest that works, and says so. Fires `slide` with the number, on every movement.
 */
@customElement("ef-slider")
export class EfSlider extends LitElement {
  @property() name: RangeName = "budget";
  /** For what has a range of its own, instead of one by name. */
  @property({ attribute: false }) range: Range | undefined;
  @property() label = "";
  @property() unit = "";
  @property() hint = "";
  @property({ type: Number }) value = 1;
  @property({ type: Boolean }) disabled = false;
  /** Without the box for typing: for what needs no exact value. */
  @property({ type: Boolean }) loose = false;

  @state() private problem = "";

  static override styles = [
    base,
    controls,
    css`
      .head {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: 0.5rem;
      }
      .pair {
        display: flex;
        align-items: center;
        gap: 0.75rem;
      }
      .box {
        display: flex;
        align-items: center;
        gap: 0.15rem;
        white-space: nowrap;
      }
      input[type="number"] {
        width: 4.4rem;
        padding-inline: 0.5rem 0.1rem;
        text-align: right;
      }
      .unit {
        min-width: 2.3rem;
      }
      .note {
        font-size: var(--small);
        line-height: 1.4;
        color: var(--ink-soft);
      }
      .problem {
        color: var(--orange);
        font-weight: 600;
      }
    `,
  ];

  override render() {
    const { min, max, step } = this.bounds;
    return html`
      <label class="heading" for="range">${this.label}</label>
      <div class="pair">
        <input
          id="range"
          type="range"
          min=${min}
          max=${max}
          step=${step}
          .value=${String(this.value)}
          ?disabled=${this.disabled}
          aria-describedby="note"
          aria-valuetext="${this.value}${this.unit}"
          @input=${(event: Event) => this.slide((event.target as HTMLInputElement).value)}
        />
        <span class="box" ?hidden=${this.loose}>
          <input
            type="number"
            min=${min}
            max=${max}
            step=${step}
            aria-label="${this.label}${this.unit ? ` (n${this.unit})` : ""}"
            aria-describedby="note"
            aria-invalid=${this.problem ? "true" : "false"}
            .value=${String(this.value)}
            ?disabled=${this.disabled}
            @change=${(event: Event) => this.typed(event.target as HTMLInputElement)}
          />
          ${this.unit ? html`<span class="unit" aria-hidden="true">${this.unit}</span>` : ""}
        </span>
      </div>
      <p id="note" ?hidden=${this.loose} class="note ${this.problem ? "problem" : ""}" aria-live="polite">${this.problem || this.hint}</p>
    `;
  }

  private get bounds(): Range {
    return this.range ?? RANGES[this.name];
  }

  private slide(text: string): void {
    this.problem = "";
    this.emit(checkIn(this.bounds, text).value);
  }

  private typed(input: HTMLInputElement): void {
    const checked = checkIn(this.bounds, input.value);
    this.problem = checked.ok ? "" : this.range ? ui.range.outside(this.label, this.range, checked) : ui.range.problem(this.name, checked);
    if (Number.isNaN(checked.value)) input.value = String(this.value);
    else {
      input.value = String(checked.value);
      this.emit(checked.value);
    }
  }

  private emit(value: number): void {
    this.dispatchEvent(new CustomEvent("slide", { detail: value }));
  }
}
