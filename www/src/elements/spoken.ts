import { html } from "lit";
import { partsOf } from "../text/foreign.ts";

/** A sentence with English inside, marked as such, so that a screen reader pronounces it as that. */
export const spoken = (sentence: string) =>
  partsOf(sentence).map((part, index) => (index % 2 === 1 ? html`<span lang="en">${part}</span>` : part));
