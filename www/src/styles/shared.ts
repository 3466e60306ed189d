import { css } from "lit";

/** What every element of ours starts from. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
    font-family: var(--sans);
    font-size: 1rem;
    line-height: 1.45;
    color: var(--ink);
    font-variant-numeric: lining-nums tabular-nums;
    -webkit-font-smoothing: antialiased;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: 3px solid var(--blue);
    outline-offset: 2px;
    border-radius: 4px;
  }
  p,
  h3,
  h4,
  dl,
  dd,
  ol,
  ul,
  fieldset,
  legend {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .soft {
    color: var(--ink-soft);
  }
  .small {
    font-size: var(--small);
  }
  .heading {
    font-size: var(--small);
    font-weight: 600;
    line-height: 1.4;
    color: var(--ink);
  }
`;

export const controls = css`
  button,
  select,
  input[type="number"],
  input[type="text"] {
    font: inherit;
    font-variant-numeric: inherit;
    color: var(--ink);
    background: var(--raised);
    border: 1px solid var(--line-strong);
    border-radius: var(--round);
    min-height: 2.5rem;
    padding: 0.35rem 0.8rem;
  }
  select {
    max-width: 100%;
    padding-right: 0.4rem;
  }
  button {
    cursor: pointer;
    font-weight: 500;
    transition: background var(--quick), border-color var(--quick);
  }
  button:hover:not(:disabled) {
    border-color: var(--ink);
  }
  button:disabled {
    cursor: default;
    color: var(--ink-soft);
    border-style: dashed;
  }
  button.main {
    min-height: 3rem;
    padding-inline: 1.4rem;
    font-size: 1.0625rem;
    font-weight: 650;
    color: var(--on-accent);
    background: var(--orange);
    border-color: var(--orange);
  }
  button.main:hover:not(:disabled) {
    background: color-mix(in oklab, var(--orange) 88%, var(--ink));
  }
  button.main:disabled {
    color: var(--ink-soft);
    background: transparent;
    border-color: var(--line-strong);
  }
  button.quiet {
    background: none;
    border-color: transparent;
    margin-inline: -0.4rem;
    padding-inline: 0.4rem;
    text-decoration: underline;
    text-decoration-color: var(--line-strong);
    text-underline-offset: 0.2em;
  }
  input[type="range"] {
    accent-color: var(--orange);
    width: 100%;
    min-width: 6rem;
    height: 1.75rem;
    margin: 0;
  }
  input[type="checkbox"],
  input[type="radio"] {
    accent-color: var(--orange);
    width: 1.25rem;
    height: 1.25rem;
    margin: 0;
  }
  label {
    cursor: pointer;
  }
  summary {
    cursor: pointer;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
  }
  @media (forced-colors: active) {
    button.main {
      border: 2px solid ButtonText;
    }
  }
`;

/** Parts one below the other, each as wide as it needs. */
export const stacked = css`
  :host {
    display: grid;
    gap: 0.7rem;
    justify-items: start;
  }
`;

/** A label that looks like a button around the browser's own control for files. */
export const fileButton = css`
  .file {
    position: relative;
    display: inline-flex;
    align-items: center;
    min-height: 2.5rem;
    padding: 0.35rem 0.8rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--round);
    background: var(--raised);
    font-weight: 500;
  }
  .file:hover {
    border-color: var(--ink);
  }
  .file:has(:focus-visible) {
    outline: 3px solid var(--blue);
    outline-offset: 2px;
  }
  .file input {
    position: absolute;
    inset: 0;
    opacity: 0;
    width: 100%;
    cursor: pointer;
  }
`;
