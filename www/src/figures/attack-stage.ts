import { html, nothing } from "lit";
import { state } from "lit/decorators.js";
import "../elements/ef-picture.ts";
import "../elements/ef-share.ts";
import "../elements/ef-slider.ts";
import { plannedIterations } from "../state/armoury.ts";
import type { Frame } from "../state/frames.ts";
import { top } from "../state/outcome.ts";
import { distance, rgbaOf, rgbaOfChange } from "../state/pixels.ts";
import type { Run } from "../state/run.ts";
import type { Wish } from "../state/settings.ts";
import { ui } from "../text/en/ui.ts";
import { warningTexts } from "../text/en/warnings.ts";
import { AttackFigure } from "./attack-figure.ts";
import { gainSlider } from "./gain.ts";
import type { Saying } from "./picture-figure.ts";
import { downloadJson, downloadPng } from "./pictures.ts";

/** The parts that figures of one picture under attack are put together from. */
export abstract class AttackStage<S extends { wish: Wish }> extends AttackFigure<S> {
  /** Which of the kept iterates is shown instead of the result. */
  @state() private watched: number | undefined;

  /** Who speaks below the pictures: the net, or the vote. */
  protected abstract says(run: Run, which: "before" | "now"): Saying | undefined;

  protected pictures(run: Run) {
    const original = run.subject.pixels;
    const frame = this.frame(run);
    const shown = frame?.pixels ?? run.pixels;
    const is = run.subject.label ?? run.label;
    const moved = distance(original, shown);
    const touched = original.reduce((count, value, index) => count + (value === shown[index] ? 0 : 1), 0);
    const now = frame ? this.saidAt(run, frame.iteration) : this.says(run, "now");
    const resultTwin = now ? ui.picture.resultTwin(this.saying(now)) : ui.picture.untouched;
    return html`<div class="pictures" part="pictures">
      <ef-picture .rgba=${rgbaOf(original)} .twin=${ui.picture.originalTwin(this.subjectTwin(run.subject))}>
        <span class="caption"><span class="what">${ui.picture.original}</span>${this.spoken(this.says(run, "before"), is)}</span>
      </ef-picture>
      <span class="operator" aria-hidden="true">+</span>
      <ef-picture
        class="changed"
        .rgba=${rgbaOfChange(original, shown, this.gain)}
        .twin=${touched === 0 ? ui.picture.noChangeTwin : ui.picture.changeTwin(this.gain, moved.linf, touched / original.length)}
        .tag=${ui.picture.gain(this.gain)}
      >
        <span class="caption">
          <span class="what">${ui.picture.change}</span>
          ${touched === 0 ? ui.picture.untouched : run.options?.norm === "l2" ? ui.picture.length(moved.l2) : ui.picture.atMost(moved.linf)}
        </span>
      </ef-picture>
      <span class="operator" aria-hidden="true">=</span>
      <ef-picture class="result" .rgba=${rgbaOf(shown)} .twin=${resultTwin}>
        <span class="caption"><span class="what">${frame ? ui.picture.atStep(frame.iteration) : ui.picture.result}</span>${this.spoken(now, is)}</span>
      </ef-picture>
      ${gainSlider("gain", this.gain, (gain) => (this.gain = gain))}
      <ef-slider
        class="again"
        loose
        .label=${ui.picture.again}
        .range=${{ min: 0, max: Math.max(1, run.frames.length), step: 1 }}
        .value=${this.watched ?? Math.max(1, run.frames.length)}
        ?disabled=${!this.canWatch(run)}
        @slide=${(event: CustomEvent<number>) => (this.watched = event.detail < run.frames.length ? event.detail : undefined)}
      ></ef-slider>
    </div>`;
  }

  private canWatch({ frames }: Run): boolean {
    return this.runs.phase === "done" && frames.length > 1;
  }

  /** The step that the visitor goes back to; at the end of the slider stands the result. */
  private frame(run: Run): Frame | undefined {
    return this.watched === undefined || !this.canWatch(run) ? undefined : run.frames[this.watched];
  }

  /** What one net said then. Several are seen in their chart. */
  private saidAt({ trail, models }: Run, iteration: number): Saying | undefined {
    const [probabilities] = trail.find((point) => point.iteration === iteration)?.members ?? [];
    if (!probabilities || models.length > 1) return undefined;
    const label = top(probabilities);
    return { label, confidence: probabilities[label]! };
  }

  protected override willUpdate(): void {
    if (this.runs.phase !== "done") this.watched = undefined;
  }

  protected verdict(run: Run, sentence: string, remarks: string[]) {
    const { phase, judging } = this.runs;
    const total = this.steps(run);
    const done = run.progress?.iteration ?? 0;
    const part = phase === "done" || phase === "poster" || judging ? 1 : done / total;
    const working =
      phase === "loading"
        ? ui.status.loading
        : phase === "running"
          ? judging
            ? ui.status.judging
            : ui.status.running(done, total)
          : phase === "paused"
            ? ui.status.paused(done, total)
            : "";
    return this.told({ phase, part, failure: this.runs.failure, sentence, details: working || remarks.join(" "), more: this.flags(run) });
  }

  /** Signs that the result says less than it seems to. */
  private flags(run: Run) {
    const warnings = run.result?.verdict.warnings ?? [];
    if (warnings.length === 0) return nothing;
    return html`<ul class="flags">${warnings.map((warning) => html`<li>${warningTexts[warning]}</li>`)}</ul>`;
  }

  /** What the attacker wants: a class, or any other than the true one. */
  protected goal(heading: string) {
    const label = this.subject.label ?? this.run.label;
    return html`<label class="field">
      <span class="heading">${heading}</span>
      <select class="wish" @change=${(event: Event) => this.setWish((event.target as HTMLSelectElement).value)}>
        <option value="other" ?selected=${this.settings.wish === "other"}>${ui.controls.anythingElse}</option>
        ${this.classes.map(
          (name, index) =>
            html`<option value=${index} ?selected=${this.settings.wish === index} ?disabled=${index === label}>${ui.controls.wished(name)}</option>`,
        )}
      </select>
    </label>`;
  }

  /** The button that grants the wish, and beside it those that hold it up. `barred`: there is a reason not to begin. */
  protected go(words: (wish: string | undefined) => string, barred = this.wishIsGranted) {
    const { phase, busy, attacking, judging } = this.runs;
    const text = phase === "running" ? ui.controls.pause : phase === "paused" ? ui.controls.resume : words(this.wish);
    return html`<div class="go">
      <button class="main" part="action" type="button" ?disabled=${phase === "loading" || judging || barred} @click=${() => this.press()}>${text}</button>
      <span class="buttons">
        <button type="button" class="step" ?disabled=${(busy && !attacking) || judging || barred} @click=${() => this.step()}>${ui.controls.step}</button>
        <button type="button" class="stop" ?disabled=${!attacking || judging} @click=${() => this.control("stop")}>${ui.controls.stop}</button>
        ${this.tempo()}
      </span>
    </div>`;
  }

  /** How fast it is shown, where there is a choice. */
  protected tempo(): unknown {
    return nothing;
  }

  protected grantedHint() {
    const label = this.subject.label ?? this.run.label;
    return this.wishIsGranted ? html`<p class="small hint">${ui.controls.targetIsLabel(this.nameOf(label!))}</p>` : nothing;
  }

  protected foot(run: Run) {
    const nets = run.council.ensemble === undefined ? run.models.join("-") : `${run.council.ensemble}-${run.models.length}`;
    const name = `easily-fooled-${nets}-${this.runs.phase === "poster" ? "prepared" : (run.result?.seed ?? "")}`;
    const missing = run.result === undefined;
    // What broke off has no verdict, but its picture is in sight.
    const unseen = missing && !(this.runs.phase === "failed" && run.progress);
    return html`<div class="foot">
      <div class="buttons downloads" role="group" aria-label=${ui.controls.downloads}>
        <button type="button" ?disabled=${unseen} @click=${() => downloadPng(run.pixels, 1, name)}>${ui.controls.png}</button>
        <button type="button" ?disabled=${unseen} @click=${() => downloadPng(run.pixels, 16, `${name}-large`)}>${ui.controls.large}</button>
        <button type="button" ?disabled=${missing} @click=${() => downloadJson(this.record(), name)}>${ui.controls.json}</button>
      </div>
      <button class="quiet reset" type="button" @click=${() => this.reset()}>${ui.controls.reset}</button>
      <ef-share
        .home=${this.place?.home ?? ""}
        .state=${() => this.link()}
        ?own=${run.subject.origin.kind === "file"}
        .note=${this.reproduced}
        .barred=${this.unlinkable}
      ></ef-share>
    </div>`;
  }

  /** How many iterations there were, or at most will be. */
  protected steps(run: Run): number {
    if (run.result) return Math.max(1, run.trail.at(-1)?.iteration ?? 1);
    return run.progress?.totalIterations ?? plannedIterations(run.options);
  }

  private setWish(value: string): void {
    const wish: Wish = value === "other" ? "other" : Number(value);
    this.set({ wish } as Partial<S>);
  }
}
