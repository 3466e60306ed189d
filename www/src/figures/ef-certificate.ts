import type { CertifierProgress } from "easily-fooled";
import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../elements/ef-choice.ts";
import { spoken } from "../elements/spoken.ts";
import { type CertifyResult, failureOf, PIXEL_VALUES } from "../engine/protocol.ts";
import { BLUR_FIRST, CERTIFICATE_SIGMAS, type CertificateSigma } from "../state/blur.ts";
import type { Subject } from "../state/run.ts";
import { base, controls } from "../styles/shared.ts";
import { blur } from "../text/en/blur.ts";
import { duration } from "../state/format.ts";
import { ui } from "../text/en/ui.ts";
import { announce } from "../elements/announce.ts";
import type { Place } from "./place.ts";

const SEED = 1;

/** Randomised smoothing of the picture in hand, behind a fold: the certified answer and its radius, or none. Fires `choose` with another sigma. */
@customElement("ef-certificate")
export class EfCertificate extends LitElement {
  @property({ attribute: false }) place: Place | undefined;
  @property() model = "";
  @property({ attribute: false }) subject!: Subject;
  @property({ type: Number }) sigma: CertificateSigma = BLUR_FIRST.certify;

  @state() private progress: CertifierProgress | undefined;
  @state() private result: CertifyResult | undefined;
  @state() private failure = "";
  @state() private busy = false;

  private abort = new AbortController();

  static override styles = [
    base,
    controls,
    css`
      :host {
        margin-top: 1.4rem;
      }
      summary {
        min-height: 2.75rem;
        padding-block: 0.6rem;
        font-weight: 600;
      }
      .inside {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
        max-width: 44rem;
        padding-bottom: 0.6rem;
      }
      .inside > p {
        line-height: 1.55;
      }
      .outcome {
        min-height: 9rem;
        padding-top: 0.7rem;
        border-top: 1px solid var(--line);
      }
      @media (min-width: 40rem) {
        .outcome {
          min-height: 6.5rem;
        }
      }
      progress {
        display: block;
        width: 100%;
        height: 0.5rem;
        margin-top: 0.5rem;
        accent-color: var(--orange);
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  /** A certificate belongs to one picture, one net and one sigma. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("subject") || changed.has("model") || changed.has("sigma")) this.stop(true);
  }

  override render() {
    const words = blur.certificate;
    return html`<details>
      <summary>${words.summary}</summary>
      <div class="inside">
        <p>${words.lead}</p>
        <ef-choice
          layout="chips"
          .legend=${words.sigma}
          .value=${String(this.sigma)}
          .choices=${CERTIFICATE_SIGMAS.map((sigma) => ({ value: String(sigma), text: words.sigmas(sigma) }))}
          @choose=${(event: CustomEvent<string>) => this.choose(CERTIFICATE_SIGMAS.find((sigma) => String(sigma) === event.detail)!)}
        ></ef-choice>
        <div><button type="button" @click=${this.press}>${this.busy ? words.stop : words.go}</button></div>
        <div class="outcome">${this.outcome()}</div>
        <p class="small soft">${words.means}</p>
      </div>
    </details>`;
  }

  private choose(sigma: CertificateSigma): void {
    this.dispatchEvent(new CustomEvent<CertificateSigma>("choose", { detail: sigma }));
  }

  private outcome() {
    const words = blur.certificate;
    if (this.failure) return html`<p>${ui.failed} ${spoken(this.failure)}</p>`;
    if (this.result) return html`<p>${this.said(this.result)}</p><p class="small soft">${duration(this.result.milliseconds)}.</p>`;
    if (!this.busy) return html`<p class="soft">${words.ready}</p>`;
    const { seen, total } = this.progress ?? { seen: 0, total: 1 };
    return html`<p>${this.progress ? words.running(seen, total) : ui.status.loading}</p><progress aria-label=${words.summary} max=${total} value=${seen}></progress>`;
  }

  private said({ certificate }: CertifyResult): string {
    const { label, radius } = certificate;
    if (label === undefined) return blur.certificate.abstained;
    const right = this.subject.label === undefined ? undefined : this.subject.label === label;
    return blur.certificate.certified(this.place?.catalog.classNames[label] ?? "", right, certificate, radius / Math.sqrt(PIXEL_VALUES));
  }

  private press = (): void => {
    if (this.busy) this.stop();
    else void this.start();
  };

  private async start(): Promise<void> {
    if (!this.place) return;
    this.stop(true);
    const { signal } = this.abort;
    this.busy = true;
    try {
      const job = this.place.engine.certify({ models: [this.model], pixels: this.subject.pixels, options: { sigma: this.sigma, seed: SEED } }, signal);
      for await (const update of job) {
        if (signal.aborted) return;
        if (update.kind === "progress") this.progress = update.progress;
        else this.result = update;
      }
      this.busy = false;
      if (this.result) announce(this, this.said(this.result));
    } catch (reason) {
      if (signal.aborted) return;
      const { code, message } = failureOf(reason);
      this.failure = ui.failure(code, message);
      this.busy = false;
    }
  }

  private stop(forget = false): void {
    this.abort.abort();
    this.abort = new AbortController();
    this.busy = false;
    this.progress = undefined;
    this.failure = "";
    if (forget) this.result = undefined;
  }
}
