import type { Experiment, ExperimentTask } from "easily-fooled/light";
import type { PieceFound, PieceOf } from "./experiment-protocol.ts";
import { nextTask } from "./orders.ts";
import type { SecondRuntime } from "./second-runtime.ts";
import type { Turns } from "./turns.ts";

/** So that another request, or the wish to end, never waits longer than this (and one iteration). */
const LISTEN_EVERY = 8;

/** A worker's share in a measurement: does the pieces that it is given, one at a time, until nobody wants more. */
export class ExperimentRun {
  private given: PieceOf[] = [];
  private over = false;
  private wake = () => {};

  constructor(
    private readonly experiment: Experiment,
    private readonly tasks: ExperimentTask[],
    private readonly turns: Turns,
    private readonly second: Pick<SecondRuntime, "here">,
    private readonly report: (update: PieceFound, transfer: Transferable[]) => void,
  ) {}

  give(piece: PieceOf): void {
    this.given.push(piece);
    this.wake();
  }

  /** A measurement is not paused: it ends, and is begun again with what is left to do. */
  control(): void {
    this.abandon();
  }

  abandon(): void {
    this.over = true;
    this.wake();
  }

  async finished(): Promise<void> {
    // What is found counts only when it agrees.
    await this.second.here();
    while (!this.over) {
      const next = this.given.shift();
      if (!next) {
        await new Promise<void>((resolve) => (this.wake = resolve));
        continue;
      }
      this.turns.enter(this);
      try {
        await this.work(next);
      } finally {
        this.turns.leave(this);
      }
    }
  }

  private async work({ task, piece }: PieceOf): Promise<void> {
    let computing = 0;
    let listenedAt = performance.now();
    const compute = <T>(part: () => T): T => {
      const began = performance.now();
      const value = part();
      const spent = performance.now() - began;
      this.turns.spend(this, spent);
      computing += spent;
      return value;
    };
    compute(() => this.experiment.start(this.tasks[task]!, piece));
    for (;;) {
      while (this.turns.isWaiting(this) || performance.now() - listenedAt >= LISTEN_EVERY) {
        await nextTask();
        listenedAt = performance.now();
        if (this.over) return;
      }
      const found = compute(() => this.experiment.step(1));
      if (!found) continue;
      const picture = this.experiment.picture();
      this.report({ task, piece, found, picture, milliseconds: computing }, picture ? [picture.buffer] : []);
      return;
    }
  }
}
