import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { AttackOptions, Strategy } from "easily-fooled";
import { announce } from "./announce.ts";
import { memberSeries } from "../figures/curves.ts";
import type { Place } from "../figures/place.ts";
import { failureOf } from "../engine/protocol.ts";
import { plannedIterations } from "../state/armoury.ts";
import { type PlanTrail, undone } from "../state/plans.ts";
import type { Run } from "../state/run.ts";
import { base, controls } from "../styles/shared.ts";
import { plans } from "../text/en/cost.ts";
import { ui } from "../text/en/ui.ts";
import "./ef-chart.ts";
import { spoken } from "./spoken.ts";

const PLANS = Object.keys(plans.names) as Strategy[];

/** One picture, one council, and every plan of attack beside the others: what was won on one member, and lost on another. */
@customElement("ef-plans")
export class EfPlans extends LitElement {
  @property({ attribute: false }) place: Place | undefined;
  /** Picture, nets and vote as they are in the figure around. */
  @property({ attribute: false }) run: Pick<Run, "subject" | "models" | "council" | "label"> | undefined;
  @property({ attribute: false }) options: ((label: number) => AttackOptions) | undefined;
  @property({ attribute: false }) titleOf: (id: string) => string = (id) => id;

  @state() private trails = new Map<Strategy, PlanTrail>();
  @state() private working: Strategy | undefined;
  @state() private failure = "";
  private abort = new AbortController();
  private of = "";

  static override styles = [
    base,
    controls,
    css`
      :host {
        container-type: inline-size;
        margin-top: 1.8rem;
      }
      h4 {
        font-size: 1rem;
        font-weight: 650;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 1rem;
        align-items: center;
        margin-block: 0.7rem 1rem;
        min-height: 2.5rem;
      }
      .charts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.4rem 2rem;
      }
      .chart h5 {
        margin: 0 0 0.2rem;
        font-size: 0.9375rem;
        font-weight: 600;
      }
      .chart p {
        min-height: 1.45em;
      }
      @container (min-width: 44rem) {
        .charts {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  /** Another picture or council: what was drawn is no longer about it. */
  protected override willUpdate(): void {
    const { run } = this;
    const of = JSON.stringify([run?.subject.origin, run?.models, run?.council.rule]);
    if (of === this.of) return;
    this.of = of;
    this.stop();
    this.trails = new Map();
    this.failure = "";
  }

  override render() {
    const { run } = this;
    if (!run || run.models.length < 2) return nothing;
    const label = run.subject.label ?? run.label;
    const finished = PLANS.every((plan) => this.trails.get(plan)?.fooled !== undefined);
    const words = this.failure || (this.working ? plans.running(plans.names[this.working]) : finished ? plans.won(PLANS.filter((plan) => this.trails.get(plan)!.fooled).map((plan) => plans.names[plan])) : "");
    const started = this.trails.size > 0;
    return html`<h4>${plans.heading}</h4>
      <p class="small soft">${plans.what}</p>
      <div class="line">
        <button type="button" class="all-plans" ?disabled=${!this.place || label === undefined} @click=${this.press}>${this.working ? plans.stop : started ? plans.again : plans.go}</button>
        <span class="small soft" role="status">${spoken(words)}</span>
      </div>
      ${started
        ? html`<div class="charts">
            ${PLANS.map((plan) => {
              const trail = this.trails.get(plan);
              const points = trail?.trail ?? [];
              return html`<div class="chart">
                <h5>${plans.names[plan]}</h5>
                <p class="small soft">${trail?.fooled === undefined ? nothing : plans.ended(trail.fooled, undone(trail.trail, label!), run.models.length)}</p>
                <ef-chart .series=${memberSeries({ models: run.models, trail: points }, label, this)} .steps=${trail?.steps ?? 1} .empty=${plans.empty}></ef-chart>
              </div>`;
            })}
          </div>`
        : nothing}`;
  }

  private stop(): void {
    this.abort.abort();
    this.abort = new AbortController();
    this.working = undefined;
  }

  private press = (): void => {
    if (this.working) this.stop();
    else void this.start();
  };

  private async start(): Promise<void> {
    const { run, place, options } = this;
    const label = run && (run.subject.label ?? run.label);
    if (!run || !place || !options || label === undefined) return;
    const { signal } = this.abort;
    this.trails = new Map();
    this.failure = "";
    try {
      for (const plan of PLANS) {
        this.working = plan;
        await this.attack(plan, run, { ...options(label), strategy: plan }, place, signal);
        if (signal.aborted) return;
      }
      this.working = undefined;
      announce(this, plans.won(PLANS.filter((plan) => this.trails.get(plan)?.fooled).map((plan) => plans.names[plan])));
    } catch (reason) {
      if (signal.aborted) return;
      const { code, message } = failureOf(reason);
      this.working = undefined;
      this.failure = ui.failure(code, message);
    }
  }

  private async attack(plan: Strategy, { models, council, subject }: NonNullable<EfPlans["run"]>, told: AttackOptions, place: Place, signal: AbortSignal): Promise<void> {
    const { member: _, ...rest } = told;
    const asked = plan === "only" ? { ...rest, member: council.member } : rest;
    const job = place.engine.attack({ models, rule: council.rule, pixels: subject.pixels, options: asked, pace: 0, oneStep: false }, signal);
    let found: PlanTrail = { trail: [], steps: plannedIterations(asked), fooled: undefined };
    const keep = (change: Partial<PlanTrail>) => {
      found = { ...found, ...change };
      this.trails = new Map(this.trails).set(plan, found);
    };
    keep({});
    for await (const update of job) {
      if (signal.aborted) return;
      if (update.kind === "progress") keep({ trail: [...found.trail, ...update.trail] });
      else keep({ fooled: update.verdict.fooled, steps: Math.max(1, found.trail.at(-1)?.iteration ?? 1) });
    }
  }
}
