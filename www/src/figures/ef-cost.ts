import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import measured from "virtual:measured";
import type { Found } from "easily-fooled";
import "../elements/ef-chart.ts";
import "../elements/ef-choice.ts";
import "../elements/ef-material.ts";
import type { Chosen } from "../elements/ef-material.ts";
import { memberColour, memberDash, memberPath, memberSymbol } from "../elements/glyphs.ts";
import type { Series } from "../elements/line-plot.ts";
import { spoken } from "../elements/spoken.ts";
import type { ExperimentRequest } from "../engine/experiment-protocol.ts";
import { costJobs, costPoints, nothingFound, pieces, REPEAT_SEED, withPiece } from "../state/repeat.ts";
import { COST_DIALECT, COST_FIRST } from "../state/dialects/cost.ts";
import type { Linkable } from "../state/link.ts";
import type { LabelledPictures } from "../state/test-batch.ts";
import { type CostPoint, costOrder } from "../state/verdicts.ts";
import { figureStyles } from "../styles/figure.ts";
import { base, controls } from "../styles/shared.ts";
import { cost } from "../text/en/cost.ts";
import { announce } from "../elements/announce.ts";
import { ExperimentController } from "./experiment-controller.ts";
import { galleryMaterial } from "./pictures.ts";
import type { Place } from "./place.ts";
import { Sharing } from "./sharing.ts";

interface Mine {
  jobs: number;
  found: Found[][][];
  done: number;
  total: number;
  pictures: number;
  milliseconds: number;
}

/** What every member more costs the attacker: measured beforehand where it was, and here. */
@customElement("ef-cost")
export class EfCost extends LitElement implements Linkable {
  @property({ attribute: false }) place: Place | undefined;
  @state() private council = COST_FIRST.council;
  @state() private chosen: Chosen = { kind: "gallery" };
  @state() private mine = new Map<string, Mine>();
  @state() private stopped = false;
  private readonly run = new ExperimentController(this);
  private readonly sharing = new Sharing(this, COST_DIALECT, () => ({ council: this.council }));

  static override styles = [
    base,
    controls,
    figureStyles,
    css`
      .charts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.8rem 2.5rem;
      }
      .charts h4 {
        font-size: 1rem;
        font-weight: 650;
      }
      .charts p {
        min-height: 2.9em;
        margin-bottom: 0.5rem;
      }
      .verdict {
        min-height: 10rem;
      }
      .readings {
        display: grid;
        gap: 0.5rem;
        font-family: var(--serif);
        font-size: 1.1875rem;
        line-height: 1.35;
        text-wrap: pretty;
      }
      .go {
        align-self: end;
      }
      @container (min-width: 44rem) {
        .charts {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          row-gap: 0;
        }
        /* Both charts begin at the same height, however long their words. */
        .charts > div {
          display: grid;
          grid-row: span 3;
          grid-template-rows: subgrid;
        }
        .verdict {
          min-height: 6.5rem;
        }
      }
    `,
  ];

  /** It is measured when somebody says so. */
  async open(given: URLSearchParams): Promise<void> {
    const { council } = this.sharing.read(given);
    this.turn(() => {
      this.council = council;
      this.chosen = { kind: "gallery" };
    });
  }

  private get councils() {
    return costOrder(this.place?.catalog.ensembles ?? []);
  }

  private get amount(): number {
    return this.chosen.kind === "file" ? this.chosen.count : (this.place?.gallery.length ?? 0);
  }

  private titleOf(id: string): string {
    return this.place?.catalog.ensembles.find((ensemble) => ensemble.id === id)?.title ?? id;
  }

  override render() {
    const right = this.series(({ right }) => right?.share);
    const smallest = this.series(({ smallest }) => smallest ?? undefined);
    const members = Math.max(2, ...[...right, ...smallest].flatMap(({ points }) => points.map(({ iteration }) => iteration)), ...this.councils.map(({ members }) => members.length));
    const axis = { label: cost.members, first: 1, head: cost.member, summary: cost.summary };
    return html`<div class="title"><h3>${cost.title}</h3><span class="soft">${cost.what}</span></div>
      <div class="charts">
        <div>
          <h4>${cost.right}</h4>
          <p class="small soft">${cost.rightNote}</p>
          <ef-chart class="right" .series=${right} .steps=${members} .axis=${axis} .empty=${cost.empty}></ef-chart>
        </div>
        <div>
          <h4>${cost.smallest}</h4>
          <p class="small soft">${cost.smallestNote}</p>
          <ef-chart class="smallest" scale="count" .series=${smallest} .steps=${members} .axis=${axis} .empty=${cost.empty}></ef-chart>
        </div>
      </div>
      ${this.verdict()}
      <div class="setup">
        <ef-choice
          class="council"
          .legend=${cost.council}
          .value=${this.council}
          .choices=${this.councils.map(({ id, title }) => ({ value: id, text: title }))}
          @choose=${(event: CustomEvent<string>) => this.turn(() => (this.council = event.detail))}
        ></ef-choice>
        <ef-material .chosen=${this.chosen} .gallery=${this.place?.gallery.length} @choose=${(event: CustomEvent<Chosen>) => this.turn(() => (this.chosen = event.detail))}></ef-material>
        <div class="go">
          <button class="main" part="action" type="button" ?disabled=${!this.place || this.amount === 0} @click=${this.press}>${this.run.busy ? cost.stop : cost.go(this.amount)}</button>
        </div>
      </div>
      <div class="foot">${this.sharing.button({ file: this.chosen.kind === "file" })}</div>`;
  }

  private verdict() {
    const { phase } = this.run;
    const mine = this.mine.get(this.council);
    const part = mine ? mine.done / mine.total : measured.costs.length > 0 ? 1 : 0;
    const readings = measured.costs.map(({ council, points }) => cost.reading(this.titleOf(council), points)).filter(Boolean);
    const own = mine && mine.done === mine.total ? cost.reading(cost.here(this.titleOf(this.council)), this.points(mine)) : "";
    const said = [...readings, own].filter(Boolean);
    const status =
      phase === "failed"
        ? this.run.failure
        : phase === "loading"
          ? cost.loading
          : mine && phase === "running"
            ? cost.running(mine.done, mine.total)
            : mine && this.stopped
              ? cost.stopped(mine.done, mine.total)
              : mine
                ? cost.took(mine.milliseconds)
                : "";
    return html`<div class="verdict is-${phase}" part="verdict">
      <div class="progress" aria-hidden="true"><div style="width:${100 * part}%"></div></div>
      <div class="readings ${phase === "failed" ? "failure" : ""}">${said.length > 0 ? said.map((reading) => html`<p>${reading}</p>`) : html`<p>${cost.empty}</p>`}</div>
      <p class="details">${spoken(status)} ${mine ? cost.small : nothing}</p>
    </div>`;
  }

  private points({ found }: Mine): CostPoint[] {
    return costPoints(found)
      .filter(({ right }) => right.of > 0)
      .map((point) => ({ ...point, clean: undefined }));
  }

  private series(of: (point: CostPoint) => number | undefined): Series[] {
    const { councils } = this;
    const curve = (name: string, index: number, points: CostPoint[]): Series => ({
      name,
      colour: memberColour(index),
      symbol: memberSymbol(index),
      path: memberPath(index),
      dash: memberDash(index),
      points: points.flatMap((point) => {
        const value = of(point);
        return value === undefined ? [] : [{ iteration: point.count, value }];
      }),
    });
    const at = (council: string) => Math.max(0, councils.findIndex(({ id }) => id === council));
    return [
      ...measured.costs.map(({ council, points }) => curve(this.titleOf(council), at(council), points)),
      ...[...this.mine].map(([council, mine]) => curve(cost.here(this.titleOf(council)), councils.length + at(council), this.points(mine))),
    ];
  }

  /** Another council or other pictures: what is under way ends, what was found stays. */
  private turn(change: () => void): void {
    this.run.stop();
    change();
    this.stopped = (this.mine.get(this.council)?.done ?? 0) < (this.mine.get(this.council)?.total ?? 0);
  }

  private press = (): void => {
    if (this.run.busy) {
      this.run.stop();
      this.stopped = true;
      const mine = this.mine.get(this.council);
      announce(this, cost.stopped(mine?.done ?? 0, mine?.total ?? 0));
    } else void this.start();
  };

  private async start(): Promise<void> {
    const { place, council, chosen, amount } = this;
    const members = place?.catalog.ensembles.find(({ id }) => id === council)?.members;
    if (!place || !members) return;
    const jobs = costJobs(members);
    const total = jobs.reduce((sum, job) => sum + pieces(job, amount).length, 0);
    const keep = (mine: Mine) => (this.mine = new Map(this.mine).set(council, mine));
    keep({ jobs: jobs.length, found: nothingFound(jobs), done: 0, total, pictures: amount, milliseconds: 0 });
    this.stopped = false;
    const material = (): Promise<LabelledPictures> => (chosen.kind === "file" ? Promise.resolve(chosen.batch.spread(chosen.count)) : galleryMaterial(place));
    for (const [index, job] of jobs.entries()) {
      const request = async (): Promise<ExperimentRequest> => ({ models: job.models, ...(await material()), tasks: job.tasks, seed: REPEAT_SEED, todo: pieces(job, amount) });
      const finished = await this.run.start(place.engine, request, (piece) => {
        const mine = this.mine.get(council)!;
        keep({ ...mine, found: withPiece(mine.found, index, piece), done: mine.done + 1, milliseconds: mine.milliseconds + piece.milliseconds });
      });
      if (!finished) {
        if (this.run.phase === "failed") announce(this, this.run.failure);
        return;
      }
    }
    announce(this, cost.done);
  }
}
