import type { Share } from "easily-fooled";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { COLUMNS, type Column, type ThreeNumbers } from "../state/blur.ts";
import { base, controls } from "../styles/shared.ts";
import { blur } from "../text/en/blur.ts";

/** One filter's row. */
export interface NumbersRow {
  key: string;
  name: string;
  numbers: ThreeNumbers;
}

/** Clean, unaware, aware, side by side for every strength: a table whose cells are bars, too. Fires `choose` with a row's key. */
@customElement("ef-three-numbers")
export class EfThreeNumbers extends LitElement {
  @property({ attribute: false }) rows: NumbersRow[] = [];
  /** Key of the row in hand. */
  @property() chosen = "";
  /** Key of the row that cannot be chosen: what the others are held against. */
  @property() fixed = "";
  @property() corner = "";

  static override styles = [
    base,
    controls,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
      }
      caption {
        text-align: left;
      }
      /* As high, whatever the filter is called. */
      thead th {
        height: 4.3rem;
      }
      tbody th {
        height: 3.5rem;
      }
      /* Where there is little room columns give way to words: none is broken. */
      col {
        width: 25%;
      }
      th {
        overflow-wrap: normal;
      }
      th,
      td {
        padding: 0.3rem 0.5rem 0.3rem 0;
        text-align: left;
        vertical-align: middle;
        font-weight: 400;
        border-bottom: 1px solid var(--line);
      }
      thead th {
        vertical-align: bottom;
        font-size: var(--small);
        font-weight: 600;
        line-height: 1.3;
      }
      tbody th,
      thead th:first-child {
        padding-left: 0.5rem;
      }
      tr.chosen {
        background: var(--panel);
        box-shadow: inset 3px 0 0 var(--ink);
      }
      th button,
      th span.fixed {
        display: flex;
        align-items: center;
        width: 100%;
        min-height: 2.25rem;
        padding: 0.1rem 0;
        border: 0;
        background: none;
        text-align: left;
        line-height: 1.2;
      }
      th button {
        text-decoration: underline;
        text-decoration-color: var(--line-strong);
        text-underline-offset: 0.2em;
      }
      tr.chosen th button {
        font-weight: 650;
        text-decoration: none;
      }
      .cell {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.1rem 0.6rem;
        align-items: center;
      }
      .bar {
        height: 0.85rem;
        background: color-mix(in srgb, var(--line) 55%, transparent);
        border-radius: 2px;
      }
      .bar > div {
        height: 100%;
        border-radius: 2px;
        transition: width var(--quick) linear;
      }
      .clean .bar > div {
        background: var(--label);
      }
      .unaware .bar > div {
        background: repeating-linear-gradient(135deg, var(--target) 0 3px, transparent 3px 6px);
        box-shadow: inset 0 0 0 1.5px var(--target);
      }
      .aware .bar > div {
        background: var(--target);
      }
      thead .clean {
        color: var(--label);
      }
      thead :is(.unaware, .aware) {
        color: var(--target);
      }
      :host {
        container-type: inline-size;
      }
      @container (min-width: 34rem) {
        table {
          table-layout: fixed;
        }
        thead th {
          height: 2.2rem;
        }
        tbody th {
          height: 2.9rem;
        }
        .cell {
          grid-template-columns: 3.2rem minmax(0, 1fr);
        }
        th,
        td {
          padding-right: 1.2rem;
        }
        .number {
          text-align: right;
        }
      }
      /* The last resort, for the smallest screens in the widest letters. */
      @media (max-width: 22rem) {
        :host {
          overflow-x: auto;
        }
      }
      @media (forced-colors: active) {
        .bar > div {
          background: CanvasText !important;
        }
      }
    `,
  ];

  override render() {
    return html`<table>
      <caption class="visually-hidden">${blur.numbers.caption}</caption>
      <colgroup><col />${COLUMNS.map(() => html`<col />`)}</colgroup>
      <thead>
        <tr>
          <th scope="col">${this.corner}</th>
          ${COLUMNS.map((column) => html`<th scope="col" class=${column}>${blur.numbers.columns[column]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${this.rows.map(
          (row) => html`<tr class=${row.key === this.chosen ? "chosen" : ""} data-key=${row.key}>
            <th scope="row">
              ${row.key === this.fixed
                ? html`<span class="fixed">${row.name}</span>`
                : html`<button type="button" aria-pressed=${row.key === this.chosen} @click=${() => this.choose(row.key)}>${row.name}</button>`}
            </th>
            ${COLUMNS.map((column) => this.cell(column, row.numbers[column]))}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private cell(column: Column, share: Share) {
    return html`<td class=${column}>
      <div class="cell">
        <span class="number"><span aria-hidden="true">${blur.numbers.number(share)}</span><span class="visually-hidden">${blur.numbers.spoken(share)}</span></span>
        <div class="bar" aria-hidden="true"><div style="width:${(100 * share.share).toFixed(1)}%"></div></div>
      </div>
    </td>`;
  }

  private choose(key: string): void {
    this.dispatchEvent(new CustomEvent<string>("choose", { detail: key }));
  }
}
