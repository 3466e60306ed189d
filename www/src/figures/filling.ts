import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Engine, Job } from "../engine/client.ts";
import { type Control, failureOf } from "../engine/protocol.ts";
import type { Niche } from "../state/niche.ts";
import { ui } from "../text/en/ui.ts";
import { announce } from "../elements/announce.ts";

/**
 * poster: a prepared result is shown · loading: the core or the net is on its way · running, paused: the squares are being
 * filled · done, stopped: they are as full as they will get · failed: see `failure`
 */
export type Phase = "poster" | "loading" | "running" | "paused" | "done" | "stopped" | "failed";

export interface Prepared {
  model: string;
  seed: number;
  niches: Niche[];
}

export type FillingHost = ReactiveControllerHost & HTMLElement;

/** The life of one way to fill the squares. It holds what is shown; the figure only draws it. */
export abstract class Filling implements ReactiveController {
  phase: Phase = "poster";
  niches: Niche[] = [];
  /** Id of the net to be asked next, and of the one that was asked for what is shown. */
  model = "";
  shownModel = "";
  seed = 0;
  failure = "";

  private readonly jobs = new Set<Job<unknown>>();
  private abort = new AbortController();
  private phaseBefore: Phase = "poster";

  constructor(protected readonly host: FillingHost) {
    host.addController(this);
  }

  /** What is shown before the first press. */
  protected abstract prepared(): Prepared;
  /** Fills the squares, from the first report on by way of `begin`; resolves when no more will come, with the reason. */
  protected abstract fill(engine: Engine, signal: AbortSignal, oneStep: boolean): Promise<"done" | "stopped">;

  get busy(): boolean {
    return this.phase === "loading" || this.working;
  }

  /** There is something that takes orders. */
  get working(): boolean {
    return this.phase === "running" || this.phase === "paused";
  }

  hostDisconnected(): void {
    this.cancel();
  }

  /** The one main button: begins, pauses, goes on. Whatever begins something resolves when that has ended. */
  async press(engine: Engine): Promise<void> {
    if (this.phase === "running") this.control("pause");
    else if (this.phase === "paused") this.control("resume");
    else if (!this.busy) await this.start(engine);
  }

  async step(engine: Engine): Promise<void> {
    if (this.working) this.control("step");
    else if (!this.busy) await this.start(engine, true);
  }

  /** Ends what is under way; what was found stays. */
  stop(): void {
    if (this.phase === "loading") {
      this.cancel();
      this.enter(this.phaseBefore);
    } else for (const job of this.jobs) job.control("stop");
  }

  async chooseNet(engine: Engine, model: string): Promise<void> {
    this.model = model;
    this.host.requestUpdate();
    if (this.busy) await this.start(engine);
  }

  /** Whom to ask next, and from where, without a beginning. */
  prepare(model: string, seed: number): void {
    this.model = model;
    this.seed = seed;
    this.host.requestUpdate();
  }

  async startFrom(engine: Engine, seed: number): Promise<void> {
    this.seed = seed;
    await this.start(engine);
  }

  reset(): void {
    this.cancel();
    const { model, seed, niches } = this.prepared();
    this.model = this.shownModel = model;
    this.seed = seed;
    this.niches = niches;
    this.enter("poster");
  }

  protected begin(niches: Niche[], oneStep: boolean): void {
    this.niches = niches;
    this.shownModel = this.model;
    this.enter(oneStep ? "paused" : "running");
  }

  protected put(label: number, change: Partial<Niche>): void {
    this.niches = this.niches.map((niche, index) => (index === label ? { ...niche, ...change } : niche));
    this.host.requestUpdate();
  }

  /** Follows a job to its end; until then it takes this figure's orders. */
  protected async follow<Update>(job: Job<Update>, heed: (update: Update) => void): Promise<void> {
    this.jobs.add(job);
    for await (const update of job) heed(update);
    this.jobs.delete(job);
  }

  private async start(engine: Engine, oneStep = false): Promise<void> {
    this.cancel();
    if (this.phase !== "loading") this.phaseBefore = this.working ? "stopped" : this.phase;
    const { signal } = this.abort;
    this.enter("loading");
    announce(this.host, ui.status.started);
    try {
      this.enter(await this.fill(engine, signal, oneStep));
    } catch (reason) {
      if (signal.aborted) return;
      this.cancel();
      const { code, message } = failureOf(reason);
      this.failure = ui.failure(code, message);
      this.enter("failed");
    }
  }

  private control(control: Control): void {
    for (const job of this.jobs) job.control(control);
    if (control === "pause") announce(this.host, ui.status.pausedSpoken);
    this.enter(control === "resume" ? "running" : "paused");
  }

  private cancel(): void {
    this.abort.abort();
    this.abort = new AbortController();
    this.jobs.clear();
  }

  private enter(phase: Phase): void {
    this.phase = phase;
    this.host.requestUpdate();
  }
}
