import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../elements/ef-material.ts";
import type { Chosen } from "../elements/ef-material.ts";
import "../elements/ef-repeat.ts";
import type { EfRepeat, Pictures } from "../elements/ef-repeat.ts";
import { base } from "../styles/shared.ts";
import { scorecard } from "../text/en/scorecard.ts";
import { galleryMaterial } from "./pictures.ts";
import type { Place } from "./place.ts";

/** Eight claims and eight verdicts, which stand in the page already, and a button at each that repeats it here. */
@customElement("ef-scorecard")
export class EfScorecard extends LitElement {
  @property({ attribute: false }) place: Place | undefined;
  @state() private chosen: Chosen = { kind: "gallery" };

  static override styles = [
    base,
    css`
      .setup {
        margin-top: 1.6rem;
        padding: 1.2rem;
        background: var(--panel);
        border-radius: 0.75rem;
      }
      h3 {
        font-size: 1rem;
        font-weight: 650;
        margin-bottom: 0.3rem;
      }
      .setup > p {
        margin-bottom: 0.9rem;
      }
    `,
  ];

  constructor() {
    super();
    // One at a time: two would only take each other's time.
    this.addEventListener("begin", ({ target }) => this.buttons.forEach((one) => one !== target && one.stop()));
  }

  private get buttons(): EfRepeat[] {
    return [...this.querySelectorAll<EfRepeat>("ef-repeat")];
  }

  private get pictures(): Pictures | undefined {
    const { chosen, place } = this;
    if (chosen.kind === "file") return { count: chosen.count, fetch: async () => chosen.batch.spread(chosen.count) };
    return place && { count: place.gallery.length, fetch: () => galleryMaterial(place) };
  }

  override render() {
    return html`<slot></slot>
      <div class="setup">
        <h3>${scorecard.repeat.material}</h3>
        <p class="small soft">${scorecard.repeat.note}</p>
        <ef-material .chosen=${this.chosen} .gallery=${this.place?.gallery.length} @choose=${(event: CustomEvent<Chosen>) => (this.chosen = event.detail)}></ef-material>
      </div>`;
  }

  protected override updated(): void {
    const { place, pictures } = this;
    for (const button of this.buttons) {
      button.place = place;
      button.pictures = pictures;
    }
  }
}
