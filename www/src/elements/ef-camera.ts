import { css, html, LitElement } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { base, controls, stacked } from "../styles/shared.ts";
import { ui } from "../text/en/ui.ts";

/** A picture from the camera, square, as the core will see it. Fires `taken` with the file, `close` when there is to be none. */
@customElement("ef-camera")
export class EfCamera extends LitElement {
  @state() private problem = "";
  @state() private ready = false;
  @query("video") private video!: HTMLVideoElement;
  private stream: MediaStream | undefined;

  static override styles = [
    base,
    controls,
    stacked,
    css`
      video {
        width: 256px;
        max-width: 100%;
        aspect-ratio: 1;
        object-fit: cover;
        background: var(--panel);
        border-radius: var(--round);
      }
    `,
  ];

  override render() {
    return html`<video autoplay muted playsinline aria-label=${ui.picker.camera.view} @playing=${() => (this.ready = true)}></video>
      <p class="small soft" role="status">${this.problem || ui.picker.camera.hint}</p>
      <div class="buttons">
        <button type="button" ?disabled=${!this.ready} @click=${() => void this.take()}>${ui.picker.camera.take}</button>
        <button type="button" class="quiet" @click=${() => this.dispatchEvent(new CustomEvent("close"))}>${ui.picker.close}</button>
      </div>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stream?.getTracks().forEach((track) => track.stop());
  }

  private async open(): Promise<void> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      if (!this.isConnected) return stream.getTracks().forEach((track) => track.stop());
      this.stream = stream;
      await this.updateComplete;
      this.video.srcObject = stream;
    } catch {
      this.problem = ui.picker.camera.none;
    }
  }

  /** The middle of what the camera sees; the core makes it smaller. */
  private async take(): Promise<void> {
    const { videoWidth: width, videoHeight: height } = this.video;
    const side = Math.min(width, height);
    const canvas = new OffscreenCanvas(side, side);
    canvas.getContext("2d")!.drawImage(this.video, (width - side) / 2, (height - side) / 2, side, side, 0, 0, side, side);
    const file = new File([await canvas.convertToBlob()], ui.picker.camera.name);
    this.dispatchEvent(new CustomEvent<File>("taken", { detail: file }));
  }
}
