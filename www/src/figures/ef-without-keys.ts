import { css, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import { memberColour, memberGlyph } from "../elements/glyphs.ts";
import "../elements/ef-counters.ts";
import "../elements/ef-nets.ts";
import "../elements/ef-picture.ts";
import "../elements/ef-slider.ts";
import "../elements/ef-track.ts";
import type { Control } from "../engine/protocol.ts";
import recorded from "../posters/race.json";
import { RACE_DIALECT } from "../state/dialects/without-keys.ts";
import { duration } from "../state/format.ts";
import { type Linkable, picturedOf } from "../state/link.ts";
import { answerOf } from "../state/outcome.ts";
import { distance, rgbaOf, rgbaOfChange } from "../state/pixels.ts";
import { arrival, MOST_QUESTIONS, paid, perRunner, type RaceSettings, raceOptions, type Runner, RUNNERS } from "../state/race.ts";
import { ALONE, opinionsNow, type Order, type RecordedRun, replay, type Run, type Subject, untouched } from "../state/run.ts";
import { ui } from "../text/en/ui.ts";
import { keys } from "../text/en/keys.ts";
import { warningTexts } from "../text/en/warnings.ts";
import { announce } from "../elements/announce.ts";
import { foot } from "./foot.ts";
import { gainSlider } from "./gain.ts";
import { PictureFigure } from "./picture-figure.ts";
import { type Phase, RunController } from "./run-controller.ts";
import { Sharing } from "./sharing.ts";

const POSTER = perRunner((runner) => replay(recorded.runs[runner] as unknown as RecordedRun));

/** One picture, one net, and three attackers who know ever less of it. */
@customElement("ef-without-keys")
export class EfWithoutKeys extends PictureFigure implements Linkable {
  @state() private settings: RaceSettings = recorded.settings;
  /** What the runs in sight were made with. */
  @state() private shownBudget = recorded.settings.budget;
  @state() private model = recorded.model;
  @state() private gain = 10;

  private readonly runs = perRunner(() => new RunController(this));
  private readonly sharing = new Sharing(this, RACE_DIALECT, () => ({ pictured: picturedOf(this.subject), model: this.model, settings: this.settings }));

  static override styles = [
    ...PictureFigure.styles,
    css`
      .start {
        --zoom: 4;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem 2rem;
        align-items: center;
      }
      .original {
        display: grid;
        grid-template-columns: calc(32px * var(--zoom)) minmax(0, 1fr);
        gap: 0.9rem;
      }
      .original .caption {
        min-height: 0;
        margin-top: 0;
      }
      @container (min-width: 40rem) {
        .start {
          --zoom: 6;
          grid-template-columns: calc(32px * var(--zoom)) minmax(0, 1fr);
        }
        .original {
          grid-template-columns: minmax(0, 1fr);
          gap: 0.45rem;
        }
        .original .caption {
          min-height: 2.9em;
        }
      }
      @container (min-width: 61rem) {
        .start {
          --zoom: 7;
        }
      }
      .runners {
        --zoom: 4;
        display: grid;
        gap: 1.6rem 2rem;
        margin-top: 1.6rem;
      }
      @container (min-width: 20.5rem) {
        .runners {
          --zoom: 5;
        }
      }
      @container (min-width: 40rem) {
        .runners {
          --zoom: 3;
          gap: 1.6rem 1rem;
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }
      }
      @container (min-width: 54rem) {
        .runners {
          --zoom: 4;
        }
      }
      .runners > li {
        border-top: 3px solid var(--hue);
        padding-top: 0.6rem;
      }
      h4 {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        font-size: 1rem;
        font-weight: 650;
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(2, calc(32px * var(--zoom)));
        gap: 0.5rem;
        margin-block: 0.6rem 0.5rem;
      }
      .says {
        min-height: 1.45em;
      }
      ef-counters {
        margin-top: 0.4rem;
      }
      .state {
        min-height: 2.9em;
        margin-top: 0.3rem;
      }
      .gain-all {
        max-width: 22rem;
        margin: 0.6rem 0 1.6rem;
      }
      .act {
        grid-template-columns: minmax(0, 1fr);
      }
      @container (min-width: 40rem) {
        .act {
          grid-template-columns: minmax(12rem, 1fr) minmax(13rem, max-content);
        }
      }
    `,
  ];

  constructor() {
    super();
    this.showPoster();
  }

  protected override firstSubject(): Subject {
    return POSTER.weights.subject;
  }

  protected override needed(): string[] {
    return [this.model];
  }

  private get phase(): Phase {
    const phases = RUNNERS.map((runner) => this.runs[runner].phase);
    const first = (["failed", "running", "paused", "loading"] as const).find((phase) => phases.includes(phase));
    return first ?? phases[0]!;
  }

  private get busy(): boolean {
    return RUNNERS.some((runner) => this.runs[runner].busy);
  }

  private run(runner: Runner): Run {
    return this.runs[runner].run!;
  }

  private arrivals(): Record<Runner, number | undefined> {
    return perRunner((runner) => arrival(runner, this.run(runner), this.shownBudget));
  }

  private order(runner: Runner): Order {
    const settings = this.settings;
    return {
      subject: this.subject,
      models: [this.model],
      council: ALONE,
      wish: "other",
      tell: (label) => raceOptions(runner, settings, label),
    };
  }

  private async start(): Promise<void> {
    if (!this.place) return;
    const { engine } = this.place;
    this.problem = "";
    this.shownBudget = this.settings.budget;
    announce(this, ui.status.started);
    const ended = await Promise.all(RUNNERS.map((runner) => this.runs[runner].start(engine, this.order(runner), { motion: this.motion })));
    if (ended.every(Boolean)) announce(this, this.sentence());
    else if (this.phase === "failed") {
      for (const runner of RUNNERS) if (this.runs[runner].busy) this.runs[runner].cancel();
      announce(this, this.failure);
    }
  }

  /** The race begins when somebody says so. */
  async open(given: URLSearchParams): Promise<void> {
    const { pictured, model, settings } = this.sharing.read(given);
    this.reset();
    this.model = model;
    this.settings = settings;
    if (!(await this.follow(pictured))) return;
    if (this.subject !== POSTER.weights.subject || model !== recorded.model) await this.look();
  }

  protected override async look(): Promise<void> {
    if (!this.place) return;
    const { weights, scores, label } = this.runs;
    for (const others of [scores, label]) others.show(untouched(this.order("scores")), "loading");
    await weights.look(this.place.engine, this.order("weights"));
    const before = weights.run?.before;
    if (!before) return;
    scores.show(untouched(this.order("scores"), before), "ready");
    label.show(untouched(this.order("label"), before), "ready");
  }

  protected override reset(): void {
    super.reset();
    this.settings = recorded.settings;
    this.model = recorded.model;
    this.showPoster();
  }

  private showPoster(): void {
    this.shownBudget = recorded.settings.budget;
    for (const runner of RUNNERS) this.runs[runner].show(POSTER[runner], "poster");
  }

  private press(): void {
    if (this.phase === "running") this.control("pause");
    else if (this.phase === "paused") this.control("resume");
    else if (!this.busy) void this.start();
  }

  private control(control: Control): void {
    for (const runner of RUNNERS) if (this.runs[runner].attacking) this.runs[runner].control(control);
    if (control === "pause") announce(this, ui.status.pausedSpoken);
  }

  private choose(change: { budget?: number; model?: string }): void {
    const again = RUNNERS.some((runner) => this.runs[runner].underWay);
    if (change.budget !== undefined) this.settings = { ...this.settings, budget: change.budget };
    if (change.model !== undefined) this.model = change.model;
    if (again) void this.start();
    else if (change.model !== undefined) void this.look();
  }

  override render() {
    return this.stage(
      [
        () => html`${this.startLine()} ${this.verdict()} ${this.act()}`,
        () => html`<ul class="runners">${RUNNERS.map((runner, index) => this.card(runner, index))}</ul>
          ${gainSlider("gain-all", this.gain, (gain) => (this.gain = gain))}
          ${this.folds.panel(keys.fold, () => html`${this.picker()} ${this.nets()}`)}
          ${foot(this.sharing.button({ own: this.subject.origin.kind === "file" }), () => this.reset())}`,
      ],
      keys.title,
      keys.what,
    );
  }

  private startLine() {
    const { subject, before, label } = this.run("weights");
    const arrivals = this.arrivals();
    const lanes = RUNNERS.map((runner) => {
      const spent = arrivals[runner] ?? paid(runner, this.run(runner));
      return {
        name: keys.runners[runner].name,
        value: spent,
        words: keys.paid(runner, spent),
        badge: arrivals[runner] === undefined ? "" : keys.there,
      };
    });
    return html`<div class="start">
      <div class="original">
        <ef-picture .rgba=${rgbaOf(subject.pixels)} .twin=${ui.picture.originalTwin(this.subjectTwin(subject))}></ef-picture>
        <span class="caption"><span class="what">${ui.picture.original}</span>${this.spoken(before && answerOf(before), subject.label ?? label)}</span>
      </div>
      <ef-track .lanes=${lanes} .label=${keys.track}></ef-track>
    </div>`;
  }

  private verdict() {
    const { phase } = this;
    const parts = RUNNERS.map((runner) => {
      const { progress, result } = this.run(runner);
      return result ? 1 : (progress?.iteration ?? 0) / (progress?.totalIterations ?? 1);
    });
    const part = parts.reduce((sum, one) => sum + one, 0) / RUNNERS.length;
    return this.told({ phase, part, failure: this.failure, sentence: this.sentence(), details: this.details() });
  }

  private get failure(): string {
    return RUNNERS.map((runner) => this.runs[runner].failure).find(Boolean) ?? "";
  }

  private sentence(): string {
    const arrivals = this.arrivals();
    if (RUNNERS.every((runner) => this.run(runner).result)) return keys.outcome(arrivals);
    if (this.phase === "loading") return ui.status.loading;
    const { before } = this.run("weights");
    if (this.phase === "ready" && before) return keys.before(this.saying(answerOf(before)));
    return keys.working(Object.values(arrivals).filter((spent) => spent !== undefined).length);
  }

  private details(): string {
    const runs = RUNNERS.map((runner) => this.run(runner));
    const milliseconds = runs.reduce((sum, { result }) => sum + (result?.milliseconds ?? 0), 0);
    const stopped = runs.some(({ result }) => result?.stopped);
    return [
      keys.meaning(this.shownBudget),
      this.arrivals().scores === undefined ? keys.gaveUp(MOST_QUESTIONS) : "",
      stopped ? keys.stopped : "",
      runs.every(({ result }) => result) && milliseconds > 0 ? keys.spent(duration(milliseconds)) : "",
    ]
      .filter(Boolean)
      .join(" ");
  }

  private act() {
    const { phase } = this;
    const text = phase === "running" ? ui.controls.pause : phase === "paused" ? ui.controls.resume : keys.go;
    return html`<div class="act">
      <ef-slider
        class="budget"
        name="budget"
        .label=${keys.budget}
        .unit=${ui.controls.of255}
        .hint=${keys.budgetHint}
        .value=${this.settings.budget}
        @slide=${(event: CustomEvent<number>) => this.choose({ budget: event.detail })}
      ></ef-slider>
      <div class="go">
        <button class="main" part="action" type="button" ?disabled=${phase === "loading"} @click=${() => this.press()}>${text}</button>
        <span class="buttons">
          <button type="button" class="stop" ?disabled=${!RUNNERS.some((runner) => this.runs[runner].attacking)} @click=${() => this.control("stop")}>
            ${ui.controls.stop}
          </button>
        </span>
      </div>
    </div>`;
  }

  private card(runner: Runner, index: number) {
    const run = this.run(runner);
    const { subject, pixels, counts, label } = run;
    const moved = distance(subject.pixels, pixels);
    const [opinion] = opinionsNow(run);
    const says = opinion && { label: opinion.label, confidence: opinion.confidence };
    const { name, sees } = keys.runners[runner];
    const untouchedYet = moved.linf === 0;
    const twin = untouchedYet ? ui.picture.noChangeTwin : `${ui.picture.gain(this.gain)}. ${keys.moved(moved.linf, moved.l2)}`;
    return html`<li style="--hue:${memberColour(index)}" data-runner=${runner}>
      <h4>${memberGlyph(index)}${name}</h4>
      <p class="small soft">${sees}</p>
      <div class="pair">
        <ef-picture .rgba=${rgbaOf(pixels)} .twin=${keys.pictureTwin(says ? this.saying(says) : "…")}></ef-picture>
        <ef-picture .rgba=${rgbaOfChange(subject.pixels, pixels, this.gain)} .twin=${twin} .tag=${ui.picture.gain(this.gain)}></ef-picture>
      </div>
      <p class="says">${this.spoken(says, subject.label ?? label)}</p>
      <p class="small soft">${untouchedYet ? ui.picture.untouched : keys.moved(moved.linf, moved.l2)}</p>
      <ef-counters
        .counters=${[
          { name: keys.gradients, value: counts.gradientEvaluations },
          { name: keys.questions, value: counts.queries },
        ]}
      ></ef-counters>
      <p class="small state">${this.standing(runner, run)} ${(run.result?.verdict.warnings ?? []).map((warning) => warningTexts[warning]).join(" ")}</p>
    </li>`;
  }

  private standing(runner: Runner, run: Run): string {
    const there = arrival(runner, run, this.shownBudget);
    if (there !== undefined) return run.result ? keys.state.there(runner, there) : keys.state.nearer(runner, there);
    if (run.result) return runner === "label" && run.result.verdict.fooled ? keys.state.far : keys.state.not;
    return run.progress ? keys.state.working : keys.state.waiting;
  }

  private nets() {
    return html`<ef-nets
      .catalog=${this.place?.catalog}
      .value=${this.model}
      .loadTime=${this.place?.engine.loadTime(this.model)}
      @choose=${(event: CustomEvent<string>) => this.choose({ model: event.detail })}
    ></ef-nets>`;
  }
}
