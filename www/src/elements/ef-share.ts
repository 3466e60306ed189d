import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { announce } from "./announce.ts";
import { withoutHash } from "../state/link.ts";
import { base, controls } from "../styles/shared.ts";
import { ui } from "../text/en/ui.ts";

/** Copies a link to what stands in a figure, and says what is in it. */
@customElement("ef-share")
export class EfShare extends LitElement {
  /** The page that the link leads to. */
  @property() home = "";
  /** What follows its #. */
  @property({ attribute: false }) state: () => string = () => "";
  /** The link will hold the visitor's own picture. */
  @property({ type: Boolean }) own = false;
  /** What is to be said until a link is copied. */
  @property() note = "";
  /** Why there can be no link; empty where there can. */
  @property() barred = "";
  @state() private copied: "" | "copied" | "by-hand" = "";
  private address = "";

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 0.9rem;
        align-items: center;
      }
      p {
        flex: 1 1 16rem;
      }
      input {
        width: 100%;
        margin-top: 0.3rem;
      }
    `,
  ];

  /** What was copied is said as long as it is what stands there. */
  protected override willUpdate(): void {
    if (this.copied && (this.barred || this.address !== this.now)) this.copied = "";
  }

  private get now(): string {
    return `${this.home}#${this.state()}`;
  }

  override render() {
    const { what, whatOwn, copied, copiedOwn, byHand } = ui.share;
    const said = this.barred ? this.barred : this.copied === "copied" ? (this.own ? copiedOwn : copied) : this.note || (this.own ? whatOwn : what);
    return html`<button type="button" class="share" ?disabled=${this.barred !== ""} @click=${() => void this.copy()}>${ui.share.copy}</button>
      <p class="small soft">
        ${this.copied === "by-hand"
          ? html`<label>${byHand} <input type="text" readonly .value=${this.address} @focus=${(event: Event) => (event.target as HTMLInputElement).select()} /></label>`
          : said}
        ${this.copied === "by-hand" && this.own ? whatOwn : nothing}
      </p>`;
  }

  private async copy(): Promise<void> {
    this.address = this.now;
    // In the page itself the address bar says the same; elsewhere it is not ours.
    if (withoutHash(location.href) === this.home) history.replaceState(null, "", this.address);
    try {
      await navigator.clipboard.writeText(this.address);
      this.copied = "copied";
      announce(this, this.own ? ui.share.copiedOwn : ui.share.copied);
    } catch {
      this.copied = "by-hand";
      announce(this, ui.share.byHand);
    }
  }
}
