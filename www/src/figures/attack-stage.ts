import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import "../elements/ef-advanced.ts";
import "../elements/ef-choice.ts";
import "../elements/ef-nets.ts";
import { labelGlyph, targetGlyph } from "../elements/glyphs.ts";
import "../elements/ef-picker.ts";
import type { Picked } from "../elements/ef-picker.ts";
import "../elements/ef-picture.ts";
import "../elements/ef-slider.ts";
import { distance, rgbaOf, rgbaOfChange } from "../state/pixels.ts";
import type { Run } from "../state/run.ts";
import { type Settings, totalIterations } from "../state/settings.ts";
import { base, controls } from "../styles/shared.ts";
import { figureStyles } from "../styles/figure.ts";
import { en } from "../text/en.ts";
import { AttackFigure } from "./attack-figure.ts";
import { downloadJson, downloadPng } from "./pictures.ts";
import { recordOf } from "./record.ts";

export interface Saying {
  label: number | undefined;
  confidence: number;
}

/** The parts that figures of one picture under attack are put together from. */
export abstract class AttackStage extends AttackFigure {
  static override styles = [base, controls, figureStyles];

  /** On phones all but the picture, the verdict and the main control waits behind a fold. */
  @state() private narrow = false;
  private readonly size = new ResizeObserver((entries) => (this.narrow = entries.at(-1)!.contentRect.width < 480));

  override connectedCallback(): void {
    super.connectedCallback();
    this.size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.size.disconnect();
  }

  /** Who speaks below the pictures: the net, or the vote. */
  protected abstract says(run: Run, which: "before" | "now"): Saying | undefined;

  protected get classes(): string[] {
    return this.place?.catalog.classes ?? [];
  }

  protected stage(content: TemplateResult, title: string, what: string) {
    return html`<section class="stage" aria-label=${title}>
      <div class="title"><h3>${title}</h3><span class="soft">${what}</span></div>
      ${content} ${this.dropping ? html`<div class="drop">${en.picker.drop}</div>` : nothing}
    </section>`;
  }

  protected pictures(run: Run) {
    const original = run.subject.pixels;
    const moved = distance(original, run.pixels);
    const { origin } = run.subject;
    const name =
      origin.kind === "gallery"
        ? en.picture.gallery(this.nameOf(run.subject.label ?? 0))
        : origin.kind === "file"
          ? en.picture.own
          : en.picture.noise;
    const touched = original.reduce((count, value, index) => count + (value === run.pixels[index] ? 0 : 1), 0);
    const now = this.says(run, "now");
    const resultTwin = now ? en.picture.resultTwin(this.saying(now)) : en.picture.untouched;
    return html`<div class="pictures">
      <ef-picture .rgba=${rgbaOf(original)} .twin=${en.picture.originalTwin(name)}>
        <span class="caption"><span class="what">${en.picture.original}</span>${this.spoken(this.says(run, "before"), run)}</span>
      </ef-picture>
      <span class="operator" aria-hidden="true">+</span>
      <ef-picture
        class="changed"
        .rgba=${rgbaOfChange(original, run.pixels, this.gain)}
        .twin=${touched === 0 ? en.picture.noChangeTwin : en.picture.changeTwin(this.gain, moved.linf, touched / original.length)}
        .tag=${en.picture.gain(this.gain)}
      >
        <span class="caption">
          <span class="what">${en.picture.change}</span>
          ${touched === 0 ? en.picture.untouched : run.settings.norm === "linf" ? en.picture.atMost(moved.linf) : en.picture.length(moved.l2)}
        </span>
      </ef-picture>
      <span class="operator" aria-hidden="true">=</span>
      <ef-picture class="result" .rgba=${rgbaOf(run.pixels)} .twin=${resultTwin}>
        <span class="caption"><span class="what">${en.picture.result}</span>${this.spoken(now, run)}</span>
      </ef-picture>
      <ef-slider
        class="gain"
        name="gain"
        loose
        .label=${en.picture.gainLabel}
        unit=" ×"
        .value=${this.gain}
        @slide=${(event: CustomEvent<number>) => (this.gain = event.detail)}
      ></ef-slider>
    </div>`;
  }

  protected saying({ label, confidence }: Saying): string {
    return label === undefined ? en.several.noDecision : en.picture.says(this.nameOf(label), confidence);
  }

  /** In the colour of its role: blue for what it is (or was taken for), orange for anything else. */
  protected spoken(saying: Saying | undefined, run: Run) {
    if (!saying) return html`<span class="soft">…</span>`;
    const right = saying.label === (run.subject.label ?? run.label);
    return html`<span class="says ${right ? "is-label" : "is-target"}">${right ? labelGlyph : targetGlyph}${this.saying(saying)}</span>`;
  }

  protected verdict(run: Run, sentence: string, remarks: string[]) {
    const { phase } = this.runs;
    const total = this.steps(run);
    const done = run.progress?.iteration ?? 0;
    const part = phase === "done" || phase === "poster" ? 1 : done / total;
    const working =
      phase === "loading"
        ? en.status.loading
        : phase === "running"
          ? en.status.running(done, total)
          : phase === "paused"
            ? en.status.paused(done, total)
            : "";
    return html`<div class="verdict is-${phase}">
      <div class="progress" aria-hidden="true"><div style="width:${phase === "loading" ? "" : `${(part * 100).toFixed(1)}%`}"></div></div>
      ${phase === "failed"
        ? html`<div class="failure"><p class="sentence">${en.failed}</p><p class="details">${this.runs.failure}</p></div>`
        : html`<p class="sentence">${sentence}</p>
            <p class="details">${working || remarks.join(" ")} ${phase === "poster" ? html`<em>${en.precomputed}</em>` : nothing}</p>`}
      ${this.problem ? html`<p class="details failure">${this.problem}</p>` : nothing}
    </div>`;
  }

  /** What everybody needs: the wish, the budget, and the button that grants the one within the other. */
  protected act(go: (wish: string | undefined) => string, wish: string) {
    const { phase, busy, attacking } = this.runs;
    const label = this.subject.label ?? this.run.label;
    const text =
      phase === "running" ? en.controls.pause : phase === "paused" ? en.controls.resume : go(this.wish);
    return html`<div class="act">
        <label class="field">
          <span class="heading">${wish}</span>
          <select class="wish" @change=${(event: Event) => this.setWish((event.target as HTMLSelectElement).value)}>
            <option value="other" ?selected=${this.settings.wish === "other"}>${en.controls.anythingElse}</option>
            ${this.classes.map(
              (name, index) =>
                html`<option value=${index} ?selected=${this.settings.wish === index} ?disabled=${index === label}>${en.a(name)}</option>`,
            )}
          </select>
        </label>
        ${this.budget()}
        <div class="go">
          <button class="main" type="button" ?disabled=${phase === "loading" || this.wishIsGranted} @click=${() => this.press()}>${text}</button>
          <span class="buttons">
            <button type="button" class="step" ?disabled=${(busy && !attacking) || this.wishIsGranted} @click=${() => this.step()}>${en.controls.step}</button>
            <button type="button" class="stop" ?disabled=${!attacking} @click=${() => this.control("stop")}>${en.controls.stop}</button>
          </span>
        </div>
      </div>
      ${this.wishIsGranted ? html`<p class="small hint">${en.controls.targetIsLabel(this.nameOf(label!))}</p>` : nothing}`;
  }

  private budget() {
    const { norm } = this.settings;
    return html`<ef-slider
      class="budget"
      .name=${norm === "linf" ? "budget" : "radius"}
      .label=${en.controls.budget}
      .unit=${norm === "linf" ? en.controls.of255 : ""}
      .hint=${norm === "linf" ? en.controls.budgetHint : en.controls.radiusHint}
      .value=${norm === "linf" ? this.settings.budget : this.settings.radius}
      @slide=${(event: CustomEvent<number>) => this.set(norm === "linf" ? { budget: event.detail } : { radius: event.detail })}
    ></ef-slider>`;
  }

  /** Picture and nets, and behind "more" the rest. `nets` is the figure's own; `fold` says on phones what is in it. */
  protected setup(nets: unknown, fold: string = en.controls.fold) {
    const { origin } = this.subject;
    const picture = this.galleryPicture(origin);
    return html`<details class="fold" ?open=${!this.narrow}>
      <summary>${fold}</summary>
      <div class="setup">
      <ef-picker
        .pictures=${this.place?.gallery}
        .classes=${this.classes}
        .folder=${this.place?.galleryFolder ?? ""}
        .chosen=${origin.kind === "gallery" ? origin.id : ""}
        .current=${picture
          ? en.picker.credit(this.subjectName(this.subject), picture.author, picture.licence)
          : this.subjectName(this.subject)}
        @pick=${(event: CustomEvent<Picked>) => void this.pick(event.detail)}
      ></ef-picker>
      ${nets}
      <details class="more">
        <summary>${en.controls.more}</summary>
        <ef-advanced .settings=${this.settings} @change-settings=${(event: CustomEvent<Partial<Settings>>) => this.set(event.detail)}></ef-advanced>
      </details>
      </div>
    </details>`;
  }

  protected foot(run: Run) {
    const nets = run.council.ensemble === undefined ? run.models.join("-") : `${run.council.ensemble}-${run.models.length}`;
    const name = `easily-fooled-${nets}-${this.runs.phase === "poster" ? "prepared" : (run.result?.seed ?? "")}`;
    const missing = run.result === undefined;
    const details = () => recordOf(run, this.place!.catalog, this.galleryPicture(run.subject.origin));
    return html`<div class="foot">
      <div class="buttons downloads" role="group" aria-label=${en.controls.downloads}>
        <button type="button" ?disabled=${missing} @click=${() => downloadPng(run.pixels, 1, name)}>${en.controls.png}</button>
        <button type="button" ?disabled=${missing} @click=${() => downloadPng(run.pixels, 16, `${name}-large`)}>${en.controls.large}</button>
        <button type="button" ?disabled=${missing} @click=${() => downloadJson(details(), name)}>${en.controls.json}</button>
      </div>
      <button class="quiet reset" type="button" @click=${() => this.reset()}>${en.controls.reset}</button>
    </div>`;
  }

  protected steps(run: Run): number {
    if (run.result) return Math.max(1, run.trail.at(-1)?.iteration ?? 1);
    return run.progress?.totalIterations ?? totalIterations(run.settings);
  }
}
