import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Share } from "easily-fooled";
import type { Shares } from "../state/transfer.ts";
import { base } from "../styles/shared.ts";
import { reuse } from "../text/en/reuse.ts";
import { memberGlyph } from "./glyphs.ts";

export interface Place {
  row: number;
  column: number;
}

/** Who falls for what was made on whom: a table whose numbers are buttons. Fires `choose` with the place. */
@customElement("ef-matrix")
export class EfMatrix extends LitElement {
  @property({ attribute: false }) names: string[] = [];
  @property({ attribute: false }) shares: Shares = [];
  @property({ attribute: false }) chosen: Place = { row: 0, column: 0 };

  static override styles = [
    base,
    css`
      :host {
        container-type: inline-size;
      }
      /* Many nets on a narrow screen: each number keeps its room, and the table is moved. */
      .room {
        overflow-x: auto;
        margin: -3px;
      }
      table {
        width: 100%;
        min-width: calc(5.8rem + var(--columns) * 2.1rem);
        table-layout: fixed;
        border-collapse: separate;
        border-spacing: 3px;
      }
      th {
        padding: 0;
        font-size: var(--small);
        font-weight: 600;
        line-height: 1.2;
        text-align: left;
        overflow-wrap: anywhere;
        hyphens: auto;
      }
      .corner {
        width: 5.8rem;
        font-weight: 400;
        color: var(--ink-soft);
        vertical-align: bottom;
      }
      thead th {
        padding-bottom: 0.3rem;
        text-align: center;
        vertical-align: bottom;
      }
      thead .corner {
        text-align: left;
      }
      thead svg {
        width: 1rem;
        height: 1rem;
      }
      /* Where there is no room the shape stands for the name; it is read all the same. */
      thead .name {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      thead .vote .name {
        position: static;
        width: auto;
        height: auto;
        clip-path: none;
      }
      .row {
        display: flex;
        gap: 0.25rem;
        align-items: center;
      }
      td {
        padding: 0;
        height: 2.75rem;
      }
      td.vote {
        padding-left: 3px;
      }
      button {
        display: block;
        width: 100%;
        height: 100%;
        min-height: 2.75rem;
        padding: 0;
        font: inherit;
        font-size: var(--small);
        font-weight: 600;
        font-variant-numeric: inherit;
        white-space: nowrap;
        letter-spacing: -0.03em;
        color: var(--ink);
        border: 1px solid transparent;
        border-radius: 4px;
        background: color-mix(in oklab, var(--orange) calc(var(--share) * 45%), var(--panel));
        cursor: pointer;
        transition: background var(--quick);
      }
      button.none {
        color: var(--ink-soft);
        font-weight: 400;
      }
      button.own {
        border: 2px dashed var(--line-strong);
      }
      button:hover {
        border-color: var(--ink);
      }
      button[aria-pressed="true"] {
        border: 2px solid var(--ink);
        box-shadow: inset 0 0 0 1px var(--raised);
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2rem 1rem;
        align-items: center;
        margin-top: 0.7rem;
      }
      .scale {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
        align-items: center;
      }
      .bar {
        width: 5rem;
        height: 0.8rem;
        border-radius: 2px;
        background: linear-gradient(to right in oklab, var(--panel), color-mix(in oklab, var(--orange) 45%, var(--panel)));
        border: 1px solid var(--line-strong);
      }
      @container (min-width: 30rem) {
        .corner {
          width: 8rem;
        }
        thead th {
          vertical-align: top;
        }
        thead .corner,
        thead .vote {
          vertical-align: bottom;
        }
        thead svg {
          display: block;
          margin: 0 auto 0.25rem;
        }
        thead .name {
          position: static;
          width: auto;
          height: auto;
          clip-path: none;
        }
        td,
        button {
          height: 3rem;
        }
        button {
          font-size: 1rem;
          letter-spacing: normal;
        }
      }
      @media (forced-colors: active) {
        button[aria-pressed="true"] {
          outline: 3px solid Highlight;
        }
      }
    `,
  ];

  override render() {
    const of = this.shares[0]?.[0]?.of ?? 0;
    return html`<div class="room" style="--columns:${this.names.length + 1}"><table>
        <caption class="visually-hidden">
          ${reuse.matrix.caption(of)} ${reuse.matrix.keys}
        </caption>
        <thead>
          <tr>
            <th class="corner" scope="col">${reuse.matrix.corner}</th>
            ${this.names.map((name, index) => html`<th scope="col">${memberGlyph(index)}<span class="name">${name}</span></th>`)}
            <th scope="col" class="vote"><span class="name">${reuse.matrix.vote}</span></th>
          </tr>
        </thead>
        <tbody @keydown=${this.move}>
          ${this.names.map(
            (name, row) => html`<tr>
              <th scope="row"><span class="row">${memberGlyph(row)}<span>${name}</span></span></th>
              ${this.shares[row]?.map((share, column) => this.cell(share, { row, column }))}
            </tr>`,
          )}
        </tbody>
      </table></div>
      <div class="legend small soft">
        <span class="scale"><span aria-hidden="true">0</span><span class="bar" aria-hidden="true"></span><span aria-hidden="true">100</span>${reuse.matrix.legend(of)}</span>
        <span>${reuse.matrix.own}</span>
      </div>`;
  }

  private cell(share: Share, { row, column }: Place) {
    const isChosen = row === this.chosen.row && column === this.chosen.column;
    const words = reuse.matrix.cell(this.names[row]!, this.names[column] ?? reuse.matrix.toVote, share);
    return html`<td class=${column === this.names.length ? "vote" : ""}>
      <button
        type="button"
        class="${share.of === 0 ? "none" : ""} ${row === column ? "own" : ""}"
        style="--share:${share.share}"
        title=${words}
        aria-label=${words}
        aria-pressed=${isChosen}
        tabindex=${isChosen ? nothing : -1}
        data-place="${row}-${column}"
        @click=${() => this.choose({ row, column })}
      >
        ${share.of === 0 ? reuse.matrix.none : reuse.matrix.number(share)}
      </button>
    </td>`;
  }

  private choose(place: Place): void {
    this.dispatchEvent(new CustomEvent<Place>("choose", { detail: place }));
  }

  private move = async (event: KeyboardEvent): Promise<void> => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!step) return;
    event.preventDefault();
    const row = this.chosen.row + step[0]!;
    const column = this.chosen.column + step[1]!;
    if (row < 0 || column < 0 || row >= this.names.length || column > this.names.length) return;
    this.choose({ row, column });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-place="${row}-${column}"]`)?.focus();
  };
}
