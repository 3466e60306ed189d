import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { type Catalog, type Model } from "../state/catalog.ts";
import { standingAlone, trainedTogether } from "../state/council.ts";
import { base, controls } from "../styles/shared.ts";
import { ui } from "../text/en/ui.ts";
import "./ef-choice.ts";

/** One net of the zoo: those that stand alone are all in sight, those of a council in one list. Fires `choose` with the id. */
@customElement("ef-nets")
export class EfNets extends LitElement {
  @property({ attribute: false }) catalog: Catalog | undefined;
  /** Id of the chosen net. */
  @property() value = "";
  /** Milliseconds that it took to set up the chosen net; undefined before. */
  @property({ attribute: false }) loadTime: number | undefined;

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.7rem;
        container-type: inline-size;
      }
      .together {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 0.7rem;
        align-items: center;
      }
      select {
        min-width: 0;
      }
      select.chosen {
        border-color: var(--orange);
        box-shadow: inset 0 0 0 1px var(--orange);
      }
      /* Keeps its room, whichever net is chosen. */
      .about {
        min-height: 2.9em;
        max-width: 44rem;
        line-height: 1.45;
      }
      @container (max-width: 28rem) {
        .about {
          min-height: 5.8em;
        }
      }
    `,
  ];

  override render() {
    if (!this.catalog) return "";
    const chosen = this.catalog.models.find(({ id }) => id === this.value);
    const groups = trainedTogether(this.catalog);
    return html`<ef-choice
        .legend=${ui.controls.net}
        .value=${this.value}
        .choices=${standingAlone(this.catalog).map((model) => ({ value: model.id, text: model.title, note: this.note(model) }))}
        @choose=${(event: CustomEvent<string>) => this.choose(event.detail)}
      ></ef-choice>
      ${groups.length === 0 ? "" : this.together(groups, chosen)}
      <p class="about small soft">
        ${chosen
          ? html`${chosen.description ? ui.controls.about(chosen.title, chosen.description) : ""}
            ${this.loadTime === undefined ? "" : ui.controls.setUp(this.loadTime)}`
          : ""}
      </p>`;
  }

  private together(groups: ReturnType<typeof trainedTogether>, chosen: Model | undefined) {
    const value = chosen?.ensemble === undefined ? "" : chosen.id;
    return html`<label class="together">
      <span class="heading">${ui.controls.together}</span>
      <select
        class=${value === "" ? "" : "chosen"}
        .value=${live(value)}
        @change=${(event: Event) => this.choose((event.target as HTMLSelectElement).value)}
      >
        <option value="" ?disabled=${value !== ""} ?selected=${value === ""}>${ui.controls.noneOfThem}</option>
        ${groups.map(
          ({ ensemble, models }) => html`<optgroup label=${ensemble.title}>
            ${models.map(
              (model) => html`<option value=${model.id} ?selected=${model.id === value}>${ui.controls.option(model.title, model.accuracy, model.bytes)}</option>`,
            )}
          </optgroup>`,
        )}
      </select>
    </label>`;
  }

  private note({ accuracy, bytes }: Model): string {
    return ui.controls.netNote(accuracy, bytes);
  }

  private choose(id: string): void {
    this.dispatchEvent(new CustomEvent("choose", { detail: id }));
  }
}
