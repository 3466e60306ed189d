/** Every word of the Lab but those of attacks and parameters (armoury.ts). */
import type { Family } from "../../state/armoury.ts";
import { count } from "../../state/format.ts";
import type { Checked, Range } from "../../state/settings.ts";
import { a } from "./grammar.ts";

export const lab = {
  title: "Everything at once",
  what: "Any picture, any network, any attack, every number.",
  wish: "Make it",
  attack: "Attack",
  families: {
    weights: "With the weights: follows gradients",
    scores: "By the scores: asks, and reads numbers",
    label: "By the label: asks, and hears one word",
  } satisfies Record<Family, string>,
  paper: (paper: string, year: number) => `${paper}, ${year}.`,
  go: (method: string) => (wish: string | undefined) => (wish === undefined ? `${method}: anything else` : `${method}: make it ${a(wish)}`),
  needsWish: "It climbs towards a class: wish for one.",

  spent: "What it has spent",
  counters: {
    iterations: "Iterations",
    gradients: "Gradients",
    questions: "Questions",
    zeroGradients: "Zero gradients",
  },
  countersHint: "A gradient is one picture backwards through one network. A question is one picture shown to all of them. A zero gradient leaves nothing to follow.",

  parameters: (method: string) => `Parameters of ${method}`,
  parametersFold: (method: string) => `More: the parameters of ${method}`,
  now: (rule: string, value: string) => `${rule} (now ${value})`,
  default: (words: string) => `Default: ${words}.`,
  range: (min: string, max: string) => `From ${min} to ${max}.`,
  back: "Default",
  backTo: (name: string) => `${name}: back to the default`,
  none: "none",
  on: "yes",
  off: "no",
  units: { distance: "", length: "in length", of255: "/255", rate: "", share: "%", count: "" },
  problem(name: string, { min, max }: Range, checked: Exclude<Checked, { ok: true }>): string {
    const range = `from ${count(min)} to ${count(max)}`;
    return checked.reason === "not-a-number"
      ? `“${name}” must be a number ${range}. Nothing was changed.`
      : `“${name}” goes ${range}; ${count(checked.value)} is in place now.`;
  },

  confidence: { roles: "How sure it is, while it happens", members: (name: string) => `Each member’s confidence in ${name}` },
  climbed: "what it climbs",
  loss: "What the attack climbs",
  fold: "More: another picture, other networks",
  whom: "Who is asked",
  one: "One network",
  several: "Several that vote",
  rule: "They decide by",
  slowly: "Slowly",
  compare: {
    keep: "Keep it, to compare",
    drop: "Forget the kept run",
    waiting: "Kept. Change what you like and run again: the two will stand here side by side.",
    caption: "Two runs side by side",
    kept: "Kept",
    now: "Now",
    rows: ["Attack", "Networks", "Wish", "Outcome", "Largest change of a colour", "Length of the change", "Iterations", "Gradients", "Questions", "Time"],
    anythingElse: "anything else",
    line: (name: string) => `${name}, in the kept run`,
  },
  glance: "All attacks at a glance",
  columns: { name: "Attack", sentence: "What it does", paper: "Paper" },
};
