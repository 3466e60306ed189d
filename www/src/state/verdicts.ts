/**
 * The eight claims and what the measurements say of each. A verdict is never typed: every part of a claim is a number with its
 * interval, THRESHOLDS says from where on such a number speaks for the claim and from where on against it, and where all parts that
 * decide agree the claim has their word; where they differ it is half true. Where one of them is missing nothing is said.
 */
import type { Filter, Share } from "easily-fooled";
import type { Bred } from "../text/facts.node.ts";
import type { LineSurvey } from "./line.ts";
import { isCertain } from "./niche.ts";
import type { Runner } from "./race.ts";
import type { NetResult, Results } from "./results.ts";
import { byKin, type RecordedReuse } from "./reuse.ts";
import { MAIN_NET } from "./settings.ts";
import { share } from "./share.ts";

export const CLAIMS = ["weights", "certain", "line", "keys", "reuse", "blur", "vote", "numbers"] as const;
export type ClaimId = (typeof CLAIMS)[number];
export type Word = "holds" | "half" | "fails" | "unmeasured";

/** Speaks for the claim from `holds` on, against it from `fails` on; which of the two is larger says which way is up. */
export interface Threshold {
  holds: number;
  fails: number;
}

export const THRESHOLDS = {
  /** Of the pictures that were right, fooled by whoever has the weights. */
  weights: { holds: 0.95, fails: 0.5 },
  /** Of the ten words, those that noise was made to be with 99.99 %. */
  nothing: { holds: 1, fails: 0.5 },
  /** Of the walks, those that end in certainty. */
  farEnd: { holds: 0.9, fails: 0.5 },
  /** Beyond the last bend: largest distance from a straight line, as a share of the largest logit. */
  straight: { holds: 1e-5, fails: 1e-2 },
  /** Of the pictures that were right, fooled by whoever only asks. The claim is that nobody can. */
  keys: { holds: 0.05, fails: 0.5 },
  /** Of the pictures made for one net, those that fool another. The claim is that they cannot. */
  reuse: { holds: 0.05, fails: 0.25 },
  /** Of all pictures, right behind a filter though they were attacked. */
  blur: { holds: 0.5, fails: 0.1 },
  /** Of the pictures that the vote had right, those that it still has. */
  vote: { holds: 0.5, fails: 0.1 },
  /** By how much that share grows from one member to all of them. */
  gain: { holds: 0.2, fails: 0.05 },
  /** How many times as far half of the pictures have to be moved. */
  further: { holds: 2, fails: 1.25 },
} as const satisfies Record<string, Threshold>;
export type ThresholdId = keyof typeof THRESHOLDS;

/** The budget of all verdicts, n of n/255, and that of equal numbers of gradients: with more, everything falls and nothing can grow. */
export const VERDICT_BUDGET = 8;
export const EQUAL_BUDGET = 4;
/** Beyond the largest that is tried: at least so much. */
const BEYOND = 33;
/** Whole steps are too coarse to compare below this: from 1 to 2 may be hardly anything. */
export const FINE_ENOUGH = 4;
const SMOOTHING: readonly Filter["kind"][] = ["gaussian", "median", "bilateral", "total-variation"];
/** The councils that the last two claims are about, and one whose members were hardened, which is another remedy. */
export const COUNCILS = ["strangers", "disagree"] as const;
export const HARDENED = "hardened";

/** Where a number comes from: the test pictures, the gallery's, or all of a few. */
export type Origin = "test" | "gallery" | "all";

/** A number with its interval; where all there are were looked at, low and high are the number itself. */
export interface Figure {
  value: number;
  low: number;
  high: number;
  /** How many were looked at. */
  n: number;
  origin: Origin;
}

export type PartId =
  | "weights-weakest"
  | "weights-main"
  | "weights-sturdy"
  | "certain-uphill"
  | "certain-pixels"
  | "certain-patterns"
  | "certain-led"
  | "line-away"
  | "line-random"
  | "line-straight"
  | "keys-scores"
  | "keys-label"
  | "reuse-any"
  | "reuse-chosen"
  | "reuse-disagree"
  | "reuse-stranger"
  | "blur-aware"
  | "blur-unaware"
  | "blur-clean"
  | "blur-any"
  | "vote-turns"
  | "vote-joint"
  | "numbers-gain"
  | "numbers-further";

export interface Part {
  id: PartId;
  /** Id of the net or council, name of the filter: what the sentence has to name. */
  of?: string;
  filter?: Filter;
  by: ThresholdId | undefined;
  /** Beside those that decide are those that explain. */
  decides: boolean;
  figure: Figure | undefined;
  word: Word;
  /** Numbers that belong to it: how many members, how many nets, from how far to how far. */
  counts?: number[];
}

export interface Verdict {
  claim: ClaimId;
  word: Word;
  parts: Part[];
  /** An attacker who knew of a filter came out weaker than one who did not: the attack was too weak to say much. */
  flagged: boolean;
}

/** Everything that verdicts are made of. */
export interface Evidence {
  results: Results;
  /** Nets that stand alone and were not trained on attacked pictures; those that were. */
  undefended: string[];
  adversarial: string[];
  uphill: { model: string; cells: { confidence: number; agreed?: boolean }[] };
  evolutions: { direct: Bred; cppn: Bred };
  line: LineSurvey;
  keys: { model: string; arrivals: Record<Runner, (number | null)[]> };
  reuse: Pick<RecordedReuse, "models" | "tried" | "fooled">;
}

/** The whole interval has to be beyond a threshold. */
export function judge(figure: Figure | undefined, { holds, fails }: Threshold): Word {
  if (!figure) return "unmeasured";
  const { low, high } = figure;
  if (holds > fails) return low >= holds ? "holds" : high <= fails ? "fails" : "half";
  return high <= holds ? "holds" : low >= fails ? "fails" : "half";
}

export function together(parts: readonly Pick<Part, "decides" | "word">[]): Word {
  const words = parts.filter(({ decides }) => decides).map(({ word }) => word);
  if (words.length === 0 || words.includes("unmeasured")) return "unmeasured";
  return words.every((word) => word === words[0]) ? words[0]! : "half";
}

const ofShare = ({ share: value, low, high, of: n }: Share, origin: Origin = "test"): Figure => ({ value, low, high, n, origin });
const all = (count: number, n: number): Figure => ({ value: count / n, low: count / n, high: count / n, n, origin: "all" });

/** Of the pictures that were right before, those that are not any more. Both are counted over the same pictures. */
const fallen = (before: Share, after: Share | null): Figure | undefined =>
  after === null || before.count === 0 ? undefined : ofShare(share(before.count - after.count, before.count));
/** … and those that still are. */
const left = (before: Share, after: Share | null | undefined): Figure | undefined =>
  !after || before.count === 0 ? undefined : ofShare(share(after.count, before.count));

/** How much larger the second share is, with the interval of Newcombe (1998), which takes the two to be independent: if anything, too wide. */
export function gain(before: Share, after: Share): Figure {
  const value = after.share - before.share;
  const apart = (down: Share, up: Share) => Math.hypot(down.share - down.low, up.high - up.share);
  return { value, low: value - apart(after, before), high: value + apart(before, after), n: before.of, origin: "test" };
}

type Made = Omit<Part, "word">;
const part = (made: Made): Part => ({ ...made, word: made.by ? judge(made.figure, THRESHOLDS[made.by]) : made.figure ? "half" : "unmeasured" });

export function verdicts(evidence: Evidence): Verdict[] {
  return CLAIMS.map((claim) => {
    const { parts, flagged = false } = PARTS[claim](evidence);
    const judged = parts.map(part);
    return { claim, word: together(judged), parts: judged, flagged };
  });
}

/** The nets that the first claims are about: measured, and nobody prepared them for an attack. The main one has to be among them. */
function undefended<T>({ results, undefended: ids }: Evidence, of: (net: NetResult) => T | undefined): { net: NetResult; found: T }[] {
  const measured = results.nets
    .filter(({ id }) => ids.includes(id))
    .flatMap((net) => {
      const found = of(net);
      return found === undefined ? [] : [{ net, found }];
    });
  return measured.some(({ net }) => net.id === MAIN_NET) ? measured : [];
}

/** The one that speaks least for the claim. */
const least = <T>(of: readonly T[], value: (one: T) => number): T | undefined =>
  of.reduce<T | undefined>((worst, one) => (worst === undefined || value(one) < value(worst) ? one : worst), undefined);
const most = <T>(of: readonly T[], value: (one: T) => number): T | undefined => least(of, (one) => -value(one));

const PARTS: Record<ClaimId, (evidence: Evidence) => { parts: Made[]; flagged?: boolean }> = {
  weights(evidence) {
    const at = ({ robust }: NetResult) => robust.find(({ epsilon_255 }) => epsilon_255 === VERDICT_BUDGET);
    const fooled = (net: NetResult) => {
      const found = at(net);
      return found && fallen(found.clean, found.worst);
    };
    const nets = undefended(evidence, fooled);
    const weakest = least(nets, ({ found }) => found.value);
    const main = nets.find(({ net }) => net.id === MAIN_NET);
    const sturdy = evidence.results.nets.filter(({ id }) => evidence.adversarial.includes(id)).map((net) => ({ net, found: fooled(net) }));
    const parts: Made[] = [{ id: "weights-main", of: MAIN_NET, by: "weights", decides: true, figure: main?.found }];
    if (weakest && weakest.net.id !== MAIN_NET) {
      parts.push({ id: "weights-weakest", of: weakest.net.id, by: "weights", decides: true, figure: weakest.found, counts: [nets.length] });
    }
    for (const { net, found } of sturdy) if (found) parts.push({ id: "weights-sturdy", of: net.id, by: undefined, decides: false, figure: found });
    return { parts };
  },

  certain({ uphill, evolutions, results }) {
    const sure = (cells: { confidence: number; agreed?: boolean }[]) => all(cells.filter((cell) => isCertain(cell) && cell.agreed !== false).length, cells.length);
    const noise = results.nets.find(({ id }) => id === MAIN_NET)?.noise;
    return {
      parts: [
        { id: "certain-uphill", of: uphill.model, by: "nothing", decides: true, figure: sure(uphill.cells) },
        { id: "certain-led", of: MAIN_NET, by: undefined, decides: false, figure: noise?.confidence ? ofShare(noise.confidence.led_passes) : undefined },
        { id: "certain-pixels", of: evolutions.direct.model, by: undefined, decides: false, figure: sure(evolutions.direct.niches) },
        { id: "certain-patterns", of: evolutions.cppn.model, by: undefined, decides: false, figure: sure(evolutions.cppn.niches) },
      ],
    };
  },

  line(evidence) {
    const way = (bearing: "away" | "random"): Made => {
      const id = `line-${bearing}` as const;
      const nets = undefended(evidence, ({ rays }) => rays.find((ray) => ray.bearing === bearing));
      const worst = least(nets, ({ found }) => found.certain.low);
      if (worst) return { id, of: worst.net.id, by: "farEnd", decides: true, figure: ofShare(worst.found.certain), counts: [nets.length] };
      const { model, pictures, ways } = evidence.line;
      return { id, of: model, by: "farEnd", decides: true, figure: ofShare(share(ways[bearing].certain, pictures), "gallery") };
    };
    const bent = evidence.results.nets
      .filter(({ id }) => evidence.undefended.includes(id))
      .flatMap((net) => net.rays.flatMap(({ ends }) => (ends.residual === null || !ends.switches?.nine_tenths ? [] : [{ net, residual: ends.residual, lines: ends.straight }])));
    const worst = most(bent, ({ residual }) => residual);
    const measured = worst ? { value: worst.residual, n: bent.reduce((sum, { lines }) => sum + lines, 0), origin: "test" as const } : recordedResidual(evidence.line);
    const figure = measured && { ...measured, low: measured.value, high: measured.value };
    return { parts: [way("away"), way("random"), { id: "line-straight", of: worst?.net.id ?? evidence.line.model, by: "straight", decides: true, figure }] };
  },

  keys({ results, keys }) {
    const asked = results.nets.find(({ id }) => id === MAIN_NET)?.questions;
    const recorded = (runner: Runner) => {
      const arrivals = keys.arrivals[runner];
      return ofShare(share(arrivals.filter((paid) => paid !== null).length, arrivals.length), "gallery");
    };
    return {
      parts: [
        { id: "keys-scores", of: MAIN_NET, by: "keys", decides: true, figure: asked ? fallen(asked.clean, asked.attack.right) : recorded("scores") },
        { id: "keys-label", of: keys.model, by: "keys", decides: true, figure: recorded("label") },
      ],
    };
  },

  reuse({ results, reuse }) {
    const made = (council: string, targeted: boolean): Figure | undefined => {
      const found = results.ensembles.find(({ id }) => id === council)?.transfer.find((one) => one.epsilon_255 === VERDICT_BUDGET && one.targeted === targeted);
      if (!found) return undefined;
      const of = found.fooled[0]?.[0]?.of ?? 0;
      // Not over pairs of nets: what one picture does to several is no independent number.
      return of === 0 ? undefined : ofShare(share(Math.round(found.mean_off_diagonal * of), of));
    };
    const stranger = byKin(reuse).stranger;
    const recorded = { value: stranger.share, ...pictureWise(stranger.share, reuse.tried), n: reuse.tried, origin: "gallery" as const };
    return {
      parts: [
        { id: "reuse-any", of: "strangers", by: "reuse", decides: true, figure: made("strangers", false) },
        { id: "reuse-chosen", of: "strangers", by: "reuse", decides: true, figure: made("strangers", true) },
        { id: "reuse-disagree", of: "disagree", by: undefined, decides: false, figure: made("disagree", false) },
        { id: "reuse-stranger", by: undefined, decides: false, figure: recorded },
      ],
    };
  },

  blur({ results }) {
    const filters = (results.nets.find(({ id }) => id === MAIN_NET)?.filters ?? []).filter(({ epsilon_255 }) => epsilon_255 === VERDICT_BUDGET);
    const bare = ({ filter }: { filter: Filter }) => filter.kind === "gaussian" && filter.sigma === 0;
    const known = filters.filter((found) => !bare(found) && found.worst !== null);
    const smoothing = known.filter(({ filter }) => SMOOTHING.includes(filter.kind));
    // To the defender's advantage: the one that does best is looked at.
    const best = most(smoothing, ({ worst }) => worst!.share);
    const unaware = most(smoothing, ({ unaware }) => unaware.share);
    const any = most(known, ({ worst }) => worst!.share);
    const of = (id: PartId, found: (typeof known)[number] | undefined, value: Share | null | undefined, decides = false): Made => ({
      id,
      ...(found ? { filter: found.filter } : {}),
      by: decides ? "blur" : undefined,
      decides,
      figure: value ? ofShare(value) : undefined,
      counts: [smoothing.length],
    });
    return {
      parts: [
        of("blur-aware", best, best?.worst, true),
        of("blur-unaware", unaware, unaware?.unaware),
        of("blur-clean", best, best?.clean),
        of("blur-any", any, any?.worst),
      ],
      flagged: filters.some(({ aware_is_stronger }) => aware_is_stronger === false),
    };
  },

  vote({ results }) {
    const council = (id: string, decides: boolean): Made[] => {
      const found = results.ensembles.find((ensemble) => ensemble.id === id)?.vote.find(({ epsilon_255 }) => epsilon_255 === VERDICT_BUDGET);
      const turns = found?.attackers.find(({ name }) => name === "one-after-another");
      const by = decides ? ("vote" as const) : undefined;
      return [
        { id: "vote-turns", of: id, by, decides, figure: found && left(found.clean, turns?.right) },
        { id: "vote-joint", of: id, by, decides, figure: found && left(found.clean, found.joint_worst) },
      ];
    };
    return { parts: [...COUNCILS.flatMap((id) => council(id, true)), ...beside(council(HARDENED, false))] };
  },

  numbers({ results }) {
    const council = (id: string, decides: boolean): Made[] => {
      const curve = costOf(results, id);
      const [first, last] = [curve[0], curve.at(-1)];
      const grown = first && last && first.count === 1 && last.count > 1 ? { first, last } : undefined;
      const counts = grown ? [1, grown.last.count] : [];
      const far = grown?.first.smallest == null ? undefined : ((grown.last.smallest ?? BEYOND) / grown.first.smallest);
      const n = grown?.first.right?.of ?? 0;
      const fine = far === undefined || grown!.first.smallest! >= FINE_ENOUGH;
      return [
        { id: "numbers-gain", of: id, by: decides ? "gain" : undefined, decides, counts, figure: grown?.first.right && grown.last.right ? gain(grown.first.right, grown.last.right) : undefined },
        {
          id: "numbers-further",
          of: id,
          by: decides && fine ? "further" : undefined,
          decides: decides && fine,
          counts: grown ? [1, grown.last.count, grown.first.smallest ?? BEYOND, grown.last.smallest ?? BEYOND] : [],
          figure: far === undefined ? undefined : { value: far, low: far, high: far, n, origin: "test" },
        },
      ];
    };
    return { parts: [...COUNCILS.flatMap((id) => council(id, true)), ...beside(council(HARDENED, false))] };
  },
};

/** What only explains is left out where nobody measured it. */
const beside = (parts: Made[]) => parts.filter(({ figure }) => figure !== undefined);

function recordedResidual({ pictures, ways }: LineSurvey): Pick<Figure, "value" | "n" | "origin"> | undefined {
  const found = Object.values(ways).flatMap(({ residual }) => (residual == null ? [] : [residual]));
  return found.length === 0 ? undefined : { value: Math.max(...found), n: pictures * found.length, origin: "gallery" };
}

const pictureWise = (value: number, of: number) => {
  const { low, high } = share(Math.round(value * of), of);
  return { low, high };
};

/** Those whose members are equals, in the order in which they are told of. */
export const costOrder = <T extends { id: string }>(ensembles: readonly T[]): T[] => [...COUNCILS, HARDENED].flatMap((id) => ensembles.filter((ensemble) => ensemble.id === id));

/** One number of members, and what it took. */
export interface CostPoint {
  count: number;
  /** Of all pictures, right under the strongest attacker of the equal budget; undefined: not measured. */
  right: Share | undefined;
  clean: Share | undefined;
  /** Smallest n of n/255 that fools half; null: beyond the largest that was tried; undefined: not measured. */
  smallest: number | null | undefined;
}

/** The cost over the number of members, from one on. */
export function costOf({ ensembles }: Results, council: string): CostPoint[] {
  const { cost = [] } = ensembles.find(({ id }) => id === council) ?? {};
  return cost.map(({ count, attackers, smallest }) => {
    const strongest = least(attackers.filter(({ epsilon_255 }) => epsilon_255 === EQUAL_BUDGET), ({ right }) => right.share);
    return { count, right: strongest?.right, clean: strongest?.clean, smallest: smallest?.[0] };
  });
}
