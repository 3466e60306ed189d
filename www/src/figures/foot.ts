import { html } from "lit";
import { ui } from "../text/en/ui.ts";

/** A figure's last row: a link to what stands in it, and the way back to its beginning. */
export const foot = (link: unknown, reset: () => void) => html`<div class="foot">
  ${link}
  <button class="quiet reset" type="button" @click=${reset}>${ui.controls.reset}</button>
</div>`;
