import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Engine } from "../engine/client.ts";
import type { ExperimentRequest, PieceFound } from "../engine/experiment-protocol.ts";
import { failureOf } from "../engine/protocol.ts";
import { ui } from "../text/en/ui.ts";

/** idle: nothing under way · loading: the core or the nets are on their way · running · failed: see `failure` */
export type ExperimentPhase = "idle" | "loading" | "running" | "failed";

/** The life of a figure's one measurement over many pictures. What is found belongs to the figure, and outlives every end. */
export class ExperimentController implements ReactiveController {
  phase: ExperimentPhase = "idle";
  failure = "";

  private abort = new AbortController();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  get busy(): boolean {
    return this.phase === "loading" || this.phase === "running";
  }

  /** Ends what is under way; what was found is kept. */
  stop(): void {
    this.abort.abort();
    this.abort = new AbortController();
    this.failure = "";
    this.enter("idle");
  }

  /** Does what is left to do; `true` when all of it is done. `request` may have to fetch its pictures first. */
  async start(engine: Engine, request: () => Promise<ExperimentRequest>, take: (found: PieceFound) => void): Promise<boolean> {
    this.stop();
    const { signal } = this.abort;
    this.enter("loading");
    try {
      const asked = await request();
      signal.throwIfAborted();
      for await (const found of engine.experiment(asked, signal)) {
        if (signal.aborted) return false;
        take(found);
        this.enter("running");
      }
      if (signal.aborted) return false;
      this.enter("idle");
      return true;
    } catch (reason) {
      if (!signal.aborted) this.fail(reason);
      return false;
    }
  }

  private fail(reason: unknown): void {
    const { code, message } = failureOf(reason);
    this.failure = ui.failure(code, message);
    this.enter("failed");
  }

  private enter(phase: ExperimentPhase): void {
    this.phase = phase;
    this.host.requestUpdate();
  }
}
