import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Catalog } from "../state/catalog.ts";
import { ensembleOf, membersOf, type Seats, seated, sizesOf } from "../state/council.ts";
import { base, controls } from "../styles/shared.ts";
import { ui } from "../text/en/ui.ts";
import "./ef-choice.ts";

/** Which council votes, and how many of it. Fires `seat` with the seats. */
@customElement("ef-seats")
export class EfSeats extends LitElement {
  @property({ attribute: false }) catalog: Catalog | undefined;
  @property({ attribute: false }) seats: Seats = { ensemble: "", size: 0 };
  /** Milliseconds that it took to set up a net; undefined before. */
  @property({ attribute: false }) loadTime: (model: string) => number | undefined = () => undefined;

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: 1.2rem;
      }
      .cost {
        min-height: 1.45em;
        margin-top: 0.4rem;
      }
    `,
  ];

  override render() {
    if (!this.catalog) return "";
    const { ensembles, models } = this.catalog;
    const chosen = ensembleOf(this.catalog, this.seats);
    const councils = ensembles.map(({ id, title, description, members, accuracy }) => ({
      value: id,
      text: title,
      note: accuracy === undefined ? description : `${description} ${ui.several.voteOfAll(members.length, accuracy)}`,
    }));
    const sizes = chosen ? sizesOf(chosen).map((size) => ({ value: String(size), text: String(size) })) : [];
    const members = membersOf(this.catalog, this.seats);
    const times = members.map((id) => this.loadTime(id));
    const time = times.every((one) => one !== undefined) ? times.reduce((sum, one) => sum + one, 0) : undefined;
    const bytes = members.reduce((sum, id) => sum + (models.find((model) => model.id === id)?.bytes ?? 0), 0);
    return html`${councils.length > 1
        ? html`<ef-choice
            class="councils"
            layout="tiles"
            .legend=${ui.several.council}
            .value=${this.seats.ensemble}
            .choices=${councils}
            @choose=${(event: CustomEvent<string>) => this.seat({ ensemble: event.detail })}
          ></ef-choice>`
        : ""}
      <div>
        <ef-choice
          class="sizes"
          layout="chips"
          .legend=${ui.several.size}
          .value=${String(this.seats.size)}
          .choices=${sizes}
          @choose=${(event: CustomEvent<string>) => this.seat({ size: Number(event.detail) })}
        ></ef-choice>
        <p class="cost small soft">${ui.several.cost(members.length, bytes, time)}</p>
      </div>`;
  }

  private seat(change: Partial<Seats>): void {
    const seats = seated(this.catalog!, { ...this.seats, ...change });
    this.dispatchEvent(new CustomEvent("seat", { detail: seats }));
  }
}
