import { css, html, LitElement } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { SIDE } from "../state/pixels.ts";
import { base, controls, stacked } from "../styles/shared.ts";
import { ui } from "../text/en/ui.ts";

const BRUSHES = [1, 2, 4] as const;

/** A picture drawn pixel by pixel, by pointer or by keys. Fires `taken` with the file, `close` when there is to be none. */
@customElement("ef-drawing")
export class EfDrawing extends LitElement {
  @state() private colour = "#1b57b5";
  @state() private brush = 2;
  /** Where keys paint. */
  @state() private at = { x: SIDE / 2, y: SIDE / 2 };
  @query("canvas") private canvas!: HTMLCanvasElement;
  private last: { x: number; y: number } | undefined;

  static override styles = [
    base,
    controls,
    stacked,
    css`
      .paper {
        position: relative;
        width: 256px;
        max-width: 100%;
        aspect-ratio: 1;
      }
      canvas {
        width: 100%;
        height: 100%;
        image-rendering: pixelated;
        outline: 1px solid var(--picture-edge);
        touch-action: none;
        cursor: crosshair;
      }
      canvas:focus-visible {
        outline: 3px solid var(--blue);
      }
      .cursor {
        position: absolute;
        width: calc(100% / ${SIDE});
        height: calc(100% / ${SIDE});
        outline: 2px solid var(--ink);
        box-shadow: 0 0 0 3px var(--paper);
        pointer-events: none;
        visibility: hidden;
      }
      canvas:focus-visible + .cursor {
        visibility: visible;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
        align-items: center;
      }
      input[type="color"] {
        width: 3rem;
        min-height: 2.5rem;
        padding: 0.15rem;
      }
      .tools label {
        display: inline-flex;
        gap: 0.5rem;
        align-items: center;
      }
    `,
  ];

  override render() {
    const { drawing } = ui.picker;
    return html`<div class="paper">
        <canvas
          width=${SIDE}
          height=${SIDE}
          tabindex="0"
          role="application"
          aria-label=${drawing.paper}
          aria-describedby="how"
          @pointerdown=${this.begin}
          @pointermove=${this.go}
          @pointerup=${() => (this.last = undefined)}
          @keydown=${this.key}
        ></canvas>
        <div class="cursor" style="left:${(this.at.x / SIDE) * 100}%;top:${(this.at.y / SIDE) * 100}%"></div>
      </div>
      <p id="how" class="small soft">${drawing.hint}</p>
      <div class="tools">
        <label>${drawing.colour} <input type="color" .value=${this.colour} @input=${(event: Event) => (this.colour = (event.target as HTMLInputElement).value)} /></label>
        <label>${drawing.brush}
          <select @change=${(event: Event) => (this.brush = Number((event.target as HTMLSelectElement).value))}>
            ${BRUSHES.map((size) => html`<option value=${size} ?selected=${size === this.brush}>${drawing.pixels(size)}</option>`)}
          </select>
        </label>
        <button type="button" @click=${this.clear}>${drawing.clear}</button>
      </div>
      <div class="buttons">
        <button type="button" @click=${() => void this.use()}>${drawing.use}</button>
        <button type="button" class="quiet" @click=${() => this.dispatchEvent(new CustomEvent("close"))}>${ui.picker.close}</button>
      </div>`;
  }

  protected override firstUpdated(): void {
    this.clear();
  }

  private get context(): CanvasRenderingContext2D {
    return this.canvas.getContext("2d")!;
  }

  private clear(): void {
    this.context.fillStyle = "#ffffff";
    this.context.fillRect(0, 0, SIDE, SIDE);
  }

  private begin(event: PointerEvent): void {
    this.canvas.setPointerCapture(event.pointerId);
    this.last = this.place(event);
    this.dab(this.last);
  }

  /** Every pixel of the way from where the pointer was. */
  private go(event: PointerEvent): void {
    if (!this.last) return;
    const { x, y } = this.last;
    const to = this.place(event);
    const steps = Math.max(1, Math.abs(to.x - x), Math.abs(to.y - y));
    for (let step = 1; step <= steps; step++) this.dab({ x: x + ((to.x - x) * step) / steps, y: y + ((to.y - y) * step) / steps });
    this.last = to;
  }

  private key(event: KeyboardEvent): void {
    const moves: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const move = moves[event.key];
    const within = (value: number) => Math.min(SIDE - 1, Math.max(0, value));
    if (move) this.at = { x: within(this.at.x + move[0]), y: within(this.at.y + move[1]) };
    else if (event.key === " ") this.dab(this.at);
    else return;
    event.preventDefault();
    if (move && event.shiftKey) this.dab(this.at);
  }

  private place({ clientX, clientY }: PointerEvent): { x: number; y: number } {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    return { x: Math.floor(((clientX - left) / width) * SIDE), y: Math.floor(((clientY - top) / height) * SIDE) };
  }

  private dab({ x, y }: { x: number; y: number }): void {
    const corner = Math.floor(this.brush / 2);
    this.context.fillStyle = this.colour;
    this.context.fillRect(Math.round(x) - corner, Math.round(y) - corner, this.brush, this.brush);
  }

  private use(): void {
    this.canvas.toBlob((blob) => blob && this.dispatchEvent(new CustomEvent<File>("taken", { detail: new File([blob], ui.picker.drawing.name) })));
  }
}
