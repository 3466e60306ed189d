import { css, html, LitElement, nothing, unsafeCSS } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import type { Found } from "easily-fooled";
import type { ExperimentRequest } from "../engine/experiment-protocol.ts";
import { announce } from "./announce.ts";
import { ExperimentController } from "../figures/experiment-controller.ts";
import type { Place } from "../figures/place.ts";
import { nothingFound, pieces, type Repeat, REPEAT_SEED, repeatOf, withPiece } from "../state/repeat.ts";
import type { LabelledPictures } from "../state/test-batch.ts";
import type { ClaimId } from "../state/verdicts.ts";
import { base, controls } from "../styles/shared.ts";
import { scorecard } from "../text/en/scorecard.ts";
import { scoreRow, scoreRowStyles } from "./score-row.ts";
import { spoken } from "./spoken.ts";

/** The pictures that are measured, and how many they will be. */
export interface Pictures {
  count: number;
  fetch(): Promise<LabelledPictures>;
}

/** One claim's button: a small version of its measurement, here, and what came of it. Fires `begin`. */
@customElement("ef-repeat")
export class EfRepeat extends LitElement {
  @property() claim: ClaimId = "weights";
  @property({ attribute: false }) place: Place | undefined;
  @property({ attribute: false }) pictures: Pictures | undefined;

  @state() private found: Found[][][] | undefined;
  @state() private done = 0;
  @state() private stopped = false;
  private total = 0;
  private milliseconds = 0;
  private readonly run = new ExperimentController(this);

  static override styles = [
    base,
    controls,
    css`
      ${unsafeCSS(scoreRowStyles)}
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 0.9rem;
        align-items: center;
        min-height: 2.5rem;
      }
      .bar {
        height: 3px;
        margin-top: 0.5rem;
        background: var(--line);
        border-radius: 2px;
        overflow: hidden;
      }
      .bar > div {
        height: 100%;
        background: var(--orange);
        transition: width var(--quick) linear;
      }
      .score-rows {
        margin-top: 0.5rem;
        padding-left: 0.9rem;
        border-left: 3px solid var(--line-strong);
      }
      .score-row:first-child {
        border-top: 0;
      }
    `,
  ];

  /** Ends what is under way; what was found stays. */
  stop(): void {
    if (!this.run.busy) return;
    this.run.stop();
    this.stopped = true;
  }

  private get repeat(): Repeat | undefined {
    return this.place && repeatOf(this.claim, this.place.catalog);
  }

  override render() {
    const { phase, busy } = this.run;
    const { repeat: words } = scorecard;
    const ready = this.repeat !== undefined && (this.pictures?.count ?? 0) > 0;
    const status =
      phase === "failed"
        ? this.run.failure
        : phase === "loading"
          ? words.loading
          : phase === "running"
            ? words.running(this.done, this.total)
            : !this.found
              ? this.place && !this.repeat
                ? words.missing
                : words.size(this.pictures?.count ?? 0)
              : this.stopped
                ? words.stopped(this.done, this.total)
                : words.took(this.milliseconds);
    return html`<div class="line">
        <button type="button" ?disabled=${!ready} @click=${this.press}>${busy ? words.stop : this.found ? words.again : words.go}</button>
        <span class="small soft status">${spoken(status)}</span>
      </div>
      ${this.found ? html`<div class="bar" aria-hidden="true"><div style="width:${this.total === 0 ? 0 : (100 * this.done) / this.total}%"></div></div>${this.rows()}` : nothing}`;
  }

  private rows() {
    const { catalog } = this.place!;
    const titles = (id: string) => [...catalog.models, ...catalog.ensembles].find((one) => one.id === id)?.title ?? id;
    const rows = this.repeat?.measured(this.found!) ?? [];
    const markup = rows.map((part) => scoreRow(part, titles, true)).join("");
    return html`<dl class="score-rows" aria-label=${scorecard.repeat.yours}>${unsafeHTML(markup)}</dl>`;
  }

  private press = (): void => {
    if (this.run.busy) {
      this.stop();
      announce(this, scorecard.repeat.stopped(this.done, this.total));
    } else void this.start();
  };

  private async start(): Promise<void> {
    const { place, pictures, repeat } = this;
    if (!place || !pictures || !repeat) return;
    this.dispatchEvent(new CustomEvent("begin", { bubbles: true, composed: true }));
    const { jobs } = repeat;
    this.found = nothingFound(jobs);
    this.done = 0;
    this.milliseconds = 0;
    this.stopped = false;
    this.total = jobs.reduce((sum, job) => sum + pieces(job, pictures.count).length, 0);
    for (const [index, job] of jobs.entries()) {
      const request = async (): Promise<ExperimentRequest> => ({ models: job.models, ...(await pictures.fetch()), tasks: job.tasks, seed: REPEAT_SEED, todo: pieces(job, pictures.count) });
      const finished = await this.run.start(place.engine, request, (piece) => {
        this.found = withPiece(this.found!, index, piece);
        this.done++;
        this.milliseconds += piece.milliseconds;
      });
      if (!finished) {
        if (this.run.phase === "failed") announce(this, this.run.failure);
        return;
      }
    }
    announce(this, scorecard.repeat.spoken(scorecard.claims[this.claim]));
  }
}
