/** How the settings of each figure that can be linked to are written: see `link.ts`. */
import type { Method } from "easily-fooled";
import { METHOD_NAMES, methodRow, parameter, type ParameterName, type Value } from "./armoury.ts";
import { bounds, type Choice, LAB_FIRST, shown, tune, withMethod } from "./lab.ts";
import { type Dialect, type LinkedFigure, numberOr, type Pairs } from "./link.ts";
import { type AttackMethod, check, checkIn, DEFAULTS, type Norm, type RangeName, type Settings } from "./settings.ts";

const ATTACKS: readonly AttackMethod[] = ["fgsm", "bim", "pgd", "mi-fgsm"];
const NORMS: readonly Norm[] = ["linf", "l2"];
const NUMBERS = ["budget", "radius", "steps", "restarts", "seed"] as const satisfies readonly (RangeName & keyof Settings)[];

/** Figures with a budget in sight, and a few settings behind "more". */
export function budgetDialect(figure: Exclude<LinkedFigure, "lab">, attacks: "one" | "several"): Dialect<Settings> {
  return {
    figure,
    attacks,
    write({ wish: _, ...settings }) {
      const changed = (Object.entries(settings) as [keyof typeof settings, unknown][]).filter(([name, value]) => value !== DEFAULTS[name]);
      return changed.map(([name, value]) => [name, String(value)]);
    },
    read(given, wish) {
      const numbers = NUMBERS.map((name) => [name, numberOr(check(name, given.get(name) ?? ""), DEFAULTS[name])]);
      return {
        ...DEFAULTS,
        ...(Object.fromEntries(numbers) as Pick<Settings, (typeof NUMBERS)[number]>),
        wish,
        method: ATTACKS.find((method) => method === given.get("method")) ?? DEFAULTS.method,
        norm: NORMS.find((norm) => norm === given.get("norm")) ?? DEFAULTS.norm,
        randomStart: given.get("randomStart") === "true",
      };
    },
  };
}

/** Every attack and all its parameters, as the core has them. */
export const LAB_DIALECT: Dialect<Choice> = {
  figure: "lab",
  attacks: "either",
  write({ method, tuned }) {
    const pairs: Pairs = (Object.entries(tuned) as [ParameterName, Value][]).map(([name, value]) => [name, value === Infinity ? NONE : String(value)]);
    return method === LAB_FIRST.method ? pairs : [["method", method], ...pairs];
  },
  read(given, wish, members) {
    const method: Method = METHOD_NAMES.find((name) => name === given.get("method")) ?? LAB_FIRST.method;
    let choice: Choice = { ...withMethod(LAB_FIRST, method), wish };
    // One after another: what a norm means for the others, and what a plan shows, depends on those before.
    for (const name of ORDER) {
      if (!shown(choice, members).includes(name)) continue;
      const value = readValue(name, given.get(name), choice, members);
      if (value !== undefined) choice = tune(choice, name, value);
    }
    return choice;
  },
};

const NONE = "none";
const ORDER: ParameterName[] = ["norm", "strategy", ...others()];

function others(): ParameterName[] {
  const all = new Set(METHOD_NAMES.flatMap((method) => shown({ wish: "other", method, tuned: { strategy: "only" } }, 2)));
  return [...all].filter((name) => name !== "norm" && name !== "strategy");
}

function readValue(name: ParameterName, text: string | null, choice: Choice, members: number): Value | undefined {
  if (text === null) return undefined;
  const given = parameter(name);
  if (given.kind === "switch") return text === "true" ? true : text === "false" ? false : undefined;
  if (given.kind === "choice") return (methodRow(choice.method).takes[name]?.choices ?? Object.keys(given.choices)).find((offered) => offered === text);
  if (text === NONE) return given.none === undefined ? undefined : Infinity;
  const { value } = checkIn(bounds(name, choice.method, members), text);
  return Number.isNaN(value) ? undefined : value;
}
