import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { AttackOptions, Method, VoteRule } from "easily-fooled";
import "../elements/ef-chart.ts";
import "../elements/ef-choice.ts";
import "../elements/ef-comparison.ts";
import "../elements/ef-counters.ts";
import "../elements/ef-filter.ts";
import type { FilterChoice } from "../elements/ef-filter.ts";
import "../elements/ef-nets.ts";
import "../elements/ef-own-net.ts";
import type { Adjusted } from "../elements/ef-own-net.ts";
import "../elements/ef-parameters.ts";
import "../elements/ef-seats.ts";
import { failureOf } from "../engine/protocol.ts";
import recorded from "../posters/lab.json";
import { FAMILIES, METHOD_NAMES, methodRow, type ParameterName, type Value } from "../state/armoury.ts";
import { firstCouncil, membersOf, type Seats } from "../state/council.ts";
import { LAB_DIALECT } from "../state/dialects/lab.ts";
import { type Choice, labOptions, tune, withMethod } from "../state/lab.ts";
import type { Pictured } from "../state/link.ts";
import { firstClasses, loading, MOST_BYTES, type OwnNet } from "../state/own-net.ts";
import { type RecordedRun, replay, type Run, type Subject } from "../state/run.ts";
import { FIRST_RULE, MAIN_NET } from "../state/settings.ts";
import { blur } from "../text/en/blur.ts";
import { ui } from "../text/en/ui.ts";
import { lab } from "../text/en/lab.ts";
import { ownNet } from "../text/en/own-net.ts";
import { announce } from "../elements/announce.ts";
import { keptSeries, sideOf } from "./comparison.ts";
import type { Poster } from "./attack-figure.ts";
import { AttackStage } from "./attack-stage.ts";
import { lossSeries, memberSeries, roleSeries } from "./curves.ts";
import { remarks, says, sentence } from "./telling.ts";

const POSTER: Poster<Choice> = { run: replay(recorded.run as unknown as RecordedRun), settings: recorded.settings as Choice };

/** Everything: any picture, any net or council, any attack, every parameter. */
@customElement("ef-lab")
export class EfLab extends AttackStage<Choice> {
  static override styles = [
    ...AttackStage.styles,
    css`
      .act {
        margin-bottom: 1.2rem;
      }
      .attack select {
        width: 100%;
      }
      /* Keeps its room, whichever attack is chosen. */
      .about {
        min-height: 7.5em;
        margin-top: 0.2rem;
      }
      @container (min-width: 40rem) {
        .about {
          min-height: 4.5em;
        }
      }
      .spent {
        margin-block: 1rem 1.4rem;
      }
      .spent .small {
        margin-top: 0.4rem;
      }
      .setup > h4 {
        font-size: 1rem;
        font-weight: 650;
      }
      .whom {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.2rem;
      }
      .tempo {
        display: inline-flex;
        align-items: center;
        gap: 0.4rem;
        min-height: 2.5rem;
      }
      .compared {
        display: grid;
        gap: 0.8rem;
        margin-block: 1.2rem 1.6rem;
      }
      .glance {
        margin-top: 1.4rem;
      }
      .glance summary {
        min-height: 2.5rem;
        padding-block: 0.5rem;
        font-weight: 600;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 0.9375rem;
      }
      th,
      td {
        padding: 0.45rem 1rem 0.45rem 0;
        border-bottom: 1px solid var(--line);
        text-align: left;
        vertical-align: top;
      }
      tbody th[scope="row"] {
        font-weight: 600;
        white-space: nowrap;
      }
      th[colspan] {
        padding-top: 1.1rem;
        font-size: var(--small);
      }
      @container (max-width: 39.99rem) {
        .glance thead {
          display: none;
        }
        .glance :is(tr, td, th) {
          display: block;
          padding-right: 0;
        }
        .glance :is(td:first-of-type, th[scope="row"]) {
          border-bottom: 0;
          padding-bottom: 0;
        }
      }
    `,
  ];

  @state() private own: OwnNet | undefined;
  /** About the file of a net: that it is being read, or what is wrong with it. */
  @state() private ownSaid = "";
  /** The panel of the visitor's own net is open. */
  @state() private bringing = false;

  /** A finished run that the next ones are compared with. */
  @state() private kept: Run | undefined;

  protected override readonly dialect = LAB_DIALECT;

  protected poster(): Poster<Choice> {
    return POSTER;
  }

  protected override tell(label: number): AttackOptions {
    return labOptions(this.settings, this.models.length, label);
  }

  protected override finished(run: Run): void {
    announce(this, sentence(run, this.names));
  }

  protected override says(run: Run, which: "before" | "now") {
    return says(run, which);
  }

  protected override get classes(): string[] {
    return this.isOwn ? this.own!.classes : super.classes;
  }

  protected override titleOf(model: string): string {
    return this.own?.id === model ? this.own.name : super.titleOf(model);
  }

  protected override get unlinkable(): string {
    return this.isOwn ? ownNet.notLinked : "";
  }

  protected override async pictured(pictured: Pictured, signal: AbortSignal): Promise<Subject> {
    return this.labelled(await super.pictured(pictured, signal));
  }

  protected override take(file: File): void {
    if (/\.onnx$/i.test(file.name)) void this.bring(file);
    else super.take(file);
  }

  protected override reset(): void {
    super.reset();
    this.bringing = false;
    this.ownSaid = "";
  }

  private get isOwn(): boolean {
    return this.own !== undefined && this.models[0] === this.own.id;
  }

  /** Nets with classes of their own say nothing about what we know a picture to be. */
  private labelled(subject: Subject): Subject {
    const ours = this.classes.join() === this.place?.catalog.classNames.join();
    return { ...subject, label: ours ? this.galleryPicture(subject.origin)?.label : undefined };
  }

  private async bring(file: File): Promise<void> {
    this.bringing = true;
    if (file.size > MOST_BYTES) return this.sayOfFile(ownNet.tooLarge(file.name, MOST_BYTES));
    let content: Uint8Array;
    try {
      content = new Uint8Array(await file.arrayBuffer());
    } catch {
      return this.sayOfFile(ownNet.unreadable);
    }
    await this.adopt({ name: file.name, content, options: {} });
  }

  private sayOfFile(what: string): void {
    this.ownSaid = what;
    announce(this, what);
  }

  /** Loads what the visitor brought, as they say that it wants its pictures, and asks it about the one in place. */
  private async adopt({ name, content, options, classes }: Pick<OwnNet, "name" | "content" | "options"> & { classes?: string[] }): Promise<void> {
    const { engine, catalog } = this.place!;
    this.ownSaid = ownNet.reading;
    this.picking.abort();
    this.picking = new AbortController();
    const { signal } = this.picking;
    try {
      const { id, report } = await engine.adopt(content, loading(options), signal);
      if (this.own) engine.release(this.own.id);
      this.own = { id, name, content, report, options, classes: classes ?? firstClasses(report.classCount, catalog.classNames) };
      this.ownSaid = "";
      this.askOne(id);
    } catch (reason) {
      if (signal.aborted) return;
      const { code, message } = failureOf(reason);
      this.ownSaid = ui.failure(code, message);
    }
    announce(this, this.ownSaid || ownNet.holds(name, this.own!.report, content.length));
  }

  private adjust({ options, classes }: Adjusted): void {
    if (!this.own) return;
    if (JSON.stringify(options) !== JSON.stringify(this.own.options)) return void this.adopt({ ...this.own, options, classes });
    this.own = { ...this.own, classes };
    this.askOne(this.own.id);
  }

  override render() {
    const { run } = this;
    const { name } = methodRow(this.settings.method);
    return this.stage(
      [
        () => html`${this.pictures(run)}`,
        () => html`${this.verdict(run, sentence(run, this.names), remarks(run, this.names))} ${this.act()} ${this.spent(run)}`,
        () => html`${this.folds.panel(lab.parametersFold(name), () => html`<h4>${lab.parameters(name)}</h4> ${this.parameters()}`)} ${this.evidence(run)} ${this.compared(run)}`,
        () => html`${this.folds.panel(lab.fold, () => html`${this.picker()} <div class="whom">${this.whom()}</div>`)}
          ${this.folds.panel(blur.filter.labFold, () => html`<h4>${blur.filter.lab}</h4> ${this.filter()}`)} ${this.glance()} ${this.foot(run)}`,
      ],
      lab.title,
      lab.what,
    );
  }

  private act() {
    const { method, wish } = this.settings;
    const { name, sentence, paper, year } = methodRow(method);
    const aimless = method === "ascent" && wish === "other";
    return html`<div class="act">
        ${this.goal(lab.wish)}
        <div class="attack">
          <label class="field">
            <span class="heading">${lab.attack}</span>
            <select class="method" @change=${(event: Event) => this.set(withMethod(this.settings, (event.target as HTMLSelectElement).value as Method))}>
              ${FAMILIES.map(
                (family) => html`<optgroup label=${lab.families[family]}>
                  ${METHOD_NAMES.filter((each) => methodRow(each).family === family).map(
                    (each) => html`<option value=${each} ?selected=${each === method}>${methodRow(each).name}</option>`,
                  )}
                </optgroup>`,
              )}
            </select>
          </label>
          <p class="about small soft">${sentence} ${lab.paper(paper, year)}</p>
        </div>
        ${this.go(lab.go(name), this.wishIsGranted || aimless)}
      </div>
      ${aimless ? html`<p class="small hint">${lab.needsWish}</p>` : this.grantedHint()}`;
  }

  private spent({ counts }: Run) {
    const { iterations, gradients, questions, zeroGradients } = lab.counters;
    return html`<div class="spent" role="group" aria-label=${lab.spent}>
      <ef-counters
        .counters=${[
          { name: iterations, value: counts.iteration },
          { name: gradients, value: counts.gradientEvaluations },
          { name: questions, value: counts.queries },
          { name: zeroGradients, value: counts.zeroGradients },
        ]}
      ></ef-counters>
      <p class="small soft">${lab.countersHint}</p>
    </div>`;
  }

  protected override tempo() {
    return html`<label class="tempo small"><input type="checkbox" .checked=${this.slowly} @change=${(event: Event) => this.slow((event.target as HTMLInputElement).checked)} />${lab.slowly}</label>`;
  }

  /** The run that was kept, beside the one that is shown. */
  private compared(run: Run) {
    const { kept } = this;
    const { compare } = lab;
    const isNew = this.runs.phase === "done" && run.result !== undefined && run.result !== kept?.result;
    return html`<div class="compared">
      <div class="buttons">
        <button type="button" ?disabled=${!isNew} @click=${() => (this.kept = this.run)}>${compare.keep}</button>
        ${kept ? html`<button type="button" class="quiet" @click=${() => (this.kept = undefined)}>${compare.drop}</button>` : nothing}
      </div>
      ${!kept
        ? nothing
        : isNew
          ? html`<ef-comparison
              .caption=${compare.caption}
              .rows=${compare.rows}
              .sides=${[sideOf(kept, compare.kept, this.names), sideOf(run, compare.now, this.names)]}
            ></ef-comparison>`
          : html`<p class="small soft">${compare.waiting}</p>`}
    </div>`;
  }

  private parameters() {
    return html`<ef-parameters
      .choice=${this.settings}
      .members=${this.models.length}
      @tune=${(event: CustomEvent<{ name: ParameterName; value: Value | undefined }>) =>
        this.set(tune(this.settings, event.detail.name, event.detail.value))}
    ></ef-parameters>`;
  }

  private evidence(run: Run) {
    const several = run.models.length > 1;
    const watched = run.wish === "other" ? (run.subject.label ?? run.label) : run.wish;
    const confidences = several ? memberSeries(run, watched, this.names) : [...roleSeries(run, this.names), ...(this.kept && this.kept.result !== run.result ? keptSeries(this.kept, this.names) : [])];
    return html`<div class="evidence two">
      <div>
        <h4 class="heading">${several && watched !== undefined ? lab.confidence.members(this.nameOf(watched)) : lab.confidence.roles}</h4>
        <ef-chart class="confidence" .series=${confidences} .steps=${this.steps(run)}></ef-chart>
      </div>
      <div>
        <h4 class="heading">${lab.loss}</h4>
        <ef-chart class="loss" scale="number" .series=${lossSeries(run)} .steps=${this.steps(run)}></ef-chart>
      </div>
    </div>`;
  }

  /** One net, or a council and its vote. */
  private whom() {
    if (!this.place) return nothing;
    const { catalog, engine } = this.place;
    const several = this.models.length > 1;
    const [first] = this.models;
    const whom = this.bringing || this.isOwn ? "own" : several ? "several" : "one";
    const rules = Object.entries(ui.several.rules).map(([value, text]) => ({ value, text }));
    return html`<ef-choice
        class="how-many"
        .legend=${lab.whom}
        .value=${whom}
        .choices=${[
          { value: "one", text: lab.one },
          { value: "several", text: lab.several },
          { value: "own", text: ownNet.yours },
        ]}
        @choose=${(event: CustomEvent<string>) => this.turnTo(event.detail)}
      ></ef-choice>
      ${whom === "own"
        ? html`<ef-own-net
            .own=${this.own}
            .said=${this.ownSaid}
            @choose-file=${(event: CustomEvent<File>) => void this.bring(event.detail)}
            @adjust=${(event: CustomEvent<Adjusted>) => this.adjust(event.detail)}
          ></ef-own-net>`
        : several
        ? html`<ef-seats
              .catalog=${catalog}
              .seats=${{ ensemble: this.council.ensemble ?? "", size: this.models.length }}
              .loadTime=${(id: string) => engine.loadTime(id)}
              @seat=${(event: CustomEvent<Seats>) => this.seat(event.detail)}
            ></ef-seats>
            <ef-choice
              class="rules"
              .legend=${lab.rule}
              .value=${this.council.rule}
              .choices=${rules}
              @choose=${(event: CustomEvent<VoteRule>) => void this.ask({ council: { ...this.council, rule: event.detail } })}
            ></ef-choice>`
        : html`<ef-nets
            .catalog=${catalog}
            .value=${first!}
            .loadTime=${engine.loadTime(first!)}
            @choose=${(event: CustomEvent<string>) => this.askOne(event.detail)}
          ></ef-nets>`}`;
  }

  /** Another filter is another defence: what was found before says nothing about it. */
  private filter() {
    const { guard } = this.council;
    return html`<ef-filter
      full
      .choice=${{ filter: guard?.filter, known: guard?.known ?? true }}
      @choose=${({ detail: { filter, known } }: CustomEvent<FilterChoice>) =>
        void this.ask({ council: { ...this.council, guard: filter && { filter, known, seed: Number(this.settings.tuned.seed ?? 1) } } })}
    ></ef-filter>`;
  }

  private turnTo(whom: string): void {
    this.bringing = whom === "own";
    if (whom === "one") this.askOne(MAIN_NET);
    else if (whom === "several") this.seat(firstCouncil(this.place!.catalog));
    else if (this.own) this.askOne(this.own.id);
  }

  private askOne(model: string): void {
    this.turn([model]);
    void this.ask({ models: [model], council: { ...POSTER.run.council, guard: this.council.guard } });
  }

  /** To nets whose classes may be others. */
  private turn(models: string[]): void {
    const before = this.classes.join();
    this.models = models;
    this.subject = this.labelled(this.subject);
    if (this.classes.join() !== before) this.settings = { ...this.settings, wish: "other" };
  }

  /** A member that is not among them any more is not attacked alone. */
  private seat(seats: Seats): void {
    const { catalog } = this.place!;
    const { ensemble } = seats;
    const voted = this.models.length > 1;
    this.turn(membersOf(catalog, seats));
    if (Number(this.settings.tuned.member ?? 0) >= seats.size) this.settings = tune(this.settings, "member", undefined);
    const rule = voted ? this.council.rule : FIRST_RULE;
    void this.ask({ models: membersOf(catalog, seats), council: { ...this.council, rule, ensemble } });
  }

  private glance() {
    const { name, sentence, paper } = lab.columns;
    return html`<details class="glance">
      <summary>${lab.glance}</summary>
      <table>
        <thead>
          <tr><th scope="col">${name}</th><th scope="col">${sentence}</th><th scope="col">${paper}</th></tr>
        </thead>
        ${FAMILIES.map(
          (family) => html`<tbody>
            <tr><th colspan="3" scope="rowgroup">${lab.families[family]}</th></tr>
            ${METHOD_NAMES.map(methodRow)
              .filter((row) => row.family === family)
              .map(
                (row) => html`<tr>
                  <th scope="row">${row.name}</th>
                  <td>${row.sentence}</td>
                  <td>${lab.paper(row.paper, row.year)}</td>
                </tr>`,
              )}
          </tbody>`,
        )}
      </table>
    </details>`;
  }
}
