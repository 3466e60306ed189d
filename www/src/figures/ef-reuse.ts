import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Vote } from "easily-fooled";
import "../elements/ef-choice.ts";
import "../elements/ef-material.ts";
import type { Chosen } from "../elements/ef-material.ts";
import "../elements/ef-matrix.ts";
import type { Place as Cell } from "../elements/ef-matrix.ts";
import "../elements/ef-picture.ts";
import { labelGlyph, memberGlyph, targetGlyph } from "../elements/glyphs.ts";
import { spoken } from "../elements/spoken.ts";
import { type ExperimentRequest, type PieceFound } from "../engine/experiment-protocol.ts";
import { PIXEL_VALUES } from "../engine/protocol.ts";
import recorded from "../posters/reuse.json";
import { cellAmong, FIRST_CELL, REUSE_DIALECT } from "../state/dialects/reuse.ts";
import type { Linkable } from "../state/link.ts";
import { distance, rgbaOf, rgbaOfChange } from "../state/pixels.ts";
import {
  type Example,
  type Findings,
  findingsShares,
  isComplete,
  noFindings,
  type Question,
  questionKey,
  type RecordedReuse,
  recordedExamples,
  recordedShares,
} from "../state/reuse.ts";
import type { LabelledPictures } from "../state/test-batch.ts";
import {
  bestTraveller,
  BUDGETS,
  companies,
  emptyMatrix,
  examples,
  FEWEST_NETS,
  MOST_NETS,
  others,
  pixelsOfBytes,
  pooled,
  type Shares,
  transferPieces,
  type TransferBudget,
  type TransferSettings,
  transferTasks,
  withFound,
} from "../state/transfer.ts";
import { figureStyles } from "../styles/figure.ts";
import { base, controls } from "../styles/shared.ts";
import { capital } from "../text/en/grammar.ts";
import { ui } from "../text/en/ui.ts";
import { reuse } from "../text/en/reuse.ts";
import { announce } from "../elements/announce.ts";
import { ExperimentController } from "./experiment-controller.ts";
import { Folds } from "./folds.ts";
import { foot } from "./foot.ts";
import { galleryMaterial } from "./pictures.ts";
import type { Place } from "./place.ts";
import { Sharing } from "./sharing.ts";

const POSTER = recorded as unknown as RecordedReuse;
const GALLERY = "gallery";
const GAIN = 10;
const FIRST: Question = { models: POSTER.models, settings: POSTER.settings, pictures: GALLERY };

function prepared(): Findings {
  const shares = recordedShares(POSTER.fooled.other, POSTER.tried);
  return { matrix: emptyMatrix(POSTER.models.length), pictures: POSTER.pictures, milliseconds: 0, prepared: { shares, examples: recordedExamples(POSTER) } };
}

/** Pictures made for one net each, shown to all: a matrix that fills, and behind every number its pictures. */
@customElement("ef-reuse")
export class EfReuse extends LitElement implements Linkable {
  @property({ attribute: false }) place: Place | undefined;

  @state() private question: Question = FIRST;
  @state() private chosen: Chosen = { kind: "gallery" };
  @state() private cell: Cell = FIRST_CELL;
  /** Of the cell's pictures. */
  @state() private index = 0;
  /** What the nets say to the picture in sight; undefined while they are asked. */
  @state() private vote: { of: Example["made"]; says: Vote | "failed" } | undefined;
  /** The company is put together by hand. */
  @state() private byHand = false;

  /** By question, so that what was done once is there when one comes back to it. */
  private readonly findings = new Map<string, Findings>([[questionKey(FIRST), prepared()]]);
  private readonly run = new ExperimentController(this);
  private readonly sharing = new Sharing(this, REUSE_DIALECT, () => ({ models: this.question.models, settings: this.question.settings, cell: this.cell }));
  /** Of the question in sight; undefined until they were needed. */
  private material: { key: string; pictures: LabelledPictures } | undefined;
  private asking = new AbortController();
  private readonly folds = new Folds(this);

  static override styles = [
    base,
    controls,
    figureStyles,
    css`
      .both {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.6rem 2.5rem;
        align-items: start;
      }
      @container (min-width: 58rem) {
        .both {
          grid-template-columns: minmax(0, 1.35fr) minmax(0, 1fr);
        }
      }
      .three {
        --zoom: 3;
        display: grid;
        grid-template-columns: repeat(3, calc(32px * var(--zoom)));
        justify-content: space-between;
        gap: 0.5rem;
        margin-block: 0.7rem 0.5rem;
      }
      @container (min-width: 26rem) {
        .three {
          --zoom: 4;
          justify-content: start;
          gap: 1rem;
        }
      }
      @container (min-width: 58rem) {
        .three {
          --zoom: 3;
        }
      }
      @container (min-width: 61.5rem) {
        .three {
          --zoom: 4;
          gap: 0.5rem;
          justify-content: space-between;
        }
      }
      .three .caption {
        min-height: 4.2em;
        font-size: var(--small);
      }
      .example h4 {
        font-size: 1rem;
        font-weight: 650;
        line-height: 1.35;
        min-height: 1.35em;
      }
      .example .counted {
        min-height: 1.45em;
      }
      .leaf {
        display: flex;
        gap: 0.5rem;
        align-items: center;
        justify-content: space-between;
        margin-bottom: 0.7rem;
      }
      .leaf button {
        min-width: 2.75rem;
        font-size: 1.125rem;
        line-height: 1;
      }
      .saying {
        display: grid;
        grid-template-columns: minmax(0, 1fr) max-content;
        gap: 0 0.8rem;
      }
      .saying > div {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
        align-items: center;
        min-height: 1.9rem;
        padding-inline: 0.4rem;
        border-top: 1px solid var(--line);
      }
      .saying > .looked {
        background: var(--panel);
        box-shadow: inset 3px 0 0 var(--ink);
      }
      .saying dt {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.45rem;
        align-items: center;
      }
      .saying dd {
        text-align: right;
      }
      .verdict {
        min-height: 14rem;
      }
      .act {
        grid-template-columns: minmax(0, 1fr);
      }
      @container (min-width: 40rem) {
        .verdict {
          min-height: 9rem;
        }
        .act {
          grid-template-columns: minmax(12rem, 1fr) minmax(13rem, max-content);
        }
      }
      .nets {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
        margin-top: 0.4rem;
      }
      .nets label {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-height: 2.5rem;
        padding: 0.3rem 0.8rem 0.3rem 0.6rem;
        border: 1px solid var(--line);
        border-radius: var(--round);
        background: var(--raised);
      }
      .nets label:has(:checked) {
        border-color: var(--orange);
      }
    `,
  ];

  constructor() {
    super();
    const warm = () => this.place?.engine.warm(this.question.models);
    this.addEventListener("pointerenter", warm, { once: true });
    this.addEventListener("focusin", warm, { once: true });
  }

  /** It is measured when somebody says so. */
  async open(given: URLSearchParams): Promise<void> {
    const { models, settings, cell } = this.sharing.read(given);
    this.reset();
    this.turn({ models, settings, pictures: GALLERY });
    this.look(cell, 0);
  }

  private get found(): Findings {
    return this.findings.get(questionKey(this.question)) ?? noFindings(this.question.models.length, this.amount);
  }

  /** Pictures to be measured. */
  private get amount(): number {
    return this.chosen.kind === "file" ? this.chosen.count : (this.place?.gallery.length ?? POSTER.pictures);
  }

  private get names(): string[] {
    return this.question.models.map((id) => this.place?.catalog.models.find((model) => model.id === id)?.title ?? id);
  }

  private nameOf(label: number): string {
    return this.place?.catalog.classNames[label] ?? "";
  }

  override render() {
    const { found } = this;
    const shares = findingsShares(found);
    return html`<section class="stage" part="stage" aria-label=${reuse.title}>
      <div class="title"><h3>${reuse.title}</h3><span class="soft">${reuse.what}</span></div>
      <div class="both">
        <ef-matrix
          .names=${this.names}
          .shares=${shares}
          .chosen=${this.cell}
          @choose=${(event: CustomEvent<Cell>) => this.look(event.detail, 0)}
        ></ef-matrix>
        ${this.example(found, shares)}
      </div>
      ${this.verdict(found, shares)} ${this.act(found)}
      ${this.folds.panel(reuse.fold, () => this.setup())}
      ${foot(this.sharing.button({ file: this.chosen.kind === "file" }), this.reset)}
    </section>`;
  }

  private verdict(found: Findings, shares: Shares) {
    const { phase, failure } = this.run;
    const total = found.pictures * found.matrix.rows.length;
    const done = found.matrix.done.length;
    const part = found.prepared ? 1 : total === 0 ? 0 : done / total;
    return html`<div class="verdict is-${phase}" part="verdict">
      <div class="progress" aria-hidden="true"><div style="width:${phase === "loading" ? "" : `${(part * 100).toFixed(1)}%`}"></div></div>
      ${phase === "failed"
        ? html`<div class="failure"><p class="sentence">${ui.failed}</p><p class="details">${spoken(failure)}</p></div>`
        : html`<p class="sentence">${this.sentence(found, shares)}</p>
            <p class="details">${this.details(found, shares)} ${found.prepared ? html`<em>${ui.precomputed}</em>` : nothing}</p>`}
    </div>`;
  }

  private sentence(found: Findings, shares: Shares): string {
    const nets = this.question.models.length;
    const of = shares[0]?.[0]?.of ?? 0;
    if (this.run.phase === "loading") return ui.status.loading;
    if (of > 0) return reuse.verdict.others(pooled(shares, others(nets)), pooled(shares, (_, column) => column === nets), this.question.settings.targeted);
    if (isComplete(found)) return reuse.verdict.noneRight;
    return this.run.busy ? reuse.verdict.looking : reuse.verdict.ready;
  }

  private details(found: Findings, shares: Shares): string {
    const { settings } = this.question;
    const total = found.pictures * found.matrix.rows.length;
    const done = found.matrix.done.length;
    if (this.run.busy) return reuse.verdict.running(done, total);
    const of = shares[0]?.[0]?.of ?? 0;
    if (of === 0) return "";
    const best = bestTraveller(shares);
    return [
      isComplete(found) && best !== undefined ? reuse.verdict.travels(this.names[best]!) : "",
      isComplete(found) ? reuse.verdict.measured(of, found.pictures, settings.budget) : reuse.verdict.stopped(done, total),
      found.milliseconds > 0 ? reuse.verdict.took(found.milliseconds) : "",
    ]
      .filter(Boolean)
      .join(" ");
  }

  private act(found: Findings) {
    const { busy } = this.run;
    const begun = !found.prepared && found.matrix.done.length > 0 && !isComplete(found);
    const text = busy ? reuse.stop : begun ? reuse.goOn : reuse.go(this.amount);
    return html`<div class="act">
      <ef-choice
        class="budget"
        layout="chips"
        .legend=${reuse.budget}
        .value=${String(this.question.settings.budget)}
        .choices=${BUDGETS.map((budget) => ({ value: String(budget), text: reuse.budgets(budget) }))}
        @choose=${(event: CustomEvent<string>) => this.set({ budget: BUDGETS.find((budget) => String(budget) === event.detail)! })}
      ></ef-choice>
      <div class="go">
        <button class="main" part="action" type="button" ?disabled=${this.amount === 0} @click=${this.press}>${text}</button>
      </div>
    </div>`;
  }

  private setup() {
    const { settings } = this.question;
    return html`<ef-material
        .chosen=${this.chosen}
        .gallery=${this.place?.gallery.length}
        @choose=${(event: CustomEvent<Chosen>) => this.measure(event.detail)}
      ></ef-material>
      <ef-choice
        class="wishes"
        .legend=${reuse.wish}
        .value=${settings.targeted ? "chosen" : "other"}
        .choices=${Object.entries(reuse.wishes).map(([value, text]) => ({ value, text }))}
        @choose=${(event: CustomEvent<string>) => this.set({ targeted: event.detail === "chosen" })}
      ></ef-choice>
      ${this.company()}`;
  }

  private company() {
    if (!this.place) return "";
    const { catalog } = this.place;
    const there = companies(catalog);
    const taken = there.find(({ members }) => members.join() === this.question.models.join());
    const choices = there.map(({ id, members }) => {
      const ensemble = catalog.ensembles.find((one) => one.id === id);
      const titles = members.map((member) => catalog.models.find((model) => model.id === member)!.title);
      return ensemble
        ? { value: id, text: ensemble.title, note: ensemble.description }
        : { value: id, text: reuse.families.title, note: reuse.families.description(titles) };
    });
    const byHand = this.byHand || !taken;
    return html`<div class="wide">
      <ef-choice
        class="company"
        layout="tiles"
        .legend=${reuse.company}
        .value=${byHand ? "own" : taken.id}
        .choices=${[...choices, { value: "own", text: reuse.ownChoice.title, note: reuse.ownChoice.description }]}
        @choose=${(event: CustomEvent<string>) => {
          this.byHand = event.detail === "own";
          const company = there.find(({ id }) => id === event.detail);
          if (company) this.invite(company.members);
        }}
      ></ef-choice>
      ${byHand ? this.each() : nothing}
    </div>`;
  }

  private each() {
    const { models } = this.question;
    return html`<fieldset>
      <legend class="heading visually-hidden">${reuse.each}</legend>
      <div class="nets">
        ${this.place!.catalog.models.map(({ id, title, accuracy }) => {
          const taken = models.includes(id);
          return html`<label>
            <input
              type="checkbox"
              .checked=${taken}
              ?disabled=${taken ? models.length <= FEWEST_NETS : models.length >= MOST_NETS}
              @change=${() => this.invite(taken ? models.filter((one) => one !== id) : [...models, id])}
            />
            <span>${title} <span class="small soft">${reuse.netNote(accuracy)}</span></span>
          </label>`;
        })}
      </div>
    </fieldset>`;
  }

  private example(found: Findings, shares: Shares) {
    const { names } = this;
    const { row, column } = this.cell;
    const to = row === column ? reuse.example.itself : (names[column] ?? reuse.matrix.toVote);
    const shown = this.shown(found);
    const after = shown && pixelsOfBytes(shown.example.made.bytes);
    const of = shown?.of ?? 0;
    const target = shown?.example.made.target;
    const toBe = reuse.example.toBe(target === undefined ? undefined : this.nameOf(target));
    return html`<div class="example">
      <h4>${reuse.example.heading(names[row] ?? "", to)}</h4>
      <p class="small soft counted">${shares[row]?.[column] ? reuse.example.count(shares[row][column]) : nothing}</p>
      <div class="three">
        <ef-picture .rgba=${shown && rgbaOf(shown.example.original)} .twin=${shown ? ui.picture.originalTwin(ui.picture.gallery(this.nameOf(shown.example.label))) : reuse.example.nothing}>
          <span class="caption"><span class="what">${ui.picture.original}</span>${shown ? this.spoken(shown.example.label, shown.example.label, this.nameOf(shown.example.label)) : nothing}</span>
        </ef-picture>
        <ef-picture
          .rgba=${shown && rgbaOfChange(shown.example.original, after!, GAIN)}
          .twin=${shown ? reuse.example.changeTwin(GAIN, distance(shown.example.original, after!).linf) : reuse.example.nothing}
          .tag=${shown ? ui.picture.gain(GAIN) : ""}
        >
          <span class="caption"><span class="what">${ui.picture.change}</span>${shown ? ui.picture.atMost(distance(shown.example.original, after!).linf) : nothing}</span>
        </ef-picture>
        <ef-picture .rgba=${after && rgbaOf(after)} .twin=${shown ? ui.picture.resultTwin(`${capital(toBe)}.`) : reuse.example.nothing}>
          <span class="caption"><span class="what">${ui.picture.result}</span>${shown ? toBe : nothing}</span>
        </ef-picture>
      </div>
      <div class="leaf">
        <button type="button" aria-label=${reuse.example.previous} ?disabled=${this.index === 0} @click=${() => this.look(this.cell, this.index - 1)}>‹</button>
        <span class="small soft">${of === 0 ? reuse.example.nothing : found.prepared ? reuse.example.oneOf : reuse.example.place(Math.min(this.index, of - 1) + 1, of)}</span>
        <button type="button" aria-label=${reuse.example.next} ?disabled=${this.index >= of - 1} @click=${() => this.look(this.cell, this.index + 1)}>›</button>
      </div>
      <dl class="saying small" aria-label=${reuse.example.says}>
        ${names.map((name, index) => this.saying(html`${memberGlyph(index)}${name}${index === row ? html`<span class="soft">${reuse.example.madeOn}</span>` : nothing}`, shown?.example, index))}
        ${this.saying(html`${reuse.example.vote}`, shown?.example, names.length)}
      </dl>
    </div>`;
  }

  /** One line: who, and what it says to the picture in sight. */
  private saying(who: unknown, example: Example | undefined, index: number) {
    const says = example && (example.vote ?? (this.vote?.of === example.made ? this.vote.says : undefined));
    const answer = () => {
      if (!example) return "–";
      if (says === "failed") return html`<span class="soft">${reuse.example.failed}</span>`;
      if (!says) return html`<span class="soft">…</span>`;
      const member = says.members[index];
      const label = member ? member.label : says.label!;
      const confidence = member ? member.confidence : says.probabilities[label]!;
      return this.spoken(label, example.label, reuse.example.answer(this.nameOf(label), confidence));
    };
    return html`<div class=${index === this.cell.column ? "looked" : ""}><dt>${who}</dt><dd>${answer()}</dd></div>`;
  }

  private spoken(label: number, is: number, words: string) {
    const right = label === is;
    return html`<span class="says ${right ? "is-label" : "is-target"}">${right ? labelGlyph : targetGlyph}${words}</span>`;
  }

  /** The picture in sight, and how many there are. */
  private shown(found: Findings): { example: Example; of: number } | undefined {
    if (found.prepared) {
      const example = found.prepared.examples[this.cell.row];
      return example && { example, of: 1 };
    }
    const made = examples(found.matrix, this.cell.row, this.cell.column);
    const one = made[Math.min(this.index, made.length - 1)];
    if (!one || this.material?.key !== this.question.pictures) return undefined;
    const { pictures, labels } = this.material.pictures;
    const original = pictures.subarray(one.subject * PIXEL_VALUES, (one.subject + 1) * PIXEL_VALUES);
    return { example: { made: one, original, label: labels[one.subject]! }, of: made.length };
  }

  private look(cell: Cell, index: number): void {
    this.cell = cell;
    this.index = index;
    this.ask();
  }

  /** Asks all nets about the picture in sight, unless they were. */
  private ask(): void {
    const example = this.shown(this.found)?.example;
    if (!this.place || !example || example.vote || (this.vote?.of === example.made && this.vote.says !== "failed")) return;
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    const { made } = example;
    this.vote = undefined;
    this.place.engine
      .vote({ models: this.question.models, rule: "mean", pixels: pixelsOfBytes(made.bytes) }, signal)
      .then((says) => (this.vote = { of: made, says }))
      .catch(() => {
        if (!signal.aborted) this.vote = { of: made, says: "failed" };
      });
  }

  private press = (): void => {
    if (this.run.busy) {
      this.run.stop();
      announce(this, reuse.verdict.stoppedSpoken);
    } else void this.start();
  };

  private async start(): Promise<void> {
    if (!this.place) return;
    const { question } = this;
    const key = questionKey(question);
    const nets = question.models.length;
    const there = this.findings.get(key);
    if (!there || isComplete(there)) this.findings.set(key, noFindings(nets, this.amount));
    this.index = 0;
    announce(this, reuse.verdict.started);
    const request = async (): Promise<ExperimentRequest> => {
      const pictures = await this.fetched(question.pictures);
      const { matrix } = this.findings.get(key)!;
      return {
        models: question.models,
        ...pictures,
        tasks: transferTasks(nets, question.settings),
        seed: question.settings.seed,
        todo: transferPieces(nets, pictures.labels.length, matrix.done),
      };
    };
    const take = (piece: PieceFound) => {
      const before = this.findings.get(key)!;
      this.findings.set(key, { ...before, matrix: withFound(before.matrix, piece), milliseconds: before.milliseconds + piece.milliseconds });
      this.ask();
    };
    if (await this.run.start(this.place.engine, request, take)) {
      announce(this, reuse.verdict.spoken(pooled(findingsShares(this.found), others(nets))));
    } else if (this.run.phase === "failed") announce(this, this.run.failure);
  }

  /** The pictures that are measured. Those of the gallery are fetched once. */
  private async fetched(key: string): Promise<LabelledPictures> {
    if (this.material?.key === key) return this.material.pictures;
    const pictures = this.chosen.kind === "file" ? this.chosen.batch.spread(this.chosen.count) : await galleryMaterial(this.place!);
    this.material = { key, pictures };
    return pictures;
  }

  private set(change: { budget?: TransferBudget; targeted?: boolean }): void {
    const settings: TransferSettings = { ...this.question.settings, ...change };
    this.turn({ ...this.question, settings });
  }

  private measure(chosen: Chosen): void {
    this.chosen = chosen;
    const pictures = chosen.kind === "gallery" ? GALLERY : `file ${chosen.batch.number} ${chosen.count}`;
    this.turn({ ...this.question, pictures });
  }

  private invite(models: string[]): void {
    this.turn({ ...this.question, models });
  }

  /** Another question: a measurement under way goes on with it, and what is known of it is shown at once. */
  private turn(question: Question): void {
    const again = this.run.busy;
    this.run.stop();
    this.question = question;
    this.cell = cellAmong(question.models.length, this.cell);
    this.index = 0;
    if (again) void this.start();
    else void this.recall();
  }

  /** What was measured before is in sight again, its pictures too. */
  private async recall(): Promise<void> {
    const { question } = this;
    if (this.found.matrix.done.length === 0) return;
    await this.fetched(question.pictures).catch(() => {});
    this.requestUpdate();
    this.ask();
  }

  private reset = (): void => {
    this.run.stop();
    this.chosen = { kind: "gallery" };
    this.byHand = false;
    this.findings.set(questionKey(FIRST), prepared());
    this.question = FIRST;
    this.look(FIRST_CELL, 0);
  };
}
