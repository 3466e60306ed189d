import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { AttackJob } from "../engine/client.ts";
import { failureOf } from "../engine/protocol.ts";
import "../elements/ef-nets.ts";
import "../elements/ef-picture.ts";
import { targetGlyph } from "../elements/glyphs.ts";
import recorded from "../posters/certain.json";
import { percent } from "../state/format.ts";
import { pixelsOfBase64, rgbaOf } from "../state/pixels.ts";
import { CERTAIN, uphillOptions } from "../state/settings.ts";
import { figureStyles } from "../styles/figure.ts";
import { base, controls } from "../styles/shared.ts";
import { en } from "../text/en.ts";
import { announce } from "./announce.ts";
import { downloadPng } from "./pictures.ts";
import type { Place } from "./place.ts";

const CLASSES = recorded.cells.length;

interface Cell {
  pixels: Float32Array | undefined;
  confidence: number;
  iterations: number;
  seed: number;
  state: "empty" | "climbing" | "filled" | "short";
  agreed: boolean;
}

/** Ten squares of noise, each led uphill to its class. */
@customElement("ef-certain")
export class EfCertain extends LitElement {
  @property({ attribute: false }) place: Place | undefined;

  @state() private phase: "poster" | "loading" | "running" | "done" | "stopped" | "failed" = "poster";
  @state() private model = recorded.model;
  @state() private shownModel = recorded.model;
  @state() private seed = recorded.seed;
  @state() private cells: Cell[] = posterCells();
  @state() private looking: number | undefined;
  @state() private failure = "";
  @query("dialog") private dialog!: HTMLDialogElement;

  private abort = new AbortController();
  private jobs = new Set<AttackJob>();

  static override styles = [
    base,
    controls,
    figureStyles,
    css`
      .cells {
        --zoom: 4;
        display: grid;
        grid-template-columns: repeat(2, calc(32px * var(--zoom)));
        justify-content: space-between;
        gap: 0.9rem 0.5rem;
      }
      @container (min-width: 20.4rem) {
        .cells {
          --zoom: 3;
          grid-template-columns: repeat(3, calc(32px * var(--zoom)));
        }
      }
      @container (min-width: 32rem) {
        .cells {
          --zoom: 3;
          grid-template-columns: repeat(5, calc(32px * var(--zoom)));
        }
      }
      @container (min-width: 44rem) {
        .cells {
          --zoom: 4;
        }
      }
      @container (min-width: 56rem) {
        .cells {
          --zoom: 5;
        }
      }
      .cell {
        display: block;
        width: calc(32px * var(--zoom));
        min-height: 0;
        padding: 0;
        border: 0;
        border-radius: 0;
        background: none;
        text-align: left;
        font-weight: 400;
      }
      .cell:hover .name {
        text-decoration: underline;
      }
      .name {
        display: flex;
        align-items: center;
        gap: 0.35rem;
        margin-top: 0.4rem;
        font-weight: 600;
        line-height: 1.3;
      }
      .filled .name {
        color: var(--target);
      }
      .bar {
        height: 0.35rem;
        margin: 0.3rem 0 0.25rem;
        background: var(--panel);
        border-radius: 2px;
      }
      .bar > div {
        height: 100%;
        border-radius: 2px;
        background: var(--line-strong);
      }
      .filled .bar > div {
        background: var(--target);
      }
      .how {
        display: block;
        font-size: var(--small);
        line-height: 1.35;
        min-height: 2.7em;
        color: var(--ink-soft);
      }
      .empty-square {
        aspect-ratio: 1;
        background: var(--panel);
      }
      .go {
        margin-bottom: 1.4rem;
      }
      @container (min-width: 32rem) {
        .go {
          grid-template-columns: minmax(13rem, max-content) max-content;
          gap: 0.75rem;
          align-items: center;
        }
      }
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
      dialog ef-picture {
        --zoom: 8;
        margin: 1rem auto;
      }
      @media (min-width: 30rem) {
        dialog ef-picture {
          --zoom: 13;
        }
      }
      dialog h4 {
        font-family: var(--serif);
        font-size: var(--large);
        font-weight: 500;
      }
      dialog .buttons {
        margin-top: 1rem;
      }
    `,
  ];

  constructor() {
    super();
    const warm = () => this.place?.engine.warm([this.model]);
    this.addEventListener("pointerenter", warm, { once: true });
    this.addEventListener("focusin", warm, { once: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.cancel();
  }

  override render() {
    const working = this.phase === "loading" || this.phase === "running";
    const filled = this.cells.filter(({ state }) => state === "filled").length;
    const part = working ? this.cells.filter(({ state }) => state === "filled" || state === "short").length / CLASSES : 1;
    return html`<section aria-label=${en.figures.certainTitle}>
      <div class="title"><h3>${en.figures.certainTitle}</h3><span class="soft">${en.figures.certain}</span></div>
      <ol class="cells" aria-label=${en.certain.grid}>
        ${this.cells.map((cell, index) => html`<li>${this.cell(cell, index)}</li>`)}
      </ol>
      <div class="verdict is-${this.phase}">
        <div class="progress" aria-hidden="true"><div style="width:${this.phase === "loading" ? "" : `${part * 100}%`}"></div></div>
        ${this.phase === "failed"
          ? html`<div class="failure"><p class="sentence">${en.failed}</p><p class="details">${this.failure}</p></div>`
          : html`<p class="sentence">${this.sentence(filled)}</p>
              <p class="details">${working ? nothing : this.summary(filled)} ${this.phase === "poster" ? html`<em>${en.precomputed}</em>` : nothing}</p>`}
      </div>
      <div class="go">
        <button class="main" type="button" ?disabled=${working} @click=${() => void this.fill()}>
          ${this.phase === "poster" ? en.certain.go : en.certain.again}
        </button>
        <span class="buttons">
          <button type="button" class="stop" ?disabled=${!working} @click=${() => this.stop()}>${en.controls.stop}</button>
          <button type="button" class="other" ?disabled=${working} @click=${() => this.otherNoise()}>${en.certain.otherNoise}</button>
        </span>
      </div>
      <div class="setup">
        <ef-nets
          .catalog=${this.place?.catalog}
          .value=${this.model}
          .loadTime=${this.place?.engine.loadTime(this.model)}
          @choose=${(event: CustomEvent<string>) => this.chooseNet(event.detail)}
        ></ef-nets>
      </div>
      <div class="foot"><span></span><button class="quiet reset" type="button" @click=${() => this.reset()}>${en.controls.reset}</button></div>
      ${this.closeLook()}
    </section>`;
  }

  private cell({ pixels, confidence, iterations, state }: Cell, index: number) {
    const name = this.nameOf(index);
    return html`<button class="cell ${state}" type="button" ?disabled=${!pixels} @click=${() => this.look(index)}>
      ${pixels ? html`<ef-picture .rgba=${rgbaOf(pixels)} aria-hidden="true"></ef-picture>` : html`<span class="empty-square"></span>`}
      <span class="name">${state === "filled" ? targetGlyph : nothing}<span class="visually-hidden">${en.certain.cellTwin}</span>${name}</span>
      <div class="bar"><div style="width:${(confidence * 100).toFixed(1)}%"></div></div>
      <span class="how">${pixels ? html`${percent(confidence)}<br />${en.certain.steps(iterations)}` : nothing}</span>
    </button>`;
  }

  private closeLook() {
    const index = this.looking;
    const cell = index === undefined ? undefined : this.cells[index];
    if (index === undefined || !cell?.pixels) return html`<dialog></dialog>`;
    const { pixels, confidence, iterations, seed } = cell;
    const name = this.nameOf(index);
    const file = `easily-fooled-noise-${name}-${this.shownModel}-${seed}`;
    return html`<dialog aria-labelledby="close-look" @close=${() => (this.looking = undefined)}>
      <h4 id="close-look">${en.certain.dialog(name)}</h4>
      <ef-picture .rgba=${rgbaOf(pixels)} .twin=${en.certain.cell(name, confidence)}></ef-picture>
      <p>${en.certain.dialogText(name, confidence, iterations, seed)}</p>
      <div class="buttons">
        <button type="button" @click=${() => downloadPng(pixels, 1, file)}>${en.controls.png}</button>
        <button type="button" @click=${() => downloadPng(pixels, 16, `${file}-large`)}>${en.controls.large}</button>
        <button type="button" @click=${() => this.dialog.close()}>${en.certain.close}</button>
      </div>
    </dialog>`;
  }

  private sentence(filled: number): string {
    if (this.phase === "loading") return en.status.loading;
    if (this.phase === "running") return en.certain.working(filled);
    if (this.phase === "stopped") return en.certain.stopped(filled);
    return en.certain.done(filled, this.titleOf(this.shownModel));
  }

  private summary(filled: number): string {
    const done = this.cells.flatMap(({ state, iterations }, index) => (state === "filled" ? [en.certain.item(this.nameOf(index), iterations)] : []));
    if (done.length === 0) return "";
    const agreed = this.cells.filter(({ state, agreed }) => state === "filled" && agreed).length;
    return `${en.certain.summary(done)} ${en.certain.judged(agreed, filled)}`;
  }

  private nameOf(index: number): string {
    return this.place?.catalog.classes[index] ?? "";
  }

  private titleOf(model: string): string {
    return this.place?.catalog.models.find(({ id }) => id === model)?.title ?? model;
  }

  private async fill(): Promise<void> {
    if (!this.place) return;
    this.cancel();
    const { signal } = this.abort;
    const { engine } = this.place;
    this.phase = "loading";
    this.shownModel = this.model;
    announce(this, en.status.started);
    try {
      const starts = await Promise.all(
        Array.from({ length: CLASSES }, (_, index) => engine.noise(this.seed + index, signal)),
      );
      this.cells = starts.map((pixels, index) => ({
        pixels,
        confidence: 0,
        iterations: 0,
        seed: this.seed + index,
        state: "climbing",
        agreed: false,
      }));
      this.phase = "running";
      await Promise.all(starts.map((start, target) => this.climb(start, target, signal)));
      const short = this.cells.some(({ state }) => state === "climbing");
      this.phase = short ? "stopped" : "done";
      announce(this, this.sentence(this.cells.filter(({ state }) => state === "filled").length));
    } catch (reason) {
      if (signal.aborted) return;
      this.abort.abort();
      const { code, message } = failureOf(reason);
      this.failure = en.failure(code, message);
      this.phase = "failed";
      announce(this, this.failure);
    }
  }

  private async climb(start: Float32Array, target: number, signal: AbortSignal): Promise<void> {
    const seed = this.seed + target;
    const job = this.place!.engine.attack(
      {
        models: [this.model],
        rule: "mean",
        pixels: start,
        options: uphillOptions(target, seed),
        pace: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 16,
        oneStep: false,
      },
      signal,
    );
    this.jobs.add(job);
    for await (const update of job) {
      if (update.kind === "progress") {
        const confidence = update.progress.members[0]?.probabilities[target] ?? 0;
        this.put(target, { pixels: update.pixels, confidence, iterations: update.progress.iteration });
      } else {
        const { vote, agreed } = update.verdict;
        const confidence = vote.members[0]?.probabilities[target] ?? 0;
        this.put(target, {
          pixels: update.best,
          confidence,
          agreed,
          state: confidence >= CERTAIN ? "filled" : update.stopped ? "climbing" : "short",
        });
      }
    }
    this.jobs.delete(job);
  }

  private put(index: number, change: Partial<Cell>): void {
    this.cells = this.cells.map((cell, at) => (at === index ? { ...cell, ...change } : cell));
  }

  private stop(): void {
    if (this.phase === "loading") this.reset();
    else for (const job of this.jobs) job.control("stop");
  }

  private chooseNet(model: string): void {
    this.model = model;
    if (this.phase === "loading" || this.phase === "running") void this.fill();
  }

  private otherNoise(): void {
    this.seed += CLASSES;
    void this.fill();
  }

  private reset(): void {
    this.cancel();
    this.phase = "poster";
    this.model = this.shownModel = recorded.model;
    this.seed = recorded.seed;
    this.cells = posterCells();
  }

  private cancel(): void {
    this.abort.abort();
    this.abort = new AbortController();
    this.jobs.clear();
  }

  private look(index: number): void {
    this.looking = index;
    void this.updateComplete.then(() => this.dialog.showModal());
  }
}

function posterCells(): Cell[] {
  return recorded.cells.map(({ pixels, confidence, iterations, seed, agreed }) => ({
    pixels: pixelsOfBase64(pixels),
    confidence,
    iterations,
    seed,
    agreed,
    state: confidence >= CERTAIN ? "filled" : "short",
  }));
}
