/**
 * What was measured natively over CIFAR-10's test pictures: models/evaluation.json without its single units, as the page ships it in
 * results/evaluation.json. Only what the page shows is typed here.
 */
import type { ExperimentCost, Filter, Share } from "easily-fooled";

export interface Attacked {
  name: string;
  epsilon_255: number | null;
  steps: number;
  right: Share;
  cost: ExperimentCost;
}

export interface RobustResult {
  epsilon_255: number;
  /** Right without an attack. */
  clean: Share;
  attacks: Attacked[];
  /** Right under every one of them. */
  worst: Share | null;
}

export interface FilterResult {
  filter: Filter;
  epsilon_255: number;
  clean: Share;
  unaware: Share;
  aware: Share | null;
  worst: Share | null;
  aware_is_stronger: boolean | null;
}

export interface RayResult {
  bearing: "away" | "random" | "towards";
  certain: Share;
  /** `switches`: choices that changed on the way; none of a net without bends. */
  ends: { lines: number; straight: number; residual: number | null; switches: { nine_tenths: number } | null };
  straight_in_the_end: boolean;
}

export interface NoiseResult {
  pictures: number;
  leading: { epsilon_255: number; steps: number };
  confidence: { noise_passes: Share; led_passes: Share } | null;
}

export interface NetResult {
  id: string;
  title: string;
  sha256: string;
  clean: Share | null;
  robust: RobustResult[];
  questions: { clean: Share; attack: Attacked } | null;
  filters: FilterResult[];
  rays: RayResult[];
  noise: NoiseResult | null;
}

export interface Spender {
  epsilon_255: number;
  name: string;
  gradients_at_most: number;
  clean: Share;
  right: Share;
}

export interface CostResult {
  /** The first so many members. */
  count: number;
  attackers: Spender[];
  /** Smallest n of n/255 by which half of the pictures, a quarter, three quarters fell; null: beyond the largest tried. */
  smallest: [half: number | null, quarter: number | null, most: number | null] | null;
}

export interface VoteResult {
  epsilon_255: number;
  clean: Share;
  attackers: { name: string; right: Share }[];
  one_member_worst: Share | null;
  joint_worst: Share | null;
}

export interface TransferResult {
  epsilon_255: number;
  targeted: boolean;
  /** Row: made on; column: shown to, the last is the vote. */
  fooled: Share[][];
  mean_off_diagonal: number;
}

export interface EnsembleResult {
  id: string;
  title: string;
  members: string[];
  clean: Share | null;
  transfer: TransferResult[];
  vote: VoteResult[];
  cost: CostResult[];
}

export interface Results {
  /** Of the last run that added to them. */
  run: { command: string; engine: string; data_sha256: string; seed: number; pictures: number };
  /** Of the sources that measured them; `dirty`: with changes beside a commit. */
  commits: string[];
  dirty: boolean;
  nets: NetResult[];
  ensembles: EnsembleResult[];
}

interface Unit {
  commit: string;
  dirty: boolean | null;
}

/** What of models/evaluation.json goes to the page; `about` says what the fields mean. */
export function pageResults({ about, run, summary, units }: { about: unknown; run: Results["run"]; summary: Pick<Results, "nets" | "ensembles">; units: Record<string, Unit> }) {
  const measured = Object.values(units);
  return {
    about,
    run,
    commits: [...new Set(measured.map(({ commit }) => commit))].sort(),
    dirty: measured.some(({ dirty }) => dirty !== false),
    ...summary,
  };
}

/** Fields that an older file does not have are there, empty. */
export function readResults(stored: Results): Results {
  return {
    ...stored,
    nets: stored.nets.map((net) => ({ ...net, questions: net.questions ?? null, noise: net.noise ?? null, rays: net.rays ?? [], filters: net.filters ?? [] })),
    ensembles: stored.ensembles.map((ensemble) => ({ ...ensemble, cost: ensemble.cost ?? [] })),
  };
}

/** What was measured on the very nets that are shipped: figures of a net that has changed since are left out, and those of its councils. */
export function belonging(results: Results, shipped: readonly { id: string; sha256: string }[], councils: readonly { id: string; members: string[] }[]): Results {
  const same = (id: string) => {
    const [measured, now] = [results.nets.find((net) => net.id === id), shipped.find((net) => net.id === id)];
    return measured !== undefined && now !== undefined && measured.sha256 === now.sha256;
  };
  return {
    ...results,
    nets: results.nets.filter(({ id }) => same(id)),
    ensembles: results.ensembles.filter(({ id, members }) => {
      const now = councils.find((council) => council.id === id);
      return now?.members.join() === members.join() && members.every(same);
    }),
  };
}
