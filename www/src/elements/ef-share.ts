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
  /** It will hold what was chosen, without the promise of a result. */
  @property({ type: Boolean }) chosen = false;
  /** What it will not hold. */
  @property() lacks = "";
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

  /** What is said of a link, before and after it is copied. */
  private get words(): { what: string; copied: string } {
    return this.own ? ui.share.own : this.chosen ? ui.share.chosen : ui.share.again;
  }

  override render() {
    const { what, copied } = this.words;
    const said = this.copied === "copied" ? `${copied} ${this.lacks}` : this.note || `${what} ${this.lacks}`;
    return html`<button type="button" class="share" ?disabled=${this.barred !== ""} @click=${() => void this.copy()}>${ui.share.copy}</button>
      <p class="small soft">
        ${this.barred
          ? this.barred
          : this.copied === "by-hand"
            ? html`<label>${ui.share.byHand} <input type="text" readonly .value=${this.address} @focus=${(event: Event) => (event.target as HTMLInputElement).select()} /></label>
                ${this.own ? what : nothing} ${this.lacks}`
            : said}
      </p>`;
  }

  private async copy(): Promise<void> {
    this.address = this.now;
    // In the page itself the address bar says the same; elsewhere it is not ours.
    if (withoutHash(location.href) === this.home) history.replaceState(null, "", this.address);
    try {
      await navigator.clipboard.writeText(this.address);
      this.copied = "copied";
      announce(this, this.words.copied);
    } catch {
      this.copied = "by-hand";
      announce(this, ui.share.byHand);
    }
  }
}
