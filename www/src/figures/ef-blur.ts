import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import "../elements/ef-choice.ts";
import "../elements/ef-filter-curves.ts";
import "../elements/ef-filter.ts";
import type { FilterChoice } from "../elements/ef-filter.ts";
import "../elements/ef-material.ts";
import type { Chosen } from "../elements/ef-material.ts";
import "../elements/ef-nets.ts";
import "../elements/ef-picture.ts";
import "../elements/ef-three-numbers.ts";
import type { ExperimentRequest, PieceFound } from "../engine/experiment-protocol.ts";
import recorded from "../posters/blur.json";
import {
  BLUR_BUDGETS,
  BLUR_FIRST,
  BLUR_SEED,
  type BlurBudget,
  blurKey,
  blurPieces,
  type BlurQuestion,
  blurTasks,
  type CertificateSigma,
  filtersOf,
  type Findings,
  isSuspect,
  NONE,
  noFindings,
  type RecordedBlur,
  recordedFindings,
  rowKey,
  threeNumbers,
  withFound,
} from "../state/blur.ts";
import { BLUR_DIALECT } from "../state/dialects/blur.ts";
import { type Guard, filterKey } from "../state/filters.ts";
import { type Linkable, picturedOf } from "../state/link.ts";
import { answerOf } from "../state/outcome.ts";
import { rgbaOf } from "../state/pixels.ts";
import type { Subject } from "../state/run.ts";
import type { LabelledPictures } from "../state/test-batch.ts";
import { blur } from "../text/en/blur.ts";
import { ui } from "../text/en/ui.ts";
import { announce } from "../elements/announce.ts";
import { recordedScenes, type Scene, SceneController, type Sight } from "./blur-scene.ts";
import "./ef-certificate.ts";
import { ExperimentController } from "./experiment-controller.ts";
import { foot } from "./foot.ts";
import { PictureFigure } from "./picture-figure.ts";
import { galleryMaterial } from "./pictures.ts";
import { Sharing } from "./sharing.ts";

const POSTER = recorded as unknown as RecordedBlur;
const GALLERY = "gallery";
/** The prepared scenes: unaware, aware. */
const PREPARED = recordedScenes(POSTER);
const FIRST: Scene = PREPARED[0];
const prepared = () => new Map<string, Findings>([[blurKey(POSTER.question), recordedFindings(POSTER)]]);

/** One picture behind a filter, attacked by somebody who knows of it or not; and the three numbers of every filter, over many. */
@customElement("ef-blur")
export class EfBlur extends PictureFigure implements Linkable {
  @state() private model = POSTER.question.model;
  @state() private budget: BlurBudget = POSTER.question.budget;
  @state() private guard: Guard = FIRST.order.guard;
  @state() private chosen: Chosen = { kind: "gallery" };
  /** Of the certificate. */
  @state() private sigma: CertificateSigma = BLUR_FIRST.certify;

  private readonly scenes = new SceneController(this, FIRST);
  private readonly run = new ExperimentController(this);
  private readonly sharing = new Sharing(this, BLUR_DIALECT, () => ({
    pictured: picturedOf(this.subject),
    model: this.model,
    budget: this.budget,
    guard: this.guard,
    certify: this.sigma,
  }));
  /** By question, so that what was done once is there when one comes back to it. */
  private findings = prepared();
  private material: { key: string; pictures: LabelledPictures } | undefined;

  static override styles = [
    ...PictureFigure.styles,
    css`
      .sights {
        --zoom: 4;
        display: grid;
        grid-template-columns: repeat(2, calc(32px * var(--zoom)));
        justify-content: space-between;
        gap: 0.9rem 0.5rem;
      }
      .sights .caption {
        min-height: 5.6em;
        font-size: var(--small);
      }
      .sights .what {
        color: var(--ink);
        font-weight: 600;
      }
      .arrow {
        display: none;
      }
      @container (min-width: 20.5rem) {
        .sights {
          --zoom: 5;
        }
      }
      @container (min-width: 25rem) {
        .sights {
          --zoom: 6;
        }
      }
      @container (min-width: 40rem) {
        .sights {
          --zoom: 4;
          --between: 1.5rem;
          grid-template-columns: calc(32px * var(--zoom)) var(--between) calc(32px * var(--zoom)) 1fr calc(32px * var(--zoom)) var(--between) calc(32px * var(--zoom));
          gap: 0;
        }
        .sights .caption {
          min-height: 4.2em;
        }
        .attacked {
          grid-column: 5;
        }
        .arrow {
          display: grid;
          place-items: center;
          height: calc(32px * var(--zoom));
          font-size: 1.25rem;
          color: var(--ink-soft);
        }
      }
      @container (min-width: 45rem) {
        .sights {
          --zoom: 5;
        }
      }
      @container (min-width: 58rem) {
        .sights {
          --zoom: 6;
          --between: 2.5rem;
        }
      }
      .scene .verdict {
        min-height: 14.5rem;
      }
      .lens {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.1rem;
      }
      .numbers {
        margin-top: 2rem;
      }
      .numbers h4 {
        margin-bottom: 0.6rem;
        font-size: 1rem;
        font-weight: 650;
      }
      .numbers .verdict {
        min-height: 15rem;
      }
      .numbers .sentence {
        font-size: 1.25rem;
      }
      .numbers .flags {
        min-height: 0;
      }
      .act {
        grid-template-columns: minmax(0, 1fr);
        margin-bottom: 1.2rem;
      }
      @container (min-width: 40rem) {
        .scene .verdict {
          min-height: 8rem;
        }
        .numbers .verdict {
          min-height: 9.5rem;
        }
        .act {
          grid-template-columns: minmax(12rem, 1fr) minmax(13rem, max-content);
        }
      }
    `,
  ];

  protected override firstSubject(): Subject {
    return FIRST.order.subject;
  }

  protected override needed(): string[] {
    return [this.model];
  }

  async open(given: URLSearchParams): Promise<void> {
    const { pictured, model, budget, guard, certify } = this.sharing.read(given);
    this.reset();
    this.model = model;
    this.budget = budget;
    this.guard = guard;
    this.sigma = certify;
    if (await this.follow(pictured)) await this.refresh();
  }

  /** Another picture: nobody asked for anything else, so what was shown of the last one is shown of it. */
  protected override async look(): Promise<void> {
    await this.refresh();
  }

  override render() {
    const { scene } = this.scenes;
    return this.stage(
      [
        () => html`<div class="scene">${this.sights(scene)} ${this.wordsOf(scene)}</div>
          ${this.lens()} ${this.numbers()}`,
        () => html`${this.curves()} ${this.folds.panel(blur.fold, () => this.setup())} ${this.certificate()}
          ${foot(this.sharing.button({ own: this.subject.origin.kind === "file", file: this.chosen.kind === "file" }), () => this.reset())}`,
      ],
      blur.title,
      blur.what,
    );
  }

  /** The filter in place over the budget, as it was measured over test pictures. */
  private curves() {
    const { filter } = this.guard;
    return html`<ef-filter-curves .filter=${filter} .net=${this.model} .called=${this.titleOf(this.model)}></ef-filter-curves>`;
  }

  private sights({ clean, attacked, label, order }: Scene) {
    const { picture } = blur;
    return html`<div class="sights">
      ${this.sight(picture.original, picture.without, clean.pixels, clean.bare, label)}
      <span class="arrow" aria-hidden="true">→</span>
      ${this.sight(picture.originalSeen, picture.behind, clean.seen, clean.behind, label)}
      ${this.sight(picture.attacked, picture.attack(order.guard.known), attacked?.pixels, attacked?.bare, label)}
      <span class="arrow" aria-hidden="true">→</span>
      ${this.sight(picture.attackedSeen, picture.behind, attacked?.seen, attacked?.behind, label)}
    </div>`;
  }

  private sight(what: string, note: string, pixels: Float32Array | undefined, vote: Sight["bare"] | undefined, label: number) {
    const says = vote && answerOf(vote);
    return html`<ef-picture class=${what === blur.picture.attacked ? "attacked" : ""} .rgba=${pixels && rgbaOf(pixels)} .twin=${blur.picture.twin(what, says ? this.saying(says) : blur.picture.pending)}>
      <span class="caption"><span class="what">${what}</span><span class="soft">${note}</span><br />${this.spoken(says, label)}</span>
    </ef-picture>`;
  }

  private wordsOf(scene: Scene) {
    const { phase, failure, part } = this.scenes;
    const done = phase === "done" || phase === "poster";
    return html`${this.told({
      phase: phase === "poster" ? "done" : phase,
      part,
      failure,
      sentence: phase === "loading" ? ui.status.loading : done ? this.sentence(scene) : blur.scene.attacking,
      details: done ? this.details(scene) : "",
      more: phase === "poster" ? html`<p class="details"><em>${blur.scene.prepared}</em></p>` : nothing,
    })}
    ${phase === "failed" ? html`<button type="button" class="retry" @click=${() => void this.refresh()}>${blur.scene.retry}</button>` : nothing}`;
  }

  private sentence({ clean, attacked, verdict, label, order }: Scene): string {
    const words = blur.scene;
    if (!attacked || !verdict) return words.looking;
    const name = (says: { label: number | undefined; confidence: number }) => [this.nameOf(says.label!), says.confidence] as const;
    const behind = answerOf(attacked.behind);
    const before = answerOf(clean.behind);
    if (before.label !== label) return words.wrongClean(this.nameOf(label), ...name(before));
    const right = behind.label === label;
    if (order.guard.known) return right ? words.holds(...name(behind)) : words.through(...name(behind));
    const bare = answerOf(attacked.bare);
    if (bare.label === label && right) return words.weak(...name(bare));
    return right ? words.undone(...name(behind)) : words.stillFooled(...name(behind));
  }

  private details({ attacked, verdict, order }: Scene): string {
    const words = blur.scene;
    if (!attacked || !verdict) return "";
    const bare = answerOf(attacked.bare);
    return [
      words.bare(this.nameOf(bare.label!), bare.confidence),
      words.moved(order.budget),
      verdict.agreed ? words.agreed : words.disagreed,
      verdict.milliseconds > 0 ? words.took(verdict.milliseconds) : "",
    ]
      .filter(Boolean)
      .join(" ");
  }

  private lens() {
    const { filter, known } = this.guard;
    return html`<div class="lens">
      <ef-filter
        .choice=${{ filter, known }}
        @choose=${(event: CustomEvent<FilterChoice>) => this.turn({ guard: { ...this.guard, filter: event.detail.filter!, known: event.detail.known } })}
      ></ef-filter>
    </div>`;
  }

  private get question(): BlurQuestion {
    const { chosen } = this;
    return { model: this.model, budget: this.budget, pictures: chosen.kind === "gallery" ? GALLERY : `file ${chosen.batch.number} ${chosen.count}` };
  }

  private get found(): Findings {
    return this.findings.get(blurKey(this.question)) ?? noFindings();
  }

  /** Pictures to be measured. */
  private get amount(): number {
    return this.chosen.kind === "file" ? this.chosen.count : (this.place?.gallery.length ?? POSTER.pictures);
  }

  private numbers() {
    const { found, amount } = this;
    const { filter } = this.guard;
    const filters = filtersOf(filter);
    const rows = filters.map((one) => ({ key: rowKey(one), name: one ? blur.numbers.row(one) : blur.numbers.none, numbers: threeNumbers(found, one) }));
    const left = blurPieces(found, filters, amount).length;
    return html`<div class="numbers">
      <h4>${blur.numbers.heading}</h4>
      <ef-three-numbers
        .rows=${rows}
        .corner=${blur.numbers.corner(filter.kind)}
        .chosen=${filterKey(filter)}
        .fixed=${NONE}
        @choose=${(event: CustomEvent<string>) => this.turn({ guard: { ...this.guard, filter: filters.find((one) => rowKey(one) === event.detail)! } })}
      ></ef-three-numbers>
      ${this.measured(found, left, (filters.length + 1) * amount)} ${this.act(found, left)}
    </div>`;
  }

  private measured(found: Findings, left: number, total: number) {
    const { phase, failure, busy } = this.run;
    const { filter } = this.guard;
    const { clean, unaware, aware } = threeNumbers(found, filter);
    const known = Math.min(clean.of, unaware.of, aware.of);
    const words = blur.numbers;
    const details = busy
      ? words.running(total - left, total)
      : known === 0
        ? ""
        : [
            words.measured(filter, known, this.budget),
            left > 0 && !found.prepared && left < total ? words.stopped(left) : "",
            found.milliseconds > 0 ? words.took(found.milliseconds) : "",
          ]
            .filter(Boolean)
            .join(" ");
    return html`<div class="verdict is-${phase}" part="verdict">
      <div class="progress" aria-hidden="true"><div style="width:${phase === "loading" ? "" : `${((100 * (total - left)) / Math.max(1, total)).toFixed(1)}%`}"></div></div>
      ${phase === "failed"
        ? html`<div class="failure"><p class="sentence">${ui.failed}</p><p class="details">${failure}</p></div>`
        : html`<p class="sentence">${phase === "loading" ? ui.status.loading : known > 0 ? words.sentence(clean, unaware, aware) : words.ready}</p>
            <p class="details">${details} ${found.prepared && known > 0 ? html`<em>${words.prepared}</em>` : nothing}</p>
            ${isSuspect(found, filter) ? html`<ul class="flags"><li>${words.suspect}</li></ul>` : nothing}`}
    </div>`;
  }

  private act(found: Findings, left: number) {
    const { amount } = this;
    const { busy } = this.run;
    const words = blur.numbers;
    const begun = !found.prepared && left < blurPieces(noFindings(), filtersOf(this.guard.filter), amount).length;
    const text = busy ? words.stop : left === 0 ? words.again(amount) : begun ? words.goOn : words.go(amount);
    return html`<div class="act">
      <ef-choice
        class="budget"
        layout="chips"
        .legend=${blur.budget}
        .value=${String(this.budget)}
        .choices=${BLUR_BUDGETS.map((budget) => ({ value: String(budget), text: blur.budgets(budget) }))}
        @choose=${(event: CustomEvent<string>) => this.turn({ budget: BLUR_BUDGETS.find((budget) => String(budget) === event.detail)! })}
      ></ef-choice>
      <div class="go">
        <button class="main measure" type="button" ?disabled=${amount === 0} @click=${this.press}>${text}</button>
      </div>
    </div>`;
  }

  private setup() {
    if (!this.place) return nothing;
    const { catalog, engine } = this.place;
    return html`${this.picker()}
      <ef-nets .catalog=${catalog} .value=${this.model} .loadTime=${engine.loadTime(this.model)} @choose=${(event: CustomEvent<string>) => this.turn({ model: event.detail })}></ef-nets>
      <ef-material
        .chosen=${this.chosen}
        .gallery=${this.place.gallery.length}
        @choose=${(event: CustomEvent<Chosen>) => this.turn({ chosen: event.detail })}
      ></ef-material>`;
  }

  private certificate() {
    return html`<ef-certificate
      .place=${this.place}
      .model=${this.model}
      .subject=${this.subject}
      .sigma=${this.sigma}
      @choose=${(event: CustomEvent<CertificateSigma>) => (this.sigma = event.detail)}
    ></ef-certificate>`;
  }

  /** Something else is asked: the picture's scene follows at once, and a measurement under way goes on with it. */
  private turn(change: { guard?: Guard; budget?: BlurBudget; model?: string; chosen?: Chosen }): void {
    const again = this.run.busy;
    this.run.stop();
    const scene = change.chosen === undefined;
    this.guard = change.guard ?? this.guard;
    this.budget = change.budget ?? this.budget;
    this.model = change.model ?? this.model;
    this.chosen = change.chosen ?? this.chosen;
    if (scene) void this.refresh();
    if (again) void this.measure();
  }

  private async refresh(): Promise<void> {
    const { subject, model, budget, guard } = this;
    const ready = PREPARED.find(
      ({ order }) => order.subject === subject && order.model === model && order.budget === budget && filterKey(order.guard.filter) === filterKey(guard.filter) && order.guard.known === guard.known,
    );
    if (ready) this.scenes.show(ready);
    else if (!this.place || !(await this.scenes.ask(this.place.engine, { subject, model, budget, guard }))) return;
    announce(this, this.sentence(this.scenes.scene));
  }

  private press = (): void => {
    if (this.run.busy) {
      this.run.stop();
      announce(this, blur.numbers.stoppedSpoken);
    } else void this.measure();
  };

  private async measure(): Promise<void> {
    if (!this.place) return;
    const { question } = this;
    const { filter } = this.guard;
    const key = blurKey(question);
    const filters = filtersOf(filter);
    const there = this.found;
    if (there.prepared || blurPieces(there, filters, this.amount).length === 0) this.findings.set(key, noFindings());
    announce(this, blur.numbers.started);
    const request = async (): Promise<ExperimentRequest> => {
      const pictures = await this.measuredPictures(question.pictures);
      return {
        models: [question.model],
        ...pictures,
        tasks: blurTasks(filters, question.budget),
        seed: BLUR_SEED,
        todo: blurPieces(this.findings.get(key) ?? noFindings(), filters, pictures.labels.length),
      };
    };
    const take = (piece: PieceFound) => this.findings.set(key, withFound(this.findings.get(key) ?? noFindings(), filters, piece));
    if (await this.run.start(this.place.engine, request, take)) {
      const { clean, unaware, aware } = threeNumbers(this.findings.get(key)!, filter);
      announce(this, blur.numbers.doneSpoken(clean, unaware, aware));
    } else if (this.run.phase === "failed") announce(this, this.run.failure);
  }

  private async measuredPictures(key: string): Promise<LabelledPictures> {
    if (this.material?.key === key) return this.material.pictures;
    const pictures = this.chosen.kind === "file" ? this.chosen.batch.spread(this.chosen.count) : await galleryMaterial(this.place!);
    this.material = { key, pictures };
    return pictures;
  }

  protected override reset(): void {
    super.reset();
    this.run.stop();
    this.findings = prepared();
    this.model = POSTER.question.model;
    this.budget = POSTER.question.budget;
    this.guard = FIRST.order.guard;
    this.chosen = { kind: "gallery" };
    this.sigma = BLUR_FIRST.certify;
    this.scenes.show(FIRST);
  }
}
