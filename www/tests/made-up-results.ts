/** Results that nobody measured, one of each kind, for tests: every net of a council of three and two nets that stand alone. */
import type { Filter, Share } from "easily-fooled";
import type { CostResult, EnsembleResult, NetResult, Results } from "../src/state/results.ts";
import type { Evidence } from "../src/state/verdicts.ts";
import { share } from "../src/state/share.ts";

export const N = 1000;
export const of = (part: number): Share => share(Math.round(part * N), N);
const cost = { gradients: 1, forwards: 1, zero_gradients: 0, refuted: 0 };

export interface Made {
  clean?: number;
  /** Right under attack at 8/255. */
  robust?: number;
  asked?: number;
  certain?: number;
  residual?: number | null;
  switches?: number;
  filters?: { filter: Filter; clean: number; unaware: number; aware: number; stronger?: boolean }[];
}

export function net(id: string, { clean = 0.9, robust, asked, certain, residual = 5e-7, switches = 40, filters = [] }: Made = {}): NetResult {
  return {
    id,
    title: id,
    sha256: `hash of ${id}`,
    clean: of(clean),
    robust: robust === undefined ? [] : [{ epsilon_255: 8, clean: of(clean), attacks: [], worst: of(robust) }],
    questions: asked === undefined ? null : { clean: of(clean), attack: { name: "square-5000", epsilon_255: 8, steps: 5000, right: of(asked), cost } },
    filters: filters.map(({ filter, clean, unaware, aware, stronger = true }) => ({
      filter,
      epsilon_255: 8,
      clean: of(clean),
      unaware: of(unaware),
      aware: of(aware),
      worst: of(Math.min(aware, unaware)),
      aware_is_stronger: stronger,
    })),
    rays:
      certain === undefined
        ? []
        : (["away", "random"] as const).map((bearing) => ({ bearing, certain: of(certain), ends: { lines: N, straight: N, residual, switches: { nine_tenths: switches } }, straight_in_the_end: residual !== null && residual <= 1e-5 })),
    noise: { pictures: N, leading: { epsilon_255: 8, steps: 40 }, confidence: { noise_passes: of(0.02), led_passes: of(0.8) } },
  };
}

export interface MadeCouncil {
  members?: string[];
  /** Of the pictures made for one, those that fool another: anything else, one chosen thing. */
  travel?: [number, number];
  /** Still right, of 900 of 1,000: one after another, all at once. */
  vote?: [number, number];
  /** Still right with 1, 2, … members, and the smallest budget that fools half. */
  curve?: [right: number, smallest: number | null][];
}

export function council(id: string, { members = [1, 2, 3].map((index) => `${id}-${index}`), travel, vote, curve = [] }: MadeCouncil = {}): EnsembleResult {
  const row = (rate: number) => members.map((_, source) => [...members.map((_, shown) => of(shown === source ? 1 : rate)), of(rate)]);
  return {
    id,
    title: id,
    members,
    clean: of(0.9),
    transfer: travel ? travel.map((rate, index) => ({ epsilon_255: 8, targeted: index === 1, fooled: row(rate), mean_off_diagonal: rate })) : [],
    vote: vote
      ? [{ epsilon_255: 8, clean: of(0.9), attackers: [{ name: "one-after-another", right: of(0.9 * vote[0]) }], one_member_worst: null, joint_worst: of(0.9 * vote[1]) }]
      : [],
    cost: curve.map(
      ([right, smallest], index): CostResult => ({
        count: index + 1,
        attackers: [
          { epsilon_255: 4, name: "joint-margin", gradients_at_most: 120, clean: of(0.9), right: of(right) },
          { epsilon_255: 4, name: "first-only", gradients_at_most: 120, clean: of(0.9), right: of(Math.min(1, right + 0.3)) },
          { epsilon_255: 8, name: "joint-margin", gradients_at_most: 120, clean: of(0.9), right: of(0) },
        ],
        smallest: [smallest, 1, smallest],
      }),
    ),
  };
}

export const results = (nets: NetResult[], ensembles: EnsembleResult[] = []): Results => ({
  run: { command: "", engine: "", data_sha256: "", seed: 0, pictures: N },
  commits: ["c0ffee"],
  dirty: false,
  nets,
  ensembles,
});

const niches = (certain: number) => Array.from({ length: 10 }, (_, index) => ({ confidence: index < certain ? 0.9999 : 0.5 }));

export const evidence = (measured: Results, change: Partial<Evidence> = {}): Evidence => ({
  results: measured,
  undefended: ["residual", "plain"],
  adversarial: ["robust"],
  uphill: { model: "residual", cells: niches(10) },
  evolutions: { direct: { model: "tiny", generation: 1, niches: niches(8) }, cppn: { model: "tiny", generation: 1, niches: niches(10) } },
  line: { model: "residual", pictures: 35, ways: { away: { certain: 35, from: 1, lastBend: 1, residual: 1e-7 }, random: { certain: 35, from: 1, lastBend: 1, residual: 1e-7 } } },
  keys: { model: "residual", arrivals: { weights: Array(10).fill(3), scores: Array(10).fill(300), label: [...Array(9).fill(900), null] } },
  reuse: { models: ["plain", "residual"], tried: 20, fooled: { other: [[20, 2, 1], [2, 20, 1]], chosen: [], unbounded: [], unboundedChosen: [] } },
  ...change,
});

const gaussian = (sigma: number): Filter => ({ kind: "gaussian", sigma });

/** All of it, so that no verdict is left open. */
export const everything = (): Results =>
  results(
    [
      net("residual", {
        clean: 0.917,
        robust: 0,
        asked: 0.012,
        certain: 0.998,
        filters: [
          { filter: gaussian(0), clean: 0.917, unaware: 0, aware: 0 },
          { filter: gaussian(1), clean: 0.56, unaware: 0.41, aware: 0.031 },
          { filter: { kind: "median", size: 3 }, clean: 0.66, unaware: 0.45, aware: 0.052 },
          { filter: { kind: "noise", sigma: 0.1, draws: 8 }, clean: 0.5, unaware: 0.4, aware: 0.12 },
        ],
      }),
      net("plain", { clean: 0.907, robust: 0.004, certain: 1 }),
      net("robust", { clean: 0.79, robust: 0.33 }),
    ],
    [
      council("strangers", { travel: [0.61, 0.12], vote: [0.28, 0.01], curve: [[0.02, 1], [0.05, 2], [0.06, 2]] }),
      council("disagree", { travel: [0.08, 0.01], vote: [0.71, 0.03], curve: [[0.03, 1], [0.15, 2], [0.24, 3]] }),
      council("hardened", { vote: [0.66, 0.42], curve: [[0.5, 6], [0.55, 7], [0.57, 7]] }),
    ],
  );
