import { css, html, nothing } from "lit";

/** A share with its name and its number in words. */
export interface ShareBar {
  name: string;
  /** 0 to 1. */
  share: number;
  said: string;
}

/** A short list of shares as bars; the bars repeat what the words say. */
export const shareBars = (bars: ShareBar[]) =>
  html`<dl class="bars">
    ${bars.map(
      ({ name, share, said }) => html`<div class="row">
        <dt>${name}</dt>
        <dd class="bar" aria-hidden="true">${share > 0 ? html`<div style="width:${100 * share}%"></div>` : nothing}</dd>
        <dd class="number">${said}</dd>
      </div>`,
    )}
  </dl>`;

export const shareBarsStyle = css`
  .bars {
    display: grid;
    grid-template-columns: minmax(0, max-content) minmax(3rem, 1fr) max-content;
    gap: 0.3rem 0.9rem;
    align-items: center;
    margin-block: 0.7rem;
    font-family: var(--sans);
    font-size: 1rem;
    line-height: 1.3;
  }
  .bars .row {
    display: contents;
  }
  .bars .bar {
    height: 1rem;
    background: var(--paper);
    border-radius: 2px;
  }
  .bars .bar > div {
    height: 100%;
    border-radius: 2px;
    background: var(--target);
  }
  .bars .number {
    text-align: right;
  }
  @media (max-width: 30rem) {
    .bars {
      grid-template-columns: minmax(0, 1fr) max-content;
    }
    .bars dt {
      grid-column: 1 / -1;
    }
  }
  @media (forced-colors: active) {
    .bars .bar > div {
      background: CanvasText;
    }
  }
`;
