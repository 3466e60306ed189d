import type { Engine } from "../engine/client.ts";
import recorded from "../posters/certain.json";
import { type ClimbPoint, thinned } from "../state/climb.ts";
import { emptyNiche, isCertain, type Niche } from "../state/niche.ts";
import { pixelsOfBase64 } from "../state/pixels.ts";
import { uphillOptions } from "../state/settings.ts";
import { Filling, type Prepared } from "./filling.ts";

/** More than a curve can show. */
const MOST_POINTS = 200;

/** Each square is noise that follows the gradient to its class. */
export class Uphill extends Filling {
  protected prepared(): Prepared {
    const niches = recorded.cells.map(
      ({ pixels, confidence, iterations, climb, seed, agreed }): Niche => ({
        pixels: pixelsOfBase64(pixels),
        genome: undefined,
        confidence,
        took: iterations,
        climb: climb as unknown as ClimbPoint[],
        seed,
        agreed,
        state: isCertain({ confidence }) ? "filled" : "short",
      }),
    );
    return { model: recorded.model, seed: recorded.seed, niches };
  }

  protected async fill(engine: Engine, signal: AbortSignal, oneStep: boolean): Promise<"done" | "stopped"> {
    const seeds = this.niches.map((_, label) => this.seed + label);
    const starts = await Promise.all(seeds.map((seed) => engine.noise(seed, signal)));
    const niches = starts.map((pixels, label): Niche => ({ ...emptyNiche(seeds[label]!), pixels, state: "working" }));
    this.begin(niches, oneStep);
    await Promise.all(starts.map((pixels, label) => this.climb(engine, pixels, label, oneStep, signal)));
    return this.niches.some(({ state }) => state === "working") ? "stopped" : "done";
  }

  private async climb(engine: Engine, pixels: Float32Array, label: number, oneStep: boolean, signal: AbortSignal): Promise<void> {
    const { seed } = this.niches[label]!;
    const pace = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 16;
    const job = engine.attack({ models: [this.model], rule: "mean", pixels, options: uphillOptions(label, seed), pace, oneStep }, signal);
    await this.follow(job, (update) => {
      if (update.kind === "progress") {
        const confidence = update.progress.members[0]?.probabilities[label] ?? 0;
        const steps = update.trail.map(({ iteration, members }): ClimbPoint => [iteration, members[0]?.[label] ?? 0]);
        const climb = thinned([...this.niches[label]!.climb, ...steps], MOST_POINTS);
        this.put(label, { pixels: update.pixels, confidence, took: update.progress.iteration, climb });
      } else {
        const { vote, agreed } = update.verdict;
        const confidence = vote.members[0]?.probabilities[label] ?? 0;
        const ended = update.stopped ? "working" : "short";
        this.put(label, { pixels: update.best, confidence, agreed, state: isCertain({ confidence }) ? "filled" : ended });
      }
    });
  }
}
