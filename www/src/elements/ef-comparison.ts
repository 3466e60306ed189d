import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Rgba } from "../state/pixels.ts";
import { base } from "../styles/shared.ts";
import "./ef-picture.ts";

/** One run, ready to be read beside another. */
export interface Side {
  heading: string;
  rgba: Rgba;
  twin: string;
  /** As many as there are rows. */
  cells: string[];
}

/** Two runs, row by row. */
@customElement("ef-comparison")
export class EfComparison extends LitElement {
  @property() caption = "";
  /** What the rows tell. */
  @property({ attribute: false }) rows: string[] = [];
  @property({ attribute: false }) sides: Side[] = [];

  static override styles = [
    base,
    css`
      :host {
        container-type: inline-size;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        table-layout: fixed;
        font-size: var(--small);
      }
      caption {
        padding-bottom: 0.5rem;
        text-align: left;
        font-weight: 650;
        font-size: 1rem;
      }
      th,
      td {
        padding: 0.45rem 0.8rem 0.45rem 0;
        border-bottom: 1px solid var(--line);
        text-align: left;
        vertical-align: top;
        font-weight: 400;
        overflow-wrap: break-word;
      }
      thead th {
        font-weight: 650;
      }
      tbody th {
        color: var(--ink-soft);
      }
      tr.differs td {
        font-weight: 600;
      }
      .first {
        width: 26%;
      }
      ef-picture {
        --zoom: 3;
        margin-bottom: 0.4rem;
      }
      @container (min-width: 40rem) {
        ef-picture {
          --zoom: 4;
        }
      }
    `,
  ];

  override render() {
    return html`<table>
      <caption>${this.caption}</caption>
      <thead>
        <tr>
          <td class="first"></td>
          ${this.sides.map(({ heading, rgba, twin }) => html`<th scope="col"><ef-picture .rgba=${rgba} .twin=${twin}></ef-picture>${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${this.rows.map((name, row) => {
          const cells = this.sides.map(({ cells }) => cells[row]!);
          return html`<tr class=${cells.some((cell) => cell !== cells[0]) ? "differs" : ""}>
            <th scope="row">${name}</th>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`;
        })}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ef-comparison": EfComparison;
  }
}
