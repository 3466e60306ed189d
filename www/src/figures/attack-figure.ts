import { state } from "lit/decorators.js";
import type { AttackOptions } from "easily-fooled";
import type { Control } from "../engine/protocol.ts";
import { type AttackDialect, fingerprintOf, promised } from "../state/dialects/attack.ts";
import { type Linkable, picturedOf, readLink, writeLink } from "../state/link.ts";
import type { Council, Order, Run, Subject } from "../state/run.ts";
import type { Wish } from "../state/settings.ts";
import { ui } from "../text/en/ui.ts";
import { announce } from "../elements/announce.ts";
import { PictureFigure } from "./picture-figure.ts";
import { recordOf } from "./record.ts";
import { RunController } from "./run-controller.ts";

/** What is shown before the first press: a finished run, and the settings that led to it. */
export interface Poster<S> {
  run: Run;
  settings: S;
}

/** What the figures share in which one attack runs at a time: whom it attacks, its settings, and its life. */
export abstract class AttackFigure<S extends { wish: Wish }> extends PictureFigure implements Linkable {
  @state() protected settings: S = this.poster().settings;
  @state() protected council: Council = this.poster().run.council;
  @state() protected models: string[] = this.poster().run.models;
  @state() protected gain = 20;

  /** In slow motion. */
  @state() protected slowly = false;
  /** Whether a link's result was found again. */
  @state() protected reproduced = "";

  protected readonly runs = new RunController(this);
  private toldOf = 0;

  constructor() {
    super();
    this.runs.show(this.poster().run, "poster");
  }

  /** How its state is written into links. */
  protected abstract readonly dialect: AttackDialect<S>;
  protected abstract poster(): Poster<S>;
  /** What the core is told: see `Order`. */
  protected abstract tell(label: number): AttackOptions;
  /** After a result: the milestone, and whatever else is to be asked about it. */
  protected abstract finished(run: Run): void;

  protected override firstSubject(): Subject {
    return this.poster().run.subject;
  }

  protected override needed(): string[] {
    return this.models;
  }

  /** Why what stands in the figure fits in no link; empty where it does. */
  protected get unlinkable(): string {
    return "";
  }

  /** What stands in the figure now, as text. */
  protected link(): string {
    const { subject, models, council, settings, run } = this;
    const fingerprint = run.label === undefined ? undefined : promised(run, this.tell(run.label));
    return writeLink(this.dialect, { pictured: picturedOf(subject), models, council, settings, fingerprint }, this.place!.catalog);
  }

  /** Puts in place what a link, or an element's attributes, say, and makes its result again. */
  async open(given: URLSearchParams): Promise<void> {
    const { catalog, gallery } = this.place!;
    const { state, otherNets } = readLink(given, this.dialect, catalog, gallery);
    const { pictured, models, council, settings, fingerprint } = state;
    this.reset();
    this.settings = settings;
    this.council = council;
    this.models = models;
    if (!(await this.follow(pictured, (reason) => this.runs.fail(reason)))) return;
    if (!fingerprint) return this.look();
    const started = this.start();
    const again = this.runs.signal;
    await started;
    if (!again.aborted && this.run.result) this.reproduced = ui.share.reproduced(fingerprintOf(this.run.result.best) === fingerprint, otherNets);
  }

  protected get run(): Run {
    return this.runs.run!;
  }

  protected get wish(): string | undefined {
    return this.settings.wish === "other" ? undefined : this.nameOf(this.settings.wish);
  }

  protected get wishIsGranted(): boolean {
    return this.settings.wish !== "other" && this.settings.wish === (this.subject.label ?? this.run.label);
  }

  protected async start(oneStep = false): Promise<void> {
    if (!this.place) return;
    this.problem = "";
    this.reproduced = "";
    announce(this, ui.status.started);
    const won = await this.runs.start(this.place.engine, this.order(), { motion: this.motion, slowly: this.slowly, oneStep });
    if (won) {
      this.finished(this.run);
      this.report("result", { record: this.record(), ...(this.unlinkable ? {} : { link: `${this.place.home}#${this.link()}` }) });
    } else if (this.runs.phase === "failed") {
      announce(this, this.runs.failure);
      this.report("error", { message: this.runs.failure });
    }
  }

  protected override updated(): void {
    const { progress } = this.run;
    if (this.runs.phase !== "running" || !progress || progress.iteration === this.toldOf) return;
    this.toldOf = progress.iteration;
    this.report("progress", { iteration: progress.iteration, totalIterations: progress.totalIterations });
  }

  /** For whoever has embedded the figure. */
  private report(name: "progress" | "result" | "error", detail: unknown): void {
    this.dispatchEvent(new CustomEvent(`ef-${name}`, { detail }));
  }

  /** What goes with a downloaded picture. */
  protected record() {
    return recordOf(this.run, { ...this.place!.catalog, classes: this.classes }, this.galleryPicture(this.run.subject.origin));
  }

  /** The one main button: begins, pauses, goes on. */
  protected press(): void {
    if (this.runs.phase === "running") this.control("pause");
    else if (this.runs.phase === "paused") this.control("resume");
    else if (!this.runs.busy) void this.start();
  }

  protected step(): void {
    if (this.runs.attacking) this.runs.control("step");
    else if (!this.runs.busy) void this.start(true);
  }

  protected control(control: Control): void {
    this.runs.control(control);
    if (control === "pause") announce(this, ui.status.pausedSpoken);
  }

  protected slow(slowly: boolean): void {
    this.slowly = slowly;
    this.runs.control(slowly ? "slowly" : "briskly");
  }

  /** New settings: a running attack starts anew with them, a finished one stays in sight. */
  protected set(change: Partial<S>): void {
    this.settings = { ...this.settings, ...change };
    if (this.runs.underWay) void this.start();
  }

  /** Other nets, or another way to vote: what was found before says nothing about them. */
  protected async ask(change: { models?: string[]; council?: Council }): Promise<void> {
    const again = this.runs.underWay;
    this.models = change.models ?? this.models;
    this.council = change.council ?? this.council;
    if (again) await this.start();
    else await this.look();
  }

  protected override reset(): void {
    super.reset();
    this.reproduced = "";
    const { run, settings } = this.poster();
    this.settings = settings;
    this.council = run.council;
    this.models = run.models;
    this.runs.show(run, "poster");
  }

  protected override async look(): Promise<void> {
    if (this.place) await this.runs.look(this.place.engine, this.order());
  }

  private order(): Order {
    const { subject, models, council } = this;
    return { subject, models, council, wish: this.settings.wish, tell: (label) => this.tell(label) };
  }
}
