import { css, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Vote } from "easily-fooled";
import "../elements/ef-bars.ts";
import "../elements/ef-chart.ts";
import { labelGlyph, memberGlyph, targetGlyph } from "../elements/glyphs.ts";
import recorded from "../posters/fool-one.json";
import type { Model } from "../state/catalog.ts";
import { standingAlone } from "../state/council.ts";
import { budgetDialect } from "../state/dialects/budget.ts";
import { opinionsNow, type RecordedRun, replay, type Run, voteOf } from "../state/run.ts";
import { FIRST_RULE, type Settings } from "../state/settings.ts";
import { ui } from "../text/en/ui.ts";
import { announce } from "../elements/announce.ts";
import type { Poster } from "./attack-figure.ts";
import { BudgetStage } from "./budget-stage.ts";
import { roleSeries, targetOf } from "./curves.ts";
import { remarks, says, sentence } from "./telling.ts";

const { run, settings, others } = recorded;
const POSTER: Poster<Settings> = { run: replay(run as unknown as RecordedRun), settings: settings as Settings };
const POSTER_OTHERS: Others = {
  models: others.models,
  before: voteOf(others.before as never),
  after: voteOf(others.after as never),
};

/** What other nets say to the original and to the result. */
interface Others {
  models: string[];
  before: Vote;
  after: Vote;
}

/** One picture, one net, one wish. */
@customElement("ef-fool-one")
export class EfFoolOne extends BudgetStage {
  @state() private others: Others | undefined = POSTER_OTHERS;
  @state() private asking: "" | "asking" | "failed" = "";

  static override styles = [
    ...BudgetStage.styles,
    css`
      .others {
        margin-top: 1.6rem;
      }
      .others ul {
        margin-block: 0.5rem;
        display: grid;
        column-gap: 1.5rem;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
      }
      .others li {
        display: flex;
        gap: 0.6rem;
        align-items: baseline;
        padding: 0.6rem 0;
        border-top: 1px solid var(--line);
      }
      .others .name {
        font-weight: 600;
      }
      .others .answer {
        display: block;
      }
      .ask {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 0.8rem;
        align-items: center;
        min-height: 2.5rem;
        margin-top: 0.25rem;
      }
      .below {
        margin-top: 0.6rem;
      }
    `,
  ];

  protected override readonly dialect = budgetDialect("fool-one", "one");

  protected poster(): Poster<Settings> {
    return POSTER;
  }

  protected override finished(run: Run): void {
    announce(this, sentence(run, this.names));
    this.others = undefined;
    this.asking = "";
    // Whoever has not asked them yet has not fetched them either, and may not want to.
    if (this.unfetched.length === 0) void this.askOthers(run);
  }

  /** Those that stand alone: members of one council would say the same thing several times. */
  private get otherModels(): Model[] {
    return this.place ? standingAlone(this.place.catalog) : [];
  }

  private get unfetched(): Model[] {
    return this.otherModels.filter(({ id }) => !this.place?.engine.has(id));
  }

  protected override reset(): void {
    super.reset();
    this.others = POSTER_OTHERS;
  }

  private async askOthers(run: Run): Promise<void> {
    if (!this.place || !run.result) return;
    const { engine } = this.place;
    const { signal } = this.runs;
    const models = this.otherModels.map(({ id }) => id);
    this.asking = "asking";
    try {
      const ask = (pixels: Float32Array) => engine.vote({ models, rule: FIRST_RULE, pixels }, signal);
      const [before, after] = await Promise.all([ask(run.subject.pixels), ask(run.pixels)]);
      if (this.run.result === run.result) {
        this.others = { models, before, after };
        this.asking = "";
      }
    } catch {
      if (!signal.aborted) this.asking = "failed";
    }
  }

  override render() {
    const { run } = this;
    return this.stage(
      [
        () => html`${this.pictures(run)}`,
        () => html`${this.verdict(run, sentence(run, this.names), remarks(run, this.names))} ${this.act(ui.controls.go, ui.controls.wish)}`,
        () => html`${this.evidence(run)}`,
        () => html`${this.setup(() => this.netChoice())} ${this.othersList(run)} ${this.foot(run)}`,
      ],
      ui.figures.foolOneTitle,
      ui.figures.foolOne,
    );
  }

  protected override says(run: Run, which: "before" | "now") {
    return says(run, which);
  }

  private netChoice() {
    const [chosen] = this.models;
    return html`<ef-nets
      .catalog=${this.place?.catalog}
      .value=${chosen!}
      .loadTime=${this.place?.engine.loadTime(chosen!)}
      @choose=${(event: CustomEvent<string>) => void this.ask({ models: [event.detail] })}
    ></ef-nets>`;
  }

  private evidence(run: Run) {
    const probabilities = opinionsNow(run)[0]?.probabilities ?? [];
    return html`<div class="evidence two">
      <div>
        <h4 class="heading">${ui.bars.heading}</h4>
        <ef-bars
          .classes=${this.classes}
          .probabilities=${probabilities}
          .earlier=${run.before?.members[0]?.probabilities}
          .label=${run.subject.label ?? run.label}
          .target=${targetOf(run)}
        ></ef-bars>
        <p class="small soft below">${ui.bars.caption}</p>
      </div>
      <div>
        <h4 class="heading">${ui.chart.heading}</h4>
        <ef-chart .series=${roleSeries(run, this.names)} .steps=${this.steps(run)}></ef-chart>
      </div>
    </div>`;
  }

  private othersList(run: Run) {
    const models = this.otherModels;
    const said = run.result ? this.others : undefined;
    return html`<div class="others">
      <h4 class="heading">${ui.outcome.others}</h4>
      <div class="ask">${this.askLine(run, said)}</div>
      <ul>
        ${models.map((model, index) => {
          const at = said?.models.indexOf(model.id) ?? -1;
          const opinion = said?.after.members[at];
          const is = run.subject.label ?? run.label;
          const wrongAnyway = said?.before.members[at]?.label !== is;
          const fooled = opinion?.label !== is;
          const word = !fooled ? ui.outcome.notFooled : wrongAnyway ? ui.outcome.wrongAnyway : ui.outcome.fooledToo;
          return html`<li>
            <span>${memberGlyph(index)}</span>
            <span>
              <span class="name">${model.title}</span>
              ${model.id === run.models[0] ? html`<span class="small soft">(${ui.outcome.attacked})</span>` : ""}
              <span class="answer">
                ${opinion
                  ? html`<span class="says ${fooled ? "is-target" : "is-label"}">${fooled ? targetGlyph : labelGlyph}
                        ${ui.picture.says(this.nameOf(opinion.label), opinion.confidence)}</span>
                      <span class="small soft">${word}</span>`
                  : html`<span class="soft">–</span>`}
              </span>
            </span>
          </li>`;
        })}
      </ul>
    </div>`;
  }

  private askLine(run: Run, said: Others | undefined) {
    const soft = (text: string) => html`<span class="small soft">${text}</span>`;
    if (said) return soft(ui.outcome.othersVote(said.after.label === undefined ? undefined : this.nameOf(said.after.label)));
    if (!run.result) return soft(ui.outcome.waiting);
    if (this.asking === "asking") return soft(ui.outcome.asking);
    const others = this.otherModels.filter(({ id }) => id !== run.models[0]);
    const size = this.unfetched.reduce((sum, { bytes }) => sum + bytes, 0);
    return html`<button type="button" class="ask-others" @click=${() => void this.askOthers(run)}>${ui.outcome.askOthers(others.length, size)}</button>
      ${this.asking === "failed" ? soft(ui.outcome.askingFailed) : ""}`;
  }
}
