import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import "../elements/ef-choice.ts";
import "../elements/ef-climb.ts";
import "../elements/ef-picture.ts";
import type { Engine } from "../engine/client.ts";
import type { Niche } from "../state/niche.ts";
import { type Rgba, rgbaOf, SIDE } from "../state/pixels.ts";
import { base, controls } from "../styles/shared.ts";
import { breeding } from "../text/en/breeding.ts";
import { ui } from "../text/en/ui.ts";
import { downloadDrawing, downloadJson, downloadPng } from "./pictures.ts";

/** Pixels of a redrawn pattern, from edge to edge. */
const LARGE_SIDE = 1024;
const LARGE_ZOOM = 16;

/** A square as it was when it was pressed; what is bred meanwhile does not touch it. */
export interface Look {
  niche: Niche & { pixels: Float32Array };
  /** Of its class. */
  name: string;
  /** How it came there. */
  story: string;
  /** Steps or generations, whatever its climb counts. */
  unit: string;
  /** Downloads are called so. */
  file: string;
  record: unknown;
}

/** A dialog about one square: large, with its story, to take away. */
@customElement("ef-close-look")
export class EfCloseLook extends LitElement {
  @property({ attribute: false }) engine: Engine | undefined;

  @state() private look: Look | undefined;
  @state() private drawing: Rgba | "under way" | "failed" | undefined;
  @state() private view: "redrawn" | "judged" = "redrawn";
  @query("dialog") private dialog!: HTMLDialogElement;

  private abort = new AbortController();

  static override styles = [
    base,
    controls,
    css`
      dialog {
        width: min(30rem, calc(100vw - 2rem));
        padding: 1.5rem;
        border: 0;
        border-radius: 1rem;
        background: var(--raised);
        color: var(--ink);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 55%);
      }
      ef-picture {
        --zoom: 8;
        margin: 1rem auto;
      }
      @media (min-width: 30rem) {
        ef-picture {
          --zoom: 13;
        }
      }
      h4 {
        font-family: var(--serif);
        font-size: var(--large);
        font-weight: 500;
      }
      ef-choice {
        --tile: 11rem;
        margin-bottom: 1rem;
      }
      p + p {
        margin-top: 0.3rem;
      }
      /* Where there is room, the picture stands beside what is said about it. */
      @media (min-width: 60rem) {
        dialog {
          width: 58rem;
        }
        .sides {
          display: grid;
          grid-template-columns: calc(32px * 13) minmax(0, 1fr);
          gap: 2rem;
          align-items: start;
          margin-top: 1rem;
        }
        ef-picture {
          margin: 0;
        }
      }
      .buttons {
        margin-top: 1.2rem;
      }
    `,
  ];

  async show(look: Look): Promise<void> {
    this.look = look;
    this.view = "redrawn";
    this.drawing = undefined;
    await this.updateComplete;
    this.dialog.showModal();
    if (look.niche.genome !== undefined) await this.draw(look.niche.genome);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.abort.abort();
  }

  override render() {
    if (!this.look) return html`<dialog></dialog>`;
    const { niche, name, story, unit, file, record } = this.look;
    const { pixels, genome, confidence, climb } = niche;
    const drawn = this.drawing instanceof Uint8ClampedArray ? this.drawing : undefined;
    const redrawn = drawn !== undefined && this.view === "redrawn";
    const [first, last] = [climb[0], climb.at(-1)];
    return html`<dialog aria-labelledby="close-look" @close=${() => this.close()}>
      <h4 id="close-look">${ui.certain.dialog(name)}</h4>
      <div class="sides">
        <ef-picture
          .rgba=${redrawn ? drawn : rgbaOf(pixels)}
          .side=${redrawn ? LARGE_SIDE : SIDE}
          .twin=${ui.certain.cell(name, confidence)}
        ></ef-picture>
        <div>
          ${genome === undefined ? nothing : this.views()}
          <p>${story}</p>
          ${genome === undefined ? nothing : html`<p class="soft small" role="status">${this.aboutDrawing(genome)}</p>`}
          ${first && last
            ? html`<ef-climb axes .points=${climb} .last=${last[0]} .unit=${unit} .twin=${breeding.climb.twin(name, first[1], last[1])}></ef-climb>`
            : nothing}
          <div class="buttons">
            <button type="button" @click=${() => downloadPng(pixels, 1, file)}>${ui.controls.png}</button>
            ${genome === undefined
              ? html`<button type="button" @click=${() => downloadPng(pixels, LARGE_ZOOM, `${file}-large`)}>${ui.controls.large}</button>`
              : html`<button type="button" ?disabled=${!drawn} @click=${() => drawn && downloadDrawing(drawn, LARGE_SIDE, `${file}-large`)}>
                  ${breeding.look.png(LARGE_SIDE)}
                </button>`}
            <button type="button" @click=${() => downloadJson(record, file)}>${ui.controls.json}</button>
            <button type="button" @click=${() => this.dialog.close()}>${ui.certain.close}</button>
          </div>
        </div>
      </div>
    </dialog>`;
  }

  private views() {
    const { redrawn, redrawnNote, judged, judgedNote, view } = breeding.look;
    return html`<ef-choice
      layout="tiles"
      .legend=${view}
      .value=${this.view}
      .choices=${[
        { value: "redrawn", text: redrawn, note: redrawnNote(LARGE_SIDE) },
        { value: "judged", text: judged, note: judgedNote },
      ]}
      @choose=${(event: CustomEvent<"redrawn" | "judged">) => (this.view = event.detail)}
    ></ef-choice>`;
  }

  private aboutDrawing(genome: string): string {
    if (this.drawing === "under way") return breeding.look.drawing;
    if (this.drawing === "failed") return breeding.look.drawingFailed;
    return breeding.look.genome(genome.length);
  }

  private async draw(genome: string): Promise<void> {
    if (!this.engine) return;
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.drawing = "under way";
    try {
      this.drawing = await this.engine.draw(genome, LARGE_SIDE, signal);
    } catch {
      if (!signal.aborted) this.drawing = "failed";
    }
  }

  private close(): void {
    this.abort.abort();
    this.look = undefined;
  }
}
