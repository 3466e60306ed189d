/** Every word of the figure "A straight line to wrong" and of its guess. */
import { count, percent, plainNumber, wholePercent } from "../../state/format.ts";
import type { line as English } from "../en/line.ts";
import { capital, einen, list } from "./grammar.ts";

/** How far out, in words that need no unit. */
const far = (alpha: number) => (alpha >= 100 ? count(Math.round(alpha)) : plainNumber(alpha));
/** "1/2.000.000": a share too small for per cent. */
const fraction = (share: number) => `1/${count(Number((1 / share).toPrecision(2)))}`;
/** Where the search for bends ends. */
const END = 1_048_576;

export const line: typeof English = {
  title: "Immer geradeaus, über den Rand aller Bilder hinaus",
  what: "Zoom heraus, und sieh, was aus den Kurven wird.",

  ways: {
    away: { text: "dem Gradienten nach", note: "weg von dem, was es ist" },
    random: { text: "in ausgeloster Richtung", note: "jeder Wert per Los" },
    towards: { text: "auf eine Klasse zu", note: "welche, bestimmst du" },
  },
  way: "Wohin es geht",
  class: "Ziel",
  reach: "Wie weit das Diagramm reicht",
  reachOf: (reach: number) => count(reach),
  show: "Gezeigt wird",
  shows: { share: "wie sicher es ist", number: "seine Punktzahlen" },
  zoom: "Zehnfach herauszoomen",
  back: "Zurück zum Bild",
  again: "Hier loslaufen",
  stop: "Stopp",
  fold: "Mehr: anderes Bild, anderes Netz",

  far,
  at: (alpha: number) => `α = ${far(alpha)}`,
  slider: "Die Linie entlanggehen",
  sliderValue: (alpha: number, says: string) => `α = ${far(alpha)}: ${says}`,
  standing: (alpha: number, beyond: number) =>
    alpha === 0
      ? "Das Bild, wie es ist."
      : beyond === 0
        ? "Noch passt jeder Wert auf den Bildschirm."
        : beyond >= 0.995
          ? "Für den Bildschirm gekappt: Alle Werte liegen jenseits von Schwarz oder Weiß."
          : `Für den Bildschirm gekappt: ${percent(beyond)} der Werte liegen jenseits von Schwarz oder Weiß.`,
  stations: "Bilder entlang der Linie, gekappt auf das, was ein Bildschirm zeigen kann",
  twin: (alpha: number, says: string) => `Das Bild bei α = ${far(alpha)}, für den Bildschirm gekappt. Das Netz sagt: ${says}`,

  chart: {
    heading: (shown: "share" | "number", way: string) => `${shown === "share" ? "Wie sicher es sich bei jeder Klasse ist" : "Seine Punktzahl für jede Klasse"}, ${way}`,
    x: "α",
    lastBend: "letzter Knick",
    others: "dünn: alle anderen Klassen",
    summaryOne: (name: string, from: string, to: string) => `${capital(name)}: von ${from} auf ${to}`,
    summary: (parts: string[], reach: number, bends: number) =>
      `Vom Bild bis α = ${far(reach)}. ${parts.join(". ")}. ${bends === 0 ? "Kein Knick, von keinem Punkt zum nächsten." : `Vor ${bends} von 48 Punkten liegt ein Knick.`}`,
    note: "Striche über den Kurven: Irgendwo seit dem Punkt davor hat es sich im Netz ein ReLU oder ein Maximum anders überlegt. Dort knickt die Linie.",
    noteCurved: "Keine Striche: Dieses Netz biegt sich überall ein wenig.",
    noteAffine: "Keine Striche: In diesem Netz ist nichts, was knicken könnte.",
  },

  verdict: {
    looking: "Das Netz schaut sich das Bild an …",
    walking: "Unterwegs …",
    certain: (name: string, confidence: number, from: number) =>
      from === 0
        ? `Es ist den ganzen Weg über sicher: „${name}“, ${percent(confidence)} am Ende.`
        : `Es wird sicher: „${name}“, ${percent(confidence)}. Von α = ${far(from)} an ändert daran nichts mehr etwas.`,
    unsure: (name: string, confidence: number) => `Sicher wird es hier nicht: „${name}“, ${percent(confidence)} am Ende.`,
    bent: (switches: number, lastBend: number) =>
      `Unterwegs ${switches === 1 ? "kippt" : "kippen"} ${count(switches)} Schalter im Netz. Der letzte Knick, den wir gefunden haben, liegt bei α = ${far(lastBend)}.`,
    straight: (residual: number) => `Dahinter ist jede Punktzahl eine gerade Linie: Keine weicht davon um mehr als ${fraction(residual)} der größten ab.`,
    affine: (residual: number) => `Dieses Netz knickt nie: Es ist eine einzige gewichtete Summe. Keine Punktzahl weicht von ihrer geraden Linie um mehr als ${fraction(residual)} der größten ab.`,
    unsettled: `Bei α = ${count(END)} knickt es immer noch, und weiter suchen wir nicht.`,
    curved: (node: string) => `Dieses Netz ist gekrümmt (in „${node}“) und nicht aus geraden Stücken gebaut. Was hier über Knicke und gerade Linien steht, gilt für dieses Netz also nicht.`,
    stopped: "Du hast gestoppt.",
  },

  map: {
    heading: "Dasselbe als Karte",
    what: "In der Mitte das Bild. Nach rechts geht es dem Gradienten nach, nach oben in eine ausgeloste Richtung. Jedes Kästchen hat die Farbe dessen, was das Netz dort sieht, und ist blasser, wo es weniger sicher ist.",
    reach: "Von der Mitte bis zum Rand",
    reaches: { 0.1: "0,1: noch Bilder", 1: "1: der Rand aller Bilder", 100: "100: weit dahinter" } as Record<number, string>,
    twin: (shares: string[]) => `Eine Karte dessen, was das Netz rund um das Bild sieht: ${list(shares)}.`,
    share: (name: string, share: number) => `${name} ${wholePercent(share)}`,
    percent: (share: number) => (share < 0.005 ? "<\u00a01\u00a0%" : wholePercent(share)),
    draw: "Die Karte hier zeichnen",
    drawing: (part: number) => `Wird gezeichnet: ${wholePercent(part)}`,
    stale: "Noch vom vorigen Bild. Drück, dann wird sie neu gezeichnet.",
    prepared: "Vorab gerechnet.",
    done: "Hier gezeichnet.",
  },

  guess: {
    question: "Wir gehen von einem Bild weg, immer geradeaus, über den Rand von allem hinaus, was ein Bild ist. Wird das Netz unsicher?",
    choices: { unsure: "es wird unsicher", jumps: "seine Antworten springen hin und her", sure: "es wird sicherer" },
    answer: (pictures: number, ways: { certain: number; from: number }[]) =>
      `Wir sind von ${pictures} Bildern der Galerie losgegangen, dem Gradienten nach und in eine ausgeloste Richtung. Am Ende war sich das Netz ${list(ways.map(({ certain }) => `bei ${certain}`))} davon zu mindestens 99\u00a0% sicher.`,
    compare: {
      right: "Genau, wie du gesagt hast.",
      unsure: "Gar nicht: Es wird sicherer, als es sich bei einem Bild je war.",
      jumps: "Anfangs ja. Dann hört das auf, und es ist sicher.",
    },
    explain: (from: number) => `Die Hälfte der ausgelosten Wege war bei α = ${far(from)} schon entschieden: Das ist ${far(from)}-mal der Weg von Schwarz nach Weiß.`,
  },

  walkTo: (name: string) => `auf ${einen(name)} zu`,
};
