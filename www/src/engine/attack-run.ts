import type { Attack } from "easily-fooled/light";
import { nextTask, Orders } from "./orders.ts";
import type { AttackRequest, AttackUpdate, Control, TrailPoint } from "./protocol.ts";
import type { SecondRuntime } from "./second-runtime.ts";
import type { Turns } from "./turns.ts";

/** About one message a frame. */
const REPORT_EVERY = 16;
/** So that a press on "stop" never waits longer than this (and one iteration). */
const LISTEN_EVERY = 8;

/** Milliseconds between iterations in slow motion: enough to read what changed. */
const SLOW_PACE = 300;

/** Steps one attack to its end, listening for orders between the iterations. */
export class AttackRun {
  private readonly orders: Orders;
  private slowly: boolean;

  constructor(
    private readonly attack: Attack,
    private readonly turns: Turns,
    private readonly request: Pick<AttackRequest, "pace" | "slowly" | "oneStep" | "guard">,
    private readonly second: Pick<SecondRuntime, "here">,
    private readonly report: (update: AttackUpdate, transfer: Transferable[]) => void,
  ) {
    this.orders = new Orders(request.oneStep);
    this.slowly = request.slowly ?? false;
  }

  control(control: Control): void {
    if (control === "slowly" || control === "briskly") this.slowly = control === "slowly";
    else this.orders.control(control);
  }

  /** Ends without a result: nobody waits for it any more. */
  abandon(): void {
    this.orders.abandon();
  }

  async finished(): Promise<void> {
    this.turns.enter(this);
    try {
      await this.run();
    } finally {
      this.turns.leave(this);
    }
  }

  private async run(): Promise<void> {
    let computing = 0;
    let trail: TrailPoint[] = [];
    let reportedAt = -Infinity;
    let listenedAt = performance.now();
    let done = false;
    while (!done && !this.orders.ended) {
      const { waiting } = this.orders;
      if (!waiting && this.turns.isWaiting(this)) {
        await nextTask();
        listenedAt = performance.now();
        continue;
      }
      const next = this.orders.next();
      const order = await (waiting ? this.resting(next) : next);
      if (order === "end") break;
      const began = performance.now();
      const progress = this.attack.step(1);
      done = progress.done;
      trail.push({
        iteration: progress.iteration,
        active: Array.from(progress.activeMembers),
        members: progress.members.map(({ probabilities }) => probabilities),
        loss: progress.loss,
        queries: progress.queries,
        linf: progress.perturbation.linf,
      });
      const now = performance.now();
      computing += now - began;
      this.turns.spend(this, now - began);
      if (done || order === "step" || now - reportedAt >= REPORT_EVERY) {
        const pixels = this.attack.current();
        this.report({ kind: "progress", progress, trail, pixels }, [pixels.buffer]);
        trail = [];
        reportedAt = now;
      }
      const pace = this.slowly ? SLOW_PACE : this.request.pace;
      if (pace > 0 && !done) await this.resting(wait(pace));
      else if (now - listenedAt >= LISTEN_EVERY) await nextTask();
      else continue;
      listenedAt = performance.now();
    }
    if (this.orders.abandoned) return;
    this.turns.leave(this);
    await this.second.here();
    if (this.orders.abandoned) return;
    const best = this.attack.best();
    const { guard } = this.request;
    const verdict = guard && !guard.known ? this.attack.verdictBehind(guard.filter, guard.seed) : this.attack.verdict();
    this.report(
      { kind: "finished", best, verdict, seed: this.attack.seed, stopped: !done, milliseconds: computing },
      [best.buffer],
    );
  }

  private async resting<T>(rest: Promise<T>): Promise<T> {
    this.turns.leave(this);
    const awoken = await rest;
    this.turns.enter(this);
    return awoken;
  }
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
