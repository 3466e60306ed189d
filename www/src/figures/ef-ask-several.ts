import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import "../elements/ef-chart.ts";
import "../elements/ef-face.ts";
import { labelGlyph, memberColour, memberDash, memberPath, memberSymbol, targetGlyph } from "../elements/glyphs.ts";
import recorded from "../posters/ask-several.json";
import type { Catalog, Model } from "../state/catalog.ts";
import { ensembleOf, membersOf, type Seats, seated, sizesOf } from "../state/council.ts";
import { curveOf } from "../state/curve.ts";
import { answerOf, outcomeOf } from "../state/outcome.ts";
import { tally } from "../state/tally.ts";
import { lastIsNotBest, opinionsNow, type RecordedRun, replay, type Run } from "../state/run.ts";
import type { Plan, Settings } from "../state/settings.ts";
import { en } from "../text/en.ts";
import { announce } from "./announce.ts";
import type { Poster } from "./attack-figure.ts";
import { BudgetStage } from "./budget-stage.ts";
import type { VoteRule } from "easily-fooled";

const POSTER: Poster<Settings> = { run: replay(recorded.run as unknown as RecordedRun), settings: recorded.run.settings as Settings };

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
        font-size: 1.5rem;
        line-height: 1.25;
        font-weight: 600;
        color: var(--target);
      }
      .vote .answer.right {
        color: var(--label);
      }
      .seating {
        display: grid;
        gap: 1.2rem;
      }
      .cost {
        min-height: 1.45em;
        margin-top: 0.4rem;
      }
      .plan {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
        gap: 1.2rem 2rem;
      }
    `,
  ];

  protected poster(): Poster<Settings> {
    return POSTER;
  }

  protected override finished(run: Run): void {
    announce(this, `${this.sentence(run)} ${this.fooledCount(run)}`);
  }

  override render() {
    const { run } = this;
    return this.stage(
      html`${this.pictures(run)} ${this.faces(run)} ${this.verdict(run, this.sentence(run), this.remarks(run))} ${this.act(en.several.go, en.several.wish)}
      ${this.evidence(run)} ${this.setup(this.plans(), en.several.fold)} ${this.foot(run)}`,
      en.figures.severalTitle,
      en.figures.several,
    );
  }

  protected override says(run: Run, which: "before" | "now") {
    if (which === "before") return run.before && answerOf(run.before);
    if (run.result) return answerOf(run.result.verdict.vote);
    return run.progress ? undefined : run.before && answerOf(run.before);
  }

  private faces(run: Run) {
    const opinions = opinionsNow(run);
    const is = run.subject.label ?? run.label;
    const active = run.result ? [] : (run.progress?.activeMembers ?? []);
    return html`<ul class="members" style="--members:${run.models.length}" aria-label=${en.several.members}>
      ${run.models.map((id, index) => {
        const model = this.model(id);
        const opinion = opinions[index];
        return html`<li>
          <ef-face
            .index=${index}
            .name=${model?.title ?? id}
            .note=${model ? en.several.clean(model.accuracy) : ""}
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
      <div class="name">${en.several.vote}</div>
      <div class="answer ${right ? "right" : ""}">
        ${opinions.length === 0 ? "…" : html`${right ? labelGlyph : targetGlyph}${says === undefined ? en.several.noDecision : this.nameOf(says)}`}
      </div>
      <div class="small soft">${en.several.by[rule]}</div>
    </div>`;
  }

  private sentence(run: Run): string {
    const words = en.several.outcome;
    if (run.result) {
      const { kind, says } = outcomeOf(run.result.verdict, run.wish, run.label!);
      const name = says === undefined ? "" : this.nameOf(says);
      if (kind === "abstained") return run.before && run.before.label === undefined ? words.abstainedBefore : words.abstained;
      if (kind === "target-reached") return words.reached(name);
      if (kind === "unchanged") return words.unchanged(name);
      return run.wish === "other" ? words.changed(name) : words.changedElsewhere(name, this.nameOf(run.wish));
    }
    if (run.progress) {
      const says = tally(run.council.rule, run.progress.members);
      return words.now(says === undefined ? undefined : this.nameOf(says));
    }
    if (!run.before || run.label === undefined) return en.status.looking;
    const is = run.subject.label;
    if (is === undefined) return en.several.guessBefore(this.nameOf(run.label));
    return this.wrongBefore(run) || en.several.allRight(this.nameOf(is));
  }

  private remarks(run: Run): string[] {
    const { result } = run;
    if (!result) return [];
    const { agreed } = result.verdict;
    return [
      this.fooledCount(run),
      agreed ? en.outcome.agreed : en.outcome.disagreed,
      run.options?.norm !== "l2" ? en.outcome.moved(result.verdict.perturbation.linf) : `${en.picture.length(result.verdict.perturbation.l2)}.`,
      en.outcome.took(run.trail.at(-1)?.iteration ?? 0, result.milliseconds),
      result.stopped ? en.outcome.stopped : lastIsNotBest(run) ? en.outcome.bestOnTheWay : "",
      this.wrongBefore(run),
    ].filter(Boolean);
  }

  /** Only those count as fooled who were right before. */
  private fooledCount(run: Run): string {
    const is = run.subject.label ?? run.label;
    const after = run.result?.verdict.vote.members ?? [];
    const fooled = after.filter(({ label }, index) => label !== is && run.before?.members[index]?.label === is).length;
    return en.several.outcome.fooled(fooled, after.length);
  }

  private wrongBefore(run: Run): string {
    const is = run.subject.label;
    const wrong = (run.before?.members ?? []).flatMap(({ label }, index) => (label === is ? [] : [this.titleOf(run.models[index]!)]));
    return is === undefined || wrong.length === 0 ? "" : en.several.wrongBefore(wrong, this.nameOf(is));
  }

  private model(id: string): Model | undefined {
    return this.place?.catalog.models.find((candidate) => candidate.id === id);
  }

  private get seats(): Seats {
    return { ensemble: this.council.ensemble ?? "", size: this.models.length };
  }

  /** Which ensemble, and how many of it. */
  private seating() {
    if (!this.place) return "";
    const { catalog, engine } = this.place;
    const chosen = ensembleOf(catalog, this.seats);
    const councils = catalog.ensembles.map(({ id, title, description, members, accuracy }) => ({
      value: id,
      text: title,
      note: accuracy === undefined ? description : `${description} ${en.several.voteOfAll(members.length, accuracy)}`,
    }));
    const sizes = chosen ? sizesOf(chosen).map((size) => ({ value: String(size), text: String(size) })) : [];
    const times = this.models.map((id) => engine.loadTime(id));
    const time = times.every((one) => one !== undefined) ? times.reduce((sum, one) => sum + one, 0) : undefined;
    const bytes = this.models.reduce((sum, id) => sum + (this.model(id)?.bytes ?? 0), 0);
    const seat = (change: Partial<Seats>) => this.seat(catalog, { ...this.seats, ...change });
    return html`<div class="seating">
      ${councils.length > 1
        ? html`<ef-choice
            class="councils"
            layout="tiles"
            .legend=${en.several.council}
            .value=${this.seats.ensemble}
            .choices=${councils}
            @choose=${(event: CustomEvent<string>) => seat({ ensemble: event.detail })}
          ></ef-choice>`
        : ""}
      <div>
        <ef-choice
          class="sizes"
          layout="chips"
          .legend=${en.several.size}
          .value=${String(this.models.length)}
          .choices=${sizes}
          @choose=${(event: CustomEvent<string>) => seat({ size: Number(event.detail) })}
        ></ef-choice>
        <p class="cost small soft">${en.several.cost(this.models.length, bytes, time)}</p>
      </div>
    </div>`;
  }

  private seat(catalog: Catalog, wanted: Seats): void {
    const seats = seated(catalog, wanted);
    const member = Math.min(this.council.member, seats.size - 1);
    void this.ask({ models: membersOf(catalog, seats), council: { ...this.council, ensemble: seats.ensemble, member } });
  }

  private plans() {
    const { plan, rule, member } = this.council;
    const plans = Object.entries(en.several.plans).map(([value, text]) => ({ value, text }));
    const rules = Object.entries(en.several.rules).map(([value, text]) => ({ value, text }));
    const members = this.models.map((id, index) => ({ value: String(index), text: this.titleOf(id) }));
    return html`${this.seating()}
      <div class="plan">
      <ef-choice
        class="plans"
        .legend=${en.several.plan}
        .value=${plan}
        .choices=${plans}
        @choose=${(event: CustomEvent<Plan>) => this.replan({ plan: event.detail })}
      ></ef-choice>
      ${plan === "only"
        ? html`<ef-choice
            class="which"
            .legend=${en.several.which}
            .value=${String(member)}
            .choices=${members}
            @choose=${(event: CustomEvent<string>) => this.replan({ member: Number(event.detail) })}
          ></ef-choice>`
        : ""}
      <ef-choice
        class="rules"
        .legend=${en.several.rule}
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
    const series =
      watched === undefined
        ? []
        : run.models.map((id, index) => ({
            name: this.titleOf(id),
            colour: memberColour(index),
            symbol: memberSymbol(index),
            path: memberPath(index),
            dash: memberDash(index),
            points: curveOf(run.trail, index, watched),
          }));
    return html`<div class="evidence">
      <div>
        <h4 class="heading">${en.several.chartLabel(name)}</h4>
        <ef-chart .series=${series} .steps=${this.steps(run)}></ef-chart>
      </div>
    </div>`;
  }
}
