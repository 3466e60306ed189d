/** Every word that a visitor reads or hears about breeding in the figure "Certain about nothing". */
import { count, percent } from "../../state/format.ts";
import type { breeding as English } from "../en/breeding.ts";
import { ein, times } from "./grammar.ts";

const generations = (number: number) => times(number, "Generation", "Generationen");

export const breeding: typeof English = {
  way: "Wie sie sich füllen",
  ways: {
    gradient: {
      text: "Bergauf, mit Gradient",
      note: "Rauschen folgt der Rechnung des Netzes rückwärts, Schritt für Schritt. Das braucht die Gewichte und ein paar Sekunden.",
    },
    direct: {
      text: "Pixel züchten",
      note: "Gefragt wird nur nach Antworten: In Kopien der Besten ändert der Zufall ein paar Farbwerte, und wer besser abschneidet, bekommt das Quadrat.",
    },
    cppn: {
      text: "Muster züchten",
      note: "Genauso, nur wird hier eine kleine Formel gezüchtet, die jedem Ort seine Farbe gibt, ein CPPN: Sie malt Wellen und Kanten statt Rauschen.",
    },
  },
  go: { direct: "Pixel züchten", cppn: "Muster züchten" },
  again: { direct: "Noch einmal Pixel züchten", cppn: "Noch einmal Muster züchten" },
  step: "Eine Generation",
  others: "Andere Vorfahren",
  cellTwin: "Gezüchtet als:",
  born: { wide: "Generation", narrow: "Gen." },
  filled: (filled: number, generation: number) => `${filled} von 10 gefüllt, in Generation ${count(generation)}.`,
  running: (generation: number, filled: number, paused: boolean) =>
    `${paused ? "Pause. " : ""}${generation === 0 ? "Die erste Generation wird beurteilt" : `Generation ${count(generation)}`}: ${filled} von 10 gefüllt.`,
  done: (filled: number, net: string, generation: number) =>
    filled === 10
      ? `Alle zehn gefüllt. Nach ${generations(generation)} ist sich „${net}“ bei zehn Dingen, die nicht da sind, zu mindestens 99,99\u00a0% sicher.`
      : `${filled} von 10 ${filled === 1 ? "hat" : "haben"} in ${generations(generation)} die 99,99\u00a0% erreicht.`,
  stopped: (filled: number) => `Gestoppt, ${filled} von 10 gefüllt. Von jeder Klasse bleibt das beste Bild.`,
  noGradient: "Niemand hat in das Netz hineingeschaut: Es wurde nur gefragt.",
  tally: {
    steps: "Schritte, höchstens",
    gradients: "Gradienten",
    generation: "Generation",
    evaluations: "Beurteilt",
    rate: "Pro Sekunde",
    at99: "Bei 99\u00a0%",
    at9999: "Bei 99,99\u00a0%",
    ofTen: (number: number) => `${number} von 10`,
  },
  climb: {
    key: "Die Kurven: wie sicher das Netz wurde. Nach oben wird die Skala feiner: Von 99\u00a0% auf 99,99\u00a0% ist es so weit wie von 1\u00a0% auf 50\u00a0%.",
    half: "50\u00a0%",
    certain: "99,99\u00a0%",
    table: "Dasselbe in Zahlen",
    units: { gradient: "Schritte", direct: "Generationen", cppn: "Generationen" },
    twin: (name: string, from: number, to: number) => `Wie sicher das Netz wurde, dass dies ${ein(name)} ist: von ${percent(from)} auf ${percent(to)}.`,
  },
  look: {
    redrawn: "Neu gezeichnet",
    redrawnNote: (side: number) => `aus der Formel, ${side} × ${side}`,
    judged: "Wie beurteilt",
    judgedNote: "32 × 32",
    view: "Ansicht",
    drawing: "Es wird gezeichnet …",
    drawingFailed: "In groß ließ es sich nicht zeichnen: Etwas ist nicht angekommen. Schließ das Fenster, und schau noch einmal.",
    bred: (name: string, confidence: number, generation: number, seed: number) =>
      `${percent(confidence)} ${name}. Geboren in Generation ${count(generation)}; Startzahl ${count(seed)}.`,
    genome: (letters: number) => `Die Formel ist ${times(letters, "Zeichen", "Zeichen")} lang und lässt sich in jeder Größe zeichnen.`,
    png: (side: number) => `PNG, ${side} × ${side}`,
  },
};
