import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { GalleryPicture } from "../state/catalog.ts";
import { base, controls, fileButton } from "../styles/shared.ts";
import { ui } from "../text/en/ui.ts";

export type Picked =
  | { kind: "gallery"; picture: GalleryPicture }
  | { kind: "file"; file: File }
  | { kind: "noise" };

/** A picture from the gallery, an own file (chosen, dropped on the figure or pasted), or noise. Fires `pick`. */
@customElement("ef-picker")
export class EfPicker extends LitElement {
  @property({ attribute: false }) pictures: GalleryPicture[] = [];
  @property({ attribute: false }) classes: string[] = [];
  /** Of a picture's file. */
  @property({ attribute: false }) addressOf!: (picture: GalleryPicture) => string;
  /** Id of the gallery picture in place. */
  @property() chosen = "";
  /** What is in place, in words. */
  @property() current = "";

  @state() private opened: "" | "camera" | "drawing" = "";

  static override styles = [
    base,
    controls,
    fileButton,
    css`
      .top {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0.1rem 1rem;
        margin-bottom: 0.4rem;
      }
      .strip {
        position: relative;
        display: flex;
        gap: 0.4rem;
        overflow-x: auto;
        padding: 4px 4px 0.6rem;
        margin-inline: -4px;
        min-height: 5.6rem;
        scrollbar-width: thin;
        scrollbar-color: var(--line-strong) transparent;
      }
      .strip label {
        position: relative;
        flex: none;
        width: 64px;
        height: 64px;
        background: var(--panel);
      }
      .strip img {
        display: block;
        width: 64px;
        height: 64px;
        image-rendering: pixelated;
      }
      .strip input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        opacity: 0;
        cursor: pointer;
      }
      .strip label:hover {
        outline: 2px solid var(--ink);
      }
      .strip label:has(:checked) {
        outline: 3px solid var(--orange);
      }
      .strip label:has(:focus-visible) {
        outline: 3px solid var(--blue);
        outline-offset: 1px;
      }
      .own {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 0.75rem;
        align-items: center;
      }
      .making {
        margin-top: 1rem;
      }
    `,
  ];

  override render() {
    return html`
      <fieldset>
        <legend class="visually-hidden">${ui.picker.legend}</legend>
        <div class="top">
          <span class="heading" aria-hidden="true">${ui.picker.legend}</span>
          <span class="small soft">${this.current}</span>
        </div>
        <div class="strip">
          ${this.pictures.map((picture) => {
            const name = ui.picker.galleryName(this.classes[picture.label] ?? "", picture.title);
            return html`<label title=${name}>
              <input
                type="radio"
                name="picture"
                aria-label=${name}
                .checked=${picture.id === this.chosen}
                @change=${() => this.emit({ kind: "gallery", picture })}
              />
              <img src=${this.addressOf(picture)} alt="" width="32" height="32" loading="lazy" decoding="async" />
            </label>`;
          })}
        </div>
      </fieldset>
      <div class="own">
        <label class="file">
          ${ui.picker.own}
          <input type="file" accept="image/*" aria-describedby="hint" @change=${(event: Event) => this.chooseFile(event.target as HTMLInputElement)} />
        </label>
        ${navigator.mediaDevices ? this.opener("camera", ui.picker.camera.open) : nothing} ${this.opener("drawing", ui.picker.drawing.open)}
        <button type="button" @click=${() => this.emit({ kind: "noise" })}>${ui.picker.noise}</button>
        <span id="hint" class="small soft">${ui.picker.ownHint}</span>
      </div>
      ${this.opened === "camera" ? html`<ef-camera class="making" @taken=${this.taken} @close=${this.close}></ef-camera>` : nothing}
      ${this.opened === "drawing" ? html`<ef-drawing class="making" @taken=${this.taken} @close=${this.close}></ef-drawing>` : nothing}
    `;
  }

  /** What it opens comes when it is wanted. */
  private opener(what: "camera" | "drawing", words: string) {
    return html`<button type="button" aria-expanded=${this.opened === what} @click=${() => this.open(what)}>${words}</button>`;
  }

  private open(what: "camera" | "drawing"): void {
    if (this.opened === what) return this.close();
    void (what === "camera" ? import("./ef-camera.ts") : import("./ef-drawing.ts"));
    this.opened = what;
  }

  private close(): void {
    this.opened = "";
  }

  private taken(event: CustomEvent<File>): void {
    if (this.opened === "camera") this.close();
    this.emit({ kind: "file", file: event.detail });
  }

  /** With the next frame: measured now, the page would be laid out once more. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("chosen") || changed.has("pictures")) requestAnimationFrame(() => this.showChosen());
  }

  /** Brings the picture in place into sight, without moving anything but the strip. */
  private showChosen(): void {
    const strip = this.renderRoot.querySelector<HTMLElement>(".strip");
    const label = strip?.querySelector("input:checked")?.parentElement;
    if (!strip || !label) return;
    const hidden = label.offsetLeft < strip.scrollLeft || label.offsetLeft + label.offsetWidth > strip.scrollLeft + strip.clientWidth;
    if (hidden) strip.scrollLeft = label.offsetLeft - (strip.clientWidth - label.offsetWidth) / 2;
  }

  private chooseFile(input: HTMLInputElement): void {
    const file = input.files?.[0];
    if (file) this.emit({ kind: "file", file });
    input.value = "";
  }

  private emit(picked: Picked): void {
    this.dispatchEvent(new CustomEvent<Picked>("pick", { detail: picked }));
  }
}

/** The picture among what was dropped or pasted. */
export function pictureIn(transfer: DataTransfer | null): File | undefined {
  return [...(transfer?.files ?? [])][0];
}
