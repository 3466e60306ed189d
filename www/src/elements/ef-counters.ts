import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { count } from "../state/format.ts";
import { base } from "../styles/shared.ts";

/** Numbers that grow while something runs, each under its name. */
@customElement("ef-counters")
export class EfCounters extends LitElement {
  @property({ attribute: false }) counters: { name: string; value: number }[] = [];

  static override styles = [
    base,
    css`
      :host {
        container-type: inline-size;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 0.9rem;
      }
      @container (min-width: 24rem) {
        dl {
          gap: 0.4rem 1.8rem;
        }
      }
      dt {
        font-size: var(--small);
        color: var(--ink-soft);
      }
      dd {
        min-width: 3.5rem;
        font-size: 1.25rem;
        font-weight: 600;
        line-height: 1.3;
      }
    `,
  ];

  override render() {
    return html`<dl>${this.counters.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${count(value)}</dd></div>`)}</dl>`;
  }
}
