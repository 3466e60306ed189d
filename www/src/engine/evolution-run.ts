import type { Evolution, EvolutionProgress } from "easily-fooled/light";
import type { Champion, EvolutionUpdate } from "./evolution-protocol.ts";
import { nextTask, Orders } from "./orders.ts";
import type { Control } from "./protocol.ts";
import type { SecondRuntime } from "./second-runtime.ts";

/** Pictures that are judged between two looks for orders: as many as the core judges at once. */
const SLICE = 16;
const LISTEN_EVERY = 8;

/** Steps one evolution to its end, listening for orders between the slices. A step is what is left of a generation. */
export class EvolutionRun {
  private readonly orders: Orders;
  private progress: EvolutionProgress;
  private computing = 0;
  private reportedAt = -Infinity;
  private reported: Float32Array = new Float32Array(0);
  /** The generation that each champion was born in. */
  private births: number[] = [];

  constructor(
    private readonly evolution: Evolution,
    private readonly reportEvery: number,
    oneStep: boolean,
    private readonly second: Pick<SecondRuntime, "here">,
    private readonly send: (update: EvolutionUpdate, transfer: Transferable[]) => void,
  ) {
    this.orders = new Orders(oneStep);
    this.progress = evolution.step(0);
  }

  control(control: Control): void {
    this.orders.control(control);
  }

  /** Ends without a result: nobody waits for it any more. */
  abandon(): void {
    this.orders.abandon();
  }

  async finished(): Promise<void> {
    let listenedAt = performance.now();
    while (!this.progress.done) {
      if (this.orders.waiting) this.report();
      const order = await this.orders.next();
      if (order === "end") break;
      const { generation } = this.progress;
      do {
        this.slice();
        const now = performance.now();
        if (now - this.reportedAt >= this.reportEvery) this.report();
        if (now - listenedAt >= LISTEN_EVERY) {
          await nextTask();
          listenedAt = performance.now();
        }
      } while (order === "step" && this.progress.generation === generation && !this.orders.ended);
    }
    if (this.orders.abandoned) return;
    this.report();
    await this.second.here();
    if (this.orders.abandoned) return;
    // Stopped before the first picture there is nobody to judge.
    const champions = Array.from(this.progress.fitness, (_, label) => ({ ...this.champion(label), verdict: this.evolution.verdict(label)! }));
    this.send(
      {
        kind: "finished",
        progress: this.progress,
        champions,
        seed: this.evolution.seed,
        stopped: !this.progress.done,
        milliseconds: this.computing,
      },
      champions.map(({ pixels }) => pixels.buffer),
    );
  }

  /** Never across the end of a generation, so that each champion's is known. */
  private slice(): void {
    const { evaluations, population, fitness: before } = this.progress;
    const began = performance.now();
    this.progress = this.evolution.step(Math.min(SLICE, population - (evaluations % population)));
    this.computing += performance.now() - began;
    const generation = Math.floor(evaluations / population) + 1;
    this.progress.fitness.forEach((fitness, label) => {
      if (!(fitness <= before[label]!)) this.births[label] = generation;
    });
  }

  private report(): void {
    const { progress, reported } = this;
    const better = Array.from(progress.fitness.keys()).filter((label) => !(progress.fitness[label]! <= reported[label]!));
    const champions = better.map((label) => this.champion(label));
    this.reported = progress.fitness;
    this.reportedAt = performance.now();
    this.send(
      { kind: "progress", progress, champions, milliseconds: this.computing },
      champions.map(({ pixels }) => pixels.buffer),
    );
  }

  private champion(label: number): Champion {
    return {
      label,
      pixels: this.evolution.champion(label)!,
      genome: this.evolution.genome(label),
      confidence: this.progress.fitness[label]!,
      generation: this.births[label]!,
    };
  }
}
