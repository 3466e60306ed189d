import type { Filter } from "easily-fooled";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { FILTER_KINDS, type FilterKind, filterOf, filterRow, parameterOf, strengthName, withParameter } from "../state/filters.ts";
import { base, controls } from "../styles/shared.ts";
import { blur } from "../text/en/blur.ts";
import "./ef-slider.ts";

/** What an `ef-filter` was told. */
export interface FilterChoice {
  /** Undefined: none. */
  filter: Filter | undefined;
  known: boolean;
}

/** A filter, its parameters, and whether the attacker knows of it. Fires `choose` with a `FilterChoice`. */
@customElement("ef-filter")
export class EfFilter extends LitElement {
  @property({ attribute: false }) choice: FilterChoice = { filter: undefined, known: true };
  /** There may be none; and every parameter over all its range. */
  @property({ type: Boolean }) full = false;

  static override styles = [
    base,
    controls,
    css`
      :host {
        container-type: inline-size;
      }
      .all {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.9rem 1.8rem;
        align-items: start;
      }
      .kind {
        display: grid;
        gap: 0.3rem;
      }
      .known {
        display: flex;
        align-items: center;
        gap: 0.7rem;
        min-height: 2.9rem;
        padding: 0.4rem 0.9rem;
        border: 2px solid var(--line-strong);
        border-radius: var(--round);
        background: var(--raised);
        font-weight: 600;
        line-height: 1.25;
      }
      .known:hover {
        border-color: var(--ink);
      }
      .known:has(:checked) {
        border-color: var(--orange);
      }
      .known:has(:focus-visible) {
        outline: 3px solid var(--blue);
        outline-offset: 2px;
      }
      .known input {
        flex: none;
      }
      .known input:focus-visible {
        outline: none;
      }
      /* Keeps its room, whichever filter is chosen. */
      .about {
        min-height: 8.7em;
      }
      @container (min-width: 26rem) {
        .about {
          min-height: 5.8em;
        }
      }
      @container (min-width: 44rem) {
        .all:not(.full) {
          grid-template-columns: 13rem minmax(0, 1fr) max-content;
        }
        .all.full {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        .all:not(.full) .known {
          margin-top: 1.25rem;
        }
        .about {
          min-height: 2.9em;
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  override render() {
    const { filter, known } = this.choice;
    return html`<div class="all ${this.full ? "full" : ""}">
      <label class="kind">
        <span class="heading">${blur.filter.kind}</span>
        <select @change=${(event: Event) => this.take((event.target as HTMLSelectElement).value)}>
          ${this.full ? html`<option value="" ?selected=${!filter}>${blur.filter.none}</option>` : nothing}
          ${FILTER_KINDS.map((kind) => html`<option value=${kind} ?selected=${filter?.kind === kind}>${filterRow(kind).name}</option>`)}
        </select>
      </label>
      ${filter ? this.parameters(filter) : nothing}
      ${filter
        ? html`<label class="known">
            <input type="checkbox" .checked=${known} @change=${(event: Event) => this.tell({ filter, known: (event.target as HTMLInputElement).checked })} />
            ${blur.filter.known}
          </label>`
        : nothing}
      ${filter ? html`<p class="about small soft">${blur.filter.about(filter.kind)}</p>` : nothing}
    </div>`;
  }

  private parameters(filter: Filter) {
    const { takes } = filterRow(filter.kind);
    const names = this.full ? Object.keys(takes) : [strengthName(filter.kind)];
    return names.map((name) => {
      const { name: title, unit, min, max, reach, step } = takes[name]!;
      return html`<ef-slider
        class=${name}
        .label=${unit ? `${title}, ${unit}` : title}
        .range=${{ min, max: this.full ? max : (reach ?? max), step }}
        .value=${parameterOf(filter, name)}
        @slide=${(event: CustomEvent<number>) => this.tell({ filter: withParameter(filter, name, event.detail), known: this.choice.known })}
      ></ef-slider>`;
    });
  }

  private take(kind: string): void {
    this.tell({ filter: kind === "" ? undefined : filterOf(kind as FilterKind), known: this.choice.known });
  }

  private tell(choice: FilterChoice): void {
    this.dispatchEvent(new CustomEvent<FilterChoice>("choose", { detail: choice }));
  }
}
