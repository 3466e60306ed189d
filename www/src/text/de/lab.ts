/** Every word of the Lab but those of attacks and parameters (armoury.ts). */
import { count } from "../../state/format.ts";
import type { Checked, Range } from "../../state/settings.ts";
import type { lab as English } from "../en/lab.ts";
import { authors, einen } from "./grammar.ts";

export const lab: typeof English = {
  title: "Alles auf einmal",
  what: "Jedes Bild, jedes Netz, jeder Angriff, jede Zahl.",
  wish: "Mach daraus",
  attack: "Angriff",
  families: {
    weights: "Mit den Gewichten: folgt Gradienten",
    scores: "Mit den Punktzahlen: fragt und liest Zahlen",
    label: "Mit dem Wort: fragt und hört keine Zahl",
  },
  paper: (paper: string, year: number) => `${authors(paper)}, ${year}.`,
  go: (method: string) => (wish: string | undefined) => `${method}: Mach daraus ${wish === undefined ? "etwas anderes" : einen(wish)}`,
  needsWish: "Dieser Angriff klettert auf eine Klasse zu: Wünsch dir eine.",

  spent: "Was der Angriff verbraucht hat",
  counters: {
    iterations: "Iterationen",
    gradients: "Gradienten",
    questions: "Fragen",
    zeroGradients: "Nullgradienten",
  },
  countersHint:
    "Ein Gradient ist ein Bild, einmal rückwärts durch ein Netz. Eine Frage ist ein Bild, allen Netzen gezeigt. Ein Nullgradient lässt nichts übrig, dem man folgen könnte.",

  parameters: (method: string) => `Parameter von ${method}`,
  parametersFold: (method: string) => `Mehr: die Parameter von ${method}`,
  now: (rule: string, value: string) => `${rule} (jetzt ${value})`,
  default: (words: string) => `Standard: ${words}.`,
  range: (min: string, max: string) => `Von ${min} bis ${max}.`,
  back: "Standard",
  backTo: (name: string) => `${name}: zurück zum Standard`,
  none: "nichts",
  on: "ja",
  off: "nein",
  units: { distance: "", length: "lang", of255: "/255", rate: "", share: "%", count: "" },
  problem(name: string, { min, max }: Range, checked: Exclude<Checked, { ok: true }>): string {
    const range = `von ${count(min)} bis ${count(max)}`;
    return checked.reason === "not-a-number"
      ? `„${name}“ braucht eine Zahl ${range}. Geändert wurde nichts.`
      : `„${name}“ geht ${range}; jetzt gilt ${count(checked.value)}.`;
  },

  confidence: { roles: "Wie sicher es ist, während es passiert", members: (name: string) => `Wie sicher sich jedes Mitglied bei „${name}“ ist` },
  climbed: "was er in die Höhe treibt",
  loss: "Was der Angriff in die Höhe treibt",
  fold: "Mehr: anderes Bild, andere Netze",
  whom: "Wer gefragt wird",
  one: "Ein Netz",
  several: "Mehrere, die abstimmen",
  rule: "Es entscheidet",
  slowly: "Langsam",
  compare: {
    keep: "Zum Vergleichen aufheben",
    drop: "Aufgehobenes vergessen",
    waiting: "Aufgehoben. Ändere, was du magst, und lass es noch einmal laufen: Dann stehen hier beide nebeneinander.",
    caption: "Zwei Läufe nebeneinander",
    kept: "Aufgehoben",
    now: "Jetzt",
    rows: ["Angriff", "Netze", "Wunsch", "Ergebnis", "Größte Änderung einer Farbe", "Länge der Änderung", "Iterationen", "Gradienten", "Fragen", "Zeit"],
    anythingElse: "etwas anderes",
    line: (name: string) => `${name}, im aufgehobenen Lauf`,
  },
  glance: "Alle Angriffe auf einen Blick",
  columns: { name: "Angriff", sentence: "Was er tut", paper: "Quelle" },
};
