import { css } from "lit";

/** How a figure is laid out: pictures, verdict, controls, then what explains them. */
export const figureStyles = css`
  :host {
    container-type: inline-size;
  }
  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.2rem 0.8rem;
    margin-bottom: 1rem;
    padding-top: 0.75rem;
    border-top: 2px solid var(--ink);
  }
  .title h3 {
    font-size: 1rem;
    font-weight: 650;
  }
  .title .soft {
    font-size: var(--small);
  }

  /* Pictures: two by two on phones, a row of three where it fits; always whole-number zoom. */
  .pictures {
    --zoom: 4;
    --gap: 0.5rem;
    display: grid;
    grid-template-columns: repeat(2, calc(32px * var(--zoom)));
    justify-content: space-between;
    gap: 0.9rem var(--gap);
  }
  /* On phones original and result stand side by side: they are what is to be compared. */
  .result {
    grid-area: 1 / 2;
  }
  .changed {
    grid-area: 2 / 1;
  }
  .operator {
    display: none;
  }
  .caption {
    display: block;
    min-height: 2.9em;
    margin-top: 0.45rem;
    line-height: 1.4;
    font-size: 0.9375rem;
  }
  .caption .what {
    display: block;
    font-size: var(--small);
    color: var(--ink-soft);
  }
  .says {
    display: inline-flex;
    align-items: baseline;
    gap: 0.4rem;
    font-weight: 600;
  }
  .says svg {
    align-self: center;
  }
  .says.is-label {
    color: var(--label);
  }
  .says.is-target {
    color: var(--target);
  }
  /* Beside the change on phones, one above the other. */
  .gain,
  .again {
    grid-area: 2 / 2;
    align-self: start;
    padding-top: 0.2rem;
  }
  .again {
    align-self: end;
  }
  @container (min-width: 20.5rem) {
    .pictures {
      --zoom: 5;
    }
  }
  @container (min-width: 25rem) {
    .pictures {
      --zoom: 6;
    }
  }
  @container (min-width: 30rem) {
    .pictures {
      --zoom: 7;
    }
  }
  @container (min-width: 40rem) {
    .pictures {
      --zoom: 6;
      grid-template-columns: calc(32px * var(--zoom)) 1fr calc(32px * var(--zoom)) 1fr calc(32px * var(--zoom));
      column-gap: 0;
      row-gap: 0;
    }
    .result,
    .changed {
      grid-area: auto;
    }
    .operator {
      display: grid;
      place-items: center;
      height: calc(32px * var(--zoom));
      font-size: 1.75rem;
      font-weight: 300;
      color: var(--ink-soft);
    }
    .gain {
      grid-area: 2 / 3;
      padding-top: 0.3rem;
    }
    .again {
      grid-area: 2 / 5;
      align-self: start;
      padding-top: 0.3rem;
    }
  }
  @container (min-width: 47rem) {
    .pictures {
      --zoom: 7;
    }
  }
  @container (min-width: 61rem) {
    .pictures {
      --zoom: 9;
    }
  }

  /* The verdict keeps its room, whatever it says. */
  .verdict {
    margin-block: 1.1rem 0.9rem;
    min-height: 12.5rem;
  }
  .progress {
    height: 3px;
    margin-bottom: 0.9rem;
    background: var(--line);
    border-radius: 2px;
    overflow: hidden;
  }
  .progress > div {
    height: 100%;
    background: var(--orange);
    transition: width var(--quick) linear;
  }
  .verdict.is-loading .progress > div {
    width: 30%;
    animation: slide 1.4s ease-in-out infinite alternate;
  }
  @keyframes slide {
    to {
      margin-left: 70%;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .verdict.is-loading .progress > div {
      animation: none;
      width: 50%;
    }
  }
  .sentence {
    font-family: var(--serif);
    font-size: 1.375rem;
    line-height: 1.3;
    text-wrap: pretty;
  }
  .details {
    margin-top: 0.35rem;
    font-size: 0.9375rem;
    line-height: 1.5;
    color: var(--ink-soft);
  }
  .flags {
    display: grid;
    gap: 0.3rem;
    margin-top: 0.5rem;
    font-size: 0.9375rem;
    line-height: 1.5;
  }
  .flags li {
    display: flex;
    gap: 0.6rem;
  }
  .flags li::before {
    content: "!";
    flex: none;
    width: 1.35rem;
    height: 1.35rem;
    border: 2px solid currentcolor;
    border-radius: 50%;
    font-weight: 700;
    font-size: 0.875rem;
    line-height: 1.05rem;
    text-align: center;
  }
  .failure {
    padding-left: 0.9rem;
    border-left: 4px solid var(--orange);
  }
  @container (min-width: 40rem) {
    .verdict {
      min-height: 7rem;
    }
    .sentence {
      font-size: 1.625rem;
    }
  }

  .setup,
  .evidence {
    display: grid;
    gap: 1.4rem 2.5rem;
    grid-template-columns: minmax(0, 1fr);
    align-items: start;
  }
  .setup {
    padding: 1.2rem;
    background: var(--panel);
    border-radius: 0.75rem;
  }
  .wide {
    grid-column: 1 / -1;
  }
  .act {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.9rem 1.5rem;
    align-items: end;
    margin-bottom: 0.5rem;
  }
  .act .budget {
    align-self: start;
  }
  .act .main {
    width: 100%;
  }
  @container (min-width: 40rem) {
    .act {
      grid-template-columns: max-content minmax(12rem, 1fr) minmax(13rem, max-content);
      align-items: start;
    }
    .act .go {
      padding-top: 1.25rem;
    }
  }
  .go {
    display: grid;
    gap: 0.5rem;
  }
  .go .buttons button {
    flex: 1 1 auto;
  }
  .field {
    display: grid;
    gap: 0.3rem;
  }
  .evidence {
    margin-block: 1.6rem;
  }
  .evidence .heading {
    margin-bottom: 0.5rem;
  }
  @container (min-width: 44rem) {
    .setup {
      padding: 1.4rem 1.6rem;
    }
    .evidence.two {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1.2fr);
    }
  }
  details.fold > summary {
    display: none;
  }
  details.fold + details.fold,
  .act + details.fold {
    margin-top: 1rem;
  }
  @container (max-width: 29.99rem) {
    details.fold > summary {
      display: flex;
      align-items: center;
      gap: 0.6rem;
      min-height: 3rem;
      padding: 0.5rem 0.9rem;
      font-weight: 600;
      background: var(--panel);
      border-radius: 0.75rem;
    }
    details.fold > summary::before {
      content: "+";
      font-size: 1.25rem;
      line-height: 1;
    }
    details.fold[open] > summary {
      border-radius: 0.75rem 0.75rem 0 0;
    }
    details.fold[open] > summary::before {
      content: "–";
    }
    details.fold[open] > .setup {
      border-radius: 0 0 0.75rem 0.75rem;
    }
  }
  details.more > summary {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.5rem;
    font-weight: 500;
  }
  details.more > summary::before {
    content: "+";
    width: 1.4rem;
    height: 1.4rem;
    display: inline-grid;
    place-items: center;
    border: 1px solid var(--line-strong);
    border-radius: 50%;
    line-height: 1;
  }
  details.more[open] > summary::before {
    content: "–";
  }
  details.more > summary::-webkit-details-marker {
    display: none;
  }
  details.more > :not(summary) {
    margin-top: 0.6rem;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem 1.5rem;
    align-items: center;
    justify-content: space-between;
    margin-top: 1.4rem;
  }
  .foot ef-share {
    flex: 1 1 16rem;
  }
  .foot .downloads ~ ef-share {
    flex-basis: 100%;
  }
  .drop {
    position: absolute;
    inset: -0.75rem;
    display: grid;
    place-items: center;
    z-index: 2;
    border: 3px dashed var(--orange);
    border-radius: 1rem;
    background: color-mix(in srgb, var(--paper) 88%, transparent);
    font-size: var(--large);
    font-weight: 600;
    pointer-events: none;
  }
  .stage {
    position: relative;
  }
`;
