/** What is chosen in the Lab, and what becomes of it at the core's door. */
import type { AttackOptions, Method } from "easily-fooled";
import {
  type Circumstances,
  methodRow,
  type NumberParameter,
  parameter,
  type ParameterName,
  type Rule,
  type Unit,
  type Value,
} from "./armoury.ts";
import { type Checked, checkIn, type Norm, type Range, type Wish } from "./settings.ts";

/** What a visitor changed of a method's parameters; Infinity: none, where there can be none. */
export type Tuned = Partial<Record<ParameterName, Value>>;

export interface Choice {
  wish: Wish;
  method: Method;
  tuned: Tuned;
}

/** What the Lab begins with. */
export const LAB_FIRST: Choice = { wish: "other", method: "apgd", tuned: {} };

/** Another method: the seed stays, and so does the budget where both have one; everything else means something else to each. */
export function withMethod(choice: Choice, method: Method): Choice {
  const kept: ParameterName[] = hasBudget(choice.method) && hasBudget(method) ? ["norm", "epsilon", "seed"] : ["seed"];
  return { ...choice, method, tuned: pick(choice.tuned, kept) };
}

/** Does it keep to one by itself, in either norm? */
function hasBudget(method: Method): boolean {
  const { takes } = methodRow(method);
  return takes.norm !== undefined && takes.epsilon?.by !== Infinity;
}

/** One parameter changed; `undefined`: back to its default. */
export function tune(choice: Choice, name: ParameterName, value: Value | undefined): Choice {
  const { [name]: _, ...others } = choice.tuned;
  // A distance in one norm is none in the other.
  const lasting = (Object.keys(others) as ParameterName[]).filter((other) => unitOf(other, choice.method) !== "distance");
  const rest = name === "norm" ? pick(others, lasting) : others;
  return { ...choice, tuned: value === undefined ? rest : { ...rest, [name]: value } };
}

export function normOf({ method, tuned }: Choice): Norm {
  const { norm, takes } = methodRow(method);
  return norm ?? ((tuned.norm ?? takes.norm?.by ?? "linf") as Norm);
}

/** The parameters that matter now, in the table's order. */
export function shown(choice: Choice, members: number): ParameterName[] {
  const taken = Object.keys(methodRow(choice.method).takes) as ParameterName[];
  const alone: ParameterName[] = ["strategy", "member", "normalizeMembers"];
  return taken.filter((name) => (members > 1 || !alone.includes(name)) && (name !== "member" || choice.tuned.strategy === "only"));
}

/** Undefined: it has none, and stops nothing. */
export function defaultOf(name: ParameterName, choice: Choice, members: number): Value | undefined {
  const by = methodRow(choice.method).takes[name]?.by;
  return isRule(by) ? by.of(circumstances(choice, members)) : by;
}

export function valueOf(name: ParameterName, choice: Choice, members: number): Value | undefined {
  return choice.tuned[name] ?? defaultOf(name, choice, members);
}

export function isRule(by: unknown): by is Rule {
  return typeof by === "object" && by !== null;
}

function circumstances(choice: Choice, members: number): Circumstances {
  const norm = normOf(choice);
  const { tuned, method, wish } = choice;
  const given = (name: ParameterName, otherwise: number): number => {
    const by = methodRow(method).takes[name]?.by;
    const fallback = isRule(by) ? by.of({ norm, epsilon: Infinity, steps: 1, targeted: false, members, strategy: "joint" }) : by;
    return Number(tuned[name] ?? fallback ?? otherwise);
  };
  return {
    norm,
    epsilon: given("epsilon", Infinity),
    steps: given("steps", 1),
    targeted: wish !== "other",
    members,
    strategy: String(tuned.strategy ?? "joint"),
  };
}

export function unitOf(name: ParameterName, method: Method): Unit | undefined {
  const given = parameter(name);
  return given.kind === "number" ? (methodRow(method).takes[name]?.unit ?? given.unit) : undefined;
}

/** What a number is multiplied by to be read: distances in 255ths, shares in per cent. */
export function scaleOf(name: ParameterName, choice: Choice): number {
  const unit = unitOf(name, choice.method);
  if (unit === "of255" || (unit === "distance" && normOf(choice) === "linf")) return 255;
  return unit === "share" ? 100 : 1;
}

/** As the core has it. */
export function bounds(name: ParameterName, method: Method, members: number): Range {
  const { min, max, whole } = parameter(name) as NumberParameter;
  const most = name === "member" ? members - 1 : name === "steps" && method === "autoattack" ? 2000 : max;
  return { min: methodRow(method).takes[name]?.min ?? min, max: most, step: whole ? 1 : 0 };
}

/** As it is read: distances of colour values never beyond 255/255. */
export function readBounds(name: ParameterName, choice: Choice, members: number): Range {
  const { min, max, step } = bounds(name, choice.method, members);
  const scale = scaleOf(name, choice);
  return { min: min * scale, max: Number((scale === 255 ? 255 : max * scale).toPrecision(12)), step };
}

/** What was typed as it is read, and the nearest value that works. */
export function checkTyped(name: ParameterName, choice: Choice, members: number, typed: string): Checked {
  return checkIn(readBounds(name, choice, members), typed);
}

/** What the core is told: the goal, what was changed, and the seed. `label`: see `attackOptions`. */
export function labOptions(choice: Choice, members: number, label: number): AttackOptions {
  const { method, wish, tuned } = choice;
  const { norm } = methodRow(method);
  return {
    method,
    ...(wish === "other" ? { label } : { target: wish }),
    ...(norm === "l2" ? { norm } : {}),
    seed: 1,
    ...(pick(tuned, shown(choice, members)) as Partial<AttackOptions>),
    // The core must be told whom it shall attack alone.
    ...(tuned.strategy === "only" && members > 1 ? { member: Number(tuned.member ?? 0) } : {}),
  };
}

function pick(tuned: Tuned, names: ParameterName[]): Tuned {
  return Object.fromEntries(names.flatMap((name) => (tuned[name] === undefined ? [] : [[name, tuned[name]]])));
}
