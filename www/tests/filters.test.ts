import { applyFilter, Attack, Certifier, Ensemble, type Filter, noise } from "easily-fooled/light";
import { describe, expect, test } from "vitest";
import { Turns } from "../src/engine/turns.ts";
import { AttackRun } from "../src/engine/attack-run.ts";
import { CertifyRun } from "../src/engine/certify-run.ts";
import type { AttackUpdate, CertifyUpdate } from "../src/engine/protocol.ts";
import { FILTER_KINDS, filterKey, filterOf, filterRow, parameterOf, strengthName, strengthOf, withParameter, withStrength } from "../src/state/filters.ts";
import { linear, typings } from "./core.ts";

const picture = noise(7, 3072);
const label = linear.logits(picture).reduce((best, value, index, all) => (value > all[best]! ? index : best), 0);
const apply = (filter: Filter) => applyFilter(filter, picture, 32, 32, 1);

test("the table has every filter of the typings, with all of its parameters", () => {
  const [, body] = /export type Filter =(.*?\});\n/s.exec(typings)!;
  const written = [...body!.matchAll(/\{ kind: "([\w-]+)"; (.*?) \}/g)].map(([, kind, rest]) => [kind, [...rest!.matchAll(/(\w+)\??:/g)].map(([, name]) => name)]);
  expect(written).toEqual(FILTER_KINDS.map((kind) => [kind, Object.keys(filterRow(kind).takes)]));
});

describe.each(FILTER_KINDS)("%s", (kind) => {
  const { takes, strengths, sentence } = filterRow(kind);

  test("says what it is, in a sentence", () => expect(sentence).toMatch(/^[A-Z].*\.$/));

  test.each(Object.entries(takes))("its %s ends where the core's does", (name, { min, max, reach, step }) => {
    const filter = filterOf(kind);
    for (const value of [min, max]) expect(() => apply(withParameter(filter, name, value))).not.toThrow();
    for (const value of [min - step, max + step]) expect(() => apply(withParameter(filter, name, value))).toThrow();
    expect(parameterOf(filter, name)).toBeGreaterThanOrEqual(min);
    expect(reach ?? max).toBeLessThanOrEqual(max);
  });

  test("the measured strengths go from weak to strong, and a slider reaches them", () => {
    const change = (strength: number) => apply(filterOf(kind, strength)).reduce((sum, value, index) => sum + Math.abs(value - picture[index]!), 0);
    const changes = strengths.map(change);
    if (kind !== "shift") expect(changes).toEqual([...changes].sort((one, other) => one - other));
    const { min, max, reach } = takes[strengthName(kind)]!;
    for (const strength of strengths) {
      expect(strength).toBeGreaterThanOrEqual(min);
      expect(strength).toBeLessThanOrEqual(reach ?? max);
      expect(strengthOf(withStrength(filterOf(kind), strength))).toBe(strength);
      expect(filterKey(withStrength(filterOf(kind), strength))).toBe(filterKey(filterOf(kind, strength)));
    }
  });
});

describe("attacks and filters in a worker", () => {
  const filter = filterOf("gaussian", 1);
  const options = { method: "pgd", epsilon: 8 / 255, steps: 10, seed: 1, label } as const;

  async function attacked(known: boolean | undefined): Promise<Extract<AttackUpdate, { kind: "finished" }>> {
    const behind = new Ensemble([linear], { filter, seed: 1 });
    const attack = new Attack(known ? behind : linear, picture, options);
    const updates: AttackUpdate[] = [];
    const guard = known === undefined ? undefined : { filter, known, seed: 1 };
    await new AttackRun(attack, new Turns(), { pace: 0, oneStep: false, guard }, { here: async () => {} }, (update) => updates.push(update)).finished();
    return updates.at(-1) as Extract<AttackUpdate, { kind: "finished" }>;
  }

  test("who does not know makes the bare net's picture, and is judged behind the filter all the same", async () => {
    const bare = await attacked(undefined);
    const unaware = await attacked(false);
    const aware = await attacked(true);
    expect(unaware.best).toEqual(bare.best);
    expect(aware.best).not.toEqual(bare.best);
    const behind = new Ensemble([linear], { filter, seed: 1 });
    expect(Array.from(unaware.verdict.vote.probabilities)).toEqual(Array.from(behind.vote(bare.best).probabilities));
    expect(Array.from(aware.verdict.vote.probabilities)).toEqual(Array.from(behind.vote(aware.best).probabilities));
    expect(unaware.verdict.agreed).toBe(true);
    expect(aware.verdict.vote.probabilities[label]!).toBeLessThan(unaware.verdict.vote.probabilities[label]!);
  });

  test("a certificate is stepped to its end, or abandoned without one", async () => {
    const certified = async (abandon: boolean) => {
      const updates: CertifyUpdate[] = [];
      const run = new CertifyRun(new Certifier(linear, picture, { sigma: 0.05, selection: 20, estimation: 200, seed: 1 }), new Turns(), (update) => updates.push(update));
      const finished = run.finished();
      if (abandon) run.abandon();
      await finished;
      return updates;
    };
    expect(await certified(true)).toHaveLength(1);
    const updates = await certified(false);
    expect(updates[0]).toMatchObject({ kind: "progress", progress: { total: 220 } });
    expect(updates.at(-1)).toMatchObject({ kind: "finished", certificate: { radius: expect.any(Number) } });
  });
});
