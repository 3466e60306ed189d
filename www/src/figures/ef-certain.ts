import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import "../elements/ef-choice.ts";
import "../elements/ef-climb-table.ts";
import "../elements/ef-nets.ts";
import "../elements/ef-niches.ts";
import { spoken } from "../elements/spoken.ts";
import { CERTAIN_DIALECT } from "../state/dialects/certain.ts";
import { WAYS, type Way } from "../state/evolution.ts";
import { count } from "../state/format.ts";
import type { Linkable } from "../state/link.ts";
import { countFrom, filledCount, type Niche } from "../state/niche.ts";
import { CERTAIN } from "../state/settings.ts";
import { base, controls } from "../styles/shared.ts";
import { figureStyles } from "../styles/figure.ts";
import { breeding } from "../text/en/breeding.ts";
import { capital } from "../text/en/grammar.ts";
import { ui } from "../text/en/ui.ts";
import { announce } from "../elements/announce.ts";
import { Breeding, type Tally } from "./breeding.ts";
import "./ef-close-look.ts";
import type { EfCloseLook } from "./ef-close-look.ts";
import type { Filling } from "./filling.ts";
import { foot } from "./foot.ts";
import { nicheRecord } from "./niche-record.ts";
import type { Place } from "./place.ts";
import { Sharing } from "./sharing.ts";
import { Uphill } from "./uphill.ts";

type Entry = (name: string, value: string) => TemplateResult;

/** Ten squares, each to be filled with something that the net takes for its class: led uphill, or bred. */
@customElement("ef-certain")
export class EfCertain extends LitElement implements Linkable {
  @property({ attribute: false }) place: Place | undefined;

  @state() private way: Way = "gradient";
  @query("ef-close-look") private closeLook!: EfCloseLook;

  private readonly uphill = new Uphill(this);
  private readonly broods = { direct: new Breeding(this, "direct"), cppn: new Breeding(this, "cppn") };
  private readonly sharing = new Sharing(this, CERTAIN_DIALECT, () => ({ way: this.way, model: this.filling.model, seed: this.filling.seed }));

  static override styles = [
    base,
    controls,
    figureStyles,
    css`
      .key {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.4rem;
        margin-top: 0.8rem;
        max-width: 44rem;
      }
      .lines {
        display: flex;
        flex-wrap: wrap;
        gap: 0.1rem 1.2rem;
      }
      .lines span {
        display: inline-flex;
        align-items: center;
        gap: 0.4rem;
      }
      .lines i {
        width: 1.6rem;
        border-top: 2px solid var(--target);
      }
      .lines .half i {
        border-top: 1px dashed var(--line-strong);
      }
      /* The longest sentence of all, on the narrowest screens. */
      @container (max-width: 29.99rem) {
        .verdict {
          min-height: 15rem;
        }
      }
      .tally {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: 0.8rem 1.2rem;
        margin-bottom: 1.4rem;
        padding-block: 0.8rem;
        border-block: 1px solid var(--line);
      }
      .tally dt {
        font-size: var(--small);
        color: var(--ink-soft);
      }
      .tally dd {
        font-size: 1.25rem;
        font-weight: 600;
        line-height: 1.3;
      }
      @container (min-width: 40rem) {
        .tally {
          grid-template-columns: repeat(5, 1fr);
        }
      }
      .ways {
        --tile: 15rem;
        margin-bottom: 1rem;
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
    `,
  ];

  constructor() {
    super();
    for (const filling of this.fillings) filling.reset();
    const warm = () => this.place?.engine.warm([this.filling.model]);
    this.addEventListener("pointerenter", warm, { once: true });
    this.addEventListener("focusin", warm, { once: true });
  }

  /** It is filled when somebody says so: that takes a while. */
  async open(given: URLSearchParams): Promise<void> {
    const { way, model, seed } = this.sharing.read(given);
    this.reset();
    this.way = way;
    this.filling.prepare(model, seed);
  }

  override render() {
    const { filling, brood } = this;
    const { phase, busy, working, model } = filling;
    const { engine, catalog } = this.place ?? {};
    return html`<section aria-label=${ui.figures.certainTitle}>
      <div class="title"><h3>${ui.figures.certainTitle}</h3><span class="soft">${ui.figures.certain}</span></div>
      <ef-niches
        .niches=${filling.niches}
        .classes=${catalog?.classNames ?? []}
        .way=${this.way}
        @look=${(event: CustomEvent<number>) => this.look(event.detail)}
      ></ef-niches>
      ${this.key(filling)} ${this.verdict(filling)} ${this.tally(filling)}
      <ef-choice
        class="ways"
        layout="tiles"
        .legend=${breeding.way}
        .value=${this.way}
        .choices=${WAYS.map((value) => ({ value, ...breeding.ways[value] }))}
        @choose=${(event: CustomEvent<Way>) => this.chooseWay(event.detail)}
      ></ef-choice>
      <div class="go">
        <button class="main" part="action" type="button" ?disabled=${phase === "loading"} @click=${() => this.run((engine) => filling.press(engine))}>${this.action}</button>
        <span class="buttons">
          <button type="button" class="step" ?disabled=${busy && !working} @click=${() => this.run((engine) => filling.step(engine))}>
            ${brood ? breeding.step : ui.controls.step}
          </button>
          <button type="button" class="stop" ?disabled=${!busy} @click=${() => filling.stop()}>${ui.controls.stop}</button>
          <button type="button" class="other" ?disabled=${busy} @click=${() => this.run((engine) => filling.startFrom(engine, filling.seed + filling.niches.length))}>
            ${brood ? breeding.others : ui.certain.otherNoise}
          </button>
        </span>
      </div>
      <div class="setup">
        <ef-nets
          .catalog=${catalog}
          .value=${model}
          .loadTime=${engine?.loadTime(model)}
          @choose=${(event: CustomEvent<string>) => this.run((engine) => filling.chooseNet(engine, event.detail))}
        ></ef-nets>
      </div>
      ${foot(this.sharing.button(), () => this.reset())}
      <ef-close-look .engine=${engine}></ef-close-look>
    </section>`;
  }

  private get brood(): Breeding | undefined {
    return this.way === "gradient" ? undefined : this.broods[this.way];
  }

  private get filling(): Filling {
    return this.brood ?? this.uphill;
  }

  private get fillings(): Filling[] {
    return [this.uphill, ...Object.values(this.broods)];
  }

  private get action(): string {
    const { phase } = this.filling;
    if (phase === "running") return ui.controls.pause;
    if (phase === "paused") return ui.controls.resume;
    if (this.way === "gradient") return phase === "poster" ? ui.certain.go : ui.certain.again;
    return phase === "poster" ? breeding.go[this.way] : breeding.again[this.way];
  }

  private key({ niches }: Filling) {
    const { key, half, certain, units } = breeding.climb;
    return html`<div class="key small soft">
      <p>${key}</p>
      <p class="lines" aria-hidden="true"><span class="half"><i></i>${half}</span><span><i></i>${certain}</span></p>
      <ef-climb-table .classes=${this.place?.catalog.classNames ?? []} .niches=${niches} .unit=${capital(units[this.way])}></ef-climb-table>
    </div>`;
  }

  private verdict({ phase, niches, failure }: Filling) {
    const settled = niches.filter(({ state }) => state === "filled" || state === "short").length;
    const part = phase === "running" || phase === "paused" ? settled / niches.length : 1;
    const ended = phase === "poster" || phase === "done" || phase === "stopped";
    return html`<div class="verdict is-${phase}" part="verdict">
      <div class="progress" aria-hidden="true"><div style="width:${phase === "loading" ? "" : `${part * 100}%`}"></div></div>
      ${phase === "failed"
        ? html`<div class="failure"><p class="sentence">${ui.failed}</p><p class="details">${spoken(failure)}</p></div>`
        : html`<p class="sentence">${this.sentence}</p>
            <p class="details">${ended ? this.summary : nothing} ${phase === "poster" ? html`<em>${ui.precomputed}</em>` : nothing}</p>`}
    </div>`;
  }

  private tally({ niches }: Filling) {
    const { tally: text } = breeding;
    const entry = (name: string, value: string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
    return html`<dl class="tally">
      ${this.brood ? this.bred(this.brood.tally, entry) : this.led(niches, entry)}
      ${entry(text.at99, text.ofTen(countFrom(niches, 0.99)))} ${entry(text.at9999, text.ofTen(countFrom(niches, CERTAIN)))}
    </dl>`;
  }

  private bred({ generation, evaluations, milliseconds }: Tally, entry: Entry) {
    const rate = milliseconds ? count(Math.round((evaluations / milliseconds) * 1000)) : "–";
    const { tally: text } = breeding;
    return html`${entry(text.generation, count(generation))} ${entry(text.evaluations, count(evaluations))} ${entry(text.rate, rate)}`;
  }

  private led(niches: Niche[], entry: Entry) {
    const steps = niches.map(({ took }) => took);
    const { tally: text } = breeding;
    return html`${entry(text.steps, count(Math.max(...steps)))} ${entry(text.gradients, count(steps.reduce((sum, took) => sum + took, 0)))}`;
  }

  private get sentence(): string {
    const { filling, brood } = this;
    const { phase } = filling;
    const filled = filledCount(filling.niches);
    const net = this.titleOf(filling.shownModel);
    if (phase === "loading") return ui.status.loading;
    if (filling.working) return brood ? breeding.running(brood.tally.generation, filled, phase === "paused") : ui.certain.working(filled);
    if (phase === "stopped") return brood ? breeding.stopped(filled) : ui.certain.stopped(filled);
    return brood ? breeding.done(filled, net, brood.tally.generation) : ui.certain.done(filled, net);
  }

  private get summary(): string {
    const { niches } = this.filling;
    const filled = niches.flatMap((niche, label) => (niche.state === "filled" ? [{ ...niche, name: this.nameOf(label) }] : []));
    if (filled.length === 0) return "";
    const judged = ui.certain.judged(filled.filter(({ agreed }) => agreed).length, filled.length);
    if (this.brood) return `${judged} ${breeding.noGradient}`;
    return `${ui.certain.summary(filled.map(({ name, took }) => ui.certain.item(name, took)))} ${judged}`;
  }

  private nameOf(label: number): string {
    return this.place?.catalog.classNames[label] ?? "";
  }

  private titleOf(model: string): string {
    return this.place?.catalog.models.find(({ id }) => id === model)?.title ?? model;
  }

  /** Does something that may begin a run, and tells the end of that run. */
  private async run(begin: (engine: Place["engine"]) => Promise<void>): Promise<void> {
    if (!this.place) return;
    const { filling } = this;
    await begin(this.place.engine);
    if (filling !== this.filling || filling.busy || filling.phase === "poster") return;
    announce(this, filling.phase === "failed" ? filling.failure : this.sentence);
  }

  /** What the other way has found stays, but it does not go on unseen. */
  private chooseWay(way: Way): void {
    this.filling.stop();
    this.way = way;
  }

  private reset(): void {
    this.way = "gradient";
    for (const filling of this.fillings) filling.reset();
  }

  private look(label: number): void {
    const { filling, brood } = this;
    const niche = filling.niches[label];
    if (!niche?.pixels || !this.place) return;
    const { pixels, confidence, took, seed } = niche;
    const name = this.nameOf(label);
    void this.closeLook.show({
      niche: { ...niche, pixels },
      name,
      story: brood ? breeding.look.bred(name, confidence, took, seed) : ui.certain.dialogText(name, confidence, took, seed),
      unit: breeding.climb.units[this.way],
      file: `easily-fooled-${brood ? brood.encoding : "noise"}-${name}-${filling.shownModel}-${seed}`,
      record: nicheRecord(niche, this.way, label, filling.shownModel, this.place.catalog),
    });
  }
}
