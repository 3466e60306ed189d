import { Attack, type AttackOptions, Ensemble, type Method, noise } from "easily-fooled/light";
import { describe, expect, test } from "vitest";
import { METHOD_NAMES, METHODS, methodRow, PARAMETERS, parameter, type ParameterName, plannedIterations } from "../src/state/armoury.ts";
import { bounds, type Choice, defaultOf, labOptions, LAB_FIRST, shown } from "../src/state/lab.ts";
import { distance } from "../src/state/pixels.ts";
import { linear, typings } from "./core.ts";

const picture = noise(7, 3072);
const label = linear.logits(picture).reduce((best, value, index, all) => (value > all[best]! ? index : best), 0);
const pair = new Ensemble([linear, linear], { vote: "mean" });
const choice = (method: Method, change: Partial<Choice> = {}): Choice => ({ wish: "other", method, tuned: {}, ...change });
/** Few steps are enough to tell two settings apart. */
const FEW: Partial<Record<Method, number>> = { "carlini-wagner": 18, nes: 2, spsa: 2, hopskipjump: 1, square: 40, "one-pixel": 410, autoattack: 2, jsma: 2 };

/** Where an attack is after a few iterations. */
function after(target: typeof linear | Ensemble, options: AttackOptions) {
  const attack = new Attack(target, picture, options);
  const progress = attack.step(FEW[options.method] ?? 4);
  const state = { plan: progress.totalIterations, spent: progress.queries, pixels: attack.current() };
  attack.free();
  return state;
}

describe("the table knows what the core knows", () => {
  test("every option of the typings", () => {
    const [, body] = /interface AttackOptions \{(.*?)\n\}/s.exec(typings)!;
    const options = [...body!.matchAll(/^\s+(\w+)\??:/gm)].map(([, name]) => name);
    expect([...Object.keys(PARAMETERS), "method", "target", "label"].sort()).toEqual(options.sort());
  });

  test("every method of the typings", () => {
    const [, body] = /type Method =(.*?);/s.exec(typings)!;
    expect([...METHOD_NAMES].sort()).toEqual([...body!.matchAll(/"([\w-]+)"/g)].map(([, name]) => name).sort());
  });

  test("every parameter belongs to some method", () => {
    const taken = new Set(METHOD_NAMES.flatMap((method) => Object.keys(METHODS[method].takes)));
    expect([...taken].sort()).toEqual(Object.keys(PARAMETERS).sort());
  });

  test("the steps that the typings write down", () => {
    const [, words] = /Iterations a restart\. Default: (.*?)\*\//s.exec(typings)!;
    const written = [...words!.matchAll(/(\d+) \(([a-z, -]+)[):]/g)].flatMap(([, steps, methods]) =>
      methods!.split(", ").map((method) => [method, Number(steps)] as const),
    );
    expect(written.length).toBeGreaterThan(10);
    for (const [method, steps] of written) {
      const by = methodRow(method as Method).takes.steps?.by ?? 1;
      expect([method, by]).toEqual([method, steps]);
    }
  });
});

describe.each(METHOD_NAMES)("%s", (method) => {
  const row = methodRow(method);
  const targeted = method === "ascent";
  const wish = targeted ? ((label + 1) % 10) : "other";

  test("says what it is, and who found it", () => {
    expect(row.sentence).toMatch(/^[A-Z].*\.$/);
    expect(row.paper).not.toBe("");
    expect(row.year).toBeGreaterThan(2013);
    expect(typings).toContain(`"${method}"`);
  });

  test.each([
    ["one net", linear, 1],
    ["two", pair, 2],
  ] as const)("its defaults are the core's, on %s", (_, target, members) => {
    const untold = choice(method, { wish });
    const names = shown(untold, members).filter((name) => name !== "seed");
    const tuned = Object.fromEntries(names.flatMap((name) => {
      const value = defaultOf(name, untold, members);
      return value === undefined ? [] : [[name, value]];
    }));
    const plain = labOptions(untold, members, label);
    const told = labOptions({ ...untold, tuned }, members, label);
    expect(Object.keys(told).length).toBeGreaterThan(Object.keys(plain).length);
    const [one, other] = [after(target, told), after(target, plain)];
    expect([one.plan, one.spent]).toEqual([other.plan, other.spent]);
    // Not to the bit: the core divides ε in 32 bits.
    expect(distance(one.pixels, other.pixels).linf).toBeLessThan(1e-5);
  });

  test("plans as many iterations as the core", () => {
    const options = labOptions(choice(method, { wish }), 1, label);
    const attack = new Attack(linear, picture, options);
    expect(plannedIterations(options)).toBe(attack.step(1).totalIterations);
    attack.free();
  });

  test("every value that its bounds allow, the core allows", () => {
    for (const name of shown(choice(method, { wish }), 2)) {
      if (parameter(name).kind !== "number") continue;
      const { min, max } = bounds(name, method, 2);
      for (const value of [min, max]) {
        const strategy = name === "member" ? { strategy: "only" } : {};
        const options = labOptions(choice(method, { wish, tuned: { ...strategy, [name]: value } }), 2, label);
        expect(() => new Attack(pair, picture, options).free(), `${name} ${value}`).not.toThrow();
      }
    }
  });

  test("every choice that it offers, the core takes", () => {
    for (const name of Object.keys(row.takes) as ParameterName[]) {
      const given = parameter(name);
      if (given.kind !== "choice") continue;
      for (const value of row.takes[name]?.choices ?? Object.keys(given.choices)) {
        const options = labOptions(choice(method, { wish, tuned: { [name]: value } }), 2, label);
        expect(() => new Attack(pair, picture, options).free(), `${name} ${value}`).not.toThrow();
      }
    }
  });
});

test("the Lab begins with a method that there is", () => expect(METHOD_NAMES).toContain(LAB_FIRST.method));
