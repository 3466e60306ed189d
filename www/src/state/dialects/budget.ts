/** Figures with a budget in sight, and a few settings behind "more". */
import { changed, type LinkedFigure, readChoice, readNumber } from "../link.ts";
import { type AttackMethod, DEFAULTS, type Norm, type RangeName, RANGES, type Settings } from "../settings.ts";
import { type AttackDialect, attackDialect } from "./attack.ts";

const ATTACKS: readonly AttackMethod[] = ["fgsm", "bim", "pgd", "mi-fgsm"];
const NORMS: readonly Norm[] = ["linf", "l2"];
const NUMBERS = ["budget", "radius", "steps", "restarts", "seed"] as const satisfies readonly (RangeName & keyof Settings)[];

export function budgetDialect(figure: Extract<LinkedFigure, "fool-one" | "ask-several">, attacks: "one" | "several"): AttackDialect<Settings> {
  return attackDialect({
    figure,
    attacks,
    write: (settings) => changed({ ...settings, wish: DEFAULTS.wish }, DEFAULTS),
    read(given, wish) {
      const numbers = NUMBERS.map((name) => [name, readNumber(given, name, RANGES[name], DEFAULTS[name])]);
      return {
        ...DEFAULTS,
        ...(Object.fromEntries(numbers) as Pick<Settings, (typeof NUMBERS)[number]>),
        wish,
        method: readChoice(given, "method", ATTACKS, DEFAULTS.method),
        norm: readChoice(given, "norm", NORMS, DEFAULTS.norm),
        randomStart: given.get("randomStart") === "true",
      };
    },
  });
}
