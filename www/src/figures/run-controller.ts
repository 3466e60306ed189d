import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { AttackJob, Engine } from "../engine/client.ts";
import { type Control, failureOf } from "../engine/protocol.ts";
import { plannedIterations } from "../state/armoury.ts";
import { withFrame } from "../state/frames.ts";
import { type Order, type Run, untouched } from "../state/run.ts";
import { pace } from "../state/settings.ts";
import { ui } from "../text/en/ui.ts";

/**
 * poster: a prepared result is shown · ready: a picture is in place · loading: the core or the nets are on their way ·
 * running, paused: an attack is under way · done: it has ended · failed: see `failure`
 */
export type Phase = "poster" | "ready" | "loading" | "running" | "paused" | "done" | "failed";

/** The life of a figure's one attack. It holds what is shown; the figure only draws it. */
export class RunController implements ReactiveController {
  phase: Phase = "ready";
  run: Run | undefined;
  failure = "";
  /** An attack was asked for and has not ended: it runs, or what it needs is on its way. */
  underWay = false;

  private abort = new AbortController();
  private job: AttackJob | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.cancel();
  }

  get busy(): boolean {
    return this.phase === "loading" || this.phase === "running" || this.phase === "paused";
  }

  /** There is an attack that takes orders. */
  get attacking(): boolean {
    return this.job !== undefined;
  }

  /** The attack itself is over, and the second runtime is asked: nothing is left to pause or to stop. */
  get judging(): boolean {
    return this.phase === "running" && this.run?.progress?.done === true;
  }

  /** Aborted when what is shown now is replaced. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  show(run: Run, phase: Phase): void {
    this.cancel();
    this.run = run;
    this.failure = "";
    this.enter(phase);
  }

  /** Ends what is under way without a result. */
  cancel(): void {
    this.abort.abort();
    this.abort = new AbortController();
    this.ended();
  }

  control(control: Control): void {
    this.job?.control(control);
    if (control === "pause" || control === "step") this.enter("paused");
    if (control === "resume") this.enter("running");
  }

  /** Asks the nets about an untouched picture. */
  async look(engine: Engine, order: Order): Promise<void> {
    this.show(untouched(order), "loading");
    const { signal } = this.abort;
    await this.guard(signal, async () => {
      this.run = await this.asked(engine, order, signal);
      this.enter("ready");
    });
  }

  /** Attacks. Resolves when it has ended, however it ended; `true` when there is a result. */
  async start(engine: Engine, order: Order, { motion, slowly = false, oneStep = false }: { motion: boolean; slowly?: boolean; oneStep?: boolean }): Promise<boolean> {
    this.show(untouched(order, this.beforeOf(order)), "loading");
    this.underWay = true;
    const { signal } = this.abort;
    await this.guard(signal, async () => {
      const run = await this.asked(engine, order, signal);
      this.run = run;
      const { council, models, subject } = order;
      const options = run.options!;
      const job = engine.attack(
        { models, rule: council.rule, guard: council.guard, pixels: subject.pixels, options, pace: pace(plannedIterations(options), motion), slowly, oneStep },
        signal,
      );
      this.job = job;
      this.enter(oneStep ? "paused" : "running");
      for await (const update of job) {
        if (update.kind === "progress") {
          run.trail.push(...update.trail);
          const frames = withFrame(this.run!.frames, { iteration: update.progress.iteration, pixels: update.pixels });
          this.run = { ...run, frames, progress: update.progress, counts: update.progress, pixels: update.pixels };
        } else {
          this.run = { ...this.run!, pixels: update.best, result: update };
        }
        this.host.requestUpdate();
      }
      this.ended();
      this.enter("done");
    });
    return !signal.aborted && this.run?.result !== undefined;
  }

  fail(reason: unknown): void {
    const { code, message } = failureOf(reason);
    this.ended();
    this.failure = ui.failure(code, message);
    this.enter("failed");
  }

  private ended(): void {
    this.job = undefined;
    this.underWay = false;
  }

  private beforeOf({ subject, models, council }: Order) {
    const shown = this.run;
    const same = shown && shown.subject === subject && shown.council.rule === council.rule && shown.council.guard === council.guard && shown.models.join() === models.join();
    return same ? shown.before : undefined;
  }

  private async asked(engine: Engine, order: Order, signal: AbortSignal): Promise<Run> {
    const { subject, models, council } = order;
    const before = this.run?.before ?? (await engine.vote({ models, rule: council.rule, guard: council.guard, pixels: subject.pixels }, signal));
    return untouched(order, before);
  }

  /** What was cancelled says nothing; every other failure is told, and what is shown stays. */
  private async guard(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (reason) {
      if (signal.aborted) return;
      this.fail(reason);
    }
  }

  private enter(phase: Phase): void {
    this.phase = phase;
    this.host.requestUpdate();
  }
}
