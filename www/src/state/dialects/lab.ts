/** Every attack and all its parameters, as the core has them. */
import { METHOD_NAMES, methodRow, parameter, type ParameterName, type Value } from "../armoury.ts";
import { bounds, type Choice, LAB_FIRST, shown, tune, withMethod } from "../lab.ts";
import { NONE, type Pairs, readChoice } from "../link.ts";
import { checkIn } from "../settings.ts";
import { attackDialect } from "./attack.ts";

export const LAB_DIALECT = attackDialect<Choice>({
  figure: "lab",
  attacks: "either",
  write({ method, tuned }) {
    const pairs: Pairs = (Object.entries(tuned) as [ParameterName, Value][]).map(([name, value]) => [name, value === Infinity ? NONE : String(value)]);
    return method === LAB_FIRST.method ? pairs : [["method", method], ...pairs];
  },
  read(given, wish, members) {
    const method = readChoice(given, "method", METHOD_NAMES, LAB_FIRST.method);
    let choice: Choice = { ...withMethod(LAB_FIRST, method), wish };
    // One after another: what a norm means for the others, and what a plan shows, depends on those before.
    for (const name of ORDER) {
      if (!shown(choice, members).includes(name)) continue;
      const value = readValue(name, given.get(name), choice, members);
      if (value !== undefined) choice = tune(choice, name, value);
    }
    return choice;
  },
});

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
