import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { climbedTo, thinned } from "../state/climb.ts";
import { count, percent } from "../state/format.ts";
import type { Niche } from "../state/niche.ts";
import { base } from "../styles/shared.ts";
import { breeding } from "../text/en/breeding.ts";

const MOST_ROWS = 20;

/** The curves below the squares, in numbers. */
@customElement("ef-climb-table")
export class EfClimbTable extends LitElement {
  @property({ attribute: false }) classes: string[] = [];
  @property({ attribute: false }) niches: Niche[] = [];
  /** What the climbs count. */
  @property() unit = "";

  /** Nobody reads a closed one, and the squares change ten times a second. */
  @state() private open = false;

  static override styles = [
    base,
    css`
      summary {
        min-height: 1.75rem;
        padding-block: 0.15rem;
        cursor: pointer;
        color: var(--ink-soft);
        font-size: 0.9375rem;
      }
      .scroll {
        max-height: 20rem;
        overflow: auto;
      }
      table {
        border-collapse: collapse;
        min-width: 100%;
        font-size: 0.9375rem;
      }
      th,
      td {
        text-align: right;
        font-weight: 400;
        white-space: nowrap;
        padding: 0.15rem 0.5rem;
        border-bottom: 1px solid var(--line);
      }
      thead th {
        font-weight: 600;
      }
    `,
  ];

  override render() {
    return html`<details @toggle=${(event: Event) => (this.open = (event.target as HTMLDetailsElement).open)}>
      <summary>${breeding.climb.table}</summary>
      ${this.open ? this.table() : ""}
    </details>`;
  }

  private table() {
    const longest = this.niches.reduce<Niche["climb"]>((long, { climb }) => (climb.length > long.length ? climb : long), []);
    const rows = thinned(longest, MOST_ROWS).map(([at]) => at);
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${breeding.climb.table}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.unit}</th>
            ${this.classes.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (at) => html`<tr>
              <th scope="row">${count(Math.ceil(at))}</th>
              ${this.niches.map(({ climb }) => {
                const probability = climbedTo(climb, at);
                return html`<td>${probability === undefined ? "" : percent(probability)}</td>`;
              })}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}
