import { html } from "lit";
import "../elements/ef-slider.ts";
import { ui } from "../text/en/ui.ts";

/** How many times larger a change is shown than it is. */
export const gainSlider = (name: string, gain: number, change: (gain: number) => void) => html`<ef-slider
  class=${name}
  name="gain"
  loose
  .label=${ui.picture.gainLabel}
  unit=" ×"
  .value=${gain}
  @slide=${(event: CustomEvent<number>) => change(event.detail)}
></ef-slider>`;
