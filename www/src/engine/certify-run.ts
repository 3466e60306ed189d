import type { Certifier } from "easily-fooled/light";
import { nextTask } from "./orders.ts";
import type { CertifyUpdate } from "./protocol.ts";
import type { Turns } from "./turns.ts";

/** Noisy copies between two looks at the clock: as many as the core classifies at once. */
const SLICE = 16;
const LISTEN_EVERY = 8;
const REPORT_EVERY = 50;

/** Steps one certificate to its end. There is nothing to pause: it ends, or nobody waits for it any more. */
export class CertifyRun {
  private over = false;

  constructor(
    private readonly certifier: Certifier,
    private readonly turns: Turns,
    private readonly report: (update: CertifyUpdate) => void,
  ) {}

  control(): void {
    this.abandon();
  }

  abandon(): void {
    this.over = true;
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
    let listenedAt = performance.now();
    let reportedAt = -Infinity;
    for (;;) {
      while (this.turns.isWaiting(this) || performance.now() - listenedAt >= LISTEN_EVERY) {
        await nextTask();
        listenedAt = performance.now();
        if (this.over) return;
      }
      const began = performance.now();
      const progress = this.certifier.step(SLICE);
      const now = performance.now();
      computing += now - began;
      this.turns.spend(this, now - began);
      if (progress.done || now - reportedAt >= REPORT_EVERY) {
        this.report({ kind: "progress", progress });
        reportedAt = now;
      }
      if (!progress.done) continue;
      this.report({ kind: "finished", certificate: this.certifier.certificate()!, milliseconds: computing });
      return;
    }
  }
}
