import type { Encoding } from "easily-fooled";
import type { Engine } from "../engine/client.ts";
import type { Champion, EvolutionReport, EvolutionResult } from "../engine/evolution-protocol.ts";
import recorded from "../posters/evolutions.json";
import { type ClimbPoint, climbsOf } from "../state/climb.ts";
import { evolutionOptions, POPULATION } from "../state/evolution.ts";
import { emptyNiche, filledCount, isCertain, type Niche } from "../state/niche.ts";
import { pixelsOfBase64 } from "../state/pixels.ts";
import { breeding } from "../text/en/breeding.ts";
import { announce } from "../elements/announce.ts";
import { Filling, type FillingHost, type Prepared } from "./filling.ts";

/** How far a brood is. */
export interface Tally {
  generation: number;
  evaluations: number;
  /** Spent on breeding and judging, without pauses; undefined for what was prepared on another machine. */
  milliseconds: number | undefined;
}

const NOTHING_YET: Tally = { generation: 0, evaluations: 0, milliseconds: undefined };

/** All squares are filled from one brood: whoever is the best of a class so far holds its square. */
export class Breeding extends Filling {
  tally: Tally = NOTHING_YET;

  constructor(
    host: FillingHost,
    readonly encoding: Encoding,
  ) {
    super(host);
  }

  protected prepared(): Prepared {
    const { model, seed, generation, niches, history } = recorded[this.encoding];
    this.tally = { generation, evaluations: generation * POPULATION, milliseconds: undefined };
    return {
      model,
      seed,
      niches: niches.map(({ pixels, genome, confidence, generation: took, agreed }: RecordedNiche, label) => ({
        pixels: pixelsOfBase64(pixels),
        genome,
        confidence,
        took,
        climb: history.map(({ generation: at, fitness }): ClimbPoint => [at, fitness[label]!]),
        seed,
        agreed,
        state: isCertain({ confidence }) ? "filled" : "short",
      })),
    };
  }

  protected async fill(engine: Engine, signal: AbortSignal, oneStep: boolean): Promise<"done" | "stopped"> {
    const reportEvery = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1000 : 100;
    const options = evolutionOptions(this.encoding, this.seed);
    const job = engine.evolve({ models: [this.model], rule: "mean", options, reportEvery, oneStep }, signal);
    let begun = false;
    let ended: "done" | "stopped" = "done";
    await this.follow(job, (update) => {
      if (!begun) this.begin(this.niches.map(() => emptyNiche(this.seed)), oneStep);
      begun = true;
      this.heed(update);
      if (update.kind === "finished" && update.stopped) ended = "stopped";
    });
    return ended;
  }

  private heed(update: EvolutionReport | EvolutionResult): void {
    const { generation, evaluations } = update.progress;
    this.tally = { generation, evaluations, milliseconds: update.milliseconds };
    const filled = filledCount(this.niches);
    for (const [label, climb] of climbsOf(update.progress).entries()) this.put(label, { climb });
    for (const champion of update.champions) this.put(champion.label, held(champion));
    if (update.kind === "finished") {
      for (const { label, confidence, verdict } of update.champions) {
        const ended = update.stopped ? "working" : "short";
        this.put(label, { agreed: verdict.agreed, state: isCertain({ confidence }) ? "filled" : ended });
      }
    } else if (filledCount(this.niches) > filled) announce(this.host, breeding.filled(filledCount(this.niches), generation));
  }
}

interface RecordedNiche {
  pixels: string;
  genome?: string;
  confidence: number;
  generation: number;
  agreed: boolean;
}

function held({ pixels, genome, confidence, generation }: Champion): Partial<Niche> {
  return { pixels, genome, confidence, took: generation, state: isCertain({ confidence }) ? "filled" : "working" };
}
