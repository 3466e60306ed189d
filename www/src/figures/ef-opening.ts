import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../elements/ef-picture.ts";
import { labelGlyph, targetGlyph } from "../elements/glyphs.ts";
import pair from "../posters/opening.json";
import { pixelsOfBase64, rgbaOf, rgbaOfExaggeration } from "../state/pixels.ts";
import { base, controls } from "../styles/shared.ts";
import { ui } from "../text/en/ui.ts";

const BEFORE = pixelsOfBase64(pair.before);
const AFTER = pixelsOfBase64(pair.after);
const MOST = 30;

/** A picture beside itself. Needs nothing but what is in the page already. */
@customElement("ef-opening")
export class EfOpening extends LitElement {
  @property({ attribute: false }) classes: string[] = [];
  @state() private gain = 1;

  static override styles = [
    base,
    controls,
    css`
      :host {
        container-type: inline-size;
      }
      .pair {
        --zoom: 4;
        display: grid;
        grid-template-columns: repeat(2, calc(32px * var(--zoom)));
        justify-content: space-between;
        gap: 0.5rem;
      }
      @container (min-width: 20.5rem) {
        .pair {
          --zoom: 5;
        }
      }
      @container (min-width: 25rem) {
        .pair {
          --zoom: 6;
        }
      }
      @container (min-width: 30rem) {
        .pair {
          --zoom: 7;
        }
      }
      @container (min-width: 36rem) {
        .pair {
          --zoom: 8;
        }
      }
      @container (min-width: 44rem) {
        .pair {
          --zoom: 10;
          justify-content: center;
          gap: 2.5rem;
        }
      }
      @container (min-width: 60rem) {
        .pair {
          --zoom: 12;
        }
      }
      .caption {
        display: block;
        margin-top: 0.5rem;
        font-size: 1.0625rem;
        line-height: 1.35;
      }
      .says {
        display: flex;
        align-items: center;
        gap: 0.4rem;
        font-weight: 650;
      }
      .is-label {
        color: var(--label);
      }
      .is-target {
        color: var(--target);
      }
      .what {
        display: block;
        min-height: 2.7em;
        font-size: var(--small);
        color: var(--ink-soft);
      }
      .slider {
        display: grid;
        gap: 0.15rem;
        max-width: 36rem;
        margin: 1rem auto 0;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        font-size: var(--small);
        color: var(--ink-soft);
      }
    `,
  ];

  override render() {
    const is = this.classes[pair.label] ?? "";
    const wish = this.classes[pair.target] ?? "";
    return html`
      <div class="pair">
        <ef-picture .rgba=${rgbaOf(BEFORE)} .twin=${ui.opening.originalTwin(is)}>
          <span class="caption">
            <span class="says is-label">${labelGlyph}${ui.picture.says(is, pair.beforeConfidence)}</span>
            <span class="what">${ui.opening.original}</span>
          </span>
        </ef-picture>
        <ef-picture
          .rgba=${rgbaOfExaggeration(BEFORE, AFTER, this.gain)}
          .twin=${ui.opening.resultTwin(is, wish)}
          .tag=${this.gain === 1 ? "" : ui.picture.gain(this.gain)}
        >
          <span class="caption">
            <span class="says is-target">${targetGlyph}${ui.picture.says(wish, pair.afterConfidence)}</span>
            <span class="what">${this.gain === 1 ? ui.opening.changed(pair.linf) : ui.opening.magnified(this.gain)}</span>
          </span>
        </ef-picture>
      </div>
      <div class="slider">
        <label class="heading" for="gain">${ui.opening.slider}</label>
        <input
          id="gain"
          type="range"
          min="1"
          max=${MOST}
          .value=${String(this.gain)}
          aria-valuetext=${ui.opening.value(this.gain)}
          @input=${(event: Event) => (this.gain = Number((event.target as HTMLInputElement).value))}
        />
        <span class="ends" aria-hidden="true"><span>${ui.opening.asItIs}</span><span>${ui.picture.gain(MOST)}</span></span>
      </div>
    `;
  }
}
