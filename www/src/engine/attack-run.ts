import type { Attack } from "easily-fooled";
import type { AttackUpdate, Control, TrailPoint } from "./protocol.ts";
import type { Turns } from "./turns.ts";

/** About one message a frame. */
const REPORT_EVERY = 16;
/** So that a press on "stop" never waits longer than this (and one iteration). */
const LISTEN_EVERY = 8;

/** Steps one attack to its end, listening for orders between the iterations. */
export class AttackRun {
  private paused: boolean;
  private stepsAsked: number;
  private stopped = false;
  private abandoned = false;
  private wake: () => void = () => {};

  constructor(
    private readonly attack: Attack,
    private readonly turns: Turns,
    private readonly pace: number,
    oneStep: boolean,
    private readonly report: (update: AttackUpdate, transfer: Transferable[]) => void,
  ) {
    this.paused = oneStep;
    this.stepsAsked = oneStep ? 1 : 0;
  }

  control(control: Control): void {
    if (control === "pause") this.paused = true;
    if (control === "resume") this.paused = false;
    if (control === "step") {
      this.paused = true;
      this.stepsAsked += 1;
    }
    if (control === "stop") this.stopped = true;
    this.wake();
  }

  /** Ends without a result: nobody waits for it any more. */
  abandon(): void {
    this.abandoned = true;
    this.wake();
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
    while (!done && !this.stopped && !this.abandoned) {
      if (this.paused && this.stepsAsked === 0) {
        await this.resting(new Promise<void>((resolve) => (this.wake = resolve)));
        continue;
      }
      if (this.turns.isWaiting(this)) {
        await nextTask();
        listenedAt = performance.now();
        continue;
      }
      const single = this.stepsAsked > 0;
      if (single) this.stepsAsked -= 1;
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
      if (done || single || now - reportedAt >= REPORT_EVERY) {
        const pixels = this.attack.current();
        this.report({ kind: "progress", progress, trail, pixels }, [pixels.buffer]);
        trail = [];
        reportedAt = now;
      }
      if (this.pace > 0 && !done) await this.resting(wait(this.pace));
      else if (now - listenedAt >= LISTEN_EVERY) await nextTask();
      else continue;
      listenedAt = performance.now();
    }
    if (this.abandoned) return;
    const best = this.attack.best();
    const verdict = this.attack.verdict();
    this.report(
      { kind: "finished", best, verdict, seed: this.attack.seed, stopped: !done, milliseconds: computing },
      [best.buffer],
    );
  }

  private async resting(rest: Promise<void>): Promise<void> {
    this.turns.leave(this);
    await rest;
    this.turns.enter(this);
  }
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Lets waiting messages in; unlike setTimeout(0) it is not held back to 4 ms when nested. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
