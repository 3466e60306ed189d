import { css, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import "../elements/ef-choice.ts";
import { memberPath } from "../elements/glyphs.ts";
import type { Series } from "../elements/line-plot.ts";
import "../elements/ef-map.ts";
import "../elements/ef-nets.ts";
import "../elements/ef-picture.ts";
import "../elements/ef-ray-chart.ts";
import { failureOf } from "../engine/protocol.ts";
import recorded from "../posters/line.json";
import { LINE_DIALECT } from "../state/dialects/straight-line.ts";
import {
  alphasOf,
  bendsOf,
  beyondShare,
  firstWish,
  type Line,
  LINE_FIRST,
  LINE_SEED,
  MAP_REACHES,
  MAP_SIDE,
  MAP_SLICE,
  type MapCells,
  pixelsAt,
  POINTS,
  pointsOf,
  rayOptions,
  REACHES,
  type RecordedLine,
  replayLine,
  seenAt,
  type Shown,
  STATIONS,
  type Way,
  WAYS,
} from "../state/line.ts";
import { type Linkable, picturedOf } from "../state/link.ts";
import { pixelsOfBase64, rgbaOf } from "../state/pixels.ts";
import type { Origin, Subject } from "../state/run.ts";
import { ui } from "../text/en/ui.ts";
import { line } from "../text/en/line.ts";
import { announce } from "../elements/announce.ts";
import { foot } from "./foot.ts";
import { PictureFigure } from "./picture-figure.ts";
import type { Phase } from "./run-controller.ts";
import { Sharing } from "./sharing.ts";

/** What is known of the lines from one picture through one net. */
interface Walk {
  subject: Subject;
  model: string;
  /** What the net takes the picture for. */
  label: number;
  /** The class that one line leads towards. */
  wish: number;
  lines: Partial<Record<Way, Line>>;
}

const bytes = (text: string) => Float32Array.from(atob(text), (character) => character.charCodeAt(0) / 255);
const FIRST_SUBJECT: Subject = { ...recorded.subject, origin: recorded.subject.origin as Origin, pixels: pixelsOfBase64(recorded.subject.pixels) };
const POSTER: Walk = {
  subject: FIRST_SUBJECT,
  model: recorded.model,
  label: recorded.label,
  wish: recorded.wish,
  lines: Object.fromEntries(WAYS.map((way) => [way, replayLine(recorded.ways[way] as RecordedLine)])),
};
const POSTER_MAPS: MapCells[] = recorded.maps.map(({ labels, confidences }) => ({ labels: [...labels].map(Number), confidences: bytes(confidences) }));

const FAR_FIRST = REACHES.indexOf(LINE_FIRST.reach);
const MAP_FIRST = MAP_REACHES.indexOf(LINE_FIRST.map);

/** One picture, one net, and a straight line that does not stop where pictures do. */
@customElement("ef-straight-line")
export class EfStraightLine extends PictureFigure implements Linkable {
  @state() private walk: Walk = POSTER;
  @state() private phase: Phase = "poster";
  @state() private failure = "";
  @state() private done = 0;
  @state() private model = recorded.model;
  @state() private way: Way = LINE_FIRST.way;
  @state() private wish = recorded.wish;
  /** Index of the reach, and of the point within it. */
  @state() private far = FAR_FIRST;
  @state() private point = LINE_FIRST.point;
  @state() private shown: Shown = LINE_FIRST.shown;
  @state() private mapReach = MAP_FIRST;
  @state() private map: MapCells | undefined = POSTER_MAPS[MAP_FIRST];
  @state() private mapPhase: "poster" | "stale" | "drawing" | "done" = "poster";
  @state() private mapPart = 0;
  /** Whom the map is of, as to colours. */
  @state() private mapLabel = recorded.label;

  private readonly sharing = new Sharing(this, LINE_DIALECT, () => ({
    pictured: picturedOf(this.subject),
    model: this.model,
    way: this.way,
    wish: this.wish,
    reach: this.reach,
    point: this.point,
    shown: this.shown,
    map: MAP_REACHES[this.mapReach]!,
  }));
  private walking = new AbortController();
  private drawing = new AbortController();

  static override styles = [
    ...PictureFigure.styles,
    css`
      .top {
        --zoom: 4;
        display: grid;
        grid-template-columns: calc(32px * var(--zoom)) minmax(0, 1fr);
        gap: 0.9rem 1.4rem;
      }
      .top .caption {
        margin-top: 0;
      }
      .stations {
        --zoom: 2;
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 5rem));
        gap: 0.6rem 0.4rem;
        grid-column: 1 / -1;
      }
      .stations li {
        font-size: var(--small);
        line-height: 1.3;
      }
      .stations .says {
        display: block;
        min-height: 2.6em;
        overflow-wrap: anywhere;
      }
      @container (min-width: 44rem) {
        .top {
          --zoom: 6;
          grid-template-columns: calc(32px * var(--zoom)) minmax(0, 1fr);
          grid-template-rows: auto 1fr;
        }
        .top > ef-picture {
          grid-row: 1 / 3;
        }
        .stations {
          --zoom: 3;
          grid-template-columns: repeat(4, calc(32px * var(--zoom)));
          column-gap: 0.8rem;
          grid-column: 2;
          align-self: end;
        }
      }
      .chart {
        margin-top: 1.4rem;
      }
      .chart .heading {
        margin-bottom: 0.4rem;
      }
      /* As wide as the chart's own axis. */
      .walk {
        margin: 0 12px 0.4rem 44px;
      }
      .settings {
        display: grid;
        gap: 1.1rem 2rem;
        margin-block: 1.1rem 1.2rem;
      }
      .act {
        grid-template-columns: minmax(0, 1fr);
      }
      .class {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 0.7rem;
        align-items: center;
        margin-top: 0.6rem;
        min-height: 2.5rem;
      }
      @container (min-width: 40rem) {
        .act {
          grid-template-columns: max-content max-content;
          justify-content: start;
          align-items: center;
        }
        .act .main {
          min-width: 15rem;
        }
      }
      .around {
        display: grid;
        gap: 1rem 2rem;
        margin-block: 1.8rem;
        padding-top: 1.2rem;
        border-top: 1px solid var(--line);
      }
      .around .said {
        display: grid;
        gap: 0.9rem;
        align-content: start;
      }
      .around .standing {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
        align-items: center;
        min-height: 2.5rem;
      }
      @container (min-width: 44rem) {
        .around {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    this.drawing.abort();
  }

  protected override firstSubject(): Subject {
    return FIRST_SUBJECT;
  }

  protected override needed(): string[] {
    return [this.model];
  }

  protected override reset(): void {
    super.reset();
    this.stop();
    this.drawing.abort();
    this.walk = POSTER;
    this.phase = "poster";
    this.model = recorded.model;
    this.way = LINE_FIRST.way;
    this.wish = recorded.wish;
    this.far = FAR_FIRST;
    this.point = LINE_FIRST.point;
    this.shown = LINE_FIRST.shown;
    this.mapReach = MAP_FIRST;
    this.map = POSTER_MAPS[MAP_FIRST];
    this.mapPhase = "poster";
    this.mapLabel = recorded.label;
  }

  /** What was prepared is shown at once; anything else is walked. */
  async open(given: URLSearchParams): Promise<void> {
    const { pictured, model, way, wish, reach, point, shown, map } = this.sharing.read(given);
    this.reset();
    this.model = model;
    this.way = way;
    this.wish = wish;
    this.far = REACHES.indexOf(reach);
    this.point = point;
    this.shown = shown;
    this.mapReach = MAP_REACHES.indexOf(map);
    this.map = POSTER_MAPS[this.mapReach];
    if (!(await this.follow(pictured))) return;
    const { walk } = this;
    if (this.subject !== walk.subject || model !== walk.model || wish !== walk.wish) await this.start();
  }

  /** Another picture or net is in place: everything that was known is of the one before. */
  protected override async look(): Promise<void> {
    await this.start();
  }

  private get reach(): (typeof REACHES)[number] {
    return REACHES[this.far]!;
  }

  private get line(): Line | undefined {
    return this.walk.lines[this.way];
  }

  private get busy(): boolean {
    return this.phase === "loading" || this.phase === "running";
  }

  private stop(): void {
    this.walking.abort();
    this.walking = new AbortController();
  }

  /** Walks the chosen way afresh, from whatever picture through whatever net is in place. */
  private async start(): Promise<void> {
    if (!this.place) return;
    const { engine } = this.place;
    this.stop();
    const { signal } = this.walking;
    const { subject, model, way } = this;
    const before = this.walk;
    this.failure = "";
    this.done = 0;
    this.phase = "loading";
    try {
      const { members } = await engine.vote({ models: [model], rule: "mean", pixels: subject.pixels }, signal);
      const { label } = members[0]!;
      const wish = firstWish(label, this.wish, this.classes.length);
      this.phase = "running";
      const request = { model, pixels: subject.pixels, options: rayOptions(way, label, wish) };
      const curves: Line["curves"] = [];
      let direction = new Int8Array(subject.pixels.length);
      for (const reach of REACHES) {
        const sampled = await engine.sample({ ...request, alphas: alphasOf(reach) }, signal);
        curves.push(sampled);
        direction = Int8Array.from(sampled.direction);
        this.done = curves.length / (REACHES.length + 1);
      }
      const { end, curvedNode } = await engine.farEnd(request, signal);
      // Other ways of the same picture through the same net are still known.
      const same = before.subject === subject && before.model === model && before.wish === wish;
      this.wish = wish;
      this.walk = { subject, model, label, wish, lines: { ...(same ? before.lines : {}), [way]: { curves, end, curvedNode, direction } } };
      if (before.subject !== subject || before.model !== model) this.mapPhase = "stale";
      this.phase = "done";
      announce(this, this.sentence());
    } catch (reason) {
      if (signal.aborted) return;
      const { code, message } = failureOf(reason);
      this.failure = ui.failure(code, message);
      this.phase = "failed";
      announce(this, this.failure);
    }
  }

  private choose(change: { way?: Way; wish?: number; model?: string }): void {
    if (change.way !== undefined) this.way = change.way;
    if (change.model !== undefined) this.model = change.model;
    const other = change.wish !== undefined && change.wish !== this.walk.wish;
    if (change.wish !== undefined) this.wish = change.wish;
    if (change.model !== undefined || other || !this.line || this.busy) void this.start();
  }

  private zoom(): void {
    if (this.far + 1 < REACHES.length) this.far += 1;
    else {
      this.far = 0;
      this.point = 0;
    }
  }

  private async draw(): Promise<void> {
    if (!this.place) return;
    const { engine } = this.place;
    this.drawing.abort();
    this.drawing = new AbortController();
    const { signal } = this.drawing;
    const { subject, model, label } = this.walk;
    const options = { away: label, side: MAP_SIDE, reach: MAP_REACHES[this.mapReach]!, seed: LINE_SEED };
    this.mapPhase = "drawing";
    this.mapPart = 0;
    const [labels, confidences]: [number[], number[]] = [[], []];
    try {
      while (labels.length < MAP_SIDE * MAP_SIDE) {
        const cells = await engine.slice({ model, pixels: subject.pixels, options, first: labels.length, count: MAP_SLICE }, signal);
        labels.push(...cells.labels);
        confidences.push(...cells.confidences);
        this.mapPart = labels.length / (MAP_SIDE * MAP_SIDE);
      }
      this.map = { labels, confidences };
      this.mapLabel = label;
      this.mapPhase = "done";
      announce(this, line.map.done);
    } catch (reason) {
      if (signal.aborted) return;
      const { code, message } = failureOf(reason);
      this.problem = ui.failure(code, message);
      this.mapPhase = "stale";
    }
  }

  private lookAround(index: number): void {
    this.mapReach = index;
    if (this.mapPhase === "poster") this.map = POSTER_MAPS[index];
    else void this.draw();
  }

  override render() {
    return this.stage(
      [
        () => html`${this.top()}
          <div class="chart">${this.chart()}</div>
          ${this.told({ phase: this.phase, part: this.busy ? this.done : 1, failure: this.failure, sentence: this.sentence(), details: this.details() })}
          ${this.act()}`,
        () => html`${this.around()}
          ${this.folds.panel(line.fold, () => html`${this.picker()} ${this.nets()}`)}
          ${foot(this.sharing.button({ own: this.subject.origin.kind === "file" }), () => this.reset())}`,
      ],
      line.title,
      line.what,
    );
  }

  private seen(point: number) {
    const curve = this.line?.curves[this.far];
    return curve && seenAt(curve, point, this.classes.length || 10);
  }

  private top() {
    const alpha = alphasOf(this.reach)[this.point]!;
    const seen = this.seen(this.point);
    const pixels = this.line ? pixelsAt(this.walk.subject.pixels, this.line.direction, alpha) : this.walk.subject.pixels;
    return html`<div class="top">
      <ef-picture .rgba=${rgbaOf(pixels)} .twin=${line.twin(alpha, seen ? this.saying(seen) : "…")}></ef-picture>
      <span class="caption">
        <span class="what">${line.at(alpha)}</span>
        ${this.spoken(seen, this.walk.label)}
        <span class="what">${line.standing(alpha, beyondShare(pixels))}</span>
      </span>
      <ol class="stations" aria-label=${line.stations}>
        ${STATIONS.map((point) => this.station(point))}
      </ol>
    </div>`;
  }

  private station(point: number) {
    const alpha = alphasOf(this.reach)[point]!;
    const seen = this.seen(point);
    const pixels = this.line ? pixelsAt(this.walk.subject.pixels, this.line.direction, alpha) : this.walk.subject.pixels;
    return html`<li>
      <ef-picture .rgba=${rgbaOf(pixels)} .twin=${line.twin(alpha, seen ? this.saying(seen) : "…")}></ef-picture>
      <span class="soft"><span class="visually-hidden">α = </span>${line.far(alpha)}</span>
      <span class="says ${seen?.label === this.walk.label ? "is-label" : "is-target"}">${seen ? this.nameOf(seen.label) : "…"}</span>
    </li>`;
  }

  private wayName(): string {
    return this.way === "towards" ? line.walkTo(this.nameOf(this.walk.wish)) : line.ways[this.way].text;
  }

  private series(): Series[] {
    const { line: walked, walk, reach, shown } = this;
    const classes = this.classes.length;
    const curve = walked?.curves[this.far];
    if (!walked || !curve || classes === 0) return [];
    const points = (label: number) => pointsOf(curve, reach, label, classes, shown);
    const plain = { symbol: "", path: "", dash: "" };
    const last = seenAt(curve, POINTS - 1, classes).label;
    const named = [
      { label: last, colour: "var(--target)", symbol: "diamond", path: memberPath(3), dash: "" },
      { label: walk.label, colour: "var(--label)", symbol: "circle", path: memberPath(2), dash: "" },
      { label: walk.wish, colour: "var(--ink)", symbol: "square", path: memberPath(0), dash: "9 4" },
    ].filter(({ label }, index, all) => (index < 2 || this.way === "towards") && all.findIndex((other) => other.label === label) === index);
    const others = this.classes.map((_, label) => label).filter((label) => named.every((one) => one.label !== label));
    return [
      ...others.map((label) => ({ ...plain, name: this.nameOf(label), colour: "var(--line-strong)", points: points(label) })),
      ...named.map(({ label, ...drawn }) => ({ ...drawn, name: this.nameOf(label), points: points(label) })),
    ];
  }

  private chart() {
    const curve = this.line?.curves[this.far];
    const seen = this.seen(this.point);
    const alphas = alphasOf(this.reach);
    const curved = this.line?.curvedNode !== undefined;
    return html`<p class="heading">${line.chart.heading(this.shown, this.wayName())}</p>
      <ef-ray-chart
        .series=${this.series()}
        .reach=${this.reach}
        .scale=${this.shown}
        .bends=${curve && !curved ? bendsOf(curve, this.reach) : []}
        .lastBend=${this.line?.end.lastBend}
        .at=${alphas[this.point]!}
      ><div class="walk">
        <input
          type="range"
          min="0"
          max=${POINTS - 1}
          step="1"
          aria-label=${line.slider}
          aria-valuetext=${line.sliderValue(alphas[this.point]!, seen ? this.saying(seen) : "…")}
          .value=${String(this.point)}
          @input=${(event: Event) => (this.point = Number((event.target as HTMLInputElement).value))}
        />
      </div></ef-ray-chart>
      <p class="small soft">${curved ? line.chart.noteCurved : this.line?.end.lastBend === 0 ? line.chart.noteAffine : line.chart.note}</p>`;
  }

  private sentence(): string {
    if (this.phase === "loading") return line.verdict.looking;
    if (this.phase === "running" || !this.line) return line.verdict.walking;
    const { end } = this.line;
    const name = this.nameOf(end.label);
    return end.certainFrom === undefined ? line.verdict.unsure(name, end.confidence) : line.verdict.certain(name, end.confidence, end.certainFrom);
  }

  private details(): string {
    if (this.busy || !this.line) return "";
    const { end, curvedNode } = this.line;
    const words = line.verdict;
    if (curvedNode !== undefined) return words.curved(curvedNode);
    if (end.lastBend === undefined || end.residual === undefined) return words.unsettled;
    if (end.lastBend === 0) return words.affine(end.residual);
    return `${words.bent(end.switches, end.lastBend)} ${words.straight(end.residual)}`;
  }

  private act() {
    const last = this.far + 1 === REACHES.length;
    return html`<div class="act">
        <button class="main" part="action" type="button" ?disabled=${!this.line} @click=${() => this.zoom()}>${last ? line.back : line.zoom}</button>
        <button type="button" @click=${() => (this.busy ? this.cancel() : void this.start())}>${this.busy ? line.stop : line.again}</button>
      </div>
      <div class="settings">
        <ef-choice
          layout="chips"
          .legend=${line.reach}
          .value=${String(this.far)}
          .choices=${REACHES.map((reach, index) => ({ value: String(index), text: line.reachOf(reach) }))}
          @choose=${(event: CustomEvent<string>) => (this.far = Number(event.detail))}
        ></ef-choice>
        <div>
          <ef-choice
            .legend=${line.way}
            .value=${this.way}
            .choices=${WAYS.map((way) => ({ value: way, ...line.ways[way] }))}
            @choose=${(event: CustomEvent<string>) => this.choose({ way: event.detail as Way })}
          ></ef-choice>
          ${this.classChoice()}
        </div>
        <ef-choice
          .legend=${line.show}
          .value=${this.shown}
          .choices=${Object.entries(line.shows).map(([value, text]) => ({ value, text }))}
          @choose=${(event: CustomEvent<string>) => (this.shown = event.detail as Shown)}
        ></ef-choice>
      </div>`;
  }

  private cancel(): void {
    this.stop();
    // What was known before is still in place, unless it is of another picture or net.
    const { subject, model } = this.walk;
    this.subject = subject;
    this.model = model;
    if (!this.line) this.way = WAYS.find((way) => this.walk.lines[way])!;
    this.phase = this.walk === POSTER ? "poster" : "done";
    announce(this, line.verdict.stopped);
  }

  private classChoice() {
    return html`<label class="class">
      <span class="heading">${line.class}</span>
      <select ?disabled=${this.way !== "towards"} @change=${(event: Event) => this.choose({ wish: Number((event.target as HTMLSelectElement).value) })}>
        ${this.classes.map((name, label) => html`<option value=${label} ?selected=${label === this.wish} ?disabled=${label === this.walk.label}>${name}</option>`)}
      </select>
    </label>`;
  }

  private around() {
    const states = { poster: line.map.prepared, stale: line.map.stale, drawing: line.map.drawing(this.mapPart), done: line.map.done };
    return html`<div class="around">
      <div class="said">
        <h4>${line.map.heading}</h4>
        <p class="small soft">${line.map.what}</p>
        <ef-choice
          .legend=${line.map.reach}
          .value=${String(this.mapReach)}
          .choices=${MAP_REACHES.map((reach, index) => ({ value: String(index), text: line.map.reaches[reach]! }))}
          @choose=${(event: CustomEvent<string>) => this.lookAround(Number(event.detail))}
        ></ef-choice>
        <div class="standing">
          <button type="button" ?disabled=${this.mapPhase === "drawing" || this.busy} @click=${() => void this.draw()}>${line.map.draw}</button>
          <span class="small soft" role="status">${states[this.mapPhase]}</span>
        </div>
      </div>
      <ef-map .cells=${this.map} .names=${this.classes} .label=${this.mapLabel}></ef-map>
    </div>`;
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
