import type { Vote } from "easily-fooled";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Engine } from "../engine/client.ts";
import { failureOf } from "../engine/protocol.ts";
import { type BlurBudget, blurOptions, BLUR_SEED, type RecordedBlur, type RecordedSight } from "../state/blur.ts";
import type { Guard } from "../state/filters.ts";
import { answerOf, top } from "../state/outcome.ts";
import { pixelsOfBase64 } from "../state/pixels.ts";
import { type Subject, voteOf } from "../state/run.ts";
import { ui } from "../text/en/ui.ts";
import type { Phase } from "./run-controller.ts";

/** What is asked about one picture. */
export interface SceneOrder {
  subject: Subject;
  model: string;
  budget: BlurBudget;
  guard: Guard;
}

/** A picture without and with the filter: what the bare net says, what the one behind it says, and what that one sees. */
export interface Sight {
  pixels: Float32Array;
  bare: Vote;
  behind: Vote;
  seen: Float32Array;
}

export interface Scene {
  order: SceneOrder;
  /** What the picture is, or was taken for by the bare net. */
  label: number;
  clean: Sight;
  /** Undefined while the picture is new. */
  attacked: Sight | undefined;
  /** Of the finished attack; undefined: what is in sight was made for other settings. */
  verdict: { agreed: boolean; milliseconds: number } | undefined;
}

/** What was prepared: for the attacker who does not know, and for the one who does. */
export function recordedScenes({ scene, question, filter }: RecordedBlur): [Scene, Scene] {
  const told = ({ pixels, bare, behind, seen }: RecordedSight) => ({ pixels: pixelsOfBase64(pixels), bare: voteOf(bare), behind: voteOf(behind), seen: pixelsOfBase64(seen) });
  const clean = told(scene.before);
  const subject: Subject = { origin: { kind: "gallery", id: scene.picture }, pixels: clean.pixels, label: scene.label };
  const made = (known: boolean): Scene => {
    const after = scene.after[known ? "aware" : "unaware"];
    return {
      order: { subject, model: question.model, budget: question.budget, guard: { filter, known, seed: BLUR_SEED } },
      label: scene.label,
      clean,
      attacked: told(after),
      verdict: { agreed: after.agreed, milliseconds: 0 },
    };
  };
  return [made(false), made(true)];
}

/** Keeps one picture's scene up to date with what is asked: the filter is looked through at once, then the attack is made anew. */
export class SceneController implements ReactiveController {
  phase: Phase = "poster";
  failure = "";
  /** Share of the attack that is done. */
  part = 1;

  private abort = new AbortController();

  constructor(
    private readonly host: ReactiveControllerHost,
    public scene: Scene,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  show(scene: Scene): void {
    this.stop();
    this.scene = scene;
    this.failure = "";
    this.part = 1;
    this.enter("poster");
  }

  /** `true` when it came to its end. */
  async ask(engine: Engine, order: SceneOrder): Promise<boolean> {
    this.stop();
    const { signal } = this.abort;
    this.failure = "";
    this.part = 0;
    this.enter("loading");
    try {
      await this.look(engine, order, signal);
      this.enter("running");
      await this.attack(engine, order, signal);
      this.enter("done");
      return true;
    } catch (reason) {
      if (!signal.aborted) this.fail(reason);
      return false;
    }
  }

  private async look(engine: Engine, order: SceneOrder, signal: AbortSignal): Promise<void> {
    const { subject } = order;
    const { scene } = this;
    const same = scene.order.subject === subject && scene.order.model === order.model;
    const clean = await this.sight(engine, order, subject.pixels, signal, same ? scene.clean.bare : undefined);
    const attacked = same && scene.attacked ? await this.sight(engine, order, scene.attacked.pixels, signal, scene.attacked.bare) : undefined;
    const label = subject.label ?? answerOf(clean.bare).label ?? top(clean.bare.probabilities);
    this.scene = { order, label, clean, attacked, verdict: undefined };
  }

  private async attack(engine: Engine, order: SceneOrder, signal: AbortSignal): Promise<void> {
    const { model, guard, subject, budget } = order;
    const options = blurOptions(budget, this.scene.label);
    const job = engine.attack({ models: [model], rule: "mean", guard, pixels: subject.pixels, options, pace: 0, oneStep: false }, signal);
    for await (const update of job) {
      if (signal.aborted) throw signal.reason;
      if (update.kind === "progress") {
        this.part = update.progress.iteration / update.progress.totalIterations;
        this.host.requestUpdate();
      } else {
        const { best, verdict, milliseconds } = update;
        const [bare, seen] = await Promise.all([
          engine.vote({ models: [model], rule: "mean", pixels: best }, signal),
          engine.see({ filter: guard.filter, pixels: best, seed: guard.seed }, signal),
        ]);
        const { agreed, vote: behind } = verdict;
        this.part = 1;
        this.scene = { ...this.scene, attacked: { pixels: best, bare, behind, seen }, verdict: { agreed, milliseconds } };
      }
    }
  }

  private async sight(engine: Engine, { model, guard }: SceneOrder, pixels: Float32Array, signal: AbortSignal, known?: Vote): Promise<Sight> {
    const ask = (behind: Guard | undefined) => engine.vote({ models: [model], rule: "mean", guard: behind, pixels }, signal);
    const [bare, behind, seen] = await Promise.all([known ?? ask(undefined), ask(guard), engine.see({ filter: guard.filter, pixels, seed: guard.seed }, signal)]);
    return { pixels, bare, behind, seen };
  }

  private stop(): void {
    this.abort.abort();
    this.abort = new AbortController();
  }

  private fail(reason: unknown): void {
    const { code, message } = failureOf(reason);
    this.failure = ui.failure(code, message);
    this.enter("failed");
  }

  private enter(phase: Phase): void {
    this.phase = phase;
    this.host.requestUpdate();
  }
}
