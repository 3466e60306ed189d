import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import "../elements/ef-chart.ts";
import "../elements/ef-face.ts";
import "../elements/ef-plans.ts";
import "../elements/ef-seats.ts";
import { labelGlyph, targetGlyph } from "../elements/glyphs.ts";
import recorded from "../posters/ask-several.json";
import type { Catalog, Model } from "../state/catalog.ts";
import { membersOf, type Seats } from "../state/council.ts";
import { budgetDialect } from "../state/dialects/budget.ts";
import { tally } from "../state/tally.ts";
import { opinionsNow, type RecordedRun, replay, type Run } from "../state/run.ts";
import type { Plan, Settings } from "../state/settings.ts";
import { ui } from "../text/en/ui.ts";
import { announce } from "../elements/announce.ts";
import type { Poster } from "./attack-figure.ts";
import { BudgetStage } from "./budget-stage.ts";
import { memberSeries } from "./curves.ts";
import { fooledCount, remarks, says, sentence } from "./telling.ts";
import type { VoteRule } from "easily-fooled";

const POSTER: Poster<Settings> = { run: replay(recorded.run as unknown as RecordedRun), settings: recorded.settings as Settings };

/** Several nets, one vote, and three plans to break it. */
@customElement("ef-ask-several")
export class EfAskSeveral extends BudgetStage {
  static override styles = [
    ...BudgetStage.styles,
    css`
      .members {
        display: grid;
        gap: 0 1rem;
        margin-top: 1.4rem;
      }
      /* All in one row, or one below the other: nobody is left over. */
      @container (min-width: 44rem) {
        .members {
          grid-template-columns: repeat(var(--members), minmax(0, 1fr));
        }
      }
      /* As high as it is whatever the answer: rule below the name, answer beside both. */
      .vote {
        display: grid;
        grid-template: "name answer" auto "by answer" auto / max-content minmax(0, 1fr);
        align-items: center;
        gap: 0 1.5rem;
        padding: 0.6rem 1rem 0.7rem;
        border-top: 3px solid var(--ink);
        background: var(--panel);
      }
      .vote .name {
        font-weight: 650;
      }
      .vote .answer {
        grid-area: answer;
        display: inline-flex;
        align-items: center;
        gap: 0.4rem;
        font-family: var(--serif);
        font-size: 1.2rem;
        line-height: 1.25;
        font-weight: 600;
        color: var(--target);
      }
      /* The longest words: the answer has a row of its own. */
      @container (max-width: 23.99rem) {
        .vote {
          grid-template: "name by" auto "answer answer" auto / max-content minmax(0, 1fr);
          align-items: baseline;
          gap: 0.2rem 0.6rem;
        }
      }
      @container (min-width: 24rem) {
        .vote .answer {
          font-size: 1.5rem;
        }
      }
      .vote .answer.right {
        color: var(--label);
      }
      .plan {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
        gap: 1.2rem 2rem;
      }
    `,
  ];

  protected override readonly dialect = budgetDialect("ask-several", "several");

  protected poster(): Poster<Settings> {
    return POSTER;
  }

  protected override finished(run: Run): void {
    announce(this, `${sentence(run, this.names)} ${fooledCount(run)}`);
  }

  override render() {
    const { run } = this;
    return this.stage(
      [
        () => html`${this.pictures(run)} ${this.faces(run)}`,
        () => html`${this.verdict(run, sentence(run, this.names), remarks(run, this.names))} ${this.act(ui.several.go, ui.several.wish)}`,
        () => html`${this.evidence(run)} ${this.setup(() => this.plans(), ui.several.fold)} ${this.foot(run)}`,
      ],
      ui.figures.severalTitle,
      ui.figures.several,
    );
  }

  protected override says(run: Run, which: "before" | "now") {
    return says(run, which);
  }

  private faces(run: Run) {
    const opinions = opinionsNow(run);
    const is = run.subject.label ?? run.label;
    const active = run.result ? [] : (run.progress?.activeMembers ?? []);
    return html`<ul class="members" style="--members:${run.models.length}" aria-label=${ui.several.members}>
      ${run.models.map((id, index) => {
        const model = this.model(id);
        const opinion = opinions[index];
        return html`<li>
          <ef-face
            .index=${index}
            .name=${model?.title ?? id}
            .note=${model ? ui.several.clean(model.accuracy) : ""}
            .answer=${opinion ? this.nameOf(opinion.label) : ""}
            .confidence=${opinion?.confidence ?? 0}
            .right=${opinion?.label === is}
            .attacked=${Array.from(active).includes(index)}
          ></ef-face>
        </li>`;
      })}
    </ul>
    ${this.vote(run)}`;
  }

  /** Counted here while the attack runs; the result's vote is the core's. */
  private vote(run: Run) {
    const { rule } = run.council;
    const opinions = opinionsNow(run);
    const says = run.result ? run.result.verdict.vote.label : tally(rule, opinions);
    const right = says !== undefined && says === (run.subject.label ?? run.label);
    return html`<div class="vote">
      <div class="name">${ui.several.vote}</div>
      <div class="answer ${right ? "right" : ""}">
        ${opinions.length === 0 ? "…" : html`${right ? labelGlyph : targetGlyph}${says === undefined ? ui.several.noDecision : this.nameOf(says)}`}
      </div>
      <div class="small soft">${ui.several.by[rule]}</div>
    </div>`;
  }

  private model(id: string): Model | undefined {
    return this.place?.catalog.models.find((candidate) => candidate.id === id);
  }

  private seating() {
    if (!this.place) return "";
    const { catalog, engine } = this.place;
    return html`<ef-seats
      .catalog=${catalog}
      .seats=${{ ensemble: this.council.ensemble ?? "", size: this.models.length }}
      .loadTime=${(id: string) => engine.loadTime(id)}
      @seat=${(event: CustomEvent<Seats>) => this.seat(catalog, event.detail)}
    ></ef-seats>`;
  }

  private seat(catalog: Catalog, seats: Seats): void {
    const member = Math.min(this.council.member, seats.size - 1);
    void this.ask({ models: membersOf(catalog, seats), council: { ...this.council, ensemble: seats.ensemble, member } });
  }

  private plans() {
    const { plan, rule, member } = this.council;
    const plans = Object.entries(ui.several.plans).map(([value, text]) => ({ value, text }));
    const rules = Object.entries(ui.several.rules).map(([value, text]) => ({ value, text }));
    const members = this.models.map((id, index) => ({ value: String(index), text: this.titleOf(id) }));
    return html`${this.seating()}
      <div class="plan">
      <ef-choice
        class="plans"
        .legend=${ui.several.plan}
        .value=${plan}
        .choices=${plans}
        @choose=${(event: CustomEvent<Plan>) => this.replan({ plan: event.detail })}
      ></ef-choice>
      ${plan === "only"
        ? html`<ef-choice
            class="which"
            .legend=${ui.several.which}
            .value=${String(member)}
            .choices=${members}
            @choose=${(event: CustomEvent<string>) => this.replan({ member: Number(event.detail) })}
          ></ef-choice>`
        : ""}
      <ef-choice
        class="rules"
        .legend=${ui.several.rule}
        .value=${rule}
        .choices=${rules}
        @choose=${(event: CustomEvent<VoteRule>) => this.ask({ council: { ...this.council, rule: event.detail } })}
      ></ef-choice>
    </div>`;
  }

  /** Another plan, same nets and same vote: what is shown stays, unless an attack is under way. */
  private replan(change: { plan?: Plan; member?: number }): void {
    this.council = { ...this.council, ...change };
    if (this.runs.underWay) void this.start();
  }

  private evidence(run: Run) {
    const watched = run.wish === "other" ? run.label : run.wish;
    const name = watched === undefined ? "" : this.nameOf(watched);
    return html`<div class="evidence">
      <div>
        <h4 class="heading">${ui.several.chartLabel(name)}</h4>
        <ef-chart .series=${memberSeries(run, watched, this.names)} .steps=${this.steps(run)}></ef-chart>
      </div>
      <ef-plans
        .place=${this.place}
        .run=${run}
        .options=${(label: number) => this.tell(label)}
        .titleOf=${(id: string) => this.titleOf(id)}
      ></ef-plans>
    </div>`;
  }
}
