import { css, html, LitElement } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { type Rgba, SIDE } from "../state/pixels.ts";
import { base } from "../styles/shared.ts";

/** One 32×32 picture at a whole-number zoom, with a text twin. `--zoom` sets the size, also of a finer drawing; a caption goes into the slot. */
@customElement("ef-picture")
export class EfPicture extends LitElement {
  @property({ attribute: false }) rgba: Rgba | undefined;
  /** Pixels of the picture, from edge to edge. */
  @property({ type: Number }) side = SIDE;
  /** What the picture shows, for those who do not see it. */
  @property() twin = "";
  /** Printed in the corner. */
  @property() tag = "";

  @query("canvas") private canvas!: HTMLCanvasElement;

  static override styles = [
    base,
    css`
      :host {
        width: calc(32px * var(--zoom, 6));
        max-width: 100%;
      }
      .frame {
        position: relative;
        aspect-ratio: 1;
        background: #808080;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        image-rendering: pixelated;
      }
      canvas.fine {
        image-rendering: auto;
      }
      /* Drawn over the picture, so that the edge takes no room and pale pictures end somewhere. */
      .frame::after {
        content: "";
        position: absolute;
        inset: 0;
        box-shadow: inset 0 0 0 1px var(--picture-edge);
        pointer-events: none;
      }
      .tag {
        position: absolute;
        right: 0;
        bottom: 0;
        padding: 0.05rem 0.45rem;
        font-size: var(--small);
        font-weight: 600;
        background: var(--raised);
        color: var(--ink);
        border-top-left-radius: 0.35rem;
      }
    `,
  ];

  override render() {
    return html`
      <div class="frame">
        <canvas width=${this.side} height=${this.side} class=${this.side === SIDE ? "" : "fine"} role="img" aria-label=${this.twin}></canvas>
        ${this.tag ? html`<span class="tag" aria-hidden="true">${this.tag}</span>` : ""}
      </div>
      <slot></slot>
    `;
  }

  override updated(): void {
    if (this.rgba) this.canvas.getContext("2d")!.putImageData(new ImageData(this.rgba, this.side, this.side), 0, 0);
  }
}
